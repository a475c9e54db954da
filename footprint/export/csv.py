"""The order of an exit as a table, one row a step (RFC 4180), for spreadsheet programs.

Such programs take a cell that begins with = + - or @ for a formula, and a formula can read other
cells or start programs. Here no cell begins so: an apostrophe stands before it. UTF-8 begins with
a byte order mark, without which Excel takes Japanese for something else.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from footprint.export.telling import first_lines, not_encrypted
from footprint.i18n import _
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.outcome import target_of
from footprint.planner.result import Plan, Step

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_SIGNS = frozenset("=+-@")
# What a program that was told of another separator takes for the end of a cell.
_BREAKS = re.compile(r"([;\r\n])")


def safe(cell: str) -> str:
    """Return `cell` so that no spreadsheet program takes it for a formula; a tab is a blank."""
    parts = _BREAKS.split(cell.replace("\t", " "))
    return "".join(f"'{part}" if _begins_like_a_formula(part) else part for part in parts)


def _begins_like_a_formula(part: str) -> bool:
    """Whether the first sign is a formula's; blanks, quotes and what is invisible do not count."""
    visible = (c for c in part if c != '"' and unicodedata.category(c)[0] not in "ZC")
    return unicodedata.normalize("NFKC", next(visible, ""))[:1] in _SIGNS


def table(plan: Plan, records: Records, _exit_id: str) -> str:
    """Return a heading, a row for each step in order, and a last row with the notice.

    The notice stands last, in the column of what to do: a first row of another shape would be
    taken for the heading.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    heading = _heading()
    writer.writerow(heading)
    titles = {step.id: explain.title(step, records) for step in plan.steps}
    for number, step in enumerate(plan.steps, 1):
        writer.writerow([safe(cell) for cell in _row(number, step, plan, records, titles)])
    notice = [""] * len(heading)
    notice[3] = not_encrypted()
    writer.writerow(notice)
    return BYTE_ORDER_MARK + written.getvalue()


def _heading() -> list[str]:
    return [
        _("Number"),
        _("Stage"),
        _("Place"),
        _("What to do"),
        _("State"),
        _("Not before"),
        _("At the latest"),
        _("What comes first, and why"),
        _("Web address"),
        _("E-mail"),
        _("Telephone"),
        _("Form"),
        _("Login at"),
        _("Request"),
        _("Note"),
        _("Moves to"),
        _("Answer due"),
    ]


def _row(
    number: int, step: Step, plan: Plan, records: Records, titles: dict[str, str]
) -> Iterator[str]:
    """Yield the cells of a step; dates as ISO 8601, which every program reads as dates."""
    way = step.how
    yield str(number)
    yield str(step.stage)
    yield records.items[step.place].name
    yield titles[step.id]
    yield explain.state_text(step, records)
    yield "" if step.is_behind else step.earliest.isoformat()
    yield _latest(step)
    yield " ".join(first_lines(step, records, titles))
    yield way.url or ""
    yield ", ".join(way.email)
    yield way.phone or ""
    yield way.form or ""
    yield records.items[way.needs_login].name if way.needs_login else ""
    yield step.request or ""
    yield way.note or ""
    target = target_of(step, plan, records)
    yield explain.name_of(target, records) if target else ""
    yield step.due_on.isoformat() if step.due_on and not step.is_behind else ""


def _latest(step: Step) -> str:
    """Return the last day of a step, for a watch the day it is over."""
    day: date | None = None
    if not step.is_behind:
        day = step.over_on if step.is_watch else step.latest
    return day.isoformat() if day else ""
