"""A notification on the desktop, by the program that the system has for it, and never by a shell.

On Linux and its like it is `notify-send`, on macOS `osascript`; elsewhere there is none. A program
gets its text as an argument, which everybody on the machine can read while it runs: a text with
names goes over the session bus itself where that is possible (`bus`).
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from footprint.agenda import bus
from footprint.errors import Refused
from footprint.i18n import N_, _, ngettext
from footprint.model.text import shown

if TYPE_CHECKING:
    from footprint.agenda.entry import Due

SECONDS = 30
TITLE = "footprint"
MOST_LINES = 5

# The text comes as an argument: nothing in it is a part of the program.
_APPLE_SCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def summary(found: "Sequence[Due]") -> str:
    """Return how many things there are, without a name: others may look at the screen."""
    urgencies = [one.urgency for one in found]
    overdue = urgencies.count("overdue")
    urgent = overdue + urgencies.count("today")
    coming = len(found) - urgent
    sentences = []
    if urgent:
        told = ngettext("{n} thing needs you today.", "{n} things need you today.", urgent)
        sentences.append(told.format(n=urgent))
    if overdue:
        told = ngettext("{n} of them is overdue.", "{n} of them are overdue.", overdue)
        sentences.append(told.format(n=overdue))
    if coming:
        told = ngettext("{n} thing is coming up.", "{n} things are coming up.", coming)
        sentences.append(told.format(n=coming))
    return "\n".join(sentences)


def details(found: "Sequence[Due]") -> str:
    """Return what there is by name, a line each, not more than a notification shows."""
    lines = [shown(one.text) for one in found[:MOST_LINES]]
    more = len(found) - MOST_LINES
    if more > 0:
        lines.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return "\n".join(lines)


def hides_names() -> bool:
    """Tell whether a text with names is hidden from others who use this machine."""
    return bus.is_there()


def show(body: str, *, detailed: bool = False) -> None:
    """Show a notification with this text; `detailed`: names are in it.

    Raises:
        Refused: the system has no program for it, or it could not show it.
    """
    if detailed and hides_names():
        try:
            bus.show(TITLE, body.translate(_MARKUP), SECONDS)
        except bus.NotShown as error:
            reason = _first_line(str(error).splitlines())
            raise Refused(N_("The notification was not shown: {reason}"), reason=reason) from None
        return
    words = command(body, sys.platform)
    if words is None:
        raise Refused(N_("There are no notifications on this system; use --ics."))
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise Refused(
            N_("There is no {program} to show notifications with; install it, or use --ics."),
            program=words[0],
        ) from None
    except (OSError, subprocess.TimeoutExpired):
        raise Refused(N_("{program} did not show the notification."), program=words[0]) from None
    if done.returncode:
        reason = _first_line(done.stderr.decode("utf-8", "replace").splitlines())
        raise Refused(
            N_("{program} did not show the notification: {reason}"),
            program=words[0],
            reason=reason,
        )


def command(body: str, platform: str) -> list[str] | None:
    """Return the words that show a notification on a `platform` (as `sys.platform`), or None."""
    if platform == "darwin":
        script = [word for line in _APPLE_SCRIPT for word in ("-e", line)]
        return ["osascript", *script, TITLE, body]
    if platform in ("win32", "cygwin", "emscripten"):
        return None
    # notify-send reads backslashes as C does, and what shows the text reads markup in it.
    escaped = body.translate(_MARKUP).replace("\\", "\\\\")
    return ["notify-send", f"--app-name={TITLE}", "--", TITLE, escaped]


def session_bus(environment: Mapping[str, str]) -> str | None:
    """Return the address of the session's bus where the environment does not name it.

    What cron starts has to look for it; notifications and the keyring both need it.
    """
    if "DBUS_SESSION_BUS_ADDRESS" in environment or sys.platform == "win32":
        return None
    folder = environment.get("XDG_RUNTIME_DIR") or f"/run/user/{os.getuid()}"
    return f"unix:path={folder}/bus" if Path(folder, "bus").is_socket() else None


def _first_line(lines: Iterable[str]) -> str:
    return next((shown(line) for line in lines if line.strip()), _("it gave no reason"))
