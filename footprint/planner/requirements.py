"""The requirements between steps: at most one from a step to another (PLANNER 4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from footprint.planner.pairs import Pair
from footprint.planner.result import Reason
from footprint.planner.steps import Node


@dataclass(slots=True, eq=False)
class Edge:
    """`first` has to come before `then`: by which rule (its rank in the table), because of what.

    The items of the two steps in `reason` are those for which the rule was made: they differ
    from the ends where something between has already ended.
    `others`: the rules, and what about, that ask for the same by `must` besides.
    """

    first: Node
    then: Node
    rank: int
    must: bool
    reason: Reason
    others: tuple[tuple[int, Reason], ...] = ()

    def strengthen(self, rank: int, must: bool, reason: Reason) -> None:
        """Let another rule ask for the same: the stronger counts, else the first of the table."""
        if (must, -rank) > (self.must, -self.rank):
            rank, self.rank = self.rank, rank
            must, self.must = self.must, must
            reason, self.reason = self.reason, reason
        if must:
            self.others += ((rank, reason),)


class Requirements:
    """All edges of a plan, by both ends."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.into: list[dict[int, Edge]] = [{} for _ in nodes]
        self.out: list[dict[int, Edge]] = [{} for _ in nodes]

    def add(self, pair: Pair, rule: str, rank: int, *, must: bool) -> None:
        """Add what a rule says; of two rules the stronger counts, else the first of the table."""
        first, then, about, _, who = pair
        if first is then:
            return
        reason = Reason(rule, who or first.item, then.item, about)
        into = self.into[then.number]
        known = into.get(first.number)
        if known is None:
            edge = Edge(first, then, rank, must, reason)
            into[first.number] = self.out[first.number][then.number] = edge
        else:
            known.strengthen(rank, must, reason)

    def _put(self, edge: Edge) -> None:
        self.into[edge.then.number][edge.first.number] = edge
        self.out[edge.first.number][edge.then.number] = edge

    def drop(self, edge: Edge) -> None:
        """Take an edge out."""
        del self.into[edge.then.number][edge.first.number]
        del self.out[edge.first.number][edge.then.number]

    def required_by(self, node: Node) -> Iterator[Node]:
        """Yield what `node` requires by `must`."""
        return (edge.first for edge in self.into[node.number].values() if edge.must)

    def __iter__(self) -> Iterator[Edge]:
        for edges in self.into:
            yield from edges.values()

    def pass_through(self, virtual: Sequence[Node], goal: frozenset[str]) -> None:
        """Hand on the requirements of what has already ended, and take it out of the middle.

        The end of a goal keeps what it would have waited for: those are the hazards.
        """
        for node in virtual:
            before = list(self.into[node.number].values())
            for after in list(self.out[node.number].values()):
                for edge in before:
                    self._hand_on(edge, after)
                self.drop(after)
            if node.item not in goal:
                for edge in before:
                    self.drop(edge)

    def _hand_on(self, edge: Edge, after: Edge) -> None:
        if edge.first is after.then:
            return
        must = edge.must and after.must
        known = self.into[after.then.number].get(edge.first.number)
        if known is None:
            self._put(Edge(edge.first, after.then, edge.rank, must, edge.reason))
        else:
            known.strengthen(edge.rank, must, edge.reason)
