"""Choosing one of several things by one letter."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from footprint.i18n import N_, _
from footprint.tui.commands import Command, bindings
from footprint.tui.screens.choose import Choice
from footprint.tui.screens.dialogue import DialogueScreen
from footprint.tui.text import content
from footprint.tui.widgets.record_list import Column, Heading, Line, RecordList, Row


class LeaveQuick(Command):
    label = N_("Back")
    help = N_("Go back without choosing")
    key = "escape"


class QuickScreen(DialogueScreen[str | None]):
    """A short list whose rows have a letter each; the letter, Enter or a click chooses.

    The letter of a choice is the `letter` of `Choice`; escape leaves with None.
    """

    CSS_PATH = "quick.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [
        *bindings(LeaveQuick),
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        """Make the chooser of `choices`, those of one group together."""
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with Vertical(id="quick") as box:
            box.border_title = content(self._title)
            box.border_subtitle = content(self._leads())
            yield RecordList(
                [
                    Column("letter", least=1, most=1),
                    Column("name", flex=True, least=24),
                    Column("note", most=40, keep=1),
                ],
                driven=True,
                id="quick-choices",
            )

    def _leads(self) -> str:
        if all(choice.letter.isdigit() for choice in self._choices):
            return _("a digit chooses · esc goes back")
        return _("a letter chooses · esc goes back")

    def on_mount(self) -> None:
        """Show everything; keep the list as small as its content."""
        lines: list[Line] = []
        group = ""
        for choice in self._choices:
            if choice.group != group:
                group = choice.group
                lines.append(Heading(group))
            cells = ((choice.letter, "head"), choice.name, (choice.note, "muted"))
            lines.append(Row(choice.key, cells))  # type: ignore[arg-type]
        self._list.styles.max_height = max(1, len(lines))
        self._list.show(lines)

    @property
    def _list(self) -> RecordList:
        return self.query_one("#quick-choices", RecordList)

    def on_key(self, event: events.Key) -> None:
        """Choose by the letter."""
        for choice in self._choices:
            if event.character is not None and choice.letter == event.character.casefold():
                event.stop()
                event.prevent_default()
                self.dismiss(choice.key)
                return

    @on(RecordList.Opened, "#quick-choices")
    def _opened(self, message: RecordList.Opened) -> None:
        self.dismiss(message.key)

    def action_move(self, by: int) -> None:
        """Move the highlight."""
        self._list.action_move(by)

    def action_choose(self) -> None:
        """Choose what is highlighted."""
        self._list.action_open_row()

    def action_leave_quick(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
