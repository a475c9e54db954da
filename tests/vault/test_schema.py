"""The tables hold their rules whatever writes into them, and they are the model's rules."""

import re
from typing import Any, get_args

import pytest
from writing import adding, doing, item, request

from footprint.errors import Refused
from footprint.model import requests
from footprint.model.changes import Change, Table
from footprint.model.items import KINDS, Status
from footprint.model.links import RELATIONS, Strength
from footprint.model.records import SECTIONS
from footprint.vault import Vault, schema

ENTRY = "INSERT INTO entry (request_uid, position, dated, direction, type, body) VALUES"
ITEM = "INSERT INTO item (uid, id, kind, name, status, body) VALUES"
UID = "0123456789abcdef0123456789abcdef"

BROKEN = [
    f"{ITEM} ('{UID}', 'x', 'planet', 'n', 'open', '{{}}')",
    f"{ITEM} ('{UID}', 'x', 'shop', '', 'open', '{{}}')",
    f"{ITEM} ('{UID}', 'x', 'shop', printf('%201c', 'n'), 'open', '{{}}')",
    f"{ITEM} ('{UID}', 'x', 'shop', 'n', 'closed', '{{}}')",
    f"{ITEM} ('{UID}', 'x', 'shop', 'n', 'open', 'no json')",
    f"{ITEM} ('{UID}', 'x', 'instrument', 'n', 'open', '{{\"last4\": \"12345\"}}')",
    f"{ITEM} ('{UID}', 'x', 'instrument', 'n', 'open', '{{\"last4\": \"１２３４\"}}')",
    f"{ITEM} ('{UID}', 'x', 'instrument', 'n', 'open', '{{\"last4\": \"12a4\"}}')",
    f"{ITEM} ('short', 'x', 'shop', 'n', 'open', '{{}}')",
    f"{ITEM} ('{UID}', 'a', 'shop', 'n', 'open', '{{}}')",
    f"{ITEM} ('{UID}', 'x', 'shop', x'00', 'open', '{{}}')",
    "UPDATE link SET relation = 'loves'",
    "UPDATE link SET strength = 'perhaps'",
    "UPDATE link SET certainty = 'maybe'",
    "UPDATE link SET to_uid = from_uid",
    "UPDATE link SET to_uid = 'nowhere'",
    "DELETE FROM item",
    "DELETE FROM request",
    "UPDATE request SET kind = 'wish'",
    "UPDATE request SET channel = 'smoke'",
    "UPDATE entry SET direction = 'up'",
    "UPDATE entry SET type = 'wish'",
    "UPDATE entry SET dated = 'soon'",
    "UPDATE entry SET position = -1",
    "INSERT INTO section VALUES ('secrets', '{}')",
    "INSERT INTO meta VALUES (2, printf('%032d', 1), 'now')",
    "UPDATE journal SET action = 'forget'",
    "UPDATE journal SET state = NULL",
]


@pytest.fixture
def filled(vault: Vault) -> Vault:
    from writing import entry, link

    vault.write(adding(item("a"), item("b")))
    vault.write(
        doing(
            Change("links", None, link("a", "needs", "b")),
            Change("requests", None, request("R-1", "a", entry("2026-01-01"))),
        )
    )
    return vault


@pytest.mark.parametrize("statement", BROKEN)
def test_a_row_that_breaks_the_rules_is_refused(statement: str, filled: Vault) -> None:
    from footprint.vault import connection

    before = filled.load()

    def work() -> None:
        with connection.transaction(filled._db, "IMMEDIATE"):
            filled._db.execute(statement)

    with pytest.raises(Refused, match="breaks a rule"):
        filled._call(work)
    assert filled.load() == before


def allowed(table: str, column: str) -> set[str]:
    """Return the values that a column's CHECK lists."""
    every = (*schema.VERSION_1, *schema.VERSION_2, *schema.VERSION_3)
    create = [s for s in every if re.search(rf"CREATE TABLE {table}(_[23])? \(", s)][-1]
    match = re.search(rf"{column} IN \(([^)]*)\)", create)
    assert match
    return set(re.findall(r"'([^']*)'", match[1]))


LISTS: list[tuple[str, str, Any]] = [
    ("item", "kind", KINDS),
    ("item", "status", get_args(Status)),
    ("link", "relation", RELATIONS),
    ("link", "strength", get_args(Strength)),
    ("request", "kind", get_args(requests.RequestKind)),
    ("request", "channel", get_args(requests.Channel)),
    ("entry", "type", get_args(requests.EntryType)),
    ("section", "name", SECTIONS),
    ("journal_change", "kept_in", get_args(Table)),
]


@pytest.mark.parametrize(("table", "column", "values"), LISTS)
def test_the_tables_and_the_model_list_the_same_words(table: str, column: str, values: Any) -> None:
    assert allowed(table, column) == set(values)


def test_every_table_is_strict(vault: Vault) -> None:
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    tables = vault._call(lambda: vault._db.execute(query).fetchall())
    assert len(tables) == 15
    assert all("STRICT" in sql for (sql,) in tables)
