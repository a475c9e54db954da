"""HTML and SVG element by element, so that nothing recorded can become one."""

import re
from html import escape

from footprint.model.text import REPLACEMENT, shown_lines

# Left over after `shown_lines`: what XML forbids.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_VOID = frozenset({"meta", "input", "br"})


class Markup(str):
    """Text that is markup already; every other text is escaped where it is put in."""


def text(value: str) -> Markup:
    """Return `value` as text of a document: literal, whatever it says."""
    return Markup(escape(_NO_CHARACTERS.sub(REPLACEMENT, shown_lines(value))))


def tag(name: str, /, *children: str | None, **attributes: str | float | None) -> Markup:
    """Return an element; `class_` is its class, `aria_label` its aria-label.

    Children and attributes that are None are left out. Numbers are written to a tenth.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{join(*children)}</{name}>")


def label(value: str, x: float, y: float, width: float, class_: str | None = None) -> Markup:
    """Return a line of text in a picture; what is wider than its room is clipped.

    Text is cut by its cells beforehand, but a name of wide letters alone may still be wider.
    """
    line = tag("text", value, x=0, y=14, class_=class_)
    return tag("svg", line, x=x, y=y - 14, width=width, height=20)


def join(*parts: str | None) -> Markup:
    """Return the parts one after the other; those that are no markup become text."""
    return Markup(
        "".join(part if isinstance(part, Markup) else text(part) for part in parts if part)
    )


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return text(value)
    return f"{round(value, 1) + 0.0:g}"
