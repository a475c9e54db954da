"""What a field's annotation comes down to, for what is made from the models: options and forms."""

from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin


def shape_of(annotation: Any) -> tuple[Any, list[Any]]:
    """Return the type below `| None` and `Annotated`, and the marks found on the way."""
    marks: list[Any] = []
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            marks += more
        elif origin in (Union, UnionType):
            annotation = next(kind for kind in get_args(annotation) if kind is not type(None))
        else:
            return annotation, marks


def longest(marks: list[Any]) -> int | None:
    """Return the most characters that the marks of a text allow."""
    return next((found for mark in marks if (found := mark.limits.get("max_length"))), None)


def has_fixed_words(annotation: Any) -> bool:
    """Tell whether a field takes only words of the model's own, one or a list of them."""
    shape, _marks = shape_of(annotation)
    if get_origin(shape) is tuple:
        shape, _marks = shape_of(get_args(shape)[0])
    return get_origin(shape) is Literal
