"""Bringing a copy of the vault that went its own way together with this one (DESIGN 5)."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.changes import ChangeSet
from footprint.vault import backups, connection, lock
from footprint.vault.care import Care
from footprint.vault.journal import Action, Line
from footprint.vault.repository import State

if TYPE_CHECKING:
    from footprint.merge.outcome import Outcome
    from footprint.vault.joining import Known, Other

MERGED = N_("Brought together with another copy: {added} added, {conflicts} to decide")


class Merging(Care):
    """What an open vault can do with another copy of itself."""

    def _act(
        self,
        action: Action,
        choose: Callable[[State], Line | None],
        backup: str | None = None,
        contents: Iterable[bytes] = (),
        joined: Iterable[str] = (),
    ) -> Line | None:
        raise NotImplementedError

    def merged_with(self, other: "Merging") -> "Outcome":
        """Return what `merge` would do; nothing is written.

        Raises:
            Refused: the other is no copy of this vault.
            CannotOpen: one of the two is damaged.
        """

        def compared() -> "Outcome":
            with connection.transaction(self._db, "DEFERRED"):
                return self._compare(self._newest(), other)[0]

        return self._call(compared)

    def merge(self, other: "Merging") -> "Outcome":
        """Bring what `other` holds into this vault, as one action; the other is not changed.

        A backup is made first. When there is nothing new in the other, nothing is written.

        Raises:
            Refused: the other is no copy of this vault, or it cannot be written.
            CannotOpen: one of the two is damaged.
            Busy: another program is writing.
        """
        found: list[tuple[Outcome, frozenset[str]]] = []

        def choose(state: State) -> Line:
            made, lines = self._compare(state, other)
            found.append((made, lines))
            return Line(None, _change_set(made), made.uids)

        def contents() -> Iterator[bytes]:
            for change in found[0][0].changes:
                if change.table == "evidence" and change.before is None:
                    yield other.content(change.after.sha256)

        def joined() -> Iterator[str]:
            yield from found[0][1]

        def merged() -> None:
            self._act("do", choose, backups.MERGE, contents(), joined())
            if found[0][1] and not found[0][0].changes:
                self._remember(found[0][1])

        self._call(merged)
        return found[0][0]

    def _remember(self, lines: Iterable[str]) -> None:
        """Write down what is known of the other without a line: both had become the same."""
        from footprint.vault import joining

        with lock.writer(self.path), connection.transaction(self._db, "IMMEDIATE"):
            (last,) = self._db.execute("SELECT max(seq) FROM journal").fetchone()
            if last is not None:
                joining.remember(self._db, last, lines)

    def _compare(self, state: State, other: "Merging") -> "tuple[Outcome, frozenset[str]]":
        """Return what comes of the two, and the lines of the other that are new here."""
        from footprint.vault import joining

        if self.path.samefile(other.path):
            raise Refused(N_("This is the vault itself; name its other copy."))
        here = joining.known(self._db)
        there = other._call(lambda: other._as_other(here))
        if there.vault_uid != joining.vault_uid(self._db):
            raise Refused(
                N_(
                    "This is not a copy of the vault but another vault. To take in what it holds, "
                    "write it with snapshot export and read it here with snapshot import --merge."
                )
            )
        return joining.brought_together(self._db, state, here, there)

    def _as_other(self, known: "Known") -> "Other":
        from footprint.vault import joining

        with connection.transaction(self._db, "DEFERRED"):
            return joining.as_other(self._db, self._newest(), known)


def _change_set(made: "Outcome") -> ChangeSet:
    added = sum(1 for each in made.changes if each.table == "items" and each.before is None)
    conflicts = sum(1 for each in made.changes if each.table == "conflicts" and each.after)
    values = {"added": str(added), "conflicts": str(conflicts)}
    return ChangeSet(MERGED, values, made.changes)
