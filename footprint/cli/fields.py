"""Fields of items as options: which there are, and how their values are written (DESIGN 7).

They are made from the models, so a new field of the model is an option at once.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin

from footprint.cli.spec import FieldValue
from footprint.errors import Invalid, Usage
from footprint.i18n import N_
from footprint.model.base import Model
from footprint.model.fields import Cycle, Notice, Pause, Price, PriceChange
from footprint.model.integrity import kind_name
from footprint.model.items import KINDS, Item
from footprint.model.shapes import shape_of
from footprint.model.text import shown

_PERIOD = r"(?:every +)?(?:(\d{1,6}) *)?(day|week|month|year)s?"
_NOTICE = r"(\d{1,6}) *(day|week|month)s?(?: +to +(?:the +)?(month|term)[_ -]end)?"


@dataclass(frozen=True)
class Field:
    """One field: its dotted name, whether it may be repeated, and how its value is read."""

    name: str
    many: bool
    read: Callable[[str], Any]


def document_of(kind: str, given: Iterable[FieldValue]) -> dict[str, Any]:
    """Return the part of an item's document that the options describe.

    Raises:
        Usage: there is no such field, or one that is no list was given twice.
        Invalid: a value is not written as its field needs it.
    """
    fields = fields_of(kind)
    document: dict[str, Any] = {}
    for name, value in given:
        field = fields.get(name.replace("-", "_"))
        if field is None:
            raise _unknown(kind, name)
        first, _dot, second = field.name.partition(".")
        place = document.setdefault(first, {}) if second else document
        key = second or first
        if key in place and not field.many:
            raise Usage(N_("--{option} was given twice."), option=field.name)
        read = _read(field, value)
        place[key] = [*place.get(key, []), read] if field.many else read
    return document


def _read(field: Field, value: str) -> Any:
    try:
        return field.read(value)
    except _Unreadable as error:
        raise Invalid(field.name, error.message) from None


def _unknown(kind: str, name: str) -> Usage:
    close = difflib.get_close_matches(name.replace("-", "_"), fields_of(kind), 1)
    values = {"kind": kind_name(kind), "field": shown(name)}
    if close:
        return Usage(
            N_("A {kind} has no field “{field}”; did you mean “{closest}”?"),
            closest=close[0],
            **values,
        )
    return Usage(
        N_("A {kind} has no field “{field}”. footprint add --help lists its fields."), **values
    )


# -- which fields there are --------------------------------------------------------------------


@cache
def fields_of(kind: str) -> dict[str, Field]:
    """Return every field of a kind by its dotted name, in the model's order."""
    fields = (
        field
        for name, info in KINDS[kind].fields().items()
        if name != "kind"
        for field in _fields(name, info.annotation)
    )
    return {field.name: field for field in fields}


def common_fields() -> list[str]:
    """Return the names of the fields that every kind has."""
    return [name for name in fields_of("contact") if name.partition(".")[0] in Item.fields()]


def fields_of_kind(kind: str) -> list[str]:
    """Return the names of the fields that not every kind has."""
    return [name for name in fields_of(kind) if name.partition(".")[0] not in Item.fields()]


def _fields(name: str, annotation: Any) -> Iterator[Field]:
    shape, _marks = shape_of(annotation)
    many = get_origin(shape) is tuple
    if many:
        shape, _marks = shape_of(get_args(shape)[0])
    if shape in _READERS:
        yield Field(name, many, _READERS[shape])
    elif isinstance(shape, type) and issubclass(shape, Model):
        for inner, info in shape.fields().items():
            yield from _fields(f"{name}.{inner}", info.annotation)
    else:
        yield Field(name, many, str)


# -- how values are written --------------------------------------------------------------------


class _Unreadable(Exception):
    """A value is not written as its field needs it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def _price(value: str) -> dict[str, str]:
    words = value.split()
    if len(words) == 2 and re.fullmatch(r"[A-Za-z]{3}", words[0]):
        words.reverse()
    if len(words) != 2:
        raise _Unreadable(N_("write an amount and its currency, like “3980 JPY”"))
    return {"amount": words[0], "currency": words[1].upper()}


def _cycle(value: str) -> dict[str, Any]:
    match = re.fullmatch(_PERIOD, value.strip().lower())
    if match is None:
        raise _Unreadable(N_("write how often, like “1 month” or “2 weeks”"))
    return {"every": int(match[1] or 1), "unit": match[2]}


def _notice(value: str) -> dict[str, Any]:
    match = re.fullmatch(_NOTICE, value.strip().lower())
    if match is None:
        raise _Unreadable(N_("write a notice like “7 days” or “3 months to term_end”"))
    notice: dict[str, Any] = {f"{match[2]}s": int(match[1])}
    return notice | {"to": f"{match[3]}_end"} if match[3] else notice


def _price_change(value: str) -> dict[str, Any]:
    day, _space, price = value.strip().partition(" ")
    if not price:
        raise _Unreadable(N_("write a price change like “2027-01-01 4200 JPY”"))
    return {"from": day, "price": _price(price)}


def _pause(value: str) -> dict[str, str]:
    first, dots, last = value.strip().partition("..")
    if not dots:
        raise _Unreadable(N_("write a pause like “2026-08-01..2026-08-31”"))
    return {"from": first.strip(), "until": last.strip()}


def _whole(value: str) -> int | str:
    # What is no number is left to the model to refuse.
    return int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else value


_READERS: dict[Any, Callable[[str], Any]] = {
    Price: _price,
    Cycle: _cycle,
    Notice: _notice,
    PriceChange: _price_change,
    Pause: _pause,
    int: _whole,
}
