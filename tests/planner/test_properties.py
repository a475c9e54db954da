"""What holds for every plan, whatever the vault."""

import json
import random
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footprint.model.exits import Completion, Decision
from footprint.model.records import Records
from footprint.planner.document import plan_document
from footprint.planner.plan import Plan, plan
from tests.planner.reading import Reading, reachable
from tests.planner.strategies import TODAY, Vault, vaults

quick = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def _document(records: Records, planned: Plan) -> str:
    return json.dumps(plan_document(planned, records), ensure_ascii=False, sort_keys=True)


def _deadlocked(planned: Plan) -> list[set[str]]:
    return [set(deadlock.steps) for deadlock in planned.deadlocks]


@quick
@given(vaults(), st.randoms(use_true_random=False))
def test_the_same_facts_give_the_same_plan(vault: Vault, shuffle: random.Random) -> None:
    records = vault.records
    tables = [list(t.values()) for t in (records.items, records.links, records.requests)]
    for table in tables:
        shuffle.shuffle(table)
    shuffled = Records.of(tables[0], tables[1], tables[2])
    decisions = list(vault.decisions)
    shuffle.shuffle(decisions)
    goal = list(vault.goal)
    shuffle.shuffle(goal)
    again = plan(shuffled, goal, TODAY, by=vault.by, decisions=decisions)
    assert _document(shuffled, again) == _document(records, vault.plan)


@quick
@given(vaults())
def test_a_step_never_stands_before_one_that_it_requires(vault: Vault) -> None:
    planned = vault.plan
    position = {step.id: number for number, step in enumerate(planned.steps)}
    stage = {step.id: step.stage for step in planned.steps}
    deadlocks = _deadlocked(planned)
    assert len(position) == len(planned.steps)
    for step in planned.steps:
        for requirement in step.requires:
            if any({step.id, requirement.step} <= steps for steps in deadlocks):
                continue
            assert position[requirement.step] < position[step.id]
            assert stage[requirement.step] < stage[step.id]


@quick
@given(vaults())
def test_a_deadlock_hides_no_step_and_gives_no_day(vault: Vault) -> None:
    planned = vault.plan
    ids = {step.id for step in planned.steps}
    for deadlock in planned.deadlocks:
        assert set(deadlock.steps) <= ids
        assert len(deadlock.loop) >= 2
        assert deadlock.try_item in {entry.item for entry in planned.affected}
    if planned.deadlocks:
        assert planned.verdict.safe_on is None
        assert planned.verdict.complete_on is None
    else:
        assert planned.verdict.safe_on is not None


@quick
@given(vaults())
def test_the_scope_is_that_of_a_second_reading(vault: Vault) -> None:
    affected = [entry.item for entry in vault.plan.affected]
    assert len(affected) == len(set(affected))
    assert set(affected) == Reading(vault).affected
    assert affected[: len(vault.goal)] == sorted(vault.goal)


@quick
@given(vaults())
def test_every_must_of_a_second_reading_is_kept(vault: Vault) -> None:
    planned = vault.plan
    before = reachable(planned)
    behind = {step.id for step in planned.steps if step.is_behind}
    position = {step.id: number for number, step in enumerate(planned.steps)}
    for rule, first, then in Reading(vault).musts():
        if any({first, then} <= steps for steps in _deadlocked(planned)):
            continue
        if first in before[then]:
            assert position[first] < position[then], (rule, first, then)
        else:
            # Only what is behind the person waits for nothing, where it stood in a circle.
            assert then in behind, (rule, first, then)
            assert then in before[first], (rule, first, then)


@quick
@given(vaults(most=9))
def test_the_way_out_takes_a_deadlock_apart(vault: Vault) -> None:
    for deadlock in vault.plan.deadlocks:
        others = [d for d in vault.decisions if d.item != deadlock.try_item]
        tried = Decision(item=deadlock.try_item, decision=deadlock.try_decision)
        again = plan(vault.records, vault.goal, TODAY, decisions=[*others, tried])
        assert deadlock.steps not in [other.steps for other in again.deadlocks]


@quick
@given(vaults())
def test_states_are_what_they_say(vault: Vault) -> None:
    behind = {s.id for s in vault.plan.steps if s.is_behind}
    for step in vault.plan.steps:
        waits = {r.step for r in step.requires if r.strength == "must"} - behind
        assert set(step.waits_for) == (set() if step.is_behind else waits)
        if step.state == "ready":
            assert not waits
        if step.state == "blocked":
            assert waits
        if step.state in ("waiting", "overdue"):
            assert step.request is not None


@quick
@given(vaults(most=9))
def test_going_down_the_list_ends_safe(vault: Vault) -> None:
    planned = vault.plan
    if planned.deadlocks:
        return
    done: list[Completion] = []
    today = TODAY
    for expected in planned.steps:
        now = _planned(vault, today, done)
        step = now.step(expected.id)
        if step is None or step.is_behind or step.automatic:
            continue
        assert step.state != "blocked", (step.id, step.waits_for)
        today = max(today, step.earliest)
        done.append(Completion(action=step.action, item=step.item, on=today))
    assert _planned(vault, today, done).verdict.safe


def _planned(vault: Vault, today: date, done: list[Completion]) -> Plan:
    return plan(
        vault.records,
        vault.goal,
        today,
        by=vault.by,
        decisions=vault.decisions,
        completions=done,
    )
