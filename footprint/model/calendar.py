"""When a subscription is charged, when its contract ends and until when that can be prevented.

PLANNER 5. Every date is counted from its anchor, so that nothing drifts: the 31st stays the
31st, and is the last day of a month that has none.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, takewhile

from footprint.model.fields import Cycle, Notice, Price
from footprint.model.items import Subscription

DAY = timedelta(days=1)
_MONTHS = {"month": 1, "year": 12}
_DAYS = {"day": 1, "week": 7}
# A month is counted with its longest length where only "up to 40 days" is asked.
_LONGEST = {"day": 1, "week": 7, "month": 31, "year": 366}
_LAST = date(2199, 12, 31)


def add_months(day: date, months: int) -> date:
    """Return the day `months` later (earlier if negative), the month's last if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    # Most days exist in every month; looking a month's length up is slow where plans are large.
    last = day.day if day.day <= 28 else min(day.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, last)


def add_cycle(anchor: date, cycle: Cycle, times: int) -> date:
    """Return the day `times` cycles after `anchor`."""
    if cycle.unit in _MONTHS:
        return add_months(anchor, times * cycle.every * _MONTHS[cycle.unit])
    return anchor + timedelta(days=times * cycle.every * _DAYS[cycle.unit])


def is_short(cycle: Cycle | None) -> bool:
    """Whether a cycle is at most 40 days long (PLANNER 4 and 5, watches)."""
    return cycle is not None and cycle.every * _LONGEST[cycle.unit] <= 40


def first_at_or_after(anchor: date, cycle: Cycle, day: date) -> int:
    """Return the least n ≥ 0 for which `anchor` + n cycles is not before `day`."""
    if day <= anchor:
        return 0
    if cycle.unit in _MONTHS:
        months = (day.year - anchor.year) * 12 + day.month - anchor.month
        guess = months // (cycle.every * _MONTHS[cycle.unit])
    else:
        guess = (day - anchor).days // (cycle.every * _DAYS[cycle.unit])
    # The guess falls into the month, or at most a cycle, before `day`: one cycle more is enough.
    return guess if add_cycle(anchor, cycle, guess) >= day else guess + 1


def _dates_from(anchor: date, cycle: Cycle | None, start: date) -> Iterator[date]:
    """Yield the dates of a series that are not before `start`, until the year 2199."""
    if cycle is None:
        if anchor >= start:
            yield anchor
        return
    for n in count(first_at_or_after(anchor, cycle, start)):
        try:
            day = add_cycle(anchor, cycle, n)
        except (ValueError, OverflowError):
            return
        if day > _LAST:
            return
        yield day


def anchor_of(subscription: Subscription) -> date | None:
    """Return the day of the first charge: the recorded one, else that on which a trial converts."""
    return subscription.first_charge_on or subscription.trial_ends_on


def charges(subscription: Subscription, start: date, end: date) -> list[date]:
    """Return the days from `start` to `end`, both included, on which it is charged.

    A pause has no charges, nor has the time from `ends_on` (or the recorded end) on. Of a finite
    plan, `charges_left` are counted from the day it was looked at (`checked_on`, else
    `created_on`, else `start`).
    """
    return list(takewhile(lambda day: day <= end, _charges_from(subscription, start)))


def _charges_from(subscription: Subscription, start: date) -> Iterator[date]:
    """Yield the days on which it is charged, from `start` on."""
    anchor = anchor_of(subscription)
    if anchor is None:
        return
    stop = _stop(subscription)
    left = subscription.charges_left
    begin = start
    if left is not None:
        begin = min(subscription.checked_on or subscription.created_on or start, start)
    for day in _dates_from(anchor, subscription.cycle, begin):
        if (stop and day >= stop) or left == 0:
            return
        paused = subscription.paused
        if paused and any(pause.from_ <= day <= pause.until for pause in paused):
            continue
        if left is not None:
            left -= 1
        if day >= start:
            yield day


def _stop(subscription: Subscription) -> date | None:
    """Return the first day on which nothing is charged any more, as recorded."""
    ended_on = subscription.ended_on if subscription.status != "open" else None
    days = [day for day in (subscription.ends_on, ended_on) if day]
    return min(days) if days else None


def next_charge(subscription: Subscription, after: date) -> date | None:
    """Return its first charge after the day `after`; None where none comes."""
    return next(_charges_from(subscription, after + DAY), None)


