"""What came after it should have ended: a charge, a parcel, a mail. Which one is it, and what now?

"This charge of ¥3,980 on 3 December, what is it?" finds the subscription by its amount, its dates
and its name, and says whether the charge was to be expected, could not be avoided any more, is
contested (asked in time, not answered) or wrong (after they said it was done).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from footprint.errors import Refused
from footprint.i18n import N_, _
from footprint.model import calendar
from footprint.model.changes import Change, ChangeSet
from footprint.model.fields import Price
from footprint.model.items import Item, Subscription
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.model.text import fold
from footprint.requests.cancelled import cancelled, ended_before
from footprint.requests.machine import Standing, stand
from footprint.requests.names import entry_msgid
from footprint.requests.surroundings import around
from footprint.workspace.items import Action, existing
from footprint.workspace.requests import logged, made

Verdict = Literal["expected", "unavoidable", "contested", "wrong"]

# A charge reaches a statement some days after its date, and rarely before it.
_BEFORE, _AFTER = timedelta(days=2), timedelta(days=7)

SENTENCES: dict[Verdict, str] = {
    "expected": N_("It was to be expected: nobody has cancelled it."),
    "unavoidable": N_(
        "It could not be avoided any more: the cancellation of {asked} ends it on {end}."
    ),
    "contested": N_(
        "It is contested: you cancelled on {asked}, in time, and they have not confirmed it."
    ),
    "wrong": N_("It is wrong: it had ended by then. Ask for the money back, or dispute it."),
}
PAUSED = N_("It is wrong: it was paused on that day. Ask for the money back, or dispute it.")


@dataclass(frozen=True)
class Match:
    """What a charge may be of, and what to think of it.

    `score` counts what fits: the amount, the date, the words (two each, one for nearly).
    """

    item: Item
    score: int
    verdict: Verdict
    request: str | None = None
    asked_on: date | None = None
    ends_on: date | None = None
    paused: bool = False

    def sentence(self) -> str:
        """Return the verdict in the language spoken now."""
        from footprint import formats

        asked = formats.day(self.asked_on) if self.asked_on else ""
        end = formats.day(self.ends_on) if self.ends_on else ""
        sentence = PAUSED if self.paused else SENTENCES[self.verdict]
        return _(sentence).format(asked=asked, end=end)


def identify(
    records: Records,
    standings: Mapping[str, Standing],
    on: date,
    amount: Price | None = None,
    words: str = "",
) -> list[Match]:
    """Return the subscriptions that a charge of `amount` on `on` may be of, the likeliest first."""
    found = []
    for item in records.items.values():
        if isinstance(item, Subscription):
            score = _score(records, item, on, amount, fold(words).split())
            if score >= 2:
                found.append(judged(records, standings, item, on, score))
    return sorted(found, key=lambda match: (-match.score, match.item.name, match.item.id))


def judged(
    records: Records,
    standings: Mapping[str, Standing],
    item: Item,
    on: date,
    score: int = 0,
) -> Match:
    """Return what to think of a charge of `item` on the day `on`."""
    told = cancelled(records, standings, item.id)
    before = ended_before(records, item)
    ended = _had_ended(item, on) or (before is not None and before <= on)
    if not ended and _was_paused(item, on):
        return Match(item, score, "wrong", told.request if told else None, paused=True)
    if told is None or told.given_on is None or not isinstance(item, Subscription):
        return Match(item, score, "wrong" if ended else "expected")
    ends_on = calendar.agreed_end(item, told.given_on)
    if on < ends_on and not ended:
        verdict: Verdict = "unavoidable"
    else:
        wrong = ended or told.settled or told.outcome == "complete"
        verdict = "wrong" if wrong else "contested"
    return Match(item, score, verdict, told.request, told.given_on, ends_on)


def _had_ended(item: Item, on: date) -> bool:
    """Whether the record says that it had ended by the day `on`; a fixed term ends by itself."""
    if item.status != "open" and (item.ended_on or date.max) <= on:
        return True
    if isinstance(item, Subscription) and item.ends_on and item.ends_on <= on:
        return True
    return item.status == "ended" and item.ended_on is None


def _was_paused(item: Item, on: date) -> bool:
    pauses = item.paused if isinstance(item, Subscription) else ()
    return any(pause.from_ <= on <= pause.until for pause in pauses)


def _score(
    records: Records, item: Subscription, on: date, amount: Price | None, words: list[str]
) -> int:
    open_item = item.changed(status="open", ended_on=None, ends_on=None)
    text = " ".join(_named(records, item))
    named = sum(2 for word in words if word in text)
    score = 0
    if amount is not None:
        price = calendar.price_on(item, on)
        if price is not None and price.currency != amount.currency:
            return named
        score += 2 if price is not None and price.amount == amount.amount else 0
    near = calendar.charges(open_item, on - _AFTER, on + _BEFORE)
    score += 2 if on in near else 1 if near else 0
    return score + named


def _named(records: Records, item: Item) -> Iterator[str]:
    """Yield the names under which a charge of the item may stand on a statement."""
    yield from (fold(name) for name in (item.name, item.reading or "", *item.aliases))
    for provider in records.targets(item.id, "provided_by"):
        found = records.items[provider]
        yield from (fold(name) for name in (found.name, found.reading or "", *found.aliases))


# -- recording it --------------------------------------------------------------------------------


def record(
    item_id: str,
    what: str,
    on: date,
    today: date,
    amount: dict[str, str] | None = None,
    note: str = "",
) -> Action:
    """Record what came about an item: in its open request, else in a new one; it is open again.

    An item that had ended by then goes on, as it seems: it is open again, so that plans and
    reminders count it, and its end stays in the record, so that what is charged after it is told as
    contested. One undo takes all of it back.

    Raises (when done):
        Refused: its day is to come, or it is a charge or a parcel that was to come, and nobody has
            asked about it.
    """
    entry: dict[str, Any] = {
        "on": on,
        "direction": "in",
        "type": "incident",
        "what": what,
        "amount": amount,
        "text": note or None,
    }

    def action(records: Records) -> ChangeSet:
        _refuse_days_to_come(on, today)
        item = existing(records, item_id)
        before = _open_request(records, item)
        if before is None:
            _refuse_what_was_to_come(records, item, what, on, today)
            kind = {"charge": "dispute", "mail": "objection"}.get(what, "complaint")
            after = logged(made(records, today, {"kind": kind, "item": item.id}), entry)
        else:
            _refuse_a_second_time(before, what, on, amount)
            after = logged(before, entry)
        changes = [Change("requests", before, after)]
        if item.status != "open" and _had_ended(item, on):
            again = item.changed(status="open", ended_on=item.ended_on or on)
            changes.append(Change("items", item, again))
        values = {"name": item.name, "request": after.id}
        values["done"] = entry_msgid(after.log[-1])
        return ChangeSet(
            N_("Recorded for “{name}” ({request}): {done}"), values, tuple(changes), after.id
        )

    return action


def _refuse_days_to_come(on: date, today: date) -> None:
    """Check that the day on which something came is not in the future.

    Raises:
        Refused: it is.
    """
    if on > today:
        from footprint import formats

        raise Refused(
            N_("{day} is still to come: nothing can have come on it."), day=formats.day(on)
        )


def _refuse_a_second_time(
    request: Request, what: str, on: date, amount: dict[str, str] | None
) -> None:
    """Check that the same thing was not recorded already.

    Raises:
        Refused: it was.
    """
    price = amount_of(amount)
    if any((entry.what, entry.on, entry.amount) == (what, on, price) for entry in request.log):
        raise Refused(N_("This is recorded already, in {request}."), request=request.id)


def _refuse_what_was_to_come(
    records: Records, item: Item, what: str, on: date, today: date
) -> None:
    """Check that what came of a subscription was not simply to be expected.

    Raises:
        Refused: it was.
    """
    if what == "mail" or not isinstance(item, Subscription):
        return
    from footprint import formats

    known = {
        request.id: stand(request, around(records, request), today)
        for request in records.requests_about(item.id)
    }
    verdict = judged(records, known, item, on).verdict
    if verdict == "expected":
        raise Refused(
            N_(
                "On {day} “{name}” was not cancelled, so that this was to be expected: nothing is "
                "recorded. To end it, ask for its cancellation; to contest it all the same, make a "
                "dispute."
            ),
            day=formats.day(on),
            name=item.name,
        )
    if verdict == "unavoidable":
        raise Refused(
            N_(
                "On {day} “{name}” had not ended yet, so that this is owed: nothing is recorded. "
                "To contest it all the same, make a dispute."
            ),
            day=formats.day(on),
            name=item.name,
        )


def _open_request(records: Records, item: Item) -> Request | None:
    """Return the newest request about the item that is not closed; cancellations first."""
    ends = ("cancellation", "unsubscribe", "closure", "erasure")
    found = [
        request
        for request in records.requests_about(item.id)
        if request.kind in ends and not any(entry.type == "closed" for entry in request.log)
    ]
    first = min((ends.index(request.kind) for request in found), default=0)
    return next((each for each in reversed(found) if ends.index(each.kind) == first), None)


def amount_of(document: dict[str, str] | None) -> Price | None:
    """Return the price that a document describes, or None.

    Raises:
        Invalid: it is no amount of that currency.
    """
    return None if document is None else Price.from_json(document, "amount")
