"""Choosing one of several things by typing a part of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from footprint.i18n import N_, _
from footprint.model.text import fold
from footprint.tui.commands import Command, bindings
from footprint.tui.screens.dialogue import DialogueScreen
from footprint.tui.text import content
from footprint.tui.widgets.record_list import Column, Heading, Line, RecordList, Row
from footprint.tui.widgets.typing import TypedLine


class LeaveChoice(Command):
    label = N_("Back")
    help = N_("Go back without choosing")
    key = "escape"


@dataclass(frozen=True)
class Choice:
    """One thing to choose: `key` is what the chooser returns; `group` puts it below a heading.

    `letter` is the key that chooses it where one letter is enough (`QuickScreen`).
    """

    key: str
    name: str
    note: str = ""
    group: str = ""
    letter: str = ""


class ChooseScreen(DialogueScreen[str | None]):
    """A list to choose from; typing narrows it, Enter chooses, escape leaves with None."""

    CSS_PATH = "choose.tcss"
    BINDINGS = [
        *bindings(LeaveChoice),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], *, empty: str = "") -> None:
        """Make the chooser.

        Args:
            title: what is chosen, in the person's language.
            choices: the choices, in order; those of one group together.
            empty: what to say when nothing matches.
        """
        super().__init__()
        self._title = title
        self._choices = choices
        self._empty = empty or _("Nothing matches. Try fewer letters.")
        self._names = {c.key: fold(c.name) for c in choices}
        # The key is found, too: `sold_on` finds “sells on”, and Latin letters a Japanese name.
        self._folded = {c.key: fold(f"{c.name} {c.note} {c.group} {c.key}") for c in choices}

    def compose(self) -> ComposeResult:
        """Lay out the field above the list."""
        with Vertical(id="choose") as box:
            box.border_title = content(self._title)
            box.border_subtitle = content(_("⏎ chooses · esc goes back"))
            yield TypedLine(placeholder=_("Type to narrow"), id="typed", compact=True)
            yield RecordList(
                [
                    Column("name", flex=True, least=24),
                    Column("note", most=46, keep=1),
                ],
                empty=self._empty,
                driven=True,
                id="choices",
            )

    def on_mount(self) -> None:
        """Show everything; keep the list as small as its content."""
        self._show("")
        groups = len({choice.group for choice in self._choices if choice.group})
        self.query_one(RecordList).styles.max_height = max(1, len(self._choices) + groups)

    def _show(self, typed: str) -> None:
        terms = fold(typed).split()
        lines: list[Line] = []
        group = ""
        for choice in self._matching(terms):
            if choice.group != group:
                group = choice.group
                lines.append(Heading(group))
            lines.append(Row(choice.key, (choice.name, (choice.note, "muted"))))
        choices = self.query_one(RecordList)
        first = next((line.key for line in lines if isinstance(line, Row)), None)
        choices.show(lines, highlight=first)

    def _matching(self, terms: list[str]) -> list[Choice]:
        """Return the choices with all terms in them, those first that have them in their name."""
        found = [c for c in self._choices if all(t in self._folded[c.key] for t in terms)]
        if any(choice.group for choice in found):
            return found
        return sorted(found, key=lambda c: not all(t in self._names[c.key] for t in terms))

    @on(Input.Changed, "#typed")
    def _typed(self, event: Input.Changed) -> None:
        self._show(event.value)

    @on(Input.Submitted, "#typed")
    def _submitted(self) -> None:
        chosen = self.query_one(RecordList).highlighted
        if chosen is not None:
            self.dismiss(chosen)

    @on(RecordList.Opened, "#choices")
    def _opened(self, message: RecordList.Opened) -> None:
        self.dismiss(message.key)

    def action_move(self, by: int) -> None:
        """Move the highlight while the field keeps the focus."""
        self.query_one(RecordList).action_move(by)

    def action_leave_choice(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
