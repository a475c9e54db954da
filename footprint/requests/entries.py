"""Whether a new line makes sense in the log of a request, before it is kept."""

from datetime import date

from footprint import formats
from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.requests import OUTCOMES, Entry, Request
from footprint.requests.log import read_log

OUTGOING = frozenset({"request", "reminder", "escalation", "info_sent"})
INCOMING = frozenset({"acknowledgement", "info_requested", "extension", "answer", "bounce"})


def check_entry(request: Request, entry: Entry) -> None:
    """Check that `entry` makes sense as the next line of the request's log.

    Dates may be out of order: a log is written when one finds the time.

    Raises:
        Refused: it does not, with what is missing or wrong.
    """
    _check_direction(entry)
    allowed = OUTCOMES.get(entry.type)
    if allowed and entry.outcome not in allowed:
        raise Refused(N_("Say how it ended: one of {outcomes}."), outcomes=", ".join(allowed))
    if entry.type == "extension" and entry.until is None:
        raise Refused(N_("Say until which day they take more time."))
    if entry.type == "incident" and entry.what is None:
        raise Refused(N_("Say what came: a charge, a parcel or a mail."))
    if entry.direction == "out" and entry.received_on and entry.received_on < entry.on:
        raise Refused(
            N_("It was sent on {sent} and cannot have arrived on {received}."),
            sent=formats.day(entry.on),
            received=formats.day(entry.received_on),
        )
    reading = read_log(request.log)
    if reading.closing and entry.type != "note":
        raise Refused(N_("Request {request} is closed; make a new one."), request=request.id)
    needs_request = entry.type not in ("request", "note", "incident", "closed")
    if needs_request and reading.first_request is None:
        raise Refused(
            N_("Request {request} was not sent yet; log the request itself first."),
            request=request.id,
        )
    if entry.type == "extension":
        _check_extension(entry, reading.first_request)


def check_days(entry: Entry, today: date) -> None:
    """Check that the days on which something was sent, came or arrived are not still to come.

    What is announced (`until`) may be. A snapshot may have such entries; they do not count yet.

    Raises:
        Refused: one is.
    """
    for day in (entry.on, entry.received_on):
        if day:
            check_day(day, today)


def check_day(day: date, today: date) -> None:
    """Check that something can have happened on a day.

    Raises:
        Refused: the day is still to come.
    """
    if day > today:
        raise Refused(
            N_("{day} is still to come: only what has happened can be logged."),
            day=formats.day(day),
        )


def _check_extension(entry: Entry, asked: Entry | None) -> None:
    """Check that more time ends after they said so, and after what was asked had arrived."""
    known = max(entry.on, (asked.received_on or asked.on) if asked else entry.on)
    if entry.until and entry.until <= known:
        raise Refused(
            N_("More time until {until} is too short: it has to end after {day}."),
            until=formats.day(entry.until),
            day=formats.day(known),
        )


def _check_direction(entry: Entry) -> None:
    if entry.type in OUTGOING and entry.direction != "out":
        raise Refused(N_("“{type}” is something you send: log it as “out”"), type=entry.type)
    if entry.type in INCOMING and entry.direction != "in":
        raise Refused(N_("“{type}” comes from them: log it as “in”"), type=entry.type)
