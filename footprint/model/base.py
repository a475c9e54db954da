"""What every record is made of: a frozen object whose fields are its annotations.

Three ways lead to one: `from_json` checks everything (a door: pydantic, see `doors`), `trusted`
reads what was checked before (the vault's own rows), and the constructor takes values that the
program itself has made. Only the first needs pydantic.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, NamedTuple, Self, TypeVar, dataclass_transform, get_origin

T = TypeVar("T")


def remembered(function: Callable[[Any], T]) -> Callable[[Any], T]:
    """Remember what `function` returns for each model; type checkers take them for unhashable."""
    return cache(function)


class Unfit(ValueError):
    """A value that a field does not take: a msgid marked with `N_`, and what is filled in."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class Field(NamedTuple):
    """One field of a model: its name in JSON, its type with all marks, and its default."""

    key: str
    annotation: Any
    default: Any
    is_required: bool


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Model:
    """A frozen record that refuses fields it does not know."""

    json_names: ClassVar[Mapping[str, str]] = {}
    """The names in JSON that are none in Python (`from`), by attribute."""
    skips_unknown: ClassVar[bool] = False
    """Whether `from_json` leaves out what it does not know, rather than refusing it."""

    def __init__(self, **values: Any) -> None:
        fields = type(self).fields()
        missing = [name for name, field in fields.items() if field.is_required]
        if not values.keys() <= fields.keys() or not values.keys() >= set(missing):
            raise TypeError(f"{type(self).__name__} has other fields than {', '.join(values)}")
        self.__dict__.update({name: field.default for name, field in fields.items()} | values)

    @classmethod
    def fields(cls) -> Mapping[str, Field]:
        """Return the fields in the order they are written, by attribute."""
        return _fields(cls)

    @classmethod
    def from_json(cls, document: object, place: str = "") -> Self:
        """Return the record that a document from outside describes, every field checked.

        Raises:
            Invalid: with the JSON path below `place`, at the first thing that breaks a rule.
        """
        from footprint.model.doors import validated

        found: Self = validated(cls, document, place)
        return found

    def to_json(self, *, whole: bool = False) -> dict[str, Any]:
        """Return the snapshot's form: plain JSON values; `whole`: with the fields at default."""
        own = self.__dict__
        return {
            field.key: _plain(own[name], whole)
            for name, field in type(self).fields().items()
            if whole or field.is_required or own[name] != field.default
        }

    def changed(self, **values: Any) -> Self:
        """Return the same with other values, which are not checked."""
        return type(self)(**self.as_dict() | values)

    def as_dict(self) -> dict[str, Any]:
        """Return the values by attribute."""
        return {name: self.__dict__[name] for name in type(self).fields()}

    @classmethod
    def prepared(cls, document: object) -> object:
        """Return what is read in place of `document`: the first step of `from_json`.

        An optional field given as nothing (blank text, an empty object) is not given.
        """
        if not isinstance(document, dict):
            return document
        optional = {
            field.key
            for field in cls.fields().values()
            if not field.is_required and field.default is None
        }
        return {
            key: value
            for key, value in document.items()
            if not (key in optional and _is_nothing(value))
        }

    def check(self) -> None:
        """Look whether the fields go together: the last step of `from_json`.

        Raises:
            Unfit: they do not.
        """

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is never changed in place")

    def __eq__(self, other: object) -> bool:
        # What is computed once is kept beside the fields, and is no part of the value.
        return type(other) is type(self) and (
            self.__dict__ == other.__dict__ or self.as_dict() == other.as_dict()
        )

    def __hash__(self) -> int:
        return hash((type(self), *self.as_dict().values()))

    def __repr__(self) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self.as_dict().items())
        return f"{type(self).__name__}({values})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: Any) -> Any:
        from footprint.model.doors import core_schema_of

        return core_schema_of(cls, handler)


@remembered
def _fields(model: Any) -> dict[str, Field]:
    annotations: dict[str, Any] = {}
    for each in reversed(model.__mro__[:-1]):
        annotations |= each.__annotations__
    return {
        name: Field(
            model.json_names.get(name, name),
            annotation,
            getattr(model, name, None),
            not hasattr(model, name),
        )
        for name, annotation in annotations.items()
        if get_origin(annotation) is not ClassVar
    }


def _is_nothing(value: object) -> bool:
    return value == {} or (isinstance(value, str) and not value.strip())


def _plain(value: Any, whole: bool) -> Any:
    """Return the JSON of a field's value."""
    if isinstance(value, Model):
        return value.to_json(whole=whole)
    if isinstance(value, tuple | list):
        return [_plain(each, whole) for each in value]
    if isinstance(value, dict):
        return {key: _plain(each, whole) for key, each in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value
