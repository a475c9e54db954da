"""From "I want to leave this" to an exit on the screen."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from footprint.i18n import _
from footprint.model.text import slug
from footprint.planner.goals import is_everything

if TYPE_CHECKING:
    from footprint.model.records import Records
    from footprint.tui.app import FootprintApp


def exit_of(records: "Records", goal: Sequence[str]) -> str | None:
    """Return the id of the exit that leaves exactly `goal`, if there is one."""
    wanted = set(goal)
    return next((e.id for e in records.exits.values() if set(e.goal) == wanted), None)


def free_name(records: "Records", goal: Sequence[str]) -> str:
    """Return a name for an exit that leaves `goal`: the first item's, numbered if taken."""
    name = _("Everything") if is_everything(goal, records) else records.items[goal[0]].name
    candidate, number = name, 2
    while slug(candidate) in records.exits:
        candidate, number = f"{name} {number}", number + 1
    return candidate


def plan_to_leave(app: "FootprintApp", goal: Sequence[str], by: date | None = None) -> None:
    """Show the exit that leaves `goal`; make it first, to be done by a day, where there is none."""
    from footprint.workspace import exits

    assert app.workspace is not None
    records = app.workspace.records
    known = exit_of(records, goal)
    if known is not None:
        app.open_exit(known)
        return
    app.perform(
        exits.save(free_name(records, goal), goal, app.workspace.today, by),
        then=lambda done: app.open_exit(done.about or ""),
    )
