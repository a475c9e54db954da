"""The rules about sign-ins, addresses and recovery (PLANNER 4): never locked out."""

from collections.abc import Iterator

from footprint.model.items import Contact
from footprint.planner.graph import ACCOUNTS
from footprint.planner.pairs import Pair
from footprint.planner.rules_accounts import carries_open_request
from footprint.planner.situation import Situation
from footprint.planner.steps import WATCHES, Node

_ASKS = frozenset(
    {"cancel_subscription", "request_erasure", "close_account", "remove_payment_method"}
)


def sign_in_before_close(s: Situation) -> Iterator[Pair]:
    """Who signs in with a service gets another sign-in, or ends, before the service does."""
    for service in s.ending("service"):
        wholes = set(s.steps.upwards(service))
        for account in s.graph.sources(service, "signs_in_with"):
            if account in wholes or s.steps.is_part_without_account(account):
                continue
            should = s.graph.is_should(account, "signs_in_with", service)
            for first in s.goes(account, "change_sign_in"):
                for then in s.end_of(service):
                    yield Pair(first, then, service, should, account)


def contact_before_give_up(s: Situation) -> Iterator[Pair]:
    """Who is registered with a contact is told another, or ends, before the contact does."""
    for contact in s.ending("contact"):
        excepted = s.excepted(contact)
        for linked in s.graph.sources(contact, "registered_with"):
            if linked in excepted:
                continue
            should = s.graph.is_should(linked, "registered_with", contact)
            for first in s.goes(linked, "change_contact"):
                for then in s.end_of(contact):
                    yield Pair(first, then, contact, should, linked)


def recovery_before_close(s: Situation) -> Iterator[Pair]:
    """Who recovers with something gets another recovery, or ends, before it does."""
    for item in s.ending("service", "contact"):
        excepted = s.excepted(item) if s.graph.kind[item] == "contact" else frozenset()
        for account in s.graph.sources(item, "recovers_with"):
            if account in excepted:
                continue
            should = s.graph.is_should(account, "recovers_with", item)
            for first in s.goes(account, "change_recovery"):
                for then in s.end_of(item):
                    yield Pair(first, then, item, should, account)


def contact_before_provider(s: Situation) -> Iterator[Pair]:
    """A contact is given up, or moved, before its provider ends."""
    for first in _ends_of_contacts(s):
        for provider in s.graph.targets(first.item, "provided_by"):
            if s.graph.kind[provider] in ACCOUNTS:
                for then in s.end_of(provider):
                    yield Pair(first, then, provider)


def contact_before_plan(s: Situation) -> Iterator[Pair]:
    """A contact is given up, or moved, before the plan is cancelled that it comes with."""
    for first in _ends_of_contacts(s):
        contact = s.graph.items[first.item]
        is_phone = isinstance(contact, Contact) and contact.type == "phone"
        for provider in s.graph.targets(first.item, "provided_by"):
            kind = s.graph.kind[provider]
            if kind == "subscription":
                for then in s.found("cancel_subscription", provider):
                    yield Pair(first, then, provider)
            elif kind == "service" and is_phone:
                plans = s.graph.sources(provider, "provided_by")
                for then in s.found("cancel_subscription", *plans):
                    yield Pair(first, then, provider, True)


def _ends_of_contacts(s: Situation) -> list[Node]:
    return [*s.steps.of("give_up_contact"), *s.steps.of("move_contact")]


def mailbox_outlives(s: Situation) -> Iterator[Pair]:
    """What is asked of an account is answered to the contact it is registered with."""
    for contact in s.ending("contact"):
        excepted, ends = s.excepted(contact), s.end_of(contact)
        for account in s.graph.sources(contact, "registered_with"):
            if s.graph.kind[account] not in ACCOUNTS:
                continue
            should = s.graph.is_should(account, "registered_with", contact)
            for first in _answered_to(s, account, excepted):
                for then in ends:
                    yield Pair(first, then, contact, should)


def _answered_to(s: Situation, account: str, excepted: set[str]) -> Iterator[Node]:
    """Yield the steps about an account whose answer comes to the contact it is registered with."""
    is_moved = s.scope.is_moved_first(account)
    ends = account in s.scope.ends and not is_moved
    for item in [account, *s.graph.at(account)]:
        for node in s.steps.of_item.get(item, ()):
            is_awaited = carries_open_request(node)
            if item not in excepted and not is_moved:
                is_awaited = is_awaited or (ends and _asks_by_mail(s, node))
            else:
                # These wait for nothing, so they can come before the end of a host as well.
                is_awaited = is_awaited and node.action in ("settle_request", "export_data")
            if is_awaited:
                yield node
    if ends and account not in excepted:
        # What is asked of a part is asked of its topmost service (PLANNER 4).
        yield from (node for node in s.erasure_of(account) if node.item not in excepted)


def _asks_by_mail(s: Situation, node: Node) -> bool:
    """Whether a step asks something of the other party, who then writes back."""
    if node.action == "unsubscribe":
        way = s.graph.items[node.item].way
        return way is not None and bool(way.email)
    return node.action in _ASKS


def mailbox_outlives_watch(s: Situation) -> Iterator[Pair]:
    """What still comes after the end comes to the contact it is registered with."""
    for contact in s.ending("contact"):
        excepted, ends = s.excepted(contact), s.end_of(contact)
        for account in s.graph.sources(contact, "registered_with"):
            if s.graph.kind[account] not in ACCOUNTS or s.scope.is_moved_first(account):
                continue
            for item in [account, *s.graph.at(account)]:
                if item not in excepted:
                    for first in s.steps.of_item.get(item, ()):
                        if first.action in WATCHES:
                            for then in ends:
                                yield Pair(first, then, contact)
