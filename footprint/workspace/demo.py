"""The example vault: somebody in the middle of leaving 楽天市場, as of any day.

It is a snapshot (`footprint/data/example.json`) whose dates are written from today on, so that
it never looks stale: `{day+7}` is in a week; `{day+7-34m}` is the same day of a month at least 34
months before that has it, so that what recurs monthly from there falls on it; `{day+10+3m}` is
three months after; `{month+25}` and `{year-34}` are the month and the year of such a day.
"""

import json
import os
import re
from calendar import monthrange
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from footprint.errors import CannotOpen, Refused
from footprint.i18n import N_
from footprint.model.calendar import add_months
from footprint.model.records import Records
from footprint.model.snapshot import from_document
from footprint.model.text import shown
from footprint.workspace.snapshots import take_in

if TYPE_CHECKING:
    from footprint.workspace import Workspace

PASSPHRASE = "demo"
_MARK = "example"

_TOKEN = re.compile(r"\{(day|month|year)([+-]\d+)(?:([+-]\d+)m)?\}")


def example(today: date) -> Records:
    """Return the records of the example vault as they are on `today`."""
    text = (resources.files("footprint") / "data" / "example.json").read_text("utf-8")
    return from_document(_dated(json.loads(text), today))


def make(path: Path, today: date) -> "Workspace":
    """Write the example vault to `path`, in the place of an older one only, and open it.

    Raises:
        Refused: something else is there, which was left as it is; or it cannot be written.
        Busy: an older example is there and a UI has it open.
    """
    from footprint.workspace import Workspace

    if os.path.lexists(path):
        _drop(path, today)
    records = example(today)
    settings = {**records.sections.get("settings", {}), _MARK: True}
    marked = records.having("sections", {**records.sections, "settings": settings})
    workspace = Workspace.create(path, PASSPHRASE, today)
    try:
        workspace.do(take_in(marked))
    except BaseException:
        workspace.close()
        path.unlink()
        raise
    return workspace


def _drop(path: Path, today: date) -> None:
    """Remove an older example: a vault with its passphrase that says of itself that it is one."""
    from footprint.workspace import Workspace

    try:
        with Workspace.open(path, PASSPHRASE, today) as workspace:
            is_example = workspace.records.sections.get("settings", {}).get(_MARK) is True
            if is_example:
                workspace.claim_ui()
    except CannotOpen:
        is_example = False
    if not is_example:
        raise Refused(
            N_("What is at {path} is not the example vault; it was left as it is."),
            path=shown(path),
        )
    path.unlink()


def _dated(value: Any, today: date) -> Any:
    """Return a JSON value with every date in it written out."""
    if isinstance(value, str):
        return _TOKEN.sub(lambda token: _date_of(token, today), value)
    if isinstance(value, list):
        return [_dated(entry, today) for entry in value]
    if isinstance(value, dict):
        return {key: _dated(entry, today) for key, entry in value.items()}
    return value


def _date_of(token: re.Match[str], today: date) -> str:
    part, days, months = token.groups()
    day = today + timedelta(int(days))
    if months:
        day = (
            _months_before(day, -int(months)) if months[0] == "-" else add_months(day, int(months))
        )
    length = {"day": 10, "month": 7, "year": 4}[part]
    return day.isoformat()[:length]


def _months_before(day: date, months: int) -> date:
    """Return `day`'s number in the latest month that has it and is `months` or more before."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    while monthrange(year, month + 1)[1] < day.day:
        year, month = divmod(year * 12 + month - 1, 12)
    return date(year, month + 1, day.day)
