"""A list of records that stays quick at ten thousand rows: only what is seen is drawn.

Textual's DataTable measures every cell it holds; this one lays out columns from the rows once
and draws the visible lines (`ScrollView.render_line`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from footprint.i18n import N_
from footprint.model.text import shown
from footprint.tui.commands import Command, bindings
from footprint.tui.text import fit
from footprint.tui.widgets.columns import (
    GAP,
    Cell,
    Column,
    Heading,
    Layout,
    Line,
    Note,
    Row,
    Tone,
)

__all__ = ["Cell", "Column", "Heading", "Line", "Note", "RecordList", "Row", "Tone"]

GUTTER = 2


class OpenRow(Command):
    label = N_("Open")
    help = N_("Open what is highlighted")
    key = "enter"


class RecordList(ScrollView, can_focus=True):
    """Rows in columns, in groups; arrows, page keys, home and end, vim's j k g G, and the mouse.

    `show` replaces the lines and keeps the highlighted row by its key. A click highlights and a
    second one opens; Enter opens.
    """

    BINDINGS = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup,ctrl+b", "page(-1)", show=False),
        Binding("pagedown,ctrl+f", "page(1)", show=False),
        Binding("home,g", "edge(-1)", show=False),
        Binding("end,G", "edge(1)", show=False),
        *bindings(OpenRow),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-list--plain",
        "record-list--muted",
        "record-list--strong",
        "record-list--now",
        "record-list--bad",
        "record-list--good",
        "record-list--head",
        "record-list--rule",
        "record-list--cursor",
        "record-list--cursor-blurred",
        "record-list--hover",
        "record-list--mark",
    }
    DEFAULT_CSS = """
    RecordList {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .record-list--plain { color: $foreground; }
        & > .record-list--muted { color: $text-muted; }
        & > .record-list--strong { color: $foreground; text-style: bold; }
        & > .record-list--now { color: $accent; }
        & > .record-list--bad { color: $error; }
        & > .record-list--good { color: $success; }
        & > .record-list--head { color: $primary; text-style: bold; }
        & > .record-list--rule { color: $border-blurred; }
        & > .record-list--hover { background: $block-hover-background; }
        & > .record-list--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
        & > .record-list--cursor-blurred { background: $block-cursor-blurred-background; }
        & > .record-list--mark { color: $accent; text-style: bold; }
    }
    """

    highlighted: reactive[str | None] = reactive(None, init=False)
    """The key of the highlighted row, or None when nothing can be chosen."""

    @dataclass
    class Highlighted(Message):
        """Another row is highlighted (also when the list emptied: `key` is None)."""

        source: "RecordList"
        key: str | None

        @property
        def control(self) -> "RecordList":
            """The list it happened in."""
            return self.source

    @dataclass
    class Opened(Message):
        """A row was opened: Enter, or a click on the highlighted row."""

        source: "RecordList"
        key: str

        @property
        def control(self) -> "RecordList":
            """The list it happened in."""
            return self.source

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        head: bool = False,
        empty: str = "",
        driven: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """Make a list of `columns`.

        Args:
            columns: from left to right.
            head: whether the columns' titles are shown above the rows.
            empty: what to say when there is nothing to show.
            driven: whether another widget keeps the focus and moves the highlight; the cursor
                then always looks active and one click opens.
            id: the widget's id.
            classes: the widget's classes.
        """
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.empty = empty
        self._driven = driven
        self.can_focus = not driven
        self._head = 1 if head else 0
        self._lines: Sequence[Line] = ()
        self._places: dict[str, int] = {}
        self._table = Layout(self.columns, head=head)
        self._hover: int | None = None
        self._ground_style = Style.null()

    # -- what is shown -------------------------------------------------------------------------

    def show(self, lines: Sequence[Line], highlight: str | None = None) -> None:
        """Show `lines`; highlight `highlight`, else the row highlighted before, else its place."""
        before = self._places.get(self.highlighted or "", 0)
        self._lines = lines
        self._places = {line.key: n for n, line in enumerate(lines) if isinstance(line, Row)}
        self._table.measure(lines)
        self.virtual_size = Size(1, len(lines) + self._head)
        # Now rather than after the next layout, which would then be followed by another.
        self._scroll_update(self.virtual_size)
        self._table.lay_out(self._room)
        wanted = highlight or self.highlighted
        if wanted not in self._places:
            wanted = self._nearest(before)
        changed = wanted != self.highlighted
        self.set_reactive(RecordList.highlighted, wanted)
        if changed:
            self.post_message(self.Highlighted(self, wanted))
        self._reveal()
        self.refresh()

    @property
    def _room(self) -> int:
        return self.size.width - GUTTER - 1

    @property
    def rows(self) -> list[Row]:
        """The rows shown, in order."""
        return [line for line in self._lines if isinstance(line, Row)]

    def _nearest(self, place: int) -> str | None:
        near = min(self._places.items(), key=lambda row: abs(row[1] - place), default=None)
        return None if near is None else near[0]

    # -- drawing -------------------------------------------------------------------------------

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines in `crop`; what they stand on is the same for all, and asked once."""
        self._ground_style = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return line `y` of what is visible."""
        width, ground = self.size.width, self._ground_style
        if not self._lines:
            words = self.empty if y == 0 else ""
            return self._strip([(" " * GUTTER, "plain"), (words, "muted")], ground, width)
        if self._head and y == 0:
            cells = tuple((column.title, "muted") for column in self.columns)
            return self._strip(self._cells(Row("", cells)), ground, width)  # type: ignore[arg-type]
        place = y + self.scroll_offset.y - self._head
        if not 0 <= place < len(self._lines):
            return Strip.blank(width, ground)
        return self._strip(self._pieces(place), self._ground(place, ground), width)

    def _ground(self, place: int, ground: Style) -> Style:
        line = self._lines[place]
        if isinstance(line, Row):
            if line.key == self.highlighted:
                name = "cursor" if self._is_active else "cursor-blurred"
                return ground + self.get_component_rich_style(f"record-list--{name}")
            if place == self._hover:
                return ground + self.get_component_rich_style("record-list--hover")
        return ground

    @property
    def _is_active(self) -> bool:
        return self._driven or self.has_focus

    def _pieces(self, place: int) -> list[tuple[str, str]]:
        line = self._lines[place]
        if isinstance(line, Heading):
            note = f"  {shown(line.note)}" if line.note else ""
            return [(" ", "plain"), (shown(line.title), line.tone), (note, "muted")]
        if isinstance(line, Note):
            return [(" " * GUTTER, "plain"), (shown(line.title), line.tone)]
        mark = "▌ " if line.key == self.highlighted and self._is_active else "  "
        return [(mark, "mark"), *self._cells(line)[1:]]

    def _cells(self, row: Row) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = [(" " * GUTTER, "plain")]
        for n, width in enumerate(self._table.for_row(row.cells)):
            if width:
                cell = row.cells[n]
                words, tone = (cell, "plain") if isinstance(cell, str) else cell
                words = " " * (row.indent if len(pieces) == 1 else 0) + shown(words)
                pieces.append((fit(words, width, self.columns[n].align), tone))
                pieces.append((" " * GAP, "plain"))
        return pieces[:-1] if len(pieces) > 1 else pieces

    def _strip(self, pieces: Sequence[tuple[str, str]], ground: Style, width: int) -> Strip:
        segments = []
        used = 0
        for words, tone in pieces:
            kept = fit(words, max(0, min(cell_len(words), width - used)))
            used += cell_len(kept)
            segments.append(Segment(kept, self._style(tone, ground)))
        segments.append(Segment(" " * (width - used), ground))
        return Strip(segments, width)

    def _style(self, tone: str, ground: Style) -> Style:
        if tone == "plain":
            return ground
        style = self.get_component_styles(f"record-list--{tone}")
        return ground + Style(color=style.color.rich_color, bold=style.text_style.bold)

    # -- moving --------------------------------------------------------------------------------

    def validate_highlighted(self, key: str | None) -> str | None:
        """Keep the highlight on a row that is shown."""
        return key if key is None or key in self._places else self.highlighted

    def watch_highlighted(self, key: str | None) -> None:
        """Show the highlighted row and tell of it."""
        self._reveal()
        self.refresh()
        self.post_message(self.Highlighted(self, key))

    def _reveal(self) -> None:
        place = self._places.get(self.highlighted or "")
        if place is None or not self.size.height:
            return
        first = place
        while first > 0 and not isinstance(self._lines[first - 1], Row):
            first -= 1
        region = Region(0, first + self._head, 1, place - first + 1)
        if region.height >= self.size.height - self._head:
            region = Region(0, place + self._head, 1, 1)
        top, bottom = self.scroll_offset.y + self._head, self.scroll_offset.y + self.size.height
        if region.y < top:
            self.scroll_to(y=region.y - self._head, animate=False, immediate=True)
        elif region.bottom > bottom:
            self.scroll_to(y=region.bottom - self.size.height, animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        """Highlight the next row in a direction."""
        keys = list(self._places)
        if keys:
            here = keys.index(self.highlighted) if self.highlighted in self._places else 0
            self.highlighted = keys[max(0, min(len(keys) - 1, here + by))]

    def action_page(self, by: int) -> None:
        """Highlight the row one page away."""
        self.action_move(by * max(1, self.size.height - self._head - 1))

    def action_edge(self, end: int) -> None:
        """Highlight the first or the last row."""
        self.action_move(end * len(self._lines))

    def action_open_row(self) -> None:
        """Open the highlighted row."""
        if self.highlighted is not None:
            self.post_message(self.Opened(self, self.highlighted))

    # -- the mouse, size and focus -------------------------------------------------------------

    def _row_at(self, y: int) -> Row | None:
        place = y + self.scroll_offset.y - self._head
        if y < self._head or not 0 <= place < len(self._lines):
            return None
        line = self._lines[place]
        return line if isinstance(line, Row) else None

    def on_click(self, event: events.Click) -> None:
        """Highlight the row clicked; open it if it was highlighted and had the focus."""
        row = self._row_at(event.get_content_offset_capture(self).y)
        if row is None:
            return
        event.stop()
        if event.chain > 1 or self._driven:
            self.post_message(self.Opened(self, row.key))
        else:
            self.highlighted = row.key

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Shade the row under the mouse."""
        offset = event.get_content_offset(self)
        place = None if offset is None else offset.y + self.scroll_offset.y - self._head
        if place != self._hover:
            self._hover = place
            self.refresh()

    def on_leave(self) -> None:
        """Nothing is under the mouse any more."""
        self._hover = None
        self.refresh()

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Lay out the columns for the new width before anything is drawn in it.

        Textual tells a list the size of its window for that of all lines, and would then draw the
        scroll bar once more after every layout.
        """
        is_new = super()._size_updated(size, self.virtual_size, container_size, layout)
        if is_new:
            self._table.lay_out(self._room)
            self._reveal()
        return is_new

    def on_focus(self) -> None:
        """Draw the cursor as active."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw the cursor as passive."""
        self.refresh()
