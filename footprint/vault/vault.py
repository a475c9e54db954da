"""An open vault: the only way to what is inside the encrypted file."""

import os
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from footprint.errors import CannotOpen, Refused
from footprint.i18n import N_
from footprint.model.changes import ChangeSet, apply
from footprint.model.records import Records
from footprint.model.text import shown
from footprint.vault import connection, doctor, header, journal, key, lock, migrations, repository
from footprint.vault.doctor import Finding
from footprint.vault.files import already_there, create_private, settled
from footprint.vault.header import Header
from footprint.vault.journal import Action, HistoryEntry, Line
from footprint.vault.owner import Owner
from footprint.vault.repository import State

T = TypeVar("T")


class Vault:
    """The records of one encrypted file, its journal and its locks.

    Made by `create` or `open`. Every method may be called from any thread; the work is done in
    the vault's own. A method that writes raises `Busy` when another program is writing and
    `Refused` when the file cannot be written; then nothing has changed, in the file or here.
    """

    def __init__(self, path: Path, head: Header, owner: Owner, db: Any, query_only: bool) -> None:
        self.path = path
        self._head = head
        self._owner = owner
        self._db = db
        self._query_only = query_only
        self._state: State | None = None
        self._seen = 0
        self._is_closed = False

    # -- making and opening --------------------------------------------------------------------

    @classmethod
    def create(cls, path: str | Path, passphrase: str, profile: int | None = None) -> "Vault":
        """Make a new, empty vault and open it; `profile` is one of `key.PROFILES`.

        Raises:
            Refused: something is there already, or it cannot be written; nothing is left behind.
            CannotOpen: the passphrase is empty, or there is too little memory for the key.
        """
        path = settled(path)
        if os.path.lexists(path):
            raise already_there(path)
        salt = key.new_salt(key.default_profile() if profile is None else profile)
        raw = key.derive(passphrase, salt)
        create_private(path)
        try:
            owner = Owner()
            try:
                owner.call(lambda: _make(path, raw, salt))
            finally:
                owner.close()
            return cls._open(path, header.read(path), raw, query_only=False)
        except BaseException:
            path.unlink(missing_ok=True)
            path.with_name(path.name + "-journal").unlink(missing_ok=True)
            raise

    @classmethod
    def open(cls, path: str | Path, passphrase: str, *, query_only: bool = False) -> "Vault":
        """Open the vault at `path`; with `query_only` nothing is ever written, nor migrated.

        Raises:
            CannotOpen: with the reason; the file is as it was.
            Busy: it has to be migrated and another program has it open.
        """
        path = settled(path)
        head = header.read(path)
        return cls._open(path, head, key.derive(passphrase, head.salt), query_only)

    @classmethod
    def open_with_key(cls, path: str | Path, raw: bytes, *, query_only: bool = False) -> "Vault":
        """Open the vault at `path` with the 32 bytes of its key, like `open`."""
        path = settled(path)
        if len(raw) != key.KEY_LENGTH:
            # SQLCipher would take a key of another length for a passphrase.
            raise CannotOpen(N_("This is not the key of a vault."))
        return cls._open(path, header.read(path), raw, query_only)

    @classmethod
    def _open(cls, path: Path, head: Header, raw: bytes, query_only: bool) -> "Vault":
        owner = Owner()
        try:
            db = owner.call(lambda: _connect(path, head, raw, query_only))
        except BaseException:
            owner.close()
            raise
        return cls(path, head, owner, db, query_only)

    def close(self) -> None:
        """Close the file; what is being written is finished first. Closing twice is fine."""
        if self._is_closed:
            return
        self._is_closed = True
        self._owner.call(self._db.close)
        header.closed(self._head)
        self._owner.close()

    def __enter__(self) -> "Vault":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # -- reading -------------------------------------------------------------------------------

    @property
    def records(self) -> Records:
        """What is recorded, as of the last `load`, `refresh` or write through this vault."""
        state = self._state
        return self.load() if state is None else state.records

    def load(self) -> Records:
        """Read everything anew and return it.

        Raises:
            CannotOpen: a damaged page was met.
        """
        return self._call(self._load).records

    def changed_elsewhere(self) -> bool:
        """Tell whether another program has written since this one last read."""
        return self._call(lambda: self._state is None or self._data_version() != self._seen)

    def refresh(self) -> bool:
        """Read anew if another program has written; tell whether it had."""
        return self._call(self._refresh)

    def history(self, limit: int = 100) -> list[HistoryEntry]:
        """Return the last `limit` lines of the journal, the latest first."""
        return self._call(lambda: journal.history(self._db, limit))

    def records_at(self, moment: datetime) -> Records:
        """Return what was recorded at `moment`: the journal is taken back as far as that.

        Raises:
            CannotOpen: a damaged page was met.
        """

        def taken_back() -> Records:
            with connection.transaction(self._db, "DEFERRED"):
                records = self._newest().records
                for changes in journal.after(self._db, moment):
                    records = apply(records, changes.inverse().changes)
            return records

        return self._call(taken_back)

    def identity(self) -> tuple[str, datetime]:
        """Return the vault's own uid and when it was made (UTC)."""
        query = "SELECT vault_uid, created FROM meta"
        uid, created = self._call(lambda: self._db.execute(query).fetchone())
        return uid, datetime.fromisoformat(created)

    def check(self) -> list[Finding]:
        """Look the vault over, inside and around, and return what was found."""
        return doctor.around(self.path) + self._call(lambda: doctor.inside(self._db))

    # -- writing -------------------------------------------------------------------------------

    def write(self, make: Callable[[Records], ChangeSet]) -> ChangeSet:
        """Write what `make` says of the records as they are now; return what it said.

        What another program wrote meanwhile is read first. An empty change set writes nothing.
        Whatever `make` raises comes through, and nothing is written.
        """
        line = self._call(lambda: self._act("do", lambda now: Line(None, make(now), ())))
        return line.changes if line else ChangeSet("")

    def undo(self) -> ChangeSet | None:
        """Take the last action back and return what that changed; None if there is none."""

        def last(_now: Records) -> Line | None:
            line = journal.last_done(self._db)
            return line and Line(line.seq, line.changes.inverse(), line.uids[::-1])

        line = self._call(lambda: self._act("undo", last))
        return line.changes if line else None

    def redo(self) -> ChangeSet | None:
        """Do the action again that was undone last; None if there is none."""
        line = self._call(lambda: self._act("redo", lambda _now: journal.next_undone(self._db)))
        return line.changes if line else None

    def hold_exclusive(self) -> AbstractContextManager[None]:
        """Hold the vault as its one UI (or for work that no UI may watch) while in the block.

        Others may still read, and write one transaction at a time.

        Raises:
            Busy: on entering; another program holds it, and is named.
        """
        return lock.exclusive(self.path)

    # -- inside the vault's thread -------------------------------------------------------------

    def _call(self, work: Callable[[], T]) -> T:
        def told() -> T:
            with connection.telling(self.path):
                return work()

        return self._owner.call(told)

    def _data_version(self) -> int:
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def _load(self) -> State:
        with connection.transaction(self._db, "DEFERRED"):
            version = self._data_version()
            self._state = repository.load(self._db)
            self._seen = version
        return self._state

    def _refresh(self) -> bool:
        if self._state is not None and self._data_version() == self._seen:
            return False
        self._load()
        return True

    def _act(self, action: Action, choose: Callable[[Records], Line | None]) -> Line | None:
        """Write and journal the line that `choose` makes of the newest records, all or nothing."""
        if self._query_only:
            raise Refused(N_("This vault was opened for reading only."))
        with lock.writer(self.path):
            connection.check_not_replaced(self._head, self.path)
            with connection.transaction(self._db, "IMMEDIATE"):
                state = self._newest()
                line = choose(state.records)
                if line is None or not line.changes:
                    return line
                remembered = {n: uid for n, uid in enumerate(line.uids) if uid}
                changes = line.changes.changes
                after, uids = repository.write(self._db, state, changes, remembered)
                journal.record(self._db, line.changes, uids, action, line.seq)
            self._state = after
        return line

    def _newest(self) -> State:
        """Return the state as the open transaction sees it, read anew if another wrote."""
        version = self._data_version()
        if self._state is None or version != self._seen:
            self._state = repository.load(self._db)
            self._seen = version
        return self._state


def _make(path: Path, raw: bytes, salt: bytes) -> None:
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
                    (secrets.token_hex(16), created),
                )
        finally:
            db.close()


def _connect(path: Path, head: Header, raw: bytes, query_only: bool) -> Any:
    """Return a connection to the vault, tried, set up and migrated."""
    with connection.telling(path), header.connecting(head):
        db = connection.connect(path, raw, head.salt)
        try:
            found = connection.first_read(db, path)
            connection.check_not_replaced(head, path)
            connection.set_up(db)
            if found < migrations.version():
                _migrate(db, path, query_only)
            if query_only:
                db.execute("PRAGMA query_only = ON")
            connection.confine(db)
        except BaseException:
            db.close()
            raise
    return db


def _migrate(db: Any, path: Path, query_only: bool) -> None:
    if query_only:
        raise CannotOpen(
            N_("{path} has to be updated first. Open it once with: footprint"), path=shown(path)
        )
    with lock.exclusive(path), lock.writer(path), connection.transaction(db, "IMMEDIATE"):
        migrations.migrate(db, int(db.execute("PRAGMA user_version").fetchone()[0]))
