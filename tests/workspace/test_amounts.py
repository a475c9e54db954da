"""Amounts as people type them and as they stand on statements."""

import pytest

from footprint.errors import Invalid
from footprint.model import snapshot
from footprint.workspace.amounts import read_amount, usual_currency


@pytest.mark.parametrize(
    ("typed", "usual", "read"),
    [
        ("3980", "JPY", "3980 JPY"),
        ("3980 jpy", "EUR", "3980 JPY"),
        ("JPY 3980", "EUR", "3980 JPY"),
        ("¥3,980", "EUR", "3980 JPY"),
        ("￥3,980", "EUR", "3980 JPY"),
        ("３，９８０円", "EUR", "3980 JPY"),
        ("19.90", "EUR", "19.90 EUR"),
        ("19,90 EUR", "JPY", "19.90 EUR"),
        ("€19.90", "JPY", "19.90 EUR"),
        ("1.234,56 €", "JPY", "1234.56 EUR"),
        ("1 234,56 €", "JPY", "1234.56 EUR"),
        ("1.234", "EUR", "1234 EUR"),
        ("1'234.50 CHF", "EUR", "1234.50 CHF"),
        ("$10", "JPY", "10 USD"),
        ("$10", "CAD", "10 CAD"),
        ("£1,000", "EUR", "1000 GBP"),
    ],
)
def test_an_amount_is_read_as_it_was_meant(typed: str, usual: str, read: str) -> None:
    price = read_amount(typed, usual)
    assert price is not None
    assert f"{price.amount} {price.currency}" == read


def test_nothing_is_no_amount() -> None:
    assert read_amount("  ", "JPY") is None


@pytest.mark.parametrize(
    ("typed", "usual", "why"),
    [
        ("19.90", "JPY", "no decimals"),
        ("abc", "JPY", "digits"),
        ("1e5", "EUR", "digits"),
        ("-5", "JPY", "never negative"),
        ("3 ABC", "EUR", "ISO 4217"),
        ("3980 3980", "EUR", "decimals|digits"),
        ("1,2,3.4", "EUR", "digits"),
        ("5\x1b[31m", "EUR", "digits"),
    ],
)
def test_what_is_no_amount_is_refused(typed: str, usual: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        read_amount(typed, usual)


def test_the_currency_is_the_one_used_last() -> None:
    def item(name: str, currency: str) -> dict[str, object]:
        price = {"amount": "5", "currency": currency}
        return {"id": name, "kind": "subscription", "name": name, "price": price}

    document = {"format": "footprint-snapshot", "version": 1}
    both = {**document, "items": [item("a", "USD"), item("b", "EUR")]}
    records = snapshot.from_document(both)
    assert usual_currency(records) == "EUR"
    assert usual_currency(records, records.items["a"]) == "USD"
    assert usual_currency(snapshot.from_document(document)) == "JPY"
