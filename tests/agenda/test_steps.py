"""The steps of open exits in the agenda."""

import json
from datetime import date
from pathlib import Path

from footprint.agenda.due import agenda, due
from footprint.cli import planned
from footprint.model.snapshot import loads
from footprint.planner.plan import plan
from footprint.requests.machine import standings

CASE = Path(__file__).parents[1] / "cases" / "rakuten.json"
TODAY = date(2026, 11, 23)


def test_a_ready_step_is_due_on_its_latest_day_and_told_once() -> None:
    records = loads(CASE.read_text("utf-8"))
    plans = {"leave-rakuten": plan(records, ["rakuten-ichiba"], TODAY)}
    found = due(records, standings(records, TODAY), TODAY, plans)
    water = [one for one in found if one.item == "water-order" and one.what != "charge"]
    assert [(one.what, one.on, one.exit, one.urgency) for one in water] == [
        ("step", date(2026, 12, 4), "leave-rakuten", "later")
    ]
    assert "天然水 定期購入" in water[0].text
    # the coffee order is asked already: its request is told, and the last day itself
    coffee = {one.what for one in found if one.item == "coffee-order"}
    assert {"reply", "follow_up", "charge", "cut_off"} <= coffee
    assert "step" not in coffee


def watched(*more: dict[str, str]) -> list[date]:
    """Return the watches of the coffee order that are told after these lines of its log."""
    document, today = json.loads(CASE.read_text("utf-8")), date(2026, 12, 1)
    document["requests"][0]["log"] += more
    records = loads(json.dumps(document))
    plans = {"leave-rakuten": plan(records, ["rakuten-ichiba"], today)}
    # It is told in the days before it is over, and looked for a year ahead.
    found = agenda(records, standings(records, today), today, plans, 365)
    return [one.on for one in found if one.what == "watch" and one.item == "coffee-order"]


def test_the_day_on_which_a_watch_is_over_stays_once_it_has_come() -> None:
    document = json.loads(CASE.read_text("utf-8"))
    answer = {"on": "2026-10-25", "direction": "in", "type": "answer", "outcome": "complete"}
    document["requests"][0]["log"].append(answer)
    records = loads(json.dumps(document))
    for today in (date(2026, 12, 1), date(2027, 1, 5), date(2027, 1, 6)):
        step = plan(records, ["rakuten-ichiba"], today).step("watch_charges:coffee-order")
        assert step is not None and step.over_on == date(2026, 12, 27)
        assert planned._when(step) == "until 27 Dec 2026"


def test_a_watch_begins_anew_with_a_charge_that_should_not_have_been() -> None:
    yes = {"direction": "in", "type": "answer", "outcome": "complete"}
    charge = {"on": "2026-11-30", "direction": "in", "type": "incident", "what": "charge"}
    log = ({"on": "2026-10-25", **yes}, charge, {"on": "2026-12-01", **yes})
    assert watched(*log) == [date(2027, 1, 30)]


def test_what_is_verified_is_not_watched_any_more() -> None:
    answer = {"on": "2026-10-25", "direction": "in", "type": "answer", "outcome": "complete"}
    # Two cycles after 27 October: asked on the 20th, with seven days' notice.
    assert watched(answer) == [date(2026, 12, 27)]
    assert watched(answer, {"on": "2026-11-30", "direction": "in", "type": "verification"}) == []


def test_a_mailing_that_is_verified_to_have_ended_is_not_watched_any_more() -> None:
    document, today = json.loads(CASE.read_text("utf-8")), date(2026, 12, 20)

    def watches(*log: dict[str, str]) -> list[date]:
        asked = {"id": "R-2026-0002", "kind": "unsubscribe", "item": "midori-news", "log": log}
        found = {**document, "requests": [*document["requests"], asked]}
        records = loads(json.dumps(found))
        plans = {"leave-rakuten": plan(records, ["rakuten-ichiba"], today)}
        told = agenda(records, standings(records, today), today, plans, 365)
        return [one.on for one in told if one.what == "watch" and one.exit]

    asked = {"on": "2026-11-02", "direction": "out", "type": "request"}
    answer = {"on": "2026-11-03", "direction": "in", "type": "answer", "outcome": "complete"}
    looked = {"on": "2026-12-19", "direction": "in", "type": "verification"}
    assert len(watches(asked, answer)) == 1
    assert watches(asked, answer, looked) == []
