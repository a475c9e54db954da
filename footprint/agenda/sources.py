"""Where what is due comes from: requests, items, steps of exits, records long not looked at."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from footprint import formats
from footprint.agenda import charged, passed
from footprint.agenda.entry import Due, urgency
from footprint.i18n import _, ngettext
from footprint.model import calendar
from footprint.model.items import Balance, Instrument, Item, Subscription
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.requests.cancelled import cancelled, went_on_after
from footprint.requests.machine import Standing
from footprint.requests.names import kind_name, step_name
from footprint.requests.own_dates import OwnDate, own_dates
from footprint.requests.position import NextAction
from footprint.requests.table import Basis

if TYPE_CHECKING:
    from footprint.planner.plan import Plan, Step

# How long before its date a thing of this kind, about this item, becomes a reminder; and up to
# which day one looks for it.
Early = Callable[[str, str | None], timedelta]
Until = Callable[[str, str | None], date]
# The day of a thing, what it is, and what tells its sentence.
Told = tuple[date, str, Callable[[], str]]

DAY = timedelta(days=1)
YEAR = timedelta(days=365)


# -- requests ------------------------------------------------------------------------------------


def of_requests(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    until: Until,
    early: Early,
) -> Iterator[Due]:
    """Yield the answers awaited, what to do next about each request, and one's own last days.

    What several requests about an item want by the same last day, or look for, is one thing.
    """
    seen: set[tuple[str, str, str | None]] = set()
    for key, request in records.requests.items():
        standing, about = standings[key], request.item
        name = records.items[about].name
        found = own_dates(records, request, standing, today)
        own = [each for each in found if each.on <= until("own_date", about)]
        for on, what, tell, occasion, basis in _of_request(standing, own, request, name, today):
            if what in ("own_date", "watch"):
                if (what, about, occasion) in seen:
                    continue
                seen.add((what, about, occasion))
            told, begin = urgency(on, today), on - early(what, about)
            named = "follow_up" if what == "watch" else None
            yield Due(
                on, what, told, begin, tell, about, key, None, occasion, basis=basis, named=named
            )


_Found = tuple[date, str, Callable[[], str], str | None, Basis | None]


def _of_request(
    standing: Standing, own: Sequence[OwnDate], request: Request, name: str, today: date
) -> Iterator[_Found]:
    awaited, kind, following = standing.due, request.kind, standing.next
    if standing.is_open and awaited:
        reply = partial(_reply, standing, kind, name, today)
        yield awaited.date, "reply", reply, None, awaited.basis
    if standing.is_open and standing.acknowledge_by and not standing.acknowledged_on:
        receipt = partial(_receipt, kind, name)
        yield standing.acknowledge_by, "acknowledgement", receipt, None, None
    for each in own:
        yield each.on, "own_date", partial(_own, each, name), each.occasion, each.basis
    # A last day of one's own tells what is to be done on it.
    done = {(each.action, each.on) for each in own}
    is_told = _is_told_by_the_reply(standing, today)
    if following and not is_told and (following.action, following.on) not in done:
        # A draft has no rung, and is due on whatever day it is.
        occasion = following.rung or following.action
        yield following.on, "follow_up", partial(_step, following, kind, name), occasion, None
    look = standing.look
    if look:
        yield look.on, "watch", partial(_step, look, kind, name), look.rung, None


def _receipt(kind: str, name: str) -> str:
    told = _("They have to confirm that they got it ({kind}): “{name}”")
    return told.format(name=name, kind=kind_name(kind))


def _own(own: OwnDate, name: str) -> str:
    return _("Your last day (“{name}”): {what}").format(name=name, what=own.sentence())


def _step(step: NextAction, kind: str, name: str) -> str:
    told = _("{action} ({kind}): “{name}”")
    return told.format(name=name, kind=kind_name(kind), action=step_name(step))


def _is_told_by_the_reply(standing: Standing, today: date) -> bool:
    """While an answer may still come in time, what to do without one is not due."""
    awaited, following = standing.due, standing.next
    if awaited is None or following is None or standing.is_overdue:
        return False
    return following.on > today and following.on >= awaited.date


def _reply(standing: Standing, kind: str, name: str, today: date) -> str:
    kind = kind_name(kind)
    asked_on = standing.awaited_since or today
    count = (today - asked_on).days
    if count == 0 and not standing.is_overdue:
        return _("Reply awaited, asked today ({kind}): “{name}”").format(name=name, kind=kind)
    if standing.is_overdue and standing.heard_from:
        sentence = ngettext(
            "No answer yet, asked {n} day ago ({kind}): “{name}”",
            "No answer yet, asked {n} days ago ({kind}): “{name}”",
            count,
        )
    elif standing.is_overdue:
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
    return sentence.format(name=name, kind=kind, n=formats.number(count))


# -- items ---------------------------------------------------------------------------------------


def of_items(
    records: Records,
    standings: Mapping[str, Standing],
    today: date,
    until: Until,
    early: Early,
) -> Iterator[Due]:
    """Yield charges, last days and expiries, and those that passed while nobody acted on them."""
    for id_, item in records.items.items():
        if item.status == "ended":
            continue
        for day, what, tell in _of_item(records, standings, item, today, until, early):
            on = _own_day(day, today) if what == "cut_off" else day
            begin, occasion = on - early(what, id_), day.isoformat()
            yield Due(on, what, urgency(on, today), begin, tell, item=id_, occasion=occasion)


def _own_day(day: date, today: date) -> date:
    """Return a last day of one's own, before a weekend (PLANNER 5); on the weekend it is today."""
    return day if day < today else max(calendar.weekday_before(day), today)


