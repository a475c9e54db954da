"""Words for fixed values: every one that the model allows has its own, and nothing else does."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import pytest

from footprint import i18n
from footprint.model.base import Model
from footprint.model.exits import Decision
from footprint.model.fields import Day, Price
from footprint.model.items import KINDS
from footprint.model.links import Link, Strength
from footprint.model.requests import Channel
from footprint.model.shapes import has_fixed_words, longest, shape_of
from footprint.model.words import WORDS, word


def fixed(model: type[Model]) -> Iterator[tuple[str, str]]:
    """Yield every fixed value of a model's fields, and of what is inside them."""
    for name, field in model.fields().items():
        shape, _marks = shape_of(field.annotation)
        if get_origin(shape) is tuple:
            shape, _marks = shape_of(get_args(shape)[0])
        if get_origin(shape) is Literal and name != "kind":
            yield from ((name, value) for value in get_args(shape))
        elif isinstance(shape, type) and issubclass(shape, Model):
            yield from fixed(shape)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_every_fixed_value_has_a_word(language: str) -> None:
    i18n.set_language(language)
    values = {value for model in KINDS.values() for _name, value in fixed(model)}
    values |= {*get_args(Channel), *get_args(Strength)}
    for value in values:
        assert word(value)
        assert language == "en" or not word(value).isascii() or value in ("sms", "web")
    assert set(WORDS) - values == {"days", "weeks", "months"}


class Fields(Model):
    one: Literal["a"] | None = None
    many: tuple[Literal["a", "b"], ...] = ()
    text: str | None = None
    texts: tuple[str, ...] = ()
    day: Day | None = None
    price: Price | None = None


def test_only_fields_of_fixed_words_are_told_as_such() -> None:
    found = {n for n, f in Fields.fields().items() if has_fixed_words(f.annotation)}
    assert found == {"one", "many"}
    assert has_fixed_words(Link.fields()["strength"].annotation)
    assert has_fixed_words(Decision.fields()["decision"].annotation)


def test_a_shape_is_told_with_its_marks() -> None:
    annotation: Any = KINDS["shop"].fields()["notes"].annotation
    shape, marks = shape_of(annotation)
    assert shape is str
    assert longest(marks) == 100_000
