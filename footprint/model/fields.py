"""The types that fields are made of: each cleans and checks what comes through a door.

What a check refuses is raised as `Unfit`, whose message is a msgid, so that the doors can tell it
in the person's language. Shapes and limits: DESIGN 2.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Literal

from footprint.i18n import N_
from footprint.model.base import Model, Unfit
from footprint.model.marks import after, before, in_schema, limits, text
from footprint.model.text import clean_line, clean_prose, find_cards, is_id, without_surrogates

NAME_LENGTH = 200
LINE_LENGTH = 2_000
PROSE_LENGTH = 100_000


# -- text --------------------------------------------------------------------------------------


def _no_card(value: str) -> str:
    if find_cards(value):
        # The message never repeats the number (SECURITY R38).
        raise Unfit(N_("this looks like a full card number; keep only its last four digits"))
    return value


def _line(value: str) -> str:
    return _no_card(clean_line(value))


def _whole(value: object) -> object:
    """Half of a surrogate pair is no character; what pydantic would refuse is replaced here."""
    return without_surrogates(value) if isinstance(value, str) else value


_URL = r"(?i)https?://[^\s/?#]+\S*|[^\s/:?#]+(:\d{1,5})?([/?#]\S*)?"


def _url(value: str) -> str:
    invisible = any(unicodedata.category(character) == "Cf" for character in value)
    if invisible or not re.fullmatch(_URL, value):
        raise Unfit(N_("a web address begins with https:// or http:// and has no spaces"))
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise Unfit(N_("this is not an e-mail address"))
    return value


def _id(value: str) -> str:
    if not is_id(value):
        raise Unfit(N_("an id is 1 to 64 lower-case letters, digits, dots and dashes"))
    return _no_card(value)


def _not_empty(value: str) -> str:
    if not value:
        raise Unfit(N_("this must not be empty"))
    return value


Line = Annotated[
    str,
    text(max_length=LINE_LENGTH),
    after(_line),
    before(_whole),
]
Word = Annotated[
    str,
    text(min_length=1, max_length=NAME_LENGTH),
    after(_line),
    after(_not_empty),
    before(_whole),
]
Name = Word
Prose = Annotated[
    str,
    text(max_length=PROSE_LENGTH),
    after(clean_prose),
    before(_whole),
]
Url = Annotated[Line, after(_url)]
Email = Annotated[Line, after(_email)]
# What `is_id` tells, in ECMA-262, where \w is ASCII: any letter that is no capital.
_SMALL = r"\p{Ll}\p{Lm}\p{Lo}\p{N}_"
ItemId = Annotated[
    str,
    after(_id),
    in_schema({"type": "string", "pattern": rf"^[{_SMALL}][{_SMALL}.-]{{0,63}}$"}),
]
_LAST4 = "[0-9]{4}"
_MONTH = "(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])"
_REQUEST_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"


def _last4(value: str) -> str:
    if not re.fullmatch(_LAST4, value):
        raise Unfit(N_("these are four digits: the last ones of the number"))
    return value


def _month(value: str) -> str:
    if not re.fullmatch(_MONTH, value):
        raise Unfit(N_("a month is written YYYY-MM, from 1900 to 2199"))
    return value


def _request_id(value: str) -> str:
    if not re.fullmatch(_REQUEST_ID, value):
        raise Unfit(
            N_("a request’s id is 1 to 64 letters (a to z), digits, dots, dashes and underscores")
        )
    return _no_card(value)


Last4 = Annotated[str, after(_last4), in_schema({"type": "string", "pattern": f"^{_LAST4}$"})]
Month = Annotated[str, after(_month), in_schema({"type": "string", "pattern": f"^{_MONTH}$"})]
RequestId = Annotated[
    str,
    after(_request_id),
    in_schema({"type": "string", "pattern": f"^{_REQUEST_ID}$"}),
]


# -- dates -------------------------------------------------------------------------------------

FIRST_YEAR, LAST_YEAR = 1900, 2199


def parse_day(value: object) -> date:
    """Return the civil date that `value` names (ISO 8601, YYYY-MM-DD).

    Raises:
        Unfit: it is no date, or outside 1900 to 2199.
    """
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise Unfit(N_("there is no such day in the calendar")) from None
    if type(value) is not date:
        raise Unfit(N_("a date is written YYYY-MM-DD"))
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise Unfit(N_("dates run from 1900 to 2199"))
    return value


Day = Annotated[
    date,
    before(parse_day),
    in_schema({"type": "string", "format": "date", "pattern": "^(19|20|21)[0-9]{2}-"}),
]


# -- numbers and money -------------------------------------------------------------------------


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,8})?", value):
        return Decimal(value)
    raise Unfit(N_('an amount is written in digits, like "3980" or "12.50"'))


def _not_negative(value: Decimal) -> Decimal:
    # -0 is less than nothing only in how it is written; it would be written so again.
    if value.is_signed():
        raise Unfit(N_("an amount is never negative"))
    return value


_DECIMAL_SCHEMA = {"type": "string", "pattern": r"^[0-9]{1,15}(\.[0-9]{1,8})?$"}
Amount = Annotated[
    Decimal,
    before(_decimal),
    after(_not_negative),
    in_schema(_DECIMAL_SCHEMA),
]


@cache
def currencies() -> frozenset[str]:
    """Return the ISO 4217 codes, from CLDR."""
    from babel.core import get_global

    return frozenset(get_global("all_currencies"))


@cache
def minor_digits(currency: str) -> int:
    """Return how many digits the minor unit of `currency` has (0 for JPY), ISO 4217 by CLDR."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def _currency(value: str) -> str:
    if value not in currencies():
        raise Unfit(N_("a currency is an ISO 4217 code, like JPY or EUR"))
    return value


