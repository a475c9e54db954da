"""Asking what has changed since a day, by keys."""

import threading
from datetime import UTC, date, datetime, time, timedelta

import pytest
from driving import press, screen
from textual.pilot import Pilot

from footprint.tui.app import FootprintApp
from footprint.tui.screens.page import PageScreen
from footprint.vault import journal
from footprint.workspace import Workspace, exits, since

EXIT = "leave-northside-gym"


async def until_page(pilot: Pilot[int]) -> None:
    """Wait for what a thread leads to."""
    for _time in range(300):
        await pilot.pause(0.01)
        if isinstance(pilot.app.screen, PageScreen):
            await pilot.pause()
            return
    raise AssertionError(pilot.app.screen)


async def test_a_key_and_a_day_show_what_has_changed_while_the_screen_goes_on(
    story: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = date.today() + timedelta(days=1)
    noon = datetime.combine(tomorrow, time(12)).astimezone(UTC)
    monkeypatch.setattr(journal, "now", lambda: noon)
    story.today = tomorrow
    step = next(
        s
        for s in story.plan_exit(story.records.exits[EXIT]).steps
        if not (s.is_behind or s.is_wait)
    )
    story.do(exits.complete(EXIT, step.id, tomorrow))
    ran: list[threading.Thread] = []
    compute = since.changed_since

    def watched(workspace: Workspace, exit_: exits.Exit, day: date) -> since.Since:
        ran.append(threading.current_thread())
        return compute(workspace, exit_, day)

    monkeypatch.setattr(since, "changed_since", watched)
    app = FootprintApp(workspace=story, today=tomorrow)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "4", "C", "enter")
        await until_page(pilot)
        assert "What has changed since" in screen(pilot)
        assert "Behind you now" in screen(pilot)
        assert ran
        assert threading.main_thread() not in ran
