"""The last days on which the person can act themself: at the card's issuer, the bank, an authority.

They are the `user_deadlines` of the table. The rules of card networks are no law. Where neither of
them gives a day for a dispute, it is the last safe one of the ladder (`charges`).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from footprint.i18n import N_, _
from footprint.model import calendar
from footprint.model.items import Instrument
from footprint.model.records import Records
from footprint.model.requests import Entry, Request
from footprint.requests.bodies import body
from footprint.requests.charges import ghost_charges, is_disputed, last_safe_day
from footprint.requests.coming import is_stopped, would_charge
from footprint.requests.countries import country_of
from footprint.requests.deadlines import own_last_day
from footprint.requests.entries import INCOMING, OUTGOING
from footprint.requests.jurisdictions import EU_AND_EEA
from footprint.requests.log import Reading
from footprint.requests.machine import Standing, reading_of
from footprint.requests.recipients import SPELLINGS, is_to, recipient_of
from footprint.requests.surroundings import Surroundings, around, instruments
from footprint.requests.table import Basis, load

_NETWORKS = {
    "visa": "VISA-13.2",
    "amex": "AMEX-4544",
    "american express": "AMEX-4544",
    "discover": "DISCOVER",
    "mastercard": "MC-4853",
}
# What a network is usually called, however the person typed it.
_NETWORK_NAMES = {
    "VISA-13.2": "Visa",
    "AMEX-4544": "American Express",
    "DISCOVER": "Discover",
    "MC-4853": "Mastercard",
}
_CONTACTS = (OUTGOING | INCOMING) - {"escalation", "bounce"}
SAFE = "SAFE-DISPUTE"
"""What stands for the rule where none gives a day, neither a law's nor a network's."""
_SAFE_SENTENCES = {
    False: N_(
        "Dispute the charge of {day} with the card’s issuer; later it may not be taken any more"
    ),
    True: N_(
        "Dispute the direct debit of {day} with your bank; later it may not be taken any more"
    ),
}
SENTENCES = {
    **dict.fromkeys(
        _NETWORKS.values(),
        N_("Dispute the charge of {day} with the card’s issuer, by the rules of {network}"),
    ),
    "US-FCBA": N_("Dispute the charge of {day} in writing with the card’s issuer (US law)"),
    "EU-UNAUTH": N_("Tell your bank that the charge of {day} was not authorised (EU law)"),
    "UK-CPA": N_("Tell the card’s issuer to allow no charge on {day} (UK rules)"),
    "US-REGE-STOP": N_("Order your bank to stop the debit of {day} (US law)"),
    "UK-ICO": N_("Complain to the Information Commissioner; last contact was on {day}"),
    "CA-QC-CAI": N_("Ask the commission of Quebec to look into the refusal of {day}"),
}
# Complaints to an authority follow the law of the other party's place.
_AUTHORITIES = ("UK-ICO", "CA-QC-CAI")
# The step of the ladder that does it, where that is not the dispute of a charge.
_ACTIONS = {
    "UK-CPA": "stop_order",
    "US-REGE-STOP": "stop_order",
    **dict.fromkeys(_AUTHORITIES, "escalate"),
}
# The laws whose authority can be asked for so long.
_BY_AN_AUTHORITY = ("UK-GDPR-DSR", "CA-QC-L25")


class OwnDate(NamedTuple):
    """The last day on which the person can do something, and by which row of the table, or SAFE."""

    on: date
    rule: str
    basis: Basis
    values: Mapping[str, object]
    of_account: bool = False

    @property
    def action(self) -> str:
        """The step of the ladder that does it, as next actions are called."""
        return _ACTIONS.get(self.rule, "dispute")

    @property
    def occasion(self) -> str:
        """What it is about: the same every day until that has passed."""
        return f"{self.rule}:{self.values['day']}"

    def sentence(self) -> str:
        """Return what to do, in the language spoken now."""
        from footprint import formats

        shown = {k: formats.day(v) if isinstance(v, date) else v for k, v in self.values.items()}
        safe = _SAFE_SENTENCES[self.of_account]
        return _(SENTENCES.get(self.rule, safe)).format(**shown)


def own_dates(records: Records, request: Request, standing: Standing, today: date) -> list[OwnDate]:
    """Return the dates of the person's own about a request, in order.

    What has passed or was done is not among them; of several by one rule it is the first.
    """
    if standing.status in ("closed", "verified"):
        return []
    # Every request is asked each time that what is due is told, and most have none.
    is_likely = _is_likely(request, standing)
    if not is_likely and request.kind != "cancellation":
        return []
    instrument = next(instruments(records, request.item), None)
    # Whose law counts for a card or account: its own country's.
    place = country_of(records, instrument.id) if instrument else None
    if not is_likely and _stopped_by(instrument, place) is None:
        return []
    near = around(records, request)
    reading = reading_of(request, near, today)
    found = [
        *_after_a_charge(request, near, reading),
        *_before_a_charge(request, near, reading, standing, today, place),
        *_after_silence(request, standing, near, reading, today),
    ]
    dated = [
        _dated(rule, day, near.country if rule in _AUTHORITIES else place, more)
        for rule, day, more in found
    ]
    return _first_of_each([*dated, *_safely(request, near, reading, dated)], today)


def _first_of_each(dated: Sequence[OwnDate], today: date) -> list[OwnDate]:
    """Return the first by each rule that has not passed, in order."""
    first: dict[str, OwnDate] = {}
    for each in sorted(dated, key=lambda each: each.on):
        if each.on >= today:
            first.setdefault(each.rule, each)
    return list(first.values())


def _is_likely(request: Request, standing: Standing) -> bool:
    """Whether there may be one after a charge, or at an authority."""
    is_charged = any(entry.what == "charge" for entry in request.log)
    return is_charged or standing.rule in _BY_AN_AUTHORITY


_Found = tuple[str, date, dict[str, object]]


def _safely(
    request: Request, near: Surroundings, reading: Reading, dated: Sequence[OwnDate]
) -> Iterator[OwnDate]:
    """Yield the last safe day of each dispute for which no other day is known."""
    known = {each.values["day"] for each in dated if each.action == "dispute"}
    for charge in _to_dispute(request, near, reading):
        if charge.on not in known:
            on = last_safe_day(near, charge)
            yield OwnDate(on, SAFE, "practical", {"day": charge.on}, near.of_account)


def _to_dispute(request: Request, near: Surroundings, reading: Reading) -> Iterator[Entry]:
    """Yield the charges that should not have been, and that nobody disputed."""
    for charge in ghost_charges(request, near, reading):
        if not is_disputed(request, near, reading, charge):
            yield charge


def _after_a_charge(request: Request, near: Surroundings, reading: Reading) -> Iterator[_Found]:
    """Yield where they can be disputed by a law or by the rules of a network."""
    card, nation = near.instrument, (near.place or "")[:2]
    if card is None:
        return
    network = None if near.of_account else _NETWORKS.get((card.network or "").casefold())
    for charge in _to_dispute(request, near, reading):
        if network:
            yield network, charge.on, {"network": _NETWORK_NAMES[network]}
        if nation == "US" and not near.of_account:
            # Counted from the charge, since the day of the statement with it is not known.
            yield "US-FCBA", charge.on, {}
        if nation in EU_AND_EEA:
            yield "EU-UNAUTH", charge.on, {}


def _before_a_charge(
    request: Request,
    near: Surroundings,
    reading: Reading,
    standing: Standing,
    today: date,
    place: str | None,
) -> Iterator[_Found]:
    """Yield where the next charge can be stopped, and nobody was asked to yet."""
    subscription, rule = near.subscription, _stopped_by(near.instrument, place)
    if request.kind != "cancellation" or subscription is None or rule is None:
        return
    if standing.settled or standing.given_on is None:
        return
    begin = max(calendar.agreed_end(subscription, standing.given_on), today)
    charge = would_charge(subscription, begin)
    if charge is not None and not is_stopped(request, near, reading, charge):
        yield rule, charge, {}


def _stopped_by(instrument: Instrument | None, place: str | None) -> str | None:
    """Return the rule by which the card's issuer, or the bank, has to stop a charge."""
    if instrument is None:
        return None
    rules = {("GB", False): "UK-CPA", ("US", True): "US-REGE-STOP"}
    return rules.get(((place or "")[:2], instrument.type == "bank_account"))


