"""What is due when: everything in a vault that has a date and wants the person's eye.

Pure: the records, the standings of their requests and the plans of their open exits, as of a day.
`agenda` is all of it, `due` what is told of it: no further ahead than it matters, and not what the
person has put to sleep or acknowledged.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from footprint import formats
from footprint.i18n import _, ngettext
from footprint.model import calendar
from footprint.model.items import Balance, Instrument, Item, Subscription
from footprint.model.records import Records
from footprint.model.reminders import Kind, Reminders, reminders_of
from footprint.requests.machine import Standing
from footprint.requests.names import action_name, kind_name

if TYPE_CHECKING:
    from footprint.planner.plan import Plan, Step

DAY = timedelta(days=1)
SOON = timedelta(days=7)
# How far ahead one looks: for what recurs, and for what runs out once.
HORIZON = timedelta(days=30)
EXPIRY_HORIZON = timedelta(days=90)
YEAR = timedelta(days=365)
URGENCIES = ("overdue", "today", "soon", "later")
# So many days before its date a thing becomes a reminder; a reply is one from the day after.
LEADS: dict[Kind, int] = {
    "reply": -1,
    "acknowledgement": -1,
    "follow_up": 0,
    "charge": 1,
    "cut_off": 7,
    "trial_end": 5,
    "card_expiry": 30,
    "balance_expiry": 30,
    "step": 5,
    "watch": 0,
    "check": 0,
}


@dataclass(frozen=True)
class Due:
    """One thing that is due on a day; `text` is its sentence in the language spoken now.

    `what` is reply, acknowledgement, follow_up, charge, cut_off, trial_end, card_expiry,
    balance_expiry, step, watch or check; `urgency` is overdue, today, soon (7 days) or later.
    `occasion` tells one of several times from the next; from `remind_on` on it is a reminder,
    every day until it is acted on, snoozed or acknowledged.
    """

    on: date
    what: str
    urgency: str
    tell: Callable[[], str] = field(compare=False)
    item: str | None = None
    request: str | None = None
    exit: str | None = None
    occasion: str | None = None
    remind_on: date = date.max

    @property
    def key(self) -> str:
        """What it is known by: the same every day, another one on the next occasion."""
        about = self.request or self.item or ""
        return f"{self.what}:{about}:{self.occasion or self.on.isoformat()}"

    @property
    def text(self) -> str:
        """The sentence that tells it."""
        return self.tell()

    def to_json(self) -> dict[str, Any]:
        """Return it as `footprint due --json` shows it (DESIGN 7)."""
        return {
            "on": self.on.isoformat(),
            "what": self.what,
            "item": self.item,
            "request": self.request,
            "exit": self.exit,
            "urgency": self.urgency,
            "text": self.text,
        }


def due(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    plans: Mapping[str, "Plan"],
) -> list[Due]:
    """Return what is due, most urgent first; `plans` are those of the open exits, by id."""
    said = reminders_of(records)
    found = _all(records, standings, today, plans, said, (HORIZON, EXPIRY_HORIZON))
    return sorted((one for one in found if not is_quiet(one, said, today)), key=_order)


def agenda(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    plans: Mapping[str, "Plan"],
    days: int,
) -> list[Due]:
    """Return all that has a date up to `days` from today, what has passed first, by day."""
    ahead = timedelta(days=days)
    found = _all(records, standings, today, plans, reminders_of(records), (ahead, ahead))
    return sorted((one for one in found if one.on <= today + ahead), key=_by_day)


def is_quiet(one: Due, said: Reminders, today: date) -> bool:
    """Whether the person has put it to sleep until a later day, or acknowledged it."""
    until = said.snoozed.get(one.key)
    return one.key in said.acknowledged or (until is not None and until > today)


def _all(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    plans: Mapping[str, "Plan"],
    said: Reminders,
    ahead: tuple[timedelta, timedelta],
) -> Iterator[Due]:
    found = [
        *_requests(records, standings, today),
        *_items(records, standings, today, ahead),
        *_steps(records, plans, today, ahead[1]),
        *_checks(records, today),
    ]
    planned = {(one.item, one.on) for one in found if one.what == "step"}
    for one in found:
        if one.what not in ("cut_off", "balance_expiry") or (one.item, one.on) not in planned:
            yield replace(one, remind_on=one.on - timedelta(days=lead(one, said)))


def lead(one: Due, said: Reminders) -> int:
    """Return how many days before its date it becomes a reminder."""
    kind = cast(Kind, one.what)
    of_item = said.item_leads.get(one.item or "", {})
    return of_item.get(kind, said.leads.get(kind, LEADS[kind]))


def urgency(on: date, today: date) -> str:
    """Return how urgent something of the day `on` is."""
    if on < today:
        return "overdue"
    if on == today:
        return "today"
    return "soon" if on <= today + SOON else "later"


def _order(one: Due) -> tuple[int, date, str, str, str, str]:
    rank = URGENCIES.index(one.urgency)
    return (rank, one.on, one.what, one.item or "", one.request or "", one.exit or "")


def _by_day(one: Due) -> tuple[date, str, str, str, str]:
    return (one.on, one.what, one.item or "", one.request or "", one.exit or "")


# -- requests ------------------------------------------------------------------------------------


def _requests(records: Records, standings: Mapping[str, Standing], today: date) -> Iterator[Due]:
    for key, request in records.requests.items():
        standing = standings[key]
        name = records.items[request.item].name
        for one in _of_request(standing, request.kind, name, today):
            on, what, tell = one
            rung = standing.next.rung if standing.next and what == "follow_up" else None
            yield Due(on, what, urgency(on, today), tell, request.item, key, occasion=rung or None)


def _of_request(
    standing: Standing, kind: str, name: str, today: date
) -> Iterator[tuple[date, str, Callable[[], str]]]:
    awaited, following = standing.due, standing.next
    if standing.is_open and awaited:
        yield awaited.date, "reply", lambda: _reply(standing, kind, name, today)
    if standing.is_open and standing.acknowledge_by and not standing.acknowledged_on:
        yield (
            standing.acknowledge_by,
            "acknowledgement",
            lambda: _("They have to confirm that they got it ({kind}): “{name}”").format(
                name=name, kind=kind_name(kind)
            ),
        )
    if following and not _is_told_by_the_reply(standing, today):
        yield (
            following.on,
            "follow_up",
            lambda: _("{action} ({kind}): “{name}”").format(
                name=name, kind=kind_name(kind), action=action_name(following.action)
            ),
        )


def _is_told_by_the_reply(standing: Standing, today: date) -> bool:
    """While an answer may still come in time, what to do without one is not due."""
    awaited, following = standing.due, standing.next
    if awaited is None or following is None or standing.is_overdue:
        return False
    return following.on > today and following.on >= awaited.date


def _reply(standing: Standing, kind: str, name: str, today: date) -> str:
    asked_on = standing.sent_on or today
    count = (today - asked_on).days
    if standing.is_overdue:
        sentence = ngettext(
            "No reply for {n} day ({kind}): “{name}”",
            "No reply for {n} days ({kind}): “{name}”",
            count,
        )
    else:
        sentence = ngettext(
            "Reply awaited, asked {n} day ago ({kind}): “{name}”",
            "Reply awaited, asked {n} days ago ({kind}): “{name}”",
            count,
        )
    return sentence.format(name=name, kind=kind_name(kind), n=formats.number(count))


# -- items ---------------------------------------------------------------------------------------


def _items(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    ahead: tuple[timedelta, timedelta],
) -> Iterator[Due]:
    for item in records.items.values():
        if item.status == "ended":
            continue
        for on, what, tell in _of_item(records, standings, item, today, ahead):
            yield Due(on, what, urgency(on, today), tell, item=item.id)


def _of_item(
    records: Records,
    standings: Mapping[str, Standing],
    item: Item,
    today: date,
    ahead: tuple[timedelta, timedelta],
) -> Iterator[tuple[date, str, Callable[[], str]]]:
    name, (soon, far) = item.name, ahead
    if isinstance(item, Subscription):
        yield from _of_subscription(records, standings, item, today, soon)
    elif isinstance(item, Instrument) and item.expires and not item.replaced_by:
        year, month = map(int, item.expires.split("-"))
        last = calendar.add_months(date(year, month, 1), 1) - DAY
        if last <= today + far:
            yield (
                last,
                "card_expiry",
                lambda: _("“{name}” expires; every place that stores it will ask").format(
                    name=name
                ),
            )
    elif isinstance(item, Balance) and item.expires_on and today <= item.expires_on <= today + far:
        yield item.expires_on, "balance_expiry", lambda: _balance(item)


def _balance(item: Balance) -> str:
    if item.amount is None:
        return _("“{name}” expires").format(name=item.name)
    return _("“{name}” expires: {quantity}").format(
        name=item.name, quantity=formats.quantity(item.amount, item.unit)
    )


def _of_subscription(
    records: Records,
    standings: Mapping[str, Standing],
    item: Subscription,
    today: date,
    ahead: timedelta,
) -> Iterator[tuple[date, str, Callable[[], str]]]:
    name = item.name
    cancelled_on = _cancelled_on(records, standings, item)
    end = calendar.contract_end(item, cancelled_on) if cancelled_on else None
    for day in calendar.charges(item, today, today + ahead):
        if end is None or day < end:
            yield day, "charge", lambda day=day: _charge(item, day)  # type: ignore[misc]
    if cancelled_on or item.status == "ending":
        return
    trial = item.trial_ends_on
    if trial and today <= trial <= today + ahead:
        yield (
            trial,
            "trial_end",
            lambda: _("Trial ends, then it costs: “{name}”").format(name=name),
        )
    coming = calendar.next_cut_off(item, today) if item.notice else None
    if coming and coming[1] <= today + ahead:
        charge, last = coming
        yield (
            last,
            "cut_off",
            lambda: _("Last day to cancel: “{name}” (next charge {day})").format(
                name=name, day=formats.day(charge)
            ),
        )


def _cancelled_on(
    records: Records, standings: Mapping[str, Standing], item: Subscription
) -> date | None:
    """Return the day on which a cancellation that was answered with a yes was sent."""
    days = [
        standing.sent_on
        for request in records.requests_about(item.id)
        if request.kind == "cancellation" and (standing := standings[request.id]).settled
    ]
    return max((day for day in days if day), default=None)


def _charge(item: Subscription, day: date) -> str:
    price = calendar.price_on(item, day)
    if price is None:
        return _("Charged: “{name}”").format(name=item.name)
    return _("{amount} charged: “{name}”").format(name=item.name, amount=formats.price(price))


# -- steps of exits ------------------------------------------------------------------------------


def _steps(
    records: Records, plans: Mapping[str, "Plan"], today: date, ahead: timedelta
) -> Iterator[Due]:
    """Yield each step once, though several exits may ask for it."""
    seen: set[tuple[str, date]] = set()
    for exit_id, plan in plans.items():
        for step in plan.steps:
            on, what = _date_of(step)
            if on and (step.id, on) not in seen and (what == "step" or on <= today + ahead):
                seen.add((step.id, on))
                yield Due(
                    on,
                    what,
                    urgency(on, today),
                    lambda step=step: _title(step, records),  # type: ignore[misc]
                    item=step.item,
                    request=step.request,
                    exit=exit_id,
                    occasion=f"{step.id}:{on}",
                )


def _title(step: "Step", records: Records) -> str:
    from footprint.planner import explain

    return explain.title(step, records)


def _date_of(step: "Step") -> tuple[date | None, str]:
    """Return the day a ready step is due: its latest, for a watch the day it is over."""
    if step.state != "ready" or step.automatic:
        return None, "step"
    if step.is_watch:
        return step.earliest + timedelta(days=step.expected_days), "watch"
    return step.latest, "step"


# -- records that nobody has looked at for a year -------------------------------------------------


def _checks(records: Records, today: date) -> Iterator[Due]:
    """Yield one line for all open records that were last looked at a year ago or earlier."""
    old = [item for item in records.items.values() if _is_old(item, today)]
    if not old:
        return
    first = min(old, key=lambda item: (_seen_on(item), item.id))

    def tell() -> str:
        sentence = ngettext(
            "{n} record was not checked for a year: “{name}”",
            "{n} records were not checked for a year, “{name}” the longest",
            len(old),
        )
        return sentence.format(n=formats.number(len(old)), name=first.name)

    yield Due(today, "check", "today", tell, item=first.id, occasion=f"{_seen_on(first)}")


def _is_old(item: Item, today: date) -> bool:
    return item.status == "open" and _seen_on(item) + YEAR <= today


def _seen_on(item: Item) -> date:
    return item.checked_on or item.created_on or date.max - YEAR
