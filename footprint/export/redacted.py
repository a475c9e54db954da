"""An exit for showing to somebody else: without logins, addresses, numbers and amounts.

What is left out: every login, contact value, web and mail address, telephone number, card's last
four digits, price, balance and amount; free text (notes, what was sent); and how a step is done, as
the ways are web and mail addresses and numbers, even the companies' own. What stays: what things
are called, in which order and when. A contact is called “E-mail address 1”; so is anything else,
by its kind, whose name or id tells a value that is left out.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from footprint import formats
from footprint.i18n import N_, _
from footprint.model.fields import Way, currencies
from footprint.model.items import Balance, Contact, Item, Subscription
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.model.text import REPLACEMENT, slug
from footprint.planner.contracts import Charge
from footprint.planner.result import (
    Affected,
    Deadlock,
    Dropped,
    Hazard,
    Plan,
    Requirement,
    Step,
)

_NAMES = {
    "service": N_("Service {n}"),
    "shop": N_("Shop {n}"),
    "instrument": N_("Card or account {n}"),
    "payment_method": N_("Stored payment method {n}"),
    "subscription": N_("Subscription {n}"),
    "mailing_list": N_("Mailing list {n}"),
    "balance": N_("Balance {n}"),
    "contact": N_("Contact {n}"),
    "email": N_("E-mail address {n}"),
    "phone": N_("Phone number {n}"),
    "address": N_("Address {n}"),
}
# What is kept of an item, where its kind has it; all else is not even handed on.
_KEPT = (
    "kind",
    "status",
    "ended_on",
    "country",
    "type",
    "cycle",
    "first_charge_on",
    "notice",
    "min_term_ends_on",
    "renews_for",
    "trial_ends_on",
    "paused",
    "ends_on",
    "charges_left",
)
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
# As written, and as it is left of an address in an id.
_WEB = re.compile(r"https?://|https?-[\w-]+\.|(?<![^\W_])www\.", re.IGNORECASE)
_WEB_START = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_PHONE = re.compile(r"\d(?:[\s().\-/\u2010-\u2015\u2212]{0,2}\d){6,}")
_MONEY = re.compile(
    r"[$¢£¤¥€₩₹₿]\s*\d|\d\s*(?:[$¢£¤¥€₩₹₿]|円|元|원|euro?s?\b|dollars?\b)", re.IGNORECASE
)
_CODE = re.compile(r"(?<![A-Z])([A-Z]{3})\s*\d|\d\s*([A-Z]{3})(?![A-Z])")
_GROUPED = re.compile(r"\d+(?:[.,'’\s]\d+)*")
# A card's last digits, with what stands for the others.
_CARD_DIGITS = re.compile(r"(?:(?<![^\W\d_])[xX]{2,}|[•●*＊·…‥.#\-\s])*\d{4,}")
_MASKED = re.compile(r"(?:[•●*＊…‥]|(?<![^\W\d_])[xX]{2,})[\s\-.]*\d{4}")
_SHORT = 4


def redacted(plan: Plan, records: Records, exit_id: str) -> tuple[Plan, Records, str]:
    """Return the plan, its records and the exit's id without what is left out."""
    secrets = _Secrets(records)
    renamed = _renamed(records, secrets)
    ids = _Ids(
        {old: new.id for old, new in renamed.items()},
        {
            request: f"R-{n}" if secrets.are_told_in(request) else request
            for n, request in enumerate(sorted(records.requests), 1)
        },
    )
    shown = Records.of(
        renamed.values(),
        (_link(link, ids) for link in records.links.values()),
        (_request(request, ids) for request in records.requests.values()),
    )
    # An exit is called after what it leaves, which may have been renamed.
    telling = secrets.are_told_in(exit_id) or any(ids.items[goal] != goal for goal in plan.goal)
    return _plan(plan, ids), shown, "exit" if telling else exit_id


# -- what is left out --------------------------------------------------------------------------


