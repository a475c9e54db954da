"""What several exits say about one item: where else it is affected, and where they contradict."""

from collections.abc import Mapping
from typing import NamedTuple

from footprint import formats
from footprint.i18n import N_, _
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.result import Affected, Plan


class Conflict(NamedTuple):
    """An item that ends in one exit and goes on in another; `other` is the other exit's id."""

    here: Affected
    there: Affected
    other: str


def treated_in(item: str, plans: Mapping[str, Plan]) -> dict[str, Affected]:
    """Return how each exit treats an item that it affects, by the exit's id; `plans` by id."""
    return {key: plans[key].treated[item] for key in sorted(plans) if item in plans[key].treated}


def conflicts(exit_id: str, plans: Mapping[str, Plan]) -> list[Conflict]:
    """Return what ends in this exit and goes on in another, or the other way round.

    An item that moves to what ends in the other exit is one, too.
    """
    found = []
    for other in sorted(plans.keys() - {exit_id}):
        theirs = plans[other].treated
        for here in plans[exit_id].affected if exit_id in plans else ():
            there = theirs.get(here.item)
            if there and _contradict(here, there):
                found.append(Conflict(here, there, other))
            target = theirs.get(here.to or "")
            if target and target.decision == "end":
                found.append(Conflict(here, target, other))
    return found


def _contradict(one: Affected, other: Affected) -> bool:
    ways = {one.decision, other.decision}
    return "end" in ways and len(ways) == 2


_TREATED = {
    "end": N_("ends in “{exit}”"),
    "move": N_("moves in “{exit}”"),
    "keep": N_("is kept in “{exit}”"),
}
_HERE = {
    "end": N_("“{name}” ends here, but {there}."),
    "move": N_("“{name}” moves here, but {there}."),
    "keep": N_("“{name}” is kept here, but {there}."),
}


def told_there(affected: Affected, other: str, records: Records) -> str:
    """Return what becomes of an item in another exit, in a few words: ends in “Leave Google”."""
    exit_ = records.exits.get(other)
    title = explain.goal_title(exit_, records) if exit_ else other
    return _(_TREATED[affected.decision]).format(exit=title)


def conflict_told(conflict: Conflict, records: Records) -> str:
    """Return how two exits contradict each other, seen from the first."""
    here, there, other = conflict
    told = told_there(there, other, records)
    if here.to == there.item:
        return _("“{name}” moves to “{target}” here, but that {there}.").format(
            name=explain.name_of(here.item, records),
            target=explain.name_of(there.item, records),
            there=told,
        )
    return _(_HERE[here.decision]).format(name=explain.name_of(here.item, records), there=told)


def elsewhere(item: str, but: str, plans: Mapping[str, Plan], records: Records) -> str:
    """Return what becomes of an item in the other exits; empty where none affects it."""
    return formats.listed(
        told_there(affected, exit_id, records)
        for exit_id, affected in treated_in(item, plans).items()
        if exit_id != but
    )


def also_told(item: str, but: str, plans: Mapping[str, Plan], records: Records) -> str:
    """Return as a sentence in which other exits an item is affected; empty where in none."""
    others = elsewhere(item, but, plans, records)
    return _("Also: {others}.").format(others=others) if others else ""
