"""Forgetting for good: no row, no line of the journal, no file and no backup tells of it."""

from datetime import date
from pathlib import Path

import pytest
from writing import adding, doing, entry, item, link, request

from footprint.errors import Busy
from footprint.model.changes import Change
from footprint.vault import Vault, backups
from footprint.workspace import Workspace, evidence, items

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
