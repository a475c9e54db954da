"""The open steps of a plan as bars over time. Pure."""

from datetime import date, timedelta

from rich.cells import cell_len

from footprint.i18n import _
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.result import Plan, Step
from footprint.tui.plan_lines import near
from footprint.tui.text import Part, cut, fit

NAME = 42


def draw(plan: Plan, records: Records, width: int, height: int) -> list[Part]:
    """Return at most `height` lines of `width` cells: an axis, then the steps that take longest.

    The steps of the critical path, which decide when it is safe, stand out and come first.
    """
    critical = set(plan.critical_path)
    steps = [step for step in plan.steps if not step.is_behind and not step.automatic]
    if not steps:
        return [_("Everything is behind you.")]
    last = max(map(_end, steps))
    days = max(14, (last - plan.today).days + 1)
    room = max(20, width - NAME - 2)
    ordered = sorted(steps, key=lambda s: (s.id not in critical, -s.expected_days))
    shown = sorted(ordered[: height - 1], key=lambda s: (s.earliest, _end(s)))
    words: list[Part] = [(_axis(plan.today, days, room), "$text-muted"), "\n"]
    for step in shown:
        style = "bold $primary" if step.id in critical else "$text-muted"
        name = fit(explain.title(step, records), NAME)
        words += [(name, "" if step.id in critical else "$text-muted"), "  "]
        words += [(_bar(step, plan.today, days, room, step.id in critical), style), "\n"]
    return words[:-1]


def _end(step: Step) -> date:
    return step.earliest + timedelta(days=step.expected_days)


def _column(day: date, today: date, days: int, room: int) -> int:
    return min(room - 1, max(0, (day - today).days * room // days))


def _bar(step: Step, today: date, days: int, room: int, critical: bool) -> str:
    start = _column(step.earliest, today, days, room)
    end = max(start + 1, _column(_end(step), today, days, room))
    return " " * start + ("█" if critical else "━") * (end - start)


def _axis(today: date, days: int, room: int) -> str:
    """Return the line of dates above the bars, as many as fit."""
    line = " " * (NAME + 2)
    step = max(7, days * 14 // room // 7 * 7 + 7)
    for offset in range(0, days, step):
        day = today + timedelta(days=offset)
        column = NAME + 2 + _column(day, today, days, room)
        if column >= cell_len(line):
            line += " " * (column - cell_len(line)) + near(day, today) + "  "
    return cut(line.rstrip(), NAME + 2 + room)
