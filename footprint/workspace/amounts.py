"""Amounts that a person types, as on a statement: one reading for every way in."""

import re
import unicodedata
from collections.abc import Iterator

from footprint.errors import Invalid
from footprint.i18n import N_
from footprint.model.fields import Price
from footprint.model.items import Item
from footprint.model.records import Records

# Dollars and crowns have one sign for many; they are written with their code.
_SIGNS = {"¥": "JPY", "円": "JPY", "€": "EUR", "£": "GBP", "₩": "KRW", "₹": "INR", "₺": "TRY"}
_DOLLARS = ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD")
# 3,980.50 as in English, and where it can be none of those, 3.980,50 as on the Continent.
_LOCALES = ("en", "de")
_AROUND = r"[^\w.,'’-]*(?:[^\W\d_]{1,3})?[^\w.,'’-]*"
_NUMBER = r"-?(?:\d{1,3}(?:\s\d{3})+(?:[.,]\d+)?|\d[\d.,'’]*)"
_WRITTEN = re.compile(rf"{_AROUND}({_NUMBER}){_AROUND}")


def usual_currency(records: Records, item: Item | None = None) -> str:
    """Return the currency where none is typed: that of `item`, else the one used most recently."""
    own = getattr(item, "price", None)
    if own:
        return str(own.currency)
    prices = [getattr(each, "price", None) for each in records.items.values()]
    return next((price.currency for price in reversed(prices) if price), "JPY")


def read_amount(typed: str, currency: str) -> Price | None:
    """Return the price typed like `3980 JPY`, `¥3,980` or `19,90 €`; None for nothing.

    `currency` is taken where none is typed, and says whose dollars `$` are.

    Raises:
        Invalid: it is not written so.
    """
    text = unicodedata.normalize("NFKC", typed).strip()
    if not text:
        return None
    written = _WRITTEN.fullmatch(text)
    problem = Invalid("amount", N_('an amount is written in digits, like "3980" or "12.50"'))
    for number, amount in enumerate(_numbers(written[1]) if written else ()):
        try:
            price = {"amount": amount, "currency": _currency(text, currency)}
            return Price.from_json(price, "amount")
        except Invalid as error:
            problem = problem if number else error
    raise problem


def _numbers(digits: str) -> Iterator[str]:
    """Yield what the digits may mean, the likeliest first."""
    from babel.numbers import NumberFormatError, parse_decimal

    text = re.sub(r"[\s'’]", "", digits)
    for locale in _LOCALES:
        try:
            # Strict, or 19,90 would be read as 1990.
            yield format(parse_decimal(text, locale, strict=True), "f")
        except NumberFormatError:
            continue


def _currency(text: str, usual: str) -> str:
    code = re.search(r"[^\W\d_]{3}", text)
    if code:
        return code[0].upper()
    if "$" in text:
        return usual if usual in _DOLLARS else "USD"
    return next((code for sign, code in _SIGNS.items() if sign in text), usual)