def _after_silence(
    request: Request, standing: Standing, near: Surroundings, reading: Reading, today: date
) -> Iterator[_Found]:
    """Yield by when an authority can be asked that was not asked yet."""
    if standing.rule not in _BY_AN_AUTHORITY or _has_asked(request, standing, near, reading):
        return
    if standing.rule == "UK-GDPR-DSR" and (standing.is_overdue or standing.outcome == "refused"):
        yield "UK-ICO", _last_contact(near, reading), {}
    if standing.rule != "CA-QC-L25":
        return
    if standing.outcome == "refused" and standing.answered_on:
        yield "CA-QC-CAI", standing.answered_on, {}
    elif standing.is_overdue and standing.due and standing.due.date < today:
        yield "CA-QC-CAI", standing.due.date, {}


def _has_asked(request: Request, standing: Standing, near: Surroundings, reading: Reading) -> bool:
    """Whether it was taken further to the authority of the rule, by its name or as one."""
    authority = body(load().rule(standing.rule), request.kind, near.country)
    names = (*authority.names.values(), authority.contact) if authority else ()
    return any(is_to(entry, (*names, *SPELLINGS["body"])) for entry in reading.arrived)


def _last_contact(near: Surroundings, reading: Reading) -> date:
    """Return the day of the last message to them or from them; a note of one's own is none."""
    return max(
        entry.on
        for entry in reading.entries
        if entry.type in _CONTACTS
        or (entry.type == "escalation" and recipient_of(entry, near) is None)
    )


def _dated(rule: str, day: date, place: str | None, more: dict[str, object]) -> OwnDate:
    table = load()
    on = own_last_day(rule, day, place, table)
    basis: Basis = "uncertain" if table.own(rule).verified == "unchecked" else "statutory"
    if rule in _NETWORKS.values():
        basis = "practical"
    return OwnDate(on, rule, basis, {"day": day, **more})
