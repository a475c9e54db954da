"""What the agenda says about a subscription: its charges, its trial, its last day to cancel."""

from datetime import date

from footprint import formats
from footprint.i18n import _
from footprint.model import calendar
from footprint.model.fields import Price
from footprint.model.items import Subscription


def trial(item: Subscription, on: date, today: date) -> str:
    """Return that a trial ends, or has ended."""
    if on < today:
        told = _("The trial ended on {day}, now it costs: “{name}”")
        return told.format(name=item.name, day=formats.day(on))
    return _("Trial ends, then it costs: “{name}”").format(name=item.name)


def cut_off(item: Subscription, charge: date) -> str:
    """Return that it is the last day to cancel."""
    return _("Last day to cancel: “{name}” (next charge {day})").format(
        name=item.name, day=formats.day(charge)
    )


def missed(item: Subscription, charge: date) -> str:
    """Return that the last day to cancel has passed."""
    return _("The last day to cancel has passed: “{name}” (next charge {day})").format(
        name=item.name, day=formats.day(charge)
    )


def charge(item: Subscription, day: date, ended_on: date | None) -> str:
    """Return that it is charged; after `ended_on` it is contested."""
    price = calendar.price_on(item, day)
    if ended_on is not None:
        return _after_the_end(item, price, ended_on)
    if price is None:
        return _("Charged: “{name}”").format(name=item.name)
    return _("{amount} charged: “{name}”").format(name=item.name, amount=formats.price(price))


def _after_the_end(item: Subscription, price: Price | None, ended_on: date) -> str:
    end = formats.day(ended_on)
    if price is None:
        told = _("It may be charged again, though it ended on {day}: “{name}”")
        return told.format(name=item.name, day=end)
    told = _("{amount} may be charged again, though it ended on {day}: “{name}”")
    return told.format(name=item.name, day=end, amount=formats.price(price))
