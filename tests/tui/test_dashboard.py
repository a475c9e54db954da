"""The dashboard says what needs the person, and every line leads somewhere."""

from collections.abc import Iterable
from datetime import date

import pytest
from driving import TODAY, press, screen, settle

from footprint.agenda.entry import Due
from footprint.tui import overview
from footprint.tui.widgets.record_list import Line, RecordList, Row
from footprint.workspace import Workspace, incidents, items


async def test_it_says_what_needs_you_and_where_everything_stands(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await settle(pilot)
        shown = screen(pilot)
        for heading in (
            "Needs you now",
            "Exits",
            "Replies awaited",
            "Charges, next 30 days",
            "Where your cards live",
        ):
            assert heading in shown
        assert "Leave 楽天市場" in shown


async def test_nothing_is_missing_in_one_column(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await settle(pilot)
        wide = {row.key for listing in pilot.app.screen.query(RecordList) for row in listing.rows}
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        await settle(pilot)
        narrow = {row.key for row in pilot.app.screen.query_one("#now", RecordList).rows}
        assert narrow == wide


async def test_every_line_opens_what_it_is_about(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await settle(pilot)
        keys = [r.key for r in pilot.app.screen.query_one("#now", RecordList).rows]
        for tag, reached in (("item", "inventory"), ("exit", "exit"), ("request", "requests")):
            key = next(key for key in keys if key.startswith(tag))
            listing = pilot.app.screen.query_one("#now", RecordList)
            listing.highlighted = key
            await press(pilot, "enter")
            assert pilot.app.current_mode == reached
            await press(pilot, "escape")
            assert pilot.app.current_mode == "dashboard"


async def test_an_empty_vault_offers_ways_to_begin(empty: Workspace, run) -> None:
    async with run(empty, (80, 24)) as pilot:
        await settle(pilot)
        assert "Add what I remember" in screen(pilot)
        await press(pilot, "down", "enter")
        assert empty.records.items
        await press(pilot, "u")
        assert not empty.records.items
        assert "Load the example" in screen(pilot)


def test_what_needs_you_is_all_that_is_due_and_what_can_be_done_comes_first(
    story: Workspace,
) -> None:
    heading, *lines = overview.needs_you(story)
    late = [one for one in story.due() if one.urgency == "overdue"]
    assert heading.note.startswith(f"{len(late)} late")
    shown = [line.cells[1] for line in lines if isinstance(line, Row)]
    assert {one.text for one in late} <= set(shown)
    waited = [one.text for one in late if one.what == "reply"]
    assert waited and shown[: len(late)][-len(waited) :] == waited
    assert len({line.key for line in lines if isinstance(line, Row)}) == len(shown)


def test_charges_are_summed_by_currency(story: Workspace) -> None:
    heading, *rows = list(overview.charges(story))
    assert "€" in heading.note and "¥" in heading.note
    assert len({row.key for row in rows}) == len(rows)


def test_a_card_lists_the_places_that_keep_a_copy(story: Workspace) -> None:
    keys = [line for line in overview.cards(story) if isinstance(line, Row)]
    assert keys
    for row in keys:
        item = story.records.items[row.key.split(overview.SEPARATOR)[1]]
        for place in overview.places_of(item, story.records):
            assert story.records.items[place].kind in ("service", "shop")


async def test_amounts_are_shown_at_every_width(story: Workspace, run) -> None:
    async with run(story, (100, 40)) as pilot:
        for width in (100, 120, 160):
            await pilot.resize_terminal(width, 50)
            await settle(pilot)
            assert "¥5,900" in screen(pilot), width
            assert "€4.99 · ¥28,440" in screen(pilot), width


def test_a_last_day_of_one_s_own_stands_beside_the_reply_that_is_late(story: Workspace) -> None:
    def line(on: date, what: str, occasion: str | None = None) -> Due:
        urgency = "overdue" if on < TODAY else "today"
        return Due(on, what, urgency, on, lambda: what, "it", "R-1", None, occasion)

    late = TODAY.replace(day=1)
    found = [
        line(late, "reply"),
        line(late, "follow_up", "dispute:1"),
        line(TODAY, "own_date", "VISA-13.2:1"),
        line(TODAY, "own_date", "US-FCBA:1"),
    ]
    story.due = lambda: found  # type: ignore[method-assign]
    rows = [row for row in overview.needs_you(story) if isinstance(row, Row)]
    assert [row.cells[1] for row in rows] == ["follow_up", "reply", "own_date", "own_date"]
    assert len({row.key for row in rows}) == 4


async def test_the_lines_are_made_once_and_again_only_for_another_layout(
    story: Workspace, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bool] = []
    apart = overview.apart

    def counted(*sections: Iterable[Line], roomy: bool) -> list[Line]:
        made.append(roomy)
        return apart(*sections, roomy=roomy)

    monkeypatch.setattr(overview, "apart", counted)
    async with run(story, (120, 40)) as pilot:
        await settle(pilot)
        assert made == [True, True]
        await pilot.resize_terminal(130, 45)
        await settle(pilot)
        assert made == [True, True]
        await pilot.resize_terminal(80, 45)
        await settle(pilot)
        assert made == [True, True, True]
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert made[3:] == [False]


def test_a_charge_after_the_end_is_marked(story: Workspace) -> None:
    def signs() -> dict[str, str]:
        rows = [row for row in overview.charges(story) if isinstance(row, Row)]
        return {row.key.split(overview.SEPARATOR)[1]: row.cells[0][0] for row in rows}

    plain = signs()
    assert plain["シネマ見放題"] == "·"
    story.do(items.edit("シネマ見放題", {"status": "ended", "ended_on": "2026-10-01"}))
    assert "シネマ見放題" not in signs()
    story.do(incidents.record("シネマ見放題", "charge", date(2026, 11, 12), story.today))
    assert signs() == {**plain, "シネマ見放題": "!"}
