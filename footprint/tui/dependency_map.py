"""A layered map of what hangs together around one item, drawn with cells. Pure.

What depends stands on the left, what it depends on further to the right.
"""

from collections.abc import Iterator
from itertools import groupby, pairwise

from rich.cells import cell_len

from footprint.layered import LABEL, layout, nearest
from footprint.model.records import Records
from footprint.tui.text import Part, cut

STEPS = 2
# A cell in the units of the layout, in which lines may run closer than a row.
_CELL, _ROW = 8, 16
_GAP = 6 * _CELL
_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
_LINES = {
    _UP: "│",
    _DOWN: "│",
    _UP | _DOWN: "│",
    _LEFT: "─",
    _RIGHT: "─",
    _LEFT | _RIGHT: "─",
    _DOWN | _RIGHT: "╭",
    _DOWN | _LEFT: "╮",
    _UP | _RIGHT: "╰",
    _UP | _LEFT: "╯",
    _UP | _DOWN | _RIGHT: "├",
    _UP | _DOWN | _LEFT: "┤",
    _DOWN | _LEFT | _RIGHT: "┬",
    _UP | _LEFT | _RIGHT: "┴",
    _UP | _DOWN | _LEFT | _RIGHT: "┼",
}
_QUIET = "$text-muted"
Cell = tuple[int, int]


class DependencyMap:
    """The map around `root`: at most 60 things, at most two links away.

    `width` and `height` are cells; `left_out` counts what is as near and has no room.
    """

    def __init__(self, records: Records, root: str) -> None:
        """Choose what is drawn, and where."""
        self._records = records
        self._root = root
        items, self.left_out = nearest([root], self._neighbours, steps=STEPS)
        number = {item: n for n, item in enumerate(items)}
        edges = sorted(
            {
                (number[item], number[link.to])
                for item in items
                for link in records.links_from(item)
                if link.to in number
            }
        )
        box = (LABEL * _CELL, _ROW)
        placed = layout([box] * len(items), edges, layer_gap=_GAP, node_gap=_ROW, lane=_CELL)
        self.width = round(placed.width / _CELL)
        self.height = int(placed.height / _ROW) + 1
        self._at = {
            item: (round((x - box[0] / 2) / _CELL), int(y / _ROW))
            for item, (x, y) in zip(items, placed.centres, strict=True)
        }
        self._lines: dict[Cell, int] = {}
        self._heads: dict[Cell, str] = {}
        for (source, target), line in zip(edges, placed.lines, strict=True):
            rows = {line[0][1]: self._at[items[source]][1], line[-1][1]: self._at[items[target]][1]}
            # A line may touch its label at the edge of a row; it belongs to the label's own.
            self._trace([(int(x / _CELL), rows.get(y, int(y / _ROW))) for x, y in line])
        self._lead_out({items[source] for source, _target in edges})

    def _neighbours(self, item: str) -> Iterator[str]:
        yield from (link.to for link in self._records.links_from(item))
        yield from (link.from_ for link in self._records.links_to(item))

    def _trace(self, corners: list[Cell]) -> None:
        """Note which ways a line leads on from each cell that it passes."""
        end = corners[-1]
        # It comes out of a label.
        self._join((corners[0][0] - 1, corners[0][1]), _RIGHT, corners[0], _LEFT)
        for (x0, y0), (x1, y1) in pairwise(corners):
            for x in range(min(x0, x1), max(x0, x1)):
                self._join((x, y0), _RIGHT, (x + 1, y0), _LEFT)
            for y in range(min(y0, y1), max(y0, y1)):
                self._join((x1, y), _DOWN, (x1, y + 1), _UP)
        # The last cell before the label, which itself is drawn over the line.
        backwards = corners[-2][0] > end[0]
        self._heads[(end[0] if backwards else end[0] - 1, end[1])] = "◂" if backwards else "▸"

    def _join(self, one: Cell, way: int, other: Cell, back: int) -> None:
        self._lines[one] = self._lines.get(one, 0) | way
        self._lines[other] = self._lines.get(other, 0) | back

    def _lead_out(self, sources: set[str]) -> None:
        """Draw a line from the end of a short label to where its lines begin."""
        for item in sources:
            x, y = self._at[item]
            for cell in range(x + cell_len(self._label(item)) + 1, x + LABEL):
                self._join((cell, y), _RIGHT, (cell + 1, y), _LEFT)

    def _label(self, item: str) -> str:
        return cut(self._records.items[item].name, LABEL)

    def place_of(self, item: str) -> Cell | None:
        """Return the column and row of an item's label; None if it is not drawn."""
        return self._at.get(item)

    def item_at(self, column: int, row: int) -> str | None:
        """Return the item whose label is there."""
        return next(
            (i for i, (x, y) in self._at.items() if y == row and 0 <= column - x < LABEL), None
        )

    def draw(self, highlighted: str | None) -> list[Part]:
        """Return the map's lines; the item in the middle and the highlighted one stand out."""
        rows: dict[int, list[str]] = {}
        for item, (_x, y) in sorted(self._at.items(), key=lambda pair: pair[1]):
            rows.setdefault(y, []).append(item)
        words: list[Part] = []
        for y in range(self.height):
            x = 0
            for item in rows.get(y, ()):
                label = self._label(item)
                words += self._between(x, self._at[item][0], y)
                words.append((label, self._style(item, highlighted)))
                x = self._at[item][0] + cell_len(label)
            words += [*self._between(x, self.width, y), "\n"]
        return words[:-1]

    def _style(self, item: str, highlighted: str | None) -> str:
        if item == highlighted:
            return "$block-cursor-foreground on $block-cursor-background"
        if item == self._root:
            return "bold $text-accent"
        return _QUIET if self._records.items[item].status == "ended" else "$foreground"

    def _between(self, start: int, end: int, row: int) -> Iterator[Part]:
        """Yield the cells of a row from column `start` up to `end`."""
        cells = [
            self._heads.get((x, row)) or _LINES.get(self._lines.get((x, row), 0), " ")
            for x in range(start, end)
        ]
        for blank, run in groupby(cells, key=lambda cell: cell == " "):
            line = "".join(run)
            yield line if blank else (line, _QUIET)