def _of_item(
    records: Records,
    standings: Mapping[str, Standing],
    item: Item,
    today: date,
    until: Until,
    early: Early,
) -> Iterable[Told]:
    """Return what is due about one item; nothing is about most."""
    if isinstance(item, Subscription):
        return _of_subscription(records, standings, item, today, until, early)
    if isinstance(item, Instrument) and item.expires and not item.replaced_by:
        return _of_instrument(item, item.expires, today, until)
    if isinstance(item, Balance) and item.expires_on:
        return _of_balance(item, item.expires_on, today, until)
    return ()


def _of_instrument(item: Instrument, expires: str, today: date, until: Until) -> Iterator[Told]:
    year, month = map(int, expires.split("-"))
    last = calendar.add_months(date(year, month, 1), 1) - DAY
    if today - passed.EXPIRED <= last <= until("card_expiry", item.id):
        yield last, "card_expiry", lambda: _card(item, last, today)


def _of_balance(item: Balance, on: date, today: date, until: Until) -> Iterator[Told]:
    if today - passed.ENDED <= on <= until("balance_expiry", item.id):
        yield on, "balance_expiry", lambda: _balance(item, on, today)


def _card(item: Instrument, on: date, today: date) -> str:
    if on < today:
        told = _("“{name}” has expired; every place that stores it asks for another")
        return told.format(name=item.name)
    return _("“{name}” expires; every place that stores it will ask").format(name=item.name)


def _balance(item: Balance, on: date, today: date) -> str:
    day = formats.day(on)
    if item.amount is None:
        told = _("“{name}” expired on {day}") if on < today else _("“{name}” expires")
        return told.format(name=item.name, day=day)
    quantity = formats.quantity(item.amount, item.unit)
    late = _("“{name}” expired on {day}: {quantity}")
    told = late if on < today else _("“{name}” expires: {quantity}")
    return told.format(name=item.name, day=day, quantity=quantity)


def _of_subscription(
    records: Records,
    standings: Mapping[str, Standing],
    item: Subscription,
    today: date,
    until: Until,
    early: Early,
) -> Iterator[Told]:
    cancelled_on, wrong_from, asked = None, None, False
    if records.requests_about(item.id):
        cancelled_on = _cancelled_on(records, standings, item)
        wrong_from = went_on_after(records, standings, item)
        # Once they were told, their answer is awaited, and when to look at the statement.
        asked = cancelled(records, standings, item.id) is not None
    days = calendar.charges(item, today, until("charge", item.id))
    yield from _charges(item, days, cancelled_on, wrong_from)
    # What had ended is not to be cancelled in time: it is contested.
    if not cancelled_on and not wrong_from and item.status != "ending":
        yield from _last_days(item, today, days, until, early, is_asked=asked)


def _charges(
    item: Subscription, days: list[date], cancelled_on: date | None, wrong_from: date | None
) -> Iterator[Told]:
    end = calendar.agreed_end(item, cancelled_on) if cancelled_on else None
    for day in days:
        if end is None or day < end:
            since = wrong_from if wrong_from and wrong_from <= day else None
            yield day, "charge", partial(charged.charge, item, day, since)


