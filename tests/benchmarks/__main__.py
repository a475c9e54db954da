"""The budgets of the design, measured: one table, ratios within one run where there is a rival.

`python tests/benchmarks` prints it; `python tests/benchmarks plan` only that group, of start,
screens, plan and due. Nothing here is a test: clocks differ, budgets are read.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from planning import planning  # noqa: E402
from terminal import Terminal  # noqa: E402 - beside this folder
from vaults import TODAY, lifelike  # noqa: E402

RUNS = 9
PASSPHRASE = "benchmark"
COUNTING = "for number in range(1_000_000): pass"
TRIVIAL = """
from textual.app import App
from textual.widgets import Static
class Trivial(App):
    def compose(self):
        yield Static("MARKER")
Trivial().run()
"""


def environment(folder: Path) -> dict[str, str]:
    """Return an environment with homes of its own, English, and the fast test key."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "FOOTPRINT_LANG": "en",
        "FOOTPRINT_TEST_KDF": "1",
        "FOOTPRINT_TODAY": TODAY.isoformat(),
    }


def show(what: str, measured: str, budget: str) -> None:
    """Print one line of the table."""
    print(f"{what:<62}{measured:>22}   {budget}", flush=True)


def interleaved(rivals: list[Callable[[], float]], runs: int = RUNS) -> list[float]:
    """Return the median seconds of each rival, run in turn after one warm-up each."""
    for rival in rivals:
        rival()
    times = [[rival() for rival in rivals] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*times, strict=True)]


def process(command: list[str], env: dict[str, str]) -> Callable[[], float]:
    """Return a run of `command` to its end."""

    def run() -> float:
        begun = time.perf_counter()
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun

    return run


def first_frame(command: list[str], env: dict[str, str], text: str) -> Callable[[], float]:
    """Return a run of `command` until `text` is on the screen."""

    def run() -> float:
        with Terminal(command, env) as terminal:
            return terminal.wait_for(text) - terminal.started

    return run


def make_vault(path: Path, items: int, requests: int) -> None:
    """Write a vault of `items` items with the test key."""
    from footprint.workspace import Workspace, snapshots

    os.environ["FOOTPRINT_TEST_KDF"] = "1"
    with Workspace.create(path, PASSPHRASE, TODAY) as workspace:
        workspace.do(snapshots.take_in(lifelike(items, requests)))


def start(folder: Path, env: dict[str, str]) -> None:
    """Measure the start against its rivals."""
    python = sys.executable
    vault = folder / "small.footprint"
    make_vault(vault, 50, 0)
    program = [python, "-m", "footprint", "--vault", str(vault)]
    trivial, ours = interleaved(
        [
            first_frame([python, "-c", TRIVIAL], env, "MARKER"),
            first_frame(program, env, "assphrase"),
        ]
    )
    show(
        "start to the unlock screen, against a Textual app with one Static",
        f"{ours / trivial:.2f} × ({ours * 1e3:.0f} ms)",
        "≤ 1.3 ×",
    )
    bare, version = interleaved(
        [
            process([python, "-c", "pass"], env),
            process([python, "-m", "footprint", "--version"], env),
        ]
    )
    show(
        "footprint --version, against python -c pass",
        f"{version / bare:.2f} × ({version * 1e3:.0f} ms)",
        "≤ 4 ×",
    )


def screens(folder: Path, env: dict[str, str]) -> None:
    """Measure unlocking, filtering and memory in a pseudo-terminal."""
    for items, budget in ((2_000, "≤ 50 ms"), (10_000, "≤ 100 ms")):
        vault = folder / f"{items}.footprint"
        make_vault(vault, items, 0)
        opened, typed, memory = [], [], 0
        for _ in range(5):
            with Terminal([sys.executable, "-m", "footprint", "--vault", str(vault)], env) as ui:
                ui.wait_for("assphrase")
                ui.settle()
                begun = ui.send(PASSPHRASE + "\r")
                opened.append(ui.wait_for("Needs you now") - begun)
                ui.settle(0.6)
                ui.send("2")
                ui.settle(0.6)
                ui.send("/")
                ui.settle()
                typed += [ui.answer(key) for key in "coffee"[:3]]
                memory = max(memory, ui.memory())
        shown = statistics.median(opened) * 1e3
        show(
            f"unlocked to the Dashboard, {items:,} items",
            f"{shown:.0f} ms",
            "≤ 300 ms" if items == 2_000 else "",
        )
        show(
            f"a key in the Inventory filter to the settled screen, {items:,} items",
            f"{statistics.median(typed) * 1e3:.0f} ms",
            budget,
        )
        if items == 10_000:
            show("memory after unlocking, 10,000 items", f"{memory / 1e6:.0f} MB", "≤ 200 MB")


def reminders(folder: Path, env: dict[str, str]) -> None:
    """Measure `footprint due` as a whole process, without the derivation of the key."""
    vault = folder / "due.footprint"
    make_vault(vault, 2_000, 300)
    secret = folder / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    secret.chmod(0o600)
    command = [
        sys.executable,
        "-m",
        "footprint",
        "due",
        "--vault",
        str(vault),
        "--passphrase-file",
        str(secret),
    ]
    bare = process([sys.executable, "-c", COUNTING], env)
    taken, derived, counted = interleaved([process(command, env), derivation, bare], RUNS)
    beyond = taken - derived
    show(
        "footprint due, 2,000 items and 300 open requests, beyond the key",
        f"{beyond * 1e3:.0f} ms ({beyond / counted:.1f} × {counted * 1e3:.0f} ms)",
        "≤ 400 ms (beside it: Python counting to a million)",
    )


def derivation() -> float:
    """Derive a key as the command does (with the profile for tests), and return its time."""
    from footprint.vault import key

    salt = key.new_salt(key.default_profile())
    begun = time.perf_counter()
    key.derive(PASSPHRASE, salt)
    return time.perf_counter() - begun


def main() -> None:
    """Print the table, or of it the groups that were named."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(folder)
        groups: dict[str, Callable[[], None]] = {
            "start": lambda: start(folder, env),
            "screens": lambda: screens(folder, env),
            "plan": lambda: planning(show),
            "due": lambda: reminders(folder, env),
        }
        for group in sys.argv[1:] or groups:
            groups[group]()


if __name__ == "__main__":
    main()
