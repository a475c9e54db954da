"""Leaving everything: what has to be named so that all else follows."""

from collections.abc import Collection, Iterator
from datetime import date

from footprint.model.items import Item
from footprint.model.records import Records
from footprint.planner.graph import Graph
from footprint.planner.scope import find_scope

# What other things hang on; those follow by themselves, and are told as what would go wrong.
_ROOTS = frozenset({"service", "shop", "instrument", "contact"})
# A goal of fewer is told by its names.
_LEAST = 4


def everything(records: Records, today: date) -> list[str]:
    """Return the goal that leaves all that is open and the person's own, as few items as do.

    What belongs to another owner is not in the goal, but may follow from it.
    """
    roots = sorted(_roots(records))
    reached = find_scope(Graph(records, today), roots, ()).ends
    items = records.items.values()
    return [*roots, *sorted(i.id for i in items if _is_mine(i) and i.id not in reached)]


def is_everything(goal: Collection[str], records: Records) -> bool:
    """Whether a goal has everything in it that other things hang on."""
    wanted = set(goal)
    return len(wanted) >= _LEAST and wanted.issuperset(_roots(records))


def _roots(records: Records) -> Iterator[str]:
    for item in records.items.values():
        if item.kind in _ROOTS and _is_mine(item):
            yield item.id


def _is_mine(item: Item) -> bool:
    return item.owner is None and item.status != "ended"
