"""Another passphrase, backups, restoring: by a verified copy, whole or not at all."""

import errno
import itertools
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from writing import adding, doing, item, link

from footprint.errors import Busy, CannotOpen, Damaged, Refused, WrongKey
from footprint.model.changes import Change
from footprint.vault import Vault, backups, copying, journal, lock, migrations
from footprint.workspace import items
from footprint.workspace.keeping import put_in_place_of_unreadable
from tests.vault.killing import ENVIRONMENT, KILLS, kill, moments

NEW = "another 新しい passphrase"


def damage(path: Path) -> None:
    """Flip one bit in the last page."""
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)


def beside(path: Path) -> set[str]:
    """Return what lies beside the vault, but locks and backups."""
    return {each.name for each in path.parent.iterdir()} - {
        path.name,
        f"{path.name}.lock",
        f"{path.name}.ui.lock",
        "backups",
    }


# -- another passphrase ------------------------------------------------------------------------


def test_after_a_change_only_the_new_passphrase_opens(vault: Vault, passphrase: str) -> None:
    vault.write(adding(item("a"), item("b")))
    vault.write(doing(Change("links", None, link("a", "needs", "b"))))
    before, told = vault.records, [line.summary for line in vault.history()]
    vault.change_passphrase(NEW)
    assert vault.records == before
    vault.undo()
    assert not vault.records.links
    vault.redo()
    vault.close()
    with pytest.raises(WrongKey):
        Vault.open(vault.path, passphrase)
    with Vault.open(vault.path, NEW) as again:
        assert again.records == before
        assert [line.summary for line in again.history()][-2:] == told
        assert all(finding.ok for finding in again.check())
    (made,) = backups.listed(vault.path)
    assert made.reason == backups.PASSPHRASE
    with Vault.open(made.path, passphrase, query_only=True) as old:
        assert old.records == before
    assert beside(vault.path) == set()


def test_another_program_with_the_vault_prevents_a_change(vault: Vault, passphrase: str) -> None:
    with Vault.open(vault.path, passphrase) as other, other.hold_exclusive():
        with pytest.raises(Busy):
            vault.change_passphrase(NEW)
        with pytest.raises(Busy):
            vault.restore(other)
    assert vault.load() == vault.records
    with vault.hold_exclusive():
        vault.change_passphrase(NEW)


def test_a_reader_does_not_prevent_a_change_and_keeps_what_it_read(
    vault: Vault, passphrase: str
) -> None:
    vault.write(adding(item("a")))
    with Vault.open(vault.path, passphrase) as reader:
        vault.change_passphrase(NEW)
        assert set(reader.load().items) == {"a"}
        with pytest.raises(Refused, match="moved or replaced"):
            reader.write(adding(item("b")))
    vault.write(adding(item("c")))
    assert set(vault.load().items) == {"a", "c"}


@pytest.mark.parametrize("ending", copying.COMPANIONS)
def test_a_cut_off_write_beside_the_vault_is_never_played_into_another(
    ending: str, vault: Vault, tmp_path: Path
) -> None:
    vault.close()
    stale, made = Path(f"{vault.path}{ending}"), tmp_path / "made"
    stale.write_bytes(b"left over")
    made.write_bytes(vault.path.read_bytes() + b"other")
    before = vault.path.read_bytes()
    with pytest.raises(Refused, match="unfinished write"):
        copying.put_in_place(made, vault.path)
    assert vault.path.read_bytes() == before


def test_a_vault_that_is_read_only_keeps_its_passphrase(vault: Vault, passphrase: str) -> None:
    with (
        Vault.open(vault.path, passphrase, query_only=True) as reading,
        pytest.raises(Refused, match="reading only"),
    ):
        reading.change_passphrase(NEW)
    with pytest.raises(CannotOpen, match="empty"):
        vault.change_passphrase("")


def test_what_a_crash_left_is_removed_when_the_vault_opens_well(
    vault: Vault, passphrase: str
) -> None:
    vault.close()
    left = vault.path.with_name("vault.footprint.new-0123456789abcdef")
    left.write_bytes(b"half a copy")
    with lock.exclusive(vault.path), Vault.open(vault.path, passphrase):
        assert left.exists(), "it may be another program's"
    Vault.open(vault.path, passphrase).close()
    assert not left.exists()


# -- backups -----------------------------------------------------------------------------------


