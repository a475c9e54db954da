"""Driving the program in tests: keys in, screen out."""

from datetime import date

from quiet import quiet
from textual import events
from textual.app import App
from textual.pilot import Pilot

from footprint.tui.screens.unlock import UnlockScreen

TODAY = date(2026, 11, 23)
CHARACTERS = {"slash": "/", "question_mark": "?", "space": " "}
KEY_NAMES = {"[": "left_square_bracket"}
ASKING = ("default", "dialogues")
"""The workers that wait for the person."""


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing is being written or drawn; dialogues wait for the person instead."""
    await quiet(pilot.app)
    while working := [each for each in pilot.app.workers if each.group not in ASKING]:
        await pilot.app.workers.wait_for_complete(working)
        await quiet(pilot.app)


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, each when the one before has had its effect."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def screen(pilot: Pilot[int]) -> str:
    """Return the text on the screen, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def toasts(pilot: Pilot[int]) -> list[str]:
    """Return what the program said."""
    return [notification.message for notification in pilot.app._notifications]


async def locked(pilot: Pilot[int]) -> None:
    """Wait until the vault is locked."""
    for _ in range(100):
        await settle(pilot)
        if isinstance(pilot.app.screen, UnlockScreen):
            return
    raise AssertionError(pilot.app.screen)


async def unlock(pilot: Pilot[int], passphrase: str) -> None:
    """Open the locked vault again."""
    field = pilot.app.screen.query_one("#passphrase")
    field.value = passphrase  # type: ignore[attr-defined]
    await pilot.press("enter")
    for _ in range(200):
        await settle(pilot)
        if not isinstance(pilot.app.screen, UnlockScreen):
            return
    raise AssertionError("it does not open")


def type_key(app: App[int], key: str) -> None:
    """Send a key as the terminal does; Pilot would wait until the program is idle."""
    character = CHARACTERS.get(key, key if len(key) == 1 else None)
    event = events.Key(key if len(key) > 1 or key.isalnum() else KEY_NAMES.get(key, key), character)
    event.set_sender(app)
    assert app._driver is not None
    app._driver.send_message(event)
