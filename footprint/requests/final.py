"""The last date that a letter sets: the ladder waits as long for an answer, and no longer."""

from datetime import date, timedelta

from footprint.model.calendar import DAY
from footprint.model.requests import Entry, Request
from footprint.requests.ladder import rungs
from footprint.requests.machine import Clock, reading_of
from footprint.requests.surroundings import Surroundings
from footprint.requests.table import Rule, load

_USUAL = 14


def final_date(
    request: Request, around: Surroundings, rule: Rule, sent: Entry, today: date
) -> date:
    """Return the last day that `sent`, a message of today, leaves whoever it goes to.

    It is that of their round while it runs, else the day of the step that follows; the day before
    it where the table has that one for a last date.
    """
    usual = today + timedelta(days=rule.practice(request.kind).second_notice_days or _USUAL)
    after = request.changed(log=(*request.log, sent))
    reading = reading_of(after, around, today)
    if reading.first_request is None or reading.closing:
        return usual
    clock = Clock(after, around, rule, load(), reading, today)
    due, _until = clock.due()
    if due and due.date > today:
        return due.date
    following = min((rung.on for rung in rungs(clock.position(due))), default=usual)
    return usual if following - DAY == usual else max(following, today + DAY)
