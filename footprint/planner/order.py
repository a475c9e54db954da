"""In which order the steps stand: stages, places, and what presses most (PLANNER 4, order)."""

from decimal import Decimal

from footprint.planner.requirements import Requirements
from footprint.planner.steps import Node

_NEVER = 1 << 30


class Sequence:
    """The steps in an order that respects every requirement; a deadlock stands together.

    `stage` counts from 1: one more than the latest stage among the required steps. `group` has
    the same number for the steps of one deadlock, and for each other step its own.
    """

    def __init__(self, found: Requirements, deadlock_of: dict[int, int]) -> None:
        self.found = found
        count = len(found.nodes)
        self.group = list(range(count))
        for number, deadlock in deadlock_of.items():
            self.group[number] = count + deadlock
        self.stage = [0] * count
        self.nodes: list[Node] = []
        self._run()

    def together(self, one: Node, other: Node) -> bool:
        """Whether two different steps stand in the same deadlock."""
        return self.group[one.number] == self.group[other.number]

    def _run(self) -> None:
        nodes, out, group_of = self.found.nodes, self.found.out, self.group
        members: dict[int, list[int]] = {}
        for number, group in enumerate(group_of):
            members.setdefault(group, []).append(number)
        waiting = dict.fromkeys(members, 0)
        stage = dict.fromkeys(members, 1)
        for number, before in enumerate(self.found.into):
            group = group_of[number]
            # A step outside every deadlock waits for all that comes before it.
            inside = group != number and sum(group_of[first] == group for first in before)
            waiting[group] += len(before) - inside
        ready = [group for group, count in waiting.items() if not count]
        for group in ready:
            after_it = stage[group] + 1
            for number in members[group]:
                self.stage[number] = stage[group]
                self.nodes.append(nodes[number])
                for then in out[number]:
                    after = group_of[then]
                    if after != group:
                        if stage[after] < after_it:
                            stage[after] = after_it
                        waiting[after] -= 1
                        if not waiting[after]:
                            ready.append(after)


def in_order(
    sequence: Sequence, slack: list[int | None], days: list[int], money: list[Decimal]
) -> list[Node]:
    """Return the steps in the order to do them.

    Inside a stage they stand by place. A place, and a step in it, comes first by least slack
    (its own, or of what waits for it), then by the longest path that remains, then by the money
    at risk, then by id.
    """
    least, path = _looking_ahead(sequence, slack, days)

    pressing = [(least[n], -days_left, -money[n]) for n, days_left in enumerate(path)]
    places: dict[tuple[int, str], tuple[int, int, Decimal]] = {}
    nodes = [node for node in sequence.nodes if not node.virtual]
    for node in nodes:
        place, own = (sequence.stage[node.number], node.place), pressing[node.number]
        places[place] = min(places.get(place, own), own)

    def key(node: Node) -> tuple[object, ...]:
        stage = sequence.stage[node.number]
        return (stage, places[(stage, node.place)], node.place, pressing[node.number], node.id)

    return sorted(nodes, key=key)


def _looking_ahead(
    sequence: Sequence, slack: list[int | None], days: list[int]
) -> tuple[list[int], list[int]]:
    """Return for each step the least slack from it on, and the days of the longest path."""
    least = [_NEVER if value is None else value for value in slack]
    path = list(days)
    group = sequence.group
    for node in reversed(sequence.nodes):
        number = node.number
        after = sequence.found.out[number]
        own, soonest, longest = group[number], least[number], 0
        for then in after:
            if least[then] < soonest:
                soonest = least[then]
            if path[then] > longest and group[then] != own:
                longest = path[then]
        least[number] = soonest
        path[number] += longest
    return least, path
