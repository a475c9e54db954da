"""The exit screen, used as a person uses it: keys and the mouse on a real vault."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from driving import press, settle
from textual.pilot import Pilot
from textual.widgets import Button, Input, Static

from footprint.model import snapshot
from footprint.planner.goals import everything
from footprint.tui.app import FootprintApp
from footprint.tui.commands import available
from footprint.tui.screens.choose import ChooseScreen
from footprint.tui.screens.decide import DecideScreen
from footprint.tui.screens.exit import ExitScreen
from footprint.tui.screens.exit_commands import NEEDS_EXIT
from footprint.tui.screens.pick import PickScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.tui.widgets.record_list import RecordList
from footprint.tui.widgets.told import Told
from footprint.workspace import Workspace, exits, items, links, snapshots

TODAY = date(2026, 11, 23)
CASES = Path(__file__).parents[1] / "cases"
EXIT = "rakuten-ichiba"
COFFEE = "cancel_subscription:coffee-order"
WATER = "cancel_subscription:water-order"
CARD = "remove_payment_method:visa-at-midori"
POINTS = "spend_balance:points"
NEWS = "unsubscribe:ichiba-news"
POSTCARDS = "unsubscribe:midori-dm"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """The story's vault, without an exit."""
    with Workspace.create(tmp_path / "vault.footprint", "x", TODAY) as made:
        records = snapshot.loads((CASES / "rakuten.json").read_text("utf-8"))
        made.do(snapshots.take_in(records.having("exits", {})))
        yield made


@pytest.fixture
def planned(workspace: Workspace) -> Workspace:
    """The story's vault with one exit."""
    workspace.do(exits.save(EXIT, [EXIT], TODAY))
    return workspace


def screen(pilot: Pilot[int]) -> ExitScreen:
    found = pilot.app.screen
    assert isinstance(found, ExitScreen), found
    return found


def steps(pilot: Pilot[int]) -> RecordList:
    return screen(pilot).query_one("#exit-steps", RecordList)


def cell(pilot: Pilot[int], step: str, column: int) -> str:
    row = next(row for row in steps(pilot).rows if row.key == step)
    value = row.cells[column]
    return (value if isinstance(value, str) else value[0]).strip()


def words(pilot: Pilot[int], part: str) -> str:
    return str(screen(pilot).query_one(f"#exit-{part}", Static).content)


def detail(pilot: Pilot[int]) -> str:
    return str(screen(pilot).query_one("#exit-detail Told", Told).render())


async def choose(pilot: Pilot[int], step: str) -> None:
    steps(pilot).highlighted = step
    await settle(pilot)


async def use(
    workspace: Workspace,
    do: Callable[[Pilot[int]], Awaitable[None]],
    size: tuple[int, int] = (120, 40),
) -> None:
    app = FootprintApp(workspace=workspace, today=TODAY)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "4")
        await do(pilot)


