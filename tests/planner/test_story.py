"""The story carried to its end, day by day: the golden tables written before the planner."""

from typing import Any

import pytest

from tests.planner.story import carry_out, case, plan_exit, story

STORIES = ("rakuten-carried-out.json", "rakuten-already-left.json")


def _told(table: dict[str, Any]) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Return for each row its day, what the table says and what the plan says."""
    records = case(table["base"], tuple(table["without"]))
    found = []
    for row in table["rows"]:
        for operation in row["do"]:
            records = carry_out(records, table["exit"], operation, row["on"])
        plan = plan_exit(records, table["exit"], row["on"])
        states = {step: plan.step(step) for step in row["states"]}
        verdict = plan.verdict
        said = {
            "hazards": sorted([h.hazard, h.item, h.accepted] for h in verdict.hazards),
            "states": {step: known and known.state for step, known in states.items()},
            "safe": verdict.safe,
            "safe_on": verdict.safe_on and verdict.safe_on.isoformat(),
        }
        wanted = {key: row[key] for key in said}
        wanted["hazards"] = sorted(wanted["hazards"])
        found.append((row["on"], wanted, said))
    return found


@pytest.mark.parametrize("name", STORIES)
def test_every_day_of_the_story(name: str) -> None:
    for on, wanted, said in _told(story(name)):
        assert (on, said) == (on, wanted)


def test_the_stories_are_long_enough() -> None:
    assert [len(story(name)["rows"]) >= 11 for name in STORIES] == [True, True]


def test_at_the_end_nothing_is_left_to_do() -> None:
    table = story(STORIES[0])
    records = case(table["base"], tuple(table["without"]))
    for row in table["rows"]:
        for operation in row["do"]:
            records = carry_out(records, table["exit"], operation, row["on"])
    plan = plan_exit(records, table["exit"], table["rows"][-1]["on"])
    assert {step.state for step in plan.steps} == {"done"}
    assert len(plan.steps) >= 20
