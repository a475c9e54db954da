"""The agenda for a calendar program (RFC 5545): one all-day event a thing, with an alarm.

The file lies about, is read by other programs and often goes to a server: without being asked it
says that something is due, and neither what nor about whom.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Protocol

from footprint.export.events import PRODUCT, all_day, new_calendar, uid
from footprint.export.telling import not_encrypted
from footprint.i18n import _

_DAY = timedelta(days=1)
# A last day that is told on the day itself may be told too late.
_LAST_DAYS = ("own_date", "cut_off", "trial_end", "balance_expiry", "step")


class Dated(Protocol):
    """One thing that is due (`agenda.entry.Due`)."""

    @property
    def on(self) -> date:
        """The day it is due."""

    @property
    def remind_on(self) -> date:
        """The day from which on it is told."""

    @property
    def what(self) -> str:
        """What kind of thing it is."""

    @property
    def key(self) -> str:
        """What it is known by: the same every day."""

    @property
    def text(self) -> str:
        """The sentence that tells it."""


def agenda_calendar(
    found: Iterable[Dated], today: date, vault_uid: str, *, detailed: bool = False
) -> str:
    """Return a calendar of `found`; what is late stands on today, until it is acted on.

    The same things on the same day give the same text. `vault_uid` goes into what makes an event
    the same one later, so that nobody who guesses an item can tell that it is in here.
    `detailed`: with names, as `footprint agenda` tells them.
    """
    made = new_calendar(_("What is due, by footprint agenda."))
    neutral, how = _("footprint: something is due"), _("footprint due tells what it is.")
    for key, one in sorted({one.key: one for one in found}.items()):
        made.add_component(
            all_day(
                uid(f"{vault_uid}\n{key}"),
                max(one.on, today),
                today,
                title=one.text if detailed else neutral,
                text=f"{one.text}\n{not_encrypted()}" if detailed else how,
                alarms=_alarms(one, today),
            )
        )
    text: str = made.to_ical(sorted=False).decode("utf-8")
    return text


def _alarms(one: Dated, today: date) -> Iterator[int]:
    """Yield how many days before it an alarm rings: when it is first told, and on the day itself.

    What is told only afterwards (an answer that did not come) rings then; and no alarm is written
    for a day that has passed, which some programs would ring at once.
    """
    on, days = max(one.on, today), {one.remind_on}
    if one.remind_on < on:
        days |= {on - _DAY, on} if one.what in _LAST_DAYS else {on}
    yield from ((on - day).days for day in days if day >= today)


def is_ours(content: bytes) -> bool:
    """Tell whether a file is a calendar of this program, which may be written anew."""
    return content.startswith(b"BEGIN:VCALENDAR\r\n") and PRODUCT.encode() in content[:200]
