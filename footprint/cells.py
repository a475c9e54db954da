"""Text measured in cells, as terminals and pictures lay it out: two for most of CJK."""

from rich.cells import cell_len, split_graphemes

ELLIPSIS = "…"


def cut(value: str, width: int) -> str:
    """Return `value` in at most `width` cells; what does not fit ends in an ellipsis."""
    if cell_len(value) <= width:
        return value
    if width <= 1:
        return ELLIPSIS[:width]
    spans, _ = split_graphemes(value)
    used = end = 0
    for _start, stop, size in spans:
        if used + size > width - 1:
            break
        used, end = used + size, stop
    return value[:end].rstrip() + ELLIPSIS
