"""What every record is made of: frozen, equal by its fields, checked only at a door."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from footprint.errors import Invalid
from footprint.model.base import Model
from footprint.model.exits import Exit
from footprint.model.fields import Pause, Price
from footprint.model.items import Item, Shop, Subscription
from footprint.model.links import Link
from footprint.model.trusted import trusted
from footprint.requests.table import load

YEN = {"amount": "3980", "currency": "JPY"}
LINK = {"from": "a", "relation": "needs", "to": "b"}
PAUSE = {"from": "2026-01-01", "until": "2026-01-02"}


def test_a_field_stands_where_it_was_first_named() -> None:
    assert list(Shop.fields())[:3] == ["id", "kind", "name"]
    assert list(Shop.fields())[-2:] == ["login", "closing"]


@pytest.mark.parametrize(
    ("model", "document"),
    [(Price, YEN), (Link, LINK), (Pause, PAUSE)],
    ids=["amount", "from", "on"],
)
def test_what_comes_through_a_door_is_what_is_read_from_the_vault(
    model: type[Model], document: dict[str, Any]
) -> None:
    checked = model.from_json(document)
    assert checked == trusted(model, document)
    assert hash(checked) == hash(trusted(model, document))
    assert checked.to_json() == document


def test_it_is_never_changed_in_place() -> None:
    price = Price.from_json(YEN)
    with pytest.raises(AttributeError, match="never changed"):
        price.amount = Decimal(1)  # type: ignore[misc]
    dearer = price.changed(amount=Decimal(4200))
    assert (price.amount, dearer.amount, dearer.currency) == (3980, 4200, "JPY")
    assert deepcopy(price) == price != dearer


def test_what_the_program_makes_has_every_field_and_no_other() -> None:
    with pytest.raises(TypeError):
        Exit(id="leave")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Exit(id="leave", goal=("a",), until=date(2026, 1, 1))  # type: ignore[call-arg]
    assert Exit(id="leave", goal=("a",)).decisions == ()


def test_what_was_computed_once_is_no_part_of_the_value() -> None:
    table = load()
    same = table.changed()
    assert table.find("GENERIC") is not None
    assert table == same
    assert "_by_id" not in same.__dict__


def test_records_of_two_kinds_are_never_equal() -> None:
    one, other = ({"id": "a", "kind": kind, "name": "A"} for kind in ("shop", "service"))
    assert Item.from_json(one) != Item.from_json(other)
    assert isinstance(Item.from_json(one), Shop)


def test_a_record_is_taken_as_it_is_inside_a_document() -> None:
    price = Price.from_json(YEN)
    order = {"id": "a", "kind": "subscription", "name": "A", "price": price}
    made = Item.from_json(order)
    assert isinstance(made, Subscription)
    assert made.price is price


def test_a_problem_is_told_with_the_place_below_the_one_given() -> None:
    order = {"id": "a", "kind": "subscription", "name": "A", "price": {**YEN, "amount": "1.5"}}
    with pytest.raises(Invalid) as told:
        Item.from_json(order, "items[3]")
    assert str(told.value) == "items[3].price: JPY has no decimals"
    with pytest.raises(Invalid, match=r"items\[3\]\.nonsense: there is no field of this name"):
        Item.from_json({**order, "price": YEN, "nonsense": 1}, "items[3]")
