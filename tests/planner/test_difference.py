"""What is different between two plans, each line with its reason."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from footprint.model.exits import Completion, Decision
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.snapshot import loads
from footprint.planner import explain
from footprint.planner.difference import Difference, difference
from footprint.planner.plan import Plan, plan
from footprint.planner.telling import both, difference_told

TODAY = date(2026, 11, 23)
CASES = Path(__file__).parents[1] / "cases"
RAKUTEN = loads((CASES / "rakuten.json").read_bytes())


def planned(*decisions: tuple[str, str], today: date = TODAY, **more: Any) -> Plan:
    made = [Decision.from_json({"item": i, "decision": d}) for i, d in decisions]
    return plan(RAKUTEN, ["rakuten-ichiba"], today, decisions=made, **more)


def told(found: Difference, records: Records = RAKUTEN) -> dict[str, tuple[str, ...]]:
    return {group.heading: group.sentences for group in difference_told(found, records)}


def test_a_plan_is_not_different_from_itself() -> None:
    found = difference(planned(), planned())
    assert not found
    assert told(found) == {}


def test_what_is_kept_is_a_risk_and_not_gone() -> None:
    found = difference(planned(), planned(("points", "keep")))
    assert found
    assert [h.hazard for h in found.accepted] == ["value_lost"]
    assert found.hazards_gone == ()
    sentences = told(found)
    assert "Behind you now" not in sentences
    assert sentences["Treated in another way"] == (
        "“楽天ポイント”: kept at my own risk; it was: ends",
    )
    back = difference(planned(("points", "keep")), planned())
    assert [h.hazard for h in back.hazards_added] == ["value_lost"]


def test_a_step_done_is_behind_and_what_waited_for_it_can_be_done() -> None:
    done = Completion(action="cancel_subscription", item="coffee-order", on=TODAY)
    found = difference(planned(), planned(completions=[done]))
    assert [c.after.id for c in found.changed if c.is_now_behind] == [
        "cancel_subscription:coffee-order"
    ]
    assert {h.hazard for h in found.hazards_gone} >= {"charge_continues"}
    assert told(found)["Behind you now"] == ("Cancel “コーヒー豆 定期便”",)


def test_what_moves_is_done_another_way() -> None:
    found = difference(planned(), planned(("midori-coffee", "move")))
    assert {step.id for step in found.added} >= {"switch_payment:coffee-order"}
    assert {step.id for step in found.gone} >= {"cancel_subscription:coffee-order"}
    again = difference(planned(("midori-coffee", "move")), planned())
    assert {s.id for s in again.added} == {s.id for s in found.gone}
    assert {s.id for s in again.gone} == {s.id for s in found.added}


def test_days_gone_by_are_no_difference_for_what_can_be_done_on_any_day() -> None:
    before, after = planned(), planned(today=TODAY + timedelta(days=14))
    found = difference(before, after)
    changed = {change.after.id for change in found.changed}
    assert "spend_balance:points" not in changed
    assert "close_account:rakuten-ichiba" in changed
    sentence = told(found)["The verdict"][0]
    assert sentence.startswith("Safe from ")
    assert "; it was " in sentence


def test_only_what_changed_in_the_records_moves_a_day() -> None:
    later = TODAY + timedelta(days=14)
    then, today = planned(), planned(today=later)
    assert then.verdict.days != today.verdict.days
    assert told(difference(then, today, today)) == {
        "The verdict": ("Nothing changed but the days: safe from 4 Jan 2027 now.",)
    }
    kept = planned(("points", "keep"), ("midori-coffee", "keep"), today=later)
    found = difference(then, kept, today)
    # Without the change it would be later; that it was earlier two weeks ago is not its doing.
    assert told(found)["The verdict"] == (
        "Safe from 24 Dec 2026; it was 4 Jan 2027.",
        "All over on 28 Jan 2027; it was 14 Feb 2027.",
        "What it was is reckoned as of today, by what was recorded then.",
    )


def test_it_is_different_exactly_where_something_is_told() -> None:
    water = Completion(action="cancel_subscription", item="water-order", on=TODAY)
    plans = [
        planned(),
        planned(completions=[water]),
        planned(("points", "keep")),
        planned(("midori-coffee", "move")),
        planned(by=TODAY + timedelta(days=90)),
        planned()._replace(verdict=planned().verdict._replace(hazards=())),
    ]
    for before in plans:
        for after in plans:
            found = difference(before, after)
            assert bool(found) == bool(told(found))
    amounts = tuple(h._replace(amount=None, place="x") for h in planned().verdict.hazards)
    other = planned()._replace(verdict=planned().verdict._replace(hazards=amounts))
    assert not difference(planned(), other)


def test_steps_that_are_new_and_behind_at_once_are_told() -> None:
    first = planned()
    done, accepted = first.steps[0], first.steps[1]
    before = first._replace(steps=first.steps[2:], verdict=first.verdict._replace(hazards=()))
    after = before._replace(
        steps=(
            done._replace(state="done"),
            accepted._replace(state="accepted"),
            *before.steps,
        ),
    )
    found = difference(before, after)
    assert told(found) == {
        "At your own risk": (explain.title(accepted, RAKUTEN),),
        "Behind you now": (explain.title(done, RAKUTEN),),
    }


def test_a_circle_is_closed_and_opened() -> None:
    # Two accounts that sign in with each other; moving one opens the circle.
    records = Records.of(
        [Item.from_json({"id": i, "kind": "service", "name": i.upper()}) for i in "ab"],
        [
            Link.from_json({"from": one, "relation": "signs_in_with", "to": other})
            for one, other in ("ab", "ba")
        ],
    )
    moved = [Decision.from_json({"item": "a", "decision": "move"})]
    stuck = plan(records, ["a", "b"], TODAY)
    free = plan(records, ["a", "b"], TODAY, decisions=moved)
    found = difference(stuck, free)
    assert told(found, records)["No longer waits for itself"] == ("A, B",)
    assert "All over on" in " ".join(told(found, records)["The verdict"])
    back = told(difference(free, stuck), records)
    assert back["What waits for itself now"][0].startswith("These wait for each other")
    assert back["The verdict"][0].startswith("No day can be given any more when it is safe")


def test_nothing_is_listed_where_there_was_no_plan() -> None:
    found = difference(None, planned())
    assert found
    assert told(found) == {}


@pytest.mark.parametrize("gone", ["points", "midori-dm"])
def test_what_is_no_longer_recorded_keeps_its_name(gone: str) -> None:
    items = {key: item for key, item in RAKUTEN.items.items() if key != gone}
    links = {key: link for key, link in RAKUTEN.links.items() if gone not in key}
    after = RAKUTEN.having("items", items).having("links", links)
    found = difference(planned(), plan(after, ["rakuten-ichiba"], TODAY))
    sentences = told(found, both(RAKUTEN, after))
    assert any(RAKUTEN.items[gone].name in s for s in sentences["No longer to do"])
