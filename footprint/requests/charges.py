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
from footprint.requests.log import Aside, Proves, Reading, is_owed
from footprint.requests.position import NextAction, Position
from footprint.requests.recipients import recipient_of
from footprint.requests.surroundings import TO_OTHERS, Surroundings

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
    ghosts = _ghost_charges(position)
    for earlier in ghosts[:-1]:
        yield from _still_to_dispute(position, earlier)
    for newest in ghosts[-1:]:
        yield from _after_charge(position, newest)
    if position.request.kind != "cancellation":
        return
    subscription, sent_on = position.around.subscription, position.reading.given_on
    if subscription is None or sent_on is None or (position.reading.answer and not ghosts):
        return
    begin = calendar.agreed_end(subscription, sent_on)
    yield from _stop_order(position, subscription, max(begin, position.today))


def statements(position: Position) -> Iterator[NextAction]:
    """Yield a look at the statement after each charge that they should not have made."""
    subscription, sent_on = position.around.subscription, position.reading.given_on
    if position.request.kind != "cancellation" or subscription is None or sent_on is None:
        return
    if position.reading.answer and not (_was_charged_since(position) or _ghost_charges(position)):
        return
    begin = max(calendar.agreed_end(subscription, sent_on), sent_on)
    for charge in _checked(position, subscription, begin):
        yield _statement(charge)


def _was_charged_since(position: Position) -> bool:
    """Whether they charged after they had said it was done, paid back or not."""
    broken_by = position.reading.broken_by
    return broken_by is not None and broken_by.what == "charge"


# -- charged all the same ------------------------------------------------------------------------


def _ghost_charges(position: Position) -> list[Entry]:
    return ghost_charges(position.request, position.around, position.reading)


def ghost_charges(request: Request, around: Surroundings, reading: Reading) -> list[Entry]:
    """Return the charges that should not have been and that no complete answer followed.

    One before the end of the contract could not be avoided any more, and is owed; one that was
    paid back after another request asked for it is settled.
    """
    if not any(entry.what == "charge" for entry in reading.entries):
        return []
    found: list[Entry] = []
    before = owed_before(request, around, reading)
    for entry in reading.entries:
        if entry.type == "incident" and entry.what == "charge" and not is_owed(entry, before):
            found.append(entry)
        elif entry.type == "answer" and entry.outcome == "complete":
            found.clear()
    return [entry for entry in found if not is_repaid(entry, around)]


def is_repaid(charge: Entry, around: Surroundings) -> bool:
    """Whether another request has brought the money of a charge back."""
    return around.repaid_on is not None and charge.on <= around.repaid_on


def _still_to_dispute(position: Position, charge: Entry) -> Iterator[NextAction]:
    """Yield the dispute of a charge that another followed: the issuer's time for it runs on."""
    until = charge.on + ISSUER_WITHIN
    is_behind = is_disputed(position.request, position.around, position.reading, charge)
    if not is_behind and position.today <= until:
        yield _dispute(position, charge, until)


def owed_before(request: Request, around: Surroundings, reading: Reading) -> date | None:
    """Return the end of the contract that a cancellation leads to; None for other requests.

    While they were told of none, by this request or another, there is no end.
    """
    if request.kind != "cancellation" or around.subscription is None:
        return None
    yes = (e.on for e in reading.entries if e.type == "answer" and e.outcome == "complete")
    told_on = reading.given_on or next(yes, None)
    if told_on is None:
        return None if "cancellation" in around.asked else date.max
    return calendar.agreed_end(around.subscription, told_on)


def proves(request: Request, around: Surroundings, reading: Reading) -> Proves | None:
    """Return what tells a look that proves the end from one that came too early.

    The dates on which it would have been charged have to have passed: two where it recurs within
    40 days, one where it does not. None where there are none: then every look is proof.
    """
    subscription, asked_on = around.subscription, reading.given_on
    if subscription is None or asked_on is None or request.kind not in _PROVED_BY_SILENCE:
        return None

    def is_proof(looked_on: date, answered_on: date | None) -> bool:
        days = _to_watch(subscription, asked_on, answered_on)
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


def _after_charge(position: Position, charge: Entry) -> Iterator[NextAction]:
    until = charge.on + ISSUER_WITHIN
    sent = _sent_after(position.reading, charge)
    disputed, at_the_centre = _taken_further(position.request, position.around, charge, sent)
    if not at_the_centre:
        yield _without_their_help(position, charge, until, disputed=disputed)
    if not _is_demanded(position, charge) and position.today < charge.on + DISPUTE_AFTER:
        because = N_("You were charged on {day} all the same: ask for the money back today.")
        yield _of(charge, "ask_refund", timedelta(), because, {"day": charge.on})


