"""cron runs the line that `footprint remind install --cron` adds; the notification comes up.

Where a cron daemon runs already it is that one, with your own crontab: a line is added to it for
two minutes, and it is put back as it was. Else one is started, which needs root.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop import ROOT, Desktop, check_run, desktop, home, started
from programs import Failed, find, same

INSTALL = "apt-get install cron"


def check(folder: Path) -> str:
    """Install, wait until it fires, look at what it did, and take it away."""
    find(("crontab",), INSTALL)
    with desktop(folder) as screen, daemon(), crontab(screen) as before:
        mine = home(folder)
        mine.footprint(*mine.install("--cron"))
        told = screen.wait()
        check_run(mine, told)
        mine.footprint("remind", "uninstall")
        same("the crontab afterwards", _listed(), before)
    return f"fired, shown as {told!r}, and taken away"


@contextmanager
def daemon() -> Iterator[None]:
    """Have a cron daemon: the system's, or one that is started for the check."""
    running = subprocess.run(["pgrep", "-x", "cron|crond"], capture_output=True, check=False)
    if running.returncode == 0:
        yield
        return
    program = find(("cron", "crond"), INSTALL)
    if os.geteuid():
        raise Failed("no cron daemon is running, and only root can start one")
    with started(program, "-f"):
        yield


@contextmanager
def crontab(screen: Desktop) -> Iterator[bytes]:
    """Give cron what its jobs need to find this program and this screen; put all back after."""
    before = _listed()
    bus = screen.environment["DBUS_SESSION_BUS_ADDRESS"]
    added = f"# 100% mine\nPYTHONPATH={ROOT}\nDBUS_SESSION_BUS_ADDRESS={bus}\n"
    whole = before + added.encode()
    try:
        subprocess.run(["crontab", "-"], input=whole, check=True)
        yield whole
    finally:
        if before:
            subprocess.run(["crontab", "-"], input=before, check=True)
        else:
            subprocess.run(["crontab", "-r"], check=True)


def _listed() -> bytes:
    return subprocess.run(["crontab", "-l"], capture_output=True, check=False).stdout
