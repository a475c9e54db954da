"""Which steps a plan has, and where each is done (PLANNER 3)."""

from collections.abc import Callable, Collection, Iterator
from datetime import date

from footprint.model.fields import Way
from footprint.planner.facts import PROVES, Facts
from footprint.planner.graph import ACCOUNTS, Graph, hosts
from footprint.planner.scope import Scope
from footprint.requests.machine import Standing

# What every account holds anyway: nothing of it needs to be taken along (PLANNER 3).
_ORDINARY = frozenset({"name", "email", "phone", "address", "birthday", "card", "bank"})
ENDS = {
    "subscription": "cancel_subscription",
    "payment_method": "remove_payment_method",
    "mailing_list": "unsubscribe",
    "balance": "spend_balance",
    "contact": "give_up_contact",
    "instrument": "retire_instrument",
}
_WATCH = {"subscription": "watch_charges", "mailing_list": "watch_mail"}
WATCHES = frozenset({*_WATCH.values(), "verify_closed"})
# Keeping an item takes only its own steps off the person (PLANNER 2).
_UNKEPT = WATCHES | {"settle_request", "save_evidence"}
# What goes the way that its item records: `cancel`, `unsubscribe` or `closing`.
BY_WAY = frozenset({"cancel_subscription", "switch_payment", "unsubscribe", "close_account"}) | {
    "request_erasure"
}

_NO_STEPS: dict[str, "Node"] = {}


class Node:
    """A step while the plan is made.

    `virtual`: the end of something that has ended already, which stands in the plan only to
    hand its requirements on. `kept`: kept at one's own risk. `request`: the one that proves or
    carries the step, with its `standing`.
    """

    def __init__(self, number: int, action: str, item: str, place: str, virtual: bool) -> None:
        self.number = number
        self.id = f"{action}:{item}"
        self.action = action
        self.item = item
        self.place = place
        self.virtual = virtual
        self.kept = False
        self.automatic = False
        self.request: str | None = None
        self.standing: Standing | None = None
        self.done_on: date | None = None
        self.is_done = self.is_accepted = self.is_asked = self.is_behind = False

    def judge(self) -> None:
        """Find out where it stands, once its facts are known (PLANNER 3, behind you).

        Done: completed, or its request is answered complete or closed as done. Accepted: kept,
        or its request was given up. Asked: without a final answer; that is not behind anyone.
        """
        standing = self.standing
        settled = standing is not None and standing.settled
        self.is_done = self.virtual or self.done_on is not None or settled
        given_up = standing is not None and standing.given_up
        self.is_accepted = not self.is_done and (self.kept or given_up)
        self.is_behind = self.is_done or self.is_accepted
        self.is_asked = not self.is_behind and standing is not None and standing.is_open


