"""Sentences with a mark before them, wrapped so that the following lines stand under the first."""

from rich.cells import cell_len
from textual.content import Content

from footprint.tui.text import lines

LEAST = 12


def hanging(mark: str, sentence: str, width: int) -> str:
    """Return `mark` and `sentence` in lines of at most `width` cells, ending in a line end."""
    indent = cell_len(mark)
    wrapped = Content(lines(sentence)).wrap(max(LEAST, width - indent))
    return mark + f"\n{' ' * indent}".join(line.plain.rstrip() for line in wrapped) + "\n"
