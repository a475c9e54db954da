"""A desktop of its own for a check: a session bus, a hidden screen, a notification daemon.

And the vault whose reminders come up on it: in a folder whose name is as hostile as a timer takes.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from programs import PATIENCE, Failed, find, run

INSTALL = "apt-get install dbus dunst libnotify-bin xvfb systemd"
ROOT = Path(__file__).parents[2]
FOLDER = "50% of 'my' \"things\" $HOME; é 日本"


@dataclass(frozen=True)
class Desktop:
    """What has to be in the environment of a program, for its notifications to come up here."""

    folder: Path
    environment: dict[str, str]

    def seen(self) -> list[str]:
        """Return the text of each notification, the newest first, with its markup."""
        run("dunstctl", "close-all", folder=self.folder, environment=self.environment)
        told = run("dunstctl", "history", folder=self.folder, environment=self.environment)
        found = json.loads(told)["data"][0]
        for each in found:
            if (each["appname"]["data"], each["summary"]["data"]) != ("footprint", "footprint"):
                raise Failed(f"a notification of somebody else: {each}")
        return [each["body"]["data"] for each in found]

    def wait(self) -> str:
        """Return the text of the first notification, once it has come up."""
        wait_for(lambda: bool(self.seen()), "no notification came up")
        return self.seen()[0]


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    """Start a desktop and end it again; other programs' screens are not touched."""
    for name in ("dbus-daemon", "Xvfb", "dunst", "dunstctl", "busctl", "notify-send"):
        find((name,), INSTALL)
    bus = f"unix:path={folder / 'bus'}"
    with ExitStack() as stack:
        stack.enter_context(started("dbus-daemon", "--session", f"--address={bus}", "--nofork"))
        wait_for((folder / "bus").exists, "there is no session bus")
        read, write = os.pipe()
        screen = ("Xvfb", "-displayfd", f"{write}", "-nolisten", "tcp")
        stack.enter_context(started(*screen, pass_fds=(write,)))
        os.close(write)
        with os.fdopen(read) as number:
            display = f":{number.readline().strip()}"
        given = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus, "DISPLAY": display}
        stack.enter_context(started("dunst", env=given))
        made = Desktop(folder, given)
        wait_for(lambda: _answers(made), "the notification daemon does not answer")
        yield made


def _answers(made: Desktop) -> bool:
    try:
        made.seen()
    except Failed:
        return False
    return True


@contextmanager
def started(*words: str, **options: object) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program beside this one, and end it."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    program = subprocess.Popen(words, **{**quiet, **options})  # type: ignore[call-overload]
    try:
        yield program
    finally:
        program.terminate()
        program.wait(PATIENCE)


def wait_for(happened: Callable[[], bool], otherwise: str) -> None:
    """Wait until something has happened.

    Raises:
        Failed: it has not.
    """
    deadline = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > deadline:
            raise Failed(otherwise)
        time.sleep(0.2)


# -- the vault -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Home:
    """A vault in a folder of its own, with the environment in which `footprint` is called."""

    folder: Path
    environment: dict[str, str]

    @property
    def calendar(self) -> Path:
        """The calendar file that is kept fresh."""
        return self.folder / "agenda.ics"

    def footprint(self, *words: str) -> str:
        """Call the program; return what it printed."""
        command = (sys.executable, "-m", "footprint", *words)
        return run(*command, folder=self.folder, environment=self.environment)

    def install(self, *words: str) -> list[str]:
        """Return the words that install everything, to be run in a minute or so."""
        soon = time.localtime(time.time() + 90)
        at = ("--at", f"{soon.tm_hour:02}:{soon.tm_min:02}", "--yes")
        kept = ("--notify", "--short", "--ics", str(self.calendar))
        return ["remind", "install", *words, *at, *kept, "--passphrase-file", "passphrase"]


def home(folder: Path) -> Home:
    """Make the example's vault, with a key as strong as anybody's."""
    inside = folder / FOLDER
    inside.mkdir()
    given = {name: value for name, value in os.environ.items() if not name.startswith("FOOTPRINT_")}
    given |= {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "FOOTPRINT_VAULT": str(inside / "my")}
    given |= {f"XDG_{name}_HOME": str(inside / name.lower()) for name in ("CONFIG", "STATE")}
    made = Home(inside, given)
    (inside / "passphrase").write_text("demo\n")
    (inside / "passphrase").chmod(0o600)
    made.footprint("demo", "--write", "my")
    return made


def check_run(home: Home, told: str) -> None:
    """Check what a run of the timer left: the notification's text, the calendar, the counts.

    Raises:
        Failed: one of them is not as it has to be.
    """
    from icalendar import Calendar

    if "need you today" not in told or any(ord(letter) > 0x2FF for letter in told):
        raise Failed(f"the notification says: {told!r}")
    events = Calendar.from_ical(home.calendar.read_bytes()).walk("VEVENT")
    if not events:
        raise Failed("the calendar file is empty")
    counts = home.footprint("due", "--short").strip()
    if "!" not in counts:
        raise Failed(f"the prompt shows {counts!r}")
