"""Sentences with a mark before them, wrapped so that the following lines stand under the first.

Textual wraps at spaces, which Japanese does not have. Here a line may also end between two wide
characters, as long as none begins with a closing sign or ends with an opening one (JIS X 4051).
"""

from collections.abc import Iterator

from rich.cells import cell_len, split_graphemes

from footprint.tui.text import lines

LEAST = 12
NEVER_FIRST = frozenset(
    "、。，．・：；？！」』）】〕〉》”’…ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々%)]}"
)
# After a name in wide characters as well; after a space they may begin a name of their own.
NEVER_ALONE = frozenset(".,:;!?")
NEVER_LAST = frozenset("「『（【〔〈《“‘([{¥")


def hanging(mark: str, sentence: str, width: int) -> str:
    """Return `mark` and `sentence` in lines of at most `width` cells, ending in a line end."""
    indent = cell_len(mark)
    room = max(LEAST, width - indent)
    wrapped = [line for part in lines(sentence).split("\n") for line in _wrapped(part, room)]
    return mark + f"\n{' ' * indent}".join(wrapped) + "\n"


def _wrapped(sentence: str, room: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(sentence):
        if cell_len((line + piece).rstrip()) > room and line:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
        while cell_len(line.rstrip()) > room:
            head = _head(line, room)
            yield head
            line = line[len(head) :]
    yield line.rstrip()


def _pieces(sentence: str) -> Iterator[str]:
    """Yield the parts of a sentence between which a line may end; spaces stay at the end."""
    piece = before = ""
    for grapheme, wide in _graphemes(sentence):
        may_break = before.isspace() or wide or (bool(before) and cell_len(before) > 1)
        glued = grapheme[0] in NEVER_FIRST or before[-1:] in NEVER_LAST or grapheme.isspace()
        glued = glued or (grapheme[0] in NEVER_ALONE and not before.isspace())
        if piece and may_break and not glued:
            yield piece
            piece = ""
        piece += grapheme
        before = grapheme
    if piece:
        yield piece


def _graphemes(sentence: str) -> Iterator[tuple[str, bool]]:
    for start, stop, size in split_graphemes(sentence)[0]:
        yield sentence[start:stop], size > 1


def _head(line: str, room: int) -> str:
    """Return as much of an unbreakable `line` as fits."""
    used = end = 0
    for _start, stop, size in split_graphemes(line)[0]:
        if used + size > room:
            break
        used, end = used + size, stop
    return line[: max(1, end)]