class Steps:
    """The steps of a plan, numbered in the order they are found, by item and by action."""

    def __init__(self, graph: Graph, scope: Scope, facts: Facts) -> None:
        self.graph, self.scope, self.facts = graph, scope, facts
        self.nodes: list[Node] = []
        self.of_item: dict[str, list[Node]] = {}
        self._by_action: dict[str, dict[str, Node]] = {}
        self._accounts: dict[str, bool] = {}
        self._accounts_above: dict[str, list[str]] = {}
        self._tops: dict[str, list[str]] = {}
        affected = scope.affected()
        for item in affected:
            self._ends_and_moves(item)
        for item in affected:
            self._around_the_end(item)
        for item in facts.items_with_open_requests():
            self._settling(item)
        for place in self._evidence_places(affected):
            self._add("save_evidence", place)

    def find(self, action: str, item: str) -> Node | None:
        """Return the step of this action on this item, if there is one."""
        return self.by_item(action).get(item)

    def of(self, action: str) -> Collection[Node]:
        """Return the steps of one action."""
        return self.by_item(action).values()

    def by_item(self, action: str) -> dict[str, Node]:
        """Return the steps of one action by the item they are about."""
        return self._by_action.get(action, _NO_STEPS)

    # -- words of PLANNER 1 that steps need ------------------------------------------------------

    def wholes(self, item: str) -> list[str]:
        """Return what an item is part of, as far as it ends."""
        return [w for w in self.graph.targets(item, "part_of") if w in self.scope.ends]

    def has_account(self, item: str) -> bool:
        """Whether a service or shop has an account of its own."""
        if item not in self._accounts:
            self._accounts[item] = self._finds_account(item)
        return self._accounts[item]

    def _finds_account(self, item: str) -> bool:
        record = self.graph.items[item]
        has_login = bool(getattr(record, "login", None))
        if record.kind == "shop":
            return has_login or bool(self.graph.targets(item, "signs_in_with"))
        if record.kind != "service":
            return False
        return has_login or record.way is not None or not self.wholes(item)

    def is_part_without_account(self, item: str) -> bool:
        """Whether it is a part that ends with its whole, without a step of its own."""
        return self.graph.kind[item] == "service" and not self.has_account(item)

    def tops(self, item: str) -> list[str]:
        """Return the topmost services that end which `item` is part of; itself if of none."""
        return self._nearest(item, self._tops, lambda whole: not self.wholes(whole))

    def accounts(self, item: str) -> list[str]:
        """Return `item` if it has an account of its own, else the nearest ones it is part of."""
        return self._nearest(item, self._accounts_above, self.has_account)

    def _nearest(
        self, item: str, known: dict[str, list[str]], is_it: Callable[[str], bool]
    ) -> list[str]:
        """Return the first on each way up from `item`, itself included, that `is_it`, by id.

        What is found is `known` for all on the way, however many parts hang below one another.
        """
        waiting = [item]
        while waiting:
            current = waiting[-1]
            wholes = [] if is_it(current) else self.wholes(current)
            unknown = [whole for whole in wholes if whole not in known]
            if unknown:
                waiting += unknown
                continue
            found = {above for whole in wholes for above in known[whole]}
            known[current] = sorted(found) if wholes or not is_it(current) else [current]
            waiting.pop()
        return known[item]

    def upwards(self, item: str) -> list[str]:
        """Return `item` and what it is part of, at any depth, as far as it ends."""
        found, waiting = {item}, [item]
        while waiting:
            for whole in self.wholes(waiting.pop()):
                if whole not in found:
                    found.add(whole)
                    waiting.append(whole)
        return sorted(found)

    def platforms(self, item: str) -> list[str]:
        """Return the platforms of a shop without an account of its own; else itself."""
        if self.graph.kind[item] == "shop" and not self.has_account(item):
            return self.graph.targets(item, "sold_on")
        return [item]

    # -- which steps there are -------------------------------------------------------------------

    def _add(self, action: str, item: str, *, virtual: bool = False) -> Node:
        of_action = self._by_action.setdefault(action, {})
        if item in of_action:
            return of_action[item]
        place = self._place(action, item)
        node = Node(len(self.nodes), action, item, place, virtual)
        node.kept = item in self.scope.kept and action not in _UNKEPT
        if action == "give_up_contact":
            node.automatic = bool(hosts(self.graph, item, self.scope.ends))
        if not virtual:
            self._look_up(node)
        node.judge()
        self.nodes.append(node)
        self.of_item.setdefault(item, []).append(node)
        of_action[item] = node
        return node

    def _look_up(self, node: Node) -> None:
        """Find what is known about a step: its request, its completion, a day already fixed."""
        if not node.automatic:
            node.done_on = self.facts.done_on.get((node.action, node.item))
        if node.action == "save_evidence":
            node.done_on = node.done_on or self._evidence_on(node.item)
        node.standing = self.facts.proof(node.action, node.item)
        node.request = node.standing.request if node.standing else None
        if node.action == "cancel_subscription" and not self.graph.goes_on_paying(node.item):
            # `ending` on a known day: cancelled, and confirmed with that day.
            standing = node.standing
            answered = standing.answered_on if standing else None
            node.done_on = node.done_on or answered or self.graph.today

    def _evidence_on(self, place: str) -> date | None:
        """Return since when a file is kept with a place, or with something there (DESIGN 2)."""
        if not self.facts.evidence_on:
            return None
        there = [place, *self.graph.at(place)]
        known = self.facts.evidence_on
        return min((known[item] for item in there if item in known), default=None)

    def _ends_and_moves(self, item: str) -> None:
        scope, kind = self.scope, self.graph.kind[item]
        if item in scope.ends or item in scope.spared:
            has_ended = item in self.graph.ended
            if kind not in ACCOUNTS:
                self._add(ENDS[kind], item, virtual=has_ended)
            elif self.has_account(item):
                self._add("close_account", item, virtual=has_ended)
            elif kind == "shop":
                # To end a record without an account is to erase it, and that is still to do.
                self._add("request_erasure", item)
        for action in sorted(scope.moves.get(item, ())):
            self._add(action, item)

    def _around_the_end(self, item: str) -> None:
        """Add what comes before and after an end; a kept item has none of it."""
        kind = self.graph.kind[item]
        if item not in self.scope.ends or item in self.scope.kept:
            return
        asked = any(
            PROVES.get(self.facts.kind(request)) == "export_data"
            for request in self.facts.open_requests(item)
        )
        if asked or self._is_worth_exporting(item):
            self._add("export_data", item)
        if kind in _WATCH:
            self._add(_WATCH[kind], item)
        if kind in ACCOUNTS and not (kind == "service" and self.wholes(item)):
            self._add("request_erasure", item)
            if self.has_account(item):
                self._add("verify_closed", item)

    def _is_worth_exporting(self, item: str) -> bool:
        record = self.graph.items[item]
        is_account = record.kind == "service" or (record.kind == "shop" and self.has_account(item))
        return (
            is_account and item not in self.graph.ended and not _ORDINARY.issuperset(record.holds)
        )

    def _settling(self, item: str) -> None:
        """Add `settle_request` for the open requests about `item` that no other step carries."""
        open_ = [
            request
            for request in self.facts.open_requests(item)
            if self.find(PROVES.get(self.facts.kind(request), ""), item) is None
        ]
        places = self.settled_at(item) if open_ else []
        if not (self._is_at_an_end(places) or self._loses_its_contact(places)):
            return
        node = self._add("settle_request", item)
        node.request = self.facts.due_first(open_)
        node.standing = self.facts.standing(node.request)
        node.judge()

    def settled_at(self, item: str) -> list[str]:
        """Return the places where an open request about `item` lies."""
        if self.graph.kind[item] in ACCOUNTS:
            return [item]
        itself = [item] if self.graph.kind[item] in ("contact", "instrument") else []
        return self.graph.places(item) or itself

    def _is_at_an_end(self, places: list[str]) -> bool:
        return not self.scope.ends.isdisjoint(places)

    def _loses_its_contact(self, places: list[str]) -> bool:
        return any(
            contact in self.scope.ends
            for place in places
            if place not in self.graph.ended
            for contact in self.graph.targets(place, "registered_with")
        )

    def _evidence_places(self, affected: list[str]) -> list[str]:
        """Return the ending places where something is unsettled (PLANNER 3, save_evidence)."""
        unsettled = [
            node.item
            for node in self.nodes
            if node.action in ("cancel_subscription", "spend_balance") and not node.is_done
        ]
        unsettled += self.facts.items_with_open_requests()
        found = {
            platform
            for item in unsettled
            for place in self.settled_at(item)
            if place in self.scope.ends
            for platform in self.platforms(place)
        }
        found |= {item for action, item in self.facts.done_on if action == "save_evidence"}
        return [item for item in affected if item in found and self._keeps_evidence(item)]

    def _keeps_evidence(self, item: str) -> bool:
        return (
            self.graph.kind[item] in ACCOUNTS
            and item in self.scope.ends
            and item not in self.graph.ended
        )

    # -- where a step is done --------------------------------------------------------------------

    def way(self, action: str, item: str) -> Way | None:
        """Return the way that a step goes, as recorded; None where it needs none.

        A watch is where the step is that it follows.
        """
        return self.graph.items[item].way if action in BY_WAY or action in WATCHES else None

    def _place(self, action: str, item: str) -> str:
        way = self.way(action, item)
        if way and way.needs_login and way.needs_login in self.graph.items:
            return way.needs_login
        if self.graph.kind[item] in ACCOUNTS:
            return item
        return next(iter(self.graph.places(item)), item)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)
