"""Reading a log: what in it counts now.

A log is a sequence of rounds. Each begins with something asked and ends with an answer; what is
asked after an answer begins the next. Entries count in the order of their dates, those of one
day in the order they were written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from footprint.model.requests import Entry

ASKS = frozenset({"request", "reminder", "escalation"})


@dataclass(frozen=True)
class Reading:
    """What a log says now; all but the first four fields are about its latest round.

    `unsent` is a letter that was written after all that was sent, and not sent itself.
    `entries` is the whole log by date, `given_on` the day the first message that did not bounce
    was sent.

    `asks` are what was sent in it, `start` the first of them that did not bounce. `questions`
    are the days on which they asked for more, each with the day it was sent (None: not yet).
    `broken_by` is the charge, parcel or mail that came after they had said it was done.
    """

    entries: tuple[Entry, ...]
    given_on: date | None
    first_request: Entry | None
    closing: Entry | None
    asks: tuple[Entry, ...]
    start: Entry | None
    is_second_round: bool
    answer: Entry | None
    verified: bool
    acknowledged_on: date | None
    extension: Entry | None
    questions: tuple[tuple[date, date | None], ...]
    last_bounce: Entry | None
    broken_by: Entry | None
    last_out_on: date | None
    unsent: Entry | None
    heard_from: bool

    @property
    def info_requested(self) -> bool:
        """Whether a question of theirs is still open."""
        return bool(self.questions) and self.questions[-1][1] is None


def read_log(
    log: Sequence[Entry], today: date | None = None, owed_before: date | None = None
) -> Reading:
    """Return what `log` says; an entry dated after `today` does not count yet.

    A charge before `owed_before`, the end of a contract, breaks nothing that they said.
    """
    dated = (entry for entry in log if today is None or entry.on <= today)
    entries = sorted(dated, key=lambda entry: entry.on)
    first_request = _first(entries, "request")
    latest, is_second_round = _latest_round(entries, first_request)
    asks = tuple(e for e in latest if e.direction == "out" and e.type in ASKS)
    bounced = _bounced(latest)
    lost = bounced if latest == entries else _bounced(entries)
    given = (e for e in entries if e.type in ASKS and not any(e is b for b in lost))
    broken_by = _broken(latest, owed_before)
    return Reading(
        entries=tuple(entries),
        given_on=_on(next(given, None)),
        first_request=first_request,
        closing=_last(entries, "closed"),
        asks=asks,
        start=next((e for e in asks if not any(e is b for b in bounced)), None),
        is_second_round=is_second_round,
        answer=_last(latest, "answer"),
        verified=_last(latest, "verification") is not None and broken_by is None,
        acknowledged_on=_on(_first(latest, "acknowledgement")),
        extension=_first(latest, "extension"),
        questions=_questions(latest),
        last_bounce=_last(latest, "bounce"),
        broken_by=broken_by,
        last_out_on=_on(next((e for e in reversed(entries) if _is_sent(e)), None)),
        unsent=_unsent(entries),
        heard_from=any(
            e.direction == "in" and e.type not in ("bounce", "incident") for e in latest
        ),
    )


def _first(entries: Sequence[Entry], kind: str) -> Entry | None:
    return next((e for e in entries if e.type == kind and _right_way(e)), None)


def _last(entries: Sequence[Entry], kind: str) -> Entry | None:
    return _first(entries[::-1], kind)


def _broken(entries: Sequence[Entry], owed_before: date | None) -> Entry | None:
    """Return the first thing that came after they had last said it was done, if there is one."""
    answers = ("answer", "verification")
    places = [n for n, e in enumerate(entries) if e.type in answers and _right_way(e)]
    if not places or entries[places[-1]].outcome in ("partial", "refused"):
        return None
    came = (e for e in entries[places[-1] :] if e.type == "incident")
    return next((e for e in came if not is_owed(e, owed_before)), None)


def is_owed(entry: Entry, owed_before: date | None) -> bool:
    """Whether the entry is a charge that could not be avoided any more."""
    return entry.what == "charge" and owed_before is not None and entry.on < owed_before


def _on(entry: Entry | None) -> date | None:
    return entry.on if entry else None


def _right_way(entry: Entry) -> bool:
    """A request counts only as sent, an answer only as received."""
    if entry.type in ASKS or entry.type == "info_sent":
        return entry.direction == "out"
    if entry.type in ("acknowledgement", "answer", "extension", "info_requested", "bounce"):
        return entry.direction == "in"
    return True


def _unsent(entries: Sequence[Entry]) -> Entry | None:
    """Return the letter that was kept last, if nothing was sent since."""
    for entry in reversed(entries):
        if _is_sent(entry):
            return None
        if is_letter(entry):
            return entry
    return None


def is_letter(entry: Entry) -> bool:
    """Whether the entry keeps a letter that is not sent yet: a note of one's own with a subject."""
    return bool(entry.type == "note" and entry.direction == "out" and entry.subject and entry.text)


def _is_sent(entry: Entry) -> bool:
    return entry.direction == "out" and (entry.type in ASKS or entry.type == "info_sent")


def _latest_round(
    entries: Sequence[Entry], first_request: Entry | None
) -> tuple[Sequence[Entry], bool]:
    """Return the entries of the latest round, and whether an answer came before it."""
    if first_request is None:
        return (), False
    begin = next(n for n, e in enumerate(entries) if e is first_request)
    start, answered = begin, False
    for number in range(begin, len(entries)):
        entry = entries[number]
        if entry.type in ("answer", "verification") and _right_way(entry):
            answered = True
        elif answered and entry.type in ASKS and _right_way(entry):
            start, answered = number, False
    return entries[start:], start != begin


def _bounced(entries: Sequence[Entry]) -> list[Entry]:
    """Return what did not arrive: each bounce takes back the latest sent to its address."""
    bounced: list[Entry] = []
    for number, entry in enumerate(entries):
        if entry.type != "bounce" or not _right_way(entry):
            continue
        before = [
            e
            for e in entries[:number]
            if e.type in ASKS and _right_way(e) and not any(e is b for b in bounced)
        ]
        named = [e for e in before if entry.to and e.to == entry.to]
        bounced += (named or before)[-1:]
    return bounced


def _questions(entries: Sequence[Entry]) -> tuple[tuple[date, date | None], ...]:
    questions: list[tuple[date, date | None]] = []
    for entry in entries:
        is_open = bool(questions) and questions[-1][1] is None
        if entry.type == "info_requested" and _right_way(entry) and not is_open:
            questions.append((entry.on, None))
        elif entry.type == "info_sent" and _right_way(entry) and is_open:
            questions[-1] = (questions[-1][0], entry.on)
    return tuple(questions)
