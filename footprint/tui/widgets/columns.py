"""What a list is made of: columns, rows, headings; and how wide each column becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rich.cells import cell_len

Tone = Literal["plain", "muted", "strong", "now", "bad", "good", "head"]
"""What a cell means: `now` is what needs the person (the one accent), `bad` what goes wrong."""

Cell = str | tuple[str, Tone]

GAP = 2
SHORTEST = 8


@dataclass(frozen=True)
class Column:
    """One column: as wide as its widest cell within `least` and `most`, or what is left (`flex`).

    `keep` says which columns go first when the list is narrow: the lowest. One that is `whole` is
    not cut short then, but left out. `title` is a msgid's translation, shown when the list has a
    head.
    """

    key: str
    title: str = ""
    least: int = 0
    most: int = 40
    flex: bool = False
    align: Literal["left", "right"] = "left"
    keep: int = 9
    whole: bool = False


@dataclass(frozen=True)
class Row:
    """A line that can be chosen; `key` is its record's id and stays the same over a refresh."""

    key: str
    cells: tuple[Cell, ...]
    indent: int = 0

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many cells each cell's words take."""
        return tuple(_size(cell) for cell in self.cells)


@dataclass(frozen=True)
class Heading:
    """A line above a group of rows; it cannot be chosen."""

    title: str
    note: str = ""
    tone: Tone = "head"


@dataclass(frozen=True)
class Note:
    """A quiet sentence among the rows, such as why a group is empty; it cannot be chosen."""

    title: str
    tone: Tone = "muted"


Line = Row | Heading | Note


class Layout:
    """The widths of columns for some lines in some room.

    `widths` are those of most rows, 0 for a column that has no room; `for_row` says how one row
    departs from them.
    """

    def __init__(self, columns: Sequence[Column], *, head: bool) -> None:
        """Lay out `columns`; with a `head` their titles take room, too."""
        self.columns = columns
        self._head = head
        self._natural = [0] * len(columns)
        self.widths = [0] * len(columns)

    def measure(self, lines: Sequence[Line]) -> None:
        """Note how wide each column would like to be for `lines`."""
        widest = [cell_len(column.title) if self._head else 0 for column in self.columns]
        for line in lines:
            if isinstance(line, Row):
                for n, size in enumerate(line.sizes):
                    if size > widest[n]:
                        widest[n] = size
        self._natural = [
            max(column.least, min(column.most, size)) if size else 0
            for column, size in zip(self.columns, widest, strict=True)
        ]

    def lay_out(self, room: int) -> None:
        """Give each column its width in `room` cells; what matters least gives way first."""
        widths = list(self._natural)
        flexible = [n for n, column in enumerate(self.columns) if column.flex]
        order = sorted(range(len(widths)), key=lambda n: (self.columns[n].keep, -n))
        for n in flexible:
            widths[n] = min(widths[n], max(self.columns[n].least, 8))
        for n in order:
            excess = _total(widths) - room
            if excess <= 0 or n in flexible:
                continue
            column = self.columns[n]
            shrunk = widths[n] - excess
            # Words may be cut short; an amount or a date is whole or not there.
            is_words = column.align == "left" and not column.whole
            widths[n] = shrunk if is_words and shrunk >= max(column.least, SHORTEST) else 0
        spare = room - _total(widths)
        for n in flexible:
            share = max(0, spare) // len(flexible)
            widths[n] += share if len(flexible) == 1 else min(share, self._natural[n] - widths[n])
        self.widths = widths

    def for_row(self, cells: Sequence[Cell]) -> list[int]:
        """Return the widths for one row: a flexible cell takes the room its neighbours leave."""
        widths = list(self.widths[: len(cells)])
        for n, column in enumerate(self.columns[: len(cells)]):
            if not column.flex:
                continue
            following = n + 1
            while following < len(cells) and not (_size(cells[following]) and widths[following]):
                if widths[following]:
                    widths[n] += widths[following] + GAP
                    widths[following] = 0
                following += 1
            if following < len(cells) and self.columns[following].align == "right":
                lacking = _size(cells[n]) - widths[n]
                spare = widths[following] - _size(cells[following])
                taken = max(0, min(lacking, spare))
                widths[n] += taken
                widths[following] -= taken
        return widths


def _size(cell: Cell) -> int:
    words = cell if isinstance(cell, str) else cell[0]
    # Thousands of cells are measured at once, and most are plain.
    return len(words) if words.isascii() else cell_len(words)


def _total(widths: Sequence[int]) -> int:
    shown_widths = [width for width in widths if width]
    return sum(shown_widths) + GAP * max(0, len(shown_widths) - 1)
