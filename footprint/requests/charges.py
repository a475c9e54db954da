"""What to do about charges: those that should not have been, and before the next one (`coming`).

LEGAL ladder "cancellation", charged all the same: a refund demand on that day, the issuer's dispute
after 14, the consumer centre after 21 days, and 45 days as the last day on which any issuer can be
expected to take a dispute: no law and no network's rule, so that it stands back behind those.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from footprint.i18n import N_
from footprint.model import calendar
from footprint.model.requests import Entry, Request
from footprint.requests import bodies
from footprint.requests.calendars import roll_back
from footprint.requests.coming import statement, stop_order, to_look_at
from footprint.requests.log import Reading, is_owed
from footprint.requests.position import NextAction, Position
from footprint.requests.recipients import recipient_of
from footprint.requests.surroundings import TO_OTHERS, Surroundings

DISPUTE_AFTER = timedelta(days=14)
CONSUMER_CENTRE_AFTER = timedelta(days=21)
ISSUER_WITHIN = timedelta(days=45)


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
    yield from stop_order(position, subscription, max(begin, position.today))


def statements(position: Position) -> Iterator[NextAction]:
    """Yield a look at the statement after each charge that they should not have made."""
    subscription, sent_on = position.around.subscription, position.reading.given_on
    if position.request.kind != "cancellation" or subscription is None or sent_on is None:
        return
    if position.reading.answer and not (_was_charged_since(position) or _ghost_charges(position)):
        return
    begin = max(calendar.agreed_end(subscription, sent_on), sent_on)
    for charge in to_look_at(position, subscription, begin):
        yield statement(charge)


def _was_charged_since(position: Position) -> bool:
    """Whether they charged after they had said it was done, paid back or not."""
    broken_by = position.reading.broken_by
    return broken_by is not None and broken_by.what == "charge"


def _ghost_charges(position: Position) -> list[Entry]:
    return ghost_charges(position.request, position.around, position.reading)


def ghost_charges(request: Request, around: Surroundings, reading: Reading) -> list[Entry]:
    """Return the charges that should not have been and that no complete answer followed.

    One before the end of the contract could not be avoided any more, and is owed; one that was
    paid back after another request asked for it is settled. A yes that stood in the log before
    the charge was recorded cannot have answered it, whatever their days.
    """
    if not any(entry.what == "charge" for entry in reading.entries):
        return []
    found: list[Entry] = []
    before = owed_before(request, around, reading)
    for entry in reading.entries:
        if entry.type == "incident" and entry.what == "charge" and not is_owed(entry, before):
            found.append(entry)
        elif entry.type == "answer" and entry.outcome == "complete":
            found = [charge for charge in found if not reading.was_known_to(charge, entry)]
    return [entry for entry in found if not is_repaid(entry, around)]


def came_to_light(request: Request, around: Surroundings, reading: Reading) -> bool:
    """Whether a charge was found after they had said it was done that was made before that."""
    yes = reading.answer
    if yes is None or yes.outcome != "complete" or reading.broken_by:
        return False
    return any(charge.on <= yes.on for charge in ghost_charges(request, around, reading))


def is_repaid(charge: Entry, around: Surroundings) -> bool:
    """Whether another request has brought the money of a charge back."""
    return around.repaid_on is not None and charge.on <= around.repaid_on


def _still_to_dispute(position: Position, charge: Entry) -> Iterator[NextAction]:
    """Yield the dispute of a charge that another followed: the issuer's time for it runs on."""
    until = last_safe_day(position.around, charge)
    is_behind = is_disputed(position.request, position.around, position.reading, charge)
    if not is_behind and position.today <= until:
        yield _dispute(position, charge, until)


def last_safe_day(around: Surroundings, charge: Entry) -> date:
    """Return the last day on which any issuer can be expected to take a dispute, as one's own."""
    return roll_back(charge.on + ISSUER_WITHIN, around.place)


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


def _after_charge(position: Position, charge: Entry) -> Iterator[NextAction]:
    until = last_safe_day(position.around, charge)
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


# What the dispute rests on, by whether the money was asked for and the issuer is known; where an
# account was charged, by whether the bank is known.
_DISPUTE = {
    (True, True): N_(
        "The charge of {day} was not paid back: dispute it with {issuer}, by {until} at the latest."
    ),
    (True, False): N_(
        "The charge of {day} was not paid back: dispute it with whoever issued the card, "
        "by {until} at the latest."
    ),
    (False, True): N_(
        "The charge of {day} should not have been: dispute it with {issuer}, "
        "by {until} at the latest."
    ),
    (False, False): N_(
        "The charge of {day} should not have been: dispute it with whoever issued the card, "
        "by {until} at the latest."
    ),
}
_DISPUTE_DEBIT = {
    (True, True): N_(
        "The charge of {day} was not paid back: dispute the direct debit with {issuer}, "
        "by {until} at the latest."
    ),
    (True, False): N_(
        "The charge of {day} was not paid back: dispute the direct debit with your bank, "
        "by {until} at the latest."
    ),
    (False, True): N_(
        "The charge of {day} should not have been: dispute the direct debit with {issuer}, "
        "by {until} at the latest."
    ),
    (False, False): N_(
        "The charge of {day} should not have been: dispute the direct debit with your bank, "
        "by {until} at the latest."
    ),
}


def _dispute(position: Position, charge: Entry, until: date) -> NextAction:
    issuer, of_account = position.around.issuer, position.around.of_account
    values: dict[str, object] = {"day": charge.on, "until": until}
    values |= {"issuer": issuer} if issuer else {}
    sentences = _DISPUTE_DEBIT if of_account else _DISPUTE
    because = sentences[_is_demanded(position, charge), bool(issuer)]
    step = _of(charge, "dispute", DISPUTE_AFTER, because, values)
    return step._replace(of_account=of_account)


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
_TOO_LATE_DEBIT = {
    (True, True): N_(
        "The charge of {day} was not paid back, and the safe time for a dispute ended on "
        "{until}: ask your bank all the same, and turn to {body}."
    ),
    (True, False): N_(
        "The charge of {day} was not paid back, and the safe time for a dispute ended on "
        "{until}: ask your bank all the same, and turn to a consumer centre."
    ),
    (False, True): N_(
        "The charge of {day} should not have been, and the safe time for a dispute ended on "
        "{until}: ask your bank all the same, and turn to {body}."
    ),
    (False, False): N_(
        "The charge of {day} should not have been, and the safe time for a dispute ended on "
        "{until}: ask your bank all the same, and turn to a consumer centre."
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
        too_late = _TOO_LATE_DEBIT if position.around.of_account else _TOO_LATE
        because = too_late[_is_demanded(position, charge), bool(body)]
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
    after = entries[next(n for n, entry in enumerate(entries) if entry is charge) + 1 :]
    asked = [entry for entry in after if entry.direction == "out" and entry.type in _ASKED]
    return [entry for entry in asked if reading.was_known_to(charge, entry)]


_ASKED = ("request", "reminder", "escalation")


def _since(day: date | None, begin: date) -> bool:
    return day is not None and day >= begin
