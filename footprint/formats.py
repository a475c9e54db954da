"""How dates, money and numbers are shown: by CLDR (Babel), in the language spoken now."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from footprint.i18n import N_, _, language, ngettext

if TYPE_CHECKING:
    from footprint.model.fields import Cycle, Notice, Price

# Day before month, as most of the world writes it; Japanese in its own order.
_DAY = {"en": "d MMM y", "ja": "y年M月d日"}
_DAY_SHORT = {"en": "d MMM", "ja": "M月d日"}
_WEEKDAY = {"en": "EEEE", "ja": "EEEE"}
_MONTH = {"en": "MMM y", "ja": "y年M月"}


@cache
def _locale(code: str) -> Any:
    from babel import Locale

    return Locale.parse(code)


@lru_cache(maxsize=4_096)  # a screen of thousands of charges has few different days
def _written(value: date, pattern: str, code: str) -> str:
    from babel.dates import format_date

    return format_date(value, pattern, locale=_locale(code))


def _date(value: date, patterns: dict[str, str]) -> str:
    return _written(value, patterns[language()], language())


def day(value: date) -> str:
    """Return a date with its year: 20 Jan 2027."""
    return _date(value, _DAY)


def day_short(value: date) -> str:
    """Return a date without its year, for what is near: 20 Jan."""
    return _date(value, _DAY_SHORT)


def weekday(value: date) -> str:
    """Return the weekday of a date: Wednesday."""
    return _date(value, _WEEKDAY)


def month(value: str) -> str:
    """Return a month given as YYYY-MM: Mar 2027."""
    year, number = value.split("-")
    return _date(date(int(year), int(number), 1), _MONTH)


def listed(names: Iterable[str]) -> str:
    """Return several names in a row: 楽天市場, Google."""
    return _(", ").join(names)


def number(value: Decimal | int) -> str:
    """Return a number with its groups: 12,400."""
    # The languages spoken here have the same digits, and no group below a thousand.
    if isinstance(value, int) and 0 <= value < 1_000:
        return str(value)
    return _number(value, language())


@lru_cache(maxsize=4_096)
def _number(value: Decimal | int, code: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_locale(code), decimal_quantization=False)


def money(amount: Decimal, currency: str) -> str:
    """Return an amount of money with the narrow sign of its currency: ¥3,980."""
    return _money(amount, currency, language())


@lru_cache(maxsize=4_096)
def _money(amount: Decimal, currency: str, code: str) -> str:
    written: str = _money_pattern(currency, code).apply(amount, _locale(code), currency)
    return written


@cache
def _money_pattern(currency: str, code: str) -> Any:
    """Return how amounts of a currency are written, with its sign in place.

    Without it Babel would look the currency's name up for each amount, and not use it.
    """
    from babel.numbers import get_currency_symbol, parse_pattern

    locale = _locale(code)
    # Japanese data writes the yen with a full-width sign, which takes two cells.
    sign = get_currency_symbol(currency, locale).replace("\uffe5", "¥")
    return parse_pattern(locale.currency_formats["standard"].pattern.replace("¤", f"'{sign}'"))


def price(value: "Price") -> str:
    """Return a price: ¥3,980."""
    return money(value.amount, value.currency)


def quantity(amount: Decimal, unit: str | None) -> str:
    """Return how much of something: money if `unit` is a currency, else the number and the unit."""
    from footprint.model.fields import currencies

    if unit is None:
        return number(amount)
    if len(unit) == 3 and unit.isupper() and unit in currencies():
        return money(amount, unit)
    if unit in ("point", "points"):
        # `ngettext` needs a whole number; 1.5 points are "points".
        count = int(amount) if amount == int(amount) else 2
        return ngettext("{amount} point", "{amount} points", count).format(amount=number(amount))
    return f"{number(amount)} {unit}"


def cycle(value: "Cycle") -> str:
    """Return how often something recurs: every 2 weeks."""
    if value.every == 1:
        return _(_EVERY[value.unit])
    return {
        "day": lambda n: ngettext("every {n} day", "every {n} days", n),
        "week": lambda n: ngettext("every {n} week", "every {n} weeks", n),
        "month": lambda n: ngettext("every {n} month", "every {n} months", n),
        "year": lambda n: ngettext("every {n} year", "every {n} years", n),
    }[value.unit](value.every).format(n=number(value.every))


_EVERY = {
    "day": N_("every day"),
    "week": N_("every week"),
    "month": N_("every month"),
    "year": N_("every year"),
}


def notice(value: "Notice") -> str:
    """Return a notice period: 3 months to the end of the term."""
    if value.days is not None:
        period = days(value.days)
    elif value.weeks is not None:
        period = ngettext("{n} week", "{n} weeks", value.weeks).format(n=number(value.weeks))
    else:
        months = value.months or 0
        period = ngettext("{n} month", "{n} months", months).format(n=number(months))
    if value.to == "month_end":
        return _("{period}, to the end of a month").format(period=period)
    if value.to == "term_end":
        return _("{period}, to the end of the term").format(period=period)
    return period


def days(count: int) -> str:
    """Return a number of days: 34 days."""
    return ngettext("{n} day", "{n} days", count).format(n=number(count))


def in_days(count: int) -> str:
    """Return how far a day is from today, `count` days ahead: today, tomorrow, 3 days ago."""
    if count == 0:
        return _("today")
    if count == 1:
        return _("tomorrow")
    if count == -1:
        return _("yesterday")
    if count > 0:
        return ngettext("in {n} day", "in {n} days", count).format(n=number(count))
    return ngettext("{n} day ago", "{n} days ago", -count).format(n=number(-count))
