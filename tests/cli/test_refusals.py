"""Every refusal: one plain sentence, the right exit status, and nothing changed."""

import json
from pathlib import Path

import pytest

from footprint.cli.fields import fields_of
from footprint.model.items import KINDS
from footprint.model.records import SECTIONS
from tests.cli.conftest import CASES, Cli

CARDS = ("4111 1111 1111 1111", "4111111111111111", "4111-1111-1111-1111")

REFUSALS = {
    "a link of the wrong kinds": (
        ("link", "coffee-order", "sold_on", "netflix"),
        1,
        "“コーヒー豆 定期便” (subscription) cannot be linked by “sold_on” to “Netflix” (service)",
    ),
    "a circle of parts": (
        ("link", "rakuten-id", "part_of", "rakuten-ichiba"),
        1,
        "would close a circle",
    ),
    "a circle of draws": (
        ("link", "visa-1234", "draws_on", "visa-1234"),
        1,
        "“VISA ••1234” cannot depend on itself",
    ),
    "a link that is there": (
        ("link", "rakuten-ichiba", "part_of", "rakuten-id"),
        1,
        "is part of",
    ),
    "a link to nothing": (("link", "netflix", "needs", "nothing"), 1, "There is no item “nothing”"),
    "an unknown relation": (("link", "netflix", "eats", "google"), 2, "RELATION cannot be “eats”"),
    "a should that must": (
        ("link", "kobo", "part_of", "rakuten-id", "--strength", "should"),
        1,
        "is always a must",
    ),
    "a duplicate id": (
        ("add", "shop", "Other", "--id", "netflix"),
        1,
        "There is already an item with the id “netflix”.",
    ),
    "a rename onto another": (
        ("edit", "google", "--id", "netflix"),
        1,
        "There is already an item with the id “netflix”.",
    ),
    "an id that is none": (("add", "shop", "X", "--id", "A B"), 1, "id: an id is 1 to 64"),
    "a name given twice": (("add", "shop", "X", "--name", "Y"), 2, "The name is given once"),
    "an unknown kind": (("add", "thing", "X"), 2, "KIND cannot be “thing”"),
    "an unknown field": (
        ("add", "shop", "X", "--prise", "1"),
        2,
        "A shop has no field “prise”",
    ),
    "an unknown field to empty": (("edit", "netflix", "--unset", "prise"), 1, "prise: there is no"),
    "the name emptied": (("edit", "netflix", "--unset", "name"), 1, "name: there is no"),
    "an empty name": (("add", "shop", ""), 1, "name: this must not be empty"),
    "a long name": (("add", "shop", "x" * 201), 1, "name: this is longer than 200 characters"),
    "a bad date": (
        ("edit", "coffee-order", "--ends-on", "2026-02-30"),
        1,
        "ends_on: there is no such day in the calendar",
    ),
    "a negative price": (
        ("edit", "coffee-order", "--price", "-5 JPY"),
        1,
        "price.amount: an amount is never negative",
    ),
    "yen with decimals": (
        ("edit", "coffee-order", "--price", "3.50 JPY"),
        1,
        "price: JPY has no decimals",
    ),
    "no such currency": (("edit", "coffee-order", "--price", "3 QQQ"), 1, "ISO 4217"),
    "a way behind nothing": (
        ("edit", "netflix", "--closing.needs_login", "nothing"),
        1,
        "there is no item “nothing”",
    ),
    "an item that several are": (("show", "a"), 1, "could be any of"),
    "an item that none is": (("show", "zzz"), 1, "There is no item “zzz”."),
    "an odd --today": (("list", "--today", "tomorrow"), 2, "--today: “tomorrow” is not a date"),
    "an odd --by": (("plan", "netflix", "--by", "2026-02-30"), 2, "--by: there is no such day"),
    "a number that is none": (("history", "--limit", "0"), 2, "not a whole number"),
    "an unknown request": (("request", "show", "R-2020-0000"), 1, "There is no request"),
    "an unknown rule": (
        ("request", "new", "erasure", "netflix", "--regime", "NO-LAW"),
        1,
        "There is no deadline rule “NO-LAW”.",
    ),
    "screens without a terminal": ((), 1, "need a terminal"),
    "the example without a terminal": (("demo",), 1, "need a terminal"),
    "an answer without an outcome": (
        ("request", "log", "R-2026-0001", "in", "answer"),
        1,
        "Say how it ended: --outcome complete|partial|refused",
    ),
    "more time until no day": (
        ("request", "log", "R-2026-0001", "in", "extension"),
        1,
        "Say until which day they take more time.",
    ),
    "text that is not there": (
        ("request", "log", "R-2026-0001", "in", "note", "--text", "no/such/file"),
        1,
        "Cannot read no/such/file",
    ),
    "an unknown exit": (("exit", "show", "nowhere"), 1, "There is no exit “nowhere”"),
    "a date that is none for an exit": (("exit", "by", "x", "soon"), 2, "DATE: “soon”"),
    "merge and replace": (
        ("snapshot", "import", str(CASES / "gym.json"), "--merge", "--replace"),
        2,
        "Use --merge or --replace, not both.",
    ),
    "a snapshot into a full vault": (
        ("snapshot", "import", str(CASES / "gym.json")),
        1,
        "This vault is not empty.",
    ),
    "a snapshot that is none": (
        ("snapshot", "import", str(Path(__file__))),
        1,
        "this is not a JSON document",
    ),
    "a snapshot that is not there": (("snapshot", "import", "nothing.json"), 1, "Cannot read"),
    "nothing to do again": (("redo",), 1, "There is nothing to do again."),
    "init where a vault is": (("init",), 1, "There is already something at"),
    "no such shell": (("completion", "cmd"), 2, "SHELL cannot be “cmd”"),
}


