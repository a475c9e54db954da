"""The layered map around one item, in a panel that scrolls."""

from textual import events
from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.message import Message
from textual.widgets import Static

from footprint.i18n import _, ngettext
from footprint.model.records import Records
from footprint.tui.dependency_map import DependencyMap
from footprint.tui.text import content


class MapPanel(ScrollableContainer):
    """Shows the map around the item that it is told to look from."""

    DEFAULT_CSS = """
    MapPanel {
        scrollbar-size-vertical: 1;
    }
    MapPanel Static {
        width: auto;
        height: auto;
    }
    """

    class Chosen(Message):
        """The person clicked on an item."""

        def __init__(self, item: str) -> None:
            """Tell which."""
            super().__init__()
            self.item = item

    def __init__(self, *, id: str, classes: str) -> None:
        """Start without a map."""
        super().__init__(id=id, classes=classes)
        self._map: DependencyMap | None = None
        self._from: tuple[Records, str] | None = None
        self._sought: str | None = None

    def compose(self) -> ComposeResult:
        """Lay out the drawing, as large as it is."""
        yield Static()

    def on_mount(self) -> None:
        """Keep the sought item in the middle when the panel or the drawing changes its size."""
        # What to scroll to is known before either has a size, so each new size is another try.
        self.watch(self, "virtual_size", self._centre, init=False)

    def on_resize(self) -> None:
        """Keep the sought item in the middle."""
        self._centre()

    def look_from(self, records: Records, root: str | None) -> None:
        """Draw the surroundings of `root`; nothing where there is none."""
        if root is None:
            self._map = self._from = self._sought = None
            self.query_one(Static).update("")
            self.border_title = self.border_subtitle = ""
            return
        if self._from is None or self._from[0] is not records or self._from[1] != root:
            self._map, self._from = DependencyMap(records, root), (records, root)
            self._sought = root
        self.border_title = content(_("Map: what depends → on what"))
        left_out = self._map.left_out if self._map else 0
        more = ngettext("{n} more has no room", "{n} more have no room", left_out)
        self.border_subtitle = content(more.format(n=left_out) if left_out else "")
        self.highlight(None)

    def highlight(self, item: str | None) -> None:
        """Let an item stand out, and scroll to it."""
        if self._map is not None:
            self.query_one(Static).update(content(*self._map.draw(item)))
            self._sought = item or self._sought
            self._centre()

    def _centre(self) -> None:
        place = self._map.place_of(self._sought) if self._map and self._sought else None
        if place is not None:
            column, row = place
            size = self.scrollable_content_region.size
            self.scroll_to(
                max(0, column - size.width // 2), max(0, row - size.height // 2), animate=False
            )

    def on_click(self, event: events.Click) -> None:
        """Choose the item under the mouse."""
        # The drawing's region has moved with the scrolling.
        column, row = event.screen_offset - self.query_one(Static).region.offset
        item = self._map.item_at(column, row) if self._map else None
        if item is not None:
            self.post_message(self.Chosen(item))
