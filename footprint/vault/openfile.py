"""The open encrypted file of a vault: made, connected, migrated, backed up, replaced.

Only the owner thread comes here.
"""

import glob
import re
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from footprint.errors import Busy, Outdated, Refused
from footprint.i18n import N_
from footprint.model.text import shown
from footprint.vault import backups, connection, copying, header, journal, lock, migrations
from footprint.vault.backups import Backup
from footprint.vault.files import token
from footprint.vault.header import Header

_UNFINISHED = r"\.new-[0-9a-f]{16}"


class OpenFile:
    """A connected vault file. `raw` is its key: 32 bytes, never shown."""

    def __init__(self, path: Path, head: Header, raw: bytes, db: Any, query_only: bool) -> None:
        self.path = path
        self.head = head
        self.raw = raw
        self.db = db
        self.query_only = query_only
        self._looked_on: date | None = None

    def close(self) -> None:
        """Close the connection and forget the key."""
        self.db.close()
        header.closed(self.head)
        self.raw = b""

    def data_version(self) -> int:
        """Return a number that changes when another connection has written."""
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def back_up(self, reason: str) -> Backup:
        """Make a verified backup; no transaction may be open here."""
        return backups.make(self.db, self.path, self.raw, self.head.salt, reason, journal.now())

    def back_up_meanwhile(self, reason: str) -> None:
        """Make a backup of what was committed, while a transaction is open here.

        The connection with the transaction would wait for itself for ever (SECURITY 0), so another
        one reads; SQLite lets them share the file.
        """
        db = connection.connect(self.path, self.raw, self.head.salt)
        try:
            backups.make(db, self.path, self.raw, self.head.salt, reason, journal.now())
        finally:
            db.close()

    def is_first_write_today(self) -> bool:
        """Whether nothing was backed up today, though there is something from an earlier day.

        Asked once a day; the answer is no afterwards.
        """
        today = journal.now().astimezone().date()
        if self._looked_on == today:
            return False
        self._looked_on = today
        newest = next((b for b in backups.listed(self.path) if b.reason == backups.DAILY), None)
        if newest is not None and newest.at.astimezone().date() == today:
            return False
        return journal.began_before(self.db, today)

    def vacuum(self) -> None:
        """Write the file anew, without what was deleted."""
        # It attaches a file of its own, which nothing else may.
        self.db.set_authorizer(None)
        try:
            self.db.execute("VACUUM")
        finally:
            connection.confine(self.db)

    def copy(self, target: Path, raw: bytes, salt: bytes) -> None:
        """Make a verified copy with another key; no transaction may be open here."""
        copying.copy(self.db, target, raw, salt)

    def put_in_place(self, made: Path, raw: bytes) -> None:
        """Close the file, put the finished copy `made` where it is, and open that with `raw`.

        Raises:
            Refused: it could not be put there; the old file is open again.
        """
        self.db.close()
        header.closed(self.head)
        try:
            copying.put_in_place(made, self.path)
            self.raw = raw
        except BaseException:
            copying.discard(made)
            raise
        finally:
            self.head = header.read(self.path)
            self.db = connect(self.path, self.head, self.raw, self.query_only)


def make(path: Path, raw: bytes, salt: bytes) -> None:
    """Write the schema into the empty file at `path`."""
    with connection.telling(path):
        db = connection.connect(path, raw, salt)
        try:
            connection.set_up(db)
            with connection.transaction(db, "IMMEDIATE"):
                migrations.migrate(db, 0)
                created = datetime.now(UTC).isoformat(timespec="seconds")
                db.execute(
                    "INSERT INTO meta (only, vault_uid, created) VALUES (1, ?, ?)",
                    (token(), created),
                )
        finally:
            db.close()


def connect(path: Path, head: Header, raw: bytes, query_only: bool) -> Any:
    """Return a connection to the vault, tried, set up and migrated."""
    with connection.telling(path), header.connecting(head):
        db = connection.connect(path, raw, head.salt)
        try:
            found = connection.first_read(db, path)
            connection.check_not_replaced(head, path)
            connection.set_up(db)
            if found < migrations.version():
                _migrate(db, path, raw, head.salt, query_only)
            if query_only:
                db.execute("PRAGMA query_only = ON")
            else:
                _clean_up(path)
            connection.confine(db)
        except BaseException:
            db.close()
            raise
    return db


def _migrate(db: Any, path: Path, raw: bytes, salt: bytes, query_only: bool) -> None:
    if query_only:
        raise Outdated(
            N_("{path} has to be updated first. Open it once with: footprint"), path=shown(path)
        )
    with lock.exclusive(path), lock.writer(path):
        found = int(db.execute("PRAGMA user_version").fetchone()[0])
        if found and not is_unfinished(path):
            backups.make(db, path, raw, salt, backups.MIGRATION, journal.now())
        with connection.transaction(db, "IMMEDIATE"):
            migrations.migrate(db, int(db.execute("PRAGMA user_version").fetchone()[0]))


def is_unfinished(path: Path) -> bool:
    """Whether a file is a copy that is to take a vault's place, or is only looked into."""
    return re.fullmatch(_UNFINISHED, path.suffix) is not None


def unfinished(path: Path) -> Path:
    """Return where a copy is made that is to take the place of the vault at `path`."""
    return path.with_name(f"{path.name}.new-{token(8)}")


def _clean_up(path: Path) -> None:
    """Remove the copies that a crash left beside the vault, which has just opened well."""
    left = list(path.parent.glob(f"{glob.escape(path.name)}.new-*"))
    if left:
        # Another program may be making one just now: then it holds the vault.
        with suppress(Busy, Refused, OSError), lock.exclusive(path):
            for each in left:
                each.unlink()
