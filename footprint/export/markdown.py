"""The order of an exit as a checklist in Markdown, to print or to keep beside the screen.

Everything a person recorded is data: it is escaped, so that Markdown and HTML show it as it is.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from footprint import formats
from footprint.i18n import _
from footprint.model.items import Item, Subscription
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.calendar import price_on
from footprint.planner.plan import Plan, Step

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


def checklist(plan: Plan, records: Records, exit_id: str) -> str:
    """Return the exit's verdict, hazards, steps by stage and place, waits and charges."""
    goals = ", ".join(records.items[item].name for item in plan.goal)
    lines = [
        "# " + escaped(_("Leave {goal}").format(goal=goals)),
        "",
        escaped(_("Exit {exit}, as of {day}.").format(exit=exit_id, day=formats.day(plan.today))),
        "",
        "> " + escaped(_("This file is not encrypted. Delete it when you no longer need it.")),
        "",
        *_verdict(plan),
        *_hazards(plan, records),
        *_deadlocks(plan, records),
        *_steps(plan, records),
        *_waits(plan, records),
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


def _steps(plan: Plan, records: Records) -> Iterator[str]:
    """Yield the steps in their order, a heading for each stage and place."""
    todo = [step for step in plan.steps if not step.is_wait]
    titles = {step.id: explain.title(step, records) for step in plan.steps}
    for stage, in_stage in groupby(todo, key=lambda step: step.stage):
        yield "## " + escaped(_("Stage {number}").format(number=formats.number(stage)))
        yield ""
        for place, there in groupby(in_stage, key=lambda step: step.place):
            yield f"### {escaped(records.items[place].name)}"
            yield ""
            for step in there:
                yield from _step(step, titles, records)
            yield ""


def _waits(plan: Plan, records: Records) -> Iterator[str]:
    titles = {step.id: explain.title(step, records) for step in plan.steps}
    waits = [step for step in plan.steps if step.is_wait]
    yield from _section(
        _("What we wait for"), (line for step in waits for line in _step(step, titles, records))
    )


def _step(step: Step, titles: dict[str, str], records: Records) -> Iterator[str]:
    box = "x" if step.is_behind else " "
    yield f"- [{box}] **{escaped(titles[step.id])}** ({escaped(explain.state_text(step, records))})"
    if step.is_behind:
        return
    for fact in (*_dates(step), *(() if step.is_wait else _way(step))):
        yield f"    - {fact}"
    for because, first in _reasons(step, records).items():
        steps = ", ".join(titles[step_id] for step_id in first)
        sentence = _("First: {steps}. {because}").format(steps=steps, because=because)
        yield f"    - {escaped(sentence)}"


def _reasons(step: Step, records: Records) -> dict[str, list[str]]:
    """Return the steps that have to come first and are still open, by the reason why."""
    still_open = {*step.waits_for, *step.better_first}
    reasons: dict[str, list[str]] = {}
    for requirement in step.requires:
        if requirement.step in still_open:
            reasons.setdefault(explain.because(requirement, records), []).append(requirement.step)
    return reasons


def _dates(step: Step) -> Iterator[str]:
    if step.latest:
        yield escaped(_("At the latest: {day}").format(day=formats.day(step.latest)))
    if step.earliest and step.state == "blocked":
        yield escaped(_("Not before: {day}").format(day=formats.day(step.earliest)))


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
    amount = formats.price(price) if price else _("amount not recorded")
    return sentence.format(day=formats.day(day), name=item.name, amount=amount)
