"""Choosing what to leave: one thing, or several."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from footprint.i18n import N_, _, ngettext
from footprint.model.text import fold
from footprint.tui.commands import Command, bindings
from footprint.tui.screens.choose import Choice
from footprint.tui.screens.dialogue import DialogueScreen
from footprint.tui.text import content
from footprint.tui.widgets.button import Button
from footprint.tui.widgets.record_list import Column, Heading, Line, RecordList, Row
from footprint.tui.widgets.typing import TypedLine


class MarkGoal(Command):
    label = N_("Mark")
    help = N_("Mark, to choose several")
    key = "tab"
    priority = True


class LeavePicking(Command):
    label = N_("Back")
    help = N_("Go back without choosing")
    key = "escape"


class PickScreen(DialogueScreen[list[str] | None]):
    """A list to choose one or several things from; typing narrows it.

    Enter answers with what is marked, or with the highlighted row where nothing is. A click
    chooses a row; once something is marked, it marks the row instead.
    """

    CSS_PATH = "pick.tcss"
    BINDINGS = [
        *bindings(MarkGoal, LeavePicking),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], begin: str | None = None) -> None:
        """Make the chooser of `choices`, those of one group together; `begin` is highlighted."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._folded = [fold(f"{c.name} {c.note} {c.group} {c.key}") for c in choices]
        self._begin = begin
        self._marked: dict[str, None] = {}

    def compose(self) -> ComposeResult:
        """Lay out the field, the list and the buttons."""
        with Vertical(id="pick") as box:
            box.border_title = content(self._title)
            box.border_subtitle = content(_("⏎ goes on · tab marks several · esc goes back"))
            yield TypedLine(placeholder=_("Type to narrow"), id="pick-typed", compact=True)
            yield RecordList(
                [
                    Column("mark", least=1, most=1),
                    Column("name", flex=True, least=16),
                    Column("note", most=40, keep=1),
                ],
                empty=_("Nothing matches. Try fewer letters."),
                id="pick-list",
                driven=True,
            )
            with Horizontal(id="pick-buttons"):
                yield Button(_("Plan to leave"), id="pick-go", primary=True)
                yield Button(_("Mark, to choose several"), id="pick-mark")

    def on_mount(self) -> None:
        """Show everything; the field keeps the focus."""
        for button in self.query(Button):
            button.can_focus = False
        self._show()
        if self._begin is not None:
            self._list.highlighted = self._begin

    @property
    def _list(self) -> RecordList:
        return self.query_one("#pick-list", RecordList)

    def _show(self) -> None:
        terms = fold(self.query_one(Input).value).split()
        lines: list[Line] = []
        group = ""
        for choice, folded in zip(self._choices, self._folded, strict=True):
            if choice.key in self._marked or all(term in folded for term in terms):
                if choice.group != group:
                    group = choice.group
                    lines.append(Heading(group))
                mark = ("✓", "good") if choice.key in self._marked else ""
                lines.append(Row(choice.key, (mark, choice.name, (choice.note, "muted"))))  # type: ignore[arg-type]
        self._list.show(lines)
        count = len(self._marked)
        label = ngettext("Plan to leave {n} thing", "Plan to leave {n} things", count)
        words = label.format(n=count) if count else _("Plan to leave")
        button = self.query_one("#pick-go", Button)
        button.label = content(words)
        button.refresh(layout=True)

    @on(Input.Changed, "#pick-typed")
    def _typed(self) -> None:
        self._show()
        terms = fold(self.query_one(Input).value).split()
        fitting = (
            choice.key
            for choice, folded in zip(self._choices, self._folded, strict=True)
            if terms and all(term in folded for term in terms)
        )
        first = next(fitting, None)
        if first is not None:
            self._list.highlighted = first

    @on(Input.Submitted, "#pick-typed")
    @on(Button.Pressed, "#pick-go")
    def _go(self) -> None:
        chosen = list(self._marked)
        if not chosen and self._list.highlighted is not None:
            chosen = [self._list.highlighted]
        if chosen:
            self.dismiss(chosen)

    @on(RecordList.Opened, "#pick-list")
    def _opened(self, message: RecordList.Opened) -> None:
        if self._marked:
            self._list.highlighted = message.key
            self.action_mark_goal()
        else:
            self.dismiss([message.key])

    @on(Button.Pressed, "#pick-mark")
    def _mark(self) -> None:
        self.action_mark_goal()

    def action_mark_goal(self) -> None:
        """Mark the highlighted row, or take its mark away."""
        key = self._list.highlighted
        if key is None:
            return
        if key in self._marked:
            del self._marked[key]
        else:
            self._marked[key] = None
        self._show()

    def action_move(self, by: int) -> None:
        """Move the highlight while the field keeps the focus."""
        self._list.action_move(by)

    def action_leave_picking(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
