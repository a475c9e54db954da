"""The story of leaving 楽天市場, through the program itself."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from tests.cli.conftest import CASES, TODAY, Cli, footprint

OTHERS = {
    "carrier": "carrier",
    "google_gmail_part": "google",
    "gym": "gym",
    "lost_card_service_wallet": "visa",
}


def expected() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((CASES / "rakuten.expect.json").read_text())
    return document


def test_the_plan_says_all_that_it_has_to(home: object) -> None:
    assert footprint("init").status == 0
    assert footprint("snapshot", "import", str(CASES / "rakuten.json")).status == 0
    done = footprint("plan", "rakuten-ichiba", "--json", "--today", TODAY)
    assert done.status == 0, done.err
    plan, expect = json.loads(done.out), expected()
    assert plan["format"] == "footprint-plan"
    assert plan["today"] == expect["today"] == TODAY
    assert plan["goal"] == expect["goal"]
    assert plan["verdict"]["safe"] is expect["safe"]
    _compare_hazards(plan, expect)
    _compare_scope(plan, expect)
    _compare_steps(plan, expect)
    for item, days in expect["charges"].items():
        assert plan["charges"][item][: len(days)] == days
    unavoidable = [[charge["item"], charge["on"]] for charge in plan["unavoidable_charges"]]
    assert unavoidable == expect["unavoidable_charges"]


def _compare_hazards(plan: dict[str, Any], expect: dict[str, Any]) -> None:
    found: dict[str, list[str]] = {}
    for hazard in plan["verdict"]["hazards"]:
        found.setdefault(hazard["hazard"], []).append(hazard["item"])
        assert hazard["message"]
    for kind, items in expect["hazards_at_least"].items():
        assert set(items) <= set(found.get(kind, [])), kind


def _compare_scope(plan: dict[str, Any], expect: dict[str, Any]) -> None:
    affected = {each["item"]: each["decision"] for each in plan["affected"]}
    assert not affected.keys() & set(expect["not_affected"])
    assert affected.items() >= expect["affected"].items()


def _compare_steps(plan: dict[str, Any], expect: dict[str, Any]) -> None:
    steps = {step["id"]: step for step in plan["steps"]}
    order = {step: place for place, step in enumerate(steps)}
    for first, then in expect["before"]:
        assert order[first] < order[then], (first, then)
    for step, state in expect["states"].items():
        assert steps[step]["state"] == state, step
    for step, latest in expect["latest"].items():
        assert steps[step]["latest"] == latest, step
    for step, place in expect["place"].items():
        assert steps[step]["place"] == place, step
    for step, earliest in expect["earliest_at_least"].items():
        assert steps[step]["earliest"] >= earliest, step
    assert not steps.keys() & set(expect["absent"])
    for step in plan["steps"]:
        assert step["id"] == f"{step['action']}:{step['item']}"
        for requirement in step["requires"]:
            assert order[requirement["step"]] < order[step["id"]]
            assert requirement["because"]


def test_the_expectation_has_no_line_that_is_not_compared() -> None:
    assert set(expected()) == {
        *("case", "today", "goal", "safe", "hazards_at_least", "not_affected", "affected"),
        *("before", "states", "charges", "latest", "unavoidable_charges", "absent", "place"),
        *("earliest_at_least", "note", "affected_note"),
    }


@pytest.mark.parametrize("case", OTHERS)
def test_the_other_cases_are_planned_with_every_item(vault: Cli, case: str) -> None:
    path = CASES / f"{case}.json"
    items = {item["id"] for item in json.loads(path.read_text())["items"]}
    assert vault("snapshot", "import", str(path)).status == 0
    for item in items:
        done = vault("plan", item, "--json")
        assert done.status == 0, done.err
        plan = json.loads(done.out)
        assert item in {each["item"] for each in plan["affected"]}
        assert {each["item"] for each in plan["affected"]} <= items
        assert vault("plan", item).status == 0


def test_the_plan_is_told_to_a_person(story: Cli) -> None:
    told = story("plan", "rakuten-ichiba").out
    assert told.startswith("Leave 楽天市場\n✗ Not safe yet")
    assert "What goes wrong if you close it today" in told
    assert "cancel_subscription:coffee-order" in told
    assert "by 23 Nov 2026" in told
    assert "We wait for" in told
    assert "27 Nov 2026  ¥2,160  天然水 定期購入" in told


def test_a_kept_plan_is_shown_as_the_exit_is(story: Cli) -> None:
    # VISA's copy at the market ends with the market, in the exit that is there already.
    alone = story("plan", "visa-1234").out
    kept = story("plan", "visa-1234", "--save", "card").out
    shown = story("exit", "show", "card").out
    assert kept.startswith(shown.rstrip("\n"))
    assert not kept.startswith(alone.rstrip("\n"))
    as_json = story("plan", "visa-1234", "--save", "card 2", "--json").out
    assert as_json == story("exit", "show", "card-2", "--json").out


def test_an_exit_is_kept_decided_recorded_exported_and_dropped(story: Cli) -> None:
    kept = story("plan", "rakuten-ichiba", "--by", "2027-03-31", "--save", "楽天 を出る")
    assert "Saved the exit “楽天-を出る”" in kept.out
    exit_id = "楽天-を出る"
    listed = json.loads(story("exit", "list", "--json").out)
    assert [each["id"] for each in listed] == ["leave-rakuten", exit_id]
    assert listed[1]["verdict"]["safe"] is False
    assert exit_id in story("exit", "list").out
    assert story("exit", "decide", exit_id, "points", "keep", "--note", "never mind").status == 0
    assert (
        story("exit", "done", exit_id, "unsubscribe:ichiba-news", "--on", "2026-11-22").status == 0
    )

    def states() -> dict[str, str]:
        plan = json.loads(story("exit", "show", exit_id, "--json").out)
        assert plan["by"] == "2027-03-31"
        return {step["id"]: step["state"] for step in plan["steps"]}

    assert states()["unsubscribe:ichiba-news"] == "done"
    assert states()["spend_balance:points"] == "accepted"
    assert "is already done" in story("exit", "done", exit_id, "unsubscribe:ichiba-news").refused(1)
    assert "There is no step" in story("exit", "done", exit_id, "eat:cake").refused(1)
    assert "on or before today" in story(
        "exit", "done", exit_id, "unsubscribe:midori-dm", "--on", "2026-12-01"
    ).refused(1)
    assert story("exit", "reopen", exit_id, "unsubscribe:ichiba-news").status == 0
    assert story("exit", "undecide", exit_id, "points").status == 0
    assert states()["unsubscribe:ichiba-news"] == "ready"
    exported = story("exit", "export", exit_id, "--to", "-", "--format", "md")
    assert "[ ]" in exported.out
    assert "not encrypted" in exported.err
    assert story("exit", "export", exit_id, "--to", "exit.md").status == 0
    assert story("exit", "export", exit_id, "--to", "exit.md").status == 1
    as_json = story("exit", "export", exit_id, "--format", "json")
    assert json.loads(as_json.out) == json.loads(story("exit", "show", exit_id, "--json").out)
    assert story("exit", "export", exit_id, "--to", "exit.xls", "--format", "csv").status == 0
    neutral = story("exit", "export", exit_id, "--format", "ics").out
    assert "SUMMARY:footprint: a step is due" in neutral and "SUMMARY:Cancel" not in neutral
    named = story("exit", "export", exit_id, "--format", "ics", "--detailed").out
    assert "SUMMARY:Cancel" in named
    story("exit", "export", exit_id, "--detailed").refused(2)
    story("exit", "export", exit_id, "--format", "ics", "--detailed", "--redact").refused(2)
    told = story("exit", "export", exit_id, "--to", "exit.xls").refused(2)
    assert "exit.xls" in told
    assert ".md" in told
    assert ".mermaid" in told
    assert story("exit", "by", exit_id, "none").status == 0
    assert story("exit", "remove", exit_id).status == 0
    left = json.loads(story("exit", "list", "--json").out)
    assert [each["id"] for each in left] == ["leave-rakuten"]


def test_decisions_change_the_plan(story: Cli) -> None:
    def affected(*words: str) -> dict[str, str]:
        plan = json.loads(story("plan", "rakuten-ichiba", "--json", *words).out)
        return {each["item"]: each["decision"] for each in plan["affected"]}

    assert affected()["cinema-plan"] == "move"
    assert affected("--end", "cinema-plan")["cinema-plan"] == "end"
    assert affected("--keep", "ニュース")["ichiba-news"] == "keep"
    moved = affected("--move", "cinema-plan=visa-at-netflix")
    assert moved["cinema-plan"] == "move"


def test_what_breaks_and_why(story: Cli) -> None:
    broken = json.loads(story("impact", "visa-at-rakuten", "--json").out)
    assert {"coffee-order", "water-order"} <= {each["item"] for each in broken}
    assert all(set(each) == {"item", "how", "via", "amount"} for each in broken)
    assert "コーヒー豆 定期便" in story("impact", "visa-at-rakuten").out
    ways = json.loads(story("why", "coffee-order", "visa-1234", "--json").out)
    assert [
        {"from": "coffee-order", "relation": "charged_to", "to": "visa-at-rakuten"},
        {"from": "visa-at-rakuten", "relation": "draws_on", "to": "visa-1234"},
    ] in ways
    assert json.loads(story("why", "visa-1234", "coffee-order", "--json").out) == []
    assert "does not depend on" in story("why", "visa-1234", "coffee-order").out


def test_what_is_due(story: Cli) -> None:
    due = json.loads(story("due", "--json").out)
    assert all(
        list(each) == ["on", "what", "item", "request", "exit", "urgency", "text"] for each in due
    )
    ranks = ["overdue", "today", "soon", "later"]
    assert [each["urgency"] for each in due] == sorted(
        (each["urgency"] for each in due), key=ranks.index
    )
    assert story("due", "--check").status == 3
    assert story("due").status == 0
    assert story("due", "--check", "--today", "2026-10-21").status in (0, 3)


def test_a_decision_tells_what_it_changes(story: Cli) -> None:
    told = story("exit", "decide", "leave-rakuten", "points", "keep").out
    assert "At your own risk\n  ≈ “楽天ポイント” is lost" in told
    assert "“楽天ポイント”: kept at my own risk; it was: ends" in told
    again = story("exit", "decide", "leave-rakuten", "points", "keep").out
    assert again == "Nothing to change: it is so already.\n"
    assert (
        "More to do\n  + Spend “楽天ポイント”"
        not in story("exit", "undecide", "leave-rakuten", "points").out
    )


def test_one_step_is_told_with_what_waits_for_it(story: Cli) -> None:
    step = "cancel_subscription:coffee-order"
    told = story("exit", "show", "leave-rakuten", "--step", step).out
    assert "What waits for it\n" in told
    assert "If it is left out\n  ✗ “コーヒー豆 定期便” goes on being charged: ¥3,980" in told
    document = json.loads(story("exit", "show", "leave-rakuten", "--step", step, "--json").out)
    assert document["id"] == step
    assert "remove_payment_method:visa-at-rakuten" in document["waiting"]
    assert len(document["if_skipped"]) >= 2
    later = story("exit", "show", "leave-rakuten", "--step", "close_account:rakuten-ichiba").out
    assert "First\n" in later
    both = story("exit", "show", "leave-rakuten", "--step", step, "--since", "2026-11-01")
    both.refused(2)


def test_what_has_changed_since_a_day_is_told_or_why_not(story: Cli) -> None:
    later = (date.today() + timedelta(days=1)).isoformat()
    today = date.today().isoformat()
    words = ("exit", "show", "leave-rakuten", "--today", later, "--since")
    assert "did not exist" not in story(*words, today).out
    document = json.loads(story(*words, today, "--json").out)
    assert (document["exit"], document["since"], document["today"]) == (
        *("leave-rakuten", today, later),
    )
    assert set(document["steps"]) == {"added", "gone", "changed"}
    assert "journal begins" in story(*words, "2020-01-01").refused(1)
