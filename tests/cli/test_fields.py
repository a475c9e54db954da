"""Fields of items as options: every field of every kind, and how values are written."""

import pytest

from footprint.cli.fields import common_fields, document_of, fields_of, fields_of_kind
from footprint.cli.spec import FieldValue
from footprint.errors import Invalid, Usage
from footprint.model.items import KINDS, Item


def document(kind: str, /, **fields: str) -> dict[str, object]:
    return document_of(kind, [FieldValue(name, value) for name, value in fields.items()])


def test_every_field_of_every_kind_is_an_option() -> None:
    for kind, model in KINDS.items():
        names = {name.partition(".")[0] for name in fields_of(kind)}
        assert names == set(model.fields()) - {"kind"}
        assert sorted([*common_fields(), *fields_of_kind(kind)]) == sorted(fields_of(kind))


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("price", "3980 JPY", {"amount": "3980", "currency": "JPY"}),
        ("price", "EUR 12.50", {"amount": "12.50", "currency": "EUR"}),
        ("cycle", "1 month", {"every": 1, "unit": "month"}),
        ("cycle", "every 2 weeks", {"every": 2, "unit": "week"}),
        ("cycle", "year", {"every": 1, "unit": "year"}),
        ("renews_for", "12 months", {"every": 12, "unit": "month"}),
        ("notice", "7 days", {"days": 7}),
        ("notice", "3 months to term_end", {"months": 3, "to": "term_end"}),
        ("notice", "4 weeks to the month-end", {"weeks": 4, "to": "month_end"}),
        (
            "price_changes",
            "2027-01-01 4200 JPY",
            [{"from": "2027-01-01", "price": {"amount": "4200", "currency": "JPY"}}],
        ),
        ("paused", "2026-08-01..2026-08-31", [{"from": "2026-08-01", "until": "2026-08-31"}]),
        ("charges_left", "3", 3),
        ("first_charge_on", "2026-01-31", "2026-01-31"),
        ("cancel.email", "a@b.example", {"email": ["a@b.example"]}),
        ("cancel.undo_days", "14", {"undo_days": 14}),
        ("handover.wish", "cancel", {"wish": "cancel"}),
    ],
)
def test_values_are_read_as_people_write_them(name: str, value: str, read: object) -> None:
    made = document("subscription", **{name: value})
    assert made == {name.partition(".")[0]: read}
    Item.from_json({"id": "x", "kind": "subscription", "name": "X", **made})


def test_a_list_grows_with_each_option() -> None:
    given = [FieldValue("holds", "name"), FieldValue("holds", "card")]
    assert document_of("shop", given) == {"holds": ["name", "card"]}


def test_what_is_no_list_is_given_once() -> None:
    with pytest.raises(Usage, match="--login was given twice"):
        document_of("shop", [FieldValue("login", "a"), FieldValue("login", "b")])


def test_a_field_that_is_not_there_is_named_with_the_closest() -> None:
    with pytest.raises(Usage, match="A subscription has no field “prise”; did you mean “price”"):
        document("subscription", prise="1")
    with pytest.raises(Usage, match="A shop has no field “kind”"):
        document("shop", kind="service")
    with pytest.raises(Usage, match="cancel.emial"):
        document("subscription", **{"cancel.emial": "x"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("price", "3980"),
        ("price", "3 9 80 JPY"),
        ("cycle", "sometimes"),
        ("notice", "soon"),
        ("notice", "1 year"),
        ("price_changes", "2027-01-01"),
        ("paused", "2026-08-01"),
    ],
)
def test_what_cannot_be_read_names_its_field(name: str, value: str) -> None:
    with pytest.raises(Invalid) as refusal:
        document("subscription", **{name: value})
    assert str(refusal.value).startswith(f"{name}: ")
