"""Records to the JSON of a row and back.

What a row holds was checked when it came in, so reading skips the checks: the model's defaults,
with the row's own values put in.
"""

import json
import types
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from footprint.model.changes import MODELS, Table
from footprint.model.fields import Model
from footprint.model.items import KINDS

M = TypeVar("M", bound=Model)
Convert = Callable[[Any], Any]


def to_text(value: Any) -> str:
    """Return `value` as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(model: type[M], values: Mapping[str, Any]) -> M:
    """Return the record whose snapshot form is `values`."""
    fields, defaults = _plan(model)
    update: dict[str, Any] = {}
    for key, value in values.items():
        name, convert = fields[key]
        update[name] = value if convert is None or value is None else convert(value)
    record = model.__new__(model)
    # What `model_construct` does at the end of its loops, which take ten times as long.
    _set(record, "__dict__", {**defaults, **update})
    _set(record, "__pydantic_fields_set__", set(update))
    _set(record, "__pydantic_extra__", None)
    _set(record, "__pydantic_private__", None)
    return record


_set = object.__setattr__


def read_record(table: Table, text: str | None) -> Any:
    """Return the record of `table` that the JSON `text` describes; None for None."""
    if text is None:
        return None
    values = json.loads(text)
    if table == "sections":
        return values
    if table == "items":
        return read(KINDS[values["kind"]], values)
    return read(MODELS[table], values)


def write_record(table: Table, record: Any) -> str | None:
    """Return the JSON that `read_record` reads; None for None."""
    if record is None:
        return None
    return to_text(record if table == "sections" else record.to_json())


@cache
def _plan(model: type[Model]) -> tuple[dict[str, tuple[str, Convert | None]], dict[str, Any]]:
    """Return the attribute and the conversion of each field by its JSON name, and the defaults.

    A required field has a place among them too: records are written in the order of their fields.
    """
    fields = {
        field.alias or name: (name, _converter(field.annotation))
        for name, field in model.model_fields.items()
    }
    defaults = {
        name: None if field.is_required() else field.get_default()
        for name, field in model.model_fields.items()
    }
    return fields, defaults


def _converter(annotation: Any) -> Convert | None:
    """Return what makes the field's value of its JSON; None where the JSON is the value."""
    if get_origin(annotation) is Annotated:
        return _converter(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        (inner,) = (each for each in get_args(annotation) if each is not type(None))
        return _converter(inner)
    if get_origin(annotation) is tuple:
        convert = _converter(get_args(annotation)[0])
        return tuple if convert is None else lambda values: tuple(map(convert, values))
    if annotation is date:
        return date.fromisoformat
    if annotation is Decimal:
        return Decimal
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return lambda values: read(annotation, values)
    return None
