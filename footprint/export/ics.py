"""The dates of an exit for a calendar program (RFC 5545): one all-day event a date, with alarms.

Events and not to-dos, which many calendar programs leave out. Without being asked the titles, which
month views and lock screens show to others, say only that a step is due (`neutral`); which one
stands in the event's text. Whoever asks for it has events titled by their steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footprint import formats
from footprint.export.events import all_day, new_calendar, uid
from footprint.export.telling import as_of, first_lines, not_encrypted
from footprint.i18n import _
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.result import Plan, Step
from footprint.requests.machine import standings
from footprint.requests.names import step_name

if TYPE_CHECKING:
    from icalendar import Calendar, Event


@dataclass(frozen=True)
class _Date:
    """Something on a day; `about` and `what` make it the same event when it is written again."""

    about: str
    what: str
    on: date
    title: str
    text: str
    warns: bool = False


def neutral(plan: Plan, records: Records, exit_id: str) -> str:
    """Return the steps' last days, first days, ends of waiting and follow-ups as events.

    Their titles say nothing; what is due stands in the event's text.
    """
    return _written(plan, records, exit_id, neutral=True)


def calendar(plan: Plan, records: Records, exit_id: str) -> str:
    """Return the same with titles that name the steps."""
    return _written(plan, records, exit_id, neutral=False)


def _written(plan: Plan, records: Records, exit_id: str, *, neutral: bool) -> str:
    made = _calendar(plan, records, exit_id)
    for one in _dates(plan, records):
        made.add_component(_event(one, plan.today, exit_id, neutral=neutral))
    text: str = made.to_ical(sorted=False).decode("utf-8")
    return text


def _calendar(plan: Plan, records: Records, exit_id: str) -> "Calendar":
    text = f"{explain.goal_title(plan, records)}. {as_of(plan, exit_id)} {not_encrypted()}"
    return new_calendar(text)


def _event(one: _Date, today: date, exit_id: str, *, neutral: bool) -> "Event":
    return all_day(
        uid("\n".join((exit_id, one.about, one.what))),
        one.on,
        today,
        title=_("footprint: a step is due") if neutral else one.title,
        text="\n".join(line for line in (one.title, one.text, not_encrypted()) if line),
        alarms=(1, 0) if one.warns else (0,),
    )


def _dates(plan: Plan, records: Records) -> Iterator[_Date]:
    """Yield what has a day and is not behind the person; what is late stands on today."""
    titles = {step.id: explain.title(step, records) for step in plan.steps}
    for step in plan.steps:
        if not step.is_behind:
            yield from _of_step(step, plan, records, titles)
    yield from _follow_ups(plan, records, titles)
    leaving, verdict = explain.goal_title(plan, records), plan.verdict
    if verdict.safe_on and not verdict.can_leave:
        told = _("{title}: safe from today").format(title=leaving)
        if verdict.safe_on <= plan.today:
            told = _("{title}: safe once these steps are done").format(title=leaving)
        yield _Date("", "safe", max(verdict.safe_on, plan.today), told, "")
    if plan.by:
        told = _("{title}: to be done by today").format(title=leaving)
        yield _Date("", "by", max(plan.by, plan.today), told, "", warns=True)


def _of_step(step: Step, plan: Plan, records: Records, titles: dict[str, str]) -> Iterator[_Date]:
    name, today = titles[step.id], plan.today
    text = "\n".join((*_ways(step), *first_lines(step, records, titles)))
    if step.is_watch:
        until = step.over_on
        told = _("{title}: over, if nothing came").format(title=name)
        yield _Date(step.id, "until", max(until, today), told, "")
        return
    if step.latest:
        told = _("{title}: last day").format(title=name)
        if step.latest < today:
            told = _("{title}: was due on {day}").format(title=name, day=formats.day(step.latest))
        yield _Date(step.id, "latest", max(step.latest, today), told, text, warns=True)
    if step.earliest > today and not step.automatic and step.earliest != step.latest:
        told = _("{title}: possible from today").format(title=name)
        yield _Date(step.id, "earliest", step.earliest, told, text)


def _ways(step: Step) -> Iterator[str]:
    """Yield how a step is done, a line each."""
    way = step.how
    for told in (way.url, ", ".join(way.email), way.phone, way.form, way.note):
        if told:
            yield told


def _follow_ups(plan: Plan, records: Records, titles: dict[str, str]) -> Iterator[_Date]:
    """Yield the next thing to do about each open request of the steps."""
    known = standings(records, plan.today)
    for step in plan.steps:
        standing = known.get(step.request or "")
        if step.is_behind or standing is None or not standing.is_open or standing.next is None:
            continue
        following = standing.next
        told = _("{title}: {action}").format(title=titles[step.id], action=step_name(following))
        on = max(following.on, plan.today)
        yield _Date(step.id, "follow_up", on, told, f"{standing.request}. {following.sentence()}")
