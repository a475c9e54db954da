"""The eight kinds of item (DESIGN 2): what a person has registered somewhere."""

from typing import Annotated, ClassVar, Literal, Self, get_args

from footprint.i18n import N_
from footprint.model.base import Model, Unfit
from footprint.model.fields import (
    Amount,
    Country,
    Cycle,
    Day,
    Handover,
    Holding,
    ItemId,
    Last4,
    Line,
    Month,
    Name,
    Notice,
    Pause,
    Price,
    PriceChange,
    Prose,
    Url,
    Way,
    Word,
    currencies,
    minor_digits,
)
from footprint.model.marks import limits, told_by

Status = Literal["open", "ending", "ended"]


class Item(Model):
    """What every kind has in common. Only `name` is required (and the id, made from it)."""

    id: ItemId
    kind: str
    name: Name
    aliases: tuple[Word, ...] = ()
    reading: Line | None = None
    status: Status = "open"
    ended_on: Day | None = None
    url: Url | None = None
    country: Country | None = None
    owner: Line | None = None
    tags: tuple[Word, ...] = ()
    notes: Prose | None = None
    holds: tuple[Holding, ...] = ()
    certainty: Literal["known", "suspected"] = "known"
    checked_on: Day | None = None
    created_on: Day | None = None
    handover: Handover | None = None

    way_field: ClassVar[str | None] = None

    @classmethod
    def from_json(cls, document: object, place: str = "") -> Self:
        """Return the item; of `Item` itself, one of the kind that the document names.

        Raises:
            Invalid: with the JSON path below `place`, at the first thing that breaks a rule.
        """
        from footprint.model.doors import validated

        found: Self = validated(AnyItem if cls is Item else cls, document, place)
        return found

    @property
    def way(self) -> Way | None:
        """How this kind is ended: `closing`, `cancel` or `unsubscribe`; None where it has none."""
        return getattr(self, self.way_field) if self.way_field else None


class Service(Item):
    """An account at a platform or service."""

    kind: Literal["service"]
    login: Line | None = None
    closing: Way | None = None
    way_field = "closing"


class Shop(Item):
    """A storefront that keeps its own customer record, on a platform or alone."""

    kind: Literal["shop"]
    login: Line | None = None
    closing: Way | None = None
    way_field = "closing"


class Instrument(Item):
    """The real card, bank account or wallet in the person's hand."""

    kind: Literal["instrument"]
    type: Literal["card", "bank_account", "wallet"] | None = None
    network: Line | None = None
    last4: Last4 | None = None
    expires: Month | None = None
    issuer: Line | None = None
    replaced_by: ItemId | None = None


class PaymentMethod(Item):
    """A stored payment method: one copy of an instrument (or wallet) kept at one place."""

    kind: Literal["payment_method"]
    label: Line | None = None


class Subscription(Item):
    """Anything that recurs: plan, recurring order, membership, contract, direct debit.

    `paid_by`: in the person's words, where no stored method is charged (cash, invoice, a friend).
    """

    kind: Literal["subscription"]
    price: Price | None = None
    cycle: Cycle | None = None
    first_charge_on: Day | None = None
    notice: Notice | None = None
    min_term_ends_on: Day | None = None
    renews_for: Cycle | None = None
    trial_ends_on: Day | None = None
    trial_price: Price | None = None
    price_changes: tuple[PriceChange, ...] = ()
    paused: tuple[Pause, ...] = ()
    ends_on: Day | None = None
    charges_left: Annotated[int, limits(ge=0, le=10_000)] | None = None
    paid_by: Line | None = None
    cancel: Way | None = None
    way_field = "cancel"


class MailingList(Item):
    """A newsletter or direct mail (DM)."""

    kind: Literal["mailing_list"]
    address: Line | None = None
    channel: Literal["email", "post", "sms", "phone"] | None = None
    unsubscribe: Way | None = None
    way_field = "unsubscribe"


class Balance(Item):
    """Points, a gift card, stored value, digital goods, domain names."""

    kind: Literal["balance"]
    amount: Amount | None = None
    unit: Word | None = None
    expires_on: Day | None = None

    def check(self) -> None:
        unit, amount = self.unit, self.amount
        if (
            unit
            and amount is not None
            and len(unit) == 3
            and unit.isupper()
            and unit in currencies()
        ):
            exponent = amount.as_tuple().exponent
            if isinstance(exponent, int) and -exponent > minor_digits(unit):
                raise Unfit(
                    N_("{currency} has at most {digits} decimals"),
                    currency=unit,
                    digits=minor_digits(unit),
                )


class Contact(Item):
    """An e-mail address, phone number or postal address that accounts are registered with."""

    kind: Literal["contact"]
    type: Literal["email", "phone", "address"] | None = None
    value: Line | None = None


AnyItem = Annotated[
    Service | Shop | Instrument | PaymentMethod | Subscription | MailingList | Balance | Contact,
    told_by("kind"),
]

KINDS: dict[str, type[Item]] = {
    get_args(cls.fields()["kind"].annotation)[0]: cls
    for cls in (
        Service,
        Shop,
        Instrument,
        PaymentMethod,
        Subscription,
        MailingList,
        Balance,
        Contact,
    )
}
