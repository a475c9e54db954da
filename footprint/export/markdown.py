"""The order of an exit as a checklist in Markdown, to print or to keep beside the screen.

Everything a person recorded is data: it is escaped, so that Markdown and HTML show it as it is.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from footprint import formats
from footprint.export.telling import as_of, first_lines, not_encrypted
from footprint.i18n import _
from footprint.model.items import Item, Subscription
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.calendar import price_on
from footprint.planner.plan import Plan, Step
from footprint.requests.machine import standings
from footprint.requests.names import action_name

_MARKS = re.compile(r"([\\`*_\[\]~|$]|:(?=[\w+-]+:))")
# What makes a list, a heading or a rule, where a line begins with it.
_BEGINNINGS = re.compile(r"^(\d*)([#+\-=:.)])")
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9/._~?#=&%+,@:-]+")


def escaped(text: str) -> str:
    """Return `text` as one line that Markdown and HTML show literally."""
    line = " ".join(text.split())
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        line = line.replace(mark, entity)
    return _BEGINNINGS.sub(r"\1\\\2", _MARKS.sub(r"\\\1", line))


PRESSING_DAYS = 7


def checklist(plan: Plan, records: Records, exit_id: str) -> str:
    """Return the exit's verdict, hazards, steps by stage and place, waits and charges."""
    lines = [
        "# " + escaped(explain.goal_title(plan, records)),
        "",
        escaped(as_of(plan, exit_id)),
        "",
        "> " + escaped(not_encrypted()),
        "",
        *_verdict(plan),
        *_hazards(plan, records),
        *_deadlocks(plan, records),
        *_pressing(plan, records),
        *_Steps(plan, records).lines(),
        *_charges(plan, records),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a heading and its lines; nothing where there are none."""
    content = list(lines)
    if content:
        yield from (f"## {escaped(title)}", "", *content, "")


def _verdict(plan: Plan) -> Iterator[str]:
    verdict = plan.verdict
    stated = _("Safe to leave") if verdict.safe else _("Not safe to leave yet")
    yield f"**{escaped(stated)}**"
    dates = []
    if plan.by:
        dates.append(_("To be done by {day}.").format(day=formats.day(plan.by)))
    if verdict.safe_on and not verdict.safe:
        dates.append(_("Safe from {day}.").format(day=formats.day(verdict.safe_on)))
    if verdict.complete_on:
        dates.append(_("Complete on {day}.").format(day=formats.day(verdict.complete_on)))
    if dates:
        yield ""
        yield escaped(" ".join(dates))
    yield ""


def _hazards(plan: Plan, records: Records) -> Iterator[str]:
    """Yield what goes wrong today, and what was accepted."""
    hazards = plan.verdict.hazards
    yield from _section(
        _("What goes wrong if you leave today"),
        (f"- {escaped(explain.hazard_message(h, records))}" for h in hazards if not h.accepted),
    )
    yield from _section(
        _("Accepted at your own risk"),
        (f"- {escaped(explain.hazard_message(h, records))}" for h in hazards if h.accepted),
    )


def _deadlocks(plan: Plan, records: Records) -> Iterator[str]:
    yield from _section(
        _("What waits for itself"),
        (f"- {escaped(explain.deadlock_message(d, records))}" for d in plan.deadlocks),
    )


def _pressing(plan: Plan, records: Records) -> Iterator[str]:
    """Yield what is late or has to be done within a week, most pressing first."""
    soon = plan.today + timedelta(days=PRESSING_DAYS)
    steps = [
        step
        for step in plan.steps
        if step.state == "overdue" or (step.latest and step.latest <= soon and not step.is_behind)
    ]
    steps.sort(key=lambda step: (step.latest or plan.today, step.id))
    lines = []
    for step in steps:
        line = f"**{escaped(explain.title(step, records))}**"
        if step.latest:
            last = _("At the latest: {day}").format(day=formats.day(step.latest))
            line += f": {escaped(last)}"
        lines.append(f"- {line} ({escaped(explain.state_text(step, records))})")
    yield from _section(_("What cannot wait"), lines)


class _Steps:
    """The steps of a plan as lines with boxes to tick."""

    def __init__(self, plan: Plan, records: Records) -> None:
        self._plan = plan
        self._records = records
        self._titles = {step.id: explain.title(step, records) for step in plan.steps}
        self._standings = standings(records, plan.today)

    def lines(self) -> Iterator[str]:
        """Yield the steps in their order, a heading for each stage and place; then the waits."""
        todo = [step for step in self._plan.steps if not step.is_wait]
        for stage, in_stage in groupby(todo, key=lambda step: step.stage):
            yield "## " + escaped(_("Stage {number}").format(number=formats.number(stage)))
            yield ""
            for place, there in groupby(in_stage, key=lambda step: step.place):
                yield f"### {escaped(self._records.items[place].name)}"
                yield ""
                for step in there:
                    yield from self._step(step)
                yield ""
        waits = [step for step in self._plan.steps if step.is_wait]
        yield from _section(
            _("What we wait for"), (line for step in waits for line in self._step(step))
        )

    def _step(self, step: Step) -> Iterator[str]:
        box = "x" if step.is_behind else " "
        state = escaped(explain.state_text(step, self._records))
        yield f"- [{box}] **{escaped(self._titles[step.id])}** ({state})"
        if step.is_behind:
            return
        facts = [*self._dates(step), *(() if step.is_wait else _way(step)), *self._request(step)]
        for fact in facts:
            yield f"    - {fact}"
        for sentence in first_lines(step, self._records, self._titles):
            yield f"    - {escaped(sentence)}"

    def _dates(self, step: Step) -> Iterator[str]:
        if step.latest:
            yield escaped(_("At the latest: {day}").format(day=formats.day(step.latest)))
        if step.earliest > self._plan.today and not step.automatic:
            yield escaped(_("Not before: {day}").format(day=formats.day(step.earliest)))
        if step.is_watch:
            until = step.earliest + timedelta(days=step.expected_days)
            yield escaped(_("Until: {day}").format(day=formats.day(until)))

    def _request(self, step: Step) -> Iterator[str]:
        """Yield what was asked, and what to do next about it."""
        standing = self._standings.get(step.request or "")
        if standing is None or not standing.is_open or standing.sent_on is None:
            return
        asked = _("{request}: asked on {day}").format(
            request=standing.request, day=formats.day(standing.sent_on)
        )
        yield escaped(asked)
        if standing.next:
            following = _("Next, on {day}: {action}. {because}").format(
                day=formats.day(standing.next.on),
                action=action_name(standing.next.action),
                because=standing.next.sentence(),
            )
            yield escaped(following)


def _way(step: Step) -> Iterator[str]:
    way = step.how
    if way.url:
        yield f"<{way.url}>" if _PLAIN_ADDRESS.fullmatch(way.url) else escaped(way.url)
    if way.email:
        yield escaped(_("Write to: {addresses}").format(addresses=", ".join(way.email)))
    if way.phone:
        yield escaped(_("Call: {phone}").format(phone=way.phone))
    if way.form:
        yield escaped(_("Form: {form}").format(form=way.form))
    if way.note:
        yield escaped(way.note)


def _charges(plan: Plan, records: Records) -> Iterator[str]:
    rows = sorted((day, item) for item, days in plan.charges.items() for day in days)
    unavoidable = {(charge.on, charge.item) for charge in plan.unavoidable}
    contested = {(charge.on, charge.item) for charge in plan.contested}
    lines = []
    for row in rows:
        sentence = _("{day}: {name}, {amount}")
        if row in unavoidable:
            sentence = _("{day}: {name}, {amount}, can no longer be avoided")
        elif row in contested:
            sentence = _("{day}: {name}, {amount}, would come in spite of your notice")
        day, item = row
        lines.append("- " + escaped(_charge(sentence, day, records.items[item])))
    yield from _section(_("Charges to come if nothing is done"), lines)


def _charge(sentence: str, day: date, item: Item) -> str:
    price = price_on(item, day) if isinstance(item, Subscription) else None
    amount = formats.price(price) if price else _("no amount given")
    return sentence.format(day=formats.day(day), name=item.name, amount=amount)
