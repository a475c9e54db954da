"""A deadlock in words: its shortest loop, and the decision that opens it (PLANNER 4, cycles)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from footprint.planner.cycles import shortest_loop
from footprint.planner.graph import ACCOUNTS
from footprint.planner.requirements import Edge
from footprint.planner.situation import Situation
from footprint.planner.steps import Node

# By these an account depends on what ends; moving it first asks for its `change_…` instead.
_OPENED_BY_MOVE = frozenset(
    {
        "sign-in-before-close",
        "contact-before-give-up",
        "recovery-before-close",
        "mailbox-outlives",
    }
)
_RELATIONS = ("registered_with", "signs_in_with", "recovers_with")
# Beyond so many looks at an edge, the shortest loop seen so far is told.
_LOOKS = 200_000


class Knot:
    """One component of steps that require each other by `must`."""

    def __init__(
        self, situation: Situation, steps: list[Node], rule_of: Callable[[Edge], str]
    ) -> None:
        self.situation, self.steps, self.rule_of = situation, steps, rule_of
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
        """Return the item whose decision opens it: moved first where that can be, else kept."""
        items = {node.item for node in self.steps}
        in_loop = sorted({edge.first.item for edge in loop} | {edge.reason[0] for edge in loop})
        movable = [item for item in in_loop if self._depends_on(item, items)]
        others = sorted({edge.first.item for edge in self.edges} - set(in_loop))
        others = [item for item in others if self._depends_on(item, items)]
        for candidates in (movable, others):
            for item in candidates:
                if self._opens(self._without_moved(item)):
                    return item, "move"
        if movable:
            return movable[0], "move"
        keepable = [item for item in in_loop if not self._dies_with_a_host(item)]
        for item in keepable:
            if self._opens(self._without_kept(item)):
                return item, "keep"
        return (keepable or in_loop)[0], "keep"

    def _depends_on(self, item: str, items: set[str]) -> bool:
        """Whether an account is registered, signs in or recovers with something in the loop."""
        graph, scope = self.situation.graph, self.situation.scope
        targets = (t for relation in _RELATIONS for t in graph.targets(item, relation))
        is_open = item not in graph.ended and not scope.is_moved_first(item)
        return graph.kind[item] in ACCOUNTS and is_open and any(t in items for t in targets)

    def _dies_with_a_host(self, item: str) -> bool:
        return any(node.automatic for node in self.situation.steps.of_item.get(item, ()))

    def _without_moved(self, account: str) -> Iterator[Edge]:
        """Yield the edges that are left when `account` is moved first."""
        at_account = {account, *self.situation.graph.at(account)}
        for edge in self.edges:
            is_its = edge.reason[0] in at_account or edge.first.item in at_account
            if not (is_its and self.rule_of(edge) in _OPENED_BY_MOVE):
                yield edge

    def _without_kept(self, item: str) -> Iterator[Edge]:
        return (edge for edge in self.edges if edge.first.item != item)

    def _opens(self, edges: Iterable[Edge]) -> bool:
        """Whether these edges leave no circle."""
        waiting = {node.number: 0 for node in self.steps}
        after: dict[int, list[int]] = {}
        for edge in edges:
            waiting[edge.then.number] += 1
            after.setdefault(edge.first.number, []).append(edge.then.number)
        ready = [number for number, count in waiting.items() if not count]
        for number in ready:
            for following in after.get(number, ()):
                waiting[following] -= 1
                if not waiting[following]:
                    ready.append(following)
        return len(ready) == len(waiting)
