"""Charges never drift; contracts end as the calendar says."""

from datetime import date
from typing import Any

import pytest

from footprint.model import calendar
from footprint.model.items import Item, Subscription


def subscription(**fields: Any) -> Subscription:
    made = Item.from_json({"id": "s", "kind": "subscription", "name": "s", **fields})
    assert isinstance(made, Subscription)
    return made


def monthly(first: str, **fields: Any) -> Subscription:
    return subscription(first_charge_on=first, cycle={"every": 1, "unit": "month"}, **fields)


def days(found: list[date]) -> list[str]:
    return [day.isoformat() for day in found]


YEAR = (date(2027, 1, 1), date(2027, 4, 30))


def test_the_thirty_first_stays_the_thirty_first() -> None:
    assert days(calendar.charges(monthly("2023-01-31"), *YEAR)) == [
        *("2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30")
    ]


def test_a_leap_day_comes_back() -> None:
    yearly = subscription(first_charge_on="2024-02-29", cycle={"every": 1, "unit": "year"})
    assert days(calendar.charges(yearly, date(2026, 1, 1), date(2028, 12, 31))) == [
        *("2026-02-28", "2027-02-28", "2028-02-29")
    ]


def test_pauses_ends_and_finite_plans_have_no_charges() -> None:
    paused = monthly("2026-01-10", paused=[{"from": "2027-02-01", "until": "2027-02-28"}])
    assert days(calendar.charges(paused, *YEAR)) == ["2027-01-10", "2027-03-10", "2027-04-10"]
    ends = monthly("2026-01-10", ends_on="2027-03-10")
    assert days(calendar.charges(ends, *YEAR)) == ["2027-01-10", "2027-02-10"]
    finite = monthly("2026-01-10", charges_left=3, checked_on="2026-12-01")
    assert days(calendar.charges(finite, *YEAR)) == ["2027-01-10", "2027-02-10"]
    assert calendar.next_charge(finite, date(2027, 2, 10)) is None


def test_a_trial_converts_on_its_last_day() -> None:
    price = {"amount": "9.99", "currency": "EUR"}
    trial = monthly(
        "2027-01-05",
        price=price,
        trial_ends_on="2027-01-05",
        trial_price={"amount": "1", "currency": "EUR"},
    )
    before = calendar.price_on(trial, date(2027, 1, 4))
    after = calendar.price_on(trial, date(2027, 1, 5))
    assert before and after
    assert (str(before.amount), str(after.amount)) == ("1", "9.99")


def test_a_price_changes_from_its_day_on() -> None:
    changed = monthly(
        "2026-01-10",
        price={"amount": "10", "currency": "EUR"},
        price_changes=[{"from": "2027-02-10", "price": {"amount": "12", "currency": "EUR"}}],
    )
    prices = [calendar.price_on(changed, day) for day in calendar.charges(changed, *YEAR)]
    assert [str(p.amount) for p in prices if p] == ["10", "12", "12", "12"]


@pytest.mark.parametrize(
    ("given", "notice", "end"),
    [
        ("2026-11-23", None, "2026-11-24"),
        ("2026-11-23", {"days": 0}, "2026-11-23"),
        ("2026-11-23", {"days": 7}, "2026-11-30"),
        ("2026-11-23", {"weeks": 2}, "2026-12-07"),
        ("2026-11-28", {"months": 3}, "2027-02-28"),
        ("2026-11-29", {"months": 3}, "2027-03-01"),
        ("2027-01-31", {"months": 1}, "2027-03-01"),
        ("2026-11-23", {"months": 1, "to": "month_end"}, "2026-12-31"),
        ("2026-12-01", {"months": 1, "to": "month_end"}, "2027-01-31"),
    ],
)
def test_the_end_of_a_contract(given: str, notice: dict[str, Any] | None, end: str) -> None:
    contract = monthly("2025-01-01", **({"notice": notice} if notice else {}))
    assert calendar.contract_end(contract, date.fromisoformat(given)).isoformat() == end


def test_terms_go_on_from_the_first_one() -> None:
    notice = {"months": 1, "to": "term_end"}
    renewed = monthly(
        "2024-03-01",
        notice=notice,
        min_term_ends_on="2025-02-28",
        renews_for={"every": 1, "unit": "year"},
    )
    assert calendar.contract_end(renewed, date(2026, 1, 28)) == date(2026, 2, 28)
    assert calendar.contract_end(renewed, date(2026, 1, 29)) == date(2027, 2, 28)
    assert calendar.cut_off(renewed, date(2026, 3, 1)) == date(2026, 1, 28)


@pytest.mark.parametrize(
    "notice",
    [
        None,
        {"days": 7},
        {"months": 2},
        {"days": 1, "to": "month_end"},
        {"months": 1, "to": "term_end"},
    ],
)
@pytest.mark.parametrize("least", [None, "2026-12-20"])
def test_the_cut_off_is_the_last_day_that_avoids_a_charge(
    notice: dict[str, Any] | None, least: str | None
) -> None:
    fields = {"notice": notice, "min_term_ends_on": least}
    contract = monthly("2025-01-31", **{k: v for k, v in fields.items() if v})
    for charge in calendar.charges(contract, date(2026, 11, 1), date(2027, 6, 30)):
        last = calendar.cut_off(contract, charge)
        if last is None:
            assert calendar.contract_end(contract, date(2020, 1, 1)) > charge
            continue
        assert calendar.contract_end(contract, last) <= charge
        assert calendar.contract_end(contract, last + calendar.DAY) > charge


def test_a_water_order_every_two_weeks() -> None:
    water = subscription(
        first_charge_on="2025-04-04", cycle={"every": 2, "unit": "week"}, notice={"days": 7}
    )
    today = date(2026, 11, 23)
    assert calendar.next_charge(water, today) == date(2026, 11, 27)
    assert calendar.cut_off(water, date(2026, 11, 27)) == date(2026, 11, 20)
    assert calendar.next_cut_off(water, today) == (date(2026, 12, 11), date(2026, 12, 4))