def _squeezed(text: str) -> str:
    """Return the letters and digits of `text`, however they are written."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


class _Secrets:
    """The values of a vault that are left out, to be found again in names and ids.

    Compared are letters and digits alone. A value of fewer than four counts as a whole word, an
    amount as a whole number of at least three digits: else nothing could be called anything.
    """

    def __init__(self, records: Records) -> None:
        self._words: set[str] = set()
        self._long: dict[str, list[str]] = {}
        self._numbers: set[str] = set()
        for value in _values(records):
            squeezed = _squeezed(value)
            if len(squeezed) < _SHORT:
                self._words.add(squeezed)
            else:
                self._long.setdefault(squeezed[:_SHORT], []).append(squeezed)
        for amount in _amounts(records):
            digits = re.sub(r"\D", "", amount)
            if len(digits) > 2:
                self._numbers.add(digits)

    def are_told_in(self, text: str) -> bool:
        """Tell whether one of the values, or what looks like one, stands in `text`."""
        plain = unicodedata.normalize("NFKC", text)
        return (
            any(looks.search(plain) for looks in (_MAIL, _WEB, _PHONE, _MONEY, _MASKED))
            or any(found & currencies() for found in map(set, _CODE.findall(plain)))
            or not self._words.isdisjoint(re.findall(r"\w+", plain.casefold()))
            or any(
                re.sub(r"\D", "", found.group()) in self._numbers
                for found in _GROUPED.finditer(plain)
            )
            or self._has_long(_squeezed(text))
        )

    def _has_long(self, squeezed: str) -> bool:
        for place in range(len(squeezed) - _SHORT + 1):
            for value in self._long.get(squeezed[place : place + _SHORT], ()):
                if squeezed.startswith(value, place):
                    return True
        return False


def _values(records: Records) -> Iterator[str]:
    """Yield the logins, addresses and numbers of a vault."""
    for item in records.items.values():
        for name in ("login", "value", "address", "last4"):
            value = getattr(item, name, None)
            if value:
                yield value
        if isinstance(item, Contact) and item.type == "address" and item.value:
            yield from _address_parts(item.value)
        yield from _web_addresses(item.url or "")
        if item.way:
            yield from item.way.email
            if item.way.phone:
                yield item.way.phone
            yield from _web_addresses(item.way.url or "")
            yield from _web_addresses(item.way.form or "")
    for request in records.requests.values():
        yield from (entry.to for entry in request.log if entry.to)
    yield from _strings(records.sections.get("person"))


def _address_parts(address: str) -> Iterator[str]:
    """Yield what may stand for a postal address: its lines, and of a line what has a digit."""
    # The line ends of one that was pasted have been replaced.
    for line in re.split(f"[,、{REPLACEMENT}]", unicodedata.normalize("NFKC", address)):
        with_digits = (word for word in line.split() if re.search(r"\d", word))
        yield from (part for part in (line, *with_digits) if len(_squeezed(part)) >= _SHORT)


def _web_addresses(text: str) -> Iterator[str]:
    """Yield the web addresses in `text`; one that leads further in, also without its beginning."""
    for address in text.split():
        start = _WEB_START.match(address)
        if start:
            yield address
            rest = address[start.end() :]
            if rest.rstrip("/").count("/"):
                yield rest


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _strings(each)


def _amounts(records: Records) -> Iterator[str]:
    """Yield the amounts of a vault, as plain decimals."""
    for item in records.items.values():
        if isinstance(item, Subscription):
            changes = [change.price for change in item.price_changes]
            for price in (item.price, item.trial_price, *changes):
                if price:
                    yield format(price.amount, "f")
        elif isinstance(item, Balance) and item.amount is not None:
            yield format(item.amount, "f")
    for request in records.requests.values():
        for entry in request.log:
            if entry.amount:
                yield format(entry.amount.amount, "f")


# -- the records -------------------------------------------------------------------------------


def _renamed(records: Records, secrets: _Secrets) -> dict[str, Item]:
    """Return each item with what is kept of it, by its id until now."""
    numbers: dict[str, int] = {}
    taken = set(records.items)
    renamed = {}
    for old, item in sorted(records.items.items()):
        name, new = _name(item, secrets, numbers), old
        if name != item.name or secrets.are_told_in(old):
            new = slug(item.kind, taken)
            taken.add(new)
        kept = {key: getattr(item, key) for key in _KEPT if key in type(item).fields()}
        # Whose it is decides what leaving everything means; who that is, nothing.
        owner = "…" if item.owner else None
        renamed[old] = type(item)(id=new, name=name, owner=owner, **kept)
    return renamed


def _name(item: Item, secrets: _Secrets, numbers: dict[str, int]) -> str:
    """Return what an item may be called; `numbers` counts those called by their kind."""
    name, kind = item.name, item.kind
    if item.kind in ("instrument", "payment_method"):
        name = " ".join(_CARD_DIGITS.sub(" ", name).split())
    if isinstance(item, Contact):
        kind = item.type or kind
    elif name and not secrets.are_told_in(name):
        return name
    numbers[kind] = numbers.get(kind, 0) + 1
    return _(_NAMES[kind]).format(n=formats.number(numbers[kind]))


def _link(link: Link, ids: "_Ids") -> Link:
    update = {"from_": ids.items[link.from_], "to": ids.items[link.to], "note": None}
    return link.changed(**update)


def _request(request: Request, ids: "_Ids") -> Request:
    nothing = {"to": None, "subject": None, "text": None, "amount": None}
    return request.changed(
        id=ids.requests[request.id],
        item=ids.items[request.item],
        log=tuple(entry.changed(**nothing) for entry in request.log),
    )


# -- the plan ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Ids:
    """What items and requests are called, by their ids until now."""

    items: Mapping[str, str]
    requests: Mapping[str, str]

    def all(self, old: Iterable[str]) -> tuple[str, ...]:
        """Return the items' ids."""
        return tuple(self.items[item] for item in old)

    def step(self, old: str) -> str:
        """Return a step's id, which is `action:item`."""
        action, colon, item = old.partition(":")
        return f"{action}{colon}{self.items[item]}"

    def steps(self, old: Iterable[str]) -> tuple[str, ...]:
        """Return the steps' ids."""
        return tuple(map(self.step, old))


