"""The theme and the keys of the settings: used where they can be, else told why not."""

from driving import TODAY, press, settle, toasts

from footprint.config import Config
from footprint.tui.app import FootprintApp
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
