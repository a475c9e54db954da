"""The last date that a letter sets: the ladder waits as long for an answer, and no longer."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from footprint.model.calendar import DAY
from footprint.model.requests import Entry, Request
from footprint.requests import charges
from footprint.requests.ladder import last_to_cancel, rungs
from footprint.requests.machine import Clock, reading_of, rule_of
from footprint.requests.position import NextAction, Position
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


def paid_back_by(
    known: Iterable[tuple[Request, Surroundings]], demand: Entry, by: Request, today: date
) -> date | None:
    """Return the last day that `demand`, a message of today, leaves them to pay a charge back.

    `known` are all requests about what was charged, and `by` the one that it is of: it is the day
    on which the first of them says to dispute it or to take it further; tomorrow, where the time to
    dispute it has come. None where nothing follows a demand.
    """
    following = [
        rung
        for request, around in known
        for rung in _without_money(_with(request, demand, by), around, today)
    ]
    coming = [rung.on for rung in following if rung.on > today]
    is_late = any(rung.action == "dispute" for rung in following)
    return min(coming, default=today + DAY if is_late else None)


def _with(request: Request, demand: Entry, by: Request) -> Request:
    return request.changed(log=(*request.log, demand)) if request.id == by.id else request


def _without_money(request: Request, around: Surroundings, today: date) -> Iterator[NextAction]:
    """Yield what comes next for the charges of one request that are not paid back."""
    reading, table = reading_of(request, around, today), load()
    first = reading.first_request
    if first is None or reading.closing:
        return
    rule = rule_of(request, around.country, first.on, table)
    position = Clock(request, around, rule, table, reading, today).position(None)
    skipped = {skip.rung for skip in around.skipped}
    for rung in charges.rungs(position):
        if rung.action in ("dispute", "escalate") and rung.rung not in skipped:
            yield rung