def _plan(plan: Plan, ids: _Ids) -> Plan:
    hazards = tuple(_hazard(hazard, ids) for hazard in plan.verdict.hazards)
    return plan._replace(
        goal=ids.all(plan.goal),
        verdict=plan.verdict._replace(hazards=hazards),
        steps=tuple(_step(step, ids) for step in plan.steps),
        dropped=tuple(_dropped(dropped, ids) for dropped in plan.dropped),
        deadlocks=tuple(_deadlock(deadlock, ids) for deadlock in plan.deadlocks),
        affected=tuple(_affected(affected, ids) for affected in plan.affected),
        charges={ids.items[item]: days for item, days in plan.charges.items()},
        unavoidable=tuple(_charge(charge, ids) for charge in plan.unavoidable),
        contested=tuple(_charge(charge, ids) for charge in plan.contested),
        delay_cost_per_week=(),
        critical_path=ids.steps(plan.critical_path),
    )


def _step(step: Step, ids: _Ids) -> Step:
    login = step.how.needs_login
    return step._replace(
        id=ids.step(step.id),
        item=ids.items[step.item],
        place=ids.items[step.place],
        requires=tuple(_requirement(each, ids) for each in step.requires),
        how=Way(needs_login=ids.items[login] if login else None, difficulty=step.how.difficulty),
        request=ids.requests[step.request] if step.request else None,
        waits_for=ids.steps(step.waits_for),
        better_first=ids.steps(step.better_first),
    )


def _requirement(requirement: Requirement, ids: _Ids) -> Requirement:
    first, then, about = ids.all((requirement.first, requirement.then, requirement.about))
    return requirement._replace(
        step=ids.step(requirement.step), first=first, then=then, about=about
    )


def _hazard(hazard: Hazard, ids: _Ids) -> Hazard:
    item, place = ids.all((hazard.item, hazard.place))
    return hazard._replace(item=item, place=place, step=ids.step(hazard.step), amount=None)


def _dropped(dropped: Dropped, ids: _Ids) -> Dropped:
    first, then = ids.steps((dropped.first, dropped.then))
    return dropped._replace(
        first=first, then=then, requirement=_requirement(dropped.requirement, ids)
    )


def _deadlock(deadlock: Deadlock, ids: _Ids) -> Deadlock:
    return deadlock._replace(
        items=ids.all(deadlock.items),
        steps=ids.steps(deadlock.steps),
        loop=tuple(_requirement(each, ids) for each in deadlock.loop),
        try_item=ids.items[deadlock.try_item],
    )


def _affected(affected: Affected, ids: _Ids) -> Affected:
    return affected._replace(
        item=ids.items[affected.item],
        to=ids.items[affected.to] if affected.to else None,
        via=ids.all(affected.via),
    )


def _charge(charge: Charge, ids: _Ids) -> Charge:
    return charge._replace(item=ids.items[charge.item], amount=None)
