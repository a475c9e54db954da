"""An open vault and everything one can do with it: the only door for cli and tui.

What changes records are the actions beside this file (`items`, `links`, `requests`, `exits`,
`snapshots`): pure functions from records to changes, written by `Workspace.do`.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from footprint.errors import FootprintError
from footprint.i18n import _, ngettext
from footprint.model.changes import ChangeSet
from footprint.model.exits import Decision, Exit
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.text import REPLACEMENT, Notices, noticing
from footprint.workspace.items import Action
from footprint.workspace.reference import resolve
from footprint.workspace.rules import take_own_rules
from footprint.workspace.search import Search

if TYPE_CHECKING:
    from footprint.agenda.due import Due
    from footprint.planner.plan import Plan
    from footprint.requests.machine import Standing
    from footprint.vault.doctor import Finding
    from footprint.vault.journal import HistoryEntry
    from footprint.vault.vault import Vault


class Done(NamedTuple):
    """An action that was written, and what cleaning changed in its text on the way in."""

    changes: ChangeSet
    notices: Notices

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def about(self) -> str | None:
        """The id of the item, request or exit that it was about."""
        return self.changes.about

    def sentence(self) -> str:
        """Return what was done, in the person's language."""
        return self.changes.sentence()

    def remarks(self) -> list[str]:
        """Return what the person should know about the text they gave, a sentence each."""
        remarks = []
        if self.notices.replaced:
            sentence = ngettext(
                "{n} character that a terminal would obey was replaced by {sign}.",
                "{n} characters that a terminal would obey were replaced by {sign}.",
                self.notices.replaced,
            )
            remarks.append(sentence.format(n=self.notices.replaced, sign=REPLACEMENT))
        if self.notices.masked:
            remarks.append(_("A full card number was cut down to its last four digits."))
        return remarks


