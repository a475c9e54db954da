"""What the person has said about reminders: snoozed, seen, skipped, and how early they come.

It is the snapshot's optional object `reminders`; what is not known there is left as it is.
"""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, ValidationError

from footprint.model.fields import Day, Line, Model
from footprint.model.records import Records

Kind = Literal[
    "reply",
    "acknowledgement",
    "follow_up",
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


NONE = Reminders()


def reminders_of(records: Records) -> Reminders:
    """Return what is kept about reminders; nothing where it cannot be understood."""
    document: dict[str, Any] | None = records.sections.get("reminders")
    if not document:
        return NONE
    try:
        return Reminders.model_validate(document)
    except ValidationError:
        return NONE
