"""A UI, a reminder every second and a writer on one vault: only a clean "busy", nothing lost.

FOOTPRINT_TEST_SECONDS sets for how long.
"""

import json
import os
import sys
import time
from pathlib import Path

from network import SEARCH
from terminal import Terminal

from tests.cli.conftest import footprint

SECONDS = float(os.environ.get("FOOTPRINT_TEST_SECONDS", "5"))


def test_three_programs_on_one_vault_lose_nothing(home: Path) -> None:
    assert footprint("init").status == 0
    environment = {**os.environ, "PYTHONPATH": SEARCH}
    added, busy, looked = [], 0, 0
    with Terminal([sys.executable, "-m", "footprint"], environment) as terminal:
        terminal.wait_for("Dashboard")
        terminal.send("2")
        terminal.settle()
        end, look = time.monotonic() + SECONDS, 0.0
        while time.monotonic() < end:
            name = f"Shop {len(added)}"
            done = footprint("add", "shop", name)
            assert done.status in (0, 5), done
            added += [name] if done.status == 0 else []
            busy += done.status == 5
            if time.monotonic() > look:
                look = time.monotonic() + 1
                seen = footprint("due", "--json")
                assert seen.status == 0, seen
                looked += 1
            terminal.lines()
            terminal.settle(0.01)
        terminal.wait_until_shown(f"{len(added)} items", 30)
        terminal.send("\x11")
        assert terminal.wait_for_end(20) == 0
    names = {item["name"] for item in json.loads(footprint("list", "--json").out)}
    assert names == set(added)
    assert footprint("doctor").status == 0
    print(f"{SECONDS:.0f} s: {len(added)} writes, {busy} busy, {looked} reminders, nothing lost")
