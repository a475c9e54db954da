"""Forgetting for good: no row, no line of the journal, no file and no backup tells of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from writing import adding, doing, entry, item, link, request

from footprint.errors import Busy, Refused
from footprint.model.changes import Change
from footprint.vault import Vault, backups
from footprint.workspace import Workspace, evidence, items, reminders

TODAY = date(2026, 11, 24)
SECRET = "Sentinel-秘密"


def everything(vault: Vault) -> str:
    """Return every value of every row of a vault, in the clear."""

    def work() -> str:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = [name for (name,) in vault._db.execute(query).fetchall()]
        rows = [row for name in tables for row in vault._db.execute(f"SELECT * FROM {name}")]  # noqa: S608 - of our own schema
        return "\n".join(repr(row) for row in rows)

    return vault._call(work)


@pytest.fixture
def workspace(vault_path: Path, passphrase: str) -> Workspace:
    """A vault in which an item was recorded, renamed, asked about, proved and drafted about."""
    made = Workspace.create(vault_path, passphrase, TODAY)
    made.do(adding(item("other"), item("sentinel-1", name=f"{SECRET} 1", notes=f"{SECRET} note")))
    made.do(items.edit("sentinel-1", {"id": "sentinel-2", "name": f"{SECRET} 2"}))
    asked = request("R-7", "sentinel-2", entry("2026-11-01", text=SECRET))
    made.do(
        doing(
            Change("links", None, link("other", "needs", "sentinel-2", note=f"{SECRET} link")),
            Change("requests", None, asked),
        )
    )
    made.do(items.edit("other", {"notes": "kept"}))
    made.do(reminders.snooze("reply:R-7:2026-12-01", TODAY + timedelta(days=1), TODAY))
    made.do(reminders.acknowledge("charge:sentinel-2:2026-12-01", TODAY))
    made.do(reminders.acknowledge("charge:other:2026-12-01", TODAY))
    made.do(reminders.set_lead("charge", 9, "sentinel-2"))
    kept = SECRET.encode() + b" in a file"
    made.do(evidence.attach("sentinel-2", f"{SECRET}.txt", kept, TODAY), contents=[kept])
    made.vault.keep_drafts(
        {"service/sentinel-2": {"name": "x"}, "service/": {"name": f"{SECRET} 2"}}
    )
    return made


def test_nothing_tells_of_what_was_purged(workspace: Workspace, passphrase: str) -> None:
    vault = workspace.vault
    before = vault.backup()
    assert SECRET in everything(vault)
    vault.purge("sentinel-2", items.remove("sentinel-2"))
    found = everything(vault)
    assert SECRET not in found
    assert "sentinel" not in found
    assert "R-7" not in found
    assert set(vault.records.items) == set(vault.load().items) == {"other"}
    assert not before.path.exists()
    (made,) = backups.listed(vault.path)
    with Vault.open(made.path, passphrase, query_only=True) as backup:
        assert SECRET not in everything(backup)
    assert all(finding.ok for finding in vault.check())


def test_what_came_after_can_be_undone_and_what_came_before_cannot(workspace: Workspace) -> None:
    vault = workspace.vault
    vault.purge("sentinel-2", items.remove("sentinel-2"))
    vault.write(adding(item("later")))
    assert vault.undo() is not None
    assert set(vault.records.items) == {"other"}
    undone = 0
    while vault.undo() is not None:
        undone += 1
    assert undone <= 1
    assert SECRET not in everything(vault)
    assert set(vault.load().items) == {"other"}
    told = [line.sentence() for line in vault.history()]
    assert "Purged an item" in told
    assert not any(SECRET in sentence for sentence in told)


def test_another_program_with_the_vault_prevents_it(workspace: Workspace, passphrase: str) -> None:
    with Vault.open(workspace.path, passphrase) as other, other.hold_exclusive():
        with pytest.raises(Busy):
            workspace.vault.purge("sentinel-2", items.remove("sentinel-2"))
        assert "sentinel-2" in workspace.vault.load().items


def test_a_short_name_takes_nobody_elses_history(vault: Vault) -> None:
    vault.write(adding(item("x", name="X"), item("netflix", name="Netflix", notes="fax number")))
    vault.write(adding(item("next", name="Next")))
    vault.purge("x", items.remove("x"))
    assert [line.sentence() for line in vault.history()][1] == "Added Next"


def test_what_was_let_go_of_another_item_can_still_be_undone(vault: Vault) -> None:
    vault.write(adding(item("netflix"), item("google")))
    vault.write(evidence.attach("netflix", "n.txt", b"netflix", TODAY), contents=[b"netflix"])
    vault.write(evidence.attach("google", "g.txt", b"google", TODAY), contents=[b"google"])
    vault.write(adding(item("later")))
    vault.write(evidence.detach(next(iter(vault.records.evidence))))
    vault.purge("google", items.remove("google"))
    vault.undo()
    (kept,) = vault.records.evidence.values()
    assert vault.content(kept.sha256) == b"netflix"


def test_the_old_backups_go_only_when_there_is_a_new_one(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(item("a")))
    old = vault.backup()

    def full(*_arguments: object) -> None:
        raise Refused("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(backups, "make", full)
        with pytest.raises(Refused, match=r"purged from the vault. But .* may still hold it"):
            vault.purge("a", items.remove("a"))
    assert old.path.exists()
    assert not vault.load().items
    (told,) = [finding.sentence() for finding in vault.check() if not finding.ok]
    assert old.path.name in told
    old.path.parent.rename(vault.path.with_name("elsewhere"))
    old.path.parent.symlink_to(vault.path.with_name("elsewhere"))
    vault.write(adding(item("b")))
    with pytest.raises(Refused, match="symbolic link"):
        vault.purge("b", items.remove("b"))
    assert set(vault.load().items) == {"b"}
