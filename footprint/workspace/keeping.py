"""Looking after a vault: its backups, restoring one, and saving what a damaged one still holds."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from footprint.errors import CannotOpen, Outdated, Refused
from footprint.i18n import N_, _
from footprint.model.changes import Change, ChangeSet, Table
from footprint.model.records import Records
from footprint.model.text import shown
from footprint.vault import backups, copying, files, header, key, openfile, recovery
from footprint.vault.backups import Backup
from footprint.vault.vault import Vault
from footprint.workspace import Workspace
from footprint.workspace.items import Action
from footprint.workspace.snapshots import take_in

__all__ = [
    "Backup",
    "Differences",
    "Vault",
    "differences",
    "find",
    "listed",
    "opened_backup",
    "put_in_place_of_unreadable",
    "recovery_sheet",
    "salvage",
]


REASONS = {
    backups.DAILY: N_("daily"),
    backups.IMPORT: N_("before an import"),
    backups.LARGE: N_("before a large change"),
    backups.MIGRATION: N_("before an update"),
    backups.PASSPHRASE: N_("before a passphrase change"),
    backups.RESTORE: N_("before restoring"),
    backups.MERGE: N_("before bringing two vaults together"),
    backups.BY_HAND: N_("by hand"),
}


def copies(path: Path) -> list[Path]:
    """Return the copies of the vault that a program that syncs files left beside it."""
    from footprint.vault import doctor

    return doctor.copies(files.settled(path))


def listed(path: Path) -> list[Backup]:
    """Return the backups of the vault at `path`, the newest first."""
    return backups.listed(files.settled(path))


def find(path: Path, ref: str) -> Path:
    """Return the file of the backup that a person means: its number in the list, or a path.

    Raises:
        Refused: there is none of that number.
    """
    if not ref.isascii() or not ref.isdigit():
        return Path(ref.replace("\0", "\N{REPLACEMENT CHARACTER}"))
    found = listed(path)
    number = int(ref[:9])
    if not 1 <= number <= len(found):
        raise Refused(
            N_("There is no backup number {number}; there are {count}."),
            number=number,
            count=len(found),
        )
    return found[number - 1].path


def recovery_sheet(vault: Vault) -> list[str]:
    """Return the lines of the paper with the recovery code of a vault."""
    found = vault.recovery()
    groups = found.code.split("-")
    return [
        _("Recovery code of the vault {name}").format(name=shown(vault.path.name)),
        "",
        "    " + "-".join(groups[:7]),
        "    " + "-".join(groups[7:]),
        "",
        _("Vault id: {id}").format(id=found.vault_id),
        "",
        _("Type the code where the passphrase is asked for; blanks and hyphens do not matter."),
        _("If the first bytes of the file are damaged, type the id, a colon, and the code."),
        _("A passphrase change makes it void. Whoever has it can open the vault."),
    ]


# -- the system's keyring ----------------------------------------------------------------------


def kept_code(path: Path) -> str | None:
    """Return the recovery code of the vault at `path` if the keyring is used and holds its key."""
    from footprint.vault import keyring

    known = _vault_id(path)
    if known is None or not keyring.is_wanted(known):
        return None
    raw = keyring.key_of(known)
    return None if raw is None else recovery.code_of(raw)


def keep_in_keyring(vault: Vault) -> None:
    """Put the key of an open vault into the system's keyring.

    Raises:
        Refused: there is none that can be used.
    """
    from footprint.vault import keyring

    found = vault.recovery()
    keyring.keep(found.vault_id, recovery.key_of(found.code) or b"")


def forget_in_keyring(path: Path) -> bool:
    """Take the key out of the keyring; tell whether it is out for sure.

    Raises:
        CannotOpen: there is no vault at `path`.
    """
    from footprint.vault import keyring

    return keyring.forget(recovery.vault_id(header.read(files.settled(path)).salt))


def keyring_status(path: Path) -> str:
    """Return whether the keyring is used for the vault at `path`, and works.

    Raises:
        CannotOpen: there is no vault at `path`.
    """
    from footprint.vault import keyring

    known = recovery.vault_id(header.read(files.settled(path)).salt)
    if not keyring.is_wanted(known):
        return _("The keyring is not used. To use it: footprint keyring on")
    reason = keyring.why_not(known)
    return _("The keyring holds the key of the vault.") if reason is None else _(reason)


def change_passphrase(vault: Vault, new: str) -> None:
    """Let the vault open with `new`; a key in the keyring becomes the new one.

    Raises:
        Busy, CannotOpen, Refused: as `Vault.change_passphrase`.
    """
    from footprint.vault import keyring

    old = vault.recovery().vault_id
    vault.change_passphrase(new)
    if keyring.is_wanted(old):
        keyring.forget(old)
        with suppress(Refused):
            keep_in_keyring(vault)


def _vault_id(path: Path) -> str | None:
    try:
        return recovery.vault_id(header.read(files.settled(path)).salt)
    except CannotOpen:
        return None


# -- what differs ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Differences:
    """What would come back, go away and be other than now, by name."""

    back: tuple[str, ...]
    away: tuple[str, ...]
    other: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.back or self.away or self.other)


def differences(now: Records, then: Records) -> Differences:
    """Return what is different in `then`: items by name, requests and exits by reference."""
    back, away, other = [], [], []
    for table in ("items", "requests", "exits"):
        here, there = getattr(now, table), getattr(then, table)
        back += [_name(there[id_]) for id_ in there if id_ not in here]
        away += [_name(here[id_]) for id_ in here if id_ not in there]
        other += [_name(here[id_]) for id_ in here if id_ in there and here[id_] != there[id_]]
    if now.links != then.links:
        known = {**then.items, **now.items}
        keys = now.links.keys() | then.links.keys()
        changed = {key[0] for key in keys if now.links.get(key) != then.links.get(key)}
        other += [known[end].name for end in sorted(changed) if end in known]
    return Differences(tuple(back), tuple(away), tuple(dict.fromkeys(other)))


def _name(record: object) -> str:
    return str(getattr(record, "name", None) or getattr(record, "id", ""))


# -- restoring ---------------------------------------------------------------------------------


@contextmanager
def opened_backup(path: Path, passphrase: str) -> Iterator[Vault]:
    """Open a backup to read it; it is not changed: of an older one a copy is updated instead.

    Raises:
        CannotOpen: with the reason.
    """
    try:
        backup = Vault.open(path, passphrase, query_only=True)
    except Outdated:
        with _updated(path, passphrase) as backup:
            _refuse_damaged(backup, path)
            yield backup
        return
    with backup:
        _refuse_damaged(backup, path)
        yield backup


def _refuse_damaged(backup: Vault, path: Path) -> None:
    if not backup.is_sound():
        raise CannotOpen(
            N_("This copy is damaged, and was left as it is: {path}. Choose another."),
            path=shown(path),
        )


@contextmanager
def _updated(path: Path, passphrase: str) -> Iterator[Vault]:
    path = files.settled(path)
    copy = openfile.unfinished(path)
    files.create_private(copy)
    try:
        copy.write_bytes(path.read_bytes())
        with Vault.open(copy, passphrase) as backup:
            yield backup
    except OSError as error:
        raise files.cannot_write(copy, error) from None
    finally:
        copying.discard(copy)
        for ending in (".lock", ".ui.lock"):
            copy.with_name(copy.name + ending).unlink(missing_ok=True)


def put_in_place_of_unreadable(path: Path, backup: Vault) -> Path | None:
    """Put a copy of `backup` where no vault, or one that cannot be opened, is; return that one.

    What stands there goes with all that belongs to it to the folder of backups.

    Raises:
        Refused: it cannot be written; nothing was changed.
        Busy: another program holds what is there.
    """
    from footprint.vault import lock

    path = files.settled(path)
    made = openfile.unfinished(path)
    with lock.exclusive(path), lock.writer(path):
        backup.copy_to(made)
        aside = None
        try:
            if os.path.lexists(path):
                aside = _put_aside(path)
            copying.put_in_place(made, path)
        except BaseException:
            copying.discard(made)
            if aside is not None and not os.path.lexists(path):
                _move(aside, path)
            raise
    return aside


def _put_aside(path: Path) -> Path:
    place = backups.folder(path)
    backups.make_folder(place)
    number = 1
    while os.path.lexists(place / f"{path.stem}-unreadable-{number}.footprint"):
        number += 1
    aside = place / f"{path.stem}-unreadable-{number}.footprint"
    _move(path, aside)
    copying.sync_folder(place)
    copying.sync_folder(path.parent)
    return aside


def _move(path: Path, target: Path) -> None:
    """Move a vault with what SQLite left beside it; without its journal it could not be mended."""
    for ending in (*reversed(copying.COMPANIONS), ""):
        beside = path.with_name(path.name + ending)
        if os.path.lexists(beside):
            beside.replace(target.with_name(target.name + ending))


# -- damage ------------------------------------------------------------------------------------


def salvage(path: Path, passphrase: str, target: Path, today: date) -> tuple[int, int]:
    """Write what can be read of a damaged vault into a new one; return how many items, and losses.

    Raises:
        CannotOpen: nothing can be read.
        Refused: something is at `target` already.
    """
    from footprint.vault.salvage import salvage as read

    path = files.settled(path)
    if os.path.lexists(target):
        raise files.already_there(target)
    salt = header.read(path, recovery.salt_of(passphrase)).salt
    found = read(path, passphrase, salt)
    # The same key and salt: what opened the old vault, passphrase or code, opens the new one.
    raw = recovery.key_of(passphrase) or key.derive(passphrase, salt)
    with Workspace(Vault.create_with_key(target, raw, salt), today) as workspace:
        if found.records != Records():
            workspace.do(_saving(found.records), contents=list(found.contents.values()))
    return len(found.records.items), found.lost


def _saving(records: Records) -> Action:
    """Take in all that was saved, the evidence and what is to be decided among it."""

    def action(now: Records) -> ChangeSet:
        taken = take_in(records)(now)
        tables: tuple[Table, ...] = ("evidence", "conflicts")
        more = [
            Change(table, None, record)
            for table in tables
            for record in getattr(records, table).values()
        ]
        return taken._replace(changes=(*taken.changes, *more))

    return action
