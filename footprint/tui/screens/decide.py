"""Deciding how one affected item is treated, with the plan recomputed for every choice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.model.changes import apply
from footprint.model.exits import Decision, Exit
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.planner.result import Plan
from footprint.tui import comparing
from footprint.tui.commands import Command, bindings
from footprint.tui.facts import name_of
from footprint.tui.screens.dialogue import DialogueScreen
from footprint.tui.text import content
from footprint.tui.widgets.record_list import Column, Heading, Line, RecordList, Row
from footprint.tui.widgets.told import Told


class LeaveDeciding(Command):
    label = N_("Back")
    help = N_("Go back without deciding")
    key = "escape"


DEFAULT = "default"

# To what kinds of item something may move.
TARGETS = {
    "subscription": ("payment_method",),
    "payment_method": ("instrument", "payment_method"),
    "instrument": ("instrument",),
    "service": ("contact", "service"),
    "shop": ("contact", "service"),
    "contact": ("service", "subscription", "contact"),
    "mailing_list": ("contact",),
    "balance": ("balance", "service", "shop"),
}


@dataclass(frozen=True)
class Verdict:
    """A decision that was chosen: `default` takes the present one back."""

    decision: str
    to: str | None = None


class DecideScreen(DialogueScreen[Verdict | None]):
    """End, keep, or move it where; beside the choices, what each changes in the plan."""

    CSS_PATH = "decide.tcss"
    BINDINGS = bindings(LeaveDeciding)

    def __init__(
        self, records: Records, exit_: Exit, plan: Plan | None, item: Item, begin: str | None = None
    ) -> None:
        """Make the dialogue.

        Args:
            records: everything recorded.
            exit_: the exit it is about.
            plan: its present plan; None where a decision has become impossible.
            item: what is decided about.
            begin: the decision highlighted first; by default the present one.
        """
        super().__init__()
        self._records, self._exit, self._plan, self._item = records, exit_, plan, item
        self._present = next((d for d in exit_.decisions if d.item == item.id), None)
        self._refused = False
        # Enter alone changes nothing: what is highlighted first is how it is treated now.
        treated = plan.treated.get(item.id) if plan else None
        now = treated.decision if treated else "keep"
        self._begin = begin or (self._key(self._present) if self._present else now)

    @staticmethod
    def _key(decision: Decision) -> str:
        return f"{decision.decision} {decision.to or ''}".strip()

    def compose(self) -> ComposeResult:
        """Lay out the choices above what the highlighted one changes."""
        with Vertical(id="decide") as box:
            title = _("What becomes of “{name}”?").format(name=self._item.name)
            box.border_title = content(title)
            box.border_subtitle = content(_("⏎ decides · esc goes back"))
            yield RecordList(
                [Column("choice", flex=True, least=20), Column("note", most=36, keep=1)],
                id="decide-choices",
            )
            with VerticalScroll(id="decide-preview"):
                yield Told()

    def on_mount(self) -> None:
        """Show the choices."""
        lines = self._lines()
        choices = self.query_one(RecordList)
        choices.styles.height = min(len(lines), 10)
        choices.show(lines, highlight=self._begin)
        choices.focus()
        self._preview(choices.highlighted)

    def _lines(self) -> list[Line]:
        present = self._key(self._present) if self._present else ""
        rows: list[Line] = [
            self._row("end", _("End it"), present),
            self._row("keep", _("Keep it, at my own risk"), present),
            self._row("move", _("Move it; where to is open"), present),
        ]
        if self._present is not None:
            rows.append(Row(DEFAULT, (_("Take the decision back"), "")))
        targets = self._targets()
        if targets:
            rows.append(Heading(_("Move it to")))
            rows += [self._row(f"move {t.id}", t.name, present) for t in targets]
        return rows

    @staticmethod
    def _row(key: str, words: str, present: str) -> Row:
        return Row(key, (words, (_("decided") if key == present else "", "muted")))

    def _targets(self) -> Sequence[Item]:
        """Return what the item could move to: fitting kinds that go on."""
        ending = {a.item for a in self._plan.affected if a.decision == "end"} if self._plan else ()
        kinds = TARGETS[self._item.kind]
        return sorted(
            (
                item
                for item in self._records.items.values()
                if item.kind in kinds
                and item.status == "open"
                and item.id != self._item.id
                and item.id not in ending
            ),
            key=lambda item: (kinds.index(item.kind), item.name.casefold()),
        )

    @staticmethod
    def _verdict(key: str) -> Verdict:
        decision, _space, to = key.partition(" ")
        return Verdict(decision, to or None)

    # -- what it would change ------------------------------------------------------------------

    def _changed(self, verdict: Verdict, today: date) -> Exit:
        """Return the exit after the very action that Enter would do."""
        from footprint.workspace import exits

        exit_id, item = self._exit.id, self._item.id
        action = exits.undecide(exit_id, item)
        if verdict.decision != DEFAULT:
            action = exits.decide(exit_id, item, verdict.decision, today, verdict.to)
        return apply(self._records, action(self._records).changes).exits[exit_id]

    @on(RecordList.Highlighted, "#decide-choices")
    def _moved(self, message: RecordList.Highlighted) -> None:
        self._preview(message.key)

    def _preview(self, key: str | None) -> None:
        from footprint.tui.app import FootprintApp
        from footprint.workspace.exits import plan_of

        if key is None:
            return
        assert isinstance(self.app, FootprintApp)
        assert self.app.workspace is not None
        today = self.app.workspace.today
        try:
            after = plan_of(self._records, self._changed(self._verdict(key), today), today)
        except FootprintError as error:
            refusal = content((f"✗ {error}", "$text-error"))
            self._tell(lambda _width: refusal)
            self._refused = True
        else:
            self._refused = False
            before, records = self._plan, self._records
            self._tell(lambda width: content(*comparing.compare(before, after, records, width)))

    def _tell(self, make: Callable[[int], Content]) -> None:
        self.query_one("#decide-preview Told", Told).tell(make)

    @on(RecordList.Opened, "#decide-choices")
    def _decided(self, message: RecordList.Opened) -> None:
        if not self._refused:
            self.dismiss(self._verdict(message.key))

    def action_leave_deciding(self) -> None:
        """Decide nothing."""
        self.dismiss(None)


def present_choice(exit_: Exit, records: Records) -> dict[str, str]:
    """Return what was decided about items of an exit, in words, by item."""
    words = {"end": N_("ends"), "move": N_("moves"), "keep": N_("kept at my own risk")}
    found = {}
    for decision in exit_.decisions:
        found[decision.item] = _(words[decision.decision])
        if decision.to:
            target = name_of(decision.to, records)
            found[decision.item] = _("moves to {target}").format(target=target)
    return found
