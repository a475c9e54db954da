"""Hostile names through every command, as text and as JSON: literal, and never obeyed.

A new command fails here until it has its recipe.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from footprint.cli.commands import COMMANDS
from footprint.cli.options import EVERYWHERE
from footprint.cli.spec import Command
from footprint.export.formats import FORMATS
from footprint.model.snapshot import loads
from footprint.model.text import slug
from tests.cli.conftest import Cli, Result, prepared

NAMES = (
    "[ACME] shop",
    "[/x]",
    "[@click=app.quit]x",
    "copy\x1b]52;c;cm0gLXJm\x07me",
    "red\x1b[31m\x9b31m",
    "\u202egnp.txt\u2066",
    "x" * 200,
    "混ぜた🍣 shop 👩‍👩‍👧 ﾊﾝｶｸ",
    "line\nbreak\ttab\x7f\x00end",
    "{name} %s %(x)s {0.__class__}",
    "../../etc/passwd",
    "レンタルをやめる",
)
# No argument has a NUL in it; the payloads joined are as hostile as one by one.
WORDS = ("".join(NAMES[3:6]), "{name} %s [/x] " + NAMES[8].replace("\0", ""), "x" * 200)
# Exits have no name besides their id, which is made from what they were saved as.
EXITS: list[str] = []
for _name in NAMES:
    EXITS.append(slug(_name, EXITS))
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def snapshot() -> dict[str, Any]:
    """Return a vault with each name on an item of each kind, and in every free text."""
    items: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    requests, exits = [], []
    for n, name in enumerate(NAMES):
        items += [
            {"id": f"s{n}", "kind": "service", "name": name, "login": name, "notes": name},
            {"id": f"h{n}", "kind": "shop", "name": name, "closing": {"note": name}},
            {"id": f"c{n}", "kind": "instrument", "name": name, "issuer": name},
            {"id": f"p{n}", "kind": "payment_method", "name": name, "label": name},
            {
                "id": f"o{n}",
                "kind": "subscription",
                "name": name,
                "paid_by": name,
                "price": {"amount": "980", "currency": "JPY"},
                "cycle": {"every": 1, "unit": "month"},
                "first_charge_on": "2026-01-31",
                "cancel": {"phone": name, "form": name},
            },
            {"id": f"m{n}", "kind": "mailing_list", "name": name, "address": name},
            {"id": f"b{n}", "kind": "balance", "name": name, "amount": "5", "unit": name},
            {"id": f"e{n}", "kind": "contact", "name": name, "value": name},
        ]
        links += [
            {"from": f"{a}{n}", "relation": relation, "to": f"{b}{n}", "note": name}
            for a, relation, b in (
                ("h", "sold_on", "s"),
                ("p", "stored_at", "s"),
                ("p", "draws_on", "c"),
                ("o", "provided_by", "h"),
                ("o", "charged_to", "p"),
                ("m", "sent_by", "s"),
                ("b", "held_at", "s"),
                ("s", "registered_with", "e"),
            )
        ]
        entry = {"on": "2026-10-01", "direction": "out", "type": "request"}
        log = [{**entry, "to": name, "subject": name, "text": name}]
        requests.append(
            {"id": f"R-2026-000{n:X}", "kind": "cancellation", "item": f"o{n}", "log": log}
        )
        exits.append(
            {
                "id": EXITS[n],
                "goal": [f"s{n}"],
                "decisions": [{"item": f"m{n}", "decision": "keep", "note": name}],
                "completions": [
                    {"action": "spend_balance", "item": f"b{n}", "on": "2026-11-01", "note": name}
                ],
            }
        )
    return {
        "format": "footprint-snapshot",
        "version": 1,
        "items": items,
        "links": links,
        "requests": requests,
        "exits": exits,
    }


Recipe = Callable[[int, str], list[list[str]]]


def file_of(name: str) -> str:
    """Make a small text file whose name is as hostile as a name can be; return the name."""
    safe = name.replace("/", "-").replace("\0", "")[:60] + ".txt"
    Path(safe).write_text(f"proof of {name}", "utf-8", "surrogateescape")
    return safe


def kept_as(n: int) -> str:
    """Return the reference of the n-th file that was kept before, or any where there is none."""
    found = json.loads(_kept[0]("evidence", "list", "--json").out)
    return found[n % len(found)]["id"] if found else "E-000000"


def other_copy(n: int, name: str) -> str:
    """Make a copy of the vault in which others work on the n-th things; return its name."""
    path = Path(f"other {n} " + name.replace("/", "-").replace("\0", "")[:60] + ".footprint")
    vault = Path("my.footprint")
    if not path.exists():
        path.write_bytes(vault.read_bytes())
        path.chmod(0o600)
        for side, at in (("here", vault), ("there", path)):
            _kept[0]("edit", f"s{n}", "--notes", f"{side} {name}", "--vault", str(at))
            _kept[0]("add", "shop", f"{name} {side}", "--id", f"new{n}", "--vault", str(at))
    return str(path)


def conflict_at(n: int) -> str:
    """Return the reference of the n-th conflict, after two copies were brought together."""
    if not _merged:
        for number, name in enumerate(NAMES[:6]):
            _kept[0]("merge", other_copy(number, name), "--yes")
        _merged.append(True)
    found = json.loads(_kept[0]("conflict", "list", "--json").out)
    return found[n % len(found)]["id"] if found else "C-000000"


_kept: list[Cli] = []
_merged: list[bool] = []

# What to call, for the n-th name, so that the command does its work on it.
RECIPES: dict[str, Recipe] = {
    "init": lambda n, name: [["--vault", f"new{n} " + name.replace("/", "-").replace("\0", "")]],
    "demo": lambda n, name: [["--write", f"demo{n} " + name.replace("/", "-").replace("\0", "")]],
    "add": lambda n, name: [["shop", name, "--notes", name, "--aliases", name, "--id", f"a{n}"]],
    "edit": lambda n, name: [[f"s{n}", "--reading", name], [name, "--owner", name]],
    "remove": lambda n, name: [[f"h{n}"], [name]],
    "link": lambda n, name: [[f"s{n}", "needs", f"o{n}", "--note", name], [name, "needs", name]],
    "unlink": lambda n, name: [[f"h{n}", "sold_on", f"s{n}"], [name, "needs", name]],
    "list": lambda n, name: [[], ["--filter", name]],
    "show": lambda n, name: [[f"{'shcpombe'[n % 8]}{n}"], [name]],
    "impact": lambda n, name: [[f"{'sce'[n % 3]}{n}"], [name]],
    "why": lambda n, name: [[f"o{n}", f"c{n}"], [f"c{n}", f"o{n}"], [name, name]],
    "plan": lambda n, name: [
        *([f"s{n}"], [f"c{n}"], [f"s{n}", "--save", name], [name]),
        *([["--everything"]] if n == 0 else []),
    ],
    "exit list": lambda n, name: [[]],
    "exit show": lambda n, name: [
        *([EXITS[n]], [name], [EXITS[n], "--step", f"cancel_subscription:o{n}"]),
        *([EXITS[n], "--step", name], [EXITS[n], "--since", "2026-11-01"]),
    ],
    "exit export": lambda n, name: [
        [EXITS[n]],
        [EXITS[n], "--redact"],
        [EXITS[n], "--to", f"{n}.md"],
        *([EXITS[n], "--format", form] for form in FORMATS),
        [EXITS[n], "--to", f"{name}.csv".replace("/", "-").replace("\0", "")],
    ],
    "handover": lambda n, name: [[], ["--format", "html"], ["--to", f"{n}.html"]],
    "exit decide": lambda n, name: [[EXITS[n], f"m{n}", "end", "--note", name]],
    "exit undecide": lambda n, name: [[EXITS[n], f"m{n}"]],
    "exit done": lambda n, name: [
        [EXITS[n], f"remove_payment_method:p{n}", "--note", name],
        [EXITS[n], name],
    ],
    "exit finish": lambda n, name: [[EXITS[n], "--dry-run"], [name]],
    "exit reopen": lambda n, name: [[EXITS[n], f"spend_balance:b{n}"], [EXITS[n], name]],
    "exit by": lambda n, name: [[EXITS[n], "2027-03-31"], [EXITS[n], name]],
    "exit remove": lambda n, name: [[EXITS[n]], [name]],
    "request new": lambda n, name: [["erasure", f"s{n}"], ["erasure", f"s{n}", "--regime", name]],
    "request log": lambda n, name: [
        [f"R-2026-000{n:X}", "out", "reminder", "--to", name, "--subject", name, "--text", "-"]
    ],
    "request show": lambda n, name: [[f"R-2026-000{n:X}"], [name]],
    "request list": lambda n, name: [[], ["--open"]],
    "request edit": lambda n, name: [
        [f"R-2026-000{n:X}", "--regime", "GENERIC"],
        [f"R-2026-000{n:X}", "--regime", name],
    ],
    "request letter": lambda n, name: [
        *([f"R-2026-000{n:X}", "--language", each] for each in ("en", "ja", "de")),
        *([f"R-2026-000{n:X}", "--as", each] for each in ("text", "mailto", "eml", "html")),
        [f"R-2026-000{n:X}", "--purpose", "dispute", "--to", f"{n}.eml", "--overwrite"],
        [name],
    ],
    "person": lambda n, name: [
        ["--name", name[:150], "--email", name, "--address", name],
        ["--owner", name, "--phone", name],
        [],
    ],
    "request skip": lambda n, name: [[f"R-2026-000{n:X}", "--reason", name], [name]],
    "incident": lambda n, name: [
        ["charge", "--amount", "980 JPY", "--item", f"o{n}", "--note", name],
        ["charge", "--amount", "980 JPY", "--words", name, "--dry-run"],
        ["mail", "--item", name],
    ],
    "snooze": lambda n, name: [[f"o{n}", "--until", "2027-06-30"], [name, "--until", name]],
    "acknowledge": lambda n, name: [[f"o{n}"], [name]],
    "wake": lambda n, name: [[f"o{n}"], [name]],
    "lead": lambda n, name: [["charge", "3", "--item", f"o{n}"], ["charge", name]],
    "rules": lambda n, name: [[], ["GENERIC"], ["--item", f"o{n}"], [name]],
    "due": lambda n, name: [[], ["--check"], ["--short"]],
    "agenda": lambda n, name: [
        *([], ["--days", "400"], ["--to", "-", "--detailed"]),
        *(["--to", file_of(name).replace(".txt", ".ics")], ["--days", name]),
    ],
    "remind install": lambda n, name: [
        ["--systemd", "--yes", "--notify", "--ics", name.replace("\0", "").replace("/", "-")],
        ["--dry-run", "--cron", "--vault", "my.footprint", "--at", "7:05"],
        ["--at", name],
    ],
    "remind uninstall": lambda n, name: [[]],
    "remind status": lambda n, name: [[]],
    "remind run": lambda n, name: [
        *([], ["--ics", f"{n}.ics", "--detailed"], ["--ics", name.replace("\0", "")]),
    ],
    "undo": lambda n, name: [[]],
    "redo": lambda n, name: [[]],
    "history": lambda n, name: [[]],
    "snapshot export": lambda n, name: [["-"], [f"{n}.json"]],
    "snapshot import": lambda n, name: [["-", "--replace"], [name, "--merge"]],
    "schema": lambda n, name: [[]],
    "doctor": lambda n, name: [[]],
    "passphrase change": lambda n, name: [
        ["--new-passphrase-file", "passphrase"],
        ["--new-passphrase-file", name.replace("\0", "")],
    ],
    "recovery": lambda n, name: [["--to", f"code{n} " + name.replace("/", "-").replace("\0", "")]],
    "backup": lambda n, name: [
        ["--to", f"b{n} " + name.replace("/", "-").replace("\0", "")],
        ["--list"],
    ],
    "restore": lambda n, name: [
        ["1"],
        [name],
        ["1", "--backup-passphrase-file", name],
    ],
    "purge": lambda n, name: [[f"h{n}", "--confirm", name], [name, "--confirm", "x"]],
    "evidence add": lambda n, name: [
        [f"s{n}", file_of(f"{n} {name}.txt"), "--note", name],
        [name, f"{name.replace(chr(0), '')}.png"],
    ],
    "evidence list": lambda n, name: [[], [f"s{n}"], [name]],
    "evidence export": lambda n, name: [[kept_as(n), f"out{n}.txt"], [name, f"{n}.txt"]],
    "evidence remove": lambda n, name: [[kept_as(n)], [name]],
    "merge": lambda n, name: [
        *([other_copy(n, name)], [other_copy(n, name), "--json"], [other_copy(n, name), "--yes"]),
        [name.replace("\0", "")],
    ],
    "keyring on": lambda n, name: [[], [name.replace("\0", "")]],
    "keyring off": lambda n, name: [[], [name.replace("\0", "")]],
    "keyring status": lambda n, name: [[], [name.replace("\0", "")]],
    "conflict list": lambda n, name: [[]],
    "conflict decide": lambda n, name: [
        [conflict_at(n)],
        [conflict_at(n + 1), "--other"],
        [name.replace("\0", "")],
    ],
    "completion": lambda n, name: [["bash"], ["zsh"], ["fish"], [name]],
}
# What is done before, so that there is something to tell.
BEFORE = {
    "evidence list": [["evidence", "add", "s3", "proof \x1b[31m.txt", "--note", "n"]],
    "evidence export": [["evidence", "add", "s3", "proof \x1b[31m.txt"]],
    "evidence remove": [["evidence", "add", "s3", "proof \x1b[31m.txt"]],
    "restore": [["backup"]],
    "undo": [["remove", "h3"]],
    "redo": [["remove", "h3"], ["undo"]],
    "history": [["remove", "h3"]],
    "wake": [["acknowledge", "o3"]],
}
# Those that say nothing about one item do not need to be called for each.
ONCE = {
    *("list", "exit list", "request list", "due", "undo", "redo", "history", "schema", "doctor"),
    *("keyring on", "keyring off", "keyring status", "conflict list"),
    *("remind uninstall", "remind status", "remind run", "agenda"),
}


@pytest.fixture
def hostile(cli: Cli, home: Path) -> Cli:
    """The command line on a vault of hostile names, with a hostile file beside it."""
    (home / "my.footprint conflict \x1b[31m\u202e").touch()
    (home / "proof \x1b[31m.txt").write_text("seen")
    _kept[:] = [cli]
    _merged.clear()
    return prepared(cli, home, "hostile", json.dumps(snapshot()))


def assert_harmless(done: Result, words: list[str]) -> None:
    # A table and a calendar have the line ends that their forms prescribe.
    printed = (done.out + done.err).replace("\r\n", "\n")
    found = UNSAFE.search(printed)
    assert not found, (words, found, printed[:500])
    assert "This is a defect" not in printed, (words, printed)
    assert done.status in (0, 1, 2, 3, 4), (words, done)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_hostile_names_go_through_every_command(hostile: Cli, command: Command) -> None:
    given = json.dumps(snapshot())
    for words in BEFORE.get(command.words, []):
        assert hostile(*words).status == 0
    succeeded = False
    for n, name in enumerate(NAMES[:1] if command.words in ONCE else NAMES):
        for words in RECIPES[command.words](n, name):
            forms = [[]] + [["--json"] for option in command.options if option.name == "json"]
            for form in forms:
                called = [*command.words.split(), *form, *words]
                done = hostile(*called, given=given)
                assert_harmless(done, called)
                succeeded = succeeded or done.status == 0
                if form and done.status == 0:
                    json.loads(done.out)
    # The doctor tells of the file beside the vault, which is not well; there is no keyring here.
    assert succeeded or command.words in ("doctor", "keyring on")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.words)
def test_hostile_words_in_every_place_of_every_command(hostile: Cli, command: Command) -> None:
    for word in WORDS:
        arguments = [a.choices[0] if a.choices else word for a in command.arguments]
        calls = [[word for _argument in command.arguments], [*arguments, word]]
        for option in (*command.options, *EVERYWHERE):
            if option.value:
                calls.append([*arguments, f"--{option.name}={word}"])
        calls += [[f"--{word}"], [f"-{word}"]]
        for words in calls:
            # Without a file the example would open on the screen.
            written = ["--write", "x/y"] if command.words == "demo" else []
            called = [*command.words.split(), *written, *words]
            done = hostile(*called, given=word)
            printed = done.out + done.err
            assert not UNSAFE.search(printed), (called, printed)
            assert "This is a defect" not in printed, (called, printed)


@pytest.mark.parametrize("name", [name.replace("\0", "") for name in NAMES])
def test_an_exit_saved_by_any_name_is_found_by_its_id(hostile: Cli, name: str) -> None:
    for exit_id in EXITS:
        assert hostile("exit", "remove", exit_id).status == 0
    saved = hostile("plan", "s0", "--by", "2027-06-30", "--save", name)
    assert_harmless(saved, [name])
    assert saved.status == 0
    (made,) = json.loads(hostile("exit", "list", "--json").out)
    known = made["id"]
    assert f"“{known}”" in saved.out

    for words in (
        ["show", known],
        ["export", known],
        ["decide", known, "m0", "keep", "--note", name],
        ["undecide", known, "m0"],
        ["done", known, "spend_balance:b0", "--note", name],
        ["reopen", known, "spend_balance:b0"],
        ["by", known, "2027-03-31"],
    ):
        done = hostile("exit", *words)
        assert_harmless(done, words)
        assert done.status == 0, (words, done)
    (kept,) = json.loads(hostile("exit", "list", "--json").out)
    assert kept["id"] == known
    assert kept["by"] == "2027-03-31"
    assert "decisions" not in kept
    assert "completions" not in kept
    assert hostile("exit", "remove", known).status == 0
    assert json.loads(hostile("exit", "list", "--json").out) == []


def test_names_are_shown_literally(hostile: Cli) -> None:
    records = loads(json.dumps(snapshot()))
    listed, as_json = hostile("list").out, json.loads(hostile("list", "--json").out)
    assert {item["name"] for item in as_json} == {item.name for item in records.items.values()}
    for item in records.items.values():
        assert item.name in listed
        if item.kind == "subscription":
            assert hostile("show", item.id).out.startswith(item.name + "\n")
    assert "[/x]" in listed
    assert "[@click=app.quit]x" in listed
