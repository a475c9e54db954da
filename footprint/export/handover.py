"""The handover: what one's family needs to know when one can no longer see to it oneself.

Where everything is, what shall become of it, whom to write to, and in which order. There is no
login, no password and no note in it but what was written for the handover.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from footprint import formats
from footprint.export.outline import Fact, Outline, Stage, outline, plain, ways
from footprint.export.telling import not_encrypted
from footprint.i18n import N_, _
from footprint.model.calendar import price_on
from footprint.model.fields import Way
from footprint.model.integrity import kind_name
from footprint.model.items import Balance, Contact, Item, Subscription
from footprint.model.records import Records
from footprint.planner.graph import ACCOUNTS, PLACE
from footprint.planner.handover import Handover, handover

_PARTS = (
    ("keep", N_("To keep"), N_("These shall go on.")),
    ("transfer", N_("To hand over"), N_("These shall go to somebody else.")),
    ("cancel", N_("To end"), N_("These shall end, in the order below.")),
    (
        "undecided",
        N_("Not decided"),
        N_("No wish is noted for these: decide yourselves. The order below ends them."),
    ),
)


@dataclass(frozen=True)
class Entry:
    """One thing and what there is to know about it."""

    name: str
    kind: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Part:
    """What has the same wish; `name` is the wish's own word."""

    name: str
    heading: str
    lead: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole handover in the language spoken now; nothing in it is escaped.

    `lost`: what was to go on, but cannot. `order`: what to do, where anything ends.
    """

    title: str
    paragraphs: tuple[str, ...]
    parts: tuple[Part, ...]
    lost: tuple[str, ...]
    order: Outline | None


FORMS = ("html", "md")


def write(form: str, records: Records, today: date) -> str:
    """Return the handover in one of the FORMS."""
    from footprint.export import html, markdown

    told = sheet(records, today)
    return html.family(told) if form == "html" else markdown.family(told)


def sheet(records: Records, today: date) -> Sheet:
    """Return the handover as the record stands on `today`."""
    told = handover(records, today)
    return Sheet(
        title=_("If something happens to me"),
        paragraphs=tuple(_paragraphs(records, today)),
        parts=tuple(_parts(told, records, today)),
        lost=tuple(_lost(told, records)),
        order=_order(told, records),
    )


def _paragraphs(records: Records, today: date) -> Iterator[str]:
    yield _("As of {day}.").format(day=formats.day(today))
    yield not_encrypted()
    yield _(
        "No password and no login is in it: those are elsewhere. The whole record is in an "
        "encrypted vault, which its passphrase opens."
    )
    yield _(
        "Most of them ask for a proof of what happened, and that you may act. Write rather than "
        "call, and keep every answer."
    )
    if not records.items:
        yield _("Nothing is recorded yet.")


def _parts(told: Handover, records: Records, today: date) -> Iterator[Part]:
    for name, heading, lead in _PARTS:
        items = getattr(told, name)
        if items:
            yield Part(name, _(heading), _(lead), tuple(_entries(items, records, today)))


def _entries(items: Iterable[str], records: Records, today: date) -> Iterator[Entry]:
    """Yield what stands by itself; what belongs to it is told with it."""
    among = set(items)
    below: dict[str, list[str]] = {}
    for item in sorted(among):
        owner = next((o for o in _belongs_to(item, records) if o in among), None)
        below.setdefault(owner or item, []).append(item)
    for item in sorted(below, key=lambda item: (records.items[item].kind not in ACCOUNTS, item)):
        record = records.items[item]
        belongings = [records.items[other] for other in below[item] if other != item]
        facts = tuple(_facts(record, belongings, records, today))
        yield Entry(record.name, kind_name(record.kind), facts)


def _belongs_to(item: str, records: Records) -> Iterator[str]:
    """Yield what an item is at; every account stands by itself."""
    relation = PLACE.get(records.items[item].kind)
    if relation:
        yield from sorted(records.targets(item, relation))


def _facts(item: Item, belongings: list[Item], records: Records, today: date) -> Iterator[Fact]:
    yield from _value(item, today)
    if item.url:
        yield from ways(Way(url=item.url))
    if item.way:
        yield from ways(_without_note(item.way))
    for relation, sentence in (
        ("provided_by", N_("By: {names}")),
        ("registered_with", N_("Known to them by: {names}")),
        ("signs_in_with", N_("Signs in with: {names}")),
        ("draws_on", N_("Draws on: {names}")),
    ):
        names = [records.items[other].name for other in sorted(records.targets(item.id, relation))]
        if names:
            yield plain(_(sentence).format(names=formats.listed(names)))
    if belongings:
        names = [_with_price(each, today) for each in belongings]
        yield plain(_("With it: {names}").format(names=formats.listed(names)))
    if item.owner:
        yield plain(_("Whose it is: {owner}").format(owner=item.owner))
    for each in (item, *belongings):
        if each.handover and each.handover.note:
            yield plain(_("Wish: {note}").format(note=each.handover.note))


def _value(item: Item, today: date) -> Iterator[Fact]:
    if isinstance(item, Contact) and item.value and item.value != item.name:
        yield plain(item.value)
    elif isinstance(item, Subscription):
        price = _price(item, today)
        if price:
            yield plain(price)
    elif isinstance(item, Balance) and item.amount is not None:
        yield plain(formats.quantity(item.amount, item.unit))


def _with_price(item: Item, today: date) -> str:
    price = _price(item, today) if isinstance(item, Subscription) else None
    return _("{name} ({amount})").format(name=item.name, amount=price) if price else item.name


def _price(item: Subscription, today: date) -> str | None:
    # What it costs when it goes on, not what a trial does.
    price = item.price and price_on(item, max(today, item.trial_ends_on or today))
    if not price:
        return None
    if item.cycle is None:
        return formats.price(price)
    return _("{price}, {cycle}").format(price=formats.price(price), cycle=formats.cycle(item.cycle))


def _lost(told: Handover, records: Records) -> Iterator[str]:
    via = {each.item: each.via for each in told.plan.affected} if told.plan else {}
    for item in told.lost:
        yield _("“{name}” was to go on, but ends with “{other}”.").format(
            name=records.items[item].name, other=records.items[via[item][0]].name
        )


def _order(told: Handover, records: Records) -> Outline | None:
    """Return what is left to do; what is behind is of no use to others."""
    if told.plan is None:
        return None
    steps = (step._replace(how=_without_note(step.how)) for step in told.plan.steps)
    whole = outline(told.plan._replace(steps=tuple(steps)), records, "")
    return replace(
        whole,
        stages=tuple(filter(lambda stage: stage.places, map(_open, whole.stages))),
        waits=tuple(each for each in whole.waits if not each.step.is_behind),
    )


def _without_note(way: Way) -> Way:
    """Return a way without what was noted for oneself: that may be anything."""
    return way.changed(note=None)


def _open(stage: Stage) -> Stage:
    left = ((name, tuple(t for t in there if not t.step.is_behind)) for name, there in stage.places)
    return replace(stage, places=tuple((name, there) for name, there in left if there))
