"""Records from data that was checked before: rows of one's own vault, the program's own tables.

Reading skips the checks: the model's defaults, with the data's own values put in.
"""

import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from footprint.model.base import Model, remembered

M = TypeVar("M", bound=Model)
Convert = Callable[[Any], Any]


def trusted(model: type[M], values: Mapping[str, Any]) -> M:
    """Return the record whose snapshot form is `values`.

    Raises:
        KeyError: the model has no such field.
        ValueError: a date or a number is none.
    """
    fields, defaults = _plan(model)
    found = dict(defaults)
    for key, value in values.items():
        name, convert = fields[key]
        found[name] = value if convert is None or value is None else convert(value)
    return made(model, found)


def made(model: type[M], values: dict[str, Any]) -> M:
    """Return the record that has exactly these attributes, in the order of its fields."""
    record = model.__new__(model)
    _set(record, "__dict__", values)
    return record


_set = object.__setattr__


@remembered
def _plan(model: Any) -> tuple[dict[str, tuple[str, Convert | None]], dict[str, Any]]:
    """Return the attribute and the conversion of each field by its JSON name, and the defaults.

    A required field has a place among them too: records are written in the order of their fields.
    """
    fields = model.fields()
    plan = {field.key: (name, _converter(field.annotation)) for name, field in fields.items()}
    return plan, {name: field.default for name, field in fields.items()}


def _converter(annotation: Any) -> Convert | None:
    """Return what makes the field's value of its JSON; None where the JSON is the value."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _converter(inside[0])
    if origin in (Union, types.UnionType):
        # None of the unions here has two members that have to be converted.
        return next((found for each in inside if (found := _converter(each))), None)
    if origin is tuple:
        return _of_each(_converter(inside[0]))
    if origin is dict:
        convert = _converter(inside[1])
        return convert and (lambda values: {key: convert(each) for key, each in values.items()})
    if annotation is date:
        return date.fromisoformat
    if annotation is Decimal:
        return Decimal
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return lambda values: trusted(annotation, values)
    return None


def _of_each(convert: Convert | None) -> Convert:
    return tuple if convert is None else lambda values: tuple(map(convert, values))
