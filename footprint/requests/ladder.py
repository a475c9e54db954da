"""The one thing to do next about an open request, with its day and its reason.

The intervals are those of the deadline table's row: a first follow-up, a second notice by
another way, then the next body.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from footprint.i18n import N_, _
from footprint.model.fields import Way
from footprint.model.requests import Request
from footprint.requests.log import Reading
from footprint.requests.table import Practical

DELIVERY_CHECK_DAYS = 3


@dataclass(frozen=True)
class NextAction:
    """What to do, on which day, and why; what they wait for is due today, every day.

    `action` is send, check_delivery, send_info, other_address, second_notice, other_channel,
    escalate, ask_again or answer_back.
    """

    action: str
    on: date
    because: str
    values: dict[str, object] = field(default_factory=dict)

    def sentence(self) -> str:
        """Return the reason in the language spoken now."""
        from footprint import formats

        return _(self.because).format(
            **{
                key: formats.day(value) if isinstance(value, date) else value
                for key, value in self.values.items()
            }
        )


@dataclass(frozen=True)
class Position:
    """What decides the next action of a request that was sent and is not settled."""

    request: Request
    reading: Reading
    practice: Practical
    after_due: bool
    is_practical: bool
    due: date | None
    way: Way | None
    today: date


def next_action(position: Position) -> NextAction:
    """Return the one thing to do next."""
    reading = position.reading
    if reading.broken_by:
        because = _BROKEN[reading.broken_by.what or "mail"]
        return NextAction("answer_back", position.today, because, {"day": reading.broken_by.on})
    if reading.answer:
        return _answered(position)
    if reading.info_requested:
        asked_on = reading.questions[-1][0]
        return NextAction(
            "send_info", position.today, N_("They asked for more on {day}."), {"day": asked_on}
        )
    if position.due is None:
        bounced_on = reading.last_bounce.on if reading.last_bounce else position.today
        return NextAction(
            "other_address",
            position.today,
            N_("It came back as undeliverable on {day}."),
            {"day": bounced_on},
        )
    if len(reading.asks) > 1 or reading.is_second_round:
        return _after_second_notice(position)
    return _before_second_notice(position)


_BROKEN = {
    "charge": N_("They said it was done, yet you were charged on {day}: object, or dispute it."),
    "parcel": N_("They said it was done, yet a parcel came on {day}: object in writing."),
    "mail": N_("They said it was done, yet a mail came on {day}: object in writing."),
}


def _answered(position: Position) -> NextAction:
    answer = position.reading.answer
    assert answer is not None
    because = (
        N_("They did only a part of it on {day}: ask for the rest, or close it.")
        if answer.outcome == "partial"
        else N_("They refused on {day}: answer them, take it further, or close it.")
    )
    action = "answer_back" if answer.outcome == "partial" else "escalate"
    return NextAction(action, position.today, because, {"day": answer.on})


def _before_second_notice(position: Position) -> NextAction:
    sent_on, due = position.reading.asks[0].on, position.due
    assert due is not None
    days = timedelta(days=position.practice.first_followup_days or 0)
    follow_up = (due if position.after_due else sent_on) + days
    if position.is_practical:
        follow_up = due
    check_on = sent_on + timedelta(days=DELIVERY_CHECK_DAYS)
    if not position.reading.heard_from and position.today <= check_on < follow_up:
        return NextAction(
            "check_delivery", check_on, N_("Look whether it arrived: there is no sign of it yet.")
        )
    if _untried_addresses(position):
        because = N_("If there is no answer by {day}, try their other address: {address}")
        values = {"day": due, "address": _untried_addresses(position)[0]}
        return NextAction("other_address", follow_up, because, values)
    because = N_("If there is no answer by {day}, send a second notice with a final date.")
    return NextAction("second_notice", follow_up, because, {"day": due})


def _after_second_notice(position: Position) -> NextAction:
    asks = position.reading.asks
    last = asks[-1]
    practice = position.practice
    if last.type == "escalation":
        days = practice.regulator_check_days or practice.second_notice_days or 0
        because = N_("You took it further on {day}: ask where it stands.")
        return NextAction("ask_again", last.on + timedelta(days=days), because, {"day": last.on})
    escalate_on = last.on + timedelta(days=practice.escalate_days or 0)
    count = len(asks)
    if position.today < escalate_on and (address := _next_way(position)):
        because = N_("{count} messages are unanswered. Another way to reach them: {address}")
        on = last.on + timedelta(days=practice.second_notice_days or 0)
        return NextAction("other_channel", on, because, {"count": count, "address": address})
    because = N_("{count} messages are unanswered, the last of {day}: take it further.")
    return NextAction("escalate", escalate_on, because, {"count": count, "day": last.on})


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
