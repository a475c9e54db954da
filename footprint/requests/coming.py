"""What to do around the next day on which they would charge: stop it, and look at the statement.

LEGAL ladder "cancellation": five days before the next charge ask the issuer to stop the merchant;
three days after it look at the statement.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from footprint.i18n import N_
from footprint.model import calendar
from footprint.model.items import Subscription
from footprint.model.requests import Entry, Request
from footprint.requests.calendars import roll_back
from footprint.requests.log import Aside, Reading
from footprint.requests.position import NextAction, Position
from footprint.requests.recipients import recipient_of
from footprint.requests.surroundings import TO_OTHERS, Surroundings

STOP_BEFORE = timedelta(days=5)
STATEMENT_AFTER = timedelta(days=3)


def would_charge(subscription: Subscription, begin: date) -> date | None:
    """Return the first day from `begin` on it would be charged, had it not been cancelled."""
    return calendar.next_charge(_open(subscription), begin - calendar.DAY)


def stop_order(position: Position, subscription: Subscription, begin: date) -> Iterator[NextAction]:
    charge = would_charge(subscription, begin)
    if charge is None:
        return
    # Nobody is stopped while they are still in time to answer.
    on = _stop_on(position.around, charge)
    if position.due:
        on = max(on, position.due + calendar.DAY)
    if on >= charge:
        return
    if is_stopped(position.request, position.around, position.reading, charge):
        return
    issuer, of_account = position.around.issuer, position.around.of_account
    values: dict[str, object] = {"day": charge, **({"issuer": issuer} if issuer else {})}
    because = _STOP[of_account, bool(issuer)]
    yield NextAction("stop_order", on, because, values, f"stop_order:{charge}", of_account)


# Whom to ask, by whether an account is charged and whether the issuer or the bank is known.
_STOP = {
    (False, True): N_("The next charge is on {day}: ask {issuer} to stop this merchant."),
    (False, False): N_(
        "The next charge is on {day}: ask whoever issued the card to stop this merchant."
    ),
    (True, True): N_(
        "The next debit is on {day}: ask {issuer} to stop the direct debits of this merchant."
    ),
    (True, False): N_(
        "The next debit is on {day}: ask your bank to stop the direct debits of this merchant."
    ),
}


def is_stopped(request: Request, around: Surroundings, reading: Reading, charge: date) -> bool:
    """Whether the issuer was asked to stop this charge, or that was left out."""
    subscription = around.subscription
    assert subscription is not None
    cycle = subscription.cycle
    before = calendar.add_cycle(charge, cycle, -1) if cycle else date.min
    is_aside = aside(request, around, reading)
    told = [e.on for e in reading.entries if e.type == "escalation" and is_aside(e)]
    told += [day for day in (around.asked.get("dispute"),) if day]
    is_left_out = any(skip.rung == f"stop_order:{charge}" for skip in around.skipped)
    return is_left_out or any(before < day <= charge for day in told)


def _stop_on(around: Surroundings, charge: date) -> date:
    """Return one's own date before a charge: the issuer works on weekdays, so it rolls back."""
    return roll_back(charge - STOP_BEFORE, around.country)


def aside(request: Request, around: Surroundings, reading: Reading) -> Aside:
    """Return what tells what went to the card's issuer from what was taken further.

    By its name; where none is recorded, also what went to nobody that is known when the issuer was
    to be asked to stop the next charge.
    """
    subscription, asked_on = around.subscription, reading.given_on

    def is_aside(entry: Entry) -> bool:
        if request.kind in TO_OTHERS:
            return False
        recipient = recipient_of(entry, around)
        if recipient is not None or around.issuer:
            return recipient == "issuer"
        if request.kind != "cancellation" or subscription is None or asked_on is None:
            return False
        begin = max(calendar.agreed_end(subscription, asked_on), entry.on)
        charge = would_charge(subscription, begin)
        return charge is not None and _stop_on(around, charge) <= entry.on

    return is_aside


def statement(charge: date) -> NextAction:
    """Return the look at the statement after the day `charge`."""
    because = N_("Look at the statement: was it charged on {day}? Record what you find.")
    on, rung = charge + STATEMENT_AFTER, f"check_statement:{charge}"
    return NextAction("check_statement", on, because, {"day": charge}, rung)


def to_look_at(position: Position, subscription: Subscription, begin: date) -> Iterator[date]:
    """Yield the last charge date that nobody has looked at yet, else the next one."""
    past = calendar.charges(_open(subscription), begin, position.today)[-1:]
    for charge in past:
        if not looked_at(position, charge):
            yield charge
            return
    coming = would_charge(subscription, max(begin, position.today + calendar.DAY))
    if coming:
        yield coming


def unseen_until(position: Position, subscription: Subscription, until: date) -> date | None:
    """Return the last day up to `until` on which they should not have charged any more, if nobody
    has looked at it yet.
    """
    sent_on = position.reading.given_on
    if position.request.kind != "cancellation" or sent_on is None:
        return None
    begin = max(calendar.agreed_end(subscription, sent_on), sent_on)
    past = calendar.charges(_open(subscription), begin, until)[-1:]
    return next((charge for charge in past if not looked_at(position, charge)), None)


def _open(subscription: Subscription) -> Subscription:
    if subscription.status == "open" and subscription.ended_on is None:
        return subscription
    return subscription.changed(status="open", ended_on=None)


def looked_at(position: Position, charge: date) -> bool:
    """Whether the statement was looked at since: found clean, or another charge found."""
    return any(
        (entry.type == "verification" or entry.what == "charge") and entry.on >= charge
        for entry in position.reading.entries
    )
