"""Before the vault is open: unlocking, the first vault, the example."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from driving import TODAY, press, screen, settle, toasts
from textual.pilot import Pilot
from textual.widgets import Button

from footprint.tui.app import FootprintApp
from footprint.tui.screens import unlock
from footprint.tui.screens.unlock import wait_after
from footprint.tui.widgets.passphrase import PassphraseInput
from footprint.workspace import Workspace


def locked(path: Path) -> FootprintApp:
    Workspace.create(path, "orbit lantern", TODAY).close()
    return FootprintApp(path, today=TODAY)


async def until(pilot: Pilot[int], is_so: Callable[[], bool]) -> None:
    """Wait until something is so; two seconds are enough."""
    for _ in range(100):
        if is_so():
            return
        await pilot.pause(0.02)
    raise AssertionError(screen(pilot))


async def type_in(pilot: Pilot[int], words: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in words))


async def test_the_passphrase_opens_the_dashboard(vault_path: Path) -> None:
    app = locked(vault_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Your vault is locked." in screen(pilot)
        await type_in(pilot, "orbit lantern")
        assert "orbit" not in screen(pilot)
        await press(pilot, "enter")
        assert app.current_mode == "dashboard"
        assert app.workspace is not None
        assert app.workspace.path == vault_path


async def test_a_wrong_passphrase_is_one_sentence_and_the_field_is_empty(vault_path: Path) -> None:
    app = locked(vault_path)
    before = vault_path.read_bytes()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await type_in(pilot, "wrong")
        await press(pilot, "enter")
        await pilot.pause(0.1)
        assert app.workspace is None
        assert "passphrase" in screen(pilot)
        field = app.screen.query_one(PassphraseInput)
        assert field.value == ""
        assert field.has_focus
    assert vault_path.read_bytes() == before


async def test_an_unlock_in_progress_is_cancelled(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = locked(vault_path)
    opened, go_on = Event(), Event()
    open_vault = unlock.open_vault

    def slowly(*args: Any) -> Workspace:
        workspace = open_vault(*args)
        opened.set()
        assert go_on.wait(10)
        return workspace

    monkeypatch.setattr(unlock, "open_vault", slowly)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await type_in(pilot, "orbit lantern")
        await pilot.press("enter")
        while not opened.is_set():
            await pilot.pause(0.01)
        await pilot.press("escape")
        go_on.set()
        await until(pilot, lambda: "Stopped. Your vault is locked." in screen(pilot))
        assert app.workspace is None and app.screen.query_one(PassphraseInput).has_focus
        # It was closed again: another program may have it as its one UI.
        with Workspace.open(vault_path, "orbit lantern", TODAY) as other:
            other.claim_ui()
        go_on.set()
        await type_in(pilot, "orbit lantern")
        await press(pilot, "enter")
        await until(pilot, lambda: app.current_mode == "dashboard")


def test_wrong_ones_in_a_row_make_it_rest_longer() -> None:
    waits = [wait_after(failures) for failures in range(1, 12)]
    assert waits[:4] == [0, 1, 2, 4]
    assert waits == sorted(waits)
    assert max(waits) == 30


async def test_the_field_gives_nothing_to_the_clipboard(vault_path: Path) -> None:
    app = locked(vault_path)
    async with app.run_test() as pilot:
        await settle(pilot)
        await type_in(pilot, "orbit")
        field = app.screen.query_one(PassphraseInput)
        for key in ("ctrl+a", "home", "shift+end", "ctrl+c", "ctrl+x", "super+c"):
            await pilot.press(key)
        assert app.clipboard == ""
        assert field.value == "orbit"


async def test_the_first_run_makes_a_private_vault(vault_path: Path) -> None:
    app = FootprintApp(vault_path, today=TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "one encrypted file" in screen(pilot)
        await type_in(pilot, "password")
        await settle(pilot)
        assert "Very easy to guess" in screen(pilot)
        await press(pilot, "enter")
        await type_in(pilot, "other")
        await press(pilot, "enter")
        assert "not the same" in screen(pilot)
        assert not vault_path.exists()
        await type_in(pilot, "password")
        await press(pilot, "enter")
        assert app.current_mode == "dashboard"
        assert "Recovery code of the vault" in screen(pilot)
        assert "Vault id" in screen(pilot)
        await press(pilot, "escape")
        assert "Nothing is recorded yet" in screen(pilot)
        await press(pilot, "f7")
        assert "Recovery code of the vault" in screen(pilot)
        await press(pilot, "escape", "f8", "enter")
        for _ in range(200):
            await pilot.pause(0.02)
            if "Made and verified a backup" in "".join(toasts(pilot)):
                break
        assert "Made and verified a backup" in "".join(toasts(pilot))
    assert vault_path.stat().st_mode & 0o777 == 0o600


async def test_the_example_is_opened_beside_ones_own_vault(vault_path: Path) -> None:
    app = locked(vault_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "f2")
        await pilot.pause(0.2)
        assert app.is_example
        assert app.workspace is not None
        assert app.workspace.path != vault_path
        assert "Example" in screen(pilot)


async def test_every_way_on_can_be_clicked(vault_path: Path) -> None:
    async with locked(vault_path).run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for button in pilot.app.screen.query(Button):
            assert button.region in pilot.app.screen.region
        await pilot.click("#example")
        await settle(pilot)
        assert pilot.app.current_mode == "dashboard"
