"""The line at the bottom: the keys of what can be done here, never a label cut in two."""

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from footprint.i18n import _
from footprint.tui.commands import Available, available
from footprint.tui.text import content

HELP = "show_help"


class KeyBar(Widget):
    """The commands of the focused widget, the screen and the program, as many as fit whole.

    Help stands at the right edge and never gives way; what has no room is told there.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        background: $footer-background;
        color: $footer-foreground;
    }
    """

    def __init__(self, *also: str) -> None:
        """Make an empty bar; it fills when the screen's bindings are known.

        `also` are the ids of commands that stand in it though they do not in others.
        """
        super().__init__()
        self._also = also
        self._spans: list[tuple[int, int, str]] = []
        self._labels: list[tuple[str, str, Available]] = []

    def on_mount(self) -> None:
        """Follow the focus and what can be done with it."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _screen: Screen[object]) -> None:
        # They are told anew with every line highlighted; mostly nothing has changed.
        if self.labels() != self._labels:
            self.refresh()

    def labels(self) -> list[tuple[str, str, Available]]:
        """Return the key, the label and the command of everything the bar would like to show."""
        return [
            (self.app.get_key_display(entry.binding), _(entry.command.label), entry)
            for entry in available(self.screen)
            if entry.binding.show or entry.command.id() in self._also
        ]

    def render(self) -> Content:
        """Return the line."""
        labels = self._labels = self.labels()
        last = [label for label in labels if label[2].command.id() == HELP]
        room = self.size.width - 1 - sum(_width(label) for label in last)
        line: list[str | tuple[str, str]] = [" "]
        self._spans, x = [], 1
        for label in labels:
            if label in last or x + _width(label) > room:
                continue
            x = self._put(line, label, x)
        line.append(" " * (self.size.width - x - sum(_width(label) for label in last)))
        x = self.size.width - sum(_width(label) for label in last)
        for label in last:
            x = self._put(line, label, x)
        return content(*line)

    def _put(
        self, line: list[str | tuple[str, str]], label: tuple[str, str, Available], x: int
    ) -> int:
        key, words, entry = label
        colour = "$footer-key-foreground" if entry.enabled else "$text-disabled"
        style = "$footer-description-foreground" if entry.enabled else "$text-disabled"
        line += [(key, f"bold {colour}"), (f" {words}  ", style)]
        end = x + _width(label)
        self._spans.append((x, end - 1, entry.binding.key))
        return end

    def on_click(self, event: events.Click) -> None:
        """Do what the label clicked says."""
        for start, end, key in self._spans:
            if start <= event.x < end:
                self.app.simulate_key(key)


def _width(label: tuple[str, str, Available]) -> int:
    return cell_len(label[0]) + 1 + cell_len(label[1]) + 2
