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
from footprint.requests import bodies, charges_told
from footprint.requests.calendars import roll_back
from footprint.requests.coming import statement, stop_order, to_look_at
from footprint.requests.deadlines import practical
from footprint.requests.log import Reading, is_owed
from footprint.requests.position import NextAction, Position
from footprint.requests.recipients import recipient_of
from footprint.requests.surroundings import TO_OTHERS, Surroundings

DISPUTE_AFTER = timedelta(days=14)
CONSUMER_CENTRE_AFTER = timedelta(days=21)
ISSUER_ANSWERS_WITHIN = CONSUMER_CENTRE_AFTER - DISPUTE_AFTER
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


def waits_until(position: Position) -> date | None:
    """Return the day until which an answer about the newest charge is awaited, if one is.

    It is that of those who were asked for the money, then the issuer's. Nothing that only follows
    their silence comes before it.
    """
    for charge in _ghost_charges(position)[-1:]:
        sent = _sent_after(position.reading, charge)
        disputed_on, at_the_centre = _taken_further(position.request, position.around, charge, sent)
        if at_the_centre or position.request.kind in TO_OTHERS:
            return None
        if disputed_on:
            return _centre_on(position, charge, disputed_on)
        return demand_until(position, charge) if _is_demanded(position, charge) else None
    return None


def answer_by(position: Position, demand: Entry) -> date | None:
    """Return the day that a demand for the money sets; None for any other message."""
    newest = _ghost_charges(position)[-1:]
    demands = (charge for charge in newest if _demand(position, charge) is demand)
    return next((demand_until(position, charge) for charge in demands), None)


def demand_until(position: Position, charge: Entry) -> date:
    """Return the day until which they are in time to pay a charge back: then it is disputed.

    It is no sooner than the rule's own time after they were asked, and one on which they work; but
    the issuer's time runs, and nothing is waited for any longer.
    """
    demand, day = _demand(position, charge), charge.on + DISPUTE_AFTER
    if demand is None:
        return _working(position, day)
    rolled = _working(position, max(day, demand.on + position.days("second_notice_days")))
    until = last_safe_day(position.around, charge)
    return min(rolled, until) if demand.on < until else rolled


def _demand(position: Position, charge: Entry) -> Entry | None:
    """Return the message that asked them first for the money, if this request has one."""
    if position.request.kind in TO_OTHERS:
        return None
    sent = _sent_after(position.reading, charge)
    return next((entry for entry in sent if entry.type != "escalation"), None)


def _centre_on(position: Position, charge: Entry, disputed_on: date | None) -> date:
    """Return the day of the consumer centre: nobody still has time to answer on it."""
    days = [charge.on + CONSUMER_CENTRE_AFTER, demand_until(position, charge)]
    days += [disputed_on + ISSUER_ANSWERS_WITHIN] if disputed_on else []
    return _working(position, max(days))


def _working(position: Position, day: date) -> date:
    """Return the day, rolled forward like any other that they are given."""
    country = position.around.country or position.rule.calendar
    return practical(position.rule, day, country, 0)


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
    disputed_on, at_the_centre = _taken_further(position.request, position.around, charge, sent)
    if not at_the_centre:
        yield _without_their_help(position, charge, until, disputed_on)
    is_demanded = _is_demanded(position, charge)
    if not is_demanded and position.today < demand_until(position, charge):
        because = N_("You were charged on {day} all the same: ask for the money back today.")
        yield _of(charge, "ask_refund", charge.on, because, {"day": charge.on})


def _without_their_help(
    position: Position, charge: Entry, until: date, disputed_on: date | None
) -> NextAction:
    """Return the next of those who get the money back where the other party does not give it."""
    if disputed_on is None and position.today <= until:
        # A demand that was never made does not hold up the dispute: the issuer's time runs.
        return _dispute(position, charge, until)
    if _left_out(position.around, charge):
        return _without_dispute(position, charge)
    return _consumer_centre(position, charge, until, disputed_on)


def _is_demanded(position: Position, charge: Entry) -> bool:
    """Whether the money was asked for: of the other party itself, or by a dispute of its own.

    What went to the platform, the issuer or an authority asks the other party for nothing.
    """
    asked = position.around.asked
    if position.request.kind in TO_OTHERS or _since(asked.get("dispute"), charge.on):
        return True
    to_them = any(entry.type != "escalation" for entry in _sent_after(position.reading, charge))
    return to_them or _since(asked.get("refund"), charge.on)


