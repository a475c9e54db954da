"""Proof that something ended: the dates on which it would have gone on, passed in silence."""

from datetime import date, timedelta

from footprint.i18n import N_
from footprint.model import calendar
from footprint.model.items import Subscription
from footprint.model.requests import Request
from footprint.requests.charges import ghost_charges, owed_before
from footprint.requests.coming import (
    STATEMENT_AFTER,
    looked_at,
    statement,
    unseen_until,
    would_charge,
)
from footprint.requests.log import Proves, Reading, is_owed
from footprint.requests.position import NextAction, Position
from footprint.requests.surroundings import Surroundings

# Many services keep a way back for a while; afterwards one looks again.
LOOK_AGAIN_AFTER = timedelta(days=35)
LONG_CYCLE_WATCH = timedelta(days=14)

_PROVED_BY_SILENCE = frozenset(
    {"cancellation", "closure", "erasure", "card_removal", "unsubscribe", "objection"}
)


def proof(position: Position) -> NextAction | None:
    """Return when to look whether it was true: cancelled is not proved (DESIGN 2).

    Two statement checks where it recurs within 40 days, one where it does not; 35 days after the
    answer for whatever has no dates. Before them a charge that came while nobody answered, if it
    was not looked at yet. None for what silence cannot prove.
    """
    answer = position.reading.answer
    if answer is None or position.request.kind not in _PROVED_BY_SILENCE:
        return None
    subscription = position.around.subscription
    asked_on = position.reading.given_on or answer.on
    days = _to_watch(subscription, asked_on, answer.on) if subscription else ()
    if subscription is None or not days:
        because = N_("They said on {day} that it was done: look whether that is so, and record it.")
        on, rung = answer.on + LOOK_AGAIN_AFTER, f"verify:{answer.on}"
        return NextAction("verify", on, because, {"day": answer.on}, rung)
    unseen = unseen_until(position, subscription, answer.on)
    if unseen and not _is_left_out(position, unseen):
        return statement(unseen)
    if not calendar.is_short(subscription.cycle):
        return _verify(days[-1], days[-1] + LONG_CYCLE_WATCH)
    if not (looked_at(position, days[0]) or _is_left_out(position, days[0])):
        return statement(days[0])
    return _verify(days[-1], days[-1] + STATEMENT_AFTER)


def _is_left_out(position: Position, charge: date) -> bool:
    rung = statement(charge).rung
    return any(skip.rung == rung for skip in position.around.skipped)


def proves(request: Request, around: Surroundings, reading: Reading) -> Proves | None:
    """Return what tells a look that proves the end from one that came too early.

    The dates on which it would have been charged have to have passed since they last charged: two
    where it recurs within 40 days, one where it does not. Where a charge is not settled, no look is
    proof. None where there are no such dates: then every look is proof.
    """
    subscription, asked_on = around.subscription, reading.given_on
    if subscription is None or asked_on is None or request.kind not in _PROVED_BY_SILENCE:
        return None

    owed = owed_before(request, around, reading)
    charged = [e.on for e in reading.entries if e.what == "charge" and not is_owed(e, owed)]
    unsettled = [charge.on for charge in ghost_charges(request, around, reading)]

    def is_proof(looked_on: date, answered_on: date | None) -> bool:
        if any(day <= looked_on for day in unsettled):
            return False
        since = [day for day in charged if day <= looked_on]
        since += [answered_on] if answered_on else []
        days = _to_watch(subscription, asked_on, max(since, default=None))
        return not days or looked_on >= days[-1]

    return is_proof


def _to_watch(
    subscription: Subscription, asked_on: date, answered_on: date | None
) -> tuple[date, ...]:
    """Return the days on which it would have been charged that have to pass in silence."""
    end = calendar.agreed_end(subscription, asked_on)
    first = would_charge(subscription, max(end, (answered_on or asked_on) + calendar.DAY))
    if first is None:
        return ()
    if not calendar.is_short(subscription.cycle):
        return (first,)
    second = would_charge(subscription, first + calendar.DAY)
    return (first, second) if second else (first,)


def _verify(charge: date, on: date) -> NextAction:
    because = N_("If nothing was charged on {day} either, record that you checked it.")
    return NextAction("verify", on, because, {"day": charge}, f"verify:{charge}")
