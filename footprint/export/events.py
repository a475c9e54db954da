"""Calendars and their events (RFC 5545): all day long, with alarms at nine in the morning."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from footprint.model.text import shown, shown_lines

if TYPE_CHECKING:
    from icalendar import Alarm, Calendar, Event

PRODUCT = "-//footprint//footprint//EN"

_DAY = timedelta(days=1)
_NINE = timedelta(hours=9)
# Other ends of a line than CR and LF, which icalendar would write as they are.
_LINE_ENDS = re.compile("[\u0085\u2028\u2029]")


def new_calendar(text: str) -> "Calendar":
    """Return a calendar without events; `text` says what it is."""
    from icalendar import Calendar, vText

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    # Both the names of RFC 7986 and those that programs knew before it.
    for name in ("name", "x-wr-calname"):
        made.add(name, vText("footprint"))
    for name in ("description", "x-wr-caldesc"):
        made.add(name, vText(shown(text)))
    return made


def all_day(
    uid: str, on: date, today: date, *, title: str, text: str, alarms: Iterable[int]
) -> "Event":
    """Return an event on a day, written `today`; `alarms` are days before it, each at nine."""
    from icalendar import Event

    made = Event()
    made.add("uid", uid)
    # A later export has the greater number, and so takes the place of an earlier one.
    made.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    made.add("sequence", today.toordinal())
    made.add("summary", shown(title))
    made.add("dtstart", on)
    made.add("dtend", on + _DAY)
    made.add("transp", "TRANSPARENT")
    made.add("class", "PRIVATE")
    made.add("description", shown_lines(_LINE_ENDS.sub("\n", text)))
    for days in sorted(set(alarms), reverse=True):
        made.add_component(_alarm(title, days * _DAY - _NINE))
    return made


def uid(told: str) -> str:
    """Return what stays the same from export to export, and tells nothing itself."""
    return f"{hashlib.sha256(told.encode('utf-8')).hexdigest()[:40]}@footprint"


def _alarm(told: str, before: timedelta) -> "Alarm":
    """Return an alarm `before` the day begins; nine in the morning, wherever one is then."""
    from icalendar import Alarm

    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", shown(told))
    made.add("trigger", -before)
    return made
