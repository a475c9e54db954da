"""Writing the order of an exit to a file, by keys: any form, never over a file unasked."""

import stat
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from footprint.export.formats import FORMATS
from footprint.i18n import set_language
from footprint.tui.screens.choose import ChooseScreen
from footprint.tui.screens.exit import ExitScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.workspace import Workspace

Run = Callable[..., AbstractAsyncContextManager[Pilot[int]]]
EXIT = "leave-楽天市場"


async def press(pilot: Pilot[int], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def until(pilot: Pilot[int], shown: type) -> None:
    """Wait for what a thread leads to."""
    for _time in range(200):
        await pilot.pause(0.01)
        if isinstance(pilot.app.screen, shown):
            return
    raise AssertionError(pilot.app.screen)


async def open_export(pilot: Pilot[int]) -> None:
    await press(pilot, "4")
    await until(pilot, ExitScreen)
    await press(pilot, "w")
    assert isinstance(pilot.app.screen, ChooseScreen)


def field(pilot: Pilot[int]) -> Input:
    assert isinstance(pilot.app.screen, PromptScreen), pilot.app.screen
    return pilot.app.screen.query_one(Input)


def told(pilot: Pilot[int]) -> str:
    return " ".join(toast.message for toast in pilot.app._notifications)


async def test_each_form_is_chosen_by_its_name_and_written_privately(
    story: Workspace, run: Run, tmp_path: Path
) -> None:
    async with run(story) as pilot:
        await open_export(pilot)
        await press(pilot, "escape")
        for form in FORMATS.values():
            await press(pilot, "w")
            pilot.app.screen.query_one(Input).value = form.label
            await press(pilot, "enter", "enter")
            assert field(pilot).value == str(Path.home() / f"{EXIT}{form.suffix}")
            path = tmp_path / f"order{form.suffix}"
            field(pilot).value = str(path)
            await press(pilot, "enter")
            await until(pilot, ExitScreen)
            assert "コーヒー豆" in path.read_text("utf-8").replace("\n ", "")
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert f"Written to {path}. It is not encrypted." in told(pilot)


async def test_three_times_enter_writes_the_checklist_at_home(story: Workspace, run: Run) -> None:
    async with run(story, (80, 24)) as pilot:
        await open_export(pilot)
        await press(pilot, "enter", "enter", "enter")
        await until(pilot, ExitScreen)
        assert (Path.home() / f"{EXIT}.md").read_text("utf-8").startswith("# Leave 楽天市場")


async def test_a_calendar_names_its_steps_only_where_that_is_chosen(
    story: Workspace, run: Run
) -> None:
    async with run(story) as pilot:
        await open_export(pilot)
        await press(pilot, "escape")
        for keys, wanted in ((("enter",), False), (("down", "enter"), True)):
            await press(pilot, "w")
            pilot.app.screen.query_one(Input).value = "iCalendar"
            await press(pilot, "enter", *keys)
            path = Path.home() / f"{wanted}.ics"
            field(pilot).value = str(path)
            await press(pilot, "enter")
            await until(pilot, ExitScreen)
            assert ("SUMMARY:Cancel" in path.read_text("utf-8")) == wanted


async def test_redacted_is_chosen_and_says_so_in_its_name(story: Workspace, run: Run) -> None:
    async with run(story) as pilot:
        await open_export(pilot)
        await press(pilot, "enter", "down", "enter", "enter")
        await until(pilot, ExitScreen)
        text = (Path.home() / f"{EXIT}-redacted.md").read_text("utf-8")
        assert "天然水" in text
        assert "4821" not in text
        assert "2,160" not in text


async def test_a_file_that_is_there_is_kept_or_replaced_as_one_says(
    story: Workspace, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "[b]order.md"
    path.write_text("mine")
    async with run(story) as pilot:
        await open_export(pilot)
        await press(pilot, "enter", "enter")
        field(pilot).value = str(path)
        await press(pilot, "enter")
        await until(pilot, ChooseScreen)
        await press(pilot, "enter")  # another name
        assert field(pilot).value == str(path)
        assert path.read_text() == "mine"
        await press(pilot, "enter")
        await until(pilot, ChooseScreen)
        await press(pilot, "down", "enter")
        await until(pilot, ExitScreen)
        assert path.read_text("utf-8").startswith("# Leave")


async def test_what_is_refused_is_said_and_asked_again(
    story: Workspace, run: Run, tmp_path: Path
) -> None:
    async with run(story) as pilot:
        await open_export(pilot)
        await press(pilot, "enter", "enter")
        field(pilot).value = " "
        await press(pilot, "enter")
        assert "A file needs a name." in str(pilot.app.screen.query_one("#wrong").render())
        for typed in (tmp_path / "missing" / "order.md", tmp_path, "~nobody-known/x.md"):
            field(pilot).value = str(typed)
            await press(pilot, "enter")
            await until(pilot, PromptScreen)
            assert field(pilot).value == str(typed)
        assert "could not be written" in told(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ExitScreen)


async def test_escape_leaves_at_every_question(story: Workspace, run: Run) -> None:
    async with run(story) as pilot:
        await open_export(pilot)
        await press(pilot, "escape")
        for escapes_at in range(3):
            await press(pilot, "w", *["enter"] * escapes_at, "escape")
            assert isinstance(pilot.app.screen, ExitScreen)
        assert list(Path.home().glob("leave*")) == []


async def test_it_is_asked_and_written_in_japanese(story: Workspace, run: Run) -> None:
    set_language("ja")
    async with run(story) as pilot:
        await open_export(pilot)
        drawn = "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())
        assert "チェックリスト" in drawn
        await press(pilot, "enter", "enter", "enter")
        await until(pilot, ExitScreen)
        assert "暗号化" in (Path.home() / f"{EXIT}.md").read_text("utf-8")
        assert "暗号化" in told(pilot)
