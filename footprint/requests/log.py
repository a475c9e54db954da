"""Reading a log: what in it counts now.

A log is a sequence of rounds. Each begins with something asked and ends with an answer; what is
asked after an answer begins the next. Entries count in the order of their dates, those of one
day in the order they were written.
"""

from collections.abc import Callable, Sequence
from datetime import date

from footprint.model.requests import Entry

ASKS = frozenset({"request", "reminder", "escalation"})
# What a letter that was written before it knows nothing of.
_OUTDATING = frozenset({"answer", "info_requested", "incident", "bounce"})

# In which direction an entry of a type counts; others do in both.
_WAYS = {
    **dict.fromkeys((*ASKS, "info_sent"), "out"),
    **dict.fromkeys(("acknowledgement", "answer", "extension", "info_requested", "bounce"), "in"),
}

# Whether a look at this day proves what was answered on the other (None: without an answer).
Proves = Callable[[date, date | None], bool]
# Whether what was taken further went to the card's issuer: it asks nothing of the other party.
Aside = Callable[[Entry], bool]


class Reading:
    """What a log says now.

    Of the whole log: `entries` are all by date (`was_known_to` tells how they were written),
    `first_request` and `closing` are among them, `last_out_on` is the day on which anything was
    sent last. `given_on` is the day the first message to them that did not bounce was sent,
    `further` what was taken further and arrived.
    `unsent` is a letter that was written after all that was sent and all that came and matters to
    it, and not sent itself.

    Of its latest round: `asks` are what was sent in it, `arrived` those that did not bounce,
    `start` the one that their clock runs from: what goes to somebody else starts none, unless the
    round begins with it. What goes to the card's issuer is in none of them: it belongs to the
    charges.
    `questions` are the days on which they asked for more, each with the day it was sent (None: not
    yet). `verified` is a look that proves it; an earlier one is only a look. `broken_by` is the
    charge, parcel or mail that came after they had said it was done.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        owed_before: date | None,
        proves: Proves | None,
        aside: Aside | None,
    ) -> None:
        # By identity: what was sent twice in the same words is equal.
        self._written = {id(entry): number for number, entry in enumerate(entries)}
        entries = sorted(entries, key=_day)
        self.entries = tuple(entries)
        self.first_request = _first(entries, "request")
        self.closing = _last(entries, "closed")
        self.last_out_on = last_sent_on(entries)
        self.unsent = _unsent(entries)
        if aside:
            entries = [e for e in entries if not (e.type == "escalation" and aside(e))]
        latest, self.is_second_round, settled_by = _latest_round(
            entries, self.first_request, proves
        )
        self._read_sent(entries, latest)
        self._read_came(latest, settled_by, owed_before)

    def _read_sent(self, entries: Sequence[Entry], latest: Sequence[Entry]) -> None:
        lost = set(map(id, _bounced(self.entries)))
        reached = [e for e in entries if _is_asked(e) and id(e) not in lost]
        told = [e for e in reached if e.type != "escalation"]
        self.given_on = told[0].on if told else None
        self.further = tuple([e for e in reached if e.type == "escalation"])
        self.asks = tuple([e for e in latest if _is_asked(e)])
        self.arrived = tuple([e for e in self.asks if id(e) not in lost])
        self.start = _start(self.asks, self.arrived)

    def _read_came(
        self, latest: Sequence[Entry], settled_by: Sequence[Entry], owed_before: date | None
    ) -> None:
        self.answer = _last(latest, "answer")
        self.broken_by = _broken(latest, settled_by, owed_before)
        looks = [e for e in settled_by if e.type == "verification"]
        self.verified = bool(looks) and self.broken_by is None
        acknowledged = _first(latest, "acknowledgement")
        self.acknowledged_on = acknowledged.on if acknowledged else None
        self.extension = _first(latest, "extension")
        self.questions = _questions(latest)
        self.last_bounce = _last(latest, "bounce")
        self.heard_from = any(
            e.direction == "in" and e.type not in ("bounce", "incident") for e in latest
        )

    def was_known_to(self, charge: Entry, later: Entry) -> bool:
        """Whether a later entry can be about a charge: it was written after that was recorded."""
        return self._written[id(charge)] < self._written[id(later)]

    @property
    def info_requested(self) -> bool:
        """Whether a question of theirs is still open."""
        return bool(self.questions) and self.questions[-1][1] is None

    @property
    def asks_last(self) -> bool:
        """Whether an open question is the last they said, not that they take more time."""
        if not self.info_requested:
            return False
        said = (e for e in reversed(self.entries) if e.type in ("info_requested", "extension"))
        last = next((e for e in said if _right_way(e)), None)
        return last is not None and last.type == "info_requested"


def read_log(
    log: Sequence[Entry],
    today: date | None = None,
    owed_before: date | None = None,
    proves: Proves | None = None,
    aside: Aside | None = None,
) -> Reading:
    """Return what `log` says; an entry dated after `today` does not count yet.

    A charge before `owed_before`, the end of a contract, breaks nothing that they said. `proves`
    tells which verifications are proof; without it all are. `aside` tells what went to the card's
    issuer.
    """
    dated = [entry for entry in log if today is None or entry.on <= today]
    return Reading(dated, owed_before, proves, aside)


def _first(entries: Sequence[Entry], kind: str) -> Entry | None:
    for entry in entries:
        if entry.type == kind and _right_way(entry):
            return entry
    return None


def _last(entries: Sequence[Entry], kind: str) -> Entry | None:
    return _first(entries[::-1], kind)


def _broken(
    entries: Sequence[Entry], settled_by: Sequence[Entry], owed_before: date | None
) -> Entry | None:
    """Return the first thing that came after they had last said it was done, if there is one."""
    if not settled_by or settled_by[-1].outcome in ("partial", "refused"):
        return None
    place = next(n for n, e in enumerate(entries) if e is settled_by[-1])
    came = (e for e in entries[place:] if e.type == "incident")
    return next((e for e in came if not is_owed(e, owed_before)), None)


def _start(asks: Sequence[Entry], arrived: Sequence[Entry]) -> Entry | None:
    """Return what the other party's clock runs from: the first message that reached them."""
    if asks and asks[0].type == "escalation":
        return next(iter(arrived), None)
    return next((e for e in arrived if e.type != "escalation"), None)


