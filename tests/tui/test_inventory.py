"""The inventory: finding an item, and all that can be done with it."""

import pytest
from driving import press, screen, settle, toasts
from textual.screen import Screen
from textual.widgets import Input

from footprint.tui import listing
from footprint.tui.linking import others, relations
from footprint.tui.widgets.detail import ItemDetail
from footprint.tui.widgets.record_list import RecordList, Row
from footprint.workspace import Workspace


async def open_item(pilot, item: str) -> None:
    pilot.app.open_item(item)
    await settle(pilot)
    await settle(pilot)


async def test_the_filter_narrows_as_one_types_and_escape_brings_everything_back(
    story: Workspace, run
) -> None:
    async with run(story) as pilot:
        await press(pilot, "2", "slash")
        await pilot.press(*"netflix")
        await settle(pilot)
        items = pilot.app.screen.query_one("#items", RecordList)
        names = [story.records.items[row.key].name for row in items.rows]
        assert names and all("netflix" in name.casefold() for name in names)
        await press(pilot, "enter")
        assert items.has_focus
        await press(pilot, "escape")
        assert len(items.rows) == len(story.records.items)
        assert not pilot.app.screen.query_one("#filter", Input).display


async def test_a_key_in_the_filter_draws_the_screen_once(
    story: Workspace, run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(story) as pilot:
        await press(pilot, "2", "slash", "k")
        drawn: list[Screen[object]] = []
        draw = Screen._compositor_refresh

        def count(self: Screen[object]) -> None:
            drawn.append(self)
            draw(self)

        monkeypatch.setattr(Screen, "_compositor_refresh", count)
        for key in ("a", "backspace", "a", "backspace"):
            drawn.clear()
            await press(pilot, key)
            # Long enough for every redraw that would follow.
            await pilot.pause(0.1)
            assert len(drawn) == 1


async def test_a_filter_without_a_hit_says_how_to_go_on(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2", "slash")
        await pilot.press(*"xyzzy")
        await settle(pilot)
        assert "esc shows everything again" in screen(pilot)


@pytest.mark.parametrize("grouping", listing.GROUPINGS)
@pytest.mark.parametrize("order", listing.ORDERS)
def test_no_grouping_loses_an_item(story: Workspace, grouping: str, order: str) -> None:
    records = story.records
    lines = listing.Arrangement(records, grouping, order).lines(records.items.values())
    assert sorted(line.key for line in lines if isinstance(line, Row)) == sorted(records.items)


async def test_the_detail_shows_both_directions_and_follows_a_link(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2")
        await open_item(pilot, "google")
        shown = screen(pilot)
        assert "Depends on" in shown and "Depend on it" in shown and "recovers with" in shown
        await press(pilot, "enter", "enter")
        link = story.records.links_from("google")[0]
        assert pilot.app.screen.subject == link.to
        await press(pilot, "escape")
        assert pilot.app.screen.subject == "google"


async def test_a_narrow_terminal_shows_list_or_detail(story: Workspace, run) -> None:
    async with run(story, (80, 24)) as pilot:
        await press(pilot, "2")
        assert not pilot.app.screen.query_one(ItemDetail).display
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(ItemDetail).display
        await press(pilot, "escape")
        assert pilot.app.screen.query_one("#items", RecordList).has_focus


async def test_an_item_is_marked_ended_and_open_again(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2")
        await open_item(pilot, "netflix")
        await press(pilot, "m")
        ended = story.records.items["netflix"]
        assert (ended.status, ended.ended_on) == ("ended", story.today)
        await press(pilot, "m")
        assert story.records.items["netflix"].ended_on is None


async def test_a_link_is_made_by_choosing_and_taken_away(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2")
        await open_item(pilot, "netflix")
        before = set(story.records.links)
        await press(pilot, "l")
        await pilot.press(*"recovers")
        await press(pilot, "enter")
        await pilot.press(*"google")
        await press(pilot, "enter")
        assert set(story.records.links) - before == {("netflix", "recovers_with", "google")}
        listed = pilot.app.screen.query_one(ItemDetail).related
        listed.highlighted = next(row.key for row in listed.rows if "recovers_with" in row.key)
        listed.focus()
        await settle(pilot)
        await press(pilot, "x")
        assert set(story.records.links) == before


def test_only_what_fits_can_be_linked(story: Workspace) -> None:
    records = story.records
    for item in records.items.values():
        for choice in relations(item):
            onward, relation = choice.key[0] == ">", choice.key[1:]
            for other in others(item, relation, records, onward=onward):
                ends = (item, records.items[other.key])
                source, target = ends if onward else ends[::-1]
                from footprint.model.links import RELATIONS

                assert (source.kind, target.kind) in RELATIONS[relation].pairs


async def test_a_request_is_recorded_and_answered_from_here(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2")
        await open_item(pilot, "netflix")
        before = set(story.records.requests)
        await press(pilot, "r", "enter", "down", "enter")
        (made,) = set(story.records.requests) - before
        request = story.records.requests[made]
        assert request.kind == "closure"
        assert [entry.type for entry in request.log] == ["request"]
        listed = pilot.app.screen.query_one(ItemDetail).related
        listed.highlighted = next(row.key for row in listed.rows if made in row.key)
        listed.focus()
        await settle(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.subject == made
        await press(pilot, "l", "d")
        assert story.standings()[made].settled
        await press(pilot, "u", "u")
        assert set(story.records.requests) == before
        assert any("Undone" in told for told in toasts(pilot))


async def test_leaving_makes_an_exit_once(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2")
        await open_item(pilot, "netflix")
        before = set(story.records.exits)
        await press(pilot, "p")
        (made,) = set(story.records.exits) - before
        assert story.records.exits[made].goal == ("netflix",)
        assert pilot.app.current_mode == "exit"
        await open_item(pilot, "netflix")
        await press(pilot, "p")
        assert len(story.records.exits) == len(before) + 1
