"""What an export of an exit says, in order and in the language spoken now: one reading for all.

Nothing in it is escaped; what a person recorded stands in it as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from footprint import formats
from footprint.export.telling import as_of, first_lines, not_encrypted
from footprint.i18n import N_, _
from footprint.model.calendar import price_on
from footprint.model.fields import Way
from footprint.model.items import Subscription
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.outcome import left_behind, target_of
from footprint.planner.result import Affected, Plan, Step
from footprint.planner.verdict import HAZARDS
from footprint.planner.verdict_told import has_left, when_safe
from footprint.requests.machine import standings
from footprint.requests.names import step_name

PRESSING_DAYS = 7
_WEB = re.compile(r"https?://[A-Za-z0-9/._~?#=&%+,@:-]+")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ().-]*")


@dataclass(frozen=True)
class Words:
    """Something recorded; `link` only where it is clean enough to be followed."""

    text: str
    link: str | None = None


@dataclass(frozen=True)
class Fact:
    """One thing told about a step: a sentence, with `{}` where its words stand."""

    sentence: str
    words: tuple[Words, ...]

    @property
    def text(self) -> str:
        """The whole as plain text."""
        before, _mark, after = self.sentence.partition("{}")
        return before + ", ".join(each.text for each in self.words) + after


@dataclass(frozen=True)
class Told:
    """A step as it is told: `dates` and `facts` are empty once it is behind the person."""

    step: Step
    title: str
    state: str
    dates: tuple[str, ...]
    facts: tuple[Fact, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """The steps of one stage, by the name of the place where they are done."""

    number: int
    places: tuple[tuple[str, tuple[Told, ...]], ...]


@dataclass(frozen=True)
class ChargeToCome:
    """A charge that comes if nothing is done; `sentence` says all of it."""

    on: date
    name: str
    amount: str
    remark: str
    sentence: str


@dataclass(frozen=True)
class Outline:
    """Everything that is said of one planned exit.

    `hazards`: what goes wrong today, by kind: the kind in a few words, then sentences.
    """

    title: str
    as_of: str
    not_encrypted: str
    verdict: str
    dates: tuple[str, ...]
    hazards: tuple[tuple[str, tuple[str, ...]], ...]
    accepted: tuple[str, ...]
    deadlocks: tuple[str, ...]
    pressing: tuple[Told, ...]
    stages: tuple[Stage, ...]
    waits: tuple[Told, ...]
    charges: tuple[ChargeToCome, ...]
    delay: str | None
    gives_way: tuple[str, ...]
    decisions: tuple[str, ...]


def outline(plan: Plan, records: Records, exit_id: str) -> Outline:
    """Return what there is to say of `plan`."""
    teller = _Teller(plan, records)
    accepted = [h for h in plan.verdict.hazards if h.accepted]
    return Outline(
        title=explain.goal_title(plan, records),
        as_of=as_of(plan, exit_id),
        not_encrypted=not_encrypted(),
        verdict=_verdict(plan, records),
        dates=tuple(_dates(plan, records)),
        hazards=tuple(_hazards(plan, records)),
        accepted=tuple(explain.hazard_message(h, records) for h in accepted),
        deadlocks=tuple(explain.deadlock_message(d, records) for d in plan.deadlocks),
        pressing=tuple(map(teller.tell, _pressing(plan))),
        stages=tuple(teller.stages()),
        waits=tuple(teller.tell(step) for step in plan.steps if step.is_wait),
        charges=tuple(_charges(plan, records)),
        delay=_delay(plan),
        gives_way=tuple(explain.dropped_message(d, records) for d in plan.dropped),
        decisions=tuple(_decision(a, records) for a in plan.affected if a.by == "decision"),
    )


def _verdict(plan: Plan, records: Records) -> str:
    left = has_left(plan, records)
    if plan.verdict.can_leave:
        return _("Left; only what follows is open") if left else _("Safe to leave")
    if left:
        return _("Left, and not everything is over")
    return _("Not safe to leave yet")


def _dates(plan: Plan, records: Records) -> Iterator[str]:
    verdict = plan.verdict
    if plan.by:
        yield _("To be done by {day}.").format(day=formats.day(plan.by))
    since = when_safe(plan, records)
    if since:
        yield since
    if verdict.complete_on:
        yield _("Complete on {day}.").format(day=formats.day(verdict.complete_on))


def _hazards(plan: Plan, records: Records) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each kind of what goes wrong today, with its sentences."""
    for kind in HAZARDS:
        found = [h for h in plan.verdict.hazards if h.hazard == kind and not h.accepted]
        if found:
            # Two steps on one thing may go wrong in the same words.
            sentences = dict.fromkeys(explain.hazard_message(h, records) for h in found)
            yield explain.hazard_banner(kind, found), tuple(sentences)


def _pressing(plan: Plan) -> list[Step]:
    """Return what is late or has to be done within a week, most pressing first."""
    soon = plan.today + timedelta(days=PRESSING_DAYS)
    steps = [
        step
        for step in plan.steps
        if step.state == "overdue" or (step.latest and step.latest <= soon and not step.is_behind)
    ]
    return sorted(steps, key=lambda step: (step.latest or plan.today, step.id))


