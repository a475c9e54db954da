"""The line at the top: where one is, where one can go, whose vault this is."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from footprint.i18n import _, ngettext
from footprint.tui.sections import SECTIONS
from footprint.tui.text import content, cut

LEAST_NAME = 9
"""The cells that the vault’s name gets before the space at the left edge does."""


class Header(Widget):
    """The sections as tabs, and the vault's name with its number of items."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Header {
        dock: top;
        height: 1;
        background: $panel;
        color: $footer-foreground;
    }
    """

    vault: reactive[str] = reactive("")
    count: reactive[int] = reactive(0)
    example: reactive[bool] = reactive(False)

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        section: str

    def __init__(self, current: str) -> None:
        """Make the header with the section `current` marked."""
        super().__init__()
        self._current = current
        self._spans: list[tuple[int, int, str]] = []

    def render(self) -> Content:
        """Return the line; what does not fit gives way from the right, then the brand."""
        width = self.size.width
        tabs = self._tabs()
        size = sum(cell_len(words) + 2 for _section, words in tabs)
        brand = " footprint  " if size + 12 <= width else " " * (size + LEAST_NAME < width)
        line: list[str | tuple[str, str]] = [(brand, "bold")]
        self._spans, x = [], cell_len(brand)
        for section, words in tabs:
            here = section == self._current
            style = "bold $text" if here else "$text-muted"
            line += [("▸" if here else " ", "bold $primary"), (f"{words} ", style)]
            self._spans.append((x, x + cell_len(words) + 2, section))
            x += cell_len(words) + 2
        return content(*line, *self._owner(width - x))

    def _tabs(self) -> list[tuple[str, str]]:
        return [(s.id, f"{number} {_(s.label)}") for number, s in enumerate(SECTIONS, 1)]

    def _owner(self, room: int) -> list[str | tuple[str, str]]:
        items = ngettext("{n} item", "{n} items", self.count).format(n=self.count)
        name = _("Example") if self.example else self.vault
        style = "bold $accent" if self.example else "$text"
        tail = f" · {items} "
        if room < cell_len(tail) + min(10, cell_len(name)) + 1:
            tail = " "
        name = cut(name, max(0, room - cell_len(tail)))
        space = " " * max(0, room - cell_len(name) - cell_len(tail))
        return [space, (name, style), (tail, "$text-muted")]

    def on_click(self, event: events.Click) -> None:
        """Go to the tab clicked."""
        for start, end, section in self._spans:
            if start <= event.x < end:
                self.post_message(self.Chosen(section))
