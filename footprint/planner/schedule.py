"""When each step can be done, must be done, and will be answered (PLANNER 5)."""

from collections.abc import Callable
from datetime import date, timedelta

from footprint.model.calendar import (
    add_cycle,
    first_at_or_after,
    is_short,
    next_charge,
    next_cut_off,
    weekday_before,
)
from footprint.model.calendar import anchor_of as first_charge
from footprint.model.items import Balance, Service, Shop, Subscription
from footprint.planner.contracts import Contract
from footprint.planner.graph import fixed_end
from footprint.planner.order import Sequence
from footprint.planner.requirements import Edge
from footprint.planner.situation import Situation
from footprint.planner.steps import Node
from footprint.requests.countries import Countries
from footprint.requests.expected import expected_by, expected_days

# For so long signing in may revive a closed account, where nothing is recorded (LEGAL 7).
UNDO_DAYS = 35
# How long after the next due date a watch goes on where two cycles would be too long.
WATCH_DAYS = 14
_ASKS = {
    "cancel_subscription": "cancellation",
    "request_erasure": "erasure",
    "unsubscribe": "unsubscribe",
}
_AFTER_CONTRACTS = frozenset({"remove_payment_method", "close_account", "retire_instrument"})


class Schedule:
    """The dates of every step, by its number."""

    def __init__(self, situation: Situation, sequence: Sequence, today: date) -> None:
        self.situation, self.sequence, self.today = situation, sequence, today
        self.graph, self.found = situation.graph, sequence.found
        count = len(self.found.nodes)
        self.earliest = [today] * count
        self.finish = [today] * count
        self.expected = [0] * count
        self.latest: list[date | None] = [None] * count
        self.binding: list[Node | None] = [None] * count
        self.contracts: dict[str, Contract] = {}
        self._countries = Countries(self.graph.records)
        self._days: dict[tuple[str, str | None, str | None], int] = {}
        self._answers: dict[tuple[str, str | None, date, str | None], date] = {}
        for node in situation.steps.of("cancel_subscription"):
            subscription = self.graph.items[node.item]
            if isinstance(subscription, Subscription) and not node.virtual:
                given_on = situation.steps.facts.cancelled_on(node.item)
                self.contracts[node.item] = Contract(subscription, node, today, given_on)
        for node in sequence.nodes:
            self._forward(node)

    # -- forward: earliest and finish ------------------------------------------------------------

    def _forward(self, node: Node) -> None:
        """Find the first day of a step: today, after what it requires, and after contracts."""
        number, group, finish = node.number, self.sequence.group, self.finish
        own, outlasts = group[number], self._outlasts_contracts(node)
        earliest, binding = self.today, None
        for first, edge in self.found.into[number].items():
            if not edge.must or group[first] == own:
                continue
            ready_on = finish[first]
            if outlasts and edge.first.action == "cancel_subscription":
                ready_on = max(ready_on, self._contract_end(edge.first) or ready_on)
            if ready_on > earliest or (binding is None and ready_on == earliest):
                earliest, binding = ready_on, edge.first
        if node.action == "remove_payment_method":
            earliest = max([earliest, *self._recorded_ends(node)])
        self.earliest[number], self.binding[number] = earliest, binding
        self.expected[number] = self._expected(node, earliest)
        self.finish[number] = self._finish(node, earliest)

    def _outlasts_contracts(self, node: Node) -> bool:
        """Whether a step is not before the end of what it settles; to erase is to close."""
        is_erased = node.action == "request_erasure"
        return node.action in _AFTER_CONTRACTS or (
            is_erased and self.situation.steps.has_account(node.item)
        )

    def _contract_end(self, step: Node) -> date | None:
        """Return when the contract ends that this step cancels."""
        contract = self.contracts.get(step.item)
        if contract is None or step.is_accepted:
            return None
        return contract.end(self.earliest[step.number])

    def _recorded_ends(self, node: Node) -> list[date]:
        """Return when those subscriptions end that are ending already, in the plan or not."""
        items = (self.graph.items[item] for item in self.situation.through(node.item))
        ends = (fixed_end(item) for item in items)
        return [end for end in ends if end is not None]

    def _expected(self, node: Node, earliest: date) -> int:
        if node.action in _BY_WATCH:
            return max(0, (_BY_WATCH[node.action](self, node, earliest) - earliest).days)
        kind = self._asks(node)
        if kind is None:
            return 0
        key = (kind, self._country(node), _regime(node))
        if key not in self._days:
            kind, country, regime = key
            self._days[key] = expected_days(kind, country, regime=regime)
        return self._days[key]

    def _asks(self, node: Node) -> str | None:
        """Return the kind of request that a step is, or would be; None where it is on the spot."""
        if node.action == "settle_request" and node.request:
            return self.situation.steps.facts.kind(node.request)
        if node.action == "unsubscribe" and self._is_a_click(node):
            return None
        return _ASKS.get(node.action)

    def _is_a_click(self, node: Node) -> bool:
        """Whether a list can be left on a page or form that can still be reached."""
        way = self.graph.items[node.item].way
        reached = way is not None and way.needs_login not in self.graph.ended
        return reached and way is not None and bool(way.url or way.form)

    def _country(self, node: Node) -> str | None:
        return self._countries.of(node.item)

    def _finish(self, node: Node, earliest: date) -> date:
        if node.is_behind:
            return self.today
        if node.is_asked and node.standing:
            due = node.standing.due
            return max(self.today, due.date) if due else self.today
        expected = self.expected[node.number]
        kind = self._asks(node)
        if not expected or kind is None:
            return earliest + timedelta(days=expected)
        key = (kind, self._country(node), earliest, _regime(node))
        if key not in self._answers:
            kind, country, asked_on, regime = key
            self._answers[key] = expected_by(kind, country, asked_on, regime=regime)
        return self._answers[key]

    # -- watches ---------------------------------------------------------------------------------

    def watched_until(self, node: Node) -> date | None:
        """Return the day on which a watch is over, or was; None if it is not known when it began.

        What would be another day if it could be begun a day later has no day of its own.
        """
        if node.action not in _BY_WATCH:
            return None
        contract = self.contracts.get(node.item) if node.action == "watch_charges" else None
        if contract and not (contract.noticed_on or fixed_end(contract.subscription)):
            return None
        until, begin = _BY_WATCH[node.action], self.earliest[node.number]
        day = until(self, node, begin)
        return day if day == until(self, node, begin + timedelta(days=1)) else None

    def _charges_watched_until(self, node: Node, earliest: date) -> date:
        """Two cycles after the contract's end, or a while after the next due date.

        Where they charged all the same, it begins anew with the last such charge.
        """
        item = self.graph.items[node.item]
        if not isinstance(item, Subscription):
            return earliest
        contract = self.contracts.get(node.item)
        if contract:
            end = contract.end(self.earliest[contract.step.number])
        else:
            end = item.ended_on or earliest
        end = max(end, self._charged_on(node) or end)
        if item.cycle and is_short(item.cycle):
            return add_cycle(end, item.cycle, 2)
        anchor = first_charge(item)
        if item.cycle and anchor:
            end = add_cycle(anchor, item.cycle, first_at_or_after(anchor, item.cycle, end))
        return end + timedelta(days=WATCH_DAYS)

    def _charged_on(self, node: Node) -> date | None:
        before = self.situation.steps.find("cancel_subscription", node.item)
        return before.standing.charged_on if before and before.standing else None

    def _mail_watched_until(self, node: Node, earliest: date) -> date:
        return self._done_on("unsubscribe", node, earliest) + timedelta(days=WATCH_DAYS)

    def _verified_from(self, node: Node, earliest: date) -> date:
        item = self.graph.items[node.item]
        way = item.closing if isinstance(item, Service | Shop) else None
        days = way.undo_days if way and way.undo_days is not None else UNDO_DAYS
        closed_on = self._done_on("close_account", node, earliest)
        return closed_on + timedelta(days=days)

    def _done_on(self, action: str, node: Node, otherwise: date) -> date:
        """Return when the step before a watch was done, as far as it is known."""
        before = self.situation.steps.find(action, node.item)
        if before is None or not before.is_done:
            return otherwise
        if before.virtual:
            return self.graph.items[node.item].ended_on or otherwise
        answered = before.standing.answered_on if before.standing else None
        return before.done_on or answered or otherwise

    # -- backward: latest ------------------------------------------------------------------------

    def set_latest(self, goal: list[Node], by: date | None) -> None:
        """Find the last day of each step: its own, or that of what has to wait for it."""
        ends = {node.number for node in goal}
        for node in reversed(self.sequence.nodes):
            if node.is_behind and node.number not in ends:
                continue
            days = [self._own_latest(node), self._before_what_waits(node)]
            if by and node.number in ends:
                days.append(weekday_before(by))
            self.latest[node.number] = min((day for day in days if day), default=None)

    def _before_what_waits(self, node: Node) -> date | None:
        """Return the last day of a step after which what waits for it is still in time."""
        number, group = node.number, self.sequence.group
        own, soonest = group[number], None
        for then, edge in self.found.out[number].items():
            day = self.latest[then]
            sooner = day is not None and (soonest is None or day < soonest)
            if sooner and edge.must and group[then] != own:
                soonest = day
        if soonest is None:
            return None
        # The answer to what was asked before may be due before it could be asked today.
        length = max(self.finish[number] - self.earliest[number], timedelta(0))
        return weekday_before(soonest - length)

    def _own_latest(self, node: Node) -> date | None:
        """Return the last day that avoids the next charge or expiry, moved before a weekend.

        Of a cancellation that has to wait it is the next charge that it still can avoid: a last
        day that has to be missed would press on all that comes before.
        """
        item = self.graph.items[node.item]
        start = self.today
        day: date | None = None
        if node.action == "cancel_subscription" and isinstance(item, Subscription):
            start = self.earliest[node.number]
            avoided = next_cut_off(item, start)
            day = avoided[1] if avoided else None
        elif node.action == "spend_balance" and isinstance(item, Balance):
            day = item.expires_on
        elif node.action == "switch_payment":
            day = self._before_next_charge([node.item])
        elif node.action == "replace_payment":
            day = self._before_next_charge(self.situation.through(node.item))
        if day is None or day < start:
            return None
        return max(weekday_before(day), start)

    def _before_next_charge(self, subscriptions: list[str]) -> date | None:
        """Return the day before the first charge after today of those that go on."""
        charged = []
        for subscription in subscriptions:
            item = self.graph.items[subscription]
            if isinstance(item, Subscription) and subscription not in self.contracts:
                charged.append(next_charge(item, self.today))
        first = min((day for day in charged if day), default=None)
        return first - timedelta(days=1) if first else None

    def too_late(self) -> list[Edge]:
        """Return the `should` requirements that do not fit before the last day of what waits.

        One that delays nothing stays, even where that day is missed anyway.
        """
        late = []
        for edge in self.found:
            latest = None if edge.must else self.latest[edge.then.number]
            if latest is None or edge.first.is_behind or edge.then.is_behind:
                continue
            together = self.sequence.together(edge.first, edge.then)
            fits_by = max(latest, self.earliest[edge.then.number])
            if not together and self.finish[edge.first.number] > fits_by:
                late.append(edge)
        return sorted(late, key=lambda edge: (edge.first.id, edge.then.id))

    def slack(self, node: Node) -> int | None:
        """Return the days between the first and the last day of a step, if it has a last one."""
        latest = self.latest[node.number]
        return None if latest is None else (latest - self.earliest[node.number]).days


_BY_WATCH: dict[str, Callable[[Schedule, Node, date], date]] = {
    "watch_charges": Schedule._charges_watched_until,
    "watch_mail": Schedule._mail_watched_until,
    "verify_closed": Schedule._verified_from,
}


def _regime(node: Node) -> str | None:
    """Return the rule of the request that carries a step; None where nobody drafted one."""
    return node.standing.rule if node.standing else None
