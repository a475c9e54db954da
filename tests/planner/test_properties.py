"""What holds for every plan, whatever the vault; each is checked by a second reading of PLANNER.

The long form has thousands of vaults (the profiles are in tests/conftest.py):
`HYPOTHESIS_PROFILE=long pytest tests/planner/test_properties.py`.
"""

import json
import random
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from math import inf
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model.exits import Completion, Decision
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import Entry
from footprint.planner import explain
from footprint.planner.document import plan_document
from footprint.planner.plan import Plan, plan
from footprint.planner.result import Deadlock, Step
from tests.planner.reading.graph import fewest_dropped, is_untied, reach, stages
from tests.planner.reading.when import When
from tests.planner.reading.whole import Reading
from tests.planner.strategies import TODAY, Vault, vaults

T = TypeVar("T")
# So many `should` in circles are tried in every combination.
TRIED = 10
# Of the slower ones half as many examples as the profile says.
few = settings(max_examples=settings().max_examples // 2)


def _reading(vault: Vault) -> Reading:
    decisions = {d.item: d.decision for d in vault.decisions}
    completed = {f"{c.action}:{c.item}": c.on for c in vault.completions}
    return Reading(vault.records, vault.goal, decisions, completed, TODAY)


# -- as a second reading says ----------------------------------------------------------------------


@given(vaults())
def test_the_plan_is_that_of_a_second_reading(vault: Vault) -> None:
    reading, planned = _reading(vault), vault.plan
    assert {e.item: e.decision for e in planned.affected} == reading.scope.affected
    _same_reasons(vault)
    _same_steps(reading, planned)
    _same_requirements(reading, planned)
    _in_order(planned)
    _same_verdict(reading, planned)
    _same_dates(When(reading, planned), planned)


def _same_reasons(vault: Vault) -> None:
    """Why each item is affected, and the way that leads from it to the goal."""
    affected = vault.plan.affected
    assert [entry.item for entry in affected][: len(vault.goal)] == sorted(vault.goal)
    decided = {decision.item for decision in vault.decisions}
    for entry in affected:
        by_default = "decision" if entry.item in decided else "default"
        assert entry.by == ("goal" if entry.item in vault.goal else by_default)
        assert bool(entry.via) == (entry.item not in vault.goal)
        assert set(entry.via) <= {other.item for other in affected}
        assert not entry.via or entry.via[-1] in vault.goal


def _same_steps(reading: Reading, planned: Plan) -> None:
    states = reading.states()
    expected = {
        (s.id, s.action, s.item, reading.book.place(s), reading.is_automatic(s), s.request)
        for s in reading.steps.values()
    }
    assert expected == {
        (s.id, s.action, s.item, s.place, s.automatic, s.request) for s in planned.steps
    }
    assert {s.id: s.state for s in planned.steps} == states


def _same_requirements(reading: Reading, planned: Plan) -> None:
    required = {
        (r.step, s.id): (r.rule, r.strength == "must") for s in planned.steps for r in s.requires
    }
    dropped = {(d.first, d.then): (d.requirement.rule, False) for d in planned.dropped}
    assert required | dropped == reading.edges
    assert not required.keys() & dropped.keys()
    assert {frozenset(d.steps) for d in planned.deadlocks} == reading.deadlocks()
    circles = {(d.first, d.then) for d in planned.dropped if d.because == "circle"}
    assert is_untied({p: e for p, e in reading.edges.items() if p not in circles})
    assert fewest_dropped(reading.edges, TRIED) in (len(circles), None)
    ids = [step.id for step in planned.steps]
    assert stages(required, ids) == {step.id: step.stage for step in planned.steps}


def _same_verdict(reading: Reading, planned: Plan) -> None:
    hazards = planned.verdict.hazards
    dropped = {(d.first, d.then) for d in planned.dropped}
    assert {(h.hazard, h.item, h.place, h.accepted) for h in hazards} == reading.hazards(dropped)
    assert planned.verdict.safe == all(hazard.accepted for hazard in hazards)
    _same_days(reading, planned)


def _same_days(reading: Reading, planned: Plan) -> None:
    """When it is safe, when all is over, and the path that decides it."""
    verdict = planned.verdict
    if planned.deadlocks:
        assert (verdict.safe_on, verdict.complete_on) == (None, None)
        return
    ends = [step for step in planned.steps if step.id in reading.goal_ends()]
    when = When(reading, planned)
    days = [when.earliest(step, set()) for step in ends]  # also of what was ended too early
    if verdict.safe:
        assert verdict.safe_on == planned.today
    elif len(ends) == len(reading.goal_ends()):  # what has ended has no step of its own
        # What was ended in a circle has left something, which is done first.
        assert verdict.safe_on == max(days) or (reading.freed and verdict.safe_on > max(days))
    finishes = [when.finish(step) for step in planned.steps]
    assert verdict.complete_on == max(finishes, default=planned.today)
    path = [planned.step(step) for step in planned.critical_path]
    for first, then in pairwise(path):
        assert first and then
        assert not first.is_behind and first.earliest <= then.earliest


def _same_dates(when: When, planned: Plan) -> None:
    assert planned.charges == when.charges()
    unavoidable, contested = when.coming()
    assert {(c.item, c.on) for c in planned.unavoidable} == unavoidable
    assert {(c.item, c.on) for c in planned.contested} == contested
    costs = {cost.currency: cost.amount for cost in planned.delay_cost_per_week}
    assert costs == when.cost_of_a_week()
    knotted = {d.steps for d in planned.deadlocks}
    late = {(d.first, d.then) for d in planned.dropped if d.because == "too_late"}
    for step in planned.steps:
        if when.is_behind(step):
            continue
        assert step.earliest == when.earliest(step, knotted), step.id
        if step.latest:
            assert step.slack_days == (step.latest - step.earliest).days
        for day in when.latest_allowed(step, knotted):
            assert step.latest is not None and step.latest <= day, step.id
    assert late == when.too_late(late, knotted)


def _in_order(planned: Plan) -> None:
    """Never before one that is required, and at a place once a stage."""
    position = {step.id: number for number, step in enumerate(planned.steps)}
    deadlocks = [set(deadlock.steps) for deadlock in planned.deadlocks]
    assert len(position) == len(planned.steps)
    for step in planned.steps:
        for requirement in step.requires:
            if not any({step.id, requirement.step} <= steps for steps in deadlocks):
                assert position[requirement.step] < position[step.id]
    visits = [_visit(step) for step in planned.steps]
    assert [stage for stage, _place in visits] == sorted(stage for stage, _place in visits)
    pressing = _pressing(planned)
    keys = [
        (s.stage, min(pressing[t.id] for t in planned.steps if _visit(t) == _visit(s)))
        for s in planned.steps
    ]
    assert keys == sorted(keys)
    begun = [v for n, v in enumerate(visits) if n == 0 or visits[n - 1] != v]
    assert len(begun) == len(set(begun))


def _visit(step: Step) -> tuple[int, str]:
    return step.stage, step.place


def _pressing(planned: Plan) -> dict[str, float]:
    """The least slack of each step and of those that wait for it."""
    found = {s.id: inf if s.slack_days is None else s.slack_days for s in planned.steps}
    after = reach((r.step, s.id) for s in planned.steps for r in s.requires)
    return {
        step: min([own, *(found[t] for t in after.get(step, ()))]) for step, own in found.items()
    }


# -- the same again ------------------------------------------------------------------------------


@few
@given(vaults(most=9), st.randoms(use_true_random=False))
def test_the_same_facts_give_the_same_plan(vault: Vault, shuffle: random.Random) -> None:
    def shuffled(values: Iterable[T]) -> list[T]:
        found = list(values)
        shuffle.shuffle(found)
        return found

    records = vault.records
    tables = (records.items, records.links, records.requests)
    other = Records.of(*(shuffled(table.values()) for table in tables))
    again = plan(
        other,
        shuffled(vault.goal),
        TODAY,
        by=vault.by,
        decisions=shuffled(vault.decisions),
        completions=shuffled(vault.completions),
    )
    first = _document(records, vault.plan)
    assert _document(other, again) == first
    assert _document(records, vault.planned()) == first


def _document(records: Records, planned: Plan) -> str:
    return json.dumps(plan_document(planned, records), ensure_ascii=False)


# -- carried out -----------------------------------------------------------------------------------


@few
@given(vaults(most=9))
def test_going_down_the_list_ends_safe(vault: Vault) -> None:
    if vault.plan.deadlocks:
        return
    records, today = vault.records, TODAY
    done = list(vault.completions)
    for expected in vault.plan.steps:
        for _again in range(1 + len(records.requests)):  # one step may settle several requests
            now = vault.planned(today, records=records, completions=done)
            step = now.step(expected.id)
            if step is None or step.is_behind or step.automatic:
                break
            assert step.state != "blocked", (step.id, step.waits_for)
            today = max(today, step.earliest)
            records = _carry_out(records, step, today, done)
    assert vault.planned(today, records=records, completions=done).verdict.safe


def _carry_out(records: Records, step: Step, today: date, done: list[Completion]) -> Records:
    """Answer the request of a step completely; what has none is completed by hand."""
    if step.request is None:
        done.append(Completion(action=step.action, item=step.item, on=today))
        return records
    request = records.requests[step.request]
    entries = [{"on": today, "direction": "in", "type": "answer", "outcome": "complete"}]
    if not any(entry.type == "request" for entry in request.log):
        entries.insert(0, {"on": today, "direction": "out", "type": "request"})
    log = (*request.log, *(Entry.from_json(entry) for entry in entries))
    answered = request.changed(log=log)
    return records.having("requests", {**records.requests, request.id: answered})


# -- deadlocks -------------------------------------------------------------------------------------


@few
@given(vaults(most=9))
def test_the_way_out_of_a_deadlock_removes_it(vault: Vault) -> None:
    for deadlock in vault.plan.deadlocks:
        assert deadlock.try_item in {entry.item for entry in vault.plan.affected}
        assert _is_opened(vault, deadlock, deadlock.try_item, deadlock.try_decision)
        name = vault.records.items[deadlock.try_item].name
        message = explain.deadlock_message(deadlock, vault.records)
        assert name in message
        if deadlock.try_decision == "move":
            assert ("Add another" in message) == _lacks_contact(vault, deadlock.try_item)
        if deadlock.try_decision == "keep":  # only where no account in the loop can be moved
            # To move what was decided to end takes that decision back: no way out of this plan.
            decided = {decision.item for decision in vault.decisions}
            for account in set(_accounts_of(vault, deadlock)) - decided:
                assert not _is_opened(vault, deadlock, account, "move")


def _lacks_contact(vault: Vault, account: str) -> bool:
    """Whether an address that ends has no other of its type to move to."""
    reading = _reading(vault)
    types = {i: getattr(r, "type", None) or "email" for i, r in vault.records.items.items()}
    contacts = [i for i in types if vault.records.items[i].kind == "contact"]
    staying = {types[contact] for contact in contacts if reading.scope.stays(contact)}
    lost = reading.scope.changes(account, "registered_with")
    return any(types[contact] not in staying for contact in lost)


def _accounts_of(vault: Vault, deadlock: Deadlock) -> list[str]:
    """The accounts in the loop that are registered, sign in or recover with something in it."""
    in_loop = {requirement.step.split(":")[1] for requirement in deadlock.loop}
    relations = ("registered_with", "signs_in_with", "recovers_with")
    decided = {d.item for d in vault.decisions if d.decision == "move"}
    return sorted(
        {s for s, r, t in vault.records.links if r in relations and {s, t} <= in_loop} - decided
    )


def _is_opened(vault: Vault, deadlock: Deadlock, item: str, decision: str) -> bool:
    """Whether a decision, taken, removes the deadlock; what to move to is added if need be."""
    record = vault.records.items[item]
    new = Item.from_json({"id": "new", "kind": record.kind, "name": "new"})
    records = vault.records.having("items", {**vault.records.items, "new": new})
    others = [d for d in vault.decisions if d.item != item]
    taken = Decision.from_json(
        {"item": item, "decision": decision, "to": "new" if decision == "move" else None}
    )
    again = vault.planned(records=records, decisions=[*others, taken])
    return not any(set(deadlock.steps) <= set(other.steps) for other in again.deadlocks)
