"""What every format of an exit tells in the same words."""

from collections.abc import Iterator

from footprint import formats
from footprint.i18n import _
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.result import Plan, Step


def not_encrypted() -> str:
    """Return the sentence that every file says of itself."""
    return _("This file is not encrypted. Delete it when you no longer need it.")


def as_of(plan: Plan, exit_id: str) -> str:
    """Return which exit it is, and of which day."""
    return _("Exit {exit}, as of {day}.").format(exit=exit_id, day=formats.day(plan.today))


def reasons(step: Step, records: Records) -> dict[str, list[str]]:
    """Return the steps that have to come first and are still open, by the reason why."""
    still_open = {*step.waits_for, *step.better_first}
    found: dict[str, list[str]] = {}
    for requirement in step.requires:
        if requirement.step in still_open:
            found.setdefault(explain.because(requirement, records), []).append(requirement.step)
    return found


def first_lines(step: Step, records: Records, titles: dict[str, str]) -> Iterator[str]:
    """Yield a sentence for each reason why other steps come first; `titles` by step id."""
    for because, first in reasons(step, records).items():
        steps = ", ".join(titles[step_id] for step_id in first)
        yield _("First: {steps}. {because}").format(steps=steps, because=because)
    advice = None if step.is_behind else explain.advice(step)
    if advice:
        yield advice