Currency = Annotated[str, after(_currency), in_schema({"type": "string", "pattern": "^[A-Z]{3}$"})]


class Price(Model):
    """An amount of money: a decimal and its ISO 4217 currency, at most its minor digits."""

    amount: Amount
    currency: Currency

    def check(self) -> None:
        exponent = self.amount.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > minor_digits(self.currency):
            digits = minor_digits(self.currency)
            if digits == 0:
                raise Unfit(N_("{currency} has no decimals"), currency=self.currency)
            raise Unfit(
                N_("{currency} has at most {digits} decimals"),
                currency=self.currency,
                digits=digits,
            )


# -- places and periods ------------------------------------------------------------------------


@cache
def _territories() -> frozenset[str]:
    from babel import Locale

    return frozenset(
        code
        for code in map(str, Locale("en").territories)
        if len(code) == 2 and code not in ("ZZ", "EU", "UN", "EZ", "XA", "XB")
    )


def _country(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", value) or value[:2] not in _territories():
        raise Unfit(N_("a country is an ISO 3166 code, like JP, DE or US-CA"))
    return value


Country = Annotated[
    str,
    after(_country),
    in_schema({"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"}),
]

Unit = Literal["day", "week", "month", "year"]


class Cycle(Model):
    """How often something recurs: every `every` units."""

    every: Annotated[int, limits(ge=1, le=1_200)]
    unit: Unit


class Notice(Model):
    """How long before its end a contract has to be cancelled; exactly one of the three units."""

    days: Annotated[int, limits(ge=0, le=3_660)] | None = None
    weeks: Annotated[int, limits(ge=0, le=520)] | None = None
    months: Annotated[int, limits(ge=0, le=120)] | None = None
    to: Literal["month_end", "term_end"] | None = None

    def check(self) -> None:
        if sum(value is not None for value in (self.days, self.weeks, self.months)) != 1:
            raise Unfit(N_("a notice has one of days, weeks or months"))


class Pause(Model):
    """A stretch in which nothing is charged: `from` and `until` are both inside it."""

    json_names = {"from_": "from"}
    from_: Day
    until: Day

    def check(self) -> None:
        if self.until < self.from_:
            raise Unfit(N_("a pause ends on or after the day it begins"))


class PriceChange(Model):
    """From the day `from` on, each charge is `price`."""

    json_names = {"from_": "from"}
    from_: Day
    price: Price


Difficulty = Literal["easy", "medium", "hard", "limited", "impossible"]


class Way(Model):
    """How something is closed, cancelled or unsubscribed; `needs_login` is an item's id.

    `undo_days`: for how many days the other party can still take it back.
    """

    url: Url | None = None
    email: tuple[Email, ...] = ()
    phone: Line | None = None
    form: Line | None = None
    needs_login: ItemId | None = None
    difficulty: Difficulty | None = None
    undo_days: Annotated[int, limits(ge=0, le=3_660)] | None = None
    note: Prose | None = None


Holding = Literal[
    "name",
    "address",
    "phone",
    "email",
    "birthday",
    "card",
    "bank",
    "orders",
    "messages",
    "files",
    "photos",
    "location",
    "health",
    "id_document",
    "contacts",
    "other",
]


class Handover(Model):
    """What shall become of an item when its owner no longer can: for the family."""

    wish: Literal["keep", "cancel", "transfer"]
    note: Prose | None = None