def test_a_backup_holds_everything_and_is_private(vault: Vault, passphrase: str) -> None:
    vault.write(adding(item("a")))
    made = vault.backup()
    vault.write(adding(item("b")))
    assert backups.listed(vault.path) == [made]
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o777 == 0o700
    with Vault.open(made.path, passphrase, query_only=True) as backup:
        assert set(backup.records.items) == {"a"}
        assert backup.identity() == vault.identity()


def test_so_many_of_each_reason_are_kept(vault: Vault) -> None:
    vault.write(adding(item("a")))
    other = vault.backup(backups.IMPORT)
    made = [vault.backup() for _ in range(backups.KEPT + 2)]
    kept = backups.listed(vault.path)
    assert set(kept) == {other, *made[2:]}
    assert kept[0] == made[-1]


def test_a_damaged_vault_makes_no_backup_and_loses_none(vault: Vault, passphrase: str) -> None:
    vault.write(adding(item("a", notes="x" * 50_000)))
    made = [vault.backup() for _ in range(backups.KEPT)]
    vault.close()
    damage(vault.path)
    with Vault.open(vault.path, passphrase) as torn:
        with pytest.raises(Damaged):
            torn.backup()
        with pytest.raises(Damaged):
            torn.change_passphrase(NEW)
    assert {each.path for each in backups.listed(vault.path)} == {each.path for each in made}
    assert len(list(backups.folder(vault.path).iterdir())) == backups.KEPT


def test_a_backup_that_is_not_the_same_is_thrown_away(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(item("a")))
    monkeypatch.setattr(copying, "_fill", lambda *_all: None)
    with pytest.raises((CannotOpen, Refused)):
        vault.backup()
    assert list(backups.folder(vault.path).iterdir()) == []


def test_the_first_change_of_a_day_is_backed_up_before(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(item("a")))
    vault.write(adding(item("b")))
    assert backups.listed(vault.path) == [], "there is nothing of an earlier day"
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr(journal, "now", lambda: tomorrow)
    vault.write(adding(item("c")))
    vault.write(adding(item("d")))
    (made,) = backups.listed(vault.path)
    assert made.reason == backups.DAILY
    with Vault.open(made.path, passphrase, query_only=True) as backup:
        assert set(backup.records.items) == {"a", "b"}
    with Vault.open(vault.path, passphrase) as again:
        again.write(adding(item("e")))
    assert backups.listed(vault.path) == [made]


def test_a_large_change_and_an_import_are_backed_up_before(vault: Vault, passphrase: str) -> None:
    vault.write(adding(item("a")))
    vault.write(adding(*(item(f"many-{n}") for n in range(40))))
    vault.write(adding(item("b")), backup=backups.IMPORT)
    reasons = [made.reason for made in backups.listed(vault.path)]
    assert reasons == [backups.IMPORT, backups.LARGE]
    with Vault.open(backups.listed(vault.path)[1].path, passphrase, query_only=True) as backup:
        assert set(backup.records.items) == {"a"}


def test_a_folder_that_cannot_be_written_stops_an_import_and_not_a_single_change(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(item("a")))
    backups.folder(vault.path).write_text("a file in the way")
    with pytest.raises(Refused):
        vault.write(adding(item("b")), backup=backups.IMPORT)
    assert set(vault.load().items) == {"a"}
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr(journal, "now", lambda: tomorrow)
    vault.write(adding(item("c")))
    assert set(vault.load().items) == {"a", "c"}


