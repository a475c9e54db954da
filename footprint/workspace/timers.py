"""Timers put in place and taken away: systemd's user units and the person's crontab."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from footprint.agenda import timers
from footprint.errors import Refused
from footprint.export.files import write_private
from footprint.i18n import N_
from footprint.model.text import shown
from footprint.vault.files import cannot_write

SECONDS = 30
ENABLE = (
    ("systemctl", "--user", "daemon-reload"),
    ("systemctl", "--user", "enable", "--now", timers.TIMER),
)
DISABLE = ("systemctl", "--user", "disable", "--now", timers.TIMER)
RELOAD = ENABLE[0]
IS_RUNNING = ("systemctl", "--user", "is-active", "--quiet", timers.TIMER)

# What the crontab programs say where there is none yet (Debian, cronie, macOS; busybox).
_NO_CRONTAB = (b"no crontab for", b"can't open")


# -- systemd -----------------------------------------------------------------------------------


def unit_folder() -> Path:
    """Return where a person's own units are (systemd.unit(5))."""
    from platformdirs import user_config_path

    return user_config_path() / "systemd" / "user"


def units_there() -> dict[Path, bool]:
    """Return the units that are in place, and whether each is as it was written."""
    found = {}
    for name in (timers.SERVICE, timers.TIMER):
        path = unit_folder() / name
        if os.path.lexists(path):
            found[path] = timers.is_unchanged(_read(path))
    return found


def write_units(units: Mapping[str, str]) -> None:
    """Write the units.

    Raises:
        Refused: one cannot be written, or the person has changed the one that is there.
    """
    for path, unchanged in units_there().items():
        if not unchanged:
            raise Refused(N_("{path} was changed by hand; move it away first."), path=shown(path))
    folder = unit_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    for name, text in units.items():
        write_private(folder / name, text, overwrite=True)


def remove_units() -> None:
    """Remove the units that are as they were written."""
    for path, unchanged in units_there().items():
        if unchanged:
            path.unlink()


def take_units() -> tuple[list[Path], bool]:
    """Stop the timer and remove our units; return those, and whether systemd did stop it."""
    ours = [path for path, unchanged in units_there().items() if unchanged]
    if not ours:
        return [], True
    stopped = call(DISABLE)
    remove_units()
    return ours, call(RELOAD) and stopped


def has(program: str) -> bool:
    """Tell whether a program is there to be run."""
    return shutil.which(program) is not None


def call(words: tuple[str, ...]) -> bool:
    """Run a program that says nothing; tell whether it succeeded."""
    try:
        done = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "surrogateescape")
    except OSError:
        # Whatever it is, it is not what was written.
        return ""


# -- cron --------------------------------------------------------------------------------------


def crontab() -> bytes:
    """Return the person's crontab; nothing if they have none.

    Raises:
        Refused: it cannot be read; one that is not known must not be written over.
    """
    done = _crontab("-l")
    if done.returncode == 0:
        return done.stdout
    if not done.stdout and any(sign in done.stderr for sign in _NO_CRONTAB):
        return b""
    raise _not_done(done.stderr)


def lines_there() -> tuple[list[str], list[str]]:
    """Return our lines of the crontab as they were written, and those that were changed by hand.

    Who has no crontab, or may not have one, has no line of ours in it.
    """
    if not has("crontab"):
        return [], []
    try:
        return timers.without_ours(crontab())[1:]
    except Refused:
        return [], []


def take_lines() -> list[str]:
    """Remove our lines from the crontab and return them.

    Raises:
        Refused: the crontab is another one by now, or was not taken.
    """
    ours, _changed = lines_there()
    if ours:
        before = crontab()
        rest, ours, _changed = timers.without_ours(before)
        write_crontab(before, rest)
    return ours


def write_crontab(before: bytes, after: bytes) -> None:
    """Put a crontab in the place of the one that was `before`.

    Raises:
        Refused: it is another one by now, or it was not taken.
    """
    if crontab() != before:
        raise Refused(N_("The crontab was changed meanwhile; nothing was written."))
    done = _crontab("-", given=after) if after else _crontab("-r")
    if done.returncode:
        raise _not_done(done.stderr)


def _crontab(word: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            ["crontab", word],
            input=given,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C"},
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        raise Refused(N_("There is no crontab program that answers.")) from None


def _not_done(said: bytes) -> Refused:
    lines = said.decode("utf-8", "replace").splitlines() or ["?"]
    return Refused(
        N_("crontab refused: {reason}. To add the line yourself: crontab -e"),
        reason=shown(lines[0]),
    )


# -- both --------------------------------------------------------------------------------------


def changed_by_hand() -> list[str]:
    """Return the units and lines that the person has changed: not ours to take away."""
    units = [shown(path) for path, unchanged in units_there().items() if not unchanged]
    return [*units, *map(shown, lines_there()[1])]


def calendars() -> list[str]:
    """Return the calendar files that the timers in place keep up to date and that are there."""
    lines, _changed = lines_there()
    for path, unchanged in units_there().items():
        lines += path.read_text("utf-8").splitlines() if unchanged else []
    found = [name for line in lines if (name := timers.calendar_of(line))]
    return [name for name in dict.fromkeys(found) if os.path.lexists(name)]
