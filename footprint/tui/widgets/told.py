"""A text that is made for the width it is shown in."""

from collections.abc import Callable

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


class Told(Widget):
    """Shows what `tell` was given a maker of; it is made again when the width changes."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Told {
        height: auto;
    }
    """

    def __init__(self) -> None:
        """Start with nothing to tell."""
        super().__init__()
        self._make: Callable[[int], Content] = lambda _width: Content("")
        self._made: tuple[int, Content] | None = None

    def tell(self, make: Callable[[int], Content]) -> None:
        """Show what `make` returns for a width in cells."""
        self._make = make
        self._made = None
        self.refresh(layout=True)

    def _content(self, width: int) -> Content:
        if self._made is None or self._made[0] != width:
            self._made = (width, self._make(width))
        return self._made[1]

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take what there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it takes."""
        return len(self._content(width).wrap(width)) if width > 0 else 1

    def on_resize(self) -> None:
        """Make the text again for the new width; Textual keeps what was rendered."""
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return the text."""
        return self._content(self.size.width)
