"""Exits: saved plans, what was decided about their items, and what was done."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from footprint import formats
from footprint.cli.output import say, say_json, say_table, say_wrapped
from footprint.cli.planned import show_difference, show_plan, show_step, show_told, verdict
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.values import STANDARD_STREAM, read_day
from footprint.errors import Refused, Usage
from footprint.i18n import N_, _, ngettext
from footprint.model.exits import Exit
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.beside import also_told, conflict_told, conflicts, elsewhere
from footprint.planner.difference import difference
from footprint.planner.document import difference_document, plan_document
from footprint.planner.result import Plan, Step
from footprint.planner.step_told import if_skipped, step_told, waiting_directly
from footprint.planner.telling import both, outcome_told
from footprint.workspace import Workspace, exits
from footprint.workspace.finishing import finish as finish_exit
from footprint.workspace.finishing import what_was_done
from footprint.workspace.items import Action


def list_exits(args: Args, session: Session) -> None:
    """List the saved exits with their verdicts."""
    with session.open(reading=True) as workspace:
        saved = sorted(workspace.records.exits.values(), key=lambda exit_: exit_.id)
        if args.has("json"):
            say_json([_document(workspace, exit_) for exit_ in saved])
            return
        if not saved:
            say(_("There are no exits. footprint plan REF --save NAME makes one."))
        for exit_ in saved:
            _say_exit(workspace, exit_)


def _planned(workspace: Workspace, exit_: Exit) -> tuple[Plan | None, str]:
    """Return the plan of an exit, or why there is none."""
    try:
        return workspace.plan_exit(exit_), ""
    except Refused as error:
        return None, str(error)


def _document(workspace: Workspace, exit_: Exit) -> dict[str, Any]:
    """Return an exit with the snapshot's fields, its verdict and how far it is."""
    plan, _reason = _planned(workspace, exit_)
    if plan is None:
        return {**exit_.to_json(), "verdict": None, "steps": None}
    stated = plan_document(plan, workspace.records)["verdict"]
    behind, every = plan.progress
    return {
        **exit_.to_json(),
        "verdict": {key: stated[key] for key in ("safe", "safe_on", "complete_on")},
        "steps": {"done": behind, "all": every},
    }


def _say_exit(workspace: Workspace, exit_: Exit) -> None:
    plan, reason = _planned(workspace, exit_)
    say(f"{exit_.id}: {explain.goal_title(plan or exit_, workspace.records)}")
    if plan is None:
        say(f"  {reason}")
        return
    behind, every = plan.progress
    steps = ngettext("{done} of {n} step", "{done} of {n} steps", every)
    done = steps.format(done=formats.number(behind), n=formats.number(every))
    say_table([(done, verdict(plan, workspace.records))], indent=2)


def show(args: Args, session: Session) -> None:
    """Show the plan of an exit as it stands today."""
    since, step = args.day("since"), args.text("step")
    if since and step:
        raise Usage(N_("Give either --since or --step."))
    with session.open(reading=True) as workspace:
        exit_ = exits.find(workspace.records, args.need("EXIT"))
        if since:
            _show_since(workspace, exit_, since, as_json=args.has("json"))
            return
        plan = workspace.plan_exit(exit_)
        if step:
            found_step = exits.find_step(plan, step)
            _show_one(plan, found_step, workspace.records, args.has("json"))
            also = also_told(found_step.item, exit_.id, workspace.plans(), workspace.records)
            if also and not args.has("json"):
                say()
                say_wrapped(also)
        elif args.has("json"):
            say_json(plan_document(plan, workspace.records))
        else:
            show_exit(exit_, workspace)


def show_exit(exit_: Exit, workspace: Workspace) -> None:
    """Show the plan of an exit beside the other ones: what clashes with them and what is shared.

    Raises:
        Refused: a decision of it has become impossible.
    """
    plan, plans, records = workspace.plan_exit(exit_), workspace.plans(), workspace.records
    found = conflicts(exit_.id, plans)
    show_plan(plan, records, [conflict_told(each, records) for each in found])
    _show_shared(exit_, plan, plans, records)


def _show_shared(exit_: Exit, plan: Plan, plans: Mapping[str, Plan], records: Records) -> None:
    """Show what other exits affect, too."""
    shared = [
        (records.items[each.item].name, also)
        for each in plan.affected
        if (also := elsewhere(each.item, exit_.id, plans, records))
    ]
    if shared:
        say()
        say(_("In other exits, too"))
        say_table(shared, indent=2)


def _show_one(plan: Plan, step: Step, records: Records, as_json: bool) -> None:
    """Show everything about one step of a plan."""
    told = step_told(step, plan, records)
    if as_json:
        document = next(s for s in plan_document(plan, records)["steps"] if s["id"] == step.id)
        waiting = [later.id for later, _why in waiting_directly(step, plan)]
        skipped = [] if step.is_behind else list(if_skipped(step, plan, records))
        say_json({**document, "waiting": waiting, "if_skipped": skipped})
        return
    show_step(step, plan, records)
    show_told(told)


