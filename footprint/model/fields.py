"""The types that fields are made of: each cleans and checks what comes through a door.

Errors are raised as `PydanticCustomError` whose message is a msgid, so that the doors can tell
them in the person's language. Shapes and limits: DESIGN 2.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from footprint.i18n import N_
from footprint.model.text import clean_line, clean_prose, find_cards, is_id, without_surrogates

NAME_LENGTH = 200
LINE_LENGTH = 2_000
PROSE_LENGTH = 100_000


class Model(BaseModel):
    """A frozen record that refuses fields it does not know."""

    # Validators are built when something first comes through a door: reading one's own vault
    # needs none, and building them all would double the time to start.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_none(cls, data: object) -> object:
        """An optional field given as nothing (blank text, an empty object) is not given."""
        if not isinstance(data, dict):
            return data
        optional = {
            field.alias or name for name, field in cls.model_fields.items() if field.default is None
        }
        return {
            key: value
            for key, value in data.items()
            if not (
                key in optional and (value == {} or isinstance(value, str) and not value.strip())
            )
        }

    def to_json(self) -> dict[str, Any]:
        """Return the snapshot's form: plain JSON values, fields equal to their default left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def refuse(message: str, **values: object) -> PydanticCustomError:
    """Return the error that a validator raises; `message` is a msgid marked with `N_`."""
    # pydantic fills the values in; the msgid rides along so that the sentence can be translated.
    return PydanticCustomError("footprint", "{msgid}", {"msgid": message, **values})


# -- text --------------------------------------------------------------------------------------


def _no_card(value: str) -> str:
    if find_cards(value):
        # The message never repeats the number (SECURITY R38).
        raise refuse(N_("this looks like a full card number; keep only its last four digits"))
    return value


def _line(value: str) -> str:
    return _no_card(clean_line(value))


def _whole(value: object) -> object:
    """Half of a surrogate pair is no character; what pydantic would refuse is replaced here."""
    return without_surrogates(value) if isinstance(value, str) else value


