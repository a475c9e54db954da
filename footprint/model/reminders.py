"""What the person has said about reminders: snoozed, seen, skipped, and how early they come.

It is the snapshot's optional object `reminders`; what is not known there is left as it is.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal, TypeVar, get_args

from footprint.model.base import Model, Unfit
from footprint.model.fields import Day, Line, parse_day
from footprint.model.trusted import trusted

Kind = Literal[
    "reply",
    "acknowledgement",
    "follow_up",
    "own_date",
    "charge",
    "cut_off",
    "trial_end",
    "card_expiry",
    "balance_expiry",
    "step",
    "watch",
    "check",
]
LONGEST_LEAD = 366
"""The longest lead time in days."""

T = TypeVar("T")


class Skip(Model):
    """A rung of a request's ladder that the person leaves out, and why."""

    rung: Line
    on: Day
    reason: Line | None = None

    @property
    def action(self) -> str:
        """What was to be done, as a next action is called."""
        return self.rung.partition(":")[0]


class Reminders(Model):
    """By the key of a reminder: until when it sleeps (the day it is told again), or when it was
    acknowledged; by request, the rungs left out; and lead times in days, by kind and by item.
    """

    snoozed: dict[str, Day] = {}
    acknowledged: dict[str, Day] = {}
    skipped: dict[str, tuple[Skip, ...]] = {}
    leads: dict[Kind, int] = {}
    item_leads: dict[str, dict[Kind, int]] = {}


NONE = trusted(Reminders, {})


def read(document: dict[str, Any] | None) -> Reminders:
    """Return what the section says about reminders, without the entries that say nothing known."""
    if not document:
        return NONE
    return Reminders(
        snoozed=_understood(document.get("snoozed"), _day),
        acknowledged=_understood(document.get("acknowledged"), _day),
        skipped=_understood(document.get("skipped"), _skips),
        leads=_leads(document.get("leads")) or {},
        item_leads=_understood(document.get("item_leads"), _leads),
    )


def _understood(entries: Any, reader: Callable[[Any], T | None]) -> dict[str, T]:
    """Return the entries of which `reader` makes something, each looked at by itself."""
    if not isinstance(entries, dict):
        return {}
    found = ((key, reader(entry)) for key, entry in entries.items())
    return {key: read for key, read in found if read is not None}


def _day(value: Any) -> date | None:
    try:
        return parse_day(value)
    except Unfit:
        return None


def _skips(entries: Any) -> tuple[Skip, ...] | None:
    found = map(_skip, entries if isinstance(entries, list) else ())
    return tuple(skip for skip in found if skip) or None


def _skip(entry: Any) -> Skip | None:
    """Return the rung left out; its words were cleaned when the section came in."""
    if not isinstance(entry, dict) or not entry.keys() <= Skip.fields().keys():
        return None
    rung, on, reason = entry.get("rung"), _day(entry.get("on")), entry.get("reason")
    if not isinstance(rung, str) or on is None or not isinstance(reason, str | None):
        return None
    return Skip(rung=rung, on=on, reason=reason)


def _leads(entries: Any) -> dict[Kind, int] | None:
    found = _understood(entries, _lead)
    return {kind: found[kind] for kind in get_args(Kind) if kind in found} or None


def _lead(days: Any) -> int | None:
    return days if type(days) is int and 0 <= days <= LONGEST_LEAD else None


def without(document: dict[str, Any] | None, names: set[str]) -> dict[str, Any] | None:
    """Return the section with nothing in it about the items and requests called `names`."""
    return _kept({part: _left(entries, names) for part, entries in (document or {}).items()})


def renamed(document: dict[str, Any] | None, old: str, new: str) -> dict[str, Any] | None:
    """Return the section with the item `old` called `new` in every key."""
    return _kept(
        {
            part: {_called(key, old, new): value for key, value in entries.items()}
            if isinstance(entries, dict)
            else entries
            for part, entries in (document or {}).items()
        }
    )


def _left(entries: Any, names: set[str]) -> Any:
    if not isinstance(entries, dict):
        return entries
    return {key: value for key, value in entries.items() if names.isdisjoint(key.split(":"))}


def _called(key: str, old: str, new: str) -> str:
    # No id has a colon in it, so that the parts of a key are whole ids.
    return ":".join(new if part == old else part for part in key.split(":"))


def _kept(document: dict[str, Any]) -> dict[str, Any] | None:
    return {part: entries for part, entries in document.items() if entries != {}} or None
