"""The one thing to do next about a request, with its day and its reason.

A request climbs the ladder of its kind and of the law it stands under: a second notice, their
other address, another way to reach them, the platform, the issuer's stop, a regulator or consumer
centre. What hangs on a charge (`charges`) comes before what only waits for an answer. Of all rungs
that are open the most pressing one whose day has come is told, else the earliest; a rung that the
person skips is left out. The intervals are those of the deadline table's row.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from footprint.i18n import N_
from footprint.model.requests import Entry
from footprint.requests import bodies, charges
from footprint.requests.position import NextAction, Position
from footprint.requests.surroundings import TO_OTHERS

DELIVERY_CHECK_DAYS = 3
# Japan: in writing at day 30 and the next body at day 44, after a first follow-up at day 14.
IN_WRITING_AFTER = 16
AFTER_IN_WRITING = 14
# United Kingdom: 30 days to acknowledge the complaint (Data Protection Act 2018, s. 164A), then 15.
AFTER_COMPLAINT = 45


def next_action(position: Position) -> NextAction | None:
    """Return the one thing to do next; None where every rung is skipped."""
    skipped = {skip.rung for skip in position.around.skipped}
    rungs = (
        *_unsent(position),
        *charges.rungs(position),
        *_rungs(position),
        *charges.statements(position),
    )
    open_rungs = [rung for rung in rungs if rung.rung not in skipped]
    come = [rung for rung in open_rungs if rung.on <= position.today]
    if come:
        return come[0]
    return min(open_rungs, key=lambda rung: rung.on, default=None)


def _unsent(position: Position) -> Iterator[NextAction]:
    letter = position.reading.unsent
    if letter:
        because = N_("A letter was written on {day}, but not sent.")
        yield NextAction("send", letter.on, because, {"day": letter.on}, f"send:{letter.on}")


def _rungs(position: Position) -> Iterator[NextAction]:
    """Yield what to do about the answer, or the lack of one, in the order of the ladder."""
    reading = position.reading
    if reading.broken_by:
        if reading.broken_by.what != "charge":
            yield _broken(reading.broken_by)
    elif reading.answer:
        yield _answered(position, reading.answer)
    elif reading.info_requested:
        asked_on = reading.questions[-1][0]
        because = N_("They asked for more on {day}.")
        yield NextAction("send_info", asked_on, because, {"day": asked_on}, f"send_info:{asked_on}")
    elif position.due is None:
        yield _bounced(position)
    elif len(reading.asks) > 1 or reading.is_second_round:
        yield from _after_second_notice(position)
    else:
        yield from _before_second_notice(position)


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
    if answer.outcome == "partial":
        because = N_("They did only a part of it on {day}: ask for the rest, or close it.")
        return NextAction(
            "answer_back", answer.on, because, {"day": answer.on}, f"answer_back:{answer.on}"
        )
    body = bodies.body(position.rule, position.request.kind, position.around.country)
    if body is None:
        because = N_("They refused on {day}: answer them, take it further, or close it.")
        values: dict[str, object] = {"day": answer.on}
    else:
        because = N_("They refused on {day}: answer them, take it further ({body}), or close it.")
        values = {"day": answer.on, "body": body}
    return NextAction("escalate", answer.on, because, values, f"escalate:{answer.on}")


def _bounced(position: Position) -> NextAction:
    bounce = position.reading.last_bounce
    on = bounce.on if bounce else position.today
    because = N_("It came back as undeliverable on {day}.")
    return NextAction("other_address", on, because, {"day": on}, f"other_address:{on}")


# -- while an answer is awaited ------------------------------------------------------------------


def _before_second_notice(position: Position) -> Iterator[NextAction]:
    """Yield what follows the first message: did it arrive, then a second notice."""
    sent_on, due = position.reading.asks[0].on, position.due
    assert due is not None
    follow_up = _follow_up(position, sent_on, due)
    check_on = sent_on + timedelta(days=DELIVERY_CHECK_DAYS)
    if not position.reading.heard_from and position.today <= check_on < follow_up:
        yield _delivery(position, check_on)
    address = next(iter(_untried_addresses(position)), None)
    values: dict[str, object] = {"day": due}
    if address:
        because = N_("If there is no answer by {day}, try their other address: {address}")
        yield _rung("other_address", 1, follow_up, because, {**values, "address": address})
    if position.rule.id == "UK-GDPR-DSR":
        because = N_(
            "If there is no answer by {day}, complain to them first: the law gives them 30 days "
            "to acknowledge it."
        )
        yield _rung("complain_to_them", 1, follow_up, because, values)
        return
    if position.request.kind == "unsubscribe":
        because = N_(
            "If mails still come after {day}, object formally and name the address; if none came, "
            "record that you checked it."
        )
    else:
        because = N_("If there is no answer by {day}, send a second notice with a final date.")
    yield _rung("second_notice", 1, follow_up, because, values)


def _follow_up(position: Position, sent_on: date, due: date) -> date:
    """Return the day of the first follow-up: after the deadline, or after sending."""
    if position.is_practical:
        return due
    begin = due if position.rule.practical_basis == "after_due" else sent_on
    return begin + position.days("first_followup_days")


def _delivery(position: Position, on: date) -> NextAction:
    if position.request.kind == "unsubscribe":
        # Gmail, Yahoo and Outlook want bulk senders to act within two days (RFC 8058).
        because = N_("Look whether mails still come: the large mailboxes want it done in two days.")
    else:
        because = N_("Look whether it arrived: there is no sign of it yet.")
    return NextAction("check_delivery", on, because, rung="check_delivery")


def _after_second_notice(position: Position) -> Iterator[NextAction]:
    """Yield what follows a second message: another way, the platform, then the next body."""
    asks = position.reading.asks
    last, count = asks[-1], len(asks)
    values: dict[str, object] = {"count": count, "day": last.on}
    if last.type == "escalation":
        yield from _after_escalation(position, last)
        return
    address = _next_way(position)
    if address:
        because = N_("{count} messages are unanswered. Another way to reach them: {address}")
        on = last.on + position.days("second_notice_days")
        yield _rung("other_channel", count, on, because, {**values, "address": address})
    if position.rule.id == "JP-APPI-DSR" and count == 2:
        because = N_("{count} messages are unanswered: ask in writing, by certified mail.")
        on = last.on + timedelta(days=IN_WRITING_AFTER)
        yield _rung("in_writing", count, on, because, values)
        return
    yield from _further(position, last.on + _patience(position, count), values, count)


def _patience(position: Position, count: int) -> timedelta:
    """Return how long the last message before the next body is waited for."""
    if position.rule.id == "JP-APPI-DSR" and count > 2:
        return timedelta(days=AFTER_IN_WRITING)
    if position.rule.id == "UK-GDPR-DSR":
        return timedelta(days=AFTER_COMPLAINT)
    return position.days("escalate_days")


def _further(
    position: Position, on: date, values: dict[str, object], count: int
) -> Iterator[NextAction]:
    """Yield whom to turn to when they themselves do not answer: the platform, then a body."""
    platform = position.around.platform
    if platform and position.request.kind not in TO_OTHERS:
        because = N_("{count} messages are unanswered: write to the platform, {platform}.")
        yield _rung("ask_platform", count, on, because, {**values, "platform": platform})
        return
    yield _to_body(position, on, values, count)


def _to_body(position: Position, on: date, values: dict[str, object], count: int) -> NextAction:
    body = bodies.body(position.rule, position.request.kind, position.around.country)
    if body is None:
        because = N_("{count} messages are unanswered, the last of {day}: take it further.")
        return _rung("escalate", count, on, because, values)
    because = N_("{count} messages are unanswered, the last of {day}: take it further ({body}).")
    return _rung("escalate", count, on, because, {**values, "body": body})


def _after_escalation(position: Position, last: Entry) -> Iterator[NextAction]:
    asks = position.reading.asks
    to_platform = sum(entry.type == "escalation" for entry in asks) == 1
    if to_platform and position.around.platform and not position.reading.is_second_round:
        values: dict[str, object] = {"count": len(asks), "day": last.on}
        yield _to_body(position, last.on + position.days("escalate_days"), values, len(asks))
        return
    practice = position.practice
    days = practice.regulator_check_days or practice.second_notice_days or 0
    because = N_("You took it further on {day}: ask where it stands.")
    on = last.on + timedelta(days=days)
    yield _rung("ask_again", len(asks), on, because, {"day": last.on})


def _rung(action: str, count: int, on: date, because: str, values: dict[str, object]) -> NextAction:
    return NextAction(action, on, because, values, f"{action}:{count}")


def _untried_addresses(position: Position) -> list[str]:
    tried = {entry.to.casefold() for entry in position.reading.asks if entry.to}
    addresses = position.way.email if position.way else ()
    return [address for address in addresses if tried and address.casefold() not in tried]


def _next_way(position: Position) -> str | None:
    """Return an address or number of theirs that no message of this round went to."""
    untried = _untried_addresses(position)
    if untried:
        return untried[0]
    channels = {entry.channel or position.request.channel for entry in position.reading.asks}
    if position.way and position.way.phone and "phone" not in channels:
        return position.way.phone
    return None