async def test_the_story_is_recorded_by_keys_and_undone_to_its_start(planned: Workspace) -> None:
    start = planned.records

    async def story(pilot: Pilot[int]) -> None:
        assert "NOT SAFE YET" in words(pilot, "verdict")
        assert steps(pilot).highlighted == COFFEE  # overdue, and today is the last day
        assert cell(pilot, COFFEE, 2) == "overdue"
        assert "2 go on charging (¥3,980, ¥2,160)" in words(pilot, "kinds")

        await press(pilot, "a", "enter")  # a reminder to the first address that is recorded
        log = planned.records.requests["R-2026-0001"].log
        assert (log[-1].type, log[-1].to) == ("reminder", "info@midori.example")
        await press(pilot, "c", "enter")  # they did all of it
        assert cell(pilot, COFFEE, 2) == "done"
        assert steps(pilot).highlighted != COFFEE  # the cursor goes on to what is still to do
        assert "1 goes on charging (¥2,160)" in words(pilot, "kinds")

        await choose(pilot, WATER)
        await press(pilot, "a", "enter")
        request = next(r for r in planned.records.requests.values() if r.item == "water-order")
        assert (request.kind, request.channel) == ("cancellation", "web")
        assert cell(pilot, WATER, 2).startswith("asked")
        assert steps(pilot).highlighted == WATER
        await press(pilot, "c", "down", "enter")  # a part of it is not all of it
        assert cell(pilot, WATER, 2) != "done"
        await press(pilot, "c", "enter")
        assert cell(pilot, WATER, 2) == "done"

        for step in (CARD, POINTS, NEWS):
            await choose(pilot, step)
            await press(pilot, "d")
            assert cell(pilot, step, 2) == "done"

        await choose(pilot, POSTCARDS)
        await press(pilot, "K")
        assert isinstance(pilot.app.screen, DecideScreen)
        preview = str(pilot.app.screen.query_one("#decide-preview Told", Told).render())
        assert "“みどり珈琲店 DMはがき” goes on being sent." in preview
        await press(pilot, "enter")
        assert cell(pilot, POSTCARDS, 2) == "at your own risk"
        assert "1 risk accepted" in words(pilot, "kinds")

        for _change in range(9):
            await press(pilot, "u")
        assert cell(pilot, COFFEE, 2) == "overdue"

    await use(planned, story)
    assert planned.records == start


