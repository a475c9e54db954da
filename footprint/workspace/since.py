"""What has changed in an exit since a day: the plan of then, rebuilt by the journal, and of now."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from footprint import formats
from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.exits import Exit
from footprint.model.records import Records
from footprint.planner.difference import Difference, difference
from footprint.planner.telling import both
from footprint.workspace import Workspace
from footprint.workspace.exits import plan_of


@dataclass(frozen=True)
class Since:
    """What is different since the end of `day`; `records` name the items of then and now."""

    day: date
    difference: Difference
    records: Records


def changed_since(workspace: Workspace, exit_: Exit, day: date) -> Since:
    """Return what has changed in an exit since the end of `day`, as this machine counts days.

    It reads the vault and plans three times, and keeps nothing: it may run in a thread.

    Raises:
        Refused: the day is not past, the journal does not reach back to it, the exit did not
            exist then, or it could not be planned then or cannot be now.
    """
    now, today = workspace.records, workspace.today
    if day >= today:
        raise Refused(N_("Choose a day before today, not {day}."), day=formats.day(day))
    end = datetime.combine(day + timedelta(days=1), time()).astimezone()
    begun = workspace.made_at
    if end <= begun:
        raise Refused(
            N_("The journal begins on {begun}; it does not reach back to {day}."),
            begun=formats.day(begun.astimezone().date()),
            day=formats.day(day),
        )
    then = workspace.records_at(end)
    exit_then = then.exits.get(exit_.id)
    if exit_then is None:
        raise Refused(
            N_("The exit “{exit}” did not exist on {day}."), exit=exit_.id, day=formats.day(day)
        )
    found = difference(
        plan_of(then, exit_then, day),
        plan_of(now, exit_, today),
        today=plan_of(then, exit_then, today),
    )
    return Since(day, found, both(then, now))
