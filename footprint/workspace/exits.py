"""Actions on exits: make one, decide about its items, record what was done by hand."""

from collections.abc import Sequence
from datetime import date

from footprint import formats
from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.changes import Change, ChangeSet
from footprint.model.exits import Completion, Decision, Exit
from footprint.model.records import Records
from footprint.model.text import clean_line, clean_prose, fold, slug
from footprint.planner.exits import ended_by, plan_exit
from footprint.planner.explain import title as title_of
from footprint.planner.plan import Plan, Step
from footprint.workspace.dates import checked
from footprint.workspace.items import Action, existing
from footprint.workspace.taking_over import refuse_misfit, takes_over, taking_over


def find(records: Records, exit_id: str) -> Exit:
    """Return the exit with this id, or the only one whose id begins so.

    Raises:
        Refused: there is none, or there are several.
    """
    asked = exit_id.strip()
    if asked in records.exits:
        return records.exits[asked]
    wanted = fold(asked)
    for matches in (str.__eq__, str.startswith):
        found = [e for e in records.exits.values() if wanted and matches(fold(e.id), wanted)]
        if len(found) == 1:
            return found[0]
    if not records.exits:
        raise Refused(
            N_("There is no exit “{exit}”, and no other one. Make one with: {command}"),
            exit=clean_line(exit_id),
            command="footprint plan REF --save NAME",
        )
    raise Refused(
        N_("There is no exit “{exit}”; the exits are: {known}."),
        exit=clean_line(exit_id),
        known=", ".join(sorted(records.exits)),
    )


def plan_of(records: Records, exit_: Exit, today: date) -> Plan:
    """Return the plan of an exit as it stands.

    Raises:
        Refused: a decision has become impossible.
    """
    return plan_exit(records, exit_, today)


def save(
    name: str,
    goal: Sequence[str],
    today: date,
    by: date | None = None,
    decisions: Sequence[Decision] = (),
) -> Action:
    """Keep an exit under `name`, its id made from it."""

    def action(records: Records) -> ChangeSet:
        for item in goal:
            existing(records, item)
        exit_id = slug(name)
        if exit_id in records.exits:
            raise Refused(
                N_("There is already an exit “{exit}”; choose another name."), exit=exit_id
            )
        unique = tuple(dict.fromkeys(goal))
        made = Exit.from_json({"id": exit_id, "goal": unique, "by": by, "created_on": today})
        made = made.changed(decisions=tuple(decisions))
        plan_of(records, made, today)
        return ChangeSet(
            N_("Saved the exit “{exit}”"),
            {"exit": exit_id},
            (Change("exits", None, made),),
            exit_id,
        )

    return action


def remove(exit_id: str) -> Action:
    """Drop an exit with its decisions and completions; the items stay as they are."""

    def action(records: Records) -> ChangeSet:
        exit_ = find(records, exit_id)
        return ChangeSet(
            N_("Removed the exit “{exit}”"), {"exit": exit_.id}, (Change("exits", exit_, None),)
        )

    return action


def finish_by(exit_id: str, by: date | None) -> Action:
    """Set, or empty, the day by which an exit has to be done."""

    def action(records: Records) -> ChangeSet:
        before = find(records, exit_id)
        after = before.changed(by=by and checked(by))
        return _replaced(N_("Changed the date of the exit “{exit}”"), before, after)

    return action


def decide(
    exit_id: str,
    item: str,
    decision: str,
    today: date,
    to: str | None = None,
    note: str | None = None,
) -> Action:
    """Decide how one affected item is treated; a new decision takes the old one's place.

    An address or card that moves to another one hands over all that hangs on it.
    """

    def action(records: Records) -> ChangeSet:
        before = find(records, exit_id)
        name = existing(records, item).name
        if to is not None:
            existing(records, to)
            _refuse_ending(records, before, to, today)
        if decision == "move" and to and takes_over(records.items[item], records.items[to]):
            return _hand_over(records, before, item, to, today, note and clean_prose(note))
        made = Decision.from_json(
            {"item": item, "decision": decision, "to": to, "note": note and clean_prose(note)}
        )
        others = tuple(d for d in before.decisions if d.item != item)
        after = before.changed(decisions=(*others, made))
        planned = plan_of(records, after, today)
        if to is not None:
            refuse_misfit(planned, records, item, to)
        return _replaced(N_("Decided about “{name}” in “{exit}”"), before, after, name=name)

    return action


