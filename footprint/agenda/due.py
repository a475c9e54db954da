"""What is due when: everything in a vault that has a date and wants the person's eye.

Pure: the records, the standings of their requests and the plans of their open exits, as of a day.
`agenda` is all of it, `due` what is told of it: no further ahead than it matters, and not what the
person has put to sleep or acknowledged.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from footprint.agenda import sources
from footprint.agenda.entry import URGENCIES, Due, urgency
from footprint.model.records import Records
from footprint.model.reminders import Kind, Reminders
from footprint.requests.machine import Standing

if TYPE_CHECKING:
    from footprint.planner.plan import Plan

__all__ = ["URGENCIES", "Due", "agenda", "due", "is_quiet", "lead", "urgency", "waking"]

# How far ahead one looks, for what runs out once farther; never less far than it is told early.
HORIZON = timedelta(days=30)
EXPIRY_HORIZON = timedelta(days=90)
_EXPIRIES = ("card_expiry", "balance_expiry", "watch")
# So many days before its date a thing becomes a reminder; a reply is one from the day after.
LEADS: dict[Kind, int] = {
    "reply": -1,
    "acknowledgement": -1,
    "follow_up": 0,
    "own_date": 7,
    "charge": 1,
    "cut_off": 7,
    "trial_end": 5,
    "card_expiry": 30,
    "balance_expiry": 30,
    "step": 5,
    "watch": 0,
    "check": 0,
}


def due(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    plans: Mapping[str, "Plan"],
) -> list[Due]:
    """Return what is due, most urgent first; `plans` are those of the open exits, by id."""
    said = records.reminders
    found = _in_view(records, standings, today, plans)
    return sorted((one for one in found if not is_quiet(one, said, today)), key=_order)


def waking(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    plans: Mapping[str, "Plan"],
) -> list[date]:
    """Return the days, the first one first, on which what is due and sleeps is told again."""
    said = records.reminders
    if not said.snoozed:
        return []
    keys = {one.key for one in _in_view(records, standings, today, plans)} - set(said.acknowledged)
    return sorted(day for key, day in said.snoozed.items() if day > today and key in keys)


def _in_view(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    plans: Mapping[str, "Plan"],
) -> Iterator[Due]:
    """Return what is due, with what sleeps or was seen."""
    said = records.reminders
    early, item_leads = _early(said), said.item_leads

    def reckoned(what: str, item: str | None) -> date:
        return today + max(EXPIRY_HORIZON if what in _EXPIRIES else HORIZON, early(what, item))

    usual: dict[str, date] = {what: reckoned(what, None) for what in LEADS}

    def until(what: str, item: str | None) -> date:
        return reckoned(what, item) if item in item_leads else usual[what]

    return _all(records, standings, today, plans, said, until)


def agenda(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    plans: Mapping[str, "Plan"],
    days: int,
) -> list[Due]:
    """Return all that has a date up to `days` from today, what has passed first, by day."""
    last = today + timedelta(days=days)
    found = _all(records, standings, today, plans, records.reminders, lambda *_of: last)
    return sorted((one for one in found if one.on <= last), key=_by_day)


def is_quiet(one: Due, said: Reminders, today: date) -> bool:
    """Whether the person has put it to sleep until a later day, or acknowledged it."""
    if not said.snoozed and not said.acknowledged:
        return False
    key = one.key
    until = said.snoozed.get(key)
    return key in said.acknowledged or (until is not None and until > today)


def _all(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    plans: Mapping[str, "Plan"],
    said: Reminders,
    until: sources.Until,
) -> Iterator[Due]:
    early = _early(said)
    found = [
        *sources.of_requests(records, standings, today, until, early),
        *sources.of_items(records, standings, today, until, early),
        *sources.of_steps(records, standings, plans, today, until, early),
        *sources.of_checks(records, today, early),
    ]
    steps = [one for one in found if one.what == "step"]
    planned, days = {one.item for one in steps}, {(one.item, one.on) for one in steps}
    for one in found:
        # A step tells a last day, or what can still be done where it has passed.
        if (
            one.what not in ("cut_off", "balance_expiry")
            or one.item not in planned
            or (one.on >= today and (one.item, one.on) not in days)
        ):
            yield one


def _early(said: Reminders) -> sources.Early:
    """Return what tells how early a thing is told; it is asked for everything there is."""
    usual: dict[str, timedelta] = {what: timedelta(days=lead(what, None, said)) for what in LEADS}
    item_leads = said.item_leads

    def early(what: str, item: str | None) -> timedelta:
        return timedelta(days=lead(what, item, said)) if item in item_leads else usual[what]

    return early


def lead(what: str, item: str | None, said: Reminders) -> int:
    """Return how many days before its date a thing of this kind becomes a reminder."""
    kind = cast(Kind, what)
    of_item = said.item_leads.get(item or "", {})
    return of_item.get(kind, said.leads.get(kind, LEADS[kind]))


def longest_lead(said: Reminders) -> int:
    """Return the most days before its date at which anything becomes a reminder."""
    of_items = (days for leads in said.item_leads.values() for days in leads.values())
    return max(*LEADS.values(), *said.leads.values(), *of_items)


def _order(one: Due) -> tuple[int, date, str, str, str, str]:
    rank = URGENCIES.index(one.urgency)
    return (rank, one.on, one.what, one.item or "", one.request or "", one.exit or "")


def _by_day(one: Due) -> tuple[date, str, str, str, str]:
    return (one.on, one.what, one.item or "", one.request or "", one.exit or "")
