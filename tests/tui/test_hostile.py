"""Data that would like to be obeyed appears literally, everywhere, and crashes nothing."""

from pathlib import Path

import pytest
from driving import TODAY, press, screen, settle, toasts
from ways import WAYS, fill, screens

from footprint.tui.app import FootprintApp
from footprint.workspace import Workspace, items

HOSTILE = [
    "[ACME] shop",
    "[/x]",
    "[@click=app.quit]press",
    "{name} %s $accent :smile:",
    "\x1b]52;c;QQ==\x07clip",
    "abc\u202edef",
    "楽天🎉市場 mix " + "長" * 90,
    "x" * 200,
]
STEPS = (
    ["2"],
    ["enter"],
    ["e"],
    ["escape"],
    ["l"],
    ["enter"],
    ["escape", "r"],
    ["escape", "3"],
    ["4"],
    ["R"],
    ["l"],
    ["escape", "s"],
    ["escape", "t"],
    ["escape", "6"],
    ["z"],
    ["escape", "question_mark"],
    ["escape", "1"],
)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_a_hostile_name_is_only_a_name(empty: Workspace, run, size: tuple[int, int]) -> None:
    for n, name in enumerate(HOSTILE):
        fill(empty, name, n)
    names = {item.name[:6] for item in empty.records.items.values()}
    seen = ""
    async with run(empty, size) as pilot:
        await settle(pilot)
        for keys in (["1"], *STEPS):
            await press(pilot, *keys)
            seen += screen(pilot)
            for strip in pilot.app.screen._compositor.render_strips():
                assert strip.cell_length == size[0]
        assert not set(seen) & {"\x1b", "\x07", "\u202e", "\x00"}
        assert {name for name in names if name not in seen} == set()
        assert pilot.app.is_running


async def test_what_is_said_about_it_is_literal_too(empty: Workspace, run) -> None:
    for n, name in enumerate(HOSTILE):
        empty.do(items.add("service", {"id": f"p{n}", "name": name}))
    names = {item.name for item in empty.records.items.values()}
    async with run(empty) as pilot:
        await press(pilot, "2")
        said = ""
        for _name in names:
            await press(pilot, "x")
            said += "".join(toasts(pilot))
        assert not empty.records.items
        assert {name for name in names if f"Removed “{name}”" not in said} == set()
        assert pilot.app.is_running


# Screens that show nothing of what is recorded.
BARE = {"HelpScreen", "PageScreen", "SecretScreen", "UnlockScreen", "FirstRunScreen"}


def test_every_screen_has_its_way() -> None:
    assert screens() == WAYS.keys()


@pytest.mark.parametrize("name", WAYS)
async def test_a_hostile_name_is_only_a_name_on_every_screen(
    empty: Workspace, run, tmp_path: Path, name: str
) -> None:
    for n, hostile in enumerate(HOSTILE):
        fill(empty, hostile, n)
    first = FootprintApp(tmp_path / "other" / "\x1b[31m[/x].footprint", today=TODAY)
    async with run(empty) if WAYS[name] else first.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, *WAYS[name])
        for _ in range(100):
            if type(pilot.app.screen).__name__ == name:
                break
            await pilot.pause(0.02)
        await settle(pilot)
        assert type(pilot.app.screen).__name__ == name
        seen = screen(pilot)
        assert not set(seen) & {"\x1b", "\x07", "\u202e", "\x00"}
        assert name in BARE or any(item.name[:6] in seen for item in empty.records.items.values())
        for strip in pilot.app.screen._compositor.render_strips():
            assert strip.cell_length == 120
