"""Every action is one class, and everything that tells of it is made from the class."""

import pytest
from driving import press, screen, settle
from textual.screen import Screen

from footprint import i18n
from footprint.tui.adding import AddItem
from footprint.tui.commands import REGISTRY, Command, available, unknown_keys
from footprint.tui.widgets.key_bar import KeyBar
from footprint.workspace import Workspace


@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_no_label_is_cut_at_80_columns_and_every_key_does_something(
    story: Workspace, run, language: str
) -> None:
    i18n.set_language(language)
    async with run(story, (80, 24)) as pilot:
        # Each section, an item's and a request's detail, the form of an item.
        for keys in ([], ["2"], ["enter"], ["3"], ["4"], ["5"], ["enter"], ["6"], ["2", "e"]):
            await press(pilot, *keys)
            bar = pilot.app.screen.query_one(KeyBar)
            for key, words, _entry in bar.labels():
                assert f"{key} {words}" in bar.render().plain
            for entry in available(pilot.app.screen):
                assert hasattr(entry.node, f"action_{entry.command.id()}"), entry.command


def test_every_command_tells_what_it_does() -> None:
    for command in REGISTRY.values():
        assert command.label and command.help and command.key
        assert command.help[0].isupper()
        assert not command.help.endswith(".")


def test_two_commands_never_share_a_name() -> None:
    with pytest.raises(ValueError, match="show_help"):
        type("ShowHelp", (Command,), {"label": "x", "help": "X", "key": "x"})


def test_a_keymap_is_held_against_the_commands() -> None:
    assert AddItem.id() == "add_item"
    assert unknown_keys({"add_item": "n", "no_such_thing": "x"}) == ["no_such_thing"]


async def test_help_lists_what_can_be_done_where_one_is(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "2")
        inventory: Screen[object] = pilot.app.screen
        await press(pilot, "question_mark")
        shown = screen(pilot)
        assert "Everything you are registered with" in shown
        assert "Link the item to what it depends on" in shown
        await press(pilot, "escape")
        assert pilot.app.screen is inventory


async def test_the_palette_finds_and_does(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "ctrl+p")
        await pilot.press(*"inventory")
        await settle(pilot)
        assert "Go to the inventory" in screen(pilot)
        await press(pilot, "enter")
        assert pilot.app.current_mode == "inventory"


async def test_the_palette_offers_no_screenshot(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "ctrl+p")
        assert "creenshot" not in screen(pilot)
