"""Leaving everything: what has to be named so that all else follows."""

from collections.abc import Collection
from datetime import date

from footprint.model.items import Item
from footprint.model.records import Records
from footprint.planner.graph import Graph, has_ended
from footprint.planner.scope import find_scope

# What other things hang on; those follow by themselves, and are told as what would go wrong.
_ROOTS = frozenset({"service", "shop", "instrument", "contact"})
# A goal of fewer is told by its names.
_LEAST = 4


def everything(records: Records, today: date) -> list[str]:
    """Return the goal that leaves all that is open and the person's own, as few items as do.

    What belongs to another owner is not in the goal, but may follow from it.
    """
    mine = [i for i in records.items.values() if i.owner is None and not has_ended(i, today)]
    roots = sorted(item.id for item in mine if item.kind in _ROOTS)
    reached = find_scope(Graph(records, today), roots, ()).ends
    return [*roots, *sorted(item.id for item in mine if item.id not in reached)]


def is_everything(goal: Collection[str], records: Records) -> bool:
    """Whether all that is open and the person's own ends with a goal that names several items.

    A goal is called the same on every day, so this asks only for what is plainly open: what is
    `ending` has ended on some days and not yet on others, and need not be named.
    """
    named = records.items.keys() & set(goal)
    if len(named) < _LEAST:
        return False
    rest = [item for item in records.items.values() if _is_open_and_mine(item)]
    if not rest or any(item.kind in _ROOTS and item.id not in named for item in rest):
        return False
    missing = {item.id for item in rest} - named
    # As late as can be: what is ending has ended then.
    return not missing or missing <= find_scope(Graph(records, date.max), sorted(named), ()).ends


def _is_open_and_mine(item: Item) -> bool:
    return item.owner is None and item.status == "open"
