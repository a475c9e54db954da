"""The screens worth looking at, on the example vault of one fixed day."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from driving import ASKING
from textual.pilot import Pilot

from footprint.i18n import set_language
from footprint.tui.app import FootprintApp

TODAY = date(2026, 11, 23)
SIZES = ((80, 24), (120, 40), (160, 50))


@dataclass(frozen=True)
class Scene:
    """A screen and the keys that lead to it; `opened` when the example vault is open already."""

    name: str
    keys: Sequence[str] = ()
    opened: bool = True


SCENES = (
    Scene("first-run", opened=False),
    Scene("dashboard"),
    Scene("inventory", ["2"]),
    Scene("form", ["2", "a", "down", "down", "enter"]),
    Scene("dependencies", ["3"]),
    Scene("exit", ["4"]),
    Scene("requests", ["5"]),
    Scene("request", ["5", "enter"]),
    Scene("reply", ["5", "l"]),
    Scene("agenda", ["6"]),
    Scene("help", ["4", "question_mark"]),
    Scene("palette", ["ctrl+p"]),
    Scene("letter", ["5", "c"]),
    Scene("passphrase", ["f8", "down", "down", "down", "enter"]),
)


def app_for(scene: Scene, folder: Path, language: str) -> FootprintApp:
    """Return the program on the example vault in `folder`, in a language, on the fixed day."""
    from footprint.workspace import Workspace, snapshots
    from footprint.workspace.demo import example

    os.environ["FOOTPRINT_TEST_KDF"] = "1"
    set_language(language)
    # What is shown of the path has to be the same wherever this runs.
    os.environ["HOME"] = str(folder)
    if not scene.opened:
        return FootprintApp(folder / "vault.footprint", today=TODAY)
    path = folder / "demo.footprint"
    workspace = Workspace.create(path, "demo", TODAY)
    workspace.do(snapshots.take_in(example(TODAY)))
    return FootprintApp(path, today=TODAY, workspace=workspace, example=True)


async def play(scene: Scene, pilot: Pilot[int]) -> None:
    """Go where the scene plays, and wait until nothing moves any more."""
    await settle(pilot)
    for key in scene.keys:
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[int]) -> None:
    """Wait until the workers have ended and what they said is on the screen.

    Those of the default group are dialogues: they wait for the person.
    """
    working = [worker for worker in pilot.app.workers if worker.group not in ASKING]
    if working:
        await pilot.app.workers.wait_for_complete(working)
    await pilot.pause()
    await pilot.pause()
