"""What one run of the reminders leaves for the next, and for the shell's prompt: no names in it.

One small file outside the vault, which the person has to want. It holds how many things are due,
when they were counted, and which reminders were shown on which day: as hashes with a key that only
the open vault knows, so that whoever has the file cannot even try guesses on it. The counts need no
key, and the vault's place is no secret beside the vault. Nothing heavy is imported here: a prompt
waits for it.
"""

import hashlib
import json
import os
import secrets
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.text import shown

if TYPE_CHECKING:
    from datetime import date

    from footprint.agenda.entry import Due

STALE = timedelta(hours=36)
"""After so long the counts say nothing any more."""

_FORMAT, _VERSION = "footprint-reminders", 2
_LIMIT = 1_000_000  # bytes; two months of a large vault take a tenth of it
_DAYS = 62
_KEY_LENGTH = 16
_OPENING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)


class Unusable(Refused):
    """The file is there and cannot be read, or is not what was written."""


class Counts(NamedTuple):
    """How many things are due, by urgency; soon is within seven days."""

    overdue: int = 0
    today: int = 0
    soon: int = 0


@dataclass(frozen=True)
class State:
    """What the file holds; `shown` is, by day (ISO 8601), the hashes of what was shown on it.

    `counted_at` (UTC) is None until the first count; `vault` is the hash of the vault's place, by
    the `key` beside it. A `secret` is what only the vault that things are of knows: its uid.
    """

    key: bytes
    vault: str
    counted_at: datetime | None = None
    counts: Counts = Counts()
    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def is_of(self, vault: Path) -> bool:
        """Tell whether it is kept for the vault at this place."""
        return self.vault == _hashed(self.key, os.path.realpath(vault))

    def counted(self, found: "Iterable[Due]", now: datetime) -> "State":
        """Return it with the counts of what is due `now` (UTC)."""
        urgencies = [one.urgency for one in found]
        counts = Counts(*(urgencies.count(name) for name in Counts._fields))
        return replace(self, counts=counts, counted_at=now)

    def unseen(self, found: "Iterable[Due]", day: "date", secret: str) -> "list[Due]":
        """Return what was not shown yet on this day."""
        seen, key = self.shown.get(day.isoformat(), frozenset()), _derived(secret)
        return [one for one in found if _hashed(key, one.key) not in seen]

    def showing(self, found: "Iterable[Due]", day: "date", secret: str) -> "State":
        """Return it with `found` shown on this day.

        The days are kept in the order in which they came, and the last of them stay: a clock that
        was put forward once does not drive out the days that come again.
        """
        days, key = dict(self.shown), _derived(secret)
        seen = days.pop(day.isoformat(), frozenset())
        days[day.isoformat()] = seen | {_hashed(key, one.key) for one in found}
        return replace(self, shown=dict(list(days.items())[-_DAYS:]))

    def text(self) -> str:
        """Return what is written to the file."""
        document = {
            "format": _FORMAT,
            "version": _VERSION,
            "counted_at": self.counted_at.isoformat() if self.counted_at else None,
            "counts": self.counts._asdict(),
            "key": self.key.hex(),
            "vault": self.vault,
            "shown": {day: sorted(seen) for day, seen in self.shown.items()},
        }
        return json.dumps(document, indent=1) + "\n"


def new(vault: Path) -> State:
    """Return the state for the vault at this place, of which nothing is known yet."""
    key = secrets.token_bytes(_KEY_LENGTH)
    return State(key, _hashed(key, os.path.realpath(vault)))


def read(path: Path) -> State | None:
    """Return what the file holds; None if there is none.

    Raises:
        Unusable: it cannot be read, or is not what was written.
    """
    try:
        content = _content(path)
    except FileNotFoundError:
        return None
    except OSError:
        raise Unusable(N_("{path} cannot be read."), path=shown(path)) from None
    try:
        return _understood(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        raise Unusable(N_("{path} is not what footprint wrote there."), path=shown(path)) from None


def short(path: Path, vault: Path, now: datetime) -> str:
    """Return the counts for a prompt: `3! 2` is three overdue or due today, two more soon.

    Nothing when nothing is due or no counts are wanted for this vault; `?` when they are older
    than 36 hours, of the future by as much, or unreadable. `now` is in UTC.
    """
    try:
        state = read(path)
    except Unusable:
        return "?"
    if state is None or not state.is_of(vault):
        return ""
    if state.counted_at is None or abs(now - state.counted_at) > STALE:
        return "?"
    urgent = state.counts.overdue + state.counts.today
    parts = (f"{urgent}!" if urgent else "", f"{state.counts.soon or ''}")
    return " ".join(part for part in parts if part)


def _derived(secret: str) -> bytes:
    """Return a key for this file alone: what else is made from the secret tells nothing of it."""
    return hashlib.blake2b(secret.encode(), digest_size=32, person=b"footprint-remind").digest()


def _hashed(key: bytes, text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=12, key=key).hexdigest()


def _content(path: Path) -> bytes:
    descriptor = os.open(path, _OPENING)
    with os.fdopen(descriptor, "rb") as file:
        # A pipe of that name would never end.
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError
        content = file.read(_LIMIT + 1)
    if len(content) > _LIMIT:
        raise OSError
    return content


def _understood(document: Any) -> State:
    """Return the state that a document tells; whatever is wrong with it raises something."""
    if (document["format"], document["version"]) != (_FORMAT, _VERSION):
        raise ValueError
    counts = Counts(*(_count(document["counts"][name]) for name in Counts._fields))
    at = document["counted_at"]
    shown_on = {
        str(day): frozenset(str(each) for each in seen) for day, seen in document["shown"].items()
    }
    key = bytes.fromhex(document["key"])
    if len(key) != _KEY_LENGTH:
        raise ValueError
    return State(
        key,
        str(document["vault"]),
        None if at is None else datetime.fromisoformat(at).astimezone(UTC),
        counts,
        shown_on,
    )


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1_000_000:
        raise ValueError
    return value