async def test_a_step_done_by_hand_is_reopened_and_done_on_another_day(planned: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        await choose(pilot, POINTS)
        await press(pilot, "d")
        await choose(pilot, POINTS)
        await press(pilot, "r")
        assert not planned.records.exits[EXIT].completions
        await press(pilot, "D")
        pilot.app.screen.query_one(Input).value = "2026-11-20"
        await press(pilot, "enter")
        assert planned.records.exits[EXIT].completions[0].on == date(2026, 11, 20)

    await use(planned, do)


async def test_moving_shows_what_changes_and_is_recorded_with_its_target(
    planned: Workspace,
) -> None:
    async def do(pilot: Pilot[int]) -> None:
        await choose(pilot, "switch_payment:cinema-plan")
        await press(pilot, "m")
        dialogue = pilot.app.screen
        assert isinstance(dialogue, DecideScreen)
        choices = dialogue.query_one(RecordList)
        assert choices.highlighted == "move"  # to where is for the person to say
        offered = [row.key for row in choices.rows]
        assert "move visa-at-netflix" in offered
        assert "move visa-at-rakuten" not in offered  # it ends, too
        choices.highlighted = "move visa-at-netflix"
        await press(pilot, "enter")
        decision = planned.records.exits[EXIT].decisions[0]
        assert (decision.item, decision.decision, decision.to) == (
            "cinema-plan",
            "move",
            "visa-at-netflix",
        )
        await press(pilot, "e")
        choices = pilot.app.screen.query_one(RecordList)
        assert choices.highlighted == "move visa-at-netflix"
        choices.highlighted = "default"
        await press(pilot, "enter")
        assert not planned.records.exits[EXIT].decisions

    await use(planned, do)


async def test_an_impossible_decision_is_told_and_not_taken(planned: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        await choose(pilot, COFFEE)
        await press(pilot, "m", "enter")
        dialogue = pilot.app.screen
        assert isinstance(dialogue, DecideScreen)
        told = str(dialogue.query_one("#decide-preview Told", Told).render())
        assert told.startswith("✗")
        await press(pilot, "escape")
        assert not planned.records.exits[EXIT].decisions

    await use(planned, do)


async def test_a_decision_that_became_impossible_is_told_and_taken_back(
    planned: Workspace,
) -> None:
    planned.do(exits.decide(EXIT, "cinema-plan", "move", TODAY, "visa-at-netflix"))
    planned.do(items.edit("visa-at-netflix", {"status": "ended", "ended_on": "2026-11-01"}))

    async def do(pilot: Pilot[int]) -> None:
        assert "cannot move" in words(pilot, "verdict")
        await press(pilot, "v", "enter")
        dialogue = pilot.app.screen
        assert isinstance(dialogue, DecideScreen)
        dialogue.query_one(RecordList).highlighted = "default"
        await press(pilot, "enter")
        assert "NOT SAFE YET" in words(pilot, "verdict")

    await use(planned, do, (80, 24))


async def test_a_circle_is_told_with_its_way_out(workspace: Workspace) -> None:
    for one, other in (("google", "netflix"), ("netflix", "google")):
        workspace.do(links.add({"from": one, "relation": "signs_in_with", "to": other}))
    workspace.do(exits.save("both", ["google", "netflix"], TODAY))

    async def do(pilot: Pilot[int]) -> None:
        assert "Way out" in words(pilot, "kinds")
        assert "no date" in words(pilot, "dates")

    await use(workspace, do, (80, 24))


async def test_nothing_is_asked_for_what_one_does_oneself(planned: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        await choose(pilot, POINTS)
        await press(pilot, "a", "c", "l")
        assert isinstance(pilot.app.screen, ExitScreen)
        assert len(planned.records.requests) == 1

    await use(planned, do)


async def test_the_detail_tells_why_how_and_what_next(planned: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        told = detail(pilot)
        for part in ("overdue since", "At the latest 23 Nov 2026 (today)", "info@midori.example"):
            assert part in told
        for heading in ("Next", "Why first", "How", "Blocks", "Cancellation R-2026-0001"):
            assert heading in told
        await choose(pilot, "remove_payment_method:visa-at-rakuten")
        assert "First" in detail(pilot)
        await press(pilot, "enter")
        assert pilot.app.focused is screen(pilot).query_one("#exit-detail")
        await press(pilot, "escape")
        assert pilot.app.focused is steps(pilot)

    await use(planned, do)


async def test_a_hazard_leads_to_its_step(planned: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        await press(pilot, "h")
        hazards = screen(pilot).query_one("#exit-hazards", RecordList)
        hazards.highlighted = f"value_lost {POINTS}"
        await press(pilot, "enter")
        assert steps(pilot).highlighted == POINTS
        assert pilot.app.focused is steps(pilot)

    await use(planned, do, (80, 24))


async def test_an_empty_section_invites_and_one_key_plans(workspace: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        assert screen(pilot).query_one("#exit-empty").display
        assert not screen(pilot).query_one("#exit-whole").display
        offered = {each.command.id() for each in available(screen(pilot))}
        assert "new_exit" in offered and not offered & NEEDS_EXIT
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, PickScreen)
        for typed in ("kobo", "netflix"):
            pilot.app.screen.query_one(Input).value = typed
            await press(pilot, "tab")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PromptScreen)
        await press(pilot, "enter")
        made = next(iter(workspace.records.exits.values()))
        assert set(made.goal) == {"kobo", "netflix"}
        assert screen(pilot).subject == made.id
        assert words(pilot, "verdict")
        await press(pilot, "b")
        pilot.app.screen.query_one(Input).value = "2027-03-01"
        await press(pilot, "enter")
        assert workspace.records.exits[made.id].by == date(2027, 3, 1)
        await press(pilot, "delete")
        assert not workspace.records.exits
        assert screen(pilot).query_one("#exit-empty").display
        await press(pilot, "u")
        assert screen(pilot).query_one("#exit-whole").display

    await use(workspace, do, (80, 24))


async def test_everything_is_planned_by_a_day(workspace: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        await press(pilot, "n", "up", "enter")
        pilot.app.screen.query_one(Input).value = "2027-06-30"
        await press(pilot, "enter")
        made = next(iter(workspace.records.exits.values()))
        assert set(made.goal) == set(everything(workspace.records, TODAY))
        assert made.by == date(2027, 6, 30)
        banner = screen(pilot).query_one("#exit-banner")
        assert "Leave everything" in str(banner.border_title)

    await use(workspace, do)


async def test_what_has_changed_is_told_by_a_key(planned: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        await press(pilot, "C", *["down"] * 3, "enter")
        pilot.app.screen.query_one(Input).value = "2026-01-01"
        await press(pilot, "enter")
        assert pilot.app.screen is screen(pilot)  # and a toast says how far the journal reaches
        await press(pilot, "C", "enter")

    await use(planned, do)


async def test_several_exits_are_gone_through(planned: Workspace) -> None:
    planned.do(exits.save("netflix", ["netflix"], TODAY))

    async def do(pilot: Pilot[int]) -> None:
        assert screen(pilot).subject == EXIT  # it presses more
        await press(pilot, "right_square_bracket")
        assert screen(pilot).subject == "netflix"
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, ChooseScreen)
        await press(pilot, "enter")
        assert screen(pilot).subject == EXIT

    await use(planned, do)


async def test_the_mouse_alone_records(planned: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        listed = steps(pilot)
        y = next(
            n for n in range(listed.size.height) if "楽天ポイント" in listed.render_line(n).text
        )
        await pilot.click(listed, offset=(12, y + 1))
        await settle(pilot)
        assert listed.highlighted == POINTS
        bar = screen(pilot).query_one("KeyBar")
        x = bar.render_line(0).text.index("Done")
        await pilot.click(bar, offset=(x, 0))
        await settle(pilot)
        assert planned.records.exits[EXIT].completions[0].item == "points"

    await use(planned, do)


async def test_the_mouse_alone_plans_an_exit_of_two_things(workspace: Workspace) -> None:
    async def do(pilot: Pilot[int]) -> None:
        await pilot.click(screen(pilot).query_one("#exit-new", Button))
        await settle(pilot)
        pick = pilot.app.screen
        await pilot.click(pick.query_one("#pick-mark", Button))
        await settle(pilot)
        listed = pick.query_one(RecordList)
        y = next(n for n in range(listed.size.height) if "Netflix" in listed.render_line(n).text)
        await pilot.click(listed, offset=(8, y))
        await settle(pilot)
        await pilot.click(pick.query_one("#pick-go", Button))
        await settle(pilot)
        await pilot.click(pilot.app.screen.query_one("#prompt-go", Button))
        await settle(pilot)
        assert len(next(iter(workspace.records.exits.values())).goal) == 2

    await use(workspace, do)


HOSTILE = [
    "[ACME] shop",
    "[/x]",
    "[@click=app.quit]x",
    "a\x1b]52;c;aGk=\x07b",
    "ok\u202efdp.exe",
    "長い名前" * 50,
    "混ぜた mixed 👩‍👩‍👧 名前",
    "{name} %s",
]


async def test_hostile_names_are_shown_literally(workspace: Workspace) -> None:
    workspace.do(items.add("service", {"name": HOSTILE[0], "id": "platform"}))
    for number, name in enumerate(HOSTILE):
        workspace.do(items.add("mailing_list", {"name": name, "id": f"list{number}"}))
        workspace.do(links.add({"from": f"list{number}", "relation": "sent_by", "to": "platform"}))
    workspace.do(exits.save("hostile", ["platform"], TODAY))

    async def do(pilot: Pilot[int]) -> None:
        assert "[ACME] shop" in str(screen(pilot).query_one("#exit-banner").border_title)
        for number in range(len(HOSTILE)):
            await choose(pilot, f"unsubscribe:list{number}")
            assert detail(pilot)
        await choose(pilot, "unsubscribe:list2")
        assert "[@click=app.quit]x" in cell(pilot, "unsubscribe:list2", 1)
        for keys in (("e",), ("a",), ("n",), ("v",), ("h",), ("w",)):
            await press(pilot, *keys)
            drawn = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
            assert "\x1b" not in drawn
            assert "\u202e" not in drawn
            await press(pilot, "escape")

    await use(workspace, do, (160, 50))


async def test_a_key_before_a_write_is_told_meets_no_plan_of_before(story: Workspace, run) -> None:
    from footprint.workspace import items

    async with run(story) as pilot:
        await press(pilot, "4")
        # As if by another thread, which has not told the screens of it yet.
        for item in list(story.records.items):
            story.do(items.remove(item))
        await press(pilot, "down", "down", "up")
        assert pilot.app.is_running
        pilot.app.publish()  # type: ignore[attr-defined]
        await settle(pilot)
        assert pilot.app.is_running