def test_a_copy_waits_for_a_locked_vault_only_so_long(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(item("a")))
    monkeypatch.setattr(copying, "DEADLINE", 0.5)
    script = """
import sys, time
from footprint.vault import Vault
vault = Vault.open(sys.argv[1], sys.argv[2])
vault._call(lambda: vault._db.execute("BEGIN EXCLUSIVE"))
print("held", flush=True)
time.sleep(60)
"""
    holder = subprocess.Popen(
        [sys.executable, "-c", script, vault.path, passphrase],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(Busy):
            vault.backup()
    finally:
        holder.kill()
        holder.wait()
    assert list(backups.folder(vault.path).iterdir()) == []
    vault.backup()


# -- restoring ---------------------------------------------------------------------------------


def test_restoring_goes_back_and_is_itself_backed_up(vault: Vault, passphrase: str) -> None:
    vault.write(adding(item("a")))
    made = vault.backup()
    vault.change_passphrase(NEW)
    vault.write(adding(item("b")))
    with Vault.open(made.path, passphrase, query_only=True) as backup:
        vault.restore(backup)
    assert set(vault.records.items) == {"a"}
    vault.write(adding(item("c")))
    vault.close()
    with Vault.open(vault.path, NEW) as again:
        assert set(again.records.items) == {"a", "c"}
        assert all(finding.ok for finding in again.check())
    undone = next(b for b in backups.listed(vault.path) if b.reason == backups.RESTORE)
    with Vault.open(undone.path, NEW, query_only=True) as before:
        assert set(before.records.items) == {"a", "b"}


# -- killed ------------------------------------------------------------------------------------

CHANGING = """
import sys, itertools
from footprint.vault import Vault
path, one, other = sys.argv[1:]
try:
    vault = Vault.open(path, one)
except Exception:
    one, other = other, one
    vault = Vault.open(path, one)
vault.records
print("ready", flush=True)
for n in itertools.count():
    vault.change_passphrase((other, one)[n % 2])
    print((other, one)[n % 2], flush=True)
"""

RESTORING = """
import sys, itertools
from footprint.vault import Vault
path, backups, passphrase = sys.argv[1], sys.argv[2:4], sys.argv[4]
vault = Vault.open(path, passphrase)
vault.records
print("ready", flush=True)
for n in itertools.count():
    with Vault.open(backups[n % 2], passphrase, query_only=True) as backup:
        vault.restore(backup)
    print(n % 2, flush=True)
"""


def test_no_kill_during_a_passphrase_change_locks_anybody_out(
    vault: Vault, passphrase: str
) -> None:
    vault.write(adding(*(item(f"i{n}", notes="x" * 2_000) for n in range(40))))
    before = vault.records
    vault.close()
    opened = {passphrase: 0, NEW: 0}
    for after in moments(KILLS // 3, 0.5, seed=11):
        said = kill(CHANGING, vault.path, passphrase, NEW, after=after)
        found = []
        for one in (passphrase, NEW):
            try:
                with Vault.open(vault.path, one) as again:
                    assert again.records == before
                    assert all(finding.ok for finding in again.check())
                found.append(one)
            except WrongKey:
                continue
        assert len(found) == 1, "neither passphrase opens it, or both do"
        # What was acknowledged holds, unless the next change was through already.
        assert not said or found[0] in (said[-1], {passphrase: NEW, NEW: passphrase}[said[-1]])
        opened[found[0]] += 1
        assert not {name for name in beside(vault.path) if ".new-" in name}
    print(f"passphrase change killed {KILLS // 3} times: opens {list(opened.values())}, neither 0")


def test_no_kill_during_a_restore_leaves_half_of_it(vault: Vault, passphrase: str) -> None:
    vault.write(adding(*(item(f"i{n}", notes="x" * 2_000) for n in range(30))))
    one = vault.backup(backups.IMPORT)
    vault.write(adding(*(item(f"j{n}", notes="y" * 2_000) for n in range(29))))
    two = vault.backup(backups.IMPORT)
    both = [set(vault.records.items), {f"i{n}" for n in range(30)}]
    vault.close()
    for after in moments(KILLS // 3, 0.5, seed=12):
        kill(RESTORING, vault.path, one.path, two.path, passphrase, after=after)
        with Vault.open(vault.path, passphrase) as again:
            assert set(again.records.items) in both
            assert all(finding.ok for finding in again.check())
    print(f"restore killed {KILLS // 3} times: 0 halves")


IMPORTING = """
import sys, itertools
from footprint.vault import Vault
from writing import adding, item
item("warm")
vault = Vault.open(sys.argv[1], sys.argv[2])
number = len(vault.records.items) // 200
print("ready", flush=True)
for n in itertools.count(number):
    vault.write(adding(*(item(f"i{n}-{k}", notes="x" * 500) for k in range(200))), backup="import")
    print(n, flush=True)
"""


def test_no_kill_during_an_import_leaves_half_of_it(vault: Vault, passphrase: str) -> None:
    vault.close()
    acknowledged = 0
    for after in moments(KILLS // 3, 0.6, seed=13):
        acknowledged += len(kill(IMPORTING, vault.path, passphrase, after=after))
        with Vault.open(vault.path, passphrase) as again:
            count = len(again.records.items)
            assert count % 200 == 0
            assert count // 200 >= acknowledged
            acknowledged = count // 200
            assert all(finding.ok for finding in again.check())
    print(f"import killed {KILLS // 3} times: {acknowledged} whole, 0 half")


MIGRATING = """
import sys
from footprint.vault import Vault, migrations
statements = tuple(f"CREATE TABLE later_{n} (a TEXT)" for n in range(400))
migrations.MIGRATIONS = (*migrations.MIGRATIONS, statements)
print("ready", flush=True)
Vault.open(sys.argv[1], sys.argv[2]).close()
print("done", flush=True)
"""


def test_no_kill_during_a_migration_leaves_half_of_it(
    vault: Vault, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(*(item(f"i{n}", notes="x" * 2_000) for n in range(40))))
    before = vault.records
    vault.close()
    whole, tables = vault.path.read_bytes(), set()
    query = "SELECT count(*) FROM sqlite_master WHERE name LIKE 'later_%'"
    for number, after in enumerate(moments(KILLS // 3, 0.3, seed=14)):
        path = tmp_path / f"m{number}" / "vault.footprint"
        path.parent.mkdir()
        path.write_bytes(whole)
        path.chmod(0o600)
        said = kill(MIGRATING, path, passphrase, after=after)
        with monkeypatch.context() as patch:
            # With nothing to do, so that what was not migrated stays as it was left.
            patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, ()))
            with Vault.open(path, passphrase) as again:
                found = again._call(lambda v=again: v._db.execute(query).fetchone()[0])
                assert again.records == before
                assert all(finding.ok for finding in again.check())
        assert found in (0, 400)
        assert found or not said
        tables.add(found)
    print(f"migration killed {KILLS // 3} times: {sorted(tables)} tables, never between")


# -- what a review found -----------------------------------------------------------------------


def test_a_recovery_code_is_no_passphrase(vault: Vault, tmp_path: Path) -> None:
    code = vault.recovery().code
    with pytest.raises(CannotOpen, match="cannot be a passphrase"):
        Vault.create(tmp_path / "other.footprint", code)
    with pytest.raises(CannotOpen, match="cannot be a passphrase"):
        vault.change_passphrase(code.replace("-", " ").lower())
    assert not (tmp_path / "other.footprint").exists()


def test_two_vaults_of_one_name_keep_their_backups_apart(
    vault: Vault, passphrase: str, tmp_path: Path
) -> None:
    vault.write(adding(item("a")))
    made = vault.backup()
    with Vault.create(vault.path.with_suffix(".fp"), passphrase) as other:
        other.write(adding(item("b")))
        assert backups.listed(other.path) == []
        for _ in range(backups.KEPT + 1):
            other.backup()
        other.purge("b", items.remove("b"))
        assert len(backups.listed(other.path)) == 1
    assert backups.listed(vault.path) == [made]


def test_a_file_that_cannot_be_made_to_last_is_not_put_in_place(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(item("a")))

    def broken(_descriptor: int) -> None:
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        with pytest.raises(Refused):
            vault.change_passphrase(NEW)
    vault.close()
    with Vault.open(vault.path, passphrase) as again:
        assert set(again.records.items) == {"a"}


def test_a_slow_disk_is_not_taken_for_another_program(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(*(item(f"i{n}", notes="x" * 9_000) for n in range(200))))
    seconds = itertools.count()
    monkeypatch.setattr(copying.time, "monotonic", lambda: float(next(seconds)))
    monkeypatch.setattr(copying, "_PAGES", 16)
    assert vault.backup().path.exists()
    assert next(seconds) > 3 * copying.DEADLINE


def test_a_file_system_without_locks_is_named(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_arguments: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr(lock.fcntl, "flock", none)
    with pytest.raises(Refused, match="cannot lock files"):
        vault.write(adding(item("a")))


def test_what_is_put_aside_comes_back_with_its_journal(
    vault: Vault, passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.write(adding(item("a")))
    backup = vault.backup()
    vault.close()
    journal_of = vault.path.with_name(vault.path.name + "-journal")
    journal_of.write_bytes(b"half a write")

    def fails(_made: Path, _path: Path) -> None:
        raise Refused("no")

    monkeypatch.setattr(copying, "put_in_place", fails)
    with Vault.open(backup.path, passphrase, query_only=True) as opened, pytest.raises(Refused):
        put_in_place_of_unreadable(vault.path, opened)
    assert vault.path.exists()
    assert journal_of.read_bytes() == b"half a write"
