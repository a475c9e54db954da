"""PLANNER 5, read plainly: charges and ends of contracts, found by going from day to day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from footprint.model.fields import Cycle
from footprint.model.items import Subscription

DAY = timedelta(days=1)
FAR = timedelta(days=366 * 12)


def months_on(day: date, months: int) -> date:
    """The same day some months on, clamped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def cycles_on(anchor: date, cycle: Cycle, times: int) -> date:
    """The n-th date of a series, counted from its anchor."""
    n = cycle.every * times
    if cycle.unit in ("day", "week"):
        return anchor + n * DAY * (7 if cycle.unit == "week" else 1)
    return months_on(anchor, n * (12 if cycle.unit == "year" else 1))


def series(anchor: date, cycle: Cycle, until: date) -> Iterator[date]:
    """The dates of a series up to a day, from the anchor on."""
    times = 0
    while (day := cycles_on(anchor, cycle, times)) <= until:
        yield day
        times += 1


def charged(subscription: Subscription, start: date, end: date) -> list[date]:
    """The days from `start` to `end`, both included, on which it is charged, as recorded."""
    anchor = subscription.first_charge_on or subscription.trial_ends_on
    if anchor is None:
        return []
    days = [anchor] if subscription.cycle is None else series(anchor, subscription.cycle, end)
    ended_on = subscription.ended_on if subscription.status != "open" else None
    stops = [day for day in (subscription.ends_on, ended_on) if day]
    left = subscription.charges_left
    found = [
        day
        for day in days
        if start <= day <= end
        and not any(pause.from_ <= day <= pause.until for pause in subscription.paused)
        and all(day < stop for stop in stops)
    ]
    return found if left is None else found[:left]


def end_of_contract(subscription: Subscription, given_on: date) -> date:
    """E(d): the first day that the notice, the minimum term and `notice.to` allow."""
    if subscription.status == "ending" and subscription.ended_on:
        return subscription.ended_on
    terms = _ends_of_terms(subscription, given_on + FAR)
    day = given_on
    while not _is_allowed(subscription, day, given_on, terms):
        day += DAY
    return min(day, subscription.ends_on) if subscription.ends_on else day


def _is_allowed(
    subscription: Subscription, day: date, given_on: date, terms: set[date] | None
) -> bool:
    notice = subscription.notice
    if notice is None:
        noticed_by = day - DAY
    elif notice.months is not None:
        noticed_by = months_on(day, -notice.months)
    else:
        noticed_by = day - DAY * (notice.days or 7 * (notice.weeks or 0))
    if noticed_by < given_on:
        return False
    if subscription.min_term_ends_on and day < subscription.min_term_ends_on:
        return False
    if notice and notice.to == "month_end":
        return (day + DAY).day == 1
    return not (notice and notice.to == "term_end") or terms is None or day in terms


def _ends_of_terms(subscription: Subscription, until: date) -> set[date] | None:
    first = subscription.first_charge_on or subscription.trial_ends_on
    anchor = subscription.min_term_ends_on or first
    cycle = subscription.renews_for or subscription.cycle
    return set(series(anchor, cycle, until)) if anchor and cycle else None
