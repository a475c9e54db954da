"""What a cancellation has to do around the dates on which the other party would charge.

LEGAL ladder "cancellation": five days before the next charge ask the issuer to stop the merchant;
three days after it look at the statement; charged all the same: a refund demand on that day, the
issuer's dispute after 14, the consumer centre after 21 days, and 45 days as the last day on which
any issuer can be expected to take a dispute.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from footprint.i18n import N_
from footprint.model import calendar
from footprint.model.items import Subscription
from footprint.model.requests import Entry, Request
from footprint.requests import bodies
from footprint.requests.calendars import roll_back
from footprint.requests.log import Reading, is_owed
from footprint.requests.position import NextAction, Position
from footprint.requests.surroundings import Surroundings

STOP_BEFORE = timedelta(days=5)
STATEMENT_AFTER = timedelta(days=3)
DISPUTE_AFTER = timedelta(days=14)
CONSUMER_CENTRE_AFTER = timedelta(days=21)
ISSUER_WITHIN = timedelta(days=45)
# Many services keep a way back for a while; afterwards one looks again.
LOOK_AGAIN_AFTER = timedelta(days=35)
LONG_CYCLE_WATCH = timedelta(days=14)

_PROVED_BY_SILENCE = frozenset(
    {"cancellation", "closure", "erasure", "card_removal", "unsubscribe", "objection"}
)


def rungs(position: Position) -> Iterator[NextAction]:
    """Yield what is open around charges, the most pressing first."""
    charge = _ghost_charge(position)
    if charge:
        yield from _after_charge(position, charge)
    if position.request.kind != "cancellation":
        return
    subscription, sent_on = position.around.subscription, position.reading.given_on
    if subscription is None or sent_on is None or (position.reading.answer and not charge):
        return
    begin = calendar.contract_end(subscription, sent_on)
    yield from _stop_order(position, subscription, max(begin, position.today))


def statements(position: Position) -> Iterator[NextAction]:
    """Yield a look at the statement after each charge that they should not have made."""
    subscription, sent_on = position.around.subscription, position.reading.given_on
    if position.request.kind != "cancellation" or subscription is None or sent_on is None:
        return
    if position.reading.answer and not _ghost_charge(position):
        return
    begin = max(calendar.contract_end(subscription, sent_on), sent_on)
    for charge in _checked(position, subscription, begin):
        yield _statement(charge)


# -- charged all the same ------------------------------------------------------------------------


def _ghost_charge(position: Position) -> Entry | None:
    """Return the last charge that should not have been, if no complete answer followed it.

    One before the end of the contract could not be avoided any more, and is owed.
    """
    found, before = None, owed_before(position.request, position.around, position.reading)
    for entry in position.reading.entries:
        if entry.type == "incident" and entry.what == "charge":
            found = found if is_owed(entry, before) else entry
        elif entry.type == "answer" and entry.outcome == "complete":
            found = None
    return found


def owed_before(request: Request, around: Surroundings, reading: Reading) -> date | None:
    """Return the end of the contract that a cancellation leads to; None for other requests."""
    subscription, asked_on = around.subscription, reading.given_on
    if request.kind != "cancellation" or subscription is None or asked_on is None:
        return None
    return calendar.contract_end(subscription, asked_on)


def _after_charge(position: Position, charge: Entry) -> Iterator[NextAction]:
    asked, sent = position.around.asked, _sent_after(position, charge)
    values: dict[str, object] = {"day": charge.on, "until": charge.on + ISSUER_WITHIN}
    disputed = _since(asked.get("dispute"), charge.on)
    if not sent and not disputed and not _since(asked.get("refund"), charge.on):
        because = N_("You were charged on {day} all the same: ask for the money back today.")
        yield _of(charge, "ask_refund", timedelta(), because, values)
    elif not disputed and not any(entry.type == "escalation" for entry in sent):
        because = N_(
            "The charge of {day} was not paid back: dispute it with whoever issued the card, "
            "before {until}."
        )
        if position.around.issuer:
            because = N_(
                "The charge of {day} was not paid back: dispute it with {issuer}, before {until}."
            )
            values["issuer"] = position.around.issuer
        yield _of(charge, "dispute", DISPUTE_AFTER, because, values)
    elif not any(entry.type == "escalation" for entry in sent):
        body = bodies.body(position.rule, position.request.kind, position.around.country)
        because = N_("The charge of {day} is disputed and not settled: turn to a consumer centre.")
        if body:
            because = N_("The charge of {day} is disputed and not settled: turn to {body}.")
            values["body"] = body
        yield _of(charge, "escalate", CONSUMER_CENTRE_AFTER, because, values)


def _of(
    charge: Entry, action: str, after: timedelta, because: str, values: dict[str, object]
) -> NextAction:
    return NextAction(action, charge.on + after, because, values, f"{action}:{charge.on}")


def _sent_after(position: Position, charge: Entry) -> list[Entry]:
    """Return what was asked of them after the charge was noticed."""
    entries = list(position.reading.entries)
    after = entries[next(n for n, entry in enumerate(entries) if entry is charge) :]
    return [entry for entry in after if entry.direction == "out" and entry.type in _ASKED]


_ASKED = ("request", "reminder", "escalation")


def _since(day: date | None, begin: date) -> bool:
    return day is not None and day >= begin


# -- before and after a date on which they would charge ------------------------------------------


def _would_charge(subscription: Subscription, begin: date) -> date | None:
    """Return the first day from `begin` on it would be charged, had it not been cancelled."""
    return calendar.next_charge(_open(subscription), begin - calendar.DAY)


def _stop_order(
    position: Position, subscription: Subscription, begin: date
) -> Iterator[NextAction]:
    charge = _would_charge(subscription, begin)
    if charge is None:
        return
    # One's own date: the issuer works on weekdays, so it is the working day before; and nobody
    # is stopped while they are still in time to answer.
    on = roll_back(charge - STOP_BEFORE, position.around.country)
    if position.due:
        on = max(on, position.due + calendar.DAY)
    if on >= charge:
        return
    told = any(e.type == "escalation" and on <= e.on <= charge for e in position.reading.entries)
    before = calendar.add_cycle(charge, subscription.cycle, -1) if subscription.cycle else on
    disputed_on = position.around.asked.get("dispute")
    if told or (disputed_on and before < disputed_on <= charge):
        return
    values: dict[str, object] = {"day": charge}
    because = N_("The next charge is on {day}: ask whoever issued the card to stop this merchant.")
    if position.around.issuer:
        because = N_("The next charge is on {day}: ask {issuer} to stop this merchant.")
        values["issuer"] = position.around.issuer
    yield NextAction("stop_order", on, because, values, f"stop_order:{charge}")


def _statement(charge: date) -> NextAction:
    because = N_("Look at the statement: was it charged on {day}? Record what you find.")
    on, rung = charge + STATEMENT_AFTER, f"check_statement:{charge}"
    return NextAction("check_statement", on, because, {"day": charge}, rung)


def _checked(position: Position, subscription: Subscription, begin: date) -> Iterator[date]:
    """Yield the last charge date that nobody has looked at yet, else the next one."""
    coming = _would_charge(subscription, max(begin, position.today + calendar.DAY))
    past = calendar.charges(_open(subscription), begin, position.today)[-1:]
    for charge in past:
        if not _looked_at(position, charge):
            yield charge
            return
    if coming:
        yield coming


def _open(subscription: Subscription) -> Subscription:
    return subscription.model_copy(update={"status": "open", "ended_on": None})


def _looked_at(position: Position, charge: date) -> bool:
    seen = ("incident", "verification", "note")
    return any(entry.type in seen and entry.on >= charge for entry in position.reading.entries)


# -- after a complete answer ---------------------------------------------------------------------


def proof(position: Position) -> NextAction | None:
    """Return when to look whether it was true: cancelled is not proved (DESIGN 2).

    Two statement checks where it recurs within 40 days, one where it does not; 35 days after the
    answer for whatever has no dates. None for what silence cannot prove.
    """
    answer = position.reading.answer
    if answer is None or position.request.kind not in _PROVED_BY_SILENCE:
        return None
    subscription = position.around.subscription
    charge = _first_after(position, subscription, answer.on) if subscription else None
    if subscription is None or charge is None:
        because = N_("They said on {day} that it was done: look whether that is so, and record it.")
        on = answer.on + LOOK_AGAIN_AFTER
        return NextAction("verify", on, because, {"day": answer.on}, "verify")
    if not calendar.is_short(subscription.cycle):
        return _verify(charge, charge + LONG_CYCLE_WATCH)
    if not _looked_at(position, charge):
        return _statement(charge)
    second = _would_charge(subscription, charge + calendar.DAY)
    return _verify(second, second + STATEMENT_AFTER) if second else None


def _first_after(position: Position, subscription: Subscription, answered_on: date) -> date | None:
    end = calendar.contract_end(subscription, position.reading.given_on or answered_on)
    return _would_charge(subscription, max(end, answered_on + calendar.DAY))


def _verify(charge: date, on: date) -> NextAction:
    because = N_("If nothing was charged on {day} either, record that it is verified.")
    return NextAction("verify", on, because, {"day": charge}, "verify")
