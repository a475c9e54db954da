"""The records as the planner reads them: the links of an item by relation, in one fixed order.

Whatever the order in which items and links come, the lists here are sorted, so that the same
facts give the same plan.
"""

from collections.abc import Container
from datetime import date
from typing import TYPE_CHECKING

from footprint.model.items import Item, Subscription
from footprint.model.records import Records

if TYPE_CHECKING:
    from footprint.planner.result import Amount

ACCOUNTS = frozenset({"service", "shop"})
# By these an item lies at an account: PLANNER 1, "registered with" and "hosts".
AT = ("held_at", "provided_by", "sent_by", "stored_at")
# Where an item is: its provider, its sender, where it is stored or held (PLANNER 3, places).
PLACE = {
    "subscription": "provided_by",
    "contact": "provided_by",
    "instrument": "provided_by",
    "mailing_list": "sent_by",
    "payment_method": "stored_at",
    "balance": "held_at",
}

_NONE: list[str] = []


class Graph:
    """Items and links, with what a plan asks of them; `today` decides what has already ended."""

    def __init__(self, records: Records, today: date) -> None:
        self.records = records
        self.items = records.items
        self.today = today
        self.kind: dict[str, str] = {}
        self.ended: set[str] = set()
        # Sorted when they are asked for: most exits concern a small part of the vault.
        self._out: dict[str, dict[str, list[str]]] = {}
        self._into: dict[str, dict[str, list[str]]] = {}
        self._at: dict[str, list[str]] = {}
        # What goes on being charged or is lost, as far as it was asked for: see `verdict`.
        self.at_stake: dict[str, Amount | None] = {}
        self._behind: dict[str, list[str]] = {}
        for id_, item in records.items.items():
            self.kind[id_] = item.kind
            if item.status != "open" and has_ended(item, today):
                self.ended.add(id_)
            way = item.way
            if way and way.needs_login and way.needs_login != id_:
                self._behind.setdefault(way.needs_login, []).append(id_)
        for behind in self._behind.values():
            behind.sort()

    def targets(self, item: str, relation: str) -> list[str]:
        """Return what `item` depends on by `relation`, by id."""
        if item not in self._out:
            links = self.records.links_from(item)
            self._out[item] = _by_relation([(link.relation, link.to) for link in links])
        return self._out[item].get(relation, _NONE)

    def sources(self, item: str, relation: str) -> list[str]:
        """Return what depends on `item` by `relation`, by id."""
        if item not in self._into:
            links = self.records.links_to(item)
            self._into[item] = _by_relation([(link.relation, link.from_) for link in links])
        return self._into[item].get(relation, _NONE)

    def is_should(self, source: str, relation: str, target: str) -> bool:
        """Whether that link is only a should."""
        link = self.records.links[(source, relation, target)]
        return link.effective_strength == "should"

    def behind(self, login: str) -> list[str]:
        """Return the items whose way needs a login at `login`, by id."""
        return self._behind.get(login, _NONE)

    def goes_on_paying(self, subscription: str) -> bool:
        """Whether it is not ended, nor `ending` on a day that is already fixed."""
        return subscription not in self.ended and fixed_end(self.items[subscription]) is None

    def at(self, account: str) -> list[str]:
        """Return what is provided by, sent by, stored at or held at `account`."""
        if account not in self._at:
            self._at[account] = [i for relation in AT for i in self.sources(account, relation)]
        return self._at[account]

    def places(self, item: str) -> list[str]:
        """Return its providers, senders, or where it is stored or held."""
        relation = PLACE.get(self.kind[item])
        return self.targets(item, relation) if relation else _NONE

    def drawers(self, method: str) -> list[str]:
        """Return the payment methods that draw on `method`.

        One that draws on a service draws on every method stored there (PLANNER 1).
        """
        found = list(self.sources(method, "draws_on"))
        for wallet in self.targets(method, "stored_at"):
            found += self.sources(wallet, "draws_on")
        return found


def _by_relation(ends: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the other ends of an item's links by relation, in order."""
    ends.sort()
    found: dict[str, list[str]] = {}
    for relation, other in ends:
        found.setdefault(relation, []).append(other)
    return found


def has_ended(item: Item, today: date) -> bool:
    """Whether an item has ended by `today`: it says so, or the day it was ending on has come."""
    if item.status == "ending":
        return item.ended_on is not None and item.ended_on <= today
    return item.status == "ended"


def fixed_end(item: Item) -> date | None:
    """Return the day on which a subscription that is `ending` ends (PLANNER 2), if it is known."""
    is_ending = isinstance(item, Subscription) and item.status == "ending"
    return item.ended_on if is_ending else None


def charged_through(graph: Graph, source: str, without: Container[str] = ()) -> list[str]:
    """Return the subscriptions charged through a payment method, through any number of wallets.

    The way does not lead through other methods `without`: those are replaced in place. `source`
    may be an instrument, too: what is charged through its stored copies.
    """
    if graph.kind[source] == "payment_method":
        seen = {source}
    else:
        seen = {method for method in copies(graph, source) if method not in without}
    waiting = list(seen)
    found: set[str] = set()
    while waiting:
        method = waiting.pop()
        found.update(graph.sources(method, "charged_to"))
        for drawer in graph.drawers(method):
            if drawer not in seen and drawer not in without:
                seen.add(drawer)
                waiting.append(drawer)
    return sorted(found)


def copies(graph: Graph, source: str) -> list[str]:
    """Return the payment methods that draw on an instrument or a service directly."""
    drawers = graph.sources(source, "draws_on")
    return [other for other in drawers if graph.kind[other] == "payment_method"]


def hosts(graph: Graph, contact: str, ends: Container[str]) -> set[str]:
    """Return the hosts of a contact as far as they end (PLANNER 1): it dies with them."""
    waiting: list[str] = []
    for provider in graph.targets(contact, "provided_by"):
        is_plan = graph.kind[provider] == "subscription"
        waiting += graph.targets(provider, "provided_by") if is_plan else [provider]
    found: set[str] = set()
    while waiting:
        host = waiting.pop()
        if host in ends and host not in found:
            found.add(host)
            waiting += graph.targets(host, "part_of")
    return found
