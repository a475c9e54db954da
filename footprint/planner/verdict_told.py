"""Whether one has left already, and since when it is safe, in the language spoken now."""

from footprint import formats
from footprint.i18n import _
from footprint.model.records import Records
from footprint.planner.result import Plan

_LAST = (
    "close_account",
    "cancel_subscription",
    "remove_payment_method",
    "unsubscribe",
    "spend_balance",
    "give_up_contact",
    "move_contact",
    "retire_instrument",
)


def has_left(plan: Plan, records: Records) -> bool:
    """Whether every goal has ended already, or its last step is behind the person."""
    return all(_is_gone(goal, plan, records) for goal in plan.goal)


def _is_gone(item: str, plan: Plan, records: Records) -> bool:
    last = [step for step in plan.steps if step.item == item and step.action in _LAST]
    return records.items[item].status == "ended" or (
        bool(last) and all(step.is_behind for step in last)
    )


def when_safe(plan: Plan, records: Records) -> str | None:
    """Return since when it is safe, as a sentence; None where it is, or no day can be given."""
    safe_on = plan.verdict.safe_on
    if plan.verdict.can_leave or safe_on is None:
        return None
    if has_left(plan, records):
        return _("Put right by {day}.").format(day=formats.day(safe_on))
    if safe_on == plan.today:
        return _("Safe as soon as these steps are done.")
    return _("Safe from {day}.").format(day=formats.day(safe_on))
