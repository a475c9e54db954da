"""One thing that has a date and wants the person's eye."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from footprint.requests.table import Basis

SOON = timedelta(days=7)
URGENCIES = ("overdue", "today", "soon", "later")


class Due(NamedTuple):
    """One thing that is due on a day; `text` is its sentence in the language spoken now.

    `what` is reply, acknowledgement, follow_up, own_date, charge, cut_off, trial_end, card_expiry,
    balance_expiry, step, watch or check; `urgency` is overdue, today, soon (7 days) or later.
    `occasion` tells one of several times from the next; from `remind_on` on it is a reminder,
    every day until it is acted on, snoozed or acknowledged. `basis` is what the date of a reply
    or of one's own rests on: a law, a usual time, or a law that is uncertain. `named` is
    the kind it is known by, where the same thing is told as another one on other days.
    """

    on: date
    what: str
    urgency: str
    remind_on: date
    tell: Callable[[], str]
    item: str | None = None
    request: str | None = None
    exit: str | None = None
    occasion: str | None = None
    basis: Basis | None = None
    named: str | None = None

    @property
    def key(self) -> str:
        """What it is known by: the same every day, another one on the next occasion."""
        about = self.request or self.item or ""
        return f"{self.named or self.what}:{about}:{self.occasion or self.on.isoformat()}"

    @property
    def text(self) -> str:
        """The sentence that tells it."""
        return self.tell()

    def to_json(self) -> dict[str, Any]:
        """Return it as `footprint due --json` shows it (DESIGN 7)."""
        return {
            "on": self.on.isoformat(),
            "what": self.what,
            "item": self.item,
            "request": self.request,
            "exit": self.exit,
            "urgency": self.urgency,
            "text": self.text,
        }


def urgency(on: date, today: date) -> str:
    """Return how urgent something of the day `on` is."""
    if on < today:
        return "overdue"
    if on == today:
        return "today"
    return "soon" if on <= today + SOON else "later"
