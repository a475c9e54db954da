"""The one thing to do next about a request, with its day and its reason.

A request climbs the ladder of its kind and of the law it stands under: a second notice, their
other address, another way to reach them, the platform, the issuer's stop, a regulator or consumer
centre. What hangs on a charge (`charges`) comes before what only waits for an answer. Of all rungs
that are open the most pressing one whose day has come is told, else the earliest; a rung that the
person skips is left out. The intervals are those of the deadline table's row.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from footprint.i18n import N_
from footprint.model import calendar
from footprint.model.requests import Entry
from footprint.requests import bodies, charges
from footprint.requests.calendars import add_business_days, roll_back, take_business_days
from footprint.requests.log import addresses, is_letter
from footprint.requests.position import NextAction, Position
from footprint.requests.recipients import recipient_of
from footprint.requests.surroundings import TO_OTHERS
from footprint.requests.table import Rule, Table

DELIVERY_CHECK_DAYS = 3
# What is asked of somebody before the last day to cancel leaves them these working days for it.
TIME_TO_ACT = 5
# Japan: in writing at day 30 and the next body at day 44, after a first follow-up at day 14.
IN_WRITING_AFTER = 16
AFTER_IN_WRITING = 14
# United Kingdom: 30 days to acknowledge the complaint (Data Protection Act 2018, s. 164A), then 15.
ACKNOWLEDGE_COMPLAINT = 30
AFTER_COMPLAINT = ACKNOWLEDGE_COMPLAINT + 15


def complains_first(rule: Rule, table: Table, on: date) -> bool:
    """Whether one complains to them before the regulator: in the United Kingdom, since 2026-06-19
    (Data Protection Act 2018, s. 164A).
    """
    complaint = table.find("UK-DUAA-COMPLAINT") if rule.id == "UK-GDPR-DSR" else None
    return complaint is not None and complaint.in_force(on)


def rungs(position: Position) -> Iterator[NextAction]:
    """Yield what to do about the answer, or the lack of one, in the order of the ladder."""
    reading = position.reading
    if reading.broken_by:
        if reading.broken_by.what != "charge":
            yield _broken(reading.broken_by)
    elif reading.answer and reading.answer.outcome == "complete":
        return  # It is open for a charge alone that came to light.
    elif reading.answer:
        yield _answered(position, reading.answer)
    elif reading.info_requested:
        asked_on = reading.questions[-1][0]
        because = N_("They asked for more on {day}.")
        yield NextAction("send_info", asked_on, because, {"day": asked_on}, f"send_info:{asked_on}")
    else:
        yield from _unanswered(position)


def _unanswered(position: Position) -> Iterator[NextAction]:
    asks, arrived = position.reading.asks, position.reading.arrived
    if asks and not any(entry is asks[-1] for entry in arrived):
        yield _bounced(position)
    if arrived:
        begin = charges.waits_until(position) or date.min
        yield from (rung._replace(on=max(rung.on, begin)) for rung in _silent(position, arrived))


def _silent(position: Position, arrived: Sequence[Entry]) -> Iterator[NextAction]:
    notices = _notices(position)
    if arrived[-1].type == "escalation" and not is_to_them(position, arrived[-1], notices):
        yield from _after_escalation(position, arrived[-1])
    elif len(notices) > 1 or _goes_on(position):
        yield from _after_second_notice(position, notices)
    elif position.due is not None:
        yield from _before_second_notice(position, position.due)


def _goes_on(position: Position) -> bool:
    """Whether the round goes on from an answer, and does not ask for something anew."""
    reading = position.reading
    return reading.is_second_round and reading.arrived[0].type != "request"


def _notices(position: Position) -> Sequence[Entry]:
    """Return the first message and those that were sent when its time had run out.

    What is sent again while they may still answer in time is no second notice: nobody is told to
    take anything further before the day that the law, or good practice, gives them.
    """
    first, *again = position.reading.arrived
    if position.due is None or not again or _goes_on(position):
        return position.reading.arrived
    begin = _follow_up(position, first.on, position.due)
    return first, *(entry for entry in again if entry.on >= begin)


def is_to_them(position: Position, entry: Entry, notices: Sequence[Entry]) -> bool:
    """Whether what was taken further went to the other party itself, as the United Kingdom's law
    wants it before the regulator: the first that is not known to have gone to somebody else.
    """
    if not complains_first(position.rule, position.table, entry.on):
        return False
    before = notices[:1] if _goes_on(position) else notices[1:2]
    is_first = before[0] is entry if before else entry is not notices[0]
    return is_first and recipient_of(entry, position.around) is None


_BROKEN = {
    "parcel": N_("They said it was done, yet a parcel came on {day}: object in writing."),
    "mail": N_("They said it was done, yet a mail came on {day}: object in writing."),
}


def _broken(incident: Entry) -> NextAction:
    because = _BROKEN[incident.what or "mail"]
    rung = f"answer_back:{incident.on}"
    return NextAction("answer_back", incident.on, because, {"day": incident.on}, rung)


def _answered(position: Position, answer: Entry) -> NextAction:
    """Their answer waits for the person's: from its own day on, and not for ever."""
    values: dict[str, object] = {"day": answer.on}
    if answer.outcome == "partial":
        because = N_("They did only a part of it on {day}: ask for the rest, or close it.")
        return NextAction("answer_back", answer.on, because, values, f"answer_back:{answer.on}")
    if complains_first(position.rule, position.table, answer.on):
        because = N_(
            "They refused on {day}: complain to them first, the law gives them 30 days to "
            "acknowledge it."
        )
        rung = f"complain_to_them:{answer.on}"
        return NextAction("complain_to_them", answer.on, because, values, rung)
    body = bodies.body(position.rule, position.request.kind, position.around.country)
    if body is None:
        because = N_("They refused on {day}: answer them, take it further, or close it.")
    else:
        because = N_("They refused on {day}: answer them, take it further ({body}), or close it.")
        values["body"] = body
    return NextAction("escalate", answer.on, because, values, f"escalate:{answer.on}")


