"""What a field's value must fulfil, in pydantic's words, said without importing pydantic.

Reading one's own vault checks nothing, and importing what checks would take as long as all else
that `footprint due` does. So an annotation holds a `Mark`, and pydantic, once something comes
through a door, gets from it what it stands for: it is a `GroupedMetadata` as the package
annotated-types defines it.
"""

from collections.abc import Callable, Iterator
from typing import Any, Literal


class Mark:
    """One of pydantic's annotations, by its name and what it is made with."""

    __is_annotated_types_grouped_metadata__: Literal[True] = True

    def __init__(self, name: str, *given: Any, **limits: Any) -> None:
        self.name = name
        self.given = given
        self.limits = limits

    def __iter__(self) -> Iterator[Any]:
        import pydantic
        from pydantic.fields import FieldInfo

        made = getattr(pydantic, self.name)(*self.given, **self.limits)
        if isinstance(made, FieldInfo):
            yield from made.metadata
        elif isinstance(made, pydantic.StringConstraints):
            yield from made
        else:
            yield made


def limits(*, ge: int | None = None, le: int | None = None, min_length: int | None = None) -> Mark:
    """A whole number from `ge` to `le`, or a list of at least `min_length`."""
    if min_length is not None:
        return Mark("Field", min_length=min_length)
    return Mark("Field", ge=ge, le=le, strict=True)


def text(**constraints: Any) -> Mark:
    """A text with pydantic's `StringConstraints`: `min_length`, `max_length`, `pattern`."""
    return Mark("StringConstraints", **constraints)


def before(check: Callable[[Any], Any]) -> Mark:
    """What comes in is given to `check` first; it returns what is to be read instead."""
    return Mark("BeforeValidator", check)


def after(check: Callable[[Any], Any]) -> Mark:
    """What was read is given to `check`; it returns the value, or raises `Unfit`."""
    return Mark("AfterValidator", check)


def told_by(field: str) -> Mark:
    """Which of a union it is, is told by `field`."""
    return Mark("Discriminator", field)


def in_schema(schema: dict[str, Any]) -> Mark:
    """How the value is described in the JSON Schema."""
    return Mark("WithJsonSchema", schema)
