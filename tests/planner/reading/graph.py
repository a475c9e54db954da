"""PLANNER 2 and 4, read plainly: what passes through what has ended, circles, and stages."""

from collections.abc import Iterable
from itertools import combinations

from tests.planner.reading.table import ORDER, Edges


def pass_through(edges: Edges, virtual: set[str]) -> Edges:
    """Take out the steps that only count; who waited for them waits for what they waited for.

    The rule is that for which the first step had to come before what has ended.
    """
    passed = {pair: edge for pair, edge in edges.items() if not set(pair) & virtual}
    for (first, middle), (rule, must) in edges.items():
        if first not in virtual and middle in virtual:
            for then, then_must in _behind(edges, middle, virtual):
                edge = (rule, must and then_must)
                before = passed.get((first, then))
                if first != then and (before is None or _rank(*edge) < _rank(*before)):
                    passed[first, then] = edge
    return passed


def _behind(edges: Edges, middle: str, virtual: set[str]) -> set[tuple[str, bool]]:
    """What waits for a step that only counts, directly or through others; and if by must alone."""
    seen: set[tuple[str, bool]] = set()
    waiting = [(middle, True)]
    while waiting:
        step, strong = waiting.pop()
        for (first, then), (_rule, must) in edges.items():
            found = (then, strong and must)
            if first == step and found not in seen:
                seen.add(found)
                if then in virtual:
                    waiting.append(found)
    return {(then, strong) for then, strong in seen if then not in virtual}


def _rank(rule: str, must: bool) -> tuple[bool, int]:
    return not must, ORDER.index(rule)


def reach(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Every step with all that comes after it."""
    after: dict[str, set[str]] = {}
    for first, then in pairs:
        after.setdefault(first, set()).add(then)
    found: dict[str, set[str]] = {}
    for start in after:
        seen: set[str] = set()
        waiting = list(after[start])
        while waiting:
            step = waiting.pop()
            if step not in seen:
                seen.add(step)
                waiting += after.get(step, ())
        found[start] = seen
    return found


def knots(pairs: Iterable[tuple[str, str]]) -> set[frozenset[str]]:
    """The strongly connected components of more than one step."""
    after = reach(pairs)
    return {
        frozenset({a} | {b for b in after[a] if a in after.get(b, ())})
        for a in after
        if a in after[a]
    }


def is_untied(edges: Edges) -> bool:
    """Whether no `should` is part of a circle."""
    after = reach(edges)
    return not any(
        not must and first in after.get(then, ()) for (first, then), (_rule, must) in edges.items()
    )


def fewest_dropped(edges: Edges, most: int) -> int | None:
    """How many `should` have to go, by trying; None if more than `most` would have to be tried."""
    after = reach(edges)
    weak = [
        pair
        for pair, (_rule, must) in edges.items()
        if not must and pair[0] in after.get(pair[1], ())
    ]
    if len(weak) > most:
        return None
    for count in range(len(weak) + 1):
        for gone in combinations(weak, count):
            if is_untied({p: e for p, e in edges.items() if p not in gone}):
                return count
    return None


def stages(edges: Edges, steps: Iterable[str]) -> dict[str, int]:
    """The stage of each step: one more than the greatest of what it requires; a knot is one."""
    knot_of = {s: knot for knot in knots(edges) for s in knot}
    found: dict[frozenset[str], int] = {}
    groups = {s: knot_of.get(s, frozenset({s})) for s in steps}

    def stage(group: frozenset[str]) -> int:
        if group not in found:
            before = {groups[f] for f, then in edges if then in group and f not in group}
            found[group] = 1 + max((stage(b) for b in before), default=0)
        return found[group]

    return {step: stage(group) for step, group in groups.items()}