def facts(cli: Cli) -> tuple[str, str]:
    return cli("snapshot", "export", "-").out, cli("history", "--json").out


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_one_sentence_and_changes_nothing(story: Cli, name: str) -> None:
    words, status, told = REFUSALS[name]
    before = facts(story)
    assert told in story(*words).refused(status)
    assert facts(story) == before


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_field_of_any_kind_takes_a_card_number(vault: Cli, kind: str, card: str) -> None:
    for name in fields_of(kind):
        value = f"https://x.example/{card}" if name.endswith("url") else card
        given = (kind, value) if name == "name" else (kind, "X", f"--{name}", value)
        wish = ("--handover.wish", "keep") if name == "handover.note" else ()
        done = vault("add", *given, *wish)
        assert "4111" not in done.out + done.err
        if name == "notes" or name.endswith(".note"):
            assert done.status == 0
            assert "cut down to its last four digits" in done.err
        else:
            # An id is made from the name, and refused before it.
            place = "id" if name == "name" else name.partition(".")[0]
            assert done.refused(1).startswith(place), name
    assert "4111" not in vault("snapshot", "export", "-").out


@pytest.mark.parametrize("card", CARDS)
def test_no_exit_request_or_decision_takes_a_card_number(story: Cli, card: str) -> None:
    before = facts(story)
    for words in (
        ("plan", "netflix", "--save", card),
        ("plan", "netflix", "--save", f"Leave {card}"),
        ("request", "new", "erasure", "netflix", "--regime", card),
        ("request", "log", "R-2026-0001", "out", "reminder", "--to", card),
        ("request", "log", "R-2026-0001", "out", "reminder", "--subject", card),
    ):
        assert "4111" not in story(*words).refused(1)
    assert facts(story) == before


def sectioned(**parts: object) -> dict[str, object]:
    return {
        "format": "footprint-snapshot",
        "version": 1,
        "items": [{"id": "a", "kind": "shop", "name": "A"}],
        **parts,
    }


@pytest.mark.parametrize("card", CARDS)
def test_no_place_of_a_snapshot_takes_a_card_number(vault: Cli, card: str) -> None:
    deep = {"a": [{"b": card}]}
    documents = {
        "items[0].id": sectioned(items=[{"id": card, "kind": "shop", "name": "A"}]),
        "items[0].tags[0]": sectioned(
            items=[{"id": "a", "kind": "shop", "name": "A", "tags": [card]}]
        ),
        "requests[0].id": sectioned(requests=[{"id": card, "kind": "erasure", "item": "a"}]),
        "exits[0].id": sectioned(exits=[{"id": card, "goal": ["a"]}]),
        **{name: sectioned(**{name: deep}) for name in SECTIONS},
        **{f"{name} by number": sectioned(**{name: {"a": 4111111111111111}}) for name in SECTIONS},
        **{f"{name} by key": sectioned(**{name: {card: 1}}) for name in SECTIONS},
    }
    for place, document in documents.items():
        told = vault("snapshot", "import", "-", given=json.dumps(document)).refused(1)
        assert told.startswith(place.partition(" ")[0])
        assert "4111" not in told
    assert json.loads(vault("list", "--json").out) == []


def test_the_refusals_are_told_in_japanese_too(story: Cli) -> None:
    story("show", "zzz", "--lang", "ja").refused(1)


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ('{"format": "footprint-snapshot", "version": 2}', "version"),
        ('{"format": "footprint-snapshot", "version": 1, "items": [{"id": "a"}]}', "items[0]"),
        (
            '{"format": "footprint-snapshot", "version": 1, "items":'
            ' [{"id": "a", "kind": "shop", "name": "A", "x": 1}]}',
            "items[0].x",
        ),
        (
            '{"format": "footprint-snapshot", "version": 1, "items": [], "links":'
            ' [{"from": "a", "relation": "needs", "to": "b"}]}',
            "links[0]",
        ),
        ("[" * 100_000, ""),
    ],
)
def test_a_broken_snapshot_is_refused_with_its_path(vault: Cli, document: str, place: str) -> None:
    told = vault("snapshot", "import", "-", given=document).refused(1)
    assert told.startswith(place)
    assert json.loads(vault("list", "--json").out) == []
