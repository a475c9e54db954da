"""A screen as an SVG picture: its cells as they are, without fonts loaded from elsewhere.

Textual's own export measures text by characters, which squeezes Japanese to half its width.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.strip import Strip

CELL = (8.4, 18.0)
MARGIN = 12
FONTS = "'DejaVu Sans Mono','Noto Sans Mono CJK JP',Menlo,Consolas,'MS Gothic',monospace"


def picture(app: App[object]) -> str:
    """Return the screen that `app` shows now as an SVG document."""
    strips = app.screen._compositor.render_strips()
    ground = app.theme_variables.get("background", "#000000")
    width = app.size.width * CELL[0] + 2 * MARGIN
    height = len(strips) * CELL[1] + 2 * MARGIN
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">',
            f'<rect width="{width:g}" height="{height:g}" rx="8" fill="{escape(ground)}"/>',
            f'<g font-family="{FONTS}" font-size="14" transform="translate({MARGIN} {MARGIN})">',
            *_rows(strips),
            "</g>",
            "</svg>",
            "",
        ]
    )


def _rows(strips: Iterable[Strip]) -> Iterator[str]:
    for number, strip in enumerate(strips):
        x = 0
        for text, style, _control in strip:
            cells = cell_len(text)
            colour, ground = _colours(style or Style())
            if ground:
                yield (
                    f'<rect x="{x * CELL[0]:.1f}" y="{number * CELL[1]:g}"'
                    f' width="{cells * CELL[0]:.1f}" height="{CELL[1]:g}" fill="{ground}"'
                    ' shape-rendering="crispEdges"/>'
                )
            yield from _words(text, x, number, colour, style or Style())
            x += cells


def _words(text: str, x: int, row: int, colour: str, style: Style) -> Iterator[str]:
    """Yield the text in runs of equally wide characters, each as wide as its cells."""
    weight = (' font-weight="bold"' if style.bold else "") + (
        ' text-decoration="underline"' if style.underline else ""
    )
    for wide, run in groupby(text, key=cell_len):
        whole = "".join(run)
        # Not every browser keeps blanks, and one that drops them stretches what is left.
        word = whole.strip().replace(" ", "\u00a0")
        if word:
            left = x + wide * (len(whole) - len(whole.lstrip()))
            width = wide * len(word) * CELL[0]
            yield (
                f'<text x="{left * CELL[0]:.1f}" y="{row * CELL[1] + 13.5:g}" fill="{colour}"'
                f'{weight} textLength="{width:.1f}">{escape(word)}</text>'
            )
        x += wide * len(whole)


def _colours(style: Style) -> tuple[str, str | None]:
    letters = Color.from_rich_color(style.color).hex6 if style.color else "#d9dee4"
    ground = Color.from_rich_color(style.bgcolor).hex6 if style.bgcolor else None
    if style.reverse:
        return ground or "#000000", letters
    return letters, ground
