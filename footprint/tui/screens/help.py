"""Help for where the person is: what this screen is for, and every key that works on it."""

from itertools import groupby

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.screen import Screen

from footprint.i18n import N_, _
from footprint.tui.commands import Available, Command, available, bindings
from footprint.tui.screens.dialogue import DialogueScreen
from footprint.tui.text import Part, content, fit
from footprint.tui.widgets.told import Told
from footprint.tui.wrapping import hanging


class CloseHelp(Command):
    label = N_("Close")
    help = N_("Close the help")
    key = "escape,q,question_mark,f1,enter"


MOVING = (
    ("↑ ↓  j k", N_("Move in a list; Page Up, Page Down, Home and End work, too")),
    ("tab", N_("Go to the next part of the screen")),
    ("⏎", N_("Open what is highlighted")),
)


class HelpScreen(DialogueScreen[None]):
    """The commands of the focused widget, its screen and the program, read from their classes."""

    CSS_PATH = "help.tcss"
    BINDINGS = bindings(CloseHelp)

    def __init__(self, about: Screen[object]) -> None:
        """Make the help for the screen `about` as it is focused now."""
        super().__init__()
        self._about = about

    def compose(self) -> ComposeResult:
        """Lay out one scrolling page."""
        with VerticalScroll(id="help") as page:
            page.border_title = _("Help")
            page.border_subtitle = _("esc closes")
            told = Told()
            told.tell(lambda width: content(*self._words(width)))
            yield told

    def _words(self, width: int) -> list[Part]:
        words: list[Part] = []
        purpose = getattr(self._about, "HELP_TEXT", "")
        if purpose:
            words += [hanging("", _(purpose), width), "\n"]
        for node, entries in groupby(available(self._about), key=lambda entry: entry.node):
            words.append((f"{self._title(node)}\n", "bold $primary"))
            for entry in entries:
                words += self._line(self._keys(entry), _(entry.command.help), width)
            words.append("\n")
        words.append((_("Moving about") + "\n", "bold $primary"))
        for key, meaning in MOVING:
            words += self._line(key, _(meaning), width)
        return words

    def _title(self, node: DOMNode) -> str:
        if node is self.app:
            return _("Everywhere")
        return _("Here") if node is self._about else _("In this list")

    def _keys(self, entry: Available) -> str:
        keys = [
            self.app.get_key_display(binding)
            for _node, binding, _enabled, _tip in self._about.active_bindings.values()
            if binding.id == entry.binding.id
        ]
        return " ".join(dict.fromkeys(keys))

    @staticmethod
    def _line(key: str, meaning: str, width: int) -> list[Part]:
        mark = f"  {fit(key, 10)}  "
        return [(mark, "bold"), hanging(mark, meaning, width).removeprefix(mark)]

    def action_close_help(self) -> None:
        """Go back to the screen."""
        self.dismiss()
