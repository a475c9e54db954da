"""How a plan is shown as text: verdict, what goes wrong, the steps by stage and place."""

from collections.abc import Iterable
from itertools import groupby

from footprint import formats
from footprint.cli.output import say, say_table, say_wrapped
from footprint.i18n import _, ngettext
from footprint.model.fields import Way
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.contracts import Charge
from footprint.planner.difference import Difference
from footprint.planner.outcome import target_of
from footprint.planner.result import Plan, Step
from footprint.planner.telling import Told, difference_told
from footprint.planner.verdict_told import has_left

_SIGNS = {
    "done": "✓",
    "accepted": "~",
    "waiting": "…",
    "overdue": "!",
    "blocked": "·",
    "ready": "▸",
}


def show_plan(plan: Plan, records: Records, contradictions: Iterable[str] = ()) -> None:
    """Print a plan for a person to read, with how other exits contradict it."""
    say(explain.goal_title(plan, records))
    _show_verdict(plan, records)
    for sentence in contradictions:
        say_wrapped(f"! {sentence}", hanging=2)
    _show_hazards(plan, records)
    for deadlock in plan.deadlocks:
        say()
        say_wrapped(explain.deadlock_message(deadlock, records))
    _show_stages(plan, [step for step in plan.steps if not step.is_wait], records)
    _show_waiting(plan, [step for step in plan.steps if step.is_wait], records)
    _show_charges(_("Charges that can no longer be avoided"), plan.unavoidable, records)
    _show_charges(_("Charges to dispute: the notice was given in time"), plan.contested, records)
    _show_delay(plan)
    _show_dropped(plan, records)


def show_difference(found: Difference, records: Records) -> None:
    """Print what is different between two plans."""
    told = difference_told(found, records)
    if not told:
        say(_("Nothing changes in the plan."))
    show_told(told)


def show_told(told: Iterable[Told]) -> None:
    """Print groups of sentences, each under its heading."""
    for group in told:
        say()
        say(group.heading)
        for sentence in group.sentences:
            say_wrapped(f"{group.sign} {sentence}", indent=2, hanging=2)


def verdict(plan: Plan, records: Records) -> str:
    """Return the verdict of a plan in one sentence."""
    if plan.is_finished:
        return _("✓ Finished: nothing is left for you to do.")
    left = has_left(plan, records)
    if plan.verdict.can_leave and left:
        return _("✓ Closed: only what follows is left.")
    if plan.verdict.can_leave:
        return _("✓ It is safe to take the last step.")
    if plan.verdict.safe_on is None:
        return _("✗ Not safe yet, and no day can be given.")
    if plan.verdict.safe_on == plan.today:
        return _("✗ Not safe yet; safe as soon as these steps are done.")
    told = _("✗ Not safe yet; safe from {day}.")
    if left:
        told = _("✗ Left, and not everything is over; put right by {day}.")
    return told.format(day=formats.day(plan.verdict.safe_on))


def _show_verdict(plan: Plan, records: Records) -> None:
    say(verdict(plan, records))
    behind, every = plan.progress
    if every:
        say(
            ngettext("{done} of {n} step done.", "{done} of {n} steps done.", every).format(
                done=formats.number(behind), n=formats.number(every)
            )
        )
    if plan.by:
        say(_("It has to be done by {day}.").format(day=formats.day(plan.by)))
    if plan.verdict.complete_on:
        day = formats.day(plan.verdict.complete_on)
        say(_("All of it is over on {day}.").format(day=day))


def _show_hazards(plan: Plan, records: Records) -> None:
    kinds = list(dict.fromkeys(hazard.hazard for hazard in plan.verdict.hazards))
    if not kinds:
        return
    say()
    say(_("What goes wrong if you close it today"))
    for kind in kinds:
        hazards = [hazard for hazard in plan.verdict.hazards if hazard.hazard == kind]
        say_wrapped(explain.hazard_banner(kind, hazards), indent=2)
        for hazard in hazards:
            message = explain.hazard_message(hazard, records)
            if hazard.accepted:
                message = _("{message} (accepted)").format(message=message)
            say_wrapped(f"- {message}", indent=4, hanging=2)


def _show_stages(plan: Plan, steps: list[Step], records: Records) -> None:
    for n, (_stage, in_stage) in enumerate(groupby(steps, lambda step: step.stage), start=1):
        say()
        say(_("Stage {n}").format(n=formats.number(n)))
        for place, at_place in _by_place(in_stage).items():
            say(f"  {records.items[place].name}")
            for step in at_place:
                show_step(step, plan, records, indent=4)


def _by_place(steps: Iterable[Step]) -> dict[str, list[Step]]:
    """Return steps by place, the places in the order in which they are come to."""
    places: dict[str, list[Step]] = {}
    for step in steps:
        places.setdefault(step.place, []).append(step)
    return places


def show_step(step: Step, plan: Plan, records: Records, indent: int = 0) -> None:
    """Print a step: what it is, where it stands, its id, and how it is done while it can be."""
    facts = (_target(step, plan, records), explain.state_text(step, records), _when(step), step.id)
    say(" " * indent + f"{_SIGNS[step.state]} {explain.title(step, records)}")
    say(" " * (indent + 2) + "  ·  ".join(fact for fact in facts if fact))
    ways = _ways(step.how)
    if ways and step.state in ("ready", "overdue"):
        say_wrapped(formats.listed(ways), indent=indent + 2)


def _target(step: Step, plan: Plan, records: Records) -> str:
    """Return what it moves to, where that is known."""
    target = target_of(step, plan, records)
    return f"→ {explain.name_of(target, records)}" if target else ""


def _when(step: Step) -> str:
    """Return until when a step has to be done, or from when it can be."""
    if step.is_behind:
        return formats.day(step.done_on) if step.done_on else ""
    if step.is_watch:
        return _("until {day}").format(day=formats.day(step.over_on))
    if step.latest:
        return _("by {day}").format(day=formats.day(step.latest))
    if step.state == "blocked":
        return _("from {day}").format(day=formats.day(step.earliest))
    return ""


def _ways(how: Way) -> list[str]:
    return [way for way in (how.url, *how.email, how.phone, how.form) if way]


def _show_waiting(plan: Plan, steps: list[Step], records: Records) -> None:
    if not steps:
        return
    say()
    say(_("We wait for"))
    for step in steps:
        show_step(step, plan, records, indent=4)


def _show_charges(heading: str, charges: tuple[Charge, ...], records: Records) -> None:
    if not charges:
        return
    say()
    say(heading)
    rows = [(formats.day(c.on), _price(c), records.items[c.item].name) for c in charges]
    say_table(rows, indent=2)


def _price(charge: Charge) -> str:
    return formats.price(charge.amount) if charge.amount else ""


def _show_delay(plan: Plan) -> None:
    if plan.delay_cost_per_week:
        cost = " + ".join(map(explain.amount, plan.delay_cost_per_week))
        say()
        say(_("Waiting one more week now costs {cost}.").format(cost=cost))


def _show_dropped(plan: Plan, records: Records) -> None:
    if not plan.dropped:
        return
    say()
    say(_("Wishes that give way"))
    for dropped in plan.dropped:
        say_wrapped(f"- {explain.dropped_message(dropped, records)}", indent=2, hanging=2)