def _without_their_help(
    position: Position, charge: Entry, until: date, *, disputed: bool
) -> NextAction:
    """Return the next of those who get the money back where the other party does not give it."""
    if not disputed and position.today <= until:
        # A demand that was never made does not hold up the dispute: the issuer's time runs.
        return _dispute(position, charge, until)
    if _left_out(position.around, charge):
        return _without_dispute(position, charge)
    return _consumer_centre(position, charge, until, disputed=disputed)


def _is_demanded(position: Position, charge: Entry) -> bool:
    """Whether the money was asked for: of the other party itself, or by a dispute of its own.

    What went to the platform, the issuer or an authority asks the other party for nothing.
    """
    asked = position.around.asked
    if position.request.kind in TO_OTHERS or _since(asked.get("dispute"), charge.on):
        return True
    to_them = any(entry.type != "escalation" for entry in _sent_after(position.reading, charge))
    return to_them or _since(asked.get("refund"), charge.on)


# What the dispute rests on, by whether the money was asked for and the issuer is known.
_DISPUTE = {
    (True, True): N_(
        "The charge of {day} was not paid back: dispute it with {issuer}, before {until}."
    ),
    (True, False): N_(
        "The charge of {day} was not paid back: dispute it with whoever issued the card, "
        "before {until}."
    ),
    (False, True): N_(
        "The charge of {day} should not have been: dispute it with {issuer}, before {until}."
    ),
    (False, False): N_(
        "The charge of {day} should not have been: dispute it with whoever issued the card, "
        "before {until}."
    ),
}


def _dispute(position: Position, charge: Entry, until: date) -> NextAction:
    issuer = position.around.issuer
    values: dict[str, object] = {"day": charge.on, "until": until}
    values |= {"issuer": issuer} if issuer else {}
    because = _DISPUTE[_is_demanded(position, charge), bool(issuer)]
    return _of(charge, "dispute", DISPUTE_AFTER, because, values)


# Why one turns to a consumer centre without a dispute, by whether the money was asked for and the
# body is known.
_TOO_LATE = {
    (True, True): N_(
        "The charge of {day} was not paid back, and the safe time for a dispute ended on "
        "{until}: ask the card’s issuer all the same, and turn to {body}."
    ),
    (True, False): N_(
        "The charge of {day} was not paid back, and the safe time for a dispute ended on "
        "{until}: ask the card’s issuer all the same, and turn to a consumer centre."
    ),
    (False, True): N_(
        "The charge of {day} should not have been, and the safe time for a dispute ended on "
        "{until}: ask the card’s issuer all the same, and turn to {body}."
    ),
    (False, False): N_(
        "The charge of {day} should not have been, and the safe time for a dispute ended on "
        "{until}: ask the card’s issuer all the same, and turn to a consumer centre."
    ),
}
_LEFT_OUT = {
    (True, True): N_("The charge of {day} was not paid back: turn to {body}."),
    (True, False): N_("The charge of {day} was not paid back: turn to a consumer centre."),
    (False, True): N_("The charge of {day} should not have been: turn to {body}."),
    (False, False): N_("The charge of {day} should not have been: turn to a consumer centre."),
}


def _consumer_centre(
    position: Position, charge: Entry, until: date, *, disputed: bool
) -> NextAction:
    body = bodies.body(position.rule, position.request.kind, position.around.country)
    values: dict[str, object] = {"day": charge.on, "until": until}
    if body:
        values["body"] = body
    if disputed:
        because = N_("The charge of {day} is disputed and not settled: turn to a consumer centre.")
        if body:
            because = N_("The charge of {day} is disputed and not settled: turn to {body}.")
    else:
        because = _TOO_LATE[_is_demanded(position, charge), bool(body)]
    return _of(charge, "escalate", CONSUMER_CENTRE_AFTER, because, values)


def _left_out(around: Surroundings, charge: Entry) -> bool:
    """Whether the person left the dispute out: there may be no card, and no issuer to ask."""
    return any(skip.rung == f"dispute:{charge.on}" for skip in around.skipped)


def _without_dispute(position: Position, charge: Entry) -> NextAction:
    body = bodies.body(position.rule, position.request.kind, position.around.country)
    values: dict[str, object] = {"day": charge.on}
    values |= {"body": body} if body else {}
    because = _LEFT_OUT[_is_demanded(position, charge), bool(body)]
    return _of(charge, "escalate", CONSUMER_CENTRE_AFTER, because, values)


