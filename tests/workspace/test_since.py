"""What has changed since a day: rebuilt by the journal, undo and redo included."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from footprint.errors import Refused
from footprint.model import snapshot
from footprint.planner.telling import difference_told
from footprint.vault import journal
from footprint.workspace import Workspace, exits, items, snapshots
from footprint.workspace.exits import plan_of
from footprint.workspace.since import Since, changed_since

RAKUTEN = Path(__file__).parents[1] / "cases" / "rakuten.json"
EXIT = "leave-rakuten"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The story's vault, whose clock can be set; it was made just now."""
    monkeypatch.setenv("FOOTPRINT_TEST_KDF", "1")
    with Workspace.create(tmp_path / "v.footprint", "water", made()) as opened:
        yield opened


def made() -> date:
    return datetime.now().date()


class Clock:
    """Sets the instant that the journal writes down: noon, some days after the vault was made."""

    def __init__(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        self.workspace, self.monkeypatch = workspace, monkeypatch

    def on(self, days: int) -> date:
        day = made() + timedelta(days=days)
        noon = datetime(day.year, day.month, day.day, 12).astimezone(UTC)
        self.monkeypatch.setattr(journal, "now", lambda: noon)
        self.workspace.today = day
        return day


@pytest.fixture
def clock(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(workspace, monkeypatch)


def told(found: Since) -> dict[str, tuple[str, ...]]:
    return {g.heading: g.sentences for g in difference_told(found.difference, found.records)}


def since(workspace: Workspace, day: date) -> Since:
    return changed_since(workspace, workspace.records.exits[EXIT], day)


def test_each_day_has_the_plan_that_it_had(workspace: Workspace, clock: Clock) -> None:
    clock.on(1)
    workspace.do(snapshots.take_in(snapshot.loads(RAKUTEN.read_bytes())))
    second = clock.on(2)
    workspace.do(exits.complete(EXIT, "spend_balance:points", second))
    third = clock.on(3)
    workspace.do(exits.decide(EXIT, "midori-dm", "keep", third))
    workspace.undo()
    workspace.do(items.edit("points", {"name": "残り"}))
    clock.on(4)
    workspace.undo()
    workspace.do(items.remove("points"))
    before_step = told(since(workspace, made() + timedelta(days=1)))
    assert before_step["No longer to do"] == ("Spend “楽天ポイント”",)
    after_step = told(since(workspace, second))
    # It was behind already: that it is gone leaves nothing less to do.
    assert "No longer to do" not in after_step
    assert since(workspace, third).difference.decisions[0].item == "points"


def test_days_gone_by_are_not_told_as_a_change(workspace: Workspace, clock: Clock) -> None:
    first = clock.on(1)
    workspace.do(snapshots.take_in(snapshot.loads(RAKUTEN.read_bytes())))
    clock.on(8)
    exit_ = workspace.records.exits[EXIT]
    assert plan_of(workspace.records, exit_, first).verdict.days != (
        workspace.plan_exit(exit_).verdict.days
    )
    for sentence in told(since(workspace, first)).get("The verdict", ()):
        assert "it was" not in sentence
    later = clock.on(9)
    workspace.do(exits.complete(EXIT, "spend_balance:points", later))
    assert told(since(workspace, first))["Behind you now"] == ("Spend “楽天ポイント”",)


def test_what_cannot_be_told_is_said_in_a_sentence(workspace: Workspace, clock: Clock) -> None:
    first = clock.on(1)
    today = clock.on(2)
    workspace.do(snapshots.take_in(snapshot.loads(RAKUTEN.read_bytes())))
    for day, sentence in (
        (today, "Choose a day before today"),
        (first, f"The exit “{EXIT}” did not exist on"),
        (made() - timedelta(days=2), "The journal begins on"),
    ):
        with pytest.raises(Refused, match=sentence):
            since(workspace, day)


def test_a_day_ends_at_midnight_here(workspace: Workspace, clock: Clock) -> None:
    clock.on(1)
    workspace.do(snapshots.take_in(snapshot.loads(RAKUTEN.read_bytes())))
    day = clock.on(2)
    late = datetime(day.year, day.month, day.day, 23, 59, 59).astimezone()
    clock.monkeypatch.setattr(journal, "now", lambda: late)
    workspace.do(exits.complete(EXIT, "spend_balance:points", day))
    clock.on(3)
    assert "Behind you now" not in told(since(workspace, day))
    assert told(since(workspace, made() + timedelta(days=1)))["Behind you now"] == (
        "Spend “楽天ポイント”",
    )