def _bounced(position: Position) -> NextAction:
    bounce = position.reading.last_bounce
    on = bounce.on if bounce else position.today
    because = N_("It came back as undeliverable on {day}.")
    return NextAction("other_address", on, because, {"day": on}, f"other_address:{on}")


# -- while an answer is awaited ------------------------------------------------------------------


def _before_second_notice(position: Position, due: date) -> Iterator[NextAction]:
    """Yield what follows the first message: did it arrive, then a second notice."""
    sent_on = position.reading.arrived[0].on
    follow_up = _follow_up(position, sent_on, due)
    check_on = position.reading.arrived[-1].on + timedelta(days=DELIVERY_CHECK_DAYS)
    if max(check_on, position.today) < follow_up and not _has_arrived(position, check_on):
        yield _delivery(position, check_on)
    values: dict[str, object] = {"day": min(due, follow_up)}
    if complains_first(position.rule, position.table, follow_up):
        because = N_(
            "If there is no answer by {day}, complain to them first: the law gives them 30 days "
            "to acknowledge it."
        )
        yield _rung(position, "complain_to_them", follow_up, because, values)
        return
    address = next(iter(_untried_addresses(position)), None)
    if address:
        because = N_("If there is no answer by {day}, try their other address: {address}")
        extra = {**values, "address": address}
        yield _rung(position, "other_address", follow_up, because, extra)
    # Where nobody can be written to, they are called again.
    called = {} if position.around.addresses else position.around.call(position.request)
    because = _SECOND_NOTICE[position.request.kind == "unsubscribe", bool(called)]
    yield _rung(position, "second_notice", follow_up, because, {**values, **called})


_IF_MAILS_COME = N_(
    "If mails still come after {day}, object formally and name the address; if none came, "
    "record that you checked it."
)
# Why, by whether a mailing is to end, and whether they are called.
_SECOND_NOTICE = {
    (True, True): _IF_MAILS_COME,
    (True, False): _IF_MAILS_COME,
    (False, True): N_("If there is no answer by {day}, call them again and set a final date."),
    (False, False): N_("If there is no answer by {day}, send a second notice with a final date."),
}


