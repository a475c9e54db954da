"""Plans: the order in which to leave something, as a question or kept as an exit."""

from datetime import date

from footprint.cli.exits import show_exit
from footprint.cli.output import say, say_json, warn
from footprint.cli.planned import show_plan
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.words import DECISIONS
from footprint.errors import Refused, Usage
from footprint.i18n import N_
from footprint.model.exits import Decision
from footprint.planner.document import plan_document
from footprint.planner.goals import everything
from footprint.planner.result import Plan
from footprint.workspace import Workspace, exits
from footprint.workspace.taking_over import refuse_misfit, takes_over, taking_over


def plan(args: Args, session: Session) -> None:
    """Plan leaving some items; with --save the plan is kept as an exit."""
    by, name = args.day("by"), args.text("save")
    with session.open(reading=name is None) as workspace:
        goal = _goal(args, workspace)
        decisions = _handing_over(_decisions(args, workspace), goal, by, workspace)
        if name is None:
            _show(workspace.plan(goal, by, decisions), workspace, as_json=args.has("json"))
            return
        # Saved before it is shown: what is refused shows nothing, and the exit's plan is told as
        # it stands beside the other exits.
        planned = workspace.plan(goal, by, decisions)
        for decision in decisions:
            if decision.to:
                refuse_misfit(planned, workspace.records, decision.item, decision.to)
        saved = workspace.do(exits.save(name, goal, workspace.today, by, decisions))
        exit_ = exits.find(workspace.records, saved.about or "")
        if args.has("json"):
            _show(workspace.plan_exit(exit_), workspace, as_json=True)
            # Standard output is the plan's, for a program that reads it.
            warn(saved.sentence())
        else:
            show_exit(exit_, workspace)
            say(saved.sentence())


def _show(planned: Plan, workspace: Workspace, *, as_json: bool) -> None:
    if as_json:
        say_json(plan_document(planned, workspace.records))
    else:
        show_plan(planned, workspace.records)


def _goal(args: Args, workspace: Workspace) -> list[str]:
    """Return the ids of what is to be left.

    Raises:
        Usage: nothing is named, or something besides everything.
        Refused: there is nothing to leave.
    """
    named = args.many("REF")
    if bool(named) == args.has("everything"):
        raise Usage(N_("Say what you want to leave: either REF or --everything."))
    if named:
        return list(dict.fromkeys(workspace.find(ref).id for ref in named))
    found = everything(workspace.records, workspace.today)
    if not found:
        raise Refused(N_("Nothing that is yours is open; there is nothing to leave."))
    return found


def _decisions(args: Args, workspace: Workspace) -> list[Decision]:
    made: dict[str, Decision] = {}
    for decision in DECISIONS:
        for given in args.many(decision):
            item, to = _item_and_target(given, workspace)
            made[item] = Decision.from_json({"item": item, "decision": decision, "to": to})
    return list(made.values())


def _handing_over(
    decisions: list[Decision], goal: list[str], by: date | None, workspace: Workspace
) -> list[Decision]:
    """Return the decisions; an address or card that moves to another hands over all it has."""
    items = workspace.records.items
    whole = [
        d
        for d in decisions
        if d.to and d.decision == "move" and takes_over(items[d.item], items[d.to])
    ]
    if not whole:
        return decisions
    made = {d.item: d for d in decisions if d not in whole}
    planned = workspace.plan(goal, by, list(made.values()))
    for one in whole:
        for found in taking_over(planned, workspace.records, one.item, one.to or ""):
            made.setdefault(found.item, found)
    return list(made.values())


def _item_and_target(given: str, workspace: Workspace) -> tuple[str, str | None]:
    """Return the ids in `ITEM[=TO]`; a name may have a = in it, so the whole is tried first."""
    try:
        return workspace.find(given).id, None
    except Refused:
        item, equals, to = given.partition("=")
        if not equals:
            raise
        return workspace.find(item).id, workspace.find(to).id
