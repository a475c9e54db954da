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
RELOAD = ("systemctl", "--user", "daemon-reload")

# What the crontab programs say where there is none yet (Debian, cronie, macOS; busybox).
_NO_CRONTAB = (b"no crontab for", b"can't open")


def name_of(vault: Path) -> str:
    """Return what the reminders of a vault are called."""
    return timers.name_of(str(vault))


def _is_for(text: str, vault: Path | None) -> bool:
    """Whether what is in place is for this vault (None: any), or does not say for which."""
    found = next((name for line in text.splitlines() if (name := timers.vault_of(line))), None)
    return vault is None or found is None or os.path.realpath(found) == os.path.realpath(vault)


# -- systemd -----------------------------------------------------------------------------------


def enable(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the commands that have systemd run the timer of this name."""
    return RELOAD, ("systemctl", "--user", "enable", "--now", f"{name}.timer")


def disable(name: str) -> tuple[str, ...]:
    """Return the command that stops it."""
    return ("systemctl", "--user", "disable", "--now", f"{name}.timer")


def is_running(name: str) -> bool:
    """Tell whether systemd runs it."""
    return call(("systemctl", "--user", "is-active", "--quiet", f"{name}.timer"))


def unit_folder() -> Path:
    """Return where a person's own units are (systemd.unit(5))."""
    from platformdirs import user_config_path

    return user_config_path() / "systemd" / "user"


def units_there(vault: Path | None = None) -> dict[Path, bool]:
    """Return the units that are in place, and whether each is as it was written.

    Those of one vault, where it is named: by their name, or the old one with the vault in it.
    """
    found = {}
    for path in sorted(unit_folder().glob(f"{timers.LABEL}*")):
        if not timers.UNITS.fullmatch(path.name):
            continue
        is_old = path.stem == timers.LABEL and _is_for(_read(path.with_suffix(".service")), vault)
        if vault is None or is_old or path.stem == name_of(vault):
            found[path] = timers.is_unchanged(_read(path))
    return found


def write_units(units: Mapping[str, str]) -> None:
    """Write the units.

    Raises:
        Refused: one cannot be written, or the person has changed the one that is there.
    """
    for path, unchanged in units_there().items():
        if path.name in units and not unchanged:
            raise Refused(N_("{path} was changed by hand; move it away first."), path=shown(path))
    folder = unit_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    for name, text in units.items():
        write_private(folder / name, text, overwrite=True)


def take_units(vault: Path, but: str | None = None) -> tuple[list[Path], list[str]]:
    """Stop the timer of a vault and remove its units, but for those called so; return them, and
    the names of the timers that systemd did not stop.
    """
    there = units_there(vault)
    ours = [path for path, unchanged in there.items() if unchanged and path.stem != but]
    if not ours:
        return [], []
    names = dict.fromkeys(path.stem for path in ours)
    running = [name for name in names if not call(disable(name))]
    for path in ours:
        path.unlink()
    return ours, running if call(RELOAD) else [*names]


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


def lines_there(vault: Path | None = None) -> tuple[list[str], list[str]]:
    """Return our lines of the crontab as they were written, and those that were changed by hand:
    those of one vault, where it is named.

    Who has no crontab, or may not have one, has no line of ours in it.
    """
    if not has("crontab"):
        return [], []
    try:
        return without_lines(crontab(), vault)[1:]
    except Refused:
        return [], []


def without_lines(before: bytes, vault: Path | None = None) -> tuple[bytes, list[str], list[str]]:
    """Return a crontab without the lines for a vault, those, and those that were changed."""
    return timers.without_ours(before, lambda line: _is_for(line, vault))


def take_lines(vault: Path) -> list[str]:
    """Remove the lines for a vault from the crontab and return them.

    Raises:
        Refused: the crontab is another one by now, or was not taken.
    """
    ours, _changed = lines_there(vault)
    if ours:
        before = crontab()
        rest, ours, _changed = without_lines(before, vault)
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


def changed_by_hand(vault: Path | None = None) -> list[str]:
    """Return the units and lines that the person has changed: not ours to take away."""
    units = [shown(path) for path, unchanged in units_there(vault).items() if not unchanged]
    return [*units, *map(shown, lines_there(vault)[1])]


def vaults() -> list[str]:
    """Return the vaults that something in place reminds of."""
    lines = [line for found in lines_there() for line in found]
    lines += [line for path in units_there() for line in _read(path).splitlines()]
    return list(dict.fromkeys(name for line in lines if (name := timers.vault_of(line))))


def calendars(vault: Path) -> list[str]:
    """Return the calendar files that the timers of a vault keep up to date and that are there."""
    lines, _changed = lines_there(vault)
    for path, unchanged in units_there(vault).items():
        lines += path.read_text("utf-8").splitlines() if unchanged else []
    found = [name for line in lines if (name := timers.calendar_of(line))]
    return [name for name in dict.fromkeys(found) if os.path.lexists(name)]
