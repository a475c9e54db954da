"""What breaks when an item goes, and by which links one item depends on another."""

from collections import deque
from datetime import date
from typing import Any, NamedTuple

from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner.facts import Facts
from footprint.planner.graph import Graph
from footprint.planner.result import Amount
from footprint.planner.scope import find_scope
from footprint.planner.steps import WATCHES, Steps
from footprint.planner.verdict import amount_at_stake

# Beyond these, paths are too many to be read, or to be looked for.
MOST_PATHS = 100
_MOST_LOOKS = 50_000
# What stands in a plan around an end, but is not how an item breaks.
_AROUND = WATCHES | {"export_data", "save_evidence", "settle_request"}


class Impact(NamedTuple):
    """One thing that breaks: `how` is the step's action, or `ends` or `moves` where it has none.

    `via` leads from what draws it in up to the item that goes; `amount` is at stake.
    """

    item: str
    how: str
    via: tuple[str, ...]
    amount: Amount | None

    def to_json(self) -> dict[str, Any]:
        """Return it as `footprint impact --json` shows it (DESIGN 7)."""
        amount = None
        if self.amount:
            value = format(self.amount.amount, "f")
            amount = {"amount": value, "currency": self.amount.currency}
        return {"item": self.item, "how": self.how, "via": list(self.via), "amount": amount}


def impact(records: Records, item: str, today: date) -> list[Impact]:
    """Return what breaks or has to change when `item` goes, nearest first.

    Raises:
        Refused: there is no such item.
    """
    graph = Graph(records, today)
    scope = find_scope(graph, [item], ())
    steps = Steps(graph, scope, Facts(records, today, (), None))
    found = []
    for affected in scope.affected():
        if affected == item or affected in graph.ended:
            continue
        actions = sorted(n.action for n in steps.of_item.get(affected, ()))
        ways = [action for action in actions if action not in _AROUND]
        if "close_account" in ways and "request_erasure" in ways:
            ways.remove("request_erasure")
        amount = amount_at_stake(graph, affected)
        otherwise = "ends" if affected in scope.ends else "moves"
        for how in ways or [otherwise]:
            found.append(Impact(affected, how, scope.via(affected), amount))
    return found


def why(records: Records, source: str, target: str) -> list[list[Link]]:
    """Return the ways in which `source` depends on `target`, the shortest first.

    Each is a list of links from one to the other that comes by no item twice. There are at most
    MOST_PATHS; where there are too many to look through before the first, the shortest is told.
    """
    leading = _leading_to(records, target)
    if source not in leading or source == target:
        return []
    found: list[list[Link]] = []
    waiting: deque[list[Link]] = deque([[]])
    looks = 0
    while waiting and len(found) < MOST_PATHS and looks < _MOST_LOOKS:
        path = waiting.popleft()
        end = path[-1].to if path else source
        passed = {source, *(link.to for link in path)}
        for link in sorted(records.links_from(end), key=lambda link: link.key):
            looks += 1
            if link.to == target:
                found.append([*path, link])
            elif link.to in leading and link.to not in passed:
                waiting.append([*path, link])
    return found[:MOST_PATHS] or [_shortest(records, source, target)]


def _shortest(records: Records, source: str, target: str) -> list[Link]:
    """Return a shortest way from `source` to `target`, which depends on it."""
    came_by: dict[str, Link] = {}
    waiting = deque([source])
    while target not in came_by:
        for link in sorted(records.links_from(waiting.popleft()), key=lambda link: link.key):
            if link.to not in came_by and link.to != source:
                came_by[link.to] = link
                waiting.append(link.to)
    path = [came_by[target]]
    while path[-1].from_ != source:
        path.append(came_by[path[-1].from_])
    return path[::-1]


def _leading_to(records: Records, target: str) -> set[str]:
    """Return everything that depends on `target` in any way, and itself."""
    found, waiting = {target}, [target]
    while waiting:
        for link in records.links_to(waiting.pop()):
            if link.from_ not in found:
                found.add(link.from_)
                waiting.append(link.from_)
    return found