def _follow_up(position: Position, sent_on: date, due: date) -> date:
    """Return the day of the first follow-up: after the deadline, or after sending."""
    if position.is_practical:
        return due
    begin = due if position.rule.practical_basis == "after_due" else sent_on
    return begin + position.days("first_followup_days")


def _has_arrived(position: Position, check_on: date) -> bool:
    """Whether there is a sign that they have it: a word of theirs, or a note since the check."""
    if position.reading.heard_from:
        return True
    notes = (e for e in position.reading.entries if e.type == "note" and not is_letter(e))
    return any(note.on >= check_on for note in notes)


def _delivery(position: Position, on: date) -> NextAction:
    if position.request.kind == "unsubscribe":
        # Gmail, Yahoo and Outlook want bulk senders to act within two days (RFC 8058).
        because = N_("Look whether mails still come: the large mailboxes want it done in two days.")
    else:
        because = N_("Look whether it arrived, and note it: there is no sign of it yet.")
    return _rung(position, "check_delivery", on, because, {})


def _after_second_notice(position: Position, notices: Sequence[Entry]) -> Iterator[NextAction]:
    """Yield what follows a second message: another way, the platform, then the next body."""
    last = notices[-1]
    values: dict[str, object] = {"day": last.on}
    address = _next_way(position)
    if address:
        because = N_("No answer to your message of {day}. Another way to reach them: {address}")
        on = _other_way_on(position, last.on)
        yield _rung(position, "other_channel", on, because, {**values, "address": address})
    if position.rule.id == "JP-APPI-DSR" and len(notices) > 1 and not _is_in_writing(notices):
        because = N_("No answer to your message of {day}: ask in writing, by certified mail.")
        on = max(notices[1].on + timedelta(days=IN_WRITING_AFTER), last.on)
        yield _rung(position, "in_writing", on, because, values)
        return
    platform = _platform(position)
    on = _body_on(position, notices)
    if position.due and _goes_on(position) and last.on <= position.due:
        on = max(on, position.due + timedelta(days=1))
    if platform:
        because = N_("No answer to your message of {day}: write to the platform, {platform}.")
        yield _rung(position, "ask_platform", on, because, {**values, "platform": platform})
    else:
        yield _to_body(position, on, values)


def _is_in_writing(notices: Sequence[Entry]) -> bool:
    """Whether one of the messages after the first was the written one: by post, or by no new way.

    What went to another address or by telephone after the second was the try of another way.
    """
    if any(entry.channel == "post" for entry in notices[1:]):
        return True
    for number, entry in enumerate(notices[2:], 2):
        before = {address for each in notices[:number] for address in addresses(each)}
        if entry.channel != "phone" and not set(addresses(entry)) - before:
            return True
    return False


def _body_on(position: Position, notices: Sequence[Entry]) -> date:
    """Return the day of the next body: so long after the last message, or after the complaint.

    A try of another way puts it off, but not past the last day on which it could help: neither onto
    the last day to cancel nor so close before it that nobody could act any more. The time that the
    second notice sets stays; where the last day has come, it is at once.
    """
    last = notices[-1]
    complaint = notices[0] if _goes_on(position) else notices[1]
    if complains_first(position.rule, position.table, complaint.on):
        return max(complaint.on + timedelta(days=AFTER_COMPLAINT), last.on)
    if position.rule.id == "JP-APPI-DSR" and len(notices) > 2:
        return last.on + timedelta(days=AFTER_IN_WRITING)
    days, until = position.days("escalate_days"), last_to_cancel(position, last.on)
    if until is None:
        return last.on + days
    time_set = complaint.on + position.days("second_notice_days")
    if time_set > until:
        return max(complaint.on + days, last.on)
    return min(last.on + days, max(last.on, time_set, _to_act(position, until)))


