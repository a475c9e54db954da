"""The arithmetic of deadlines: from the day a request arrived to the day an answer is due.

All dates are civil dates of the other party. The day of receipt does not count; a month ends on
the same number of a later month, or on its last day where there is no such number (Reg. 1182/71
Art. 3(1), (2)(c); BGB §§ 187, 188; Civil Code of Japan Arts. 140, 143), and months are always
added to the day of receipt, never to a date already cut short.
"""

from datetime import date, timedelta

from footprint.model.calendar import DAY, add_months
from footprint.requests.calendars import (
    add_business_days,
    is_business_day,
    roll_back,
    roll_forward,
)
from footprint.requests.table import Rule, Span, Table

POST_WORKING_DAYS = 3  # a letter counts as received on the third working day (DESIGN 7)


def received(sent_on: date, channel: str | None, country: str | None) -> date:
    """Return the day on which what was sent on `sent_on` counts as received."""
    if channel == "post":
        return add_business_days(sent_on, POST_WORKING_DAYS, country)
    return sent_on


def add_span(
    start: date, value: int, unit: str, country: str | None, table: Table, skip_days: int = 0
) -> date:
    """Return the day `value` units after `start`; `skip_days` more where the clock stood still.

    Raises:
        ValueError: the unit has no length (without delay, reasonable).
    """
    if unit == "business_day":
        pause = table.business_day_breaks.get((country or "")[:2])
        return add_business_days(start, value, country, pause) + timedelta(days=skip_days)
    if unit == "calendar_month":
        return add_months(start, value) + timedelta(days=skip_days)
    if unit in ("calendar_day", "week"):
        return start + timedelta(days=value * (7 if unit == "week" else 1) + skip_days)
    raise ValueError(unit)


def statutory(
    rule: Rule,
    received_on: date,
    country: str | None,
    table: Table,
    *,
    extended: bool = False,
    skip_days: int = 0,
) -> date | None:
    """Return the last day of the law's deadline, rolled forward by its rule; None without one.

    `extended`: with the extension the law allows, counted from receipt; None if it allows none,
    or none with a number. `skip_days`: how long the clock was stopped.
    """
    length = _length(rule, extended)
    if length is None:
        return None
    value, unit = length
    end = add_span(received_on, value, unit, country, table, skip_days)
    return roll_forward(end, rule.rollover, country)


def _length(rule: Rule, extended: bool) -> tuple[int, str] | None:
    """Return the whole length from receipt: the deadline's, with the extension's where asked."""
    deadline = rule.deadline
    if deadline is None or deadline.value is None:
        return None
    if not extended:
        return deadline.value, deadline.unit
    more = rule.extension
    if more is None or more.value is None:
        return None
    if more.total_from_receipt_months is not None:
        return more.total_from_receipt_months, "calendar_month"
    if more.total_days is not None:
        return more.total_days, "calendar_day"
    return deadline.value + more.value, deadline.unit


def practical(rule: Rule, received_on: date, country: str | None, days: int) -> date:
    """Return the day `days` after receipt, rolled forward like a date of the law's own."""
    return roll_forward(received_on + timedelta(days=days), rule.rollover, country)


def answer_due(rule: Rule, kind: str, received_on: date, country: str | None, table: Table) -> date:
    """Return the day by which an answer can be expected: the law's, else the practical one."""
    by_law = statutory(rule, received_on, country, table)
    if by_law is not None:
        return by_law
    return practical(rule, received_on, country, rule.practice(kind).first_followup_days or 0)


def acknowledgement(
    rule: Rule, received_on: date, country: str | None, table: Table
) -> date | None:
    """Return the day by which receipt has to be acknowledged; None where no number says so."""
    span: Span | None = rule.ack
    if span is None or span.value is None:
        return None
    day = add_span(received_on, span.value, span.unit, country, table)
    return roll_forward(day, rule.rollover, country)


def own_last_day(rule: str, day: date, country: str | None, table: Table) -> date:
    """Return the last day on which the person can act by a row of their own, counted from `day`.

    What one has to do oneself is never moved forward over a weekend, but back (LEGAL 1).
    """
    row = table.own(rule)
    assert row.value is not None
    if row.value >= 0:
        return roll_back(add_span(day, row.value, row.unit, country, table), country)
    left = -row.value
    while left:
        day -= DAY
        left -= is_business_day(day, country)
    return roll_back(day, country)
