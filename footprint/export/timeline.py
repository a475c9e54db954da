"""The open steps of a plan as bars over time: one SVG picture."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from rich.cells import cell_len

from footprint import formats
from footprint.cells import cut
from footprint.export.markup import Markup, join, label, tag
from footprint.i18n import _
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.result import Plan, Step

WIDTH = 880
NAMES = 300
RIGHT = 12
ROW = 19
HEAD = 44
CELL = 7.0
"""How wide a cell of text is at most, in the units of the picture."""
MOST_ROWS = 54
"""As many as one printed page has room for."""
LEAST_DAYS = 28
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)


@dataclass(frozen=True)
class Timeline:
    """The picture, and how many open steps it has no room for."""

    svg: Markup
    left_out: int


def timeline(plan: Plan, records: Records) -> Timeline | None:
    """Return the steps that are still to do, by stage and place; None when there are none.

    Where there are too many, those of the critical path, those with a last day and the longest
    are drawn.
    """
    steps = [step for step in plan.steps if not step.is_behind and not step.automatic]
    if not steps:
        return None
    shown = _choose(steps, plan)
    scale = _Scale(plan, shown)
    rows = [(key, list(group)) for key, group in groupby(shown, key=_place)]
    height = HEAD + ROW * (len(shown) + len(rows)) + 6
    body = join(
        *_months(scale, height),
        *_marks(plan, scale, height),
        *_rows(rows, plan, records, scale),
    )
    title = tag("title", _("Timeline of the open steps"), id="timeline-title")
    svg = tag(
        "svg",
        title,
        body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        class_="timeline",
        role="img",
        aria_labelledby="timeline-title",
    )
    return Timeline(svg, len(steps) - len(shown))


def _place(step: Step) -> tuple[int, str]:
    return step.stage, step.place


def _choose(steps: list[Step], plan: Plan) -> list[Step]:
    """Return as many steps as there is room for, in their order."""
    critical = set(plan.critical_path)
    ranked = sorted(
        steps,
        key=lambda s: (s.id not in critical, s.latest or date.max, -s.expected_days, s.id),
    )
    kept: set[str] = set()
    places: set[tuple[int, str]] = set()
    for step in ranked:
        if len(kept) + 1 + len(places | {_place(step)}) > MOST_ROWS:
            break
        kept.add(step.id)
        places.add(_place(step))
    drawn = [step for step in steps if step.id in kept]
    # Watches stand where their place is; in the plan they are spread over the end.
    return sorted(drawn, key=lambda step: step.stage)


class _Scale:
    """From days to units across the picture."""

    def __init__(self, plan: Plan, steps: Iterable[Step]) -> None:
        ends = [plan.verdict.safe_on, plan.verdict.complete_on, plan.by]
        days = [*map(_end, steps), *(step.latest for step in steps), *ends]
        self.first = plan.today
        self.last = max(*(day for day in days if day), plan.today + timedelta(days=LEAST_DAYS))

    def x(self, day: date) -> float:
        """Return where `day` begins; what is over stands at the left edge."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return NAMES + (WIDTH - NAMES - RIGHT) * max(0.0, share)


def _end(step: Step) -> date:
    return step.earliest + timedelta(days=step.expected_days)


def _months(scale: _Scale, height: float) -> Iterator[Markup]:
    """Yield a line and a name for each month, or for every few where they would not fit."""
    firsts = list(_firsts(scale))
    room = (WIDTH - NAMES - RIGHT) / max(1, len(firsts))
    every = next((n for n in _MONTH_STEPS if n * room >= 72), _MONTH_STEPS[-1])
    for number, first in enumerate(firsts):
        if number % every:
            continue
        x = scale.x(first)
        yield tag("line", x1=x, x2=x, y1=18, y2=height, class_="grid")
        words = formats.month(f"{first.year:04}-{first.month:02}")
        if x + cell_len(words) * CELL <= WIDTH:
            yield tag("text", words, x=x + 3, y=12, class_="quiet")


def _firsts(scale: _Scale) -> Iterator[date]:
    """Yield the first day of each month that begins inside the picture."""
    year, month = scale.first.year, scale.first.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        if year > 9999 or (first := date(year, month, 1)) > scale.last:
            return
        yield first


def _marks(plan: Plan, scale: _Scale, height: float) -> Iterator[Markup]:
    """Yield a line across for today, for the day it is safe and the day all is over."""
    verdict = plan.verdict
    marks = [(plan.today, _("today"), "today")]
    if verdict.safe_on and not verdict.can_leave:
        day = formats.day_short(verdict.safe_on)
        marks.append((verdict.safe_on, _("safe: {day}").format(day=day), "safe"))
    if verdict.complete_on and verdict.complete_on > plan.today:
        day = formats.day_short(verdict.complete_on)
        marks.append((verdict.complete_on, _("complete: {day}").format(day=day), "complete"))
    taken = 0.0
    for day_, words, name in marks:
        x, size = scale.x(day_), (cell_len(words) + 1) * CELL
        y = 27 if x >= taken else 39
        at_end = x + size > WIDTH
        taken = max(taken, x + (0 if at_end else size))
        yield tag("line", x1=x, x2=x, y1=y - 9, y2=height, class_=f"mark {name}")
        anchor = "end" if at_end else None
        yield tag("text", words, x=x + (-4 if at_end else 4), y=y, text_anchor=anchor, class_=name)


def _rows(
    rows: list[tuple[tuple[int, str], list[Step]]], plan: Plan, records: Records, scale: _Scale
) -> Iterator[Markup]:
    y = float(HEAD)
    critical = set(plan.critical_path)
    for (stage, place), steps in rows:
        name = f"{formats.number(stage)} · {records.items[place].name}"
        room = int(NAMES / CELL) - 2
        yield tag("line", x1=0, x2=WIDTH, y1=y, y2=y, class_="rule")
        yield label(cut(name, room), 0, y + 14, NAMES - 8, "place")
        y += ROW
        for step in steps:
            title = explain.title(step, records)
            yield tag(
                "g",
                tag("title", title),
                label(cut(title, room), 10, y + 13, NAMES - 18),
                *_bar(step, scale, y),
                class_="step critical" if step.id in critical else "step",
            )
            y += ROW


def _bar(step: Step, scale: _Scale, y: float) -> Iterator[Markup]:
    start = scale.x(step.earliest)
    width = max(4.0, scale.x(_end(step)) - start)
    yield tag("rect", x=start, y=y + 4, width=width, height=ROW - 9, rx=2, class_="bar")
    if step.latest:
        x, middle = scale.x(step.latest), y + ROW / 2
        points = f"{x:.1f},{middle - 6:.1f} {x + 5:.1f},{middle:.1f} {x:.1f},{middle + 6:.1f}"
        yield tag("polygon", points=f"{points} {x - 5:.1f},{middle:.1f}", class_="latest")
