"""The dependencies screen: the tree both ways, what breaks, and the ways on from there."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from driving import press, settle
from textual.pilot import Pilot
from textual.widgets import Input

from footprint.model import snapshot
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.tui import branches, breaking
from footprint.tui.app import FootprintApp
from footprint.tui.branches import DOWN, UP
from footprint.tui.dependency_map import DependencyMap
from footprint.tui.screens.dependencies import DependenciesScreen
from footprint.tui.screens.exit import ExitScreen
from footprint.tui.widgets.map_panel import MapPanel
from footprint.tui.widgets.record_list import RecordList
from footprint.tui.widgets.told import Told
from footprint.workspace import Workspace, items, links, snapshots

TODAY = date(2026, 11, 23)
CASE = Path(__file__).parents[1] / "cases" / "rakuten.json"


@pytest.fixture
def records() -> Records:
    """The story's records, without an exit."""
    return snapshot.loads(CASE.read_text("utf-8")).having("exits", {})


@pytest.fixture
def workspace(tmp_path: Path, records: Records) -> Iterator[Workspace]:
    """A vault of the story."""
    with Workspace.create(tmp_path / "vault.footprint", "x", TODAY) as made:
        made.do(snapshots.take_in(records))
        yield made


def screen(pilot: Pilot[int]) -> DependenciesScreen:
    found = pilot.app.screen
    assert isinstance(found, DependenciesScreen), found
    return found


def tree(pilot: Pilot[int]) -> RecordList:
    return screen(pilot).query_one(RecordList)


def names(pilot: Pilot[int]) -> list[str]:
    return [str(row.cells[1][0]) for row in tree(pilot).rows]


def told(pilot: Pilot[int]) -> str:
    return str(screen(pilot).query_one(Told).render())


async def use(
    workspace: Workspace, do: Callable[[Pilot[int]], Awaitable[None]], item: str = "rakuten-ichiba"
) -> None:
    app = FootprintApp(workspace=workspace, today=TODAY)
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        app.open_dependencies(item)
        await settle(pilot)
        await do(pilot)


def test_both_directions_read_in_words_and_only_what_is_opened_is_followed(
    records: Records,
) -> None:
    down = list(branches.branches(records, "coffee-order", DOWN, ()))
    assert [(b.item, branches.reading(b), b.state) for b in down] == [
        ("midori-coffee", "is provided by", "closed"),
        ("visa-at-rakuten", "is charged to", "closed"),
    ]
    up = list(branches.branches(records, "midori-coffee", UP, ()))
    assert ("coffee-order", "provides") in [(b.item, branches.reading(b)) for b in up]
    assert all(branch.depth == 0 for branch in (*down, *up))


def test_a_circle_is_followed_once_and_then_points_above(records: Records) -> None:
    circle = records.having(
        "links",
        {**records.links, **{link.key: link for link in _circle()}},
    )
    expanded: set[str] = set()
    for _round in range(10):
        found = list(branches.branches(circle, "google", DOWN, expanded))
        expanded |= {branch.key for branch in found if branch.state == "closed"}
    above = [branch for branch in found if branch.state == "above"]
    assert {branch.item for branch in above} == {"google"}
    assert str(branches.row(above[0], circle).cells[-1][0]) == "see above"


def _circle() -> list[Link]:
    return [
        Link.from_json({"from": one, "relation": "signs_in_with", "to": other})
        for one, other in (("google", "netflix"), ("netflix", "google"))
    ]


def test_things_joined_by_a_third_one_are_told_with_it(records: Records) -> None:
    words = breaking.between(records, "rakuten-ichiba", "visa-1234", 80)
    sentences = "".join(word if isinstance(word, str) else word[0] for word in words)
    assert "is stored at “楽天市場”" in sentences
    assert "draws on “VISA ••1234”" in sentences


async def test_branches_open_and_close_by_keys_and_the_panel_says_what_breaks(
    workspace: Workspace,
) -> None:
    async def do(pilot: Pilot[int]) -> None:
        assert "みどり珈琲店" in names(pilot)
        assert "コーヒー豆 定期便" not in names(pilot)
        panel = " ".join(told(pilot).split())
        assert "“楽天ポイント” is lost unless it is spent first. (12,400 points)" in panel
        shop = next(row.key for row in tree(pilot).rows if row.cells[1][0] == "みどり珈琲店")
        tree(pilot).highlighted = shop
        await press(pilot, "enter")
        assert "コーヒー豆 定期便" in names(pilot)
        await press(pilot, "down")
        assert "How “" in told(pilot)
        await press(pilot, "left", "left")
        assert tree(pilot).highlighted == shop
        assert "コーヒー豆 定期便" not in names(pilot)
        await press(pilot, "f")
        assert screen(pilot).subject == "midori-coffee"
        await press(pilot, "escape")
        assert screen(pilot).subject == "rakuten-ichiba"

    await use(workspace, do)


