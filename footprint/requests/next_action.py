"""Which of the open rungs of a request's ladder is the one thing to do next."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from footprint.i18n import N_
from footprint.model.requests import Entry
from footprint.requests import charges
from footprint.requests.ladder import rungs
from footprint.requests.passed import as_of
from footprint.requests.position import NextAction, Position


def next_action(position: Position) -> NextAction:
    """Return the one thing to do next; where every rung is skipped, that it is time to decide."""
    skipped = {skip.rung for skip in position.around.skipped}
    earliest: NextAction | None = None
    for rung in _each_once(_by_press(position)):
        if rung.rung in skipped:
            continue
        if rung.on <= position.today:
            return as_of(position.today, rung)
        if earliest is None or rung.on < earliest.on:
            earliest = rung
    return as_of(position.today, earliest) if earliest else _decide(position)


def look_beside(position: Position, following: NextAction) -> NextAction | None:
    """Return the look at a statement whose day has come while another step is the next one."""
    told = {skip.rung for skip in position.around.skipped} | {following.rung}
    looks = (rung for rung in charges.statements(position) if rung.on <= position.today)
    return next((rung for rung in looks if rung.rung not in told), None)


def _by_press(position: Position) -> Iterator[NextAction]:
    """Yield all rungs, the most pressing first.

    A letter that lies there comes before them, but not before what came up around a charge only
    after it was written.
    """
    letter = position.reading.unsent
    if letter is None:
        yield from charges.rungs(position)
        yield from rungs(position)
        yield from charges.statements(position)
        return
    charged, looks = [*charges.rungs(position)], [*charges.statements(position)]
    newer = [rung for rung in (*charged, *looks) if rung.on > letter.on]
    yield from newer
    yield _unsent(letter)
    yield from (rung for rung in (*charged, *rungs(position), *looks) if rung not in newer)


def _each_once(rungs: Iterable[NextAction]) -> Iterator[NextAction]:
    """Yield the rungs without what a more pressing one asks for already, on a day of its own."""
    told: set[str] = set()
    for rung in rungs:
        if rung.action not in told:
            told.add(rung.action)
            yield rung


def _decide(position: Position) -> NextAction:
    """Return what is left when no rung is: an open request is never without a next step."""
    days = [skip.on for skip in position.around.skipped]
    days += [position.reading.last_out_on] if position.reading.last_out_on else []
    on = max(days, default=position.today)
    if position.due:
        on = max(on, position.due + timedelta(days=1))
    because = N_("No other step is left: ask them once more, or close it.")
    return NextAction("decide", on, because, rung=f"decide:{on}")


def _unsent(letter: Entry) -> NextAction:
    because = N_("A letter was written on {day}, but not sent.")
    return NextAction("send", letter.on, because, {"day": letter.on}, f"send:{letter.on}")
