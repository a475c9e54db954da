"""Random keys, locks and unlocks among them: the vault stays sound and nothing piles up.

FOOTPRINT_TEST_ACTIONS sets how many; the seed is fixed, so a failure comes again.
"""

import asyncio
import ctypes
import functools
import gc
import os
import random
import sys
import threading
import time
from datetime import date
from pathlib import Path

from driving import settle, type_key
from textual.cache import FIFOCache, LRUCache
from textual.pilot import Pilot
from textual.widgets import Input

from footprint.model import snapshot
from footprint.model.records import Records
from footprint.tui.app import FootprintApp
from footprint.tui.screens.unlock import UnlockScreen
from footprint.vault import Vault
from footprint.workspace import Workspace, snapshots

ACTIONS = int(os.environ.get("FOOTPRINT_TEST_ACTIONS", "200"))
TODAY = date(2026, 11, 23)
CASE = Path(__file__).parents[1] / "cases" / "rakuten.json"
# Everything but leaving; what writes a file or opens the example is not pressed blindly.
KEYS = (
    *(
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "up",
        "down",
        "left",
        "right",
        "pageup",
        "pagedown",
        "home",
        "end",
    ),
    *("enter", "enter", "escape", "escape", "tab", "shift+tab", "space", "slash", "question_mark"),
    *("a", "d", "e", "k", "m", "n", "o", "w", "x", "f", "c", "g", "s", "u", "U", "r", "j", "v"),
    *("コ", "猫", "[", "9", "backspace", "delete"),
)
MOST_GROWTH = 1.03


class _MallInfo(ctypes.Structure):
    """What glibc tells of its heaps (mallinfo2(3)), in bytes."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def memory() -> int:
    """Return how many bytes are in use: by Python's objects and by the libraries (glibc).

    Without caches that have a bound, which go on filling for hours and hide what has none; not
    what is resident, which holds on to the highest that was ever needed. All of Python's objects
    are counted with PYTHONMALLOC=malloc, which the long form sets.
    """
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            if each.cache_parameters()["maxsize"] is not None:
                each.cache_clear()
        elif isinstance(each, LRUCache | FIFOCache):
            each.clear()
    gc.collect()
    tell = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform == "linux" else None
    if tell is None:
        return sys.getallocatedblocks()
    tell.restype = _MallInfo
    told = tell()
    return int(told.uordblks + told.hblkhd)


async def unlock(pilot: Pilot[int], passphrase: str) -> None:
    """Type the passphrase until it opens: what was typed into the field before was wrong."""
    for _ in range(400):
        await settle(pilot)
        if not isinstance(pilot.app.screen, UnlockScreen):
            return
        for field in pilot.app.screen.query("#passphrase").results(Input):
            if not field.disabled:
                field.value = passphrase
                await pilot.press("enter")
        await pilot.pause(0.05)
    raise AssertionError("it does not open")


async def lock(pilot: Pilot[int]) -> None:
    app = pilot.app
    assert isinstance(app, FootprintApp)
    app.action_lock_vault()
    for _ in range(500):
        await settle(pilot)
        if isinstance(app.screen, UnlockScreen):
            return
    raise AssertionError("it does not lock")


async def measured(pilot: Pilot[int], passphrase: str) -> tuple[int, int, int]:
    """Begin anew with the same records; return the widgets, threads and open files."""
    app = pilot.app
    assert isinstance(app, FootprintApp)
    if not isinstance(app.screen, UnlockScreen):
        await settle(pilot)
        await lock(pilot)
    await unlock(pilot, passphrase)
    assert app.workspace is not None
    app.workspace.do(snapshots.take_in(records(), replace=True))
    app.workspace.vault.keep_drafts({})
    app.drafts = {}
    await lock(pilot)
    await unlock(pilot, passphrase)
    for key in ("2", "3", "4", "5", "6", "1"):
        await pilot.press(key)
        await settle(pilot)
    # The threads that asyncio keeps for later: as many as it ever may, whatever there were before.
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.05) for _ in range(40)))
    gc.collect()
    stacks = pilot.app._screen_stacks.values()
    widgets = sum(1 for screens in stacks for each in screens for _ in each.query("*"))
    return widgets, threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))


def records() -> Records:
    return snapshot.loads(CASE.read_text("utf-8"))


async def test_any_keys_leave_a_sound_vault_and_nothing_behind(
    vault_path: Path, passphrase: str
) -> None:
    workspace = Workspace.create(vault_path, passphrase, TODAY)
    workspace.do(snapshots.take_in(records()))
    workspace.claim_ui()
    app, dice, locks = FootprintApp(workspace=workspace, today=TODAY), random.Random(4), 0
    sizes, counts = [], []
    async with app.run_test(size=(120, 40)) as pilot:
        for number in range(ACTIONS):
            if number in (ACTIONS // 10, ACTIONS // 2):
                counts.append(await measured(pilot, passphrase))
                sizes.append(memory())
            if dice.random() < 0.02:
                type_key(app, "ctrl+l")
                locks += 1
                await asyncio.sleep(0.1)
            if isinstance(app.screen, UnlockScreen):
                await unlock(pilot, passphrase)
            # No waiting for what the key before began: people do not wait either.
            type_key(app, dice.choice(KEYS))
            await asyncio.sleep(0.01)
        counts.append(await measured(pilot, passphrase))
        sizes.append(memory())
        assert counts[-1] == counts[1], counts
    print(f"{ACTIONS} actions, {locks} locks: {sizes} bytes, {counts}")
    assert locks
    if ACTIONS >= 5_000:
        assert sizes[2] <= MOST_GROWTH * sizes[1], sizes
    with Vault.open(vault_path, passphrase) as vault:
        assert all(finding.ok for finding in vault.check())
