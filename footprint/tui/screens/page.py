"""One page of text over the screen, to read."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from footprint.i18n import N_, _
from footprint.tui.commands import Command, bindings
from footprint.tui.screens.dialogue import DialogueScreen
from footprint.tui.text import content
from footprint.tui.widgets.told import Told


class ClosePage(Command):
    label = N_("Close")
    help = N_("Go back to the screen")
    key = "escape,enter"


class PageScreen(DialogueScreen[None]):
    """A title and a text that is made for the width there is; it scrolls."""

    CSS_PATH = "page.tcss"
    BINDINGS = bindings(ClosePage)

    def __init__(self, title: str, make: Callable[[int], Content]) -> None:
        """Make the page; `make` returns its text for a width in cells."""
        super().__init__()
        self._title, self._make = title, make

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page") as page:
            page.border_title = content(self._title)
            page.border_subtitle = content(_("esc closes"))
            told = Told()
            told.tell(self._make)
            yield told

    def action_close_page(self) -> None:
        """Go back to the screen."""
        self.dismiss()
