"""The program around the screens: safe endings, undo, other programs, where one is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from driving import TODAY, press, screen, settle, toasts, type_key
from textual import work

from footprint.tui.app import FootprintApp
from footprint.tui.widgets.header import Header
from footprint.workspace import Workspace, items

LIGHT = """
import sys
import footprint.tui.app, footprint.tui.screens.unlock, footprint.tui.screens.first_run
names = ("pydantic", "sqlcipher3", "babel", "holidays", "_argon2_cffi_bindings", "rustworkx")
heavy = set(names) & set(sys.modules)
assert not heavy, heavy
"""


def test_the_first_frame_imports_nothing_heavy() -> None:
    subprocess.run([sys.executable, "-c", LIGHT], check=True)


def test_what_would_record_the_screen_is_ignored(tmp_path: Path) -> None:
    names = ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_PRESS", "TEXTUAL_SCREENSHOT", "TEXTUAL_DEBUG")
    checks = "; ".join(f"assert {name!r} not in os.environ" for name in names)
    environment = {**os.environ, **dict.fromkeys(names, str(tmp_path / "log"))}
    code = f"import os, footprint.tui; {checks}"
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_a_crash_report_has_no_values_in_it(tmp_path: Path) -> None:
    code = f"""
import asyncio
from footprint.tui.app import FootprintApp
from pathlib import Path

class Broken(FootprintApp):
    def action_show_help(self):
        passphrase = "sentinel" + "-passphrase"
        raise RuntimeError("broken")

async def main():
    app = Broken(Path({str(tmp_path / "none")!r}))
    try:
        async with app.run_test() as pilot:
            await pilot.press("f1")
    except RuntimeError:
        pass
    app._print_error_renderables()

asyncio.run(main())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "RuntimeError" in done.stderr
    assert "sentinel-passphrase" not in done.stderr + done.stdout


async def test_a_failing_worker_is_told_without_its_values(story: Workspace) -> None:
    class Broken(FootprintApp):
        @work(thread=True, group="vault", exit_on_error=False, description="break")
        def action_change_theme(self) -> None:
            raise RuntimeError("sentinel")

    app = Broken(workspace=story, today=TODAY)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "f9")
        assert any("RuntimeError" in told for told in toasts(pilot))
        assert not any("sentinel" in told for told in toasts(pilot))
        assert "Dashboard" in screen(pilot)


async def test_undo_and_redo_say_what_they_did(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2", "x")
        assert toasts(pilot)[-1] == "Removed “Amazon”  ·  u undoes it"
        assert "amazon" not in story.records.items
        await press(pilot, "u")
        assert toasts(pilot)[-1] == "Undone: Removed “Amazon”"
        assert "amazon" in story.records.items
        await press(pilot, "U")
        assert toasts(pilot)[-1] == "Done again: Removed “Amazon”"
        await press(pilot, "u")
        assert pilot.app.screen.query_one(Header).count == len(story.records.items)


async def test_nothing_to_undo_is_said(empty: Workspace, run) -> None:
    async with run(empty) as pilot:
        await press(pilot, "u")
        assert toasts(pilot)[-1] == "Nothing to undo."


@pytest.mark.parametrize("length", range(50, 56))
async def test_the_last_word_of_what_is_said_is_on_the_screen(
    empty: Workspace, run, length: int
) -> None:
    async with run(empty, (80, 24)) as pilot:
        words = "Copied. The clipboard forgets it after half a "
        pilot.app.say(words + "m" * (length - len(words)))
        await settle(pilot)
        assert "m" * (length - len(words)) in screen(pilot)


async def test_what_another_program_writes_appears(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2")
        with Workspace.open(story.path, "x", TODAY) as other:
            other.do(items.add("service", {"name": "Zebra Bank"}))
        pilot.app._look_for_changes()
        await settle(pilot)
        assert "zebra-bank" in story.records.items
        assert pilot.app.screen.query_one(Header).count == len(story.records.items)


async def test_escape_leads_back_to_where_one_came_from(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2", "4", "1")
        pilot.app.open_item("netflix")
        await settle(pilot)
        assert pilot.app.screen.subject == "netflix"
        await press(pilot, "escape")
        assert pilot.app.current_mode == "dashboard"
        await press(pilot, "escape", "escape")
        assert pilot.app.current_mode == "inventory"


async def test_the_tabs_can_be_clicked(story: Workspace, run) -> None:
    async with run(story, (80, 24)) as pilot:
        await settle(pilot)
        await pilot.click(Header, offset=(screen(pilot).index("2 Inventory") + 3, 0))
        await settle(pilot)
        assert pilot.app.current_mode == "inventory"


async def test_both_themes_are_ours_and_the_terminals_own_stay(empty: Workspace, run) -> None:
    async with run(empty) as pilot:
        assert pilot.app.theme == "footprint-dark"
        names = set(pilot.app.available_themes)
        assert {"footprint-dark", "footprint-light", "ansi-dark", "ansi-light"} <= names


@pytest.mark.parametrize(
    "keys",
    [
        ("5", "l", "g", "g"),
        ("5", "z", "t", "t"),
        ("6", "l", *["enter"] * 4),
        ("2", "r", *["enter"] * 3),
    ],
    ids=["reply", "snooze", "lead", "request"],
)
async def test_a_key_struck_twice_ends_nothing(
    keys: tuple[str, ...], story: Workspace, run
) -> None:
    async with run(story) as pilot:
        await press(pilot, *keys[:2])
        for key in keys[2:]:
            type_key(pilot.app, key)
        for _ in range(5):
            await settle(pilot)
        assert pilot.app.is_running and pilot.app._exception is None
        assert len(pilot.app.screen_stack) >= 1


async def test_leaving_a_screen_before_it_is_drawn_ends_nothing(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "5")
        for key in ("down", "e", "o", "o", "3"):
            type_key(pilot.app, key)
        for _ in range(5):
            await settle(pilot)
        assert pilot.app._exception is None
