"""One new address or card for everything that hangs on the old one."""

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.exits import Decision
from footprint.model.integrity import kind_name
from footprint.model.items import Contact, Item
from footprint.model.links import RELATIONS
from footprint.model.records import Records
from footprint.planner.outcome import HANGS_BY
from footprint.planner.result import Plan

_TAKEN_OVER = ("instrument", "contact")


def takes_over(item: Item, to: Item) -> bool:
    """Tell whether moving `item` to `to` means all that hangs on it: a card for a card.

    An address that moves to a provider is ported instead, and stays the same address.
    """
    return item.kind == to.kind and item.kind in _TAKEN_OVER


def taking_over(plan: Plan, records: Records, item: str, to: str) -> list[Decision]:
    """Return one decision for each thing that moves from `item` and can move to `to`.

    `plan` is the plan in which `item` ends.

    Raises:
        Refused: the two are of different types, or nothing that hangs on it moves.
    """
    old, new = records.items[item], records.items[to]
    if isinstance(old, Contact) and isinstance(new, Contact) and old.type != new.type:
        raise Refused(
            N_("“{target}” cannot take the place of “{item}”: they are of different types."),
            target=new.name,
            item=old.name,
        )
    found = {
        step.item: Decision(item=step.item, decision="move", to=to)
        for step in plan.steps
        if step.action in HANGS_BY
        and item in records.targets(step.item, HANGS_BY[step.action])
        and _fits(records, step.action, step.item, to)
    }
    if not found:
        raise Refused(
            N_("Nothing that hangs on “{item}” would move to “{target}” in this plan."),
            item=old.name,
            target=new.name,
        )
    return list(found.values())


def refuse_misfit(plan: Plan, records: Records, item: str, to: str) -> None:
    """Refuse a target that what moves could not be linked to.

    Raises:
        Refused: with the kinds that would fit.
    """
    actions = [s.action for s in plan.steps if s.item == item and s.action in HANGS_BY]
    if not actions or any(_fits(records, action, item, to) for action in actions):
        return
    kind = records.items[item].kind
    fitting = {
        target
        for action in actions
        for source, target in RELATIONS[HANGS_BY[action]].pairs
        if source == kind
    }
    raise Refused(
        N_("“{item}” cannot move to “{target}”; what would fit is: {kinds}."),
        item=records.items[item].name,
        target=records.items[to].name,
        kinds=", ".join(sorted(kind_name(each) for each in fitting)),
    )


def _fits(records: Records, action: str, item: str, to: str) -> bool:
    kinds = (records.items[item].kind, records.items[to].kind)
    return kinds in RELATIONS[HANGS_BY[action]].pairs