def is_owed(entry: Entry, owed_before: date | None) -> bool:
    """Whether the entry is a charge that could not be avoided any more."""
    return entry.what == "charge" and owed_before is not None and entry.on < owed_before


def _day(entry: Entry) -> date:
    return entry.on


def _right_way(entry: Entry) -> bool:
    """A request counts only as sent, an answer only as received."""
    way = _WAYS.get(entry.type)
    return way is None or entry.direction == way


def _unsent(entries: Sequence[Entry]) -> Entry | None:
    """Return the letter that was kept last, if nothing was sent or came since that outdates it.

    It is used up by what has its words, of whatever day that is: it may be logged as sent earlier.
    """
    for entry in reversed(entries):
        if _is_sent(entry) or (entry.type in _OUTDATING and _right_way(entry)):
            return None
        if is_letter(entry):
            return None if was_sent(entry, entries) else entry
    return None


def is_letter(entry: Entry) -> bool:
    """Whether the entry keeps a letter that is not sent yet: a note of one's own with a subject."""
    return bool(entry.type == "note" and entry.direction == "out" and entry.subject and entry.text)


def was_sent(letter: Entry, log: Sequence[Entry]) -> bool:
    """Whether a letter that was kept was sent: another entry has its subject and its text."""
    words = (letter.subject, letter.text)
    return any(_is_sent(entry) and (entry.subject, entry.text) == words for entry in log)


def last_sent_on(log: Sequence[Entry]) -> date | None:
    """Return the last day on which anything of `log` was sent."""
    return max((entry.on for entry in log if _is_sent(entry)), default=None)


def is_told_again(entry: Entry, log: Sequence[Entry]) -> bool:
    """Whether another line of the log tells all of it: it kept a letter that was sent."""
    return is_letter(entry) and was_sent(entry, log)


def _is_sent(entry: Entry) -> bool:
    return entry.direction == "out" and (entry.type in ASKS or entry.type == "info_sent")


def _is_asked(entry: Entry) -> bool:
    return entry.direction == "out" and entry.type in ASKS


def _latest_round(
    entries: Sequence[Entry], first_request: Entry | None, proves: Proves | None
) -> tuple[Sequence[Entry], bool, Sequence[Entry]]:
    """Return the entries of the latest round, whether an answer came before it, and what ended it:
    the answers and the looks that prove something.
    """
    if first_request is None:
        return (), False, ()
    begin = next(n for n, e in enumerate(entries) if e is first_request)
    start = begin
    settled_by: list[Entry] = []
    for number in range(begin, len(entries)):
        entry = entries[number]
        if entry.type == "verification":
            answered_on = next((e.on for e in reversed(settled_by) if e.type == "answer"), None)
            if proves is None or proves(entry.on, answered_on):
                settled_by.append(entry)
        elif entry.type == "answer" and _right_way(entry):
            settled_by.append(entry)
        elif settled_by and entry.type in ASKS and _right_way(entry):
            start, settled_by = number, []
    return entries[start:], start != begin, settled_by


def addresses(entry: Entry) -> tuple[str, ...]:
    """Return whom an entry went to, each in lower case: its `to` may name several."""
    return tuple(a.strip().casefold() for a in (entry.to or "").split(",") if a.strip())


def _bounced(entries: Sequence[Entry]) -> list[Entry]:
    """Return what did not arrive: each bounce takes back the latest sent to its address.

    What went to several addresses is lost when it came back from all of them.
    """
    bounced: list[Entry] = []
    returned: dict[int, set[str]] = {}
    for number, entry in enumerate(entries):
        if entry.type != "bounce" or not _right_way(entry):
            continue
        before = [
            e
            for e in entries[:number]
            if e.type in ASKS and _right_way(e) and not any(e is b for b in bounced)
        ]
        origin = set(addresses(entry))
        named = [e for e in before if origin & set(addresses(e))]
        for found in (named or before)[-1:]:
            came_back = returned.setdefault(id(found), set())
            came_back |= origin if named else set(addresses(found))
            if came_back >= set(addresses(found)):
                bounced.append(found)
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