def _show_since(workspace: Workspace, exit_: Exit, day: date, *, as_json: bool) -> None:
    """Show what has changed since the end of a day."""
    from footprint.workspace.since import changed_since

    found = changed_since(workspace, exit_, day)
    if as_json:
        document = difference_document(found.difference, found.records)
        span = {"since": day.isoformat(), "today": workspace.today.isoformat()}
        say_json({"exit": exit_.id, **span, **document})
        return
    title = explain.goal_title(exit_, workspace.records)
    say(_("{exit}: what has changed since {day}").format(exit=title, day=formats.day(day)))
    show_difference(found.difference, found.records)


def export(args: Args, session: Session) -> None:
    """Write an exit in one of the formats, to a file or standard output."""
    from footprint.export.formats import DEFAULT, FORMATS, format_of, render

    target = args.text("to") or STANDARD_STREAM
    # Before the vault is opened: what cannot be written is told at once.
    chosen = args.text("format")
    if chosen is None:
        chosen = DEFAULT if target == STANDARD_STREAM else format_of(target)
    redact, detailed = args.has("redact"), args.has("detailed")
    if redact and detailed:
        raise Usage(N_("Give either --redact or --detailed."))
    if detailed and not FORMATS[chosen].detailed_source:
        raise Usage(N_("--detailed is for a calendar file (.ics); the other forms have the names."))
    with session.open(reading=True) as workspace:
        exit_ = exits.find(workspace.records, args.need("EXIT"))
        plan = workspace.plan_exit(exit_)
        records = workspace.records
        text = render(chosen, plan, records, exit_.id, redact=redact, detailed=detailed)
    session.hand_out(target, text, overwrite=args.has("overwrite"))


def decide(args: Args, session: Session) -> None:
    """Decide how an item is treated in an exit."""
    with session.open() as workspace:
        to = args.text("to")
        action = exits.decide(
            args.need("EXIT"),
            workspace.find(args.need("ITEM")).id,
            args.need("DECISION"),
            workspace.today,
            None if to is None else workspace.find(to).id,
            args.text("note"),
        )
        _change_plan(args, session, workspace, action)


def _change_plan(args: Args, session: Session, workspace: Workspace, action: Action) -> None:
    """Do an action that changes the plan of an exit, and tell how."""
    records = workspace.records
    before, _reason = _planned(workspace, exits.find(records, args.need("EXIT")))
    if not session.change(workspace, action):
        return
    after, reason = _planned(workspace, exits.find(workspace.records, args.need("EXIT")))
    if after is None:
        say(reason)
        return
    show_difference(difference(before, after), both(records, workspace.records))


def undecide(args: Args, session: Session) -> None:
    """Take a decision back."""
    with session.open() as workspace:
        item = workspace.find(args.need("ITEM"))
        _change_plan(args, session, workspace, exits.undecide(args.need("EXIT"), item.id))


def done(args: Args, session: Session) -> None:
    """Record that a step was done by hand."""
    on = args.day("on")
    with session.open() as workspace:
        action = exits.complete(
            args.need("EXIT"), args.need("STEP"), workspace.today, on, args.text("note")
        )
        session.change(workspace, action)
        exit_ = exits.find(workspace.records, args.need("EXIT"))
        plan, _reason = _planned(workspace, exit_)
        if plan is not None and plan.is_finished:
            say_wrapped(
                _(
                    "Nothing is left for you to do here. Bring the record up to date with: "
                    "footprint exit finish {exit}"
                ).format(exit=exit_.id)
            )


def finish(args: Args, session: Session) -> None:
    """Bring the record up to date with what was done."""
    with session.open(reading=args.has("dry-run")) as workspace:
        exit_ = exits.find(workspace.records, args.need("EXIT"))
        found = what_was_done(workspace.records, exit_.id, workspace.today)
        told = outcome_told(found, exit_.id, workspace.records)
        if args.has("dry-run"):
            if not told:
                say(_("Nothing to change: it is so already."))
        else:
            session.change(workspace, finish_exit(exit_.id, workspace.today))
        show_told(told)


def reopen(args: Args, session: Session) -> None:
    """Take back that a step was done."""
    with session.open() as workspace:
        session.change(workspace, exits.reopen(args.need("EXIT"), args.need("STEP")))


def finish_by(args: Args, session: Session) -> None:
    """Set the day by which an exit has to be done, or empty it with `none`."""
    given = args.need("DATE")
    by = None if given == "none" else read_day(given, "DATE")
    with session.open() as workspace:
        session.change(workspace, exits.finish_by(args.need("EXIT"), by))


def remove(args: Args, session: Session) -> None:
    """Drop an exit; its items stay."""
    with session.open() as workspace:
        session.change(workspace, exits.remove(args.need("EXIT")))