def _dispute(position: Position, charge: Entry, until: date) -> NextAction:
    issuer, of_account = position.around.issuer, position.around.of_account
    values: dict[str, object] = {"day": charge.on, "until": until}
    values |= {"issuer": issuer} if issuer else {}
    sentences = charges_told.DISPUTE_DEBIT if of_account else charges_told.DISPUTE
    because = sentences[_is_demanded(position, charge), bool(issuer)]
    step = _of(charge, "dispute", demand_until(position, charge), because, values)
    return step._replace(of_account=of_account)


def _consumer_centre(
    position: Position, charge: Entry, until: date, disputed_on: date | None
) -> NextAction:
    on = _centre_on(position, charge, disputed_on)
    body = bodies.body(position.rule, position.request.kind, position.around.country)
    values: dict[str, object] = {"day": charge.on, "until": until}
    if body:
        values["body"] = body
    if disputed_on:
        values |= {"disputed": disputed_on, "wait": on}
        because = charges_told.WAITING[bool(body)]
    else:
        too_late = (
            charges_told.TOO_LATE_DEBIT if position.around.of_account else charges_told.TOO_LATE
        )
        because = too_late[_is_demanded(position, charge), bool(body)]
    return _of(charge, "escalate", on, because, values)


def _left_out(around: Surroundings, charge: Entry) -> bool:
    """Whether the person left the dispute out: there may be no card, and no issuer to ask."""
    return any(skip.rung == f"dispute:{charge.on}" for skip in around.skipped)


def _without_dispute(position: Position, charge: Entry) -> NextAction:
    body = bodies.body(position.rule, position.request.kind, position.around.country)
    values: dict[str, object] = {"day": charge.on}
    values |= {"body": body} if body else {}
    because = charges_told.LEFT_OUT[_is_demanded(position, charge), bool(body)]
    return _of(charge, "escalate", _centre_on(position, charge, None), because, values)


def is_disputed(request: Request, around: Surroundings, reading: Reading, charge: Entry) -> bool:
    """Whether the charge was disputed with the issuer, or that was left out."""
    return _taken_further(request, around, charge, _sent_after(reading, charge))[0] is not None


def _taken_further(
    request: Request, around: Surroundings, charge: Entry, sent: list[Entry]
) -> tuple[date | None, bool]:
    """Return when the charge was disputed with the issuer, and whether a consumer centre has it.

    By the name that the message went to; where there is none, the first one is the dispute. What is
    a dispute itself was one as soon as it was sent; one that is left out is behind the person.
    """
    further = [(entry.on, recipient_of(entry, around)) for entry in sent if _is_further(entry)]
    went = [(on, recipient) for on, recipient in further if recipient != "platform"]
    asked_on = around.asked.get("dispute")
    days = [asked_on] if asked_on and _since(asked_on, charge.on) else []
    days += [entry.on for entry in sent[:1] if request.kind == "dispute"]
    days += [charge.on] if _left_out(around, charge) else []
    if went and went[0][1] is None and not days:
        days, went = [went[0][0]], went[1:]
    at_the_centre = any(recipient in ("body", None) for _on, recipient in went)
    days += [on for on, recipient in went if recipient == "issuer"]
    return min(days, default=None), at_the_centre


def _is_further(entry: Entry) -> bool:
    return entry.type == "escalation"


def _of(
    charge: Entry, action: str, on: date, because: str, values: dict[str, object]
) -> NextAction:
    return NextAction(action, on, because, values, f"{action}:{charge.on}")


def _sent_after(reading: Reading, charge: Entry) -> list[Entry]:
    """Return what was asked of them after the charge was noticed."""
    entries = list(reading.entries)
    after = entries[next(n for n, entry in enumerate(entries) if entry is charge) + 1 :]
    asked = [entry for entry in after if entry.direction == "out" and entry.type in _ASKED]
    return [entry for entry in asked if reading.was_known_to(charge, entry)]


_ASKED = ("request", "reminder", "escalation")


def _since(day: date | None, begin: date) -> bool:
    return day is not None and day >= begin
