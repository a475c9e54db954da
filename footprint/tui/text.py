"""From data to what a screen draws: always literal, always whole cells.

Every string that came from a person, a file or the vault passes through here. Nothing in it is
markup, and no control character of it reaches the terminal (SECURITY R32, R33).
"""

from typing import Literal

from rich.cells import cell_len
from rich.text import Text
from textual.content import Content

from footprint.cells import cut
from footprint.model.text import shown

__all__ = ["Part", "content", "cut", "fit", "lines", "text"]

Part = str | tuple[str, str]
"""A piece of a line: plain, or with a style made of theme tokens ("bold $text-accent")."""


def text(value: object, style: str = "") -> Text:
    """Return one literal line for any widget: Static, Label, Button, Tree, DataTable, Select."""
    return Text(shown(value), style=style, end="")


def content(*parts: Part) -> Content:
    """Return literal content of several lines or styles; styles may use theme tokens."""
    return Content.assemble(
        *(lines(part) if isinstance(part, str) else (lines(part[0]), part[1]) for part in parts)
    )


def lines(value: str) -> str:
    """Return prose with its line ends kept and everything a terminal would obey replaced."""
    return "\n".join(shown(line) for line in value.expandtabs(4).split("\n"))


def fit(value: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """Return `value` in exactly `width` cells, cut or padded."""
    kept = cut(value, width)
    space = " " * (width - cell_len(kept))
    return space + kept if align == "right" else kept + space
