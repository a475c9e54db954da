"""What the fields of items are called, and how their values are shown."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from footprint import formats
from footprint.i18n import N_, _
from footprint.model.fields import Cycle, Handover, Notice, Pause, Price, PriceChange, Way
from footprint.model.items import Balance, Item
from footprint.model.records import Records
from footprint.model.shapes import has_fixed_words
from footprint.model.words import word

LABELS = {
    "name": N_("Name"),
    "aliases": N_("Also called"),
    "reading": N_("Reading"),
    "status": N_("State"),
    "ended_on": N_("Ended on"),
    "url": N_("Web address"),
    "country": N_("Country"),
    "owner": N_("Whose"),
    "tags": N_("Tags"),
    "notes": N_("Notes"),
    "holds": N_("Holds"),
    "certainty": N_("Certainty"),
    "checked_on": N_("Checked on"),
    "created_on": N_("Since"),
    "handover": N_("Handover"),
    "login": N_("Signed in as"),
    "closing": N_("Closing"),
    "type": N_("Type"),
    "network": N_("Network"),
    "last4": N_("Last four digits"),
    "expires": N_("Expires"),
    "issuer": N_("Issued by"),
    "replaced_by": N_("Replaced by"),
    "label": N_("Shown there as"),
    "price": N_("Price"),
    "cycle": N_("Charged"),
    "first_charge_on": N_("First charge"),
    "notice": N_("Notice"),
    "min_term_ends_on": N_("Bound until"),
    "renews_for": N_("Renews for"),
    "trial_ends_on": N_("Trial ends on"),
    "trial_price": N_("Trial price"),
    "price_changes": N_("Price changes"),
    "paused": N_("Paused"),
    "ends_on": N_("Ends on"),
    "charges_left": N_("Charges left"),
    "paid_by": N_("Paid by"),
    "cancel": N_("Cancelling"),
    "address": N_("Address"),
    "channel": N_("Arrives by"),
    "unsubscribe": N_("Unsubscribing"),
    "amount": N_("Amount"),
    "unit": N_("Unit"),
    "expires_on": N_("Expires on"),
    "value": N_("Address or number"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "form": N_("Form"),
    "needs_login": N_("Needs the login of"),
    "difficulty": N_("Difficulty"),
    "undo_days": N_("Days to undo it"),
    "note": N_("Note"),
    "wish": N_("Wish"),
}

# Shown elsewhere, or not worth a line.
_UNSHOWN = frozenset({"id", "kind", "name", "certainty", "cycle", "unit"})


def label(field: str) -> str:
    """Return what a field is called."""
    return _(LABELS.get(field, field))


def facts(item: Item, records: Records) -> Iterator[tuple[str, str]]:
    """Yield the label and the value of every field of `item` that says something."""
    for name, field in type(item).fields().items():
        value = getattr(item, name)
        if name in _UNSHOWN or value is None or value in ((), field.default):
            continue
        if isinstance(value, Way):
            yield label(name), ""
            yield from ((f"  {part}", words) for part, words in way_facts(value, records))
        else:
            yield label(name), shown_value(item, name, value, records)
    if item.certainty == "suspected":
        yield label("certainty"), word("suspected")


def way_facts(way: Way, records: Records) -> Iterator[tuple[str, str]]:
    """Yield how something is ended, one line each."""
    for name in type(way).fields():
        value = getattr(way, name)
        if value is None or value == ():
            continue
        if name == "needs_login":
            yield label(name), name_of(value, records)
        elif name == "email":
            yield label(name), ", ".join(value)
        elif name == "difficulty":
            yield label(name), word(value)
        else:
            yield label(name), str(value)


def name_of(item_id: str, records: Records) -> str:
    """Return an item's name, or its id where it is gone."""
    item = records.items.get(item_id)
    return item.name if item else item_id


def shown_value(item: Item, name: str, value: Any, records: Records) -> str:
    """Return a field's value in the person's language."""
    if name == "price" and getattr(item, "cycle", None):
        return f"{formats.price(value)} · {formats.cycle(item.cycle)}"  # type: ignore[attr-defined]
    if isinstance(item, Balance) and name == "amount":
        return formats.quantity(value, item.unit)
    if name == "replaced_by":
        return name_of(value, records)
    if name == "expires":
        return formats.month(value)
    if has_fixed_words(type(item).fields()[name].annotation):
        return ", ".join(map(word, value if isinstance(value, tuple) else (value,)))
    return _by_type(value)


def _by_type(value: Any) -> str:
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, Price):
        return formats.price(value)
    if isinstance(value, Cycle):
        return formats.cycle(value)
    if isinstance(value, Notice):
        return formats.notice(value)
    if isinstance(value, Handover):
        return " · ".join(part for part in (word(value.wish), value.note) if part)
    if isinstance(value, Pause):
        return f"{formats.day(value.from_)} – {formats.day(value.until)}"
    if isinstance(value, PriceChange):
        return f"{formats.day(value.from_)}: {formats.price(value.price)}"
    if isinstance(value, tuple):
        return ", ".join(_by_type(entry) for entry in value)
    if isinstance(value, (int, Decimal)):
        return formats.number(value)
    return str(value)


def fact(item: Item) -> str:
    """Return the one fact that tells most about an item in a list: price, amount, number."""
    price = getattr(item, "price", None)
    if price is not None:
        return formats.price(price)
    if isinstance(item, Balance) and item.amount is not None:
        return formats.quantity(item.amount, item.unit)
    last4 = getattr(item, "last4", None)
    if last4:
        return f"••{last4}"
    return ""


PLACES = ("sold_on", "provided_by", "stored_at", "sent_by", "held_at", "part_of")


def place_of(item: Item, records: Records) -> str | None:
    """Return the id of the item at which this one is: its platform, shop or provider."""
    for relation in PLACES:
        targets = records.targets(item.id, relation)
        if targets:
            return targets[0]
    return None
