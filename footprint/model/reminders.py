"""What the person has said about reminders: snoozed, seen, skipped, and how early they come.

It is the snapshot's optional object `reminders`; what is not known there is left as it is.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from footprint.model.fields import Day, Line, Model
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
Days = Annotated[int, Field(ge=0, le=366, strict=True)]


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

    model_config = ConfigDict(extra="ignore")

    snoozed: dict[str, Day] = {}
    acknowledged: dict[str, Day] = {}
    skipped: dict[str, tuple[Skip, ...]] = {}
    leads: dict[Kind, Days] = {}
    item_leads: dict[str, dict[Kind, Days]] = {}


NONE = trusted(Reminders, {})


def read(document: dict[str, Any] | None) -> Reminders:
    """Return what the section says about reminders, without the entries that say nothing known."""
    if not document:
        return NONE
    try:
        return Reminders.model_validate(document)
    except ValidationError:
        return Reminders.model_validate(_fitting(document, _is_understood) or {})


def _fitting(value: Any, fits: Callable[[Any], bool]) -> Any:
    """Return what of the entries in `value` is understood, each looked at by itself; else None."""
    if isinstance(value, dict):

        def under(key: str) -> Callable[[Any], bool]:
            return lambda entry: fits({key: entry})

        found = {key: _fitting(entry, under(key)) for key, entry in value.items()}
        return {key: entry for key, entry in found.items() if entry is not None} or None
    if isinstance(value, list):
        return [entry for entry in value if fits([entry])] or None
    return value if fits(value) else None


def _is_understood(document: Any) -> bool:
    try:
        Reminders.model_validate(document)
    except ValidationError:
        return False
    return True


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