def _other_way_on(position: Position, last: date) -> date:
    """Return the day to try another way: so long after `last`, or sooner before a last day to
    cancel, if there is a working day between.
    """
    on, until = last + position.days("second_notice_days"), last_to_cancel(position, last)
    if until is None:
        return on
    soonest = add_business_days(last, 1, position.around.country)
    return on if soonest >= until else min(on, max(soonest, _to_act(position, until)))


def _to_act(position: Position, until: date) -> date:
    """Return the last day on which whoever is asked still has the time to act before `until`."""
    return take_business_days(until, TIME_TO_ACT, position.around.country)


def last_to_cancel(position: Position, begin: date) -> date | None:
    """Return the next last day to cancel from `begin` on, rolled back, where one is recorded."""
    subscription = position.around.subscription
    if position.request.kind != "cancellation" or subscription is None or not subscription.notice:
        return None
    coming = calendar.next_cut_off(subscription, begin)
    return roll_back(coming[1], position.around.country) if coming else None


def _platform(position: Position) -> str | None:
    """Return the platform, if there is one that was not written to yet in this round."""
    platform = position.around.platform
    if platform is None or position.request.kind in TO_OTHERS:
        return None
    escalated = [entry for entry in position.reading.arrived if entry.type == "escalation"]
    return None if any(_is_to_platform(position, entry) for entry in escalated) else platform


def _is_to_platform(position: Position, entry: Entry) -> bool:
    """Whether what was taken further went to the platform: by its name, or in the first round as
    the first one that is not known to have gone to somebody else.
    """
    if position.around.platform is None:
        return False
    recipient = recipient_of(entry, position.around)
    if recipient is not None or position.reading.is_second_round:
        return recipient == "platform"
    return entry is next(e for e in position.reading.arrived if e.type == "escalation")


def _to_body(position: Position, on: date, values: dict[str, object]) -> NextAction:
    body = bodies.body(position.rule, position.request.kind, position.around.country)
    if position.due and not position.reading.is_second_round:
        until = bodies.takes_it_until(position.rule, position.due, position.around.country)
        on = min(on, until) if until and until >= position.reading.arrived[-1].on else on
    if body is None:
        because = N_("No answer to your message of {day}: take it further.")
        return _rung(position, "escalate", on, because, values)
    because = N_("No answer to your message of {day}: take it further ({body}).")
    return _rung(position, "escalate", on, because, {**values, "body": body})


def _after_escalation(position: Position, last: Entry) -> Iterator[NextAction]:
    values: dict[str, object] = {"day": last.on}
    if _is_to_platform(position, last):
        yield _to_body(position, last.on + position.days("escalate_days"), values)
        return
    practice = position.practice
    days = practice.regulator_check_days or practice.second_notice_days or 0
    because = N_("You took it further on {day}: ask where it stands.")
    on = last.on + timedelta(days=days)
    if position.due and position.reading.start is last:
        on = max(on, position.due)
    body = bodies.body(position.rule, position.request.kind, position.around.country)
    if body and last.channel == "phone" and recipient_of(last, position.around) == "body":
        # Whoever was called is called again.
        values["body"] = body
    yield _rung(position, "ask_again", on, because, values)


def _rung(
    position: Position, action: str, on: date, because: str, values: dict[str, object]
) -> NextAction:
    """Return a rung that is named after the message it follows, so that each has its own."""
    asks = position.reading.asks
    return NextAction(action, on, because, values, f"{action}:{len(asks)}:{asks[0].on}")


def _untried_addresses(position: Position) -> list[str]:
    """Return their addresses that nothing was sent to, where it is known whither anything was."""
    known = () if position.request.kind in TO_OTHERS else position.around.addresses
    if not known:
        return []
    tried = {address for entry in position.reading.asks for address in addresses(entry)}
    return [address for address in known if tried and address.casefold() not in tried]


def _next_way(position: Position) -> str | None:
    """Return an address or number of theirs that no message of this round went to."""
    untried = _untried_addresses(position)
    if untried:
        return untried[0]
    channels = {entry.channel or position.request.channel for entry in position.reading.asks}
    is_theirs = position.request.kind not in TO_OTHERS
    return position.around.phone if is_theirs and "phone" not in channels else None
