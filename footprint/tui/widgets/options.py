"""A few fixed words to choose from, all of them in sight: one of them, or any number."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from footprint.tui.text import Part, content

SIGNS = {False: ("○", "●"), True: ("□", "■")}
GAP = 2


class Options(Widget, can_focus=True):
    """Arrow keys move, space chooses or takes back, a click does both."""

    ALLOW_SELECT = False
    BINDINGS = [
        Binding("left,up", "move(-1)", show=False),
        Binding("right,down", "move(1)", show=False),
        Binding("space", "flip", show=False),
    ]
    DEFAULT_CSS = """
    Options {
        height: auto;
        width: 1fr;
        color: $foreground;
    }
    """

    chosen: reactive[tuple[str, ...]] = reactive(())
    """The values chosen, in the order of the options."""
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Something was chosen or taken back."""

        options: "Options"

        @property
        def control(self) -> "Options":
            """The options it happened in."""
            return self.options

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        many: bool = False,
        required: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """Make the options.

        Args:
            options: the value and the word of each, in the person's language.
            many: whether more than one may be chosen.
            required: whether one is always chosen.
            id: the widget's id.
            classes: the widget's classes.
        """
        super().__init__(id=id, classes=classes)
        self._options = tuple(options)
        self._many = many
        self._required = required

    def _places(self, width: int) -> list[tuple[int, int]]:
        """Return the line and the column at which each option begins."""
        places, x, y = [], 0, 0
        for _value, words in self._options:
            size = cell_len(words) + 2
            if x and x + size > width:
                x, y = 0, y + 1
            places.append((y, x))
            x += size + GAP
        return places

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the options take in `width` cells."""
        return self._places(width)[-1][0] + 1 if self._options else 1

    def render(self) -> Content:
        """Return the options in lines."""
        parts: list[Part] = []
        x, y = 0, 0
        for n, (line, start) in enumerate(self._places(self.size.width)):
            if line > y:
                parts.append("\n")
                x, y = 0, line
            parts.append(" " * (start - x))
            value, words = self._options[n]
            is_chosen = value in self.chosen
            style = "bold $text" if is_chosen else "$text-muted"
            if self.has_focus and n == self.cursor:
                style += " on $block-cursor-background"
            parts.append((f"{SIGNS[self._many][is_chosen]} {words}", style))
            x = start + cell_len(words) + 2
        return content(*parts)

    def choose(self, values: Sequence[str]) -> None:
        """Choose exactly `values`, without telling."""
        known = tuple(value for value, _words in self._options if value in values)
        self.set_reactive(Options.chosen, known)
        if known:
            self.set_reactive(Options.cursor, [v for v, _w in self._options].index(known[0]))
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move to the next option; where one must be chosen, choose it."""
        self.cursor = (self.cursor + by) % len(self._options)
        if self._required and not self._many:
            self._set((self._options[self.cursor][0],))

    def action_flip(self) -> None:
        """Choose the option under the cursor, or take it back."""
        value = self._options[self.cursor][0]
        if self._many:
            flipped = set(self.chosen) ^ {value}
            self._set(tuple(v for v, _words in self._options if v in flipped))
        elif value not in self.chosen:
            self._set((value,))
        elif not self._required:
            self._set(())

    def _set(self, values: tuple[str, ...]) -> None:
        if values != self.chosen:
            self.chosen = values
            self.post_message(self.Changed(self))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        offset = event.get_content_offset_capture(self)
        for n, (line, start) in enumerate(self._places(self.size.width)):
            if line == offset.y and start <= offset.x < start + cell_len(self._options[n][1]) + 2:
                self.cursor = n
                self.action_flip()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()