def _hand_over(
    records: Records, before: Exit, item: str, to: str, today: date, note: str | None
) -> ChangeSet:
    """Decide for all that hangs on `item` that it moves to `to`."""
    left = before.changed(decisions=tuple(d for d in before.decisions if d.item != item))
    found = taking_over(plan_of(records, left, today), records, item, to)
    made = [decision.changed(note=note) for decision in found]
    decided = {decision.item for decision in made}
    others = tuple(d for d in left.decisions if d.item not in decided)
    after = before.changed(decisions=(*others, *made))
    plan_of(records, after, today)
    return _replaced(
        N_("Decided in “{exit}” that what hangs on “{name}” moves to “{target}”: {count}"),
        before,
        after,
        name=records.items[item].name,
        target=records.items[to].name,
        count=str(len(made)),
    )


def _refuse_ending(records: Records, exit_: Exit, to: str, today: date) -> None:
    """Refuse to move something to what another exit ends: the two would contradict each other.

    Raises:
        Refused: another exit ends it.
    """
    other = ended_by(records, exit_, to, today)
    if other:
        raise Refused(
            N_("“{target}” ends in the exit “{exit}”; choose another, or change that exit first."),
            target=records.items[to].name,
            exit=other.id,
        )


def undecide(exit_id: str, item: str) -> Action:
    """Take a decision back: the item is treated as by default again."""

    def action(records: Records) -> ChangeSet:
        before = find(records, exit_id)
        kept = tuple(d for d in before.decisions if d.item != item)
        after = before.changed(decisions=kept)
        name = existing(records, item).name
        return _replaced(
            N_("Took back the decision about “{name}” in “{exit}”"), before, after, name=name
        )

    return action


def complete(
    exit_id: str, step_id: str, today: date, on: date | None = None, note: str | None = None
) -> Action:
    """Record that a step was done by hand, on `on` or today.

    Steps may be recorded out of order: what happened, happened.
    """

    def action(records: Records) -> ChangeSet:
        before = find(records, exit_id)
        day = on or today
        if day > today:
            raise Refused(
                N_("A step is done on or before today, not on {day}."), day=formats.day(day)
            )
        step = find_step(plan_of(records, before, today), step_id)
        if step.automatic:
            raise Refused(N_("“{step}” happens by itself; nobody has to do it."), step=step.id)
        if step.state == "done":
            raise Refused(N_("“{step}” is already done."), step=step.id)
        title = title_of(step, records)
        summary = (
            N_("Recorded as done, before what it waits for: {step}")
            if step.state == "blocked"
            else N_("Recorded as done: {step}")
        )
        made = Completion.from_json(
            {
                "action": step.action,
                "item": step.item,
                "on": day,
                "note": note and clean_prose(note),
            }
        )
        after = before.changed(completions=(*before.completions, made))
        return _replaced(summary, before, after, step=title)

    return action


def reopen(exit_id: str, step_id: str) -> Action:
    """Take back that a step was done by hand, with whichever exit that was recorded."""

    def action(records: Records) -> ChangeSet:
        about = find(records, exit_id)
        changes = []
        for before in records.exits.values():
            kept = tuple(c for c in before.completions if f"{c.action}:{c.item}" != step_id)
            if len(kept) != len(before.completions):
                after = before.changed(completions=kept)
                changes.append(Change("exits", before, after))
        if not changes:
            raise Refused(
                N_("“{step}” was not recorded as done by hand."), step=clean_line(step_id)
            )
        values = {"exit": about.id, "step": step_id}
        return ChangeSet(N_("Took back “{step}”"), values, tuple(changes), about.id)

    return action


def find_step(plan_: Plan, step_id: str) -> Step:
    """Return the step of a plan with this id (`action:item`).

    Raises:
        Refused: there is none; the nearest ids are told.
    """
    for step in plan_.steps:
        if step.id == step_id.strip():
            return step
    wanted = step_id.strip().partition(":")
    close = [s.id for s in plan_.steps if s.item == wanted[2] or s.action == wanted[0]]
    names = ", ".join(close[:6]) or ", ".join(s.id for s in plan_.steps[:6])
    raise Refused(
        N_("There is no step “{step}” in this exit; steps are named like {names}."),
        step=clean_line(step_id),
        names=names,
    )


def _replaced(summary: str, before: Exit, after: Exit, **values: str) -> ChangeSet:
    changes = (Change("exits", before, after),) if after != before else ()
    return ChangeSet(summary, {"exit": before.id, **values}, changes, before.id)
