"""The requirements between steps: at most one from a step to another (PLANNER 4)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from footprint.planner.pairs import Pair
from footprint.planner.result import Requirement
from footprint.planner.steps import Node


class Edge:
    """`first` has to come before `then`: by which rule (its rank in the table), because of what.

    The items that `told` is about are those for which the rule was made: they differ from the
    ends where something between has already ended.
    `others`: the rules, and what about, that ask for the same by `must` besides.
    """

    __slots__ = ("first", "must", "others", "rank", "then", "told")

    def __init__(self, first: Node, then: Node, rank: int, must: bool, told: Requirement) -> None:
        self.first = first
        self.then = then
        self.rank = rank
        self.must = must
        self.told = told
        self.others: tuple[tuple[int, Requirement], ...] = ()

    def strengthen(self, rank: int, must: bool, told: Requirement) -> None:
        """Let another rule ask for the same: the stronger counts, else the first of the table."""
        if (must, -rank) > (self.must, -self.rank):
            rank, self.rank = self.rank, rank
            must, self.must = self.must, must
            told, self.told = self.told, told
        if must:
            self.others += ((rank, told),)


class Requirements:
    """All edges of a plan, by both ends."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.into: list[dict[int, Edge]] = [{} for _ in nodes]
        self.out: list[dict[int, Edge]] = [{} for _ in nodes]

    def add(self, pairs: Iterable[Pair], rule: str, rank: int, *, must: bool) -> None:
        """Add what a rule says; of two rules the stronger counts, else the first of the table."""
        into, out = self.into, self.out
        for first, then, about, weaker, who in pairs:
            if first is then:
                continue
            is_must = must and not weaker
            strength: Literal["must", "should"] = "must" if is_must else "should"
            told = Requirement(first.id, rule, strength, who or first.item, then.item, about)
            before = into[then.number]
            if first.number in before:
                before[first.number].strengthen(rank, is_must, told)
            else:
                edge = Edge(first, then, rank, is_must, told)
                before[first.number] = out[first.number][then.number] = edge

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
        must, told = edge.must and after.must, edge.told
        if edge.must and not must:
            told = told._replace(strength="should")
        known = self.into[after.then.number].get(edge.first.number)
        if known is None:
            self._put(Edge(edge.first, after.then, edge.rank, must, told))
        else:
            known.strengthen(edge.rank, must, told)
