"""Two copies brought together by commands: shown first, done, decided, undone."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def apart(cli: Cli, home: Path) -> Cli:
    """Two copies, `my.footprint` and `laptop.footprint`, that both changed one field."""
    cli("init")
    cli("add", "service", "楽天市場", "--id", "rakuten", "--notes", "was")
    laptop = home / "laptop.footprint"
    laptop.write_bytes((home / "my.footprint").read_bytes())
    laptop.chmod(0o600)
    cli("edit", "rakuten", "--notes", "on the desktop")
    cli("add", "shop", "Coffee")
    cli("edit", "rakuten", "--notes", "on the laptop", "--vault", "laptop.footprint")
    cli("add", "shop", "Tea", "--vault", "laptop.footprint")
    return cli


def notes(cli: Cli) -> str:
    return str(json.loads(cli("show", "rakuten", "--json").out)["notes"])


def test_merge_shows_first_and_changes_nothing(apart: Cli, home: Path) -> None:
    before = (home / "my.footprint").read_bytes()
    for words in ([], ["--dry-run"], ["--dry-run", "--yes"]):
        shown = apart("merge", "laptop.footprint", *words)
        assert shown.status == 0
        assert "+ Tea" in shown.out
        assert "楽天市場 · notes" in shown.out
        assert "stands: on the laptop" in shown.out
        assert "other:  on the desktop" in shown.out
        assert "Nothing was changed" in shown.out
        assert "Coffee" not in shown.out
    assert (home / "my.footprint").read_bytes() == before


def test_merge_is_done_decided_and_undone(apart: Cli) -> None:
    done = json.loads(apart("merge", "laptop.footprint", "--yes", "--json").out)
    assert done["done"]
    assert done["added"] == ["Tea"]
    (conflict,) = done["conflicts"]
    assert [each["id"] for each in json.loads(apart("conflict", "list", "--json").out)] == [
        conflict["id"]
    ]
    assert notes(apart) == "on the laptop"
    assert apart("conflict", "decide", conflict["id"], "--other").status == 0
    assert notes(apart) == "on the desktop"
    assert "nothing to decide" in apart("conflict", "list").out
    apart("undo")
    assert notes(apart) == "on the laptop"
    apart("conflict", "decide", conflict["id"].lower())
    assert notes(apart) == "on the laptop"
    apart("undo")
    apart("undo")
    assert notes(apart) == "on the desktop"
    assert "Tea" not in apart("list").out


def test_an_edit_of_what_stands_settles_a_conflict(apart: Cli) -> None:
    apart("merge", "laptop.footprint", "--yes")
    (conflict,) = json.loads(apart("conflict", "list", "--json").out)
    apart("edit", "rakuten", "--notes", "both")
    assert "nothing to decide" in apart("conflict", "list").out
    apart("conflict", "decide", conflict["id"], "--other")
    assert notes(apart) == "both"


def test_both_copies_end_the_same(apart: Cli, home: Path) -> None:
    apart("merge", "laptop.footprint", "--yes")
    again = apart("merge", "laptop.footprint", "--yes")
    assert "nothing that is not here" in again.out
    assert apart("merge", "my.footprint", "--yes", "--vault", "laptop.footprint").status == 0
    for words in (["list", "--json"], ["conflict", "list", "--json"]):
        assert apart(*words).out == apart(*words, "--vault", "laptop.footprint").out


def test_the_doctor_compares_the_copy_of_a_sync_program(apart: Cli, home: Path) -> None:
    copy = home / "my.sync-conflict-20261124-1200.footprint"
    (home / "laptop.footprint").rename(copy)
    found = apart("doctor").out
    assert "changes that are not here. To bring them in: merge my.sync-conflict" in " ".join(
        found.split()
    )
    apart("merge", copy.name, "--yes")
    assert "holds nothing that is not here; you may delete it" in " ".join(
        apart("doctor").out.split()
    )


def test_a_copy_with_another_passphrase_and_another_vault(apart: Cli, home: Path) -> None:
    (home / "new").write_text("another one entirely\n")
    (home / "new").chmod(0o600)
    changed = ["passphrase", "change", "--new-passphrase-file", "new"]
    assert apart(*changed, "--vault", "laptop.footprint").status == 0
    told = apart("merge", "laptop.footprint").refused(1)
    assert "--other-passphrase-file" in told
    done = apart("merge", "laptop.footprint", "--other-passphrase-file", "new", "--yes")
    assert done.status == 0
    assert "Tea" in apart("list").out
    apart("init", "--vault", "other.footprint")
    assert "another vault" in apart("merge", "other.footprint").err
