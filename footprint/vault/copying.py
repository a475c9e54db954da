"""A verified copy of an open vault, and putting it into a vault's place (SECURITY 2.4).

A copy carries damage along without a word, and one of the two checks alone does not see it, so
the source is looked over first and the copy afterwards, opened from scratch with its own key.
"""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from footprint.errors import Busy, CannotOpen, Damaged, Refused
from footprint.i18n import N_
from footprint.model.text import shown
from footprint.vault import connection, doctor
from footprint.vault.files import cannot_write, create_private
from footprint.vault.header import PAGE_SIZE

# So many seconds a copy may stand still before it is given up: a lock would hold it up for ever.
DEADLINE = 8.0
_PAGES = 256
# What SQLite keeps beside a database while it is written.
COMPANIONS = ("-journal", "-wal", "-shm")


def copy(db: Any, target: Path, raw: bytes, salt: bytes) -> None:
    """Copy the open vault `db`, in no transaction, into the new private file `target`.

    The copy is keyed with `raw` and `salt`, on the disk, and verified.

    Raises:
        CannotOpen: the vault is damaged; there is no copy.
        Busy: another program keeps it locked.
        Refused: there is something at `target` already, or no room; nothing is left there.
    """
    refuse_damage(db)
    _refuse_no_room(db, target)
    create_private(target)
    try:
        counts = _counts(db)
        with connection.telling(target):
            _fill(db, target, raw, salt)
            _verify(target, raw, salt, counts)
        sync_file(target)
    except BaseException:
        discard(target)
        raise


def refuse_damage(db: Any) -> None:
    """Refuse to go on with a vault that does not pass every check.

    Raises:
        Damaged: it does not.
    """
    bad = [finding for finding in doctor.inside(db) if not finding.ok]
    if bad:
        raise Damaged(
            N_("The vault is damaged: {what} Restore it from a backup."), what=bad[0].sentence()
        )


def _refuse_no_room(db: Any, target: Path) -> None:
    pages = int(db.execute("PRAGMA page_count").fetchone()[0])
    try:
        free = shutil.disk_usage(target.parent).free
    except OSError:
        return
    if free < 2 * pages * PAGE_SIZE:
        raise Refused(N_("There is too little room on the disk; nothing was changed."))


def _fill(db: Any, target: Path, raw: bytes, salt: bytes) -> None:
    made = connection.connect(target, raw, salt)
    try:
        with _deadline() as progress:
            db.backup(made, pages=_PAGES, progress=progress, sleep=0.05)
        connection.set_up(made)
    finally:
        made.close()


@contextmanager
def _deadline() -> Iterator[Any]:
    """Yield what ends a copy that takes too long: it would wait for a lock for ever."""
    import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]

    end, least = time.monotonic() + DEADLINE, sys.maxsize
    late = False

    def progress(_status: int, remaining: int, _total: int) -> None:
        nonlocal late, end, least
        if remaining < least:
            # It goes on, however slow the disk is; only a lock brings it to a stand.
            end, least = time.monotonic() + DEADLINE, remaining
        if time.monotonic() > end:
            late = True
            raise TimeoutError

    try:
        yield progress
    except (sqlcipher.Error, TimeoutError):
        if late:
            raise Busy(N_("Another program is using this vault. Try again in a moment.")) from None
        raise


def _verify(target: Path, raw: bytes, salt: bytes, counts: dict[str, int]) -> None:
    """Open the copy from scratch and compare it with what was copied."""
    db = connection.connect(target, raw, salt)
    try:
        connection.first_read(db, target)
        if _counts(db) != counts or not all(finding.ok for finding in doctor.inside(db)):
            raise CannotOpen(N_("The copy is not the same as the vault; it was thrown away."))
    finally:
        db.close()


def _counts(db: Any) -> dict[str, int]:
    """Return how many rows each table has."""
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    tables = [name for (name,) in names.fetchall()]
    return {
        # The names are those of our own schema.
        name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608
        for name in tables
    }


# -- files -------------------------------------------------------------------------------------


def discard(target: Path) -> None:
    """Take away a copy that was not finished, and what SQLite left beside it."""
    for ending in ("", *COMPANIONS):
        target.with_name(target.name + ending).unlink(missing_ok=True)


def refuse_companions(path: Path) -> None:
    """Refuse to replace a vault while a cut-off write lies beside it.

    The journal of the old file would be played back into the new one and destroy it (SECURITY 0).

    Raises:
        Refused: there is one.
    """
    for ending in COMPANIONS:
        if os.path.lexists(f"{path}{ending}"):
            raise Refused(
                N_("An unfinished write lies beside the vault: {name}. Open the vault once first."),
                name=shown(f"{path.name}{ending}"),
            )


def put_in_place(made: Path, path: Path) -> None:
    """Put the finished copy `made` where the closed vault `path` is, so that it lasts.

    Raises:
        Refused: a cut-off write lies beside the vault, or it cannot be replaced.
    """
    refuse_companions(path)
    try:
        made.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from None
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make a closed file last through a power failure.

    Raises:
        Refused: the system cannot promise that.
    """
    try:
        descriptor = os.open(path, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise cannot_write(path, error) from None


def sync_folder(path: Path) -> None:
    """Make the names in a directory last through a power failure, where a system can do that."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        # Windows opens no directories.
        return
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
