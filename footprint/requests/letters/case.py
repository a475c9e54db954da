"""What a letter is written from: everything the record knows about one request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from footprint.model.calendar import DAY, agreed_end, contract_end, next_charge
from footprint.model.fields import Price
from footprint.model.items import Instrument, Item, MailingList, Subscription
from footprint.model.person import Details, details_of
from footprint.model.records import Records
from footprint.model.requests import Channel, Entry, EntryType, Request
from footprint.requests.bodies import Body, body
from footprint.requests.cancelled import cancelled
from footprint.requests.charges import is_repaid
from footprint.requests.coming import aside
from footprint.requests.countries import country_of
from footprint.requests.expected import expected_by
from footprint.requests.final import final_date, paid_back_by
from footprint.requests.log import ASKS, Reading, addresses, is_owed, read_log
from footprint.requests.machine import Standing, reading_of, stand
from footprint.requests.position import NextAction
from footprint.requests.recipients import name_in, recipient_of
from footprint.requests.surroundings import TO_OTHERS, Surroundings, addresses_of, around, party_of
from footprint.requests.table import GENERIC, Rule, load


@dataclass(frozen=True)
class Case:
    """One request, with all that a letter about it may say; None for what is not recorded.

    `charged` is what kind of thing `card` is. `answered_with` is partial, refused or broken, where
    their answer wants a reply; `escalated_on` the day it was last taken further to others than the
    card's issuer, and `escalated_to` whoever it went to, by name; `escalated_to_body` that it was
    an authority or consumer centre, `body_has_it` that one has got it before, last or not.
    `stop_orders` are those of the history that asked the card's issuer to stop the merchant,
    `after_charges` the reminders of a cancellation that a charge came before;
    `final` and `platform_final` the last dates that a letter to them, and to the platform, sets,
    `paid_back_by` that of a demand for the money, where a step follows it;
    `number` whom to call, where that is the next step.
    """

    request: Request
    standing: Standing
    reading: Reading
    rule: Rule
    today: date
    item: Item
    party: str
    person: Details
    country: str | None
    login: str | None
    contact: str | None
    list_address: str | None
    card: str | None
    charged: Literal["card", "bank_account", "wallet"] | None
    issuer: str | None
    platform: str | None
    body: Body | None
    answered_with: str | None
    escalated_on: date | None
    escalated_to: str | None
    escalated_to_body: bool
    body_has_it: bool
    next_charge: date | None
    due: date | None
    final: date
    platform_final: date
    paid_back_by: date | None
    ends_on: date | None
    cancelled_on: date | None
    confirmed_on: date | None
    charges: tuple[tuple[date, Price | None], ...]
    history: tuple[tuple[str, Entry], ...]
    stop_orders: tuple[Entry, ...]
    after_charges: tuple[Entry, ...]
    to: tuple[str, ...]
    number: str | None


def case_of(records: Records, request: Request, standing: Standing, today: date) -> Case:
    """Return the case of `request`, as it stands on `today`."""
    item = records.items[request.item]
    party = party_of(records, item)
    rule = load().find(standing.rule) or load().rule(GENERIC)
    country = country_of(records, item.id)
    near = around(records, request)
    reading = reading_of(request, near, today)
    cancelled_on, confirmed_on = _cancelled(records, item, today)
    instrument = _instrument(records, item)
    further = reading.further[-1:]
    to, following = _to(request, item, party), standing.next
    number = following.their_number if following and following.action != "send" else None
    again = _sent("reminder", today, (number,) if number else to, _channel(following))
    return Case(
        request=request,
        standing=standing,
        reading=reading,
        rule=rule,
        today=today,
        item=item,
        party=party.name,
        person=details_of(records, item.owner),
        country=country,
        login=_login(item) or _login(party),
        contact=_contact(records, item) or _contact(records, party),
        list_address=item.address if isinstance(item, MailingList) else None,
        card=_card(instrument),
        charged=_charged(instrument),
        issuer=near.issuer,
        platform=near.platform,
        body=body(rule, request.kind, country),
        answered_with=_answered_with(reading),
        escalated_on=further[0].on if further else None,
        escalated_to=name_in(further[0]) if further else None,
        escalated_to_body=bool(further) and _is_to_body(further[0], near),
        body_has_it=any(_is_to_body(entry, near) for entry in reading.further),
        next_charge=_next_charge(item, cancelled_on, today),
        due=_due(request, standing, country, today, is_given=reading.given_on is not None),
        final=final_date(request, near, rule, again, today),
        platform_final=final_date(
            request, near, rule, _sent("escalation", today, (near.platform,)), today
        ),
        paid_back_by=paid_back_by(
            ((each, around(records, each)) for each in records.requests_about(item.id)),
            *(_sent("reminder", today, to), request, today),
        ),
        ends_on=contract_end(item, today) if isinstance(item, Subscription) else None,
        cancelled_on=cancelled_on,
        confirmed_on=confirmed_on,
        charges=_charges(records, item, near, cancelled_on, today),
        history=_history(records, item, today),
        stop_orders=_stop_orders(records, item, cancelled_on, today),
        after_charges=tuple(_after_charges(records, item, cancelled_on, today)),
        to=to,
        number=number,
    )


def _channel(following: NextAction | None) -> Channel | None:
    """Return the channel that the next step asks for, where it asks for one."""
    if following is None:
        return None
    return (
        "phone" if following.their_number else "post" if following.action == "in_writing" else None
    )


def _sent(
    kind: EntryType, today: date, to: Sequence[str | None], channel: Channel | None = None
) -> Entry:
    """Return the line of the log that a letter of today would be, or a call."""
    told = ", ".join(each for each in to if each) or None
    return Entry(on=today, direction="out", type=kind, to=told, channel=channel)


def _login(item: Item) -> str | None:
    login = getattr(item, "login", None)
    return login if isinstance(login, str) else None


def _contact(records: Records, item: Item) -> str | None:
    for target in records.targets(item.id, "registered_with"):
        value = getattr(records.items[target], "value", None)
        if isinstance(value, str):
            return value
    return None


def _instrument(records: Records, item: Item) -> Instrument | None:
    """Return the card, account or wallet that is charged, or that is stored."""
    waiting = [item.id, *records.targets(item.id, "charged_to")]
    seen: set[str] = set()
    while waiting:
        current = waiting.pop(0)
        if current in seen or current not in records.items:
            continue
        seen.add(current)
        found = records.items[current]
        if isinstance(found, Instrument):
            return found
        waiting += records.targets(current, "draws_on")
    return None


def _card(instrument: Instrument | None) -> str | None:
    """Return it by its network and last digits, else by its name."""
    if instrument is None:
        return None
    digits = f"••••{instrument.last4}" if instrument.last4 else None
    return " ".join(part for part in (instrument.network, digits) if part) or instrument.name


def _charged(
    instrument: Instrument | None,
) -> Literal["card", "bank_account", "wallet"] | None:
    if instrument is None:
        return None
    return instrument.type or ("card" if instrument.network else None)


def _due(
    request: Request, standing: Standing, country: str | None, today: date, *, is_given: bool
) -> date | None:
    """Return the day an answer is due; for a letter that nobody has yet, if it were sent today."""
    if standing.due:
        return standing.due.date
    if not is_given:
        return expected_by(request.kind, country, today, regime=request.regime)
    return None


def _cancelled(records: Records, item: Item, today: date) -> tuple[date | None, date | None]:
    """Return when they were told that the item is cancelled, and when that was confirmed."""
    known = {
        request.id: stand(request, around(records, request), today)
        for request in records.requests_about(item.id)
    }
    told = cancelled(records, known, item.id)
    if told is None:
        return None, None
    log = sorted(records.requests[told.request].log, key=lambda entry: entry.on)
    yes = (e.on for e in log if e.type == "answer" and e.outcome == "complete" and e.on <= today)
    return told.given_on, next(yes, None)


def _answered_with(reading: Reading) -> str | None:
    if reading.broken_by:
        return "broken"
    outcome = reading.answer.outcome if reading.answer else None
    return outcome if outcome in ("partial", "refused") else None


def _is_to_body(entry: Entry, near: Surroundings) -> bool:
    """Whether it went to an authority: as it says, or where it does not say to whom."""
    return entry.to is None or recipient_of(entry, near) == "body"


def _next_charge(item: Item, cancelled_on: date | None, today: date) -> date | None:
    """Return when a cancelled item would be charged next, if nobody stopped it."""
    if not isinstance(item, Subscription):
        return None
    end = agreed_end(item, cancelled_on or today)
    running = item.changed(status="open", ended_on=None)
    return next_charge(running, max(end - DAY, today))


def _charges(
    records: Records, item: Item, near: Surroundings, cancelled_on: date | None, today: date
) -> tuple[tuple[date, Price | None], ...]:
    """Return the charges that came all the same, from every request about the item.

    What was charged before the contract ended is owed, and what was paid back is settled: neither
    is among them.
    """
    end = _owed_before(item, cancelled_on)
    found = {
        (entry.on, entry.amount.amount if entry.amount else None): entry
        for request in records.requests_about(item.id)
        for entry in request.log
        if entry.type == "incident" and entry.what == "charge" and entry.on <= today
        if not (is_owed(entry, end) or is_repaid(entry, near))
    }
    return tuple((entry.on, entry.amount) for _key, entry in sorted(found.items(), key=_by_day))


def _owed_before(item: Item, cancelled_on: date | None) -> date | None:
    """Return the end of a contract that was cancelled: what was charged before it is owed."""
    if isinstance(item, Subscription) and cancelled_on:
        return agreed_end(item, cancelled_on)
    return None


def _history(records: Records, item: Item, today: date) -> tuple[tuple[str, Entry], ...]:
    """Return what every request about the item has in its log, each with its kind, by day."""
    entries = [
        (request.kind, entry)
        for request in records.requests_about(item.id)
        for entry in request.log
        if entry.on <= today
    ]
    return tuple(sorted(entries, key=lambda each: each[1].on))


def _stop_orders(
    records: Records, item: Item, cancelled_on: date | None, today: date
) -> tuple[Entry, ...]:
    """Return what asked the card's issuer to stop the merchant: all that went to it, but for what
    followed a charge first, which disputes it.
    """
    end, to_issuer = _owed_before(item, cancelled_on), _aside(records, item, today)
    found, is_disputed = list[Entry](), True
    for kind, entry in _history(records, item, today):
        if entry.type == "incident" and entry.what == "charge" and not is_owed(entry, end):
            is_disputed = False
        elif kind == "dispute" and entry.direction == "out" and entry.type in ASKS:
            is_disputed = True
        elif any(entry is each for each in to_issuer):
            found += [entry] if is_disputed else []
            is_disputed = True
    return tuple(found)


def _after_charges(
    records: Records, item: Item, cancelled_on: date | None, today: date
) -> Iterator[Entry]:
    """Yield the reminders after a charge that should not have been, until they said it was done."""
    end = _owed_before(item, cancelled_on)
    for request in records.requests_about(item.id):
        if request.kind != "cancellation":
            continue
        charged, reading = list[Entry](), read_log(request.log, today)
        for entry in reading.entries:
            known = [charge for charge in charged if reading.was_known_to(charge, entry)]
            if entry.type == "incident" and entry.what == "charge":
                charged += [] if is_owed(entry, end) else [entry]
            elif entry.type == "answer" and entry.outcome == "complete":
                charged = [charge for charge in charged if charge not in known]
            elif known and entry.type == "reminder" and entry.direction == "out":
                yield entry


def _aside(records: Records, item: Item, today: date) -> list[Entry]:
    """Return what was taken to the card's issuer, from every request about the item."""
    found = list[Entry]()
    for request in records.requests_about(item.id):
        near = around(records, request)
        is_aside = aside(request, near, reading_of(request, near, today))
        found += [e for e in request.log if e.type == "escalation" and is_aside(e)]
    return found


def _by_day(found: tuple[tuple[date, object], Entry]) -> date:
    return found[0][0]


def _to(request: Request, item: Item, party: Item) -> tuple[str, ...]:
    """Return the addresses to write to: one that nothing was sent to yet, if there is one."""
    if request.kind in TO_OTHERS:
        return ()
    known = addresses_of(item, party)
    sent = [e for e in request.log if e.type in ASKS and e.type != "escalation"]
    tried = list(dict.fromkeys(a for entry in reversed(sent) for a in addresses(entry)))
    untried = tuple(each for each in known if each.casefold() not in tried)
    return (untried or known or tuple(each for each in tried if "@" in each))[:1]
