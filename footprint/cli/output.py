"""Everything the command line prints goes through here: no control byte reaches a terminal.

Widths are counted in terminal cells, so that Japanese lines up with Latin.
"""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

from footprint.model.text import REPLACEMENT, shown

WIDEST = 100
WIDEST_TERM = 26
_GAP = "  "
# Patterns are compiled by whatever needs one: most commands need none, and each takes a while.
# What JSON itself lets stand in a string, though a terminal may obey it.
_UNSAFE_IN_JSON = "[\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
_UNSAFE_IN_FILE = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
# A wide character may end a line; what closes a phrase may not begin one.
_PIECES = r"\s+|[^\s\u2e80-\U0010ffff]+|[^\s][、。，．」』）？！：；”,.;:!?)]*"


def use_utf8() -> None:
    """Make both streams UTF-8, whatever the locale says; what cannot be said becomes `?`."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Started with the stream closed.
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - for the whole run
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def say(text: object = "", *, to: TextIO | None = None) -> None:
    """Print `text`, each of its lines made safe."""
    stream = sys.stdout if to is None else to
    for line in str(text).expandtabs(4).split("\n"):
        stream.write(shown(line).rstrip() + "\n")


def warn(text: object) -> None:
    """Print one line to standard error."""
    say(text, to=sys.stderr)


def say_json(document: Any) -> None:
    """Print a JSON document; what a terminal would obey is escaped in it."""
    say_json_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def say_json_text(text: str) -> None:
    """Print the text of a JSON document that ends in a newline."""
    sys.stdout.write(re.sub(_UNSAFE_IN_JSON, lambda m: f"\\u{ord(m.group()):04x}", text))


def say_file(text: str) -> None:
    """Print the content of a file with its own line ends; what a terminal would obey is replaced.

    A calendar and a table have CR LF, also where the system's lines end otherwise.
    """
    safe = re.sub(_UNSAFE_IN_FILE, REPLACEMENT, text.expandtabs(4))
    sys.stdout.write(safe.replace(os.linesep, "\n"))


@lru_cache(maxsize=1_024)  # a column of dates has few different ones
def cells(text: str) -> int:
    """Return how many cells of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    width = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def padded(text: str, width: int) -> str:
    """Return `text` followed by as many blanks as make it `width` cells wide."""
    return text + " " * (width - cells(text))


def say_table(rows: Iterable[Sequence[str]], indent: int = 0) -> None:
    """Print rows with their columns in line; the last column is as long as it is."""
    lines = [[shown(cell) for cell in row] for row in rows]
    if not lines:
        return
    widths = [max(cells(row[n]) for row in lines) for n in range(len(lines[0]) - 1)]
    told = []
    for row in lines:
        # As many columns are filled up as there are widths: all but the last.
        columns = map(padded, row, widths)
        told.append((" " * indent + _GAP.join([*columns, row[-1]])).rstrip() + "\n")
    # Each cell is one safe line already.
    sys.stdout.write("".join(told))


def width() -> int:
    """Return how wide text for reading is made: the terminal, at most 100 cells."""
    import shutil

    return max(40, min(shutil.get_terminal_size((80, 24)).columns, WIDEST))


def wrapped(text: str, room: int) -> list[str]:
    """Return `text` broken into lines of at most `room` cells, at spaces or wide characters."""
    lines, line = [], ""
    for piece in re.findall(_PIECES, text):
        if cells(line + piece.rstrip()) > room and line.strip():
            lines.append(line.rstrip())
            line = ""
        line += piece if line or not piece.isspace() else ""
    return [*lines, line.rstrip()]


def say_wrapped(text: str, indent: int = 0, hanging: int = 0) -> None:
    """Print a paragraph, indented; its later lines by `hanging` more."""
    for number, line in enumerate(wrapped(text, width() - indent - hanging)):
        say(" " * (indent + (hanging if number else 0)) + line)


def say_definitions(rows: Sequence[tuple[str, str]], least: int = 0) -> None:
    """Print terms with what they mean beside them, the terms in a column of `least` or more."""
    indent = 2
    column = min(max([least, *(cells(term) for term, _meaning in rows)]), WIDEST_TERM) + 2
    for term, meaning in rows:
        lines = wrapped(meaning, width() - indent - column)
        if cells(term) > column - 2:
            say(" " * indent + term)
        else:
            say(" " * indent + padded(term, column) + lines.pop(0))
        for line in lines:
            say(" " * (indent + column) + line)
