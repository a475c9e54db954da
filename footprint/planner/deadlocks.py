"""A deadlock in words: its shortest loop, and the decision that opens it (PLANNER 4, cycles)."""

from collections.abc import Iterable
from typing import Literal

from footprint.model.items import Contact, Item
from footprint.planner.cycles import shortest_loop
from footprint.planner.graph import ACCOUNTS
from footprint.planner.requirements import Edge
from footprint.planner.rules import RANK
from footprint.planner.situation import Situation
from footprint.planner.steps import Node

# By these an account depends on what ends; moving it first asks for its `change_…` instead.
_OPENED_BY_MOVE = frozenset(
    RANK[name]
    for name in (
        "sign-in-before-close",
        "contact-before-give-up",
        "recovery-before-close",
        "mailbox-outlives",
    )
)
_RELATIONS = ("registered_with", "signs_in_with", "recovers_with")
# Beyond so many looks at an edge, the shortest loop seen so far is told.
_LOOKS = 200_000


class Knot:
    """One component of steps that require each other by `must`."""

    def __init__(self, situation: Situation, steps: list[Node]) -> None:
        self.situation, self.steps = situation, steps
        members = {node.number for node in steps}
        into = situation.requirements.into
        self.edges = [
            edge
            for node in steps
            for edge in sorted(into[node.number].values(), key=lambda edge: edge.first.id)
            if edge.must and edge.first.number in members
        ]
        self.after: dict[int, dict[int, Edge]] = {number: {} for number in members}
        for edge in self.edges:
            self.after[edge.first.number][edge.then.number] = edge

    def loop(self) -> list[Edge]:
        """Return the edges of the shortest loop, from the step that comes first by id."""
        best: list[int] | None = None
        budget = _LOOKS
        for node in self.steps:
            circle = shortest_loop(node.number, lambda number: self.after[number])
            if circle and (best is None or len(circle) < len(best)):
                best = circle
            budget -= len(self.edges)
            if len(best or ()) == 2 or budget < 0:
                break
        circle = best or []
        following = [*circle[1:], *circle[:1]]
        return [self.after[a][b] for a, b in zip(circle, following, strict=True)]

    def way_out(self, loop: list[Edge]) -> tuple[str, Literal["move", "keep"]]:
        """Return the item whose decision opens it: moved first where that can be, else kept.

        Of the accounts in the loop, then of all, it is the first by id that leaves no circle, else
        the first that takes the deadlock apart.
        """
        in_loop = sorted({edge.first.item for edge in loop} | {edge.told.first for edge in loop})
        for accounts in (self._movable(in_loop), self._movable(n.item for n in self.steps)):
            for is_open in (self._is_open, self._is_apart):
                for item in accounts:
                    if is_open(self._without_moved(item)):
                        return item, "move"
        keepable = [item for item in in_loop if not self._dies_with_a_host(item)]
        for is_open in (self._is_open, self._is_apart):
            for item in keepable:
                if is_open(self._without_kept(item)):
                    return item, "keep"
        return (keepable or in_loop)[0], "keep"

    def lacks_contact(self, account: str) -> bool:
        """Whether moving `account` takes another contact, of a type of which none stays."""
        graph, ends = self.situation.graph, self.situation.scope.ends
        left = {_type(item) for item in graph.items.values() if item.id not in ends | graph.ended}
        contacts = (c for c in graph.targets(account, "registered_with") if c in ends)
        return not {_type(graph.items[contact]) for contact in contacts} <= left

    def _movable(self, items: Iterable[str]) -> list[str]:
        """Return the accounts among these, or where these lie, that can be moved first.

        They are registered with, sign in with or recover with something in the deadlock.
        """
        graph, scope = self.situation.graph, self.situation.scope
        ends = {node.item for node in self.steps}
        return [
            account
            for account in sorted(
                {place for item in items for place in [item, *graph.places(item)]}
            )
            if graph.kind[account] in ACCOUNTS
            and account not in graph.ended
            and not scope.is_moved_first(account)
            and any(t in ends for relation in _RELATIONS for t in graph.targets(account, relation))
        ]

    def _dies_with_a_host(self, item: str) -> bool:
        return any(node.automatic for node in self.situation.steps.of_item.get(item, ()))

    def _without_moved(self, account: str) -> list[Edge]:
        """Return the edges that are left when `account` is moved first."""
        at_account = {account, *self.situation.graph.at(account)}
        left = []
        for edge in self.edges:
            reasons = [(edge.rank, edge.told), *edge.others]
            if not all(rank in _OPENED_BY_MOVE and r.first in at_account for rank, r in reasons):
                left.append(edge)
        return left

    def _without_kept(self, item: str) -> list[Edge]:
        return [edge for edge in self.edges if edge.first.item != item]

    def _is_open(self, edges: list[Edge]) -> bool:
        """Whether these edges leave no circle."""
        waiting = {node.number: 0 for node in self.steps}
        for edge in edges:
            waiting[edge.then.number] += 1
        after = _after(edges)
        ready = [number for number, count in waiting.items() if not count]
        for number in ready:
            for following in after.get(number, ()):
                waiting[following] -= 1
                if not waiting[following]:
                    ready.append(following)
        return len(ready) == len(waiting)

    def _is_apart(self, edges: list[Edge]) -> bool:
        """Whether not every step is reached from every other by these edges any more."""
        backwards: dict[int, list[int]] = {}
        for edge in edges:
            backwards.setdefault(edge.then.number, []).append(edge.first.number)
        return any(
            len(_reached(self.steps[0].number, following)) < len(self.steps)
            for following in (_after(edges), backwards)
        )


def _type(item: Item) -> str | None:
    """Return the type of a contact, an e-mail address where it does not say; None for others."""
    return (item.type or "email") if isinstance(item, Contact) else None


def _after(edges: list[Edge]) -> dict[int, list[int]]:
    after: dict[int, list[int]] = {}
    for edge in edges:
        after.setdefault(edge.first.number, []).append(edge.then.number)
    return after


def _reached(start: int, following: dict[int, list[int]]) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        for number in following.get(waiting.pop(), ()):
            if number not in found:
                found.add(number)
                waiting.append(number)
    return found
