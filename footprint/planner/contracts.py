"""What the subscriptions of a plan still cost: contract ends, charges that come all the same."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from footprint.model.calendar import charges, contract_end, price_on
from footprint.model.fields import Price
from footprint.model.items import Subscription
from footprint.planner.graph import fixed_end
from footprint.planner.steps import Node

HORIZON = timedelta(days=120)
_WEEK = timedelta(days=7)


class Charge(NamedTuple):
    """One charge of a subscription, at its day's price; None where no price is recorded."""

    item: str
    on: date
    amount: Price | None


class Contract:
    """A subscription that is to be cancelled, as its step stands on the day of the plan."""

    def __init__(
        self, subscription: Subscription, step: Node, today: date, given_on: date | None
    ) -> None:
        self.subscription, self.step, self.today = subscription, step, today
        self.noticed_on = given_on or step.done_on
        """The day on which notice was given, if it was: it reached them, or completed by hand."""

    def end(self, cancelled_on: date) -> date:
        """Return when the contract ends (PLANNER 5, E).

        Its recorded end; else, once cancelling is behind you, counted from the notice; else
        counted from `cancelled_on`.
        """
        recorded = fixed_end(self.subscription)
        if recorded:
            return recorded
        noticed_on = self.noticed_on
        if self.step.is_done and noticed_on:
            return contract_end(self.subscription, noticed_on)
        return contract_end(self.subscription, cancelled_on)

    def coming(self) -> list[date]:
        """Return the days of the next 120 on which it is charged; none after a confirmed end."""
        last = self.today + HORIZON
        if self.step.is_done:
            last = min(last, self.end(self.today) - timedelta(days=1))
        return charges(self.subscription, self.today, last)

    def unavoidable(self) -> Iterator[Charge]:
        """Yield the charges that cancelling today does not avoid any more."""
        end = self.end(self.today)
        if self.step.is_asked and self.noticed_on:
            end = min(end, contract_end(self.subscription, self.noticed_on))
        yield from self._between(self.today, end)

    def contested(self) -> Iterator[Charge]:
        """Yield the charges that still come though notice was sent before their cut-off."""
        noticed_on = self.noticed_on
        if self.step.is_asked and noticed_on:
            claimed = contract_end(self.subscription, noticed_on)
            yield from self._between(max(claimed, self.today), self.end(self.today))

    def cost_of_a_week(self) -> Iterator[Charge]:
        """Yield the charges that come if cancelling waits for a week: real ones, by date."""
        if not self.step.is_behind:
            yield from self._between(self.end(self.today), self.end(self.today + _WEEK))

    def _between(self, start: date, end: date) -> Iterator[Charge]:
        """Yield the charges from `start` on that are before `end`."""
        for on in charges(self.subscription, start, end - timedelta(days=1)):
            yield Charge(self.subscription.id, on, price_on(self.subscription, on))
