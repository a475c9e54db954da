"""PLANNER 5, read plainly: what the dates of a plan have to be, from the plan's own steps."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from footprint.model.items import Subscription
from footprint.planner.result import Plan, Step
from footprint.requests.countries import country_of
from footprint.requests.expected import expected_by
from tests.planner.reading.dates import DAY, charged, end_of_contract
from tests.planner.reading.whole import Reading

HORIZON = timedelta(days=120)
WEEK = timedelta(days=7)
ASKS = {
    "cancel_subscription": "cancellation",
    "request_erasure": "erasure",
    "unsubscribe": "unsubscribe",
}
AFTER_CONTRACTS = ("remove_payment_method", "close_account", "retire_instrument")
Charged = tuple[str, date]
Knotted = set[tuple[str, ...]]


class When:
    """The dates that the text gives, beside those of a plan."""

    def __init__(self, reading: Reading, plan: Plan) -> None:
        self.reading, self.plan, self.words = reading, plan, reading.words
        self.today = plan.today
        self.steps = {step.id: step for step in plan.steps}

    def subscription(self, item: str) -> Subscription:
        found = self.words.item(item)
        assert isinstance(found, Subscription)
        return found

    # -- charges ----------------------------------------------------------------------------------

    def cancelled(self) -> Iterator[tuple[Step, Subscription, date | None]]:
        """Each subscription to cancel with the day on which notice was given, if it was."""
        for step in self.plan.steps:
            if step.action == "cancel_subscription":
                yield step, self.subscription(step.item), self._noticed_on(step)

    def _noticed_on(self, step: Step) -> date | None:
        standing = self.words.standings.get(step.request or "")
        if standing and standing.sent_on and (standing.is_open or standing.settled):
            return standing.sent_on
        return step.done_on

    def end(self, step: Step, given_on: date) -> date:
        """When the contract ends: once cancelling is done, counted from the notice."""
        noticed_on = self._noticed_on(step)
        is_fixed = step.state == "done" and noticed_on
        return end_of_contract(
            self.subscription(step.item), noticed_on if is_fixed and noticed_on else given_on
        )

    def charges(self) -> dict[str, tuple[date, ...]]:
        """Per affected subscription, the dates of the next 120 days; none after its end."""
        steps = {step.item: step for step, _item, _noticed in self.cancelled()}
        found = {}
        for item in (entry.item for entry in self.plan.affected):
            if self.words.kind(item) != "subscription":
                continue
            last, step = self.today + HORIZON, steps.get(item)
            if step is None and self.words.has_ended(item):
                continue
            if step is not None and step.state == "done":
                last = min(last, self.end(step, self.today) - DAY)
            found[item] = tuple(charged(self.subscription(item), self.today, last))
        return found

    def coming(self) -> tuple[set[Charged], set[Charged]]:
        """The unavoidable charges, and the contested: those that a notice sent was in time for."""
        unavoidable, contested = set(), set()
        for step, subscription, noticed_on in self.cancelled():
            asked = step.state in ("waiting", "overdue")
            claimed = end_of_contract(subscription, noticed_on) if asked and noticed_on else None
            for day in charged(subscription, self.today, self.end(step, self.today) - DAY):
                late = claimed is None or day < claimed
                (unavoidable if late else contested).add((step.item, day))
        return unavoidable, contested

    def cost_of_a_week(self) -> dict[str, Decimal]:
        """What comes on top if cancelling waits for a week, where the price never changes."""
        total: dict[str, Decimal] = {}
        for step, subscription, _noticed in self.cancelled():
            start, end = (self.end(step, day) for day in (self.today, self.today + WEEK))
            days = charged(subscription, start, end - DAY)
            price = subscription.price
            if days and price and step.state not in ("done", "accepted"):
                total[price.currency] = total.get(price.currency, 0) + price.amount * len(days)
        return total

    # -- earliest and latest ----------------------------------------------------------------------

    def finish(self, step: Step) -> date:
        """When a step is behind the person if it is begun on its earliest day."""
        reading = self.reading.steps[step.id]
        if reading.is_behind:
            return self.today
        if step.state in ("waiting", "overdue"):
            return max(self.today, step.due_on or self.today)
        kind = ASKS.get(step.action)
        if step.action == "settle_request":
            kind = self.words.requests[step.request or ""].kind
        if not step.expected_days or kind is None:
            return step.earliest + timedelta(days=step.expected_days)
        return expected_by(kind, country_of(self.words.records, step.item), step.earliest)

    def earliest(self, step: Step, knotted: Knotted) -> date:
        """Today, after what is required by `must`, and of contracts after their ends."""
        days = [self.today]
        for requirement in step.requires:
            first = self.steps[requirement.step]
            if requirement.strength != "must" or _together(first, step, knotted):
                continue
            days.append(self.finish(first))
            is_over = first.action == "cancel_subscription" and first.state != "accepted"
            if is_over and self._ends_something(step):
                days.append(self.end(first, first.earliest))
        if step.action == "remove_payment_method":
            for item in self.words.through(step.item):
                if self._is_over(item):
                    days.append(self.subscription(item).ended_on or self.today)
        return max(days)

    def _ends_something(self, step: Step) -> bool:
        """A card is removed, an account closed (or erased, which closes it), an instrument gone."""
        is_erased = step.action == "request_erasure"
        has_account = is_erased and self.reading.book.has_account(step.item)
        return step.action in AFTER_CONTRACTS or has_account

    def _is_over(self, item: str) -> bool:
        record = self.words.item(item)
        return record.status == "ending" and record.ended_on is not None

    def own_latest(self, step: Step) -> date | None:
        """The last day that still avoids the next charge or expiry, before weekends are seen to."""
        if step.action == "cancel_subscription":
            return self._last_to_cancel(self.subscription(step.item), self.first_day(step))
        if step.action == "spend_balance":
            return getattr(self.words.item(step.item), "expires_on", None)
        if step.action == "switch_payment":
            return self._day_before([step.item])
        if step.action == "replace_payment":
            return self._day_before(self.words.through(step.item))
        return None

    def _day_before(self, subscriptions: list[str] | set[str]) -> date | None:
        cancelled = {step.item for step, _item, _noticed in self.cancelled()}
        days = [
            day
            for item in set(subscriptions) - cancelled
            for day in charged(self.subscription(item), self.today, _FAR)[:2]
            if day > self.today
        ]
        return min(days) - DAY if days else None

    def first_day(self, step: Step) -> date:
        """Today; of a cancellation that has to wait, the day on which it can be done."""
        return step.earliest if step.action == "cancel_subscription" else self.today

    def _last_to_cancel(self, subscription: Subscription, first: date) -> date | None:
        """The last d with E(d) not after the first charge that can be avoided from `first` on."""
        end = end_of_contract(subscription, first)
        avoidable = [d for d in charged(subscription, self.today, _FAR) if d >= end]
        if not avoidable:
            return None
        day = first
        while end_of_contract(subscription, day + DAY) <= avoidable[0]:
            day += DAY
        return day

    def latest_allowed(self, step: Step, knotted: Knotted) -> Iterator[date]:
        """The days that a step's last day may not be after."""
        own = self.own_latest(step)
        first = self.first_day(step)
        if own and own >= first:
            yield max(own - timedelta(days=max(0, own.weekday() - 4)), first)
        for other in self.plan.steps:
            required = [r for r in other.requires if r.step == step.id and r.strength == "must"]
            if required and other.latest and not _together(step, other, knotted):
                yield other.latest
        if self.plan.by and step.id in self.reading.goal_ends():
            yield self.plan.by

    def is_behind(self, step: Step) -> bool:
        """Done or accepted, or dying by itself with nothing before it left."""
        return self.reading.steps[step.id].is_behind or step.is_behind

    def too_late(self, late: set[tuple[str, str]], knotted: Knotted) -> set[tuple[str, str]]:
        """The `should` that do not fit before the last day of their then, of those left or late."""
        left = {(r.step, s.id) for s in self.plan.steps for r in s.requires if r.strength != "must"}
        found = set()
        for pair in left | late:
            first, then = (self.steps[step] for step in pair)
            facts = self.reading.steps
            if (
                facts[first.id].is_behind
                or facts[then.id].is_behind
                or _together(first, then, knotted)
            ):
                continue
            # What delays nothing stays, even where the last day is missed anyway.
            if then.latest and self.finish(first) > max(then.latest, then.earliest):
                found.add(pair)
        return found


def _together(first: Step, then: Step, knotted: Knotted) -> bool:
    return any({first.id, then.id} <= set(steps) for steps in knotted)


_FAR = date(2036, 12, 31)
