"""What the records become when steps are done: what moved is linked anew, what ended has ended.

A plan itself changes no record. Once it is carried out the records still tell of the old card or
address, so that leaving the new one would look safe; the outcome is what has to be put right.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from footprint.model.calendar import contract_end
from footprint.model.integrity import check_link
from footprint.model.items import Item, Subscription
from footprint.model.links import RELATIONS, Link
from footprint.model.records import Records
from footprint.planner.result import Plan, Step
from footprint.requests.cancelled import cancelled
from footprint.requests.machine import stand
from footprint.requests.surroundings import around

# By which relation a thing hangs on what it moves away from.
HANGS_BY = {
    "switch_payment": "charged_to",
    "replace_payment": "draws_on",
    "change_sign_in": "signs_in_with",
    "change_contact": "registered_with",
    "change_recovery": "recovers_with",
    "move_contact": "provided_by",
}
_ENDS = frozenset(
    {
        "cancel_subscription",
        "close_account",
        "give_up_contact",
        "remove_payment_method",
        "request_erasure",
        "retire_instrument",
        "spend_balance",
        "unsubscribe",
    }
)


class Moved(NamedTuple):
    """A link that leads to something else from now on, to the item `to`, by a step's `action`."""

    link: Link
    to: str
    action: str

    @property
    def after(self) -> Link:
        """The link as it is from now on."""
        return self.link.changed(to=self.to)


class Ended(NamedTuple):
    """An item that has ended, or will on a day that is fixed by now."""

    item: str
    on: date


class Outcome(NamedTuple):
    """What was done and is not in the records yet; of `unknown` steps nobody knows to what."""

    moved: tuple[Moved, ...]
    ended: tuple[Ended, ...]
    unknown: tuple[Step, ...]


def outcome(plan: Plan, records: Records) -> Outcome:
    """Return what the done steps of a plan change in the records."""
    moved: list[Moved] = []
    unknown: list[Step] = []
    for step in plan.steps:
        if step.state != "done" or step.action not in HANGS_BY:
            continue
        links = left_behind(step, plan, records)
        target = target_of(step, plan, records)
        made = [Moved(link, target, step.action) for link in links if target]
        standing = [one for one in made if _can_stand(one, records)]
        moved += standing
        if len(standing) < len(links):
            unknown.append(step)
    return Outcome(tuple(moved), tuple(_ended(plan, records)), tuple(unknown))


def _can_stand(moved: Moved, records: Records) -> bool:
    """Whether the target can be linked; it may be so already."""
    after = moved.after
    return after.key in records.links or check_link(records, after) is None


def left_behind(step: Step, plan: Plan, records: Records) -> list[Link]:
    """Return the links by which what moves still hangs on what ends."""
    relation = HANGS_BY.get(step.action, "")
    return [
        link for link in records.links_from(step.item, relation) if _goes(link.to, plan, records)
    ]


def target_of(step: Step, plan: Plan, records: Records) -> str | None:
    """Return what a step moves its item to, where that was decided or recorded; None otherwise."""
    relation = RELATIONS.get(HANGS_BY.get(step.action, ""))
    if relation is None:
        return None
    old = [link.to for link in left_behind(step, plan, records)]
    for item in [step.item, *old]:
        treated = plan.treated.get(item)
        decided = treated.to if treated else None
        by: str | None = getattr(records.items[item], "replaced_by", None)
        for candidate in (decided, by):
            if candidate is None or candidate in old or candidate not in records.items:
                continue
            if (records.items[step.item].kind, records.items[candidate].kind) in relation.pairs:
                return candidate
    return None


def _goes(item: str, plan: Plan, records: Records) -> bool:
    treated = plan.treated.get(item)
    return records.items[item].status == "ended" or (
        treated is not None and treated.decision == "end"
    )


def _ended(plan: Plan, records: Records) -> Iterator[Ended]:
    """Yield what the done steps have ended, and the parts that went with their whole."""
    closing = {step.item for step in plan.steps if step.action == "close_account"}
    ends = [
        step
        for step in plan.steps
        if step.action in _ENDS
        and not (step.action == "request_erasure" and step.item in closing)
        and step.item in plan.treated
        and plan.treated[step.item].decision == "end"
    ]
    days = {step.item: step.done_on or plan.today for step in ends if step.state == "done"}
    own = {step.item for step in ends}
    for item in (each.item for each in plan.affected if each.decision == "end"):
        for whole in records.targets(item, "part_of"):
            if item not in own and whole in days:
                days[item] = days[whole]
    for item, day in days.items():
        record = records.items[item]
        if record.status == "open":
            yield Ended(item, _end_of(record, day, plan, records))


def _end_of(item: Item, day: date, plan: Plan, records: Records) -> date:
    """Return when an item ends that was ended on `day`: a contract may go on for its notice.

    The notice counts from the day they were told, not from that of their answer.
    """
    if not isinstance(item, Subscription):
        return day
    known = {
        request.id: stand(request, around(records, request), plan.today)
        for request in records.requests_about(item.id)
    }
    told = cancelled(records, known, item.id)
    return contract_end(item, (told and told.given_on) or day)
