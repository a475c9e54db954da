"""The theme and the keys of the settings: used where they can be, else told why not."""

from pathlib import Path

from driving import TODAY, press, screen, settle, toasts

from footprint.config import Config
from footprint.tui.app import FootprintApp
from footprint.tui.screens.unlock import UnlockScreen
from footprint.workspace import Workspace


async def test_a_theme_and_a_key_are_used(story: Workspace) -> None:
    config = Config(theme="nord", keys={"go_exit": "f10", "edit_item": "ctrl+e"})
    app = FootprintApp(workspace=story, today=TODAY, config=config)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        assert app.theme == "nord"
        assert toasts(pilot) == []
        await press(pilot, "4")
        assert app.current_mode == "dashboard"
        await press(pilot, "f10")
        assert app.current_mode == "exit"


async def test_what_cannot_be_used_is_told_with_its_place(story: Workspace) -> None:
    keys = {"no_such": "x", "add_item": "e", "edit_item": "two words", "go_exit": "2"}
    config = Config(theme="purple", keys=keys)
    app = FootprintApp(workspace=story, today=TODAY, config=config)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await settle(pilot)
        said = " ".join(" ".join(toasts(pilot)).split())
        assert "there is no theme “purple”" in said
        assert "keys.no_such: there is no command of this name" in said
        assert "keys.add_item: “e” is the key of" in said
        assert "keys.edit_item: “two words” is not the name of a key" in said
        assert "keys.go_exit: “2” is the key of go_inventory already" in said
        await press(pilot, "4")
        assert app.current_mode == "exit"


async def test_settings_hold_before_the_vault_is_open(tmp_path: Path) -> None:
    path = tmp_path / "mine.footprint"
    Workspace.create(path, "a passphrase", TODAY).close()
    config = Config(theme="footprint-light", keys={"open_example": "f3", "no_such": "x"})
    app = FootprintApp(path, today=TODAY, config=config)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, UnlockScreen)
        assert app.screen_stack == [app.screen]
        assert app.theme == "footprint-light"
        assert "f3" in screen(pilot)
        assert "keys.no_such: there is no command of this name" in " ".join(toasts(pilot))
