"""The case vaults: what their expectations and their README say."""

import json
from datetime import date
from typing import Any

import pytest

from footprint.model.exits import Decision
from footprint.model.records import Records
from footprint.planner.document import plan_document
from footprint.planner.plan import Plan, plan
from tests.planner.story import CASES, case

TODAY = date(2026, 11, 23)
EXPECTED: dict[str, Any] = json.loads((CASES / "rakuten.expect.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def rakuten() -> dict[str, Any]:
    records = case("rakuten.json")
    today = date.fromisoformat(EXPECTED["today"])
    return plan_document(plan(records, EXPECTED["goal"], today), records)


def _steps(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {step["id"]: step for step in document["steps"]}


def _waits_for(steps: dict[str, dict[str, Any]], step: str) -> set[str]:
    found: set[str] = set()
    waiting = [step]
    while waiting:
        for requirement in steps[waiting.pop()]["requires"]:
            if requirement["step"] not in found:
                found.add(requirement["step"])
                waiting.append(requirement["step"])
    return found


def test_verdict_and_hazards(rakuten: dict[str, Any]) -> None:
    assert rakuten["verdict"]["safe"] is EXPECTED["safe"]
    found: dict[str, set[str]] = {}
    for hazard in rakuten["verdict"]["hazards"]:
        assert hazard["message"]
        found.setdefault(hazard["hazard"], set()).add(hazard["item"])
    for kind, items in EXPECTED["hazards_at_least"].items():
        assert found[kind] >= set(items), kind


def test_scope(rakuten: dict[str, Any]) -> None:
    affected = {entry["item"]: entry["decision"] for entry in rakuten["affected"]}
    assert not affected.keys() & set(EXPECTED["not_affected"])
    assert affected.items() >= EXPECTED["affected"].items()
    assert affected["rakuten-ichiba"] == "end"


def test_order(rakuten: dict[str, Any]) -> None:
    steps = _steps(rakuten)
    position = {step: number for number, step in enumerate(steps)}
    for first, then in EXPECTED["before"]:
        assert position[first] < position[then], (first, then)
        assert steps[first]["stage"] < steps[then]["stage"], (first, then)
        assert first in _waits_for(steps, then), (first, then)


def test_states_places_and_absent_steps(rakuten: dict[str, Any]) -> None:
    steps = _steps(rakuten)
    for step, state in EXPECTED["states"].items():
        assert steps[step]["state"] == state
    for step, place in EXPECTED["place"].items():
        assert steps[step]["place"] == place
    assert not steps.keys() & set(EXPECTED["absent"])


def test_dates_and_charges(rakuten: dict[str, Any]) -> None:
    steps = _steps(rakuten)
    for item, days in EXPECTED["charges"].items():
        assert rakuten["charges"][item][: len(days)] == days
    for step, day in EXPECTED["latest"].items():
        assert steps[step]["latest"] == day
    for step, day in EXPECTED["earliest_at_least"].items():
        assert steps[step]["earliest"] >= day
    unavoidable = [[charge["item"], charge["on"]] for charge in rakuten["unavoidable_charges"]]
    assert unavoidable == EXPECTED["unavoidable_charges"]


def test_the_contract_has_exactly_these_keys(rakuten: dict[str, Any]) -> None:
    assert list(rakuten) == [
        *("format", "version", "today", "goal", "by", "verdict", "steps", "dropped"),
        *("deadlocks", "affected", "charges", "unavoidable_charges", "contested_charges"),
        *("delay_cost_per_week", "critical_path"),
    ]
    assert list(rakuten["verdict"]) == ["safe", "safe_on", "complete_on", "hazards"]
    keys = ["hazard", "item", "place", "amount", "accepted", "message"]
    assert all(list(hazard) == keys for hazard in rakuten["verdict"]["hazards"])
    for step in rakuten["steps"]:
        assert list(step) == [
            *("id", "action", "item", "place", "title", "stage", "state", "automatic"),
            *("requires", "earliest", "latest", "expected_days", "slack_days", "how", "request"),
        ]
        how = ["url", "email", "phone", "form", "needs_login", "difficulty", "note"]
        assert list(step["how"]) == how
        assert all(list(r) == ["step", "rule", "strength", "because"] for r in step["requires"])


def test_the_example_step_of_the_contract(rakuten: dict[str, Any]) -> None:
    step = _steps(rakuten)["remove_payment_method:visa-at-rakuten"]
    assert (step["place"], step["stage"], step["state"]) == ("rakuten-ichiba", 3, "blocked")
    assert (step["earliest"], step["latest"]) == ("2026-11-30", None)
    assert (step["expected_days"], step["slack_days"], step["request"]) == (0, None, None)
    assert step["how"]["needs_login"] == "rakuten-ichiba"
    coffee = _steps(rakuten)["cancel_subscription:coffee-order"]
    assert coffee["title"] == "Cancel “コーヒー豆 定期便”"
    affected = {entry["item"]: entry for entry in rakuten["affected"]}
    assert affected["coffee-order"]["via"] == ["midori-coffee", "rakuten-ichiba"]


# -- the everyday cases ------------------------------------------------------------------------


def _requires(planned: Plan, then: str) -> set[str]:
    step = planned.step(then)
    assert step is not None
    return {r.step for r in step.requires if r.strength == "must"}


def _carrier(*decisions: Decision) -> tuple[Records, Plan]:
    records = case("carrier.json")
    return records, plan(records, ["carrier"], TODAY, decisions=decisions)


def test_carrier_the_plan_waits_for_the_bank() -> None:
    _, planned = _carrier()
    waits = _requires(planned, "cancel_subscription:mobile-plan")
    assert waits == {"give_up_contact:phone"}
    assert "change_contact:bank" in _requires(planned, "give_up_contact:phone")
    assert not planned.deadlocks
    ids = [step.id for step in planned.steps]
    assert ids.index("change_contact:bank") < ids.index("cancel_subscription:mobile-plan")


def test_carrier_porting_the_number_makes_most_steps_vanish() -> None:
    _, usual = _carrier()
    _, ported = _carrier(Decision(item="phone", decision="move"))
    gone = {step.id for step in usual.steps} - {step.id for step in ported.steps}
    assert gone >= {"change_contact:bank", "change_contact:whatsapp", "change_recovery:google"}
    assert _requires(ported, "cancel_subscription:mobile-plan") == {"move_contact:phone"}


def test_google_with_gmail_as_a_part_is_no_deadlock() -> None:
    records = case("google_gmail_part.json")
    planned = plan(records, ["google"], TODAY)
    assert not planned.deadlocks
    assert not planned.dropped
    automatic = planned.step("give_up_contact:gmail")
    assert automatic is not None
    assert automatic.automatic
    assert _requires(planned, "give_up_contact:gmail") == {
        "change_contact:amazon",
        "change_contact:bank",
        "change_contact:github",
    }
    assert planned.steps[-1].stage > automatic.stage


def test_gym_the_last_day_is_three_months_before_the_term_ends() -> None:
    records = case("gym.json")
    step = plan(records, ["gym"], TODAY).step("cancel_subscription:gym-contract")
    assert step is not None
    # 28 Nov 2026 is a Saturday: the person's own dates roll back to the Friday.
    assert step.latest == date(2026, 11, 27)
    on_the_day = plan(records, ["gym"], date(2026, 11, 28)).unavoidable
    too_late = plan(records, ["gym"], date(2026, 11, 29)).unavoidable
    assert [charge.on.isoformat() for charge in on_the_day] == [
        *("2026-12-01", "2027-01-01", "2027-02-01")
    ]
    assert len(too_late) == 4


def test_a_lost_card_is_replaced_in_the_wallet_once() -> None:
    planned = plan(case("lost_card_service_wallet.json"), ["visa"], TODAY)
    assert [step.id for step in planned.steps] == [
        "replace_payment:visa-at-paypal",
        "retire_instrument:visa",
    ]
    assert planned.steps[0].latest == date(2026, 12, 14)
    assert {entry.item for entry in planned.affected} == {"visa", "visa-at-paypal"}
