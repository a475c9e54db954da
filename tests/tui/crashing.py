"""Makes the program fail on one screen after the other: `python crashing.py VAULT PASSPHRASE-FILE`.

Run in a terminal by `test_crashes.py`, which looks at everything that came of it. The failing
function has what must not be told in its local variables, as a real one would.
"""

import os
import sys
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from footprint.hardening import harden

harden()

from driving import TODAY, settle  # noqa: E402
from quiet import teach_pilot  # noqa: E402
from ways import WAYS  # noqa: E402

from footprint.tui.app import FootprintApp  # noqa: E402

teach_pilot()

VAULT, PASSPHRASE = Path(sys.argv[1]), Path(sys.argv[2]).read_text()


async def reach(pilot: Pilot[int], name: str) -> None:
    """Type the passphrase, and go to a screen."""
    for _ in range(500):
        await pilot.pause(0.02)
        if len(pilot.app.screen_stack) > 0:
            break
    if WAYS[name]:
        # One key after the other would take most of the time.
        pilot.app.screen.query_one("#passphrase", Input).value = PASSPHRASE
        await pilot.press("enter")
        while type(pilot.app.screen).__name__ != "DashboardScreen":
            await pilot.pause(0.02)
        await settle(pilot)
    for key in WAYS[name]:
        await pilot.press(key)
        await settle(pilot)
    for _ in range(250):
        if type(pilot.app.screen).__name__ == name:
            return
        await pilot.pause(0.02)
    raise AssertionError(name)


def crash(name: str) -> None:
    """Run the program until it has failed on a screen: in a thread, then for good."""

    async def drive(pilot: Pilot[int]) -> None:
        await reach(pilot, name)

        def fail() -> None:
            passphrase, workspace = PASSPHRASE, app.workspace
            rows = workspace and list(workspace.records.items.values())
            raise RuntimeError("made to fail", len(passphrase), bool(rows))

        app.screen.run_worker(fail, thread=True, exit_on_error=False)
        await settle(pilot)
        app.screen.call_next(fail)
        await pilot.pause(0.2)

    path = VAULT if WAYS[name] else VAULT.with_name("none.footprint")
    app = FootprintApp(path, today=TODAY)
    print(f"@@ {name} @@", flush=True)
    app.run(auto_pilot=drive)
    print(f"@@ {name} ended with {app.return_code} @@", flush=True)


for each in WAYS:
    crash(each)
os.abort()