def _last_days(
    item: Subscription,
    today: date,
    days: list[date],
    until: Until,
    early: Early,
    *,
    is_asked: bool,
) -> Iterator[Told]:
    trial = item.trial_ends_on
    if trial and (
        today <= trial <= until("trial_end", item.id)
        or (not is_asked and passed.is_told(item, trial, today))
    ):
        yield trial, "trial_end", lambda: charged.trial(item, trial, today)
    coming = calendar.next_cut_off(item, today) if item.notice else None
    if coming is None:
        return
    # The next time takes the place of the last once it is told itself.
    if not is_asked and _own_day(coming[1], today) - early("cut_off", item.id) > today:
        missed = passed.cut_off(item, today, coming, days)
        if missed:
            yield missed[1], "cut_off", lambda: charged.missed(item, missed[0])
    if coming[1] <= until("cut_off", item.id):
        yield coming[1], "cut_off", lambda: charged.cut_off(item, coming[0])


def _cancelled_on(
    records: Records, standings: Mapping[str, Standing], item: Subscription
) -> date | None:
    """Return the day on which they were told of a cancellation that was answered with a yes."""
    told = cancelled(records, standings, item.id, confirmed=True)
    return told.given_on if told else None


# -- steps of exits ------------------------------------------------------------------------------


def of_steps(
    records: Records,
    standings: Mapping[str, Standing],
    plans: Mapping[str, "Plan"],
    today: date,
    until: Until,
    early: Early,
) -> Iterator[Due]:
    """Yield each step once, though several exits may ask for it.

    Where an item's end is verified, there is nothing left to watch.
    """
    seen: set[tuple[str, date]] = set()
    for exit_id, plan in plans.items():
        for step in plan.steps:
            on, what = _date_of(step)
            if on is None or (step.id, on) in seen:
                continue
            if step.is_watch and _is_verified(records, standings, step):
                continue
            if what == "step" or on <= until(what, step.item):
                seen.add((step.id, on))
                yield Due(
                    on,
                    what,
                    urgency(on, today),
                    on - early(what, step.item),
                    lambda step=step: _title(step, records),  # type: ignore[misc]
                    item=step.item,
                    request=step.request,
                    exit=exit_id,
                    occasion=_occasion_of(step, on),
                )


# What was asked for, where one watches whether it is true.
_WATCHED = {"watch_mail": ("unsubscribe", "objection"), "verify_closed": ("closure",)}


def _is_verified(records: Records, standings: Mapping[str, Standing], step: "Step") -> bool:
    """Whether a look at what was asked proves the end that a step watches; the newest counts."""
    if step.action == "watch_charges":
        told = cancelled(records, standings, step.item, confirmed=True)
        return told is not None and told.status == "verified"
    about = records.requests_about(step.item)
    asked = [standings[each.id] for each in about if each.kind in _WATCHED[step.action]]
    sent = [(each.sent_on, each.request, each.status) for each in asked if each.sent_on]
    return bool(sent) and max(sent)[2] == "verified"


def _title(step: "Step", records: Records) -> str:
    from footprint.planner import explain

    return explain.title(step, records)


def _date_of(step: "Step") -> tuple[date | None, str]:
    """Return the day a ready step is due: its latest, for a watch the day it is over."""
    if step.state != "ready" or step.automatic:
        return None, "step"
    if step.is_watch:
        return step.over_on, "watch"
    return step.latest, "step"


def _occasion_of(step: "Step", on: date) -> str:
    """Return what stays the same until a step is done, or is due another time.

    The end of a watch of which nobody knows when it began moves with today.
    """
    moves = step.is_watch and step.watched_until is None
    return f"{step.id}:{'' if moves else on}"


# -- records that nobody has looked at for a year -------------------------------------------------


def of_checks(records: Records, today: date, early: Early) -> Iterator[Due]:
    """Yield one line for all open records that were last looked at a year ago or earlier."""
    year_ago = today - YEAR
    items = records.items.values()
    old = [item for item in items if item.status == "open" and _seen_on(item) <= year_ago]
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

    # Another record that is old by now, or another year of the oldest, is a new occasion.
    years = (today - _seen_on(first)) // YEAR if first.created_on or first.checked_on else 0
    occasion = f"{max(map(_seen_on, old))}:{years}"
    begin = today - early("check", first.id)
    yield Due(today, "check", "today", begin, tell, item=first.id, occasion=occasion)


def _seen_on(item: Item) -> date:
    return item.checked_on or item.created_on or date.max - YEAR
