"""Undo, redo and history: they survive a restart, and nothing leaves the journal."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from writing import adding, doing, item

from footprint.model.changes import Change
from footprint.vault import Vault, journal


def told(vault: Vault) -> list[str]:
    return [entry.sentence() for entry in vault.history()]


def names(vault: Vault) -> set[str]:
    return set(vault.load().items)


def test_undo_and_redo_survive_a_restart(vault_path: Path, passphrase: str) -> None:
    with Vault.create(vault_path, passphrase) as vault:
        vault.write(adding(item("a")))
        vault.write(adding(item("b")))
    with Vault.open(vault_path, passphrase) as vault:
        undone = vault.undo()
        assert undone is not None
        assert undone.sentence() == "Added b"
        assert names(vault) == {"a"}
    with Vault.open(vault_path, passphrase) as vault:
        assert vault.redo() is not None
        assert names(vault) == {"a", "b"}
        assert vault.redo() is None


def test_the_journal_keeps_both(vault: Vault) -> None:
    vault.write(adding(item("a")))
    vault.undo()
    vault.redo()
    vault.undo()
    assert told(vault) == ["Undone: Added a", "Done again: Added a", "Undone: Added a", "Added a"]
    assert [entry.undone for entry in vault.history()] == [False, False, False, True]
    assert [entry.seq for entry in vault.history(limit=2)] == [4, 3]


def test_what_was_undone_cannot_come_back_over_something_new(vault: Vault) -> None:
    vault.write(adding(item("a")))
    vault.write(adding(item("b")))
    vault.undo()
    vault.write(adding(item("c")))
    assert vault.redo() is None
    vault.undo()
    vault.undo()
    assert names(vault) == set()
    assert vault.undo() is None
    vault.redo()
    vault.redo()
    assert names(vault) == {"a", "c"}
    assert vault.redo() is None


def test_something_brought_back_is_the_same_thing(vault: Vault) -> None:
    made = item("a")
    vault.write(adding(made))
    query = "SELECT uid FROM item"
    before = vault._call(lambda: vault._db.execute(query).fetchall())
    vault.write(doing(Change("items", made, None)))
    vault.undo()
    assert vault._call(lambda: vault._db.execute(query).fetchall()) == before


def test_an_instant_is_in_utc_and_now(vault: Vault) -> None:
    vault.write(adding(item("a")))
    at = vault.history()[0].at
    assert at.tzinfo is UTC
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=1)


def test_hostile_names_stay_data_in_a_sentence(vault: Vault) -> None:
    vault.write(adding(item("a", name="{what} {0} %s [/x]")))
    assert told(vault) == ["Added {what} {0} %s [/x]"]


def test_undo_takes_back_what_another_window_did(vault: Vault, passphrase: str) -> None:
    vault.write(adding(item("a")))
    with Vault.open(vault.path, passphrase) as other:
        other.write(adding(item("b")))
        undone = vault.undo()
        assert undone is not None
        assert undone.sentence() == "Added b"
        assert other.changed_elsewhere()
        assert other.refresh()
        assert set(other.records.items) == {"a"}
        assert not other.refresh()


def test_what_was_recorded_at_an_instant_is_found_again(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(hour: int) -> datetime:
        return datetime(2026, 11, 1, hour, tzinfo=UTC)

    for hour, act in (
        (8, lambda: vault.write(adding(item("a")))),
        (9, lambda: vault.write(adding(item("b")))),
        (10, vault.undo),
        (11, lambda: vault.write(adding(item("c")))),
        (12, vault.undo),
        (13, vault.redo),
    ):
        monkeypatch.setattr(journal, "now", lambda hour=hour: at(hour))
        act()
    recorded = [set(vault.records_at(at(hour)).items) for hour in range(8, 15)]
    assert recorded == [set(), {"a"}, {"a", "b"}, {"a"}, {"a", "c"}, {"a"}, {"a", "c"}]
    assert vault.records_at(at(14)) == vault.load()
