"""The rules about accounts, records and lists (PLANNER 4): what each puts in order."""

from collections.abc import Iterator

from footprint.planner.facts import PROVES
from footprint.planner.graph import ACCOUNTS
from footprint.planner.pairs import Pair
from footprint.planner.situation import Situation
from footprint.planner.steps import WATCHES, Node

# What changes things at a place, so that the proof has to be saved before.
_NEEDS_EVIDENCE = frozenset({"cancel_subscription", "spend_balance", "settle_request"})


def export_first(s: Situation) -> Iterator[Pair]:
    """Take along, and prove, before it is erased or closed."""
    for first in [*s.steps.of("export_data"), *s.steps.of("save_evidence")]:
        for then in [*s.erasure_of(first.item), *s.end_of(first.item)]:
            yield Pair(first, then, first.item)


def evidence_first(s: Situation) -> Iterator[Pair]:
    """Prove before things change at that place, or at its shops without an account."""
    for first in s.steps.of("save_evidence"):
        shops = s.graph.sources(first.item, "sold_on")
        for place in [first.item, *(shop for shop in shops if not s.steps.has_account(shop))]:
            for item in [place, *s.graph.at(place)]:
                for then in s.steps.of_item.get(item, ()):
                    if then.action in _NEEDS_EVIDENCE:
                        yield Pair(first, then, place)


def export_before_cancel(s: Situation) -> Iterator[Pair]:
    """Cancelled storage is deleted storage."""
    for first in s.steps.of("export_data"):
        for then in s.found("cancel_subscription", *s.graph.sources(first.item, "provided_by")):
            yield Pair(first, then, first.item)


def access_before_erasure(s: Situation) -> Iterator[Pair]:
    """What was asked for has to come before it is erased."""
    for first in s.steps.of("export_data"):
        if first.is_asked:
            for then in [*s.erasure_of(first.item), *s.end_of(first.item)]:
                yield Pair(first, then, first.item)


def settle_before_close(s: Situation) -> Iterator[Pair]:
    """An open request is answered before its place ends; a refund before its card is gone."""
    graph = s.graph
    for first in s.steps.of("settle_request"):
        places = s.steps.settled_at(first.item)
        providers = [p for place in places for p in graph.targets(place, "provided_by")]
        for place in [*places, *providers]:
            for then in s.end_of(place):
                yield Pair(first, then, place)
        if _has_open_refund(s, first.item):
            stored = [card for place in places for card in graph.sources(place, "stored_at")]
            cards = graph.targets(first.item, "charged_to") or stored
            for then in s.found("remove_payment_method", *cards):
                yield Pair(first, then, then.item)


def _has_open_refund(s: Situation, item: str) -> bool:
    facts = s.steps.facts
    return any(facts.kind(request) == "refund" for request in facts.open_requests(item))


def login_needed(s: Situation) -> Iterator[Pair]:
    """What is behind a login is done while the login exists."""
    for login in s.ended_or_kept:
        for item in s.graph.behind(login):
            for first in s.steps.of_item.get(item, ()):
                if first.action not in WATCHES:
                    for then in s.end_of(login):
                        yield Pair(first, then, login)


def unsubscribe_before_close(s: Situation) -> Iterator[Pair]:
    """A list is stopped before its sender ends, or the platform the sender is sold on."""
    for first in s.steps.of("unsubscribe"):
        for sender in s.graph.targets(first.item, "sent_by"):
            for place in [sender, *s.graph.targets(sender, "sold_on")]:
                for then in s.end_of(place):
                    yield Pair(first, then, place)


def shop_before_platform(s: Situation) -> Iterator[Pair]:
    """A shop's own record is erased before the platform ends."""
    for shop in s.with_an_end("shop"):
        has_nothing = not _has_something(s, shop)
        for platform in s.graph.targets(shop, "sold_on"):
            for then in s.end_of(platform):
                for first in [*s.erasure_of(shop), *s.end_of(shop)]:
                    yield Pair(first, then, platform, has_nothing)


def _has_something(s: Situation, shop: str) -> bool:
    """Whether a shop has a subscription, a stored card, a balance, a list or an open request."""
    kinds = ("subscription", "payment_method", "balance", "mailing_list")
    at_shop = s.graph.at(shop)
    there = (item for item in at_shop if item not in s.graph.ended)
    return any(s.graph.kind[item] in kinds for item in there) or any(
        s.steps.facts.open_requests(item) for item in [shop, *at_shop]
    )


def part_before_whole(s: Situation) -> Iterator[Pair]:
    """A part with an account of its own is closed before its whole."""
    for part in s.ending("service"):
        if s.steps.has_account(part):
            for whole in s.steps.wholes(part):
                for first in s.end_of(part):
                    for then in s.end_of(whole):
                        yield Pair(first, then, whole)


def erase_as_end(s: Situation) -> Iterator[Pair]:
    """To erase an account is to close it: it waits for all that closing waits for by `must`."""
    for item in s.ending(*ACCOUNTS):
        if not s.steps.has_account(item):
            continue
        for then in s.erasure_of(item):
            for end in s.end_of(item):
                if then.item != item:
                    yield Pair(end, then, item)
                for first in list(s.requirements.required_by(end)):
                    yield Pair(first, then, item)


def close_then_erase(s: Situation) -> Iterator[Pair]:
    """An account is closed, then what is left of it erased."""
    for then in s.steps.of("request_erasure"):
        if s.graph.kind[then.item] == "service":
            for first in s.found("close_account", then.item):
                yield Pair(first, then, then.item)


def follow_up(s: Situation, first: str, then: str) -> Iterator[Pair]:
    """What is done is watched afterwards."""
    for after in s.steps.of(then):
        for before in s.found(first, after.item):
            yield Pair(before, after, after.item)


def needs(s: Situation) -> Iterator[Pair]:
    """What needs something is resolved, or ends itself, before that ends."""
    for item in s.ended_or_kept:
        for dependent in s.graph.sources(item, "needs"):
            should = s.graph.is_should(dependent, "needs", item)
            firsts: list[Node] = s.found("resolve", dependent)
            for first in firsts or s.end_of(dependent):
                for then in s.end_of(item):
                    yield Pair(first, then, item, should, dependent)


def carries_open_request(node: Node) -> bool:
    """Whether a step waits for an answer that was asked for before."""
    return node.is_asked and (node.action == "settle_request" or node.action in PROVES.values())
