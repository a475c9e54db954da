"""Backups: whole, encrypted copies of a vault in `backups/` beside it, several generations.

A backup opens with the passphrase that the vault had when it was made. Its name says when (UTC)
and why; what is kept is counted for each reason by itself, so that a busy day of one kind does
not push out the others.
"""

import errno
import glob
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.text import shown
from footprint.vault import copying
from footprint.vault.files import cannot_write, token

DAILY, IMPORT, LARGE, MIGRATION = "daily", "import", "large-change", "migration"
PASSPHRASE, RESTORE, MERGE, BY_HAND = "passphrase", "restore", "merge", "by-hand"
REASONS = (DAILY, IMPORT, LARGE, MIGRATION, PASSPHRASE, RESTORE, MERGE, BY_HAND)
KEPT = 7
"""So many backups of each reason are kept."""
_NAME = rf"(?P<stem>.+)-(?P<at>\d{{8}}-\d{{6}}-\d{{3}})-(?P<reason>{'|'.join(REASONS)})\.footprint"
_AT = "%Y%m%d-%H%M%S"
# What a file system without hard links says.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.EMLINK, errno.ENOSYS)


class Backup(NamedTuple):
    """One backup: where it is, when it was made (UTC), why, and how many bytes it has."""

    path: Path
    at: datetime
    reason: str
    size: int


def folder(vault: Path) -> Path:
    """Return where the backups of `vault` lie."""
    return vault.parent / "backups"


def listed(vault: Path) -> list[Backup]:
    """Return the backups of `vault`, the newest first."""
    return sorted(_found(vault), key=lambda backup: (backup.at, backup.path.name), reverse=True)


def _found(vault: Path) -> Iterator[Backup]:
    try:
        names = [each.name for each in folder(vault).iterdir()]
    except OSError:
        return
    for name in names:
        match = re.fullmatch(_NAME, name)
        if match and match["stem"] == _stem(vault):
            at = datetime.strptime(match["at"][:15], _AT).replace(tzinfo=UTC)
            at = at.replace(microsecond=int(match["at"][16:]) * 1000)
            path = folder(vault) / name
            yield Backup(path, at, match["reason"], path.stat().st_size)


def _stem(vault: Path) -> str:
    """Return what the names of a vault's backups begin with, and of no other in the directory."""
    return vault.stem if vault.suffix == ".footprint" else vault.name


def make(db: Any, vault: Path, raw: bytes, salt: bytes, reason: str, now: datetime) -> Backup:
    """Make a verified backup of the open `vault`; only then are old ones of its kind removed.

    Raises:
        CannotOpen: the vault is damaged; no backup is made and none removed.
        Busy: another program keeps it locked.
        Refused: it cannot be written.
    """
    place = folder(vault)
    make_folder(place)
    at = now.astimezone(UTC)
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    stamp = f"{at:{_AT}}-{at.microsecond // 1000:03d}"
    target = place / f"{_stem(vault)}-{stamp}-{reason}.footprint"
    unfinished = place / f".unfinished-{_stem(vault)}-{token(8)}"
    copying.copy(db, unfinished, raw, salt)
    _take_name(unfinished, target)
    _prune(vault, reason)
    return Backup(target, at, reason, target.stat().st_size)


def forget_all_but(vault: Path, newest: Backup) -> None:
    """Remove every other backup of `vault`, and what was put aside because it was unreadable."""
    for old in listed(vault):
        if old.path != newest.path:
            old.path.unlink(missing_ok=True)
    for aside in folder(vault).glob(f"{glob.escape(_stem(vault))}-unreadable-*.footprint*"):
        aside.unlink(missing_ok=True)


def make_folder(place: Path) -> None:
    """Make the folder of backups, for its owner alone.

    Raises:
        Refused: it cannot be made, or is a link to somewhere else.
    """
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(place, error) from None
    if place.is_symlink():
        raise Refused(
            N_("{path} is a symbolic link; backups go into a folder of their own."),
            path=shown(place),
        )


def _take_name(unfinished: Path, target: Path) -> None:
    try:
        # A link takes the name only if nobody has it.
        os.link(unfinished, target)
        unfinished.unlink()
    except FileExistsError:
        copying.discard(unfinished)
        raise Refused(N_("There is already something at {path}."), path=shown(target)) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            copying.discard(unfinished)
            raise cannot_write(target, error) from None
        unfinished.replace(target)
    copying.sync_folder(target.parent)


def _prune(vault: Path, reason: str) -> None:
    """Remove the oldest of one reason beyond those that are kept, and what a crash left."""
    for old in [backup for backup in listed(vault) if backup.reason == reason][KEPT:]:
        old.path.unlink(missing_ok=True)
    for left in folder(vault).glob(f".unfinished-{glob.escape(_stem(vault))}-*"):
        left.unlink(missing_ok=True)