def _charges(plan: Plan, records: Records) -> Iterator[ChargeToCome]:
    unavoidable = {(charge.on, charge.item) for charge in plan.unavoidable}
    contested = {(charge.on, charge.item) for charge in plan.contested}
    for on, item_id in sorted((day, item) for item, days in plan.charges.items() for day in days):
        item = records.items[item_id]
        price = price_on(item, on) if isinstance(item, Subscription) else None
        amount = formats.price(price) if price else _("amount not recorded")
        remark, sentence = "", N_("{day}: {name}, {amount}")
        if (on, item_id) in unavoidable:
            remark = _("can no longer be avoided")
            sentence = N_("{day}: {name}, {amount}, can no longer be avoided")
        elif (on, item_id) in contested:
            remark = _("would come in spite of your notice")
            sentence = N_("{day}: {name}, {amount}, would come in spite of your notice")
        told = _(sentence).format(day=formats.day(on), name=item.name, amount=amount)
        yield ChargeToCome(on, item.name, amount, remark, told)


def _delay(plan: Plan) -> str | None:
    if not plan.delay_cost_per_week:
        return None
    amounts = ", ".join(map(explain.amount, plan.delay_cost_per_week))
    return _("Each week of waiting costs {amounts}.").format(amounts=amounts)


def _decision(affected: Affected, records: Records) -> str:
    sentences = {
        "end": N_("“{name}” ends with it."),
        "move": N_("“{name}” moves, and goes on."),
        "keep": N_("“{name}” is kept, at your own risk."),
    }
    name = records.items[affected.item].name
    if affected.to:
        target = records.items[affected.to].name
        return _("“{name}” moves to “{target}”.").format(name=name, target=target)
    return _(sentences[affected.decision]).format(name=name)


class _Teller:
    """Tells the steps of one plan."""

    def __init__(self, plan: Plan, records: Records) -> None:
        self._plan = plan
        self._records = records
        self._titles = {step.id: explain.title(step, records) for step in plan.steps}
        self._standings = standings(records, plan.today)

    def stages(self) -> Iterator[Stage]:
        """Yield what the person has to do, in its order."""
        todo = [step for step in self._plan.steps if not step.is_wait]
        for number, in_stage in groupby(todo, key=lambda step: step.stage):
            places = tuple(
                (self._records.items[place].name, tuple(map(self.tell, there)))
                for place, there in groupby(in_stage, key=lambda step: step.place)
            )
            yield Stage(number, places)

    def tell(self, step: Step) -> Told:
        """Return everything that is said about a step."""
        title, state = self._titles[step.id], explain.state_text(step, self._records)
        if step.is_watch and step.state == "ready":
            state = _("watching")
        if step.is_behind:
            return Told(step, title, state, (), (), ())
        way = () if step.is_wait else (*self._instead(step), *ways(step.how), *self._login(step))
        return Told(
            step=step,
            title=title,
            state=state,
            dates=tuple(self._dates(step)),
            facts=(*way, *self._request(step)),
            reasons=tuple(first_lines(step, self._records, self._titles)),
        )

    def _dates(self, step: Step) -> Iterator[str]:
        if step.latest:
            yield _("At the latest: {day}").format(day=formats.day(step.latest))
        if step.earliest > self._plan.today and not step.automatic:
            yield _("Not before: {day}").format(day=formats.day(step.earliest))
        if step.is_watch:
            until = step.over_on
            yield _("Until: {day}").format(day=formats.day(until))

    def _instead(self, step: Step) -> Iterator[Fact]:
        """Yield what is to be changed there, and to what where that was decided."""
        links = left_behind(step, self._plan, self._records)
        old = sorted(self._records.items[link.to].name for link in links)
        if old:
            yield plain(_("So far: {names}").format(names=formats.listed(old)))
        target = target_of(step, self._plan, self._records)
        if target is not None:
            name = self._records.items[target].name
            yield plain(_("From now on: {name}").format(name=name))

    def _login(self, step: Step) -> Iterator[Fact]:
        """Yield where one has to log in for it."""
        login = step.how.needs_login
        if login is not None and login in self._records.items:
            name = self._records.items[login].name
            yield plain(_("Needs the login of “{name}”").format(name=name))

    def _request(self, step: Step) -> Iterator[Fact]:
        """Yield what was asked, and what to do next about it."""
        standing = self._standings.get(step.request or "")
        if standing is None or not standing.is_open or standing.sent_on is None:
            return
        asked = _("{request}: asked on {day}").format(
            request=standing.request, day=formats.day(standing.sent_on)
        )
        yield plain(asked)
        if standing.next:
            following = _("Next, on {day}: {action}. {because}").format(
                day=formats.day(standing.next.on),
                action=step_name(standing.next),
                because=standing.next.sentence(),
            )
            yield plain(following)


def ways(way: Way) -> Iterator[Fact]:
    """Yield every way that is recorded to reach the other party."""
    if way.url:
        yield Fact("{}", (Words(way.url, way.url if _WEB.fullmatch(way.url) else None),))
    if way.email:
        addresses = tuple(
            Words(a, f"mailto:{a}" if _MAIL.fullmatch(a) else None) for a in way.email
        )
        yield Fact(_("Write to: {addresses}").format(addresses="{}"), addresses)
    if way.phone:
        number = re.sub(r"[^+0-9]", "", way.phone) if _PHONE.fullmatch(way.phone) else None
        words = Words(way.phone, f"tel:{number}" if number else None)
        yield Fact(_("Call: {phone}").format(phone="{}"), (words,))
    if way.form:
        form = Words(way.form, way.form if _WEB.fullmatch(way.form) else None)
        yield Fact(_("Form: {form}").format(form="{}"), (form,))
    if way.note:
        yield plain(way.note)


def plain(text: str) -> Fact:
    """Return a fact that is nothing but its words."""
    return Fact("{}", (Words(text),))
