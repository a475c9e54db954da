"""The last date that a letter sets: the ladder waits as long for an answer, and no longer."""

from datetime import date, timedelta

from footprint.model.calendar import DAY
from footprint.model.requests import Entry, Request
from footprint.requests.ladder import last_to_cancel, rungs
from footprint.requests.machine import Clock, reading_of
from footprint.requests.position import Position
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
    return _by_the_ladder(clock.position(due), usual)


def _by_the_ladder(position: Position, usual: date) -> date:
    """Return the day of the step that waits for an answer, else the usual date.

    A step whose day has come, or that is left out, waits for none. What has to end by a day that
    has come has to end at once.
    """
    today, skipped = position.today, {skip.rung for skip in position.around.skipped}
    coming = [rung.on for rung in rungs(position) if rung.on > today and rung.rung not in skipped]
    if coming:
        return usual if min(coming) - DAY == usual else min(coming)
    until = last_to_cancel(position, today)
    return usual if until is None else max(today + DAY, min(until, usual))