_URL = re.compile(r"https?://[^\s/?#]+\S*|[^\s/:?#]+(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)


def _url(value: str) -> str:
    invisible = any(unicodedata.category(character) == "Cf" for character in value)
    if invisible or not _URL.fullmatch(value):
        raise refuse(N_("a web address begins with https:// or http:// and has no spaces"))
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", value):
        raise refuse(N_("this is not an e-mail address"))
    return value


def _id(value: str) -> str:
    if not is_id(value):
        raise refuse(N_("an id is 1 to 64 lower-case letters, digits, dots and dashes"))
    return _no_card(value)


def _not_empty(value: str) -> str:
    if not value:
        raise refuse(N_("this must not be empty"))
    return value


Line = Annotated[
    str,
    StringConstraints(max_length=LINE_LENGTH),
    AfterValidator(_line),
    BeforeValidator(_whole),
]
Word = Annotated[
    str,
    StringConstraints(min_length=1, max_length=NAME_LENGTH),
    AfterValidator(_line),
    AfterValidator(_not_empty),
    BeforeValidator(_whole),
]
Name = Word
Prose = Annotated[
    str,
    StringConstraints(max_length=PROSE_LENGTH),
    AfterValidator(clean_prose),
    BeforeValidator(_whole),
]
Url = Annotated[Line, AfterValidator(_url)]
Email = Annotated[Line, AfterValidator(_email)]
# What `is_id` tells, in ECMA-262, where \w is ASCII: any letter that is no capital.
_SMALL = r"\p{Ll}\p{Lm}\p{Lo}\p{N}_"
ItemId = Annotated[
    str,
    AfterValidator(_id),
    WithJsonSchema({"type": "string", "pattern": rf"^[{_SMALL}][{_SMALL}.-]{{0,63}}$"}),
]
Last4 = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
Month = Annotated[str, StringConstraints(pattern=r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$")]
RequestId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"),
    AfterValidator(_no_card),
]


# -- dates -------------------------------------------------------------------------------------

FIRST_YEAR, LAST_YEAR = 1900, 2199


def parse_day(value: object) -> date:
    """Return the civil date that `value` names (ISO 8601, YYYY-MM-DD).

    Raises:
        PydanticCustomError: it is no date, or outside 1900 to 2199.
    """
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise refuse(N_("there is no such day in the calendar")) from None
    if type(value) is not date:
        raise refuse(N_("a date is written YYYY-MM-DD"))
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise refuse(N_("dates run from 1900 to 2199"))
    return value


Day = Annotated[
    date,
    BeforeValidator(parse_day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^(19|20|21)[0-9]{2}-"}),
]


# -- numbers and money -------------------------------------------------------------------------


def _decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,8})?", value):
        return Decimal(value)
    raise refuse(N_('an amount is written in digits, like "3980" or "12.50"'))


def _not_negative(value: Decimal) -> Decimal:
    # -0 is less than nothing only in how it is written; it would be written so again.
    if value.is_signed():
        raise refuse(N_("an amount is never negative"))
    return value


_DECIMAL_SCHEMA = {"type": "string", "pattern": r"^[0-9]{1,15}(\.[0-9]{1,8})?$"}
Amount = Annotated[
    Decimal,
    BeforeValidator(_decimal),
    AfterValidator(_not_negative),
    PlainSerializer(lambda value: format(value, "f"), return_type=str),
    WithJsonSchema(_DECIMAL_SCHEMA),
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
        raise refuse(N_("a currency is an ISO 4217 code, like JPY or EUR"))
    return value


Currency = Annotated[
    str, AfterValidator(_currency), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{3}$"})
]


class Price(Model):
    """An amount of money: a decimal and its ISO 4217 currency, at most its minor digits."""

    amount: Amount
    currency: Currency

    @model_validator(mode="after")
    def _fits_the_currency(self) -> "Price":
        exponent = self.amount.as_tuple().exponent
        if isinstance(exponent, int) and -exponent > minor_digits(self.currency):
            digits = minor_digits(self.currency)
            if digits == 0:
                raise refuse(N_("{currency} has no decimals"), currency=self.currency)
            raise refuse(
                N_("{currency} has at most {digits} decimals"),
                currency=self.currency,
                digits=digits,
            )
        return self


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
        raise refuse(N_("a country is an ISO 3166 code, like JP, DE or US-CA"))
    return value


Country = Annotated[
    str,
    AfterValidator(_country),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"}),
]

Unit = Literal["day", "week", "month", "year"]


class Cycle(Model):
    """How often something recurs: every `every` units."""

    every: Annotated[int, Field(ge=1, le=1_200, strict=True)]
    unit: Unit


class Notice(Model):
    """How long before its end a contract has to be cancelled; exactly one of the three units."""

    days: Annotated[int, Field(ge=0, le=3_660, strict=True)] | None = None
    weeks: Annotated[int, Field(ge=0, le=520, strict=True)] | None = None
    months: Annotated[int, Field(ge=0, le=120, strict=True)] | None = None
    to: Literal["month_end", "term_end"] | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> "Notice":
        if sum(value is not None for value in (self.days, self.weeks, self.months)) != 1:
            raise refuse(N_("a notice has one of days, weeks or months"))
        return self


class Pause(Model):
    """A stretch in which nothing is charged: `from` and `until` are both inside it."""

    from_: Annotated[Day, Field(alias="from")]
    until: Day

    @model_validator(mode="after")
    def _in_order(self) -> "Pause":
        if self.until < self.from_:
            raise refuse(N_("a pause ends on or after the day it begins"))
        return self


class PriceChange(Model):
    """From the day `from` on, each charge is `price`."""

    from_: Annotated[Day, Field(alias="from")]
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
    undo_days: Annotated[int, Field(ge=0, le=3_660, strict=True)] | None = None
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
