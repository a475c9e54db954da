"""What ends, what moves and what is kept when the goal ends (PLANNER 2).

Ending only ever spreads: the more ends, the less stays. So the scope is a least fixpoint, and
the same in whatever order it is found.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.exits import Decision, DecisionName
from footprint.planner.graph import ACCOUNTS, Graph, charged_through

# Only these can truly stay when they are kept; what hangs on them then stays too.
_CAN_STAY = frozenset({"shop", "subscription", "mailing_list"})
CHANGES = {
    "signs_in_with": "change_sign_in",
    "registered_with": "change_contact",
    "recovers_with": "change_recovery",
}


class Scope:
    """The affected items.

    `ends`: what ends, already ended ones and kept ones that die all the same included.
    `moves`: the actions by which an item moves (none for a copy that only draws on another).
    `kept`: what is kept at one's own risk; `spared`: those of them that truly stay, though they
    would have ended. `cause`: how far from the goal, and what drew the item in (None for a goal).
    """

    def __init__(self, goal: frozenset[str], decisions: Mapping[str, Decision]) -> None:
        self.goal = goal
        self.decisions = decisions
        self.ends: set[str] = set()
        self.moves: dict[str, set[str]] = {}
        self.kept: set[str] = set()
        self.spared: set[str] = set()
        self.replaced: set[str] = set()
        self.cause: dict[str, tuple[int, str | None]] = {}

    def affected(self) -> list[str]:
        """Return the affected items, the goal first, then by distance from it and id."""
        return sorted(self.cause, key=lambda item: (self.cause[item][0], item))

    def decision(self, item: str) -> DecisionName:
        """Return what becomes of an affected item: end, move or keep."""
        if item in self.kept:
            return "keep"
        return "move" if item in self.moves else "end"

    def by(self, item: str) -> Literal["goal", "default", "decision"]:
        """Return why: it is a goal, was decided, or follows by default."""
        if item in self.goal:
            return "goal"
        return "decision" if item in self.decisions else "default"

    def via(self, item: str) -> tuple[str, ...]:
        """Return what drew the item in, up to the goal."""
        found = []
        parent = self.cause[item][1]
        while parent is not None:
            found.append(parent)
            parent = self.cause[parent][1]
        return tuple(found)

    def is_moved_first(self, item: str) -> bool:
        """Whether an account ends all the same, but is moved to other ways before."""
        return item in self.ends and item in self.moves


def find_scope(graph: Graph, goal: Sequence[str], decisions: Sequence[Decision]) -> Scope:
    """Return what is affected when `goal` ends and `decisions` are followed.

    Decisions about items that are not affected have no effect; whether the others are possible
    is checked by `impossible.refuse_impossible`.

    Raises:
        Refused: an item is unknown.
    """
    for item in [*goal, *(d.item for d in decisions)]:
        if item not in graph.items:
            raise Refused(N_("There is no item “{item}”."), item=item)
    scope = Scope(frozenset(goal), {d.item: d for d in decisions})
    _Spread(graph, scope).run()
    _Moves(graph, scope).run()
    return scope


class _Spread:
    """Finds what ends: in rounds, each sorted, so that the causes are the same every time."""

    def __init__(self, graph: Graph, scope: Scope) -> None:
        self.graph, self.scope = graph, scope
        self.frontier: set[str] = set()
        self.candidates: set[str] = set()
        self.wanted = {d.item for d in scope.decisions.values() if d.decision == "end"}

    def run(self) -> None:
        for item in sorted(self.scope.goal):
            self.scope.cause[item] = (0, None)
            self._reach(item, None)
        while self.frontier or self._no_longer_replaced():
            reached, self.frontier = sorted(self.frontier), set()
            for item in reached:
                for other in self._follows(item):
                    self._reach(other, item)

    def stays(self, item: str) -> bool:
        return item not in self.scope.ends and item not in self.graph.ended

    def _reach(self, item: str, cause: str | None) -> None:
        """Let `item` end because `cause` does, unless a decision says otherwise."""
        scope = self.scope
        if item in scope.ends or item in scope.spared:
            return
        wish = self._wish(item)
        if wish == "move" and self.graph.kind[item] not in ACCOUNTS:
            self._move(item, cause)
            return
        if wish == "move" and self.graph.kind[item] == "shop" and item not in scope.goal:
            self._note(item, cause)
            scope.moves.setdefault(item, set())
            return
        self._note(item, cause)
        if wish == "keep":
            scope.kept.add(item)
            can_stay = self.graph.kind[item] in _CAN_STAY and item not in self.graph.ended
            if can_stay and item not in scope.goal:
                scope.spared.add(item)
                return
        if wish == "move":
            scope.moves.setdefault(item, set())
        self.candidates.discard(item)
        scope.replaced.discard(item)
        scope.ends.add(item)
        self.frontier.add(item)

    def _wish(self, item: str) -> str:
        """Return the decision that counts: one that has ended can only have ended or be kept."""
        decision = self.scope.decisions.get(item)
        if decision is None or (item in self.graph.ended and decision.decision == "move"):
            return "end"
        return decision.decision

    def _note(self, item: str, cause: str | None) -> None:
        if item not in self.scope.cause:
            level = self.scope.cause[cause][0] + 1 if cause is not None else 0
            self.scope.cause[item] = (level, cause)

    def _move(self, item: str, cause: str | None) -> None:
        self._note(item, cause)
        action = MOVE_ACTION[self.graph.kind[item]]
        self.scope.moves.setdefault(item, set()).add(action)
        if action == "replace_payment":
            self.scope.replaced.add(item)

    def _follows(self, item: str) -> Iterator[str]:
        """Yield what ends with `item` (the table of PLANNER 2)."""
        kind = self.graph.kind[item]
        yield from _FOLLOWS[kind](self, item)
        if self.wanted:
            yield from self._wanted(item)
        if kind == "payment_method":
            for method in self._drawing_on(item):
                decision = self.scope.decisions.get(method)
                if decision and decision.decision == "move" and self.stays(method):
                    self._move(method, item)

    def _of_service(self, item: str) -> Iterator[str]:
        graph = self.graph
        yield from graph.sources(item, "part_of")
        yield from graph.sources(item, "stored_at")
        yield from graph.sources(item, "draws_on")
        yield from graph.sources(item, "sent_by")
        yield from graph.sources(item, "held_at")
        yield from self._provided(item)
        for shop in {*graph.sources(item, "sold_on"), *graph.sources(item, "signs_in_with")}:
            if self._falls_with_its_platform(shop):
                yield shop

    def _of_shop(self, item: str) -> Iterator[str]:
        for relation in ("stored_at", "sent_by", "held_at"):
            yield from self.graph.sources(item, relation)
        yield from self._provided(item)

    def _of_subscription(self, item: str) -> Iterator[str]:
        yield from self._provided(item)
        yield from self.graph.sources(item, "held_at")

    def _of_instrument(self, item: str) -> Iterator[str]:
        for other in self.graph.sources(item, "draws_on"):
            if self.graph.kind[other] == "instrument" or not self._may_be_replaced(other):
                yield other
            elif other not in self.scope.ends:
                self._note(other, item)
                self.candidates.add(other)
                self.scope.replaced.add(other)

    def _of_contact(self, item: str) -> Iterator[str]:
        for other in self.graph.sources(item, "registered_with"):
            if self.graph.kind[other] == "mailing_list":
                yield other

    def _of_others(self, item: str) -> Iterator[str]:
        yield from ()

    def _provided(self, item: str) -> Iterator[str]:
        """Yield what `item` provides; a contact only with the last of its providers."""
        for other in self.graph.sources(item, "provided_by"):
            providers = self.graph.targets(other, "provided_by")
            if self.graph.kind[other] != "contact" or not any(map(self.stays, providers)):
                yield other

    def _falls_with_its_platform(self, shop: str) -> bool:
        """Whether a shop does not stand on its own, and a platform it is sold on ends."""
        graph = self.graph
        platforms = graph.targets(shop, "sold_on")
        standing = [*platforms, *graph.targets(shop, "signs_in_with")]
        has_login = bool(getattr(graph.items[shop], "login", None))
        return (
            graph.kind[shop] == "shop"
            and not has_login
            and any(platform in self.scope.ends for platform in platforms)
            and not any(map(self.stays, standing))
        )

    def _may_be_replaced(self, method: str) -> bool:
        """Whether a copy of an ending instrument is replaced by default, where it can be."""
        return self._wish(method) == "end" and not (
            method in self.wanted or method in self.graph.ended or method in self.scope.goal
        )

    def _no_longer_replaced(self) -> bool:
        """Let those copies end that need not, or cannot, be replaced; tell if there were any."""
        for method in sorted(self.candidates):
            places = self.graph.targets(method, "stored_at")
            subscriptions = charged_through(self.graph, method)
            pays = any(self._pays_on(subscription) for subscription in subscriptions)
            if not pays or not all(map(self.stays, places)):
                self._reach(method, self.scope.cause[method][1])
        return bool(self.frontier)

    def _pays_on(self, subscription: str) -> bool:
        return self.stays(subscription) and self.graph.goes_on_paying(subscription)

    def _drawing_on(self, method: str) -> list[str]:
        """Return what draws on `method` and is stored at a place that stays."""
        graph = self.graph
        return [
            other
            for other in graph.drawers(method)
            if any(self.stays(place) for place in graph.targets(other, "stored_at"))
        ]

    def _wanted(self, item: str) -> Iterator[str]:
        """Yield what `item` would only have moved, and the person decided to end instead."""
        graph = self.graph
        hanging = [other for relation in CHANGES for other in graph.sources(item, relation)]
        hanging += graph.sources(item, "needs") + graph.behind(item)
        if graph.kind[item] == "payment_method":
            hanging += self._drawing_on(item)
            charged = charged_through(graph, item, self.scope.replaced)
            hanging += [other for other in charged if self._pays_on(other)]
        for other in sorted(set(hanging) & self.wanted):
            if self.stays(other):
                yield other


_FOLLOWS = {
    "service": _Spread._of_service,
    "shop": _Spread._of_shop,
    "subscription": _Spread._of_subscription,
    "instrument": _Spread._of_instrument,
    "contact": _Spread._of_contact,
    "payment_method": _Spread._of_others,
    "mailing_list": _Spread._of_others,
    "balance": _Spread._of_others,
}
# How a thing goes on by another way when that is decided (PLANNER 2, decisions).
MOVE_ACTION = {
    "subscription": "switch_payment",
    "payment_method": "replace_payment",
    "contact": "move_contact",
    "mailing_list": "change_contact",
    "balance": "spend_balance",
    "instrument": "resolve",
}


class _Moves:
    """Finds what goes on by another way, once it is known what ends."""

    def __init__(self, graph: Graph, scope: Scope) -> None:
        self.graph, self.scope = graph, scope

    def run(self) -> None:
        ending = [item for item in self.scope.affected() if item in self.scope.ends]
        for method in sorted(self.scope.replaced):
            self.scope.moves.setdefault(method, set()).add("replace_payment")
        for item in ending:
            self._changes(item)
            for dependent in self.graph.sources(item, "needs"):
                if self._stays(dependent):
                    self._add(dependent, "resolve", item)
            if self.graph.kind[item] == "payment_method":
                self._payments(item)
        affected = set(self.scope.cause)
        for item in ending:
            for other in self.graph.behind(item):
                if other not in affected and self._stays(other):
                    self._add(other, "resolve", item)

    def _stays(self, item: str) -> bool:
        gone = item in self.scope.ends or item in self.graph.ended
        return not gone and item not in self.scope.spared

    def _changes(self, item: str) -> None:
        """Accounts that sign in with, are registered with or recover with what ends."""
        for relation, action in CHANGES.items():
            for account in self.graph.sources(item, relation):
                if self.graph.kind[account] not in ACCOUNTS or account in self.graph.ended:
                    continue
                if self._stays(account) or self.scope.is_moved_first(account):
                    self._add(account, action, item)

    def _payments(self, method: str) -> None:
        """What is charged through a payment method that ends, and what draws on it."""
        for subscription in charged_through(self.graph, method, self.scope.replaced):
            if self._stays(subscription) and self.graph.goes_on_paying(subscription):
                self._add(subscription, "switch_payment", method)
        for other in self.graph.drawers(method):
            places = self.graph.targets(other, "stored_at")
            if self._stays(other) and any(self._stays(place) for place in places):
                self._add(other, None, method)

    def _add(self, item: str, action: str | None, cause: str) -> None:
        scope = self.scope
        if item not in scope.cause:
            scope.cause[item] = (scope.cause[cause][0] + 1, cause)
        actions = scope.moves.setdefault(item, set())
        if action:
            actions.add(action)
        decision = scope.decisions.get(item)
        if decision and decision.decision == "keep":
            scope.kept.add(item)
