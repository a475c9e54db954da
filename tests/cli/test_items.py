"""The life of items, links, requests and snapshots on the command line."""

import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import CASES, TODAY, Cli


def test_an_item_is_added_shown_edited_renamed_removed_and_brought_back(vault: Cli) -> None:
    added = vault(
        *("add", "subscription", "コーヒー豆", "--price", "3980 JPY", "--cycle", "1 month"),
        *("--notice", "7 days", "--cancel.email", "a@b.example", "--cancel.email", "c@d.example"),
        *("--holds", "name", "--first-charge-on", "2026-01-31"),
    )
    assert added.status == 0, added
    assert added.out == "Added “コーヒー豆”\nIts id is コーヒー豆.\n"
    shown = json.loads(vault("show", "コーヒー豆", "--json").out)
    assert shown == {
        "id": "コーヒー豆",
        "kind": "subscription",
        "name": "コーヒー豆",
        "holds": ["name"],
        "price": {"amount": "3980", "currency": "JPY"},
        "cycle": {"every": 1, "unit": "month"},
        "first_charge_on": "2026-01-31",
        "notice": {"days": 7},
        "cancel": {"email": ["a@b.example", "c@d.example"]},
    }
    assert "¥3,980" in vault("show", "コーヒー豆").out
    vault(
        "edit", "コーヒー豆", "--id", "coffee", "--cancel.phone", "+81 3 0000", "--unset", "holds"
    )
    edited = json.loads(vault("show", "coffee", "--json").out)
    assert edited["cancel"]["phone"] == "+81 3 0000"
    assert edited["cancel"]["email"] == ["a@b.example", "c@d.example"]
    assert "holds" not in edited
    vault("remove", "coffee")
    assert json.loads(vault("list", "--json").out) == []
    assert vault("undo").out == "Undone: Removed “コーヒー豆”\n"
    assert json.loads(vault("list", "--json").out) == [edited]
    assert vault("redo").out == "Done again: Removed “コーヒー豆”\n"
    assert [e["text"] for e in json.loads(vault("history", "--json").out)] == [
        "Done again: Removed “コーヒー豆”",
        "Undone: Removed “コーヒー豆”",
        "Removed “コーヒー豆”",
        "Edited “コーヒー豆”",
        "Added “コーヒー豆”",
    ]


def test_removing_takes_an_id_or_a_whole_name(story: Cli) -> None:
    assert story("show", "シネマ倶").out.startswith("シネマ倶楽部\n")
    assert "There is no item “シネマ倶”" in story("remove", "シネマ倶").refused(1)
    assert story("remove", "みどり珈琲店").status == 0


def test_listing_by_kind_and_by_words(story: Cli) -> None:
    document = json.loads((CASES / "rakuten.json").read_text())
    by_id = {item["id"]: item for item in document["items"]}
    listed = json.loads(story("list", "--json").out)
    assert [item["id"] for item in listed] == sorted(by_id)
    assert all(item == by_id[item["id"]] for item in listed)
    kinds = {item["kind"] for item in json.loads(story("list", "balance", "--json").out)}
    assert kinds == {"balance"}
    found = json.loads(story("list", "--filter", "こーひー", "--json").out)
    assert [item["id"] for item in found] == ["coffee-order"]
    assert "12,400 points" in story("list", "balance").out


def test_links_are_made_shown_and_taken_away(story: Cli) -> None:
    ends = ("netflix", "registered_with", "phone")
    made = story("link", *ends, "--strength", "should", "--certainty", "suspected")
    assert made.status == 0, made
    assert "not certain" in story("show", "netflix").out
    assert story("unlink", *ends).status == 0
    assert "is not linked by" in story("unlink", *ends).refused(1)


def test_fixed_values_are_told_in_the_persons_language_and_stay_words_in_json(story: Cli) -> None:
    story("edit", "netflix", "--status", "ending", "--holds", "id_document", "--tags", "medium")
    story("link", "netflix", "registered_with", "phone")
    story(*("request", "log", "R-2026-0001", "in", "incident"), *("--what", "charge"))
    story(*("request", "log", "R-2026-0001", "in", "answer"), *("--outcome", "partial"))
    item, request = ("show", "netflix"), ("request", "show", "R-2026-0001")
    english = (story(*item).out, story(*request).out, story("request", "list").out)
    for text, words in zip(
        english,
        (("service", "ending", "ID document", "must"), ("they charged you",), ("a part of it",)),
        strict=True,
    ):
        for each in words:
            assert each in text
    ja = ("--lang", "ja")
    shown = story(*item, *ja).out
    assert "id_document" not in shown
    assert "ending" not in shown
    assert "必須" in shown
    assert "medium" in shown, "a tag is the person's own word"
    assert "一部" in story("request", "list", *ja).out
    log = story(*request, *ja).out
    assert not any(word in log for word in ("incident", "charge", "answer", "partial", "in,"))
    assert "ending" not in story("list", *ja).out
    document = json.loads(story(*item, "--json", *ja).out)
    assert (document["status"], document["holds"]) == ("ending", ["id_document"])