class Workspace:
    """An open vault with what is computed from it; computed things are kept until facts change.

    `today` is the civil date that everything is reckoned from, read once by whoever opens it.
    """

    def __init__(self, vault: "Vault", today: date) -> None:
        self._vault = vault
        self._today = today
        self._search = Search()
        self._held = ExitStack()
        self._computed_for: tuple[Records, date] | None = None
        self._standings: Mapping[str, Standing] | None = None
        self._plans: dict[str, Plan] = {}
        self._due: list[Due] | None = None
        self.has_reckoned = False
        """Whether what is due was asked for here, so that it takes no time to ask again."""
        self.trouble: FootprintError | None = None
        """What is wrong with the person's own deadline rules; the program's are used then."""
        try:
            take_own_rules()
        except FootprintError as error:
            self.trouble = error

    @classmethod
    def create(cls, path: Path, passphrase: str, today: date) -> "Workspace":
        """Make a new vault at `path` and open it.

        Raises:
            Refused: something is there already, or the passphrase is empty.
        """
        from footprint.vault.vault import Vault

        return cls(Vault.create(path, passphrase), today)

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str,
        today: date,
        *,
        query_only: bool = False,
        meanwhile: Callable[[], None] | None = None,
    ) -> "Workspace":
        """Open the vault at `path`; `query_only` for what only reads (reminders).

        `meanwhile` is done while the key is derived.

        Raises:
            CannotOpen: with the reason, in one sentence.
        """
        from footprint.vault.vault import Vault

        vault = Vault.open(path, passphrase, query_only=query_only, meanwhile=meanwhile)
        return cls(vault, today)

    def __enter__(self) -> "Workspace":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the vault; the workspace cannot be used afterwards."""
        self._held.close()
        self._vault.close()

    # -- facts ---------------------------------------------------------------------------------

    @property
    def path(self) -> Path:
        """Where the vault is."""
        return self._vault.path

    @property
    def records(self) -> Records:
        """Everything recorded, as last read or written here."""
        return self._vault.records

    @property
    def today(self) -> date:
        """The civil date that everything is reckoned from."""
        return self._today

    @today.setter
    def today(self, day: date) -> None:
        self._today = day

    def refresh(self) -> bool:
        """Read again if another program wrote; tell whether it had."""
        return self._vault.refresh()

    def find(self, ref: str, kinds: Collection[str] | None = None) -> Item:
        """Return the item that a person means by `ref` (its id, name, alias or part of one).

        Raises:
            Refused: none or several match.
        """
        return resolve(self.records, ref, kinds)

    def search(self, text: str) -> list[Item]:
        """Return the items in which every word of `text` occurs."""
        return self._search.find(self.records, text)

    def claim_ui(self) -> None:
        """Hold the vault as its one UI until it is closed.

        Raises:
            Busy: another UI holds it.
        """
        self._held.enter_context(self._vault.hold_exclusive())

    def check(self) -> "list[Finding]":
        """Look the vault over, inside and around, and return what was found."""
        return self._vault.check()

    # -- backups and keys: see `keeping` -------------------------------------------------------

    @property
    def vault(self) -> "Vault":
        """The open vault, for what looks after it and not after the records."""
        return self._vault

    # -- actions -------------------------------------------------------------------------------

    def do(self, action: Action, backup: str | None = None, contents: Sequence[bytes] = ()) -> Done:
        """Write an action as one transaction; `backup` is why one is made before.

        `contents` are the bytes of the files that new evidence names.

        Raises:
            Refused: the facts do not allow it; nothing was changed.
            Busy: another program is writing and did not finish in time.
        """
        with noticing() as notices:
            changes = self._vault.write(action, backup, contents)
        return Done(changes, notices)

    def undo(self) -> ChangeSet | None:
        """Take the newest action back that was not taken back yet; None when there is none."""
        return self._vault.undo()

    def redo(self) -> ChangeSet | None:
        """Do again what was undone last; None when there is nothing."""
        return self._vault.redo()

    def history(self, limit: int = 50) -> "list[HistoryEntry]":
        """Return the newest entries of the journal, newest first."""
        return self._vault.history(limit)

    @property
    def made_at(self) -> datetime:
        """The instant at which the vault was made: nothing is known of before."""
        return self._vault.identity()[1]

    def records_at(self, moment: datetime) -> Records:
        """Return what was recorded at `moment`, by the journal."""
        return self._vault.records_at(moment)

    # -- what follows from the facts -----------------------------------------------------------

    def _fresh(self) -> None:
        """Forget what was computed from other facts, or for another day."""
        if self._computed_for is None or (
            self._computed_for[0] is not self.records or self._computed_for[1] != self.today
        ):
            self._computed_for = (self.records, self.today)
            self._standings = None
            self._plans = {}
            self._due = None

    def standings(self) -> "Mapping[str, Standing]":
        """Return where each request stands today, by reference."""
        from footprint.requests.machine import standings

        self._fresh()
        if self._standings is None:
            self._standings = standings(self.records, self.today)
        return self._standings

    def plan(
        self,
        goal: Sequence[str],
        by: date | None = None,
        decisions: Sequence[Decision] = (),
    ) -> "Plan":
        """Return the plan to leave `goal` (item ids), as a question: nothing is kept."""
        from footprint.planner.plan import plan

        return plan(
            self.records, goal, self.today, by=by, decisions=decisions, standings=self.standings()
        )

    def plan_exit(self, exit_: Exit) -> "Plan":
        """Return the plan of an exit as it stands today.

        Raises:
            Refused: a decision of it has become impossible.
        """
        from footprint.planner.exits import plan_exit

        self._fresh()
        if exit_.id not in self._plans:
            self._plans[exit_.id] = plan_exit(self.records, exit_, self.today, self.standings())
        return self._plans[exit_.id]

    def plans(self) -> "dict[str, Plan]":
        """Return the plan of every exit that can be planned, by the exit's id."""
        from footprint.errors import Refused

        plans = {}
        for exit_ in self.records.exits.values():
            try:
                plans[exit_.id] = self.plan_exit(exit_)
            except Refused:
                # Told where that exit is opened; the others go on.
                continue
        return plans

    def due(self) -> "list[Due]":
        """Return what has a date and needs the person, most urgent first."""
        from footprint.agenda.due import due

        self._fresh()
        self.has_reckoned = True
        if self._due is None:
            self._due = due(self.records, self.standings(), self.today, self.plans())
        return self._due

    def waking(self) -> list[date]:
        """Return the days on which what sleeps is told again, the first one first."""
        from footprint.agenda.due import waking

        return waking(self.records, self.standings(), self.today, self.plans())

    def agenda(self, days: int = 90) -> "list[Due]":
        """Return all that has a date up to `days` from today, by day, what has passed first."""
        from footprint.agenda.due import agenda

        self.has_reckoned = True
        return agenda(self.records, self.standings(), self.today, self.plans(), days)