def price_on(subscription: Subscription, day: date) -> Price | None:
    """Return what a charge on `day` costs: the trial's price, a changed price, or the price."""
    trial = subscription.trial_ends_on
    if trial and day < trial and subscription.trial_price:
        return subscription.trial_price
    changes = [change for change in subscription.price_changes if change.from_ <= day]
    if changes:
        return max(changes, key=lambda change: change.from_).price
    return subscription.price


# -- the end of a contract -----------------------------------------------------------------------


def contract_end(subscription: Subscription, cancelled_on: date) -> date:
    """Return E(d): the day on which a contract ends that is cancelled on `cancelled_on`."""
    earliest = _after_notice(subscription.notice, cancelled_on)
    if subscription.min_term_ends_on:
        earliest = max(earliest, subscription.min_term_ends_on)
    end = _allowed_from(subscription, earliest)
    return min(end, subscription.ends_on) if subscription.ends_on else end


def agreed_end(subscription: Subscription, cancelled_on: date) -> date:
    """Return the day a contract ends that was cancelled on `cancelled_on`.

    The recorded one of what is ending (PLANNER 2), else E(d).
    """
    recorded = subscription.ended_on if subscription.status == "ending" else None
    return recorded or contract_end(subscription, cancelled_on)


def cut_off(subscription: Subscription, charge: date) -> date | None:
    """Return the last day on which cancelling still avoids `charge`; None if none could."""
    if subscription.ends_on and subscription.ends_on <= charge:
        return charge
    end = _allowed_until(subscription, charge)
    if end is None or (subscription.min_term_ends_on and end < subscription.min_term_ends_on):
        return None
    return _before_notice(subscription.notice, end)


def weekday_before(day: date) -> date:
    """Return the day itself, or the Friday before it: the person's own dates roll back."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def next_cut_off(subscription: Subscription, today: date) -> tuple[date, date] | None:
    """Return the first charge that cancelling from `today` on avoids, and its cut-off."""
    end = contract_end(subscription, today)
    charge = next_charge(subscription, max(end, today) - DAY)
    if charge is None:
        return None
    last = cut_off(subscription, charge)
    return (charge, last) if last is not None and last >= today else None


def _before_notice(notice: Notice | None, end: date) -> date:
    """Return the last day on which notice for `end` can be given; months are counted back."""
    if notice is None:
        return end - DAY
    if notice.months is not None:
        return add_months(end, -notice.months)
    return end - timedelta(days=notice.days if notice.days is not None else 7 * (notice.weeks or 0))


def _after_notice(notice: Notice | None, given_on: date) -> date:
    """Return the first day e for which e − notice is not before `given_on`."""
    if notice is None or notice.months is None:
        return given_on + (given_on - _before_notice(notice, given_on))
    end = add_months(given_on, notice.months)
    while _before_notice(notice, end) < given_on:
        end += DAY
    return end


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _terms(subscription: Subscription) -> tuple[date, Cycle] | None:
    """Return the first end of a term and the cycle that the following ones are counted by."""
    anchor = subscription.min_term_ends_on or anchor_of(subscription)
    cycle = subscription.renews_for or subscription.cycle
    return (anchor, cycle) if anchor and cycle else None


def _allowed_from(subscription: Subscription, day: date) -> date:
    """Return the first day from `day` on that is an end of month or term, where it has to be."""
    to = subscription.notice.to if subscription.notice else None
    if to == "month_end":
        return _month_end(day)
    terms = _terms(subscription)
    if to == "term_end" and terms:
        anchor, cycle = terms
        return add_cycle(anchor, cycle, first_at_or_after(anchor, cycle, day))
    return day


def _allowed_until(subscription: Subscription, day: date) -> date | None:
    """Return the last day up to `day` that is an end of month or term, where it has to be."""
    to = subscription.notice.to if subscription.notice else None
    if to == "month_end":
        return day if day == _month_end(day) else day.replace(day=1) - DAY
    terms = _terms(subscription)
    if to == "term_end" and terms:
        anchor, cycle = terms
        n = first_at_or_after(anchor, cycle, day)
        end = add_cycle(anchor, cycle, n)
        if end > day:
            return add_cycle(anchor, cycle, n - 1) if n else None
        return end
    return day