def test_text_is_cleaned_and_that_is_said(vault: Cli) -> None:
    added = vault("add", "shop", "a\x1b]52;c;x\x07b", "--notes", "card 4111 1111 1111 1111")
    assert added.status == 0
    assert "2 characters that a terminal would obey were replaced" in added.err
    assert "A full card number was cut down to its last four digits." in added.err
    assert "\x1b" not in added.out + added.err
    assert "4111 1111" not in vault("show", "a").out


def test_a_request_is_drafted_sent_and_answered(story: Cli) -> None:
    drafted = story("request", "new", "cancellation", "water-order", "--channel", "email")
    reference = drafted.out.split()[1]
    assert reference.startswith("R-2026-")

    def shown() -> dict[str, object]:
        document = json.loads(story("request", "show", reference, "--json").out)
        assert list(document) == [
            *("id", "kind", "item", "regime", "status", "due", "acknowledge_by", "next", "log")
        ]
        return document

    assert shown()["status"] == "draft"
    sent = story(
        *("request", "log", reference.lower(), "out", "request", "--channel", "email"),
        *("--to", "support@water.example", "--subject", "Please stop", "--text", "-"),
        given="Please stop.\nThank you.",
    )
    assert sent.status == 0, sent
    document = shown()
    assert document["status"] == "sent"
    assert document["log"] == [
        {
            "on": TODAY,
            "direction": "out",
            "type": "request",
            "channel": "email",
            "to": "support@water.example",
            "subject": "Please stop",
            "text": "Please stop.\nThank you.",
        }
    ]
    story("request", "log", reference, "in", "answer", "--outcome", "complete")
    assert shown()["status"] == "answered"
    assert "answered: all of it" in story("request", "show", reference).out
    every = json.loads(story("request", "list", "--json").out)
    still_open = json.loads(story("request", "list", "--open", "--json").out)
    assert {r["id"] for r in every} - {r["id"] for r in still_open} == {reference}


def test_a_snapshot_comes_out_as_it_went_in(story: Cli, home: Path) -> None:
    first = story("snapshot", "export", "-")
    assert "not encrypted" in first.err
    target = home / "out.json"
    assert story("snapshot", "export", str(target)).status == 0
    assert target.read_text() == first.out
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    told = story("snapshot", "export", str(target)).refused(1)
    assert "already there" in told
    assert "--overwrite" in told
    assert story("snapshot", "export", str(target), "--overwrite").status == 0
    assert "This vault is not empty" in story("snapshot", "import", str(target)).refused(1)
    assert story("snapshot", "import", str(target), "--merge").out.startswith("Nothing to change")
    story("add", "shop", "New one")
    assert story("snapshot", "import", "-", "--replace", given=first.out).status == 0
    assert story("snapshot", "export", "-").out == first.out


@pytest.mark.parametrize("ending", ["", ".lock", ".ui.lock", "-journal"])
def test_nothing_in_the_clear_is_put_in_the_place_of_the_vault(
    story: Cli, home: Path, ending: str
) -> None:
    saved = story("plan", "netflix", "--save", "Leave")
    assert saved.status == 0, saved
    before = story("snapshot", "export", "-").out
    target = f"../{home.name}/my.footprint{ending}"
    exported = ["exit", "export", "leave", "--format", "md", "--to", target]
    for overwrite in ([], ["--overwrite"]):
        for words in (["snapshot", "export", target], exported):
            told = story(*words, *overwrite).refused(1)
            assert "a vault" in told
            assert "--overwrite" not in told
    assert story("snapshot", "export", "-").out == before


def test_the_schema_needs_no_vault(cli: Cli) -> None:
    assert json.loads(cli("schema").out)["title"] == "footprint snapshot"


def test_the_example_is_made_anew_but_never_over_something_else(cli: Cli, home: Path) -> None:
    target = home / "example.footprint"
    assert cli("demo", "--write", str(target)).status == 0
    (home / "demo-passphrase").write_text("demo")
    (home / "demo-passphrase").chmod(0o600)
    opened = ("--vault", str(target), "--passphrase-file", str(home / "demo-passphrase"))
    before = cli("list", *opened).out
    cli("add", "shop", "Mine", *opened)
    assert cli("demo", "--write", str(target)).status == 0
    assert cli("list", *opened).out == before
    cli("init")
    mine = (home / "my.footprint").read_bytes()
    told = cli("demo", "--write", str(home / "my.footprint")).refused(1)
    assert "is not the example vault" in told
    assert (home / "my.footprint").read_bytes() == mine


def test_the_doctor_looks_the_vault_over(vault: Cli, home: Path) -> None:
    assert vault("doctor").out.endswith("All is well.\n")
    assert all(f["ok"] for f in json.loads(vault("doctor", "--json").out)["findings"])
    (home / "my.footprint-wal").write_bytes(b"")
    seen = vault("doctor")
    assert seen.status == 1
    assert "✗  Unfinished work of another program" in seen.out
