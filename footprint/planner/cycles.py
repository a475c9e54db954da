"""Circles among the requirements (PLANNER 4, cycles): drop the fewest `should`, tell deadlocks.

Steps that require each other by `must` alone are a deadlock. All other circles have a `should`
in them: the fewest are dropped, exactly the fewest where a tangle has up to EXACT_UP_TO of them,
and by a good order beyond.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

from footprint.planner.requirements import Edge, Requirements
from footprint.planner.steps import Node

EXACT_UP_TO = 16


class Knots:
    """What was found: the dropped `should` edges, and the deadlocks, each as its steps.

    `passed`: what steps behind the person required in a circle of `must`. They wait for it no
    longer; whether it goes wrong is asked all the same.
    """

    def __init__(self) -> None:
        self.dropped: list[Edge] = []
        self.passed: list[Edge] = []
        self.deadlocks: list[list[Node]] = []
        self.deadlock_of: dict[int, int] = {}


def untie(found: Requirements) -> Knots:
    """Make the requirements an order, deadlocks aside; `found` is changed.

    What is behind the person waits for nothing any more: where it stands in a circle of `must`,
    that circle is no deadlock, and its own requirements in it are taken out.
    """
    knots = Knots()
    if is_acyclic(found):
        return knots
    for component in _components(found, only_must=True):
        members = {node.number for node in component}
        for node in component:
            if node.is_behind:
                for edge in list(found.into[node.number].values()):
                    if edge.must and edge.first.number in members:
                        found.drop(edge)
                        knots.passed.append(edge)
    knots.deadlocks = _components(found, only_must=True)
    for number, component in enumerate(knots.deadlocks):
        knots.deadlock_of.update((node.number, number) for node in component)
    for component in _components(found, only_must=False):
        for edge in _Tangle(found, component, knots.deadlock_of).fewest():
            found.drop(edge)
            knots.dropped.append(edge)
    knots.dropped.sort(key=lambda edge: (edge.first.id, edge.then.id))
    return knots


def is_acyclic(found: Requirements) -> bool:
    """Whether all steps can be put in order."""
    waiting = [len(edges) for edges in found.into]
    ready = [number for number, count in enumerate(waiting) if not count]
    done = 0
    while ready:
        done += 1
        for number in found.out[ready.pop()]:
            waiting[number] -= 1
            if not waiting[number]:
                ready.append(number)
    return done == len(waiting)


def _components(found: Requirements, *, only_must: bool) -> list[list[Node]]:
    """Return the strongly connected components of more than one step, each sorted by id."""
    import rustworkx

    graph: rustworkx.PyDiGraph[int | None, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(found.nodes)))
    graph.extend_from_edge_list(
        [(e.first.number, e.then.number) for e in found if e.must or not only_must]
    )
    components = [
        sorted((found.nodes[number] for number in component), key=lambda node: node.id)
        for component in rustworkx.strongly_connected_components(graph)
        if len(component) > 1
    ]
    return sorted(components, key=lambda component: component[0].id)


class _Tangle:
    """One component with a `should` in every circle but the deadlocks inside it.

    Its groups are the `should` edges between the same two ends: one is dropped with the others.
    A deadlock counts as one end, since nothing can be put in order inside it.
    """

    def __init__(
        self, found: Requirements, component: list[Node], deadlock_of: dict[int, int]
    ) -> None:
        self.deadlock_of = deadlock_of
        self.ends = sorted({self._end(node.number) for node in component})
        members = {node.number for node in component}
        self.must: dict[int, set[int]] = {end: set() for end in self.ends}
        groups: dict[tuple[int, int], list[Edge]] = {}
        self.inside: list[Edge] = []
        for node in component:
            for edge in found.out[node.number].values():
                if edge.then.number not in members:
                    continue
                ends = (self._end(node.number), self._end(edge.then.number))
                if ends[0] == ends[1]:
                    self.inside += [] if edge.must else [edge]
                elif edge.must:
                    self.must[ends[0]].add(ends[1])
                else:
                    groups.setdefault(ends, []).append(edge)
        keyed = sorted(groups.items(), key=lambda group: _by_rule(group[1]))
        self.groups = [edges for _, edges in keyed]
        self.tails_and_heads = [ends for ends, _ in keyed]

    def _end(self, number: int) -> int:
        """Return the end a step stands for: itself, or its deadlock (numbered from -1 down)."""
        deadlock = self.deadlock_of.get(number)
        return number if deadlock is None else -1 - deadlock

    def fewest(self) -> list[Edge]:
        """Return the edges to drop: those inside a deadlock, too, which close a circle of it."""
        if not self.groups:
            return self.inside
        if len(self.groups) <= EXACT_UP_TO:
            chosen: Iterable[int] = _fewest_vertices(
                self._follows(), [len(group) for group in self.groups]
            )
        else:
            chosen = self._against_a_good_order()
        return [*self.inside, *(edge for number in chosen for edge in self.groups[number])]

    def _follows(self) -> list[set[int]]:
        """Return for each group the groups that are reached from its head by `must` alone."""
        starts: dict[int, set[int]] = {}
        for number, (tail, _) in enumerate(self.tails_and_heads):
            starts.setdefault(tail, set()).add(number)
        reached_by_head: dict[int, set[int]] = {}
        for _, head in self.tails_and_heads:
            if head not in reached_by_head:
                reached = self._reached(head)
                reached_by_head[head] = {g for end in reached for g in starts.get(end, ())}
        return [reached_by_head[head] for _, head in self.tails_and_heads]

    def _reached(self, start: int) -> set[int]:
        seen, waiting = {start}, [start]
        while waiting:
            for end in self.must[waiting.pop()]:
                if end not in seen:
                    seen.add(end)
                    waiting.append(end)
        return seen

    def _against_a_good_order(self) -> list[int]:
        """Return the groups that point backwards in an order that respects every `must`.

        The next end is the one that the fewest `should` edges still point to, so few do. Then
        those come back that close no circle after all, as far as looking takes few enough steps.
        """
        position = self._good_order()
        backward, kept = [], {end: set(after) for end, after in self.must.items()}
        for number, (tail, head) in enumerate(self.tails_and_heads):
            if position[tail] > position[head]:
                backward.append(number)
            else:
                kept[tail].add(head)
        budget = 200_000
        dropped = []
        for number in backward:
            tail, head = self.tails_and_heads[number]
            closes, cost = _reaches(kept, head, tail, budget)
            budget -= cost
            if closes:
                dropped.append(number)
            else:
                kept[tail].add(head)
        return dropped

    def _good_order(self) -> dict[int, int]:
        from heapq import heapify, heappop, heappush

        waiting = dict.fromkeys(self.ends, 0)
        pressing = dict.fromkeys(self.ends, 0)
        shoulds: dict[int, list[int]] = {}
        for after in self.must.values():
            for end in after:
                waiting[end] += 1
        for number, (tail, head) in enumerate(self.tails_and_heads):
            pressing[head] += len(self.groups[number])
            shoulds.setdefault(tail, []).append(number)
        ready = [(pressing[end], end) for end in self.ends if not waiting[end]]
        heapify(ready)
        position: dict[int, int] = {}
        while ready:
            press, end = heappop(ready)
            if end in position or press != pressing[end]:
                continue
            position[end] = len(position)
            for number in shoulds.get(end, ()):
                head = self.tails_and_heads[number][1]
                pressing[head] -= len(self.groups[number])
                if not waiting[head] and head not in position:
                    heappush(ready, (pressing[head], head))
            for head in self.must[end]:
                waiting[head] -= 1
                if not waiting[head]:
                    heappush(ready, (pressing[head], head))
        return position


def _by_rule(group: Sequence[Edge]) -> tuple[int, str, str]:
    first = min(group, key=lambda edge: (edge.first.id, edge.then.id))
    return (-max(edge.rank for edge in group), first.first.id, first.then.id)


def _reaches(graph: dict[int, set[int]], start: int, goal: int, budget: int) -> tuple[bool, int]:
    """Return whether `goal` is reached, and the steps it took; out of budget counts as reached."""
    seen, waiting, cost = {start}, [start], 0
    while waiting:
        current = waiting.pop()
        cost += 1 + len(graph[current])
        if current == goal or cost > budget:
            return True, cost
        for end in graph[current]:
            if end not in seen:
                seen.add(end)
                waiting.append(end)
    return False, cost


def _fewest_vertices(follows: list[set[int]], weights: list[int]) -> list[int]:
    """Return the vertices of least weight whose removal leaves no circle (exactly the least)."""
    for budget in range(sum(weights) + 1):
        tried: set[frozenset[int]] = set()
        chosen = _search(follows, weights, frozenset(), budget, tried)
        if chosen is not None:
            return sorted(chosen)
    return []


def _search(
    follows: list[set[int]],
    weights: list[int],
    removed: frozenset[int],
    budget: int,
    tried: set[frozenset[int]],
) -> frozenset[int] | None:
    circle = _shortest_circle(follows, removed)
    if circle is None:
        return removed
    for vertex in sorted(circle):
        larger = removed | {vertex}
        if weights[vertex] <= budget and larger not in tried:
            tried.add(larger)
            found = _search(follows, weights, larger, budget - weights[vertex], tried)
            if found is not None:
                return found
    return None


def _shortest_circle(follows: list[set[int]], removed: frozenset[int]) -> list[int] | None:
    vertices = [vertex for vertex in range(len(follows)) if vertex not in removed]
    circles = (shortest_loop(vertex, lambda v: follows[v], removed) for vertex in vertices)
    return min((circle for circle in circles if circle), key=len, default=None)


def shortest_loop(
    start: int, after: Callable[[int], Iterable[int]], without: Iterable[int] = ()
) -> list[int] | None:
    """Return the vertices of a shortest circle through `start`, from it on; None without one."""
    parent: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        current = waiting.popleft()
        for vertex in sorted(after(current)):
            if vertex == start:
                return list(reversed([*_back(parent, current, start), start]))
            if vertex not in parent and vertex not in without:
                parent[vertex] = current
                waiting.append(vertex)
    return None


def _back(parent: dict[int, int], vertex: int, start: int) -> Iterator[int]:
    while vertex != start:
        yield vertex
        vertex = parent[vertex]
