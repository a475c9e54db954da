"""`plan`: from the records, the goal and the decisions to the order in which to undo it all.

PLANNER: a pure function. The same facts give the same plan in whatever order they come; nothing
about it is stored, it is computed again when facts change.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.calendar import charges
from footprint.model.exits import Completion, Decision
from footprint.model.items import Subscription
from footprint.model.records import Records
from footprint.pause import no_collections
from footprint.planner import result, verdict
from footprint.planner.contracts import HORIZON, Charge, Contract
from footprint.planner.cycles import Knots, untie
from footprint.planner.deadlocks import Knot
from footprint.planner.facts import Facts
from footprint.planner.graph import Graph
from footprint.planner.how import how
from footprint.planner.impossible import refuse_impossible
from footprint.planner.order import Sequence as Order
from footprint.planner.order import in_order
from footprint.planner.result import (
    Affected,
    Deadlock,
    Dropped,
    Hazard,
    Plan,
    Requirement,
    Step,
    Verdict,
)
from footprint.planner.rules import find_requirements
from footprint.planner.schedule import Schedule
from footprint.planner.scope import find_scope
from footprint.planner.situation import Situation
from footprint.planner.steps import Node, Steps
from footprint.requests.machine import Standing

__all__ = [
    "Affected",
    "Deadlock",
    "Dropped",
    "Hazard",
    "Plan",
    "Requirement",
    "Step",
    "Verdict",
    "plan",
]


def plan(
    records: Records,
    goal: Sequence[str],
    today: date,
    *,
    by: date | None = None,
    decisions: Sequence[Decision] = (),
    completions: Sequence[Completion] = (),
    standings: Mapping[str, Standing] | None = None,
) -> Plan:
    """Return the plan for leaving `goal` as the facts are on `today`.

    A completion is a fact whichever exit it was recorded with, so those of all exits of the
    records count besides `completions`. `standings` are computed if they are not given.

    Raises:
        Refused: an item is unknown, the goal is empty, or a decision is impossible.
    """
    if not goal:
        raise Refused(N_("Say what you want to leave."))
    recorded = [done for exit_ in records.exits.values() for done in exit_.completions]
    with no_collections():
        graph = Graph(records, today)
        scope = find_scope(graph, goal, decisions)
        refuse_impossible(graph, scope)
        facts = Facts(records, today, [*completions, *recorded], standings)
        situation = Situation(graph, scope, Steps(graph, scope, facts))
        return _Planning(situation, today, by).plan()


_Before = list[tuple[list[Requirement], list[str], list[str]]]


class _Planning:
    """One plan in the making."""

    def __init__(self, situation: Situation, today: date, by: date | None) -> None:
        self.situation, self.today, self.by = situation, today, by
        self.graph, self.scope = situation.graph, situation.scope
        self.found = find_requirements(situation)
        virtual = [node for node in situation.steps if node.virtual]
        self.found.pass_through(virtual, self.scope.goal)
        self.knots: Knots = untie(self.found)
        self.ends = verdict.goal_ends(situation)
        self.order = Order(self.found, self.knots.deadlock_of)
        self.schedule = Schedule(situation, self.order, today)
        self.schedule.set_latest(self.ends, by)
        self.late = self.schedule.too_late()
        for edge in self.late:
            self.found.drop(edge)
        if self.late:
            self.order = Order(self.found, self.knots.deadlock_of)
        self.states = verdict.states(self.order)
        self.before = self._before()

    def plan(self) -> Plan:
        return Plan(
            goal=tuple(sorted(self.scope.goal)),
            by=self.by,
            today=self.today,
            verdict=self._verdict(),
            steps=tuple(self._step(node) for node in self._in_order()),
            dropped=tuple(self._dropped()),
            deadlocks=tuple(self._deadlock(steps) for steps in self.knots.deadlocks),
            affected=tuple(self._affected()),
            charges=self._charges(),
            unavoidable=_by_day(c for x in self._contracts() for c in x.unavoidable()),
            contested=_by_day(c for x in self._contracts() for c in x.contested()),
            delay_cost_per_week=self._cost_of_a_week(),
            critical_path=tuple(self._critical_path()),
        )

    # -- steps -----------------------------------------------------------------------------------

    def _in_order(self) -> list[Node]:
        nodes = self.found.nodes
        schedule = self.schedule
        slack = [
            None if self.states[node.number] in _BEHIND else schedule.slack(node) for node in nodes
        ]
        days = [
            (schedule.finish[node.number] - schedule.earliest[node.number]).days for node in nodes
        ]
        return in_order(self.order, slack, days, [self._at_risk(node) for node in nodes])

    def _at_risk(self, node: Node) -> Decimal:
        if node.action not in ("cancel_subscription", "switch_payment", "spend_balance"):
            return Decimal(0)
        amount = verdict.amount_at_stake(self.graph, node.item)
        return amount.amount if amount else Decimal(0)

    def _step(self, node: Node) -> Step:
        number, schedule = node.number, self.schedule
        is_behind = self.states[number] in _BEHIND
        requires, must, should = self.before[number]
        answered = node.standing.answered_on if node.standing and node.is_done else None
        done_on = node.done_on or answered
        return Step(
            id=node.id,
            action=node.action,
            item=node.item,
            place=node.place,
            stage=self.order.stage[number],
            state=self.states[number],
            automatic=node.automatic,
            requires=tuple(requires),
            earliest=done_on or (self.today if is_behind else schedule.earliest[number]),
            latest=None if is_behind else schedule.latest[number],
            expected_days=schedule.expected[number],
            slack_days=None if is_behind else schedule.slack(node),
            how=how(self.situation, node),
            request=node.request,
            due_on=node.standing.due.date if node.standing and node.standing.due else None,
            done_on=done_on,
            waits_for=() if is_behind else tuple(must),
            better_first=() if is_behind else tuple(should),
            watched_until=schedule.watched_until(node) if self.states[number] == "ready" else None,
        )

    def _before(self) -> _Before:
        """Return what each step requires, by id, and what of it is open: by must, by should."""
        nodes, out = self.found.nodes, self.found.out
        before: _Before = [([], [], []) for _ in nodes]
        for node in sorted(nodes, key=lambda node: node.id):
            is_open = self.states[node.number] not in _BEHIND
            for number, edge in out[node.number].items():
                requires, must, should = before[number]
                requires.append(edge.told)
                if is_open:
                    (must if edge.must else should).append(node.id)
        return before

    # -- the verdict -----------------------------------------------------------------------------

    def _verdict(self) -> Verdict:
        awaited = verdict.awaited(self.situation, self.ends, self.knots.passed)
        found = verdict.hazards(self.situation, awaited, self.states)
        hazards = tuple(
            sorted(found, key=lambda h: (verdict.HAZARDS.index(h.hazard), h.item, h.step))
        )
        safe = all(hazard.accepted for hazard in hazards)
        safe_on: date | None = self.today
        complete_on: date | None = max(
            (self.schedule.finish[node.number] for node in self.found.nodes if not node.virtual),
            default=self.today,
        )
        if not safe:
            # What was ended in a circle waits for nothing any more; what it left is done first.
            left = awaited if self.knots.passed else ()
            days = [self.schedule.earliest[node.number] for node in self.ends]
            days += [self.schedule.finish[node.number] for node in left if not node.is_behind]
            safe_on = max(days, default=None)
        if self.knots.deadlocks:
            safe_on = complete_on = None
        return Verdict(safe, safe_on, complete_on, hazards)

    def _critical_path(self) -> list[str]:
        """Return the steps that decide when the goal can end, the first one first."""
        if self.knots.deadlocks or not self.ends:
            return []
        last = max(self.ends, key=lambda node: (self.schedule.earliest[node.number], node.id))
        path: list[Node] = []
        node: Node | None = last
        while node is not None:
            path.append(node)
            node = self.schedule.binding[node.number]
        return [node.id for node in reversed(path) if self.states[node.number] not in _BEHIND]

    # -- what could not be kept, and what it costs -----------------------------------------------

    def _dropped(self) -> Iterable[Dropped]:
        for edge in self.knots.dropped:
            yield Dropped(edge.first.id, edge.then.id, edge.told, "circle")
        for edge in self.late:
            latest = self.schedule.latest[edge.then.number]
            yield Dropped(edge.first.id, edge.then.id, edge.told, "too_late", latest)

    def _deadlock(self, steps: list[Node]) -> Deadlock:
        knot = Knot(self.situation, steps)
        loop = knot.loop()
        item, decision = knot.way_out(loop)
        return Deadlock(
            items=tuple(sorted({node.item for node in steps})),
            steps=tuple(node.id for node in steps),
            loop=tuple(edge.told for edge in loop),
            try_item=item,
            try_decision=decision,
            lacks_contact=decision == "move" and knot.lacks_contact(item),
        )

    def _affected(self) -> Iterable[Affected]:
        scope = self.scope
        for item in scope.affected():
            decided = scope.decisions.get(item)
            yield Affected(
                item=item,
                decision=scope.decision(item),
                by=scope.by(item),
                to=decided.to if decided and scope.decision(item) == "move" else None,
                via=scope.via(item),
            )

    def _contracts(self) -> Iterable[Contract]:
        contracts = self.schedule.contracts
        return (contracts[item] for item in sorted(contracts))

    def _charges(self) -> dict[str, tuple[date, ...]]:
        found = {}
        for item in sorted(self.scope.cause):
            record, contract = self.graph.items[item], self.schedule.contracts.get(item)
            if contract:
                found[item] = tuple(contract.coming())
            elif isinstance(record, Subscription) and item not in self.graph.ended:
                found[item] = tuple(charges(record, self.today, self.today + HORIZON))
        return found

    def _cost_of_a_week(self) -> tuple[result.Amount, ...]:
        total: dict[str, Decimal] = {}
        for contract in self._contracts():
            for charge in contract.cost_of_a_week():
                if charge.amount:
                    currency = charge.amount.currency
                    total[currency] = total.get(currency, Decimal(0)) + charge.amount.amount
        return tuple(result.Amount(total[currency], currency) for currency in sorted(total))


_BEHIND = ("done", "accepted")


def _by_day(charges: Iterable[Charge]) -> tuple[Charge, ...]:
    return tuple(sorted(charges, key=lambda charge: (charge.on, charge.item)))