async def test_an_item_is_found_by_typing_and_its_ways_told(workspace: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        await press(pilot, "slash")
        pilot.app.screen.query_one(Input).value = "Standard"
        await press(pilot, "enter")
        assert screen(pilot).subject == "netflix-plan"
        await press(pilot, "w")
        pilot.app.screen.query_one(Input).value = "VISA card"
        await press(pilot, "enter")
        assert "Between “Netflix Standard” and “VISA ••1234”" in told(pilot)
        assert "is charged to “VISA ••1234 @ Netflix”" in " ".join(told(pilot).split())

    await use(workspace, do)


async def test_leaving_the_highlighted_makes_one_exit_and_opens_it(workspace: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        tree(pilot).highlighted = next(
            row.key for row in tree(pilot).rows if row.cells[1][0] == "みどり珈琲店"
        )
        for _time in range(2):
            await press(pilot, "x")
            assert isinstance(pilot.app.screen, ExitScreen)
            assert [e.goal for e in workspace.records.exits.values()] == [("midori-coffee",)]
            await press(pilot, "escape")

    await use(workspace, do)


async def test_the_mouse_opens_a_branch(workspace: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        shown = tree(pilot)
        y = next(n for n in range(shown.size.height) if "みどり珈琲店" in shown.render_line(n).text)
        await pilot.click(shown, offset=(30, y + 1), times=2)
        await settle(pilot)
        assert "コーヒー豆 定期便" in names(pilot)

    await use(workspace, do)


async def test_names_are_never_markup_and_an_empty_vault_is_no_dead_end(
    workspace: Workspace, tmp_path: Path
) -> None:
    workspace.do(items.add("service", {"name": "[@click=app.quit]x", "id": "hostile"}))
    workspace.do(links.add({"from": "hostile", "relation": "part_of", "to": "google"}))

    async def do(pilot: Pilot[int]) -> None:
        assert "[@click=app.quit]x" in names(pilot)
        tree(pilot).highlighted = next(
            row.key for row in tree(pilot).rows if row.cells[1][0] == "[@click=app.quit]x"
        )
        await press(pilot, "f")
        assert screen(pilot).subject == "hostile"
        assert "[@click=app.quit]x" in str(tree(pilot).border_title)

    await use(workspace, do, "google")
    with Workspace.create(tmp_path / "empty.footprint", "x", TODAY) as empty:
        app = FootprintApp(workspace=empty, today=TODAY)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "3", "x", "f", "w", "o", "enter")
            assert screen(pilot).subject is None
            assert "add what you remember" in tree(pilot).render_line(0).text


async def test_a_wide_terminal_has_a_map_that_follows_the_tree_and_the_mouse(
    workspace: Workspace,
) -> None:
    app = FootprintApp(workspace=workspace, today=TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        app.go("dependencies", "google")
        await settle(pilot)
        panel = app.screen.query_one(MapPanel)
        assert panel.display
        tree(pilot).highlighted = tree(pilot).rows[-1].key
        await settle(pilot)
        shown = "".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "what depends → on what" in shown
        drawn = DependencyMap(workspace.records, "google")
        other = next(i for i in workspace.records.items if i != "google" and drawn.place_of(i))
        panel.highlight(other)
        await settle(pilot)
        column, row = drawn.place_of(other) or (0, 0)
        there = (column - round(panel.scroll_x) + 3, row - round(panel.scroll_y) + 1)
        await pilot.click(panel, offset=there)
        await settle(pilot)
        assert screen(pilot).subject == other
        await press(pilot, "m")
        assert not panel.display
        await press(pilot, "m")
        assert panel.display
    app = FootprintApp(workspace=workspace, today=TODAY)
    async with app.run_test(size=(119, 40)) as pilot:
        await press(pilot, "3", "m")
        assert not app.screen.query_one(MapPanel).display


async def test_the_map_keeps_its_item_in_sight_when_it_gets_room(workspace: Workspace) -> None:
    app = FootprintApp(workspace=workspace, today=TODAY)
    async with app.run_test(size=(100, 24)) as pilot:
        await press(pilot, "3")
        app.go("dependencies", "google")
        await settle(pilot)
        panel = app.screen.query_one(MapPanel)
        assert not panel.display
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        drawn = DependencyMap(workspace.records, "google")
        place = drawn.place_of(screen(pilot)._highlighted or "")
        assert place is not None
        column, row = place
        size = panel.scrollable_content_region.size
        assert panel.scroll_x <= column < panel.scroll_x + size.width
        assert panel.scroll_y <= row < panel.scroll_y + size.height
