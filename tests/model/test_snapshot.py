"""The snapshot contract: reading, writing, and what is refused with which JSON path."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemas

from footprint.errors import Invalid
from footprint.model import snapshot

CASES = sorted(
    p
    for p in (Path(__file__).parents[1] / "cases").glob("*.json")
    if json.loads(p.read_text(encoding="utf-8"))
    and '"footprint-snapshot"' in p.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_writing_what_was_read_gives_the_canonical_text_again(path: Path) -> None:
    canonical = snapshot.dumps(snapshot.loads(path.read_bytes()))
    assert snapshot.dumps(snapshot.loads(canonical)) == canonical


def test_the_canonical_form_is_sorted_and_leaves_defaults_out() -> None:
    document = {
        "format": "footprint-snapshot",
        "version": 1,
        "items": [
            {"id": "b", "kind": "shop", "name": "B", "status": "open", "aliases": []},
            {"id": "a", "kind": "service", "name": "A", "certainty": "known"},
        ],
        "links": [{"from": "b", "relation": "sold_on", "to": "a", "strength": "must"}],
    }
    assert snapshot.to_document(snapshot.from_document(document)) == {
        "format": "footprint-snapshot",
        "version": 1,
        "items": [
            {"id": "a", "kind": "service", "name": "A"},
            {"id": "b", "kind": "shop", "name": "B"},
        ],
        "links": [{"from": "b", "relation": "sold_on", "to": "a"}],
        "requests": [],
        "exits": [],
    }


def with_(**parts: Any) -> dict[str, Any]:
    items = [
        {"id": "shop", "kind": "shop", "name": "Shop"},
        {"id": "site", "kind": "service", "name": "Site"},
        {"id": "part", "kind": "service", "name": "Part"},
        {"id": "card", "kind": "instrument", "name": "Card"},
    ]
    return {"format": "footprint-snapshot", "version": 1, "items": items, **parts}


REFUSED: list[tuple[Any, str]] = [
    ([], "format"),
    ({"format": "other", "version": 1}, "format"),
    ({"format": "footprint-snapshot", "version": 2}, "version"),
    (with_(colour=1), "colour"),
    (with_(items=[{"id": "a", "kind": "shop", "name": "A"}] * 2), "items[1]"),
    (with_(items=[{"id": "A B", "kind": "shop", "name": "A"}]), "items[0].id"),
    (with_(links=[{"from": "shop", "relation": "sold_on", "to": "gone"}]), "links[0]"),
    (with_(links=[{"from": "shop", "relation": "part_of", "to": "site"}]), "links[0]"),
    (with_(links=[{"from": "shop", "relation": "likes", "to": "site"}]), "links[0].relation"),
    (with_(links=[{"from": "site", "relation": "part_of", "to": "site"}]), "links[0]"),
    (
        with_(
            links=[
                {"from": "part", "relation": "part_of", "to": "site"},
                {"from": "site", "relation": "part_of", "to": "part"},
            ]
        ),
        "links[1]",
    ),
    (with_(links=[{"from": "shop", "relation": "sold_on", "to": "site"}] * 2), "links[1]"),
    (
        with_(links=[{"from": "shop", "relation": "sold_on", "to": "site", "strength": "should"}]),
        "links[0]",
    ),
    (with_(requests=[{"id": "R-1", "kind": "erasure", "item": "gone"}]), "requests[0].item"),
    (
        with_(
            requests=[
                {
                    "id": "R-1",
                    "kind": "erasure",
                    "item": "shop",
                    "log": [{"on": "2026-13-01", "direction": "out", "type": "request"}],
                }
            ]
        ),
        "requests[0].log[0].on",
    ),
    (with_(exits=[{"id": "e", "goal": []}]), "exits[0].goal"),
    (with_(exits=[{"id": "e", "goal": ["gone"]}]), "exits[0].goal[0]"),
    (
        with_(
            exits=[
                {"id": "e", "goal": ["site"], "decisions": [{"item": "gone", "decision": "end"}]}
            ]
        ),
        "exits[0].decisions[0].item",
    ),
    (
        with_(items=[{"id": "a", "kind": "shop", "name": "A", "closing": {"needs_login": "b"}}]),
        "items[0].closing.needs_login",
    ),
    (
        with_(items=[{"id": "a", "kind": "instrument", "name": "A", "replaced_by": "a"}]),
        "items[0].replaced_by",
    ),
    (with_(person={"card": "4111111111111111"}), "person.card"),
    (with_(person={"a": [{"card": 4111111111111111}]}), "person.a[0].card"),
    (with_(person={"a\x1b": 1, "a\x01": 2}), "person"),
    (
        with_(requests=[{"id": "4111-1111-1111-1111", "kind": "erasure", "item": "shop"}]),
        "requests[0].id",
    ),
    (
        with_(
            requests=[
                {
                    "id": "R-1",
                    "kind": "erasure",
                    "item": "shop",
                    "log": [{"on": "2026-01-01", "direction": "in", "type": "answer"}],
                }
            ]
        ),
        "requests[0].log[0]",
    ),
    (with_(links=[{"from_": "shop", "relation": "sold_on", "to": "site"}]), "links[0].from"),
    (
        with_(
            exits=[
                {
                    "id": "e",
                    "goal": ["site"],
                    "decisions": [
                        {"item": "shop", "decision": "end"},
                        {"item": "shop", "decision": "keep"},
                    ],
                }
            ]
        ),
        "exits[0].decisions[1]",
    ),
    ({**with_(), "version": True}, "version"),
    ({**with_(), "version": 1.0}, "version"),
]


@pytest.mark.parametrize(("document", "place"), REFUSED)
def test_what_breaks_the_contract_is_refused_at_its_path(document: Any, place: str) -> None:
    with pytest.raises(Invalid) as refused:
        snapshot.loads(json.dumps(document))
    assert refused.value.place == place
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 200_000,
        '{"a": NaN}',
        '{"format": "footprint-snapshot", "version": 1, "person": {"a": 1e400}}',
        '{"a": 1, "a": 2}',
        '"\\ud800"',
        "9" * 5_000,
        b"\xff\xfe{}",
    ],
)
def test_what_is_no_document_is_refused_in_a_sentence(text: str | bytes) -> None:
    with pytest.raises(Invalid) as refused:
        snapshot.loads(text)
    assert str(refused.value)


def test_a_second_factor_keeps_its_strength_and_a_plain_recovery_is_a_should() -> None:
    items = [
        {"id": "site", "kind": "service", "name": "Site"},
        {"id": "phone", "kind": "contact", "name": "Phone"},
    ]
    for strength, effective in ((None, "should"), ("should", "should"), ("must", "must")):
        link = {"from": "site", "relation": "recovers_with", "to": "phone"}
        if strength:
            link["strength"] = strength
        records = snapshot.from_document(
            {"format": "footprint-snapshot", "version": 1, "items": items, "links": [link]}
        )
        assert next(iter(records.links.values())).effective_strength == effective
        assert snapshot.to_document(records)["links"] == [link]


def test_the_schema_names_every_kind_and_is_plain_json() -> None:
    text = json.dumps(snapshot.schema())
    for kind in ("service", "mailing_list", "payment_method", "balance"):
        assert f'"{kind}"' in text


# -- the schema and import say the same ----------------------------------------------------------

SCHEMA = snapshot.schema()


def imports(document: dict[str, Any]) -> bool:
    try:
        snapshot.loads(json.dumps(document))
    except Invalid:
        return False
    return True


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_what_is_written_is_as_the_schema_says(path: Path) -> None:
    records = snapshot.loads(path.read_bytes())
    assert schemas.allows(SCHEMA, json.loads(path.read_bytes()))
    assert schemas.allows(SCHEMA, snapshot.to_document(records))


def item(**fields: Any) -> dict[str, Any]:
    return with_(items=[{"id": "a", "kind": "subscription", "name": "A", **fields}])


def price(amount: Any, currency: Any = "EUR") -> dict[str, Any]:
    return item(price={"amount": amount, "currency": currency})


IDS = ("a", "a-b.c_d", "0", "_", "珈琲", "レンタル", "ｱ", "é", "ß", "x" * 64, "한국어")
NO_IDS = (
    "",
    "A",
    "aB",
    "É",
    "ǅ",
    "a b",
    "a\n",
    "\u3000",
    ".a",
    "-a",
    "a/b",
    "x" * 65,
    "🍣",
    1,
    None,
)
DAYS = ("2026-11-23", "1900-01-01", "2199-12-31", "2024-02-29")
NO_DAYS = (
    *("2026-02-30", "2026-13-01", "1899-12-31", "2200-01-01", "20261123", "2026-11-23T00:00:00"),
    *("2026-W01-1", "２０２６-11-23", "2026-11-23\n", "0000-00-00", "tomorrow", 20261123, True),
)
AMOUNTS = ("0", "3980", "12.50", "007", "9" * 15)
NO_AMOUNTS = ("", "-5", "-0", "1e3", "1,000", ".5", "5.", "１", "5 ", "5\n", "9" * 16, 5, 0.5, None)

AGREED = [
    *((True, item(id=value)) for value in IDS),
    *((False, item(id=value)) for value in NO_IDS),
    *((True, with_(exits=[{"id": value, "goal": ["shop"]}])) for value in IDS),
    *((False, with_(exits=[{"id": value, "goal": ["shop"]}])) for value in NO_IDS),
    *((True, item(ends_on=value)) for value in DAYS),
    *((False, item(ends_on=value)) for value in NO_DAYS),
    *((False, item(paused=[{"from": value, "until": "2199-12-31"}])) for value in NO_DAYS),
    *((True, price(value)) for value in AMOUNTS),
    *((False, price(value)) for value in NO_AMOUNTS),
    *((False, price("5", value)) for value in ("", "eur", "EURO", "€", 978, None)),
    (True, item(ends_on=None, price=None, notes=None)),
    (False, item(colour="red")),
    (False, item(login="of a service, not of a subscription")),
    (False, item(cancel={"colour": "red"})),
    (False, item(price={"amount": "5", "currency": "EUR", "colour": "red"})),
    (False, with_(colour="red")),
    (False, with_(links=[{"from": "shop", "relation": "sold_on", "to": "site", "colour": 1}])),
    (False, with_(requests=[{"id": "R-1", "kind": "erasure", "item": "shop", "colour": 1}])),
    (False, with_(exits=[{"id": "x", "goal": ["shop"], "colour": "red"}])),
    (False, with_(exits=[{"id": "x", "goal": []}])),
    (True, with_(person={"anything": [1, {"else": None}]})),
    (False, with_(person=[])),
]


@pytest.mark.parametrize(("is_valid", "document"), AGREED)
def test_the_schema_and_import_agree(is_valid: bool, document: dict[str, Any]) -> None:
    assert imports(document) == is_valid
    assert schemas.allows(SCHEMA, document) == is_valid
