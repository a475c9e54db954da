"""In which order the steps stand: stages, places, and what presses most (PLANNER 4, order)."""

from decimal import Decimal

from footprint.planner.requirements import Requirements
from footprint.planner.steps import Node

_NEVER = 1 << 30


class Sequence:
    """The steps in an order that respects every requirement; a deadlock stands together.

    `stage` counts from 1: one more than the latest stage among the required steps.
    """

    def __init__(self, found: Requirements, deadlock_of: dict[int, int]) -> None:
        self.found, self.deadlock_of = found, deadlock_of
        self.stage = [0] * len(found.nodes)
        self.nodes: list[Node] = []
        self._run()

    def together(self, one: Node, other: Node) -> bool:
        """Whether two steps stand in the same deadlock."""
        deadlock = self.deadlock_of.get(one.number)
        return deadlock is not None and deadlock == self.deadlock_of.get(other.number)

    def _run(self) -> None:
        groups: dict[int, list[Node]] = {}
        for node in self.found.nodes:
            groups.setdefault(self._group(node), []).append(node)
        waiting = {group: self._outside(members) for group, members in groups.items()}
        ready = [group for group, count in waiting.items() if not count]
        for group in ready:
            stage = 1 + max(map(self._stage_before, groups[group]))
            for node in groups[group]:
                self.stage[node.number] = stage
                self.nodes.append(node)
            for node in groups[group]:
                for edge in self.found.out[node.number].values():
                    after = self._group(edge.then)
                    if after != group:
                        waiting[after] -= 1
                        if not waiting[after]:
                            ready.append(after)

    def _group(self, node: Node) -> int:
        deadlock = self.deadlock_of.get(node.number)
        return node.number if deadlock is None else -1 - deadlock

    def _outside(self, members: list[Node]) -> int:
        edges = (edge for node in members for edge in self.found.into[node.number].values())
        return sum(not self.together(edge.first, edge.then) for edge in edges)

    def _stage_before(self, node: Node) -> int:
        into = self.found.into[node.number].values()
        return max((self.stage[edge.first.number] for edge in into), default=0)


def in_order(
    sequence: Sequence, slack: list[int | None], days: list[int], money: list[Decimal]
) -> list[Node]:
    """Return the steps in the order to do them.

    Inside a stage they stand by place. A place, and a step in it, comes first by least slack
    (its own, or of what waits for it), then by the longest path that remains, then by the money
    at risk, then by id.
    """
    least, path = _looking_ahead(sequence, slack, days)

    def pressing(node: Node) -> tuple[int, int, Decimal]:
        number = node.number
        return (least[number], -path[number], -money[number])

    places: dict[tuple[int, str], tuple[int, int, Decimal]] = {}
    nodes = [node for node in sequence.nodes if not node.virtual]
    for node in nodes:
        place = (sequence.stage[node.number], node.place)
        places[place] = min(places.get(place, pressing(node)), pressing(node))

    def key(node: Node) -> tuple[object, ...]:
        stage = sequence.stage[node.number]
        return (stage, places[(stage, node.place)], node.place, pressing(node), node.id)

    return sorted(nodes, key=key)


def _looking_ahead(
    sequence: Sequence, slack: list[int | None], days: list[int]
) -> tuple[list[int], list[int]]:
    """Return for each step the least slack from it on, and the days of the longest path."""
    least = [_NEVER if value is None else value for value in slack]
    path = list(days)
    for node in reversed(sequence.nodes):
        number = node.number
        for edge in sequence.found.out[number].values():
            after = edge.then.number
            least[number] = min(least[number], least[after])
            if not sequence.together(node, edge.then):
                path[number] = max(path[number], days[number] + path[after])
    return least, path
