"""Random keys, locks and unlocks among them: the vault stays sound and nothing piles up.

FOOTPRINT_TEST_ACTIONS sets how many; the seed is fixed, so a failure comes again.
"""

import gc
import os
import random
import threading
from datetime import date
from pathlib import Path

from driving import settle
from textual.pilot import Pilot
from textual.widgets import Input

from footprint.model import snapshot
from footprint.tui.app import FootprintApp
from footprint.tui.screens.unlock import UnlockScreen
from footprint.vault import Vault
from footprint.workspace import Workspace, snapshots

ACTIONS = int(os.environ.get("FOOTPRINT_TEST_ACTIONS", "300"))
TODAY = date(2026, 11, 23)
CASE = Path(__file__).parents[1] / "cases" / "rakuten.json"
# Everything but leaving; what writes a file or opens the example is not pressed blindly.
KEYS = (
    *("1", "2", "3", "4", "up", "down", "left", "right", "pageup", "pagedown", "home", "end"),
    *("enter", "enter", "escape", "escape", "tab", "shift+tab", "space", "slash", "question_mark"),
    *("a", "d", "e", "k", "m", "n", "o", "w", "x", "f", "c", "g", "s", "u", "U", "r", "j", "v"),
    *("コ", "猫", "[", "9", "backspace", "delete"),
)
LEAST_GROWTH = 1.03


def memory() -> int:
    """Return the resident memory of this process in kilobytes (Linux)."""
    gc.collect()
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    return 0


async def unlock(pilot: Pilot[int], passphrase: str) -> None:
    pilot.app.screen.query_one("#passphrase", Input).value = passphrase
    for _ in range(100):
        await pilot.press("enter")
        await settle(pilot)
        if not isinstance(pilot.app.screen, UnlockScreen):
            return
    raise AssertionError("it does not open")


async def to_the_dashboard(pilot: Pilot[int]) -> tuple[int, int, int]:
    """Close every dialogue, go to the dashboard; return the widgets, threads and open files."""
    while len(pilot.app.screen_stack) > 1:
        pilot.app.pop_screen()
        await settle(pilot)
    for key in ("2", "3", "4", "1"):
        await pilot.press(key)
        await settle(pilot)
    gc.collect()
    widgets = sum(
        1 for screens in pilot.app._screen_stacks.values() for s in screens for _ in s.query("*")
    )
    return widgets, threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


async def test_any_keys_leave_a_sound_vault_and_nothing_behind(
    vault_path: Path, passphrase: str
) -> None:
    workspace = Workspace.create(vault_path, passphrase, TODAY)
    workspace.do(snapshots.take_in(snapshot.loads(CASE.read_text("utf-8"))))
    workspace.claim_ui()
    app, dice, locks = FootprintApp(workspace=workspace, today=TODAY), random.Random(4), 0
    sizes, counts = [], []
    async with app.run_test(size=(120, 40)) as pilot:
        for number in range(ACTIONS):
            if number in (ACTIONS // 10, ACTIONS // 2):
                counts.append(await to_the_dashboard(pilot))
                sizes.append(memory())
            if dice.random() < 0.02:
                await pilot.press("ctrl+l")
                for _ in range(100):
                    await settle(pilot)
                    if isinstance(app.screen, UnlockScreen):
                        break
                locks += 1
            if isinstance(app.screen, UnlockScreen):
                await unlock(pilot, passphrase)
            # No waiting for what the key before began: people do not wait either.
            await pilot.press(dice.choice(KEYS))
        if isinstance(app.screen, UnlockScreen):
            await unlock(pilot, passphrase)
        counts.append(await to_the_dashboard(pilot))
        sizes.append(memory())
        assert app.workspace is not None
        shown, threads, files = counts[-1]
        assert abs(shown - counts[1][0]) <= 4, counts  # a section may have one note more or less
        assert (threads, files) == counts[1][1:], counts
    print(f"{ACTIONS} actions, {locks} locks: {sizes} kB, {counts}")
    assert locks
    if ACTIONS >= 5_000:
        assert sizes[2] <= LEAST_GROWTH * sizes[1], sizes
    with Vault.open(vault_path, passphrase) as vault:
        assert all(finding.ok for finding in vault.check())
