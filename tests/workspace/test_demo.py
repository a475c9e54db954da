"""The example vault: sound on every day, and never stale."""

from datetime import date, timedelta

import pytest
from hypothesis import example as also
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model.items import KINDS
from footprint.model.links import RELATIONS
from footprint.model.records import Records
from footprint.model.snapshot import from_document, to_document
from footprint.planner.plan import plan
from footprint.requests.machine import Standing, standings
from footprint.workspace.demo import _dated, example

TODAY = date(2026, 11, 23)


def about(records: Records, today: date) -> dict[tuple[str, str], Standing]:
    found = standings(records, today)
    return {(r.kind, r.item): found[r.id] for r in records.requests.values()}


@settings(max_examples=60, deadline=None)
@given(today=st.dates(date(2024, 1, 1), date(2040, 12, 31)))
@also(date(2028, 2, 29))
@also(date(2027, 1, 31))
@also(date(2026, 12, 31))
def test_it_is_a_sound_snapshot_on_every_day(today: date) -> None:
    records = example(today)
    document = to_document(records)
    assert to_document(from_document(document)) == document
    asked = about(records, today)
    assert asked["cancellation", "コーヒー豆-定期便"].status == "overdue"
    assert asked["unsubscribe", "楽天市場ニュース"].settled
    assert asked["card_removal", "visa-あかり珈琲"].status == "draft"
    erasure = asked["erasure", "papierlaune"]
    assert erasure.status == "acknowledged" and erasure.due
    assert 3 <= (erasure.due.date - today).days <= 12
    for entry in (e for r in records.requests.values() for e in r.log):
        assert entry.on <= today


@settings(max_examples=60, deadline=None)
@given(today=st.dates(date(2024, 1, 1), date(2040, 12, 31)), ahead=st.integers(-40, 40))
@also(date(2028, 2, 20), 9)
@also(date(2027, 1, 24), 7)
def test_a_recurring_day_was_on_the_same_number_of_its_first_month(today: date, ahead: int) -> None:
    day = today + timedelta(ahead)
    first = date.fromisoformat(_dated(f"{{day{ahead:+d}-34m}}", today))
    assert first.day == day.day
    months = (day.year - first.year) * 12 + day.month - first.month
    assert 34 <= months < 34 + 36  # 29 February comes again after at most three years


def test_it_has_everything_there_is() -> None:
    records = example(TODAY)
    assert 43 <= len(records.items) <= 50
    assert {item.kind for item in records.items.values()} == set(KINDS)
    assert {link.relation for link in records.links.values()} == set(RELATIONS)
    assert len(records.exits) == 2
    statuses = {item.status for item in records.items.values()}
    assert statuses == {"open", "ending", "ended"}
    assert any(item.handover for item in records.items.values())
    assert any(item.owner for item in records.items.values())


@settings(max_examples=15, deadline=None)
@given(today=st.dates(date(2026, 1, 1), date(2030, 12, 31)))
@also(date(2028, 2, 29))
@also(date(2027, 1, 31))
def test_its_exits_are_in_the_middle_on_every_day(today: date) -> None:
    records = example(today)
    plans = {
        key: plan(
            records,
            exit_.goal,
            today,
            by=exit_.by,
            decisions=exit_.decisions,
            completions=exit_.completions,
        )
        for key, exit_ in records.exits.items()
    }
    story = plans["leave-楽天市場"]
    assert not story.verdict.safe and story.verdict.safe_on and not story.deadlocks
    states = {step.id: step.state for step in story.steps}
    assert set(states.values()) >= {"done", "accepted", "waiting", "overdue", "ready", "blocked"}
    assert states["cancel_subscription:コーヒー豆-定期便"] == "overdue"
    assert states["unsubscribe:楽天市場ニュース"] == "done"
    assert states["close_account:楽天市場"] == "blocked"
    assert [(c.item, c.on) for c in story.unavoidable][:1] == [
        ("天然水-定期購入", today + timedelta(4))
    ]
    gym = plans["leave-northside-gym"]
    assert not gym.verdict.safe and gym.verdict.safe_on and not gym.deadlocks
    cancel = next(step for step in gym.steps if step.action == "cancel_subscription")
    assert cancel.latest and today + timedelta(5) <= cancel.latest <= today + timedelta(12)


@pytest.mark.parametrize("year", [2026, 2028])
def test_references_carry_the_year_they_were_made_in(year: int) -> None:
    records = example(date(year, 1, 10))
    by_kind = {(r.kind, r.item): r.id for r in records.requests.values()}
    assert by_kind["cancellation", "コーヒー豆-定期便"].startswith(f"R-{year - 1}-")
    assert by_kind["refund", "コーヒー豆-定期便"].startswith(f"R-{year}-")


def test_nothing_in_it_is_left_undated() -> None:
    def strings(value: object) -> list[str]:
        if isinstance(value, dict):
            return [s for entry in value.values() for s in strings(entry)]
        if isinstance(value, list):
            return [s for entry in value for s in strings(entry)]
        return [value] if isinstance(value, str) else []

    texts = strings(to_document(example(TODAY)))
    assert not [text for text in texts if "{" in text]