def is_disputed(request: Request, around: Surroundings, reading: Reading, charge: Entry) -> bool:
    """Whether the charge was disputed with the issuer, or that was left out."""
    return _taken_further(request, around, charge, _sent_after(reading, charge))[0]


def _taken_further(
    request: Request, around: Surroundings, charge: Entry, sent: list[Entry]
) -> tuple[bool, bool]:
    """Return whether the charge was disputed with the issuer, and taken to a consumer centre.

    By the name that the message went to; where there is none, the first one is the dispute. What is
    a dispute itself was one as soon as it was sent; one that is left out is behind the person.
    """
    further = [entry for entry in sent if entry.type == "escalation"]
    went = [recipient_of(entry, around) for entry in further]
    went = [recipient for recipient in went if recipient != "platform"]
    disputed = _since(around.asked.get("dispute"), charge.on)
    disputed = disputed or (request.kind == "dispute" and bool(sent))
    disputed = disputed or _left_out(around, charge)
    if went[:1] == [None] and not disputed:
        disputed, went = True, went[1:]
    return disputed or "issuer" in went, "body" in went or None in went


def _of(
    charge: Entry, action: str, after: timedelta, because: str, values: dict[str, object]
) -> NextAction:
    return NextAction(action, charge.on + after, because, values, f"{action}:{charge.on}")


def _sent_after(reading: Reading, charge: Entry) -> list[Entry]:
    """Return what was asked of them after the charge was noticed."""
    entries = list(reading.entries)
    after = entries[next(n for n, entry in enumerate(entries) if entry is charge) :]
    return [entry for entry in after if entry.direction == "out" and entry.type in _ASKED]


_ASKED = ("request", "reminder", "escalation")


def _since(day: date | None, begin: date) -> bool:
    return day is not None and day >= begin


# -- before and after a date on which they would charge ------------------------------------------


def would_charge(subscription: Subscription, begin: date) -> date | None:
    """Return the first day from `begin` on it would be charged, had it not been cancelled."""
    return calendar.next_charge(_open(subscription), begin - calendar.DAY)


def _stop_order(
    position: Position, subscription: Subscription, begin: date
) -> Iterator[NextAction]:
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
    values: dict[str, object] = {"day": charge}
    because = N_("The next charge is on {day}: ask whoever issued the card to stop this merchant.")
    if position.around.issuer:
        because = N_("The next charge is on {day}: ask {issuer} to stop this merchant.")
        values["issuer"] = position.around.issuer
    yield NextAction("stop_order", on, because, values, f"stop_order:{charge}")


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


def _statement(charge: date) -> NextAction:
    because = N_("Look at the statement: was it charged on {day}? Record what you find.")
    on, rung = charge + STATEMENT_AFTER, f"check_statement:{charge}"
    return NextAction("check_statement", on, because, {"day": charge}, rung)


def _checked(position: Position, subscription: Subscription, begin: date) -> Iterator[date]:
    """Yield the last charge date that nobody has looked at yet, else the next one."""
    past = calendar.charges(_open(subscription), begin, position.today)[-1:]
    for charge in past:
        if not _looked_at(position, charge):
            yield charge
            return
    coming = would_charge(subscription, max(begin, position.today + calendar.DAY))
    if coming:
        yield coming


def _open(subscription: Subscription) -> Subscription:
    if subscription.status == "open" and subscription.ended_on is None:
        return subscription
    return subscription.changed(status="open", ended_on=None)


def _looked_at(position: Position, charge: date) -> bool:
    """Whether the statement was looked at since: found clean, or another charge found."""
    return any(
        (entry.type == "verification" or entry.what == "charge") and entry.on >= charge
        for entry in position.reading.entries
    )


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
    asked_on = position.reading.given_on or answer.on
    days = _to_watch(subscription, asked_on, answer.on) if subscription else ()
    if subscription is None or not days:
        because = N_("They said on {day} that it was done: look whether that is so, and record it.")
        on, rung = answer.on + LOOK_AGAIN_AFTER, f"verify:{answer.on}"
        return NextAction("verify", on, because, {"day": answer.on}, rung)
    if not calendar.is_short(subscription.cycle):
        return _verify(days[-1], days[-1] + LONG_CYCLE_WATCH)
    if not _looked_at(position, days[0]):
        return _statement(days[0])
    return _verify(days[-1], days[-1] + STATEMENT_AFTER)


def _verify(charge: date, on: date) -> NextAction:
    because = N_("If nothing was charged on {day} either, record that you checked it.")
    return NextAction("verify", on, because, {"day": charge}, f"verify:{charge}")
