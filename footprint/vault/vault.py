"""An open vault: the only way to what is inside the encrypted file."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from footprint.errors import Busy, CannotOpen, FootprintError, Refused, WrongKey
from footprint.i18n import N_
from footprint.model.changes import ChangeSet, apply
from footprint.model.records import Records
from footprint.model.text import shown
from footprint.vault import (
    backups,
    connection,
    doctor,
    header,
    journal,
    key,
    lock,
    openfile,
    recovery,
    repository,
)
from footprint.vault import contents as kept
from footprint.vault.doctor import Finding
from footprint.vault.files import already_there, create_private, settled
from footprint.vault.header import Header
from footprint.vault.journal import Action, HistoryEntry, Line
from footprint.vault.merging import Merging
from footprint.vault.openfile import OpenFile
from footprint.vault.owner import Owner
from footprint.vault.repository import State

T = TypeVar("T")

LARGE_CHANGE = 30
"""So many records in one action are backed up first."""


class Vault(Merging):
    """The records of one encrypted file, its journal and its locks.

    Made by `create` or `open`. Every method may be called from any thread; the work is done in
    the vault's own. A method that writes raises `Busy` when another program is writing and
    `Refused` when the file cannot be written; then nothing has changed, in the file or here.
    """

    def __init__(self, file: OpenFile, owner: Owner) -> None:
        self._file = file
        self._owner = owner
        self._is_alone = False
        self.keeps_backups = True
        self._state: State | None = None
        self._seen = 0
        self._is_closed = False

    # -- making and opening --------------------------------------------------------------------

    @classmethod
    def create(cls, path: str | Path, passphrase: str, profile: int | None = None) -> "Vault":
        """Make a new, empty vault and open it; `profile` is one of `key.PROFILES`.

        Raises:
            Refused: something is there already, or it cannot be written; nothing is left behind.
            CannotOpen: the passphrase is empty or a recovery code, or there is too little memory.
        """
        recovery.refuse_code(passphrase)
        path = settled(path)
        if os.path.lexists(path):
            raise already_there(path)
        salt = key.new_salt(key.default_profile() if profile is None else profile)
        return cls.create_with_key(path, key.derive(passphrase, salt), salt)

    @classmethod
    def create_with_key(cls, path: str | Path, raw: bytes, salt: bytes) -> "Vault":
        """Make a new, empty vault with a key and a salt that there are already, and open it.

        Raises:
            Refused: something is there already, or it cannot be written; nothing is left behind.
        """
        path = settled(path)
        create_private(path)
        try:
            owner = Owner()
            try:
                owner.call(lambda: openfile.make(path, raw, salt))
            finally:
                owner.close()
            return cls._open(path, header.read(path), raw, query_only=False)
        except BaseException:
            path.unlink(missing_ok=True)
            path.with_name(path.name + "-journal").unlink(missing_ok=True)
            raise

    @classmethod
    def open(
        cls,
        path: str | Path,
        passphrase: str,
        *,
        query_only: bool = False,
        meanwhile: Callable[[], None] | None = None,
    ) -> "Vault":
        """Open the vault at `path`; with `query_only` nothing is ever written, nor migrated.

        `passphrase` may be the recovery code; `meanwhile` is done while the key is derived.

        Raises:
            CannotOpen: with the reason; the file is as it was.
            Busy: it has to be migrated and another program has it open.
        """
        path = settled(path)
        raw = recovery.key_of(passphrase)
        if raw is not None:
            head = header.read(path, recovery.salt_of(passphrase))
            with _telling_void_code():
                return cls._open(path, head, raw, query_only)
        head = header.read(path)
        with _telling_mistyped_code(passphrase):
            raw = _derived(passphrase, head.salt, meanwhile)
            return cls._open(path, head, raw, query_only)

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
            db = owner.call(lambda: openfile.connect(path, head, raw, query_only))
        except BaseException:
            owner.close()
            raise
        return cls(OpenFile(path, head, raw, db, query_only), owner)

    def close(self) -> None:
        """Close the file; what is being written is finished first. Closing twice is fine."""
        if self._is_closed:
            return
        self._is_closed = True
        self._owner.call(self._file.close)
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
        return self._call(lambda: self._state is None or self._file.data_version() != self._seen)

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
        found = doctor.around(self.path) + self._call(lambda: doctor.inside(self._db))
        newest = next(iter(backups.listed(self.path)), None)
        found += self._unpurged()
        found += [self._compared(copy) for copy in doctor.copies(self.path)]
        return [*found, doctor.backed_up(newest.at if newest else None), self._named()]

    def _unpurged(self) -> list[Finding]:
        """Tell of backups that were made before something was purged, and hold it still."""
        purged = self._call(lambda: journal.last_purge(self._db))
        old = [each for each in backups.listed(self.path) if purged and each.at < purged]
        told = N_("Backups from before a purge still hold what was purged: {names}. Delete them.")
        names = ", ".join(shown(each.path.name) for each in old)
        return [Finding(False, told, {"names": names})] if old else []

    def is_sound(self) -> bool:
        """Tell whether every checksum, the structure and all references are right."""
        return all(finding.ok for finding in self._call(lambda: doctor.inside(self._db)))

    def _compared(self, copy: Path) -> Finding:
        try:
            with Vault.open_with_key(copy, self._file.raw, query_only=True) as other:
                return doctor.compared(copy.name, len(self.merged_with(other).changes))
        except FootprintError as error:
            told = N_("{name} cannot be compared: {reason}")
            return Finding(False, told, {"name": shown(copy.name), "reason": str(error)})

    def _named(self) -> Finding:
        told = N_("Vault id, as on the paper with the recovery code: {id}.")
        return Finding(True, told, {"id": self.recovery().vault_id})

    # -- writing -------------------------------------------------------------------------------

    def write(
        self,
        make: Callable[[Records], ChangeSet],
        backup: str | None = None,
        contents: Sequence[bytes] = (),
    ) -> ChangeSet:
        """Write what `make` says of the records as they are now; return what it said.

        What another program wrote meanwhile is read first. An empty change set writes nothing.
        Whatever `make` raises comes through, and nothing is written. `backup` is the reason for
        which one is made first; a large change has one of its own. `contents` are the bytes of
        the files that new evidence names by their hash.
        """

        def new(now: State) -> Line:
            return Line(None, make(now.records), ())

        line = self._call(lambda: self._act("do", new, backup, contents))
        return line.changes if line else ChangeSet("")

    def undo(self) -> ChangeSet | None:
        """Take the last action back and return what that changed; None if there is none."""

        def last(_now: State) -> Line | None:
            line = journal.last_done(self._db)
            return line and Line(line.seq, line.changes.inverse(), line.uids[::-1])

        line = self._call(lambda: self._act("undo", last))
        return line.changes if line else None

    def redo(self) -> ChangeSet | None:
        """Do the action again that was undone last; None if there is none."""
        line = self._call(lambda: self._act("redo", lambda _now: journal.next_undone(self._db)))
        return line.changes if line else None

    # -- inside the vault's thread -------------------------------------------------------------

    def _call(self, work: Callable[[], T]) -> T:
        def told() -> T:
            with connection.telling(self.path):
                return work()

        return self._owner.call(told)

    def _load(self) -> State:
        with connection.transaction(self._db, "DEFERRED"):
            version = self._file.data_version()
            self._state = repository.load(self._db)
            self._seen = version
        return self._state

    def _refresh(self) -> bool:
        if self._state is not None and self._file.data_version() == self._seen:
            return False
        self._load()
        return True

    def _back_up_before(self, line: Line, now: Records, reason: str | None) -> None:
        """Make the backup that goes before a write: the one asked for, a large change's, today's.

        That of the day is best effort, since without it the person could record nothing on a disk
        that has room for a record and none for a copy; `doctor` tells how old the last one is.
        """
        if not self.keeps_backups or now == Records():
            return
        is_large = len(line.changes.changes) >= LARGE_CHANGE and line.seq is None
        if reason or is_large:
            self._file.back_up_meanwhile(reason or backups.LARGE)
        elif self._file.is_first_write_today():
            with suppress(Refused, Busy):
                self._file.back_up_meanwhile(backups.DAILY)

    def _act(
        self,
        action: Action,
        choose: Callable[[State], Line | None],
        backup: str | None = None,
        contents: Iterable[bytes] = (),
        joined: Iterable[str] = (),
    ) -> Line | None:
        """Write and journal the line that `choose` makes of the newest state, all or nothing.

        `contents` and `joined`, the lines that came in with a merge, are read after `choose`.
        """
        self._refuse_query_only()
        with lock.writer(self.path):
            connection.check_not_replaced(self._file.head, self.path)
            with connection.transaction(self._db, "IMMEDIATE"):
                state = self._newest()
                line = choose(state)
                if line is None or not line.changes:
                    return line
                self._back_up_before(line, state.records, backup)
                remembered = {n: uid for n, uid in enumerate(line.uids) if uid}
                changes = line.changes.changes
                kept.keep(self._db, contents)
                after, uids = repository.write(self._db, state, changes, remembered)
                seq = journal.record(self._db, line.changes, uids, action, line.seq)
                self._remember_joined(seq, joined)
            self._state = after
        return line

    def _remember_joined(self, seq: int, lines: Iterable[str]) -> None:
        """Write down which lines came in with the line `seq`; only a merge has any."""
        came = tuple(lines)
        if came:
            from footprint.vault import joining

            joining.remember(self._db, seq, came)

    def _newest(self) -> State:
        """Return the state as the open transaction sees it, read anew if another wrote."""
        version = self._file.data_version()
        if self._state is None or version != self._seen:
            self._state = repository.load(self._db)
            self._seen = version
        return self._state


@contextmanager
def _telling_void_code() -> Iterator[None]:
    """Say of a code without a mistake that does not open the vault what may have become of it."""
    try:
        yield
    except WrongKey:
        raise WrongKey(
            N_(
                "This recovery code belongs to another vault, or was made void by a passphrase "
                "change. Compare the vault's id on its paper with: footprint doctor"
            )
        ) from None


def _derived(passphrase: str, salt: bytes, meanwhile: Callable[[], None] | None) -> bytes:
    """Return the key; it takes a second, and needs nothing that Python could not do meanwhile."""
    if meanwhile is None:
        return key.derive(passphrase, salt)
    owner = Owner()
    try:
        derived = owner.begin(lambda: key.derive(passphrase, salt))
        meanwhile()
        return derived()
    finally:
        owner.close()


@contextmanager
def _telling_mistyped_code(passphrase: str) -> Iterator[None]:
    try:
        yield
    except WrongKey:
        if not recovery.looks_like_code(passphrase):
            raise
        raise WrongKey(
            N_("The passphrase is wrong. If this is the recovery code, there is a typing mistake.")
        ) from None
