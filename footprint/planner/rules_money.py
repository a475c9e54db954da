"""The rules about money (PLANNER 4): subscriptions, stored cards, balances, instruments."""

from collections.abc import Iterator

from footprint.model.calendar import is_short
from footprint.model.items import Subscription
from footprint.planner.pairs import Pair
from footprint.planner.situation import Situation
from footprint.planner.steps import Node


def cancel_before_card(s: Situation) -> Iterator[Pair]:
    """Every subscription charged through a card is settled before the card is removed."""
    for then in s.steps.of("remove_payment_method"):
        for subscription in s.through(then.item):
            for first in s.settled(subscription):
                yield Pair(first, then, subscription)


def cancel_before_close(s: Situation) -> Iterator[Pair]:
    """A subscription is cancelled before its provider ends, or the platform of that."""
    for first in s.steps.of("cancel_subscription"):
        for provider in s.graph.targets(first.item, "provided_by"):
            for place in [provider, *s.graph.targets(provider, "sold_on")]:
                for then in s.end_of(place):
                    yield Pair(first, then, place)


def cancel_before_erasure(s: Situation) -> Iterator[Pair]:
    """A subscription is cancelled before its provider's record is erased."""
    for first in s.steps.of("cancel_subscription"):
        for provider in s.graph.targets(first.item, "provided_by"):
            for then in s.erasure_of(provider):
                yield Pair(first, then, provider)


def card_before_close(s: Situation) -> Iterator[Pair]:
    """A stored card is removed before the place it is stored at ends."""
    for first in s.steps.of("remove_payment_method"):
        for place in s.graph.targets(first.item, "stored_at"):
            for then in s.end_of(place):
                yield Pair(first, then, place)


def wallet_before_close(s: Situation) -> Iterator[Pair]:
    """What is paid through a wallet service is removed and settled before the wallet ends."""
    for wallet in s.ending("service"):
        ends = s.end_of(wallet)
        for method in s.copies(wallet):
            settled = [node for sub in s.through(method) for node in s.settled(sub)]
            for first in dict.fromkeys([*s.end_of(method), *settled]):
                for then in ends:
                    yield Pair(first, then, method)


def spend_before_end(s: Situation) -> Iterator[Pair]:
    """A balance is spent before the place it is held at ends."""
    for first in s.steps.of("spend_balance"):
        for place in s.graph.targets(first.item, "held_at"):
            for then in s.end_of(place):
                yield Pair(first, then, place)


def instrument_last(s: Situation) -> Iterator[Pair]:
    """Everything that draws on an instrument is settled before it is retired."""
    for then in s.steps.of("retire_instrument"):
        instrument = then.item
        # One replaced card may settle everything that is charged through it: ask once for it.
        for first in dict.fromkeys(_drawing(s, instrument)):
            yield Pair(first, then, instrument)


def _drawing(s: Situation, instrument: str) -> Iterator[Node]:
    for method in s.copies(instrument):
        yield from s.end_of(method)
    for subscription in s.through(instrument):
        yield from s.settled(subscription)
    for other in s.graph.sources(instrument, "draws_on"):
        if s.graph.kind[other] == "instrument":
            yield from s.end_of(other) or s.found("resolve", other)


def instrument_after_watch(s: Situation) -> Iterator[Pair]:
    """A late charge shows on the instrument, so it is retired after the watch."""
    for then in s.steps.of("retire_instrument"):
        for subscription in s.through(then.item):
            item = s.graph.items[subscription]
            if isinstance(item, Subscription) and is_short(item.cycle):
                for first in s.found("watch_charges", subscription):
                    yield Pair(first, then, subscription)


def instrument_before_issuer(s: Situation) -> Iterator[Pair]:
    """An instrument is retired before who provides it ends."""
    for first in s.steps.of("retire_instrument"):
        for provider in s.graph.targets(first.item, "provided_by"):
            for then in s.end_of(provider):
                yield Pair(first, then, provider)
