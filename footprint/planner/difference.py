"""What is different between two plans of one exit: after a decision, or since a day.

Pure, and without sentences, as a plan is: `telling.difference_told` writes them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from footprint.planner.result import Affected, Amount, Deadlock, Hazard, Plan, Step, Verdict


@dataclass(frozen=True)
class StepChange:
    """A step of both plans that stands elsewhere: in state, first day or last day."""

    before: Step
    after: Step

    @property
    def is_now_behind(self) -> bool:
        """Whether it came to be behind the person."""
        return self.after.is_behind and not self.before.is_behind

    @property
    def is_done(self) -> bool:
        """Whether it is done now, and not only left at the person's own risk."""
        return self.after.state == "done"

    @property
    def state_changed(self) -> bool:
        """Whether its state is another one."""
        return self.before.state != self.after.state


@dataclass(frozen=True)
class DecisionChange:
    """An affected item that is treated otherwise; None where it is not affected."""

    item: str
    before: Affected | None
    after: Affected | None


@dataclass(frozen=True)
class Difference:
    """What changed from one plan to another; the hazards are those that are not accepted.

    `verdict_before` and `cost_before` are None where there was no plan before; nothing is listed
    then. `accepted`: hazards at the person's own risk now that were not before. `verdict_then`:
    what it was on the day of the first plan, where `verdict_before` is reckoned again for today.
    """

    verdict_before: Verdict | None
    verdict: Verdict
    cost_before: tuple[Amount, ...] | None
    cost: tuple[Amount, ...]
    added: tuple[Step, ...] = ()
    gone: tuple[Step, ...] = ()
    changed: tuple[StepChange, ...] = ()
    hazards_added: tuple[Hazard, ...] = ()
    hazards_gone: tuple[Hazard, ...] = ()
    accepted: tuple[Hazard, ...] = ()
    decisions: tuple[DecisionChange, ...] = ()
    deadlocks_closed: tuple[Deadlock, ...] = ()
    deadlocks_opened: tuple[Deadlock, ...] = ()
    verdict_then: Verdict | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to tell; where there was no plan before, there is."""
        return any(
            (
                *(self.verdict_changed, self.cost_before != self.cost),
                *(self.added, self.less, self.changed, self.decisions),
                *(self.hazards_added, self.hazards_gone, self.accepted),
                *(self.deadlocks_closed, self.deadlocks_opened),
            )
        )

    @property
    def verdict_changed(self) -> bool:
        """Whether the verdict or a day of it is another; once safe, since when is not told."""
        before, after = self.verdict_before, self.verdict
        return (
            before is None
            or before.can_leave != after.can_leave
            or before.complete_on != after.complete_on
            or (not after.can_leave and before.safe_on != after.safe_on)
        )

    @property
    def done(self) -> tuple[Step, ...]:
        """The steps that came to be done."""
        changed = tuple(c.after for c in self.changed if c.is_now_behind and c.is_done)
        return *changed, *(step for step in self.added if step.state == "done")

    @property
    def risked(self) -> tuple[Step, ...]:
        """The steps that came to be left at the person's own risk and are no hazard."""
        told = {hazard.step for hazard in self.accepted}
        now = (*(c.after for c in self.changed if c.is_now_behind), *self.added)
        return tuple(step for step in now if step.state == "accepted" and step.id not in told)

    @property
    def more(self) -> tuple[Step, ...]:
        """The steps that are to do besides."""
        return tuple(step for step in self.added if not step.is_behind)

    @property
    def less(self) -> tuple[Step, ...]:
        """The steps that are no longer to do."""
        return tuple(step for step in self.gone if not step.is_behind)


def difference(before: Plan | None, after: Plan, today: Plan | None = None) -> Difference:
    """Return what changed from `before` to `after`; None: it could not be planned before.

    `today` is the plan of the same facts as `before` on the day of `after`: days and costs are
    compared with it, so that days gone by are no change. Without it a step that could be done on
    any day is not different because of them. A deadlock is closed where steps wait for each other
    that did not; opened where they no longer do.
    """
    if before is None:
        return Difference(None, after.verdict, None, after.delay_cost_per_week)
    base = today or before
    old = {step.id: step for step in _reckoned(before, base)}
    new = {step.id: step for step in after.steps}
    pairs = [StepChange(old[step.id], step) for step in after.steps if step.id in old]
    was, is_ = _open(before), _open(after)
    accepted = {_key(h): h for h in after.verdict.hazards if h.accepted}
    risked = {_key(h) for h in before.verdict.hazards if h.accepted}
    knots = {frozenset(d.steps) for d in before.deadlocks}
    knots_now = {frozenset(d.steps) for d in after.deadlocks}
    return Difference(
        verdict_before=base.verdict,
        verdict=after.verdict,
        cost_before=base.delay_cost_per_week,
        cost=after.delay_cost_per_week,
        added=tuple(step for step in after.steps if step.id not in old),
        gone=tuple(step for step in before.steps if step.id not in new),
        changed=tuple(pair for pair in pairs if _differs(pair, after.today)),
        hazards_added=tuple(h for key, h in is_.items() if key not in was),
        hazards_gone=tuple(h for k, h in was.items() if k not in is_ and k not in accepted),
        accepted=tuple(h for key, h in accepted.items() if key not in risked),
        decisions=tuple(_decisions(before.affected, after.affected)),
        deadlocks_closed=tuple(d for d in after.deadlocks if frozenset(d.steps) not in knots),
        deadlocks_opened=tuple(d for d in before.deadlocks if frozenset(d.steps) not in knots_now),
        verdict_then=before.verdict if today else None,
    )


def _reckoned(before: Plan, base: Plan) -> Iterable[Step]:
    """Yield the steps of `before` as they stood, with the days that they have in `base`."""
    days = {step.id: (step.earliest, step.latest) for step in base.steps}
    for step in before.steps:
        earliest, latest = days.get(step.id, (step.earliest, step.latest))
        yield step._replace(earliest=earliest, latest=latest)


def _differs(pair: StepChange, today: date) -> bool:
    before, after = pair.before, pair.after
    if pair.state_changed:
        return True
    if after.is_behind:
        return False
    first_day = max(before.earliest, today)
    return before.latest != after.latest or first_day != after.earliest


def _key(hazard: Hazard) -> tuple[str, str]:
    return hazard.hazard, hazard.step


def _open(plan: Plan) -> dict[tuple[str, str], Hazard]:
    return {_key(h): h for h in plan.verdict.hazards if not h.accepted}


def _decisions(before: Iterable[Affected], after: Iterable[Affected]) -> Iterable[DecisionChange]:
    old = {one.item: one for one in before}
    new = {one.item: one for one in after}
    for item in sorted({*old, *new}):
        was, is_ = old.get(item), new.get(item)
        if (was and (was.decision, was.to)) != (is_ and (is_.decision, is_.to)):
            yield DecisionChange(item, was, is_)
