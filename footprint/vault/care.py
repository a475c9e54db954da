"""Looking after an open vault: its drafts, copies, keys, and forgetting for good."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from footprint.errors import FootprintError, Refused
from footprint.i18n import N_
from footprint.model.changes import ChangeSet
from footprint.model.records import Records
from footprint.model.text import shown
from footprint.vault import (
    backups,
    connection,
    journal,
    key,
    lock,
    openfile,
    purging,
    recovery,
    repository,
)
from footprint.vault import contents as kept
from footprint.vault.backups import Backup
from footprint.vault.files import settled
from footprint.vault.openfile import OpenFile
from footprint.vault.repository import State

T = TypeVar("T")


class Recovery(NamedTuple):
    """The recovery code of a vault, and the id by which its paper is told from an older one."""

    code: str
    vault_id: str

    def __repr__(self) -> str:
        return f"Recovery({self.vault_id})"


class Care:
    """What every open vault can do besides reading and writing its records."""

    _file: OpenFile
    _state: State | None
    _is_alone: bool

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    @property
    def _db(self) -> Any:
        return self._file.db

    def _call(self, work: Callable[[], T]) -> T:
        raise NotImplementedError

    def _newest(self) -> State:
        raise NotImplementedError

    @contextmanager
    def hold_exclusive(self) -> Iterator[None]:
        """Hold the vault as its one UI (or for work that no UI may watch) while in the block.

        Others may still read, and write one transaction at a time.

        Raises:
            Busy: on entering; another program holds it, and is named.
        """
        with lock.exclusive(self.path):
            self._is_alone = True
            try:
                yield
            finally:
                self._is_alone = False

    def purge(self, item: str, remove: Callable[[Records], ChangeSet]) -> None:
        """Forget an item for good: `remove` takes it out of the records.

        It goes out of the journal, the evidence, the drafts and the file's free pages, too, and
        every backup is replaced by a new one. It cannot be undone.

        Raises:
            Busy: another program has the vault open.
            Refused: it cannot be written; nothing was changed, or the sentence says what was.
        """
        self._refuse_query_only()
        backups.make_folder(backups.folder(self.path))

        def purged() -> None:
            with self._alone(), lock.writer(self.path):
                connection.check_not_replaced(self._file.head, self.path)
                with connection.transaction(self._db, "IMMEDIATE"):
                    state = self._newest()
                    changes = remove(state.records)
                    after, touched = repository.write(self._db, state, changes.changes)
                    uids = zip(changes.changes, touched, strict=True)
                    gone = {uid for change, uid in uids if uid and change.after is None}
                    purging.forget(self._db, state.records, item, gone)
                    journal.record_purge(self._db)
                self._state = after
                self._finish_purge()

        self._call(purged)

    def _finish_purge(self) -> None:
        """Write the file anew and replace the backups; what cannot be done is told, not undone."""
        try:
            with connection.telling(self.path):
                self._file.vacuum()
            # Only when there is a new one the old ones go.
            backups.forget_all_but(self.path, self._file.back_up(backups.BY_HAND))
        except (FootprintError, OSError) as error:
            raise Refused(
                N_(
                    "It is purged from the vault. But its backups in {folder} may still hold it: "
                    "{reason} Delete them by hand."
                ),
                folder=shown(backups.folder(self.path)),
                reason=error,
            ) from None

    # -- beside the records --------------------------------------------------------------------

    def content(self, sha256: str) -> bytes:
        """Return the bytes of a file that is kept as evidence.

        Raises:
            Damaged: they are not those that were kept.
        """
        return self._call(lambda: kept.read(self._db, sha256))

    def drafts(self) -> dict[str, Any]:
        """Return what was typed into forms and not saved, by the name of the form."""
        return self._call(lambda: kept.drafts(self._db))

    def keep_drafts(self, drafts: Mapping[str, Any]) -> None:
        """Keep exactly these drafts; they are no change of the records and not journalled."""

        def written() -> None:
            with lock.writer(self.path):
                connection.check_not_replaced(self._file.head, self.path)
                with connection.transaction(self._db, "IMMEDIATE"):
                    kept.keep_drafts(self._db, drafts)

        self._call(written)

    # -- backups, another passphrase -----------------------------------------------------------

    def backup(self, reason: str = backups.BY_HAND) -> Backup:
        """Make a verified backup now.

        Raises:
            CannotOpen: the vault is damaged.
            Refused: the backup cannot be written.
        """

        def made() -> Backup:
            with lock.writer(self.path):
                return self._file.back_up(reason)

        return self._call(made)

    def copy_to(self, target: Path) -> None:
        """Make a verified copy, which opens as this does, in a new file `target`.

        Raises:
            CannotOpen: the vault is damaged.
            Refused: something is there already, or it cannot be written.
        """
        file = self._file
        self._call(lambda: file.copy(settled(target), file.raw, file.head.salt))

    def recovery(self) -> Recovery:
        """Return the code that opens the vault as it is keyed now, and the vault's id."""
        file = self._file
        return Recovery(recovery.code_of(file.raw), recovery.vault_id(file.head.salt))

    def is_opened_by(self, passphrase: str) -> bool:
        """Tell whether `passphrase`, or a recovery code, is that of the vault as it is now.

        Raises:
            CannotOpen: it is empty, or there is too little memory for the key.
        """
        given = recovery.key_of(passphrase) or key.derive(passphrase, self._file.head.salt)
        from hmac import compare_digest

        return compare_digest(given, self._file.raw)

    def change_passphrase(self, new: str) -> None:
        """Let the vault open with `new` instead, by a verified copy in its place (SECURITY 2.4).

        Older backups still open with the passphrase they were made with.

        Raises:
            Busy: another program has the vault open.
            CannotOpen: `new` is empty or a recovery code, or the vault is damaged.
            Refused: there is no room, or nothing can be written; the old passphrase goes on.
        """
        recovery.refuse_code(new)
        salt = key.new_salt(self._file.head.salt[3])
        raw = key.derive(new, salt)
        self._replace(backups.PASSPHRASE, lambda made: self._file.copy(made, raw, salt), raw)

    def restore(self, backup: "Care") -> None:
        """Replace everything by what the open `backup` holds; the vault opens as it does now.

        What is replaced is backed up first.

        Raises:
            Busy: another program has the vault open.
            CannotOpen: one of the two is damaged.
            Refused: there is no room, or nothing can be written; nothing was changed.
        """
        file = self._file

        def copied(made: Path) -> None:
            backup._call(lambda: backup._file.copy(made, file.raw, file.head.salt))

        self._replace(backups.RESTORE, copied, file.raw)

    def _replace(self, reason: str, copy: Callable[[Path], None], raw: bytes) -> None:
        """Back up, make a copy by `copy`, put it in the place of the file and open it."""
        self._refuse_query_only()

        def replaced() -> None:
            with self._alone(), lock.writer(self.path):
                connection.check_not_replaced(self._file.head, self.path)
                self._file.back_up(reason)
                made = openfile.unfinished(self.path)
                copy(made)
                self._state = None
                self._file.put_in_place(made, raw)

        self._call(replaced)

    # -- alone ---------------------------------------------------------------------------------

    def _refuse_query_only(self) -> None:
        if self._file.query_only:
            raise Refused(N_("This vault was opened for reading only."))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the vault as the only one, unless this one does already."""
        if self._is_alone:
            yield
            return
        with lock.exclusive(self.path):
            yield
