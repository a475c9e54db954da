"""What the ladder of a request needs to know of the rest of the vault: charges, platform, issuer.

Pure lookups in the records; none of it depends on a calendar of holidays.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from footprint.model.items import Instrument, Item, Subscription
from footprint.model.records import Records
from footprint.model.reminders import Skip
from footprint.model.requests import Request
from footprint.requests.countries import country_of
from footprint.requests.log import ASKS, last_sent_on, read_log

# Whoever a dispute or a complaint goes to is not whom the item belongs to.
TO_OTHERS = frozenset({"dispute", "complaint"})
# Whom an item belongs to, the nearest first.
_PARTY = ("provided_by", "sent_by", "held_at", "stored_at", "part_of")
# What brings money back once it is answered with a yes.
_MONEY_BACK = frozenset({"refund", "dispute"})


class Surroundings(NamedTuple):
    """What is around one request.

    `party` is whom the item belongs to; `platform` where that sells, if it is still open; `issuer`
    whoever issued the card that the item is charged to, `instrument` that card or account, and
    `place` the country whose law and holidays count for it. `asked`
    are the days on which other requests about the same item were last sent, by kind; `repaid_on`
    is the day up to which another refund or dispute has settled what was charged.
    """

    item: Item | None = None
    country: str | None = None
    party: Item | None = None
    platform: str | None = None
    issuer: str | None = None
    instrument: Instrument | None = None
    place: str | None = None
    asked: Mapping[str, date] = MappingProxyType({})
    skipped: tuple[Skip, ...] = ()
    repaid_on: date | None = None

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where they are written to: what is recorded with the item, and with its party."""
        return addresses_of(*(it for it in (self.item, self.party) if it))

    @property
    def phone(self) -> str | None:
        """Where they are called."""
        ways = (it.way for it in (self.item, self.party) if it)
        return next((way.phone for way in ways if way and way.phone), None)

    def call(self, request: Request) -> Mapping[str, object]:
        """Return whom to call as a value of a step, where a request is made by telephone."""
        is_called = request.channel == "phone" and request.kind not in TO_OTHERS and self.phone
        return {"call": self.phone} if is_called else {}

    @property
    def of_account(self) -> bool:
        """Whether a bank collects it from an account: then there is no card, and no issuer."""
        return self.instrument is not None and self.instrument.type == "bank_account"

    @property
    def subscription(self) -> Subscription | None:
        """The item, if it is one that recurs."""
        return self.item if isinstance(self.item, Subscription) else None


def around(records: Records, request: Request) -> Surroundings:
    """Return what is around `request`."""
    item = records.items.get(request.item)
    charged = list(instruments(records, request.item))
    others = [each for each in records.requests_about(request.item) if each.id != request.id]
    return Surroundings(
        item=item,
        country=country_of(records, request.item),
        party=party_of(records, item) if item else None,
        platform=_platform(records, request.item),
        issuer=next((each.issuer for each in charged if each.issuer), None),
        instrument=charged[0] if charged else None,
        place=country_of(records, charged[0].id) if charged else None,
        asked=_asked(others),
        skipped=records.reminders.skipped.get(request.id, ()),
        repaid_on=_repaid_on(others),
    )


def party_of(records: Records, item: Item) -> Item:
    """Return whom the item belongs to: its provider, sender or place, else itself."""
    for relation in _PARTY:
        for target in records.targets(item.id, relation):
            if target in records.items:
                return records.items[target]
    return item


def addresses_of(*items: Item) -> tuple[str, ...]:
    """Return the e-mail addresses recorded with these items, each once."""
    return tuple(dict.fromkeys(a for item in items if item.way for a in item.way.email))


def _platform(records: Records, item: str) -> str | None:
    """Return the name of an open platform that the item's provider sells on."""
    for provider in (*records.targets(item, "provided_by"), item):
        for platform in records.targets(provider, "sold_on"):
            if platform in records.items and records.items[platform].status != "ended":
                return records.items[platform].name
    return None


def instruments(records: Records, item: str) -> Iterator[Instrument]:
    """Yield the cards and accounts behind the stored payment method that the item is charged to."""
    waiting = records.targets(item, "charged_to")
    seen: set[str] = set()
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        found = records.items.get(current)
        if isinstance(found, Instrument):
            yield found
        waiting += records.targets(current, "draws_on")


def _asked(others: Sequence[Request]) -> dict[str, date]:
    asked: dict[str, date] = {}
    for other in others:
        sent_on = last_sent_on(other.log)
        if sent_on:
            asked[other.kind] = max(sent_on, asked.get(other.kind, sent_on))
    return asked


def _repaid_on(others: Sequence[Request]) -> date | None:
    """Return the latest day on which another request asked for money that came back."""
    days = [_granted_on(each) for each in others if each.kind in _MONEY_BACK]
    return max([day for day in days if day], default=None)


def _granted_on(request: Request) -> date | None:
    """Return when what was answered with a yes was last asked before that answer."""
    granted_on = sent_on = None
    for entry in read_log(request.log).entries:
        if entry.direction == "out" and entry.type in ASKS:
            sent_on = entry.on
        elif entry.type == "answer" and entry.outcome == "complete":
            granted_on = sent_on
    return granted_on
