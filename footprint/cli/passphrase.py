"""Where the passphrase comes from (DESIGN 7): files, a program, the prompt; never an argument.

Nothing here ever puts a passphrase, or a part of one, into a message.
"""

import os
import stat
import sys
from pathlib import Path
from typing import NamedTuple

from footprint.cli.output import warn
from footprint.errors import CannotOpen
from footprint.i18n import N_, _
from footprint.model.text import shown

COMMAND_SECONDS = 30
_LIMIT = 64 * 1024
_FILE, _COMMAND = _SOURCES = ("FOOTPRINT_PASSPHRASE_FILE", "FOOTPRINT_PASSPHRASE_COMMAND")


class Passphrase(NamedTuple):
    """A passphrase, and whether a person typed it just now, or the keyring held it."""

    text: str
    typed: bool
    kept: bool = False

    def __repr__(self) -> str:
        return "Passphrase(…)"


def find_passphrase(file: str | None, vault: Path, *, kept: bool = True) -> Passphrase:
    """Return the passphrase of `vault`; `file` is the one named on the command line.

    `kept`: the system's keyring may give its key instead, if the person wants that.

    Raises:
        CannotOpen: unattended, if no source gives one and there is nobody to ask.
    """
    given = passphrase_from_source(file)
    if given is not None:
        return Passphrase(given, typed=False)
    code = _from_keyring(vault) if kept else None
    if code is not None:
        return Passphrase(code, typed=False, kept=True)
    return Passphrase(_ask(_("Passphrase for {path}: ").format(path=shown(vault))), typed=True)


def find_new_passphrase(new_file: str | None, file: str | None, vault: Path) -> Passphrase:
    """Return the passphrase for a new vault: from a file or a program, or typed twice.

    Raises:
        CannotOpen: no source gives one and nobody can be asked, or it was typed differently.
    """
    given = _from_file(new_file) if new_file is not None else passphrase_from_source(file)
    if given is not None:
        return Passphrase(given, typed=False)
    first = _ask(_("New passphrase for {path}: ").format(path=shown(vault)))
    if _ask(_("Again, to be sure: ")) != first:
        raise CannotOpen(N_("The two are not the same; nothing was made."))
    return Passphrase(first, typed=True)


def find_other_passphrase(new_file: str | None, vault: Path) -> Passphrase:
    """Return the passphrase that `vault` is to have from now on: from a file, or typed twice.

    Raises:
        CannotOpen: nobody gives one, or it was typed differently.
    """
    if new_file is not None:
        return Passphrase(_from_file(new_file), typed=False)
    first = _ask(_("New passphrase for {path}: ").format(path=shown(vault)))
    if _ask(_("Again, to be sure: ")) != first:
        raise CannotOpen(N_("The two are not the same; nothing was changed."))
    return Passphrase(first, typed=True)


def unattended(message: str, **values: object) -> CannotOpen:
    """Return the error that ends a run in which nobody could be asked (exit status 4)."""
    error = CannotOpen(message, **values)
    error.unattended = True
    return error


def passphrase_from_source(file: str | None) -> str | None:
    """Return the passphrase that a file or a program gives; None if none is named.

    Raises:
        CannotOpen: unattended; the one that is named gives none.
    """
    file = file if file is not None else os.environ.get(_FILE)
    if file:
        return _from_file(file)
    command = os.environ.get(_COMMAND)
    return _from_command(command) if command else None


def _from_file(name: str) -> str:
    try:
        with Path(name).open("rb") as file:
            status = os.fstat(file.fileno())
            content = file.read(_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = os.strerror(getattr(error, "errno", 0) or 0)
        raise unattended(
            N_("Cannot read the passphrase file {path}: {reason}."),
            path=shown(name),
            reason=reason,
        ) from None
    if os.name == "posix" and stat.S_ISREG(status.st_mode) and status.st_mode & 0o077:
        sentence = _("Others may read the passphrase file {path}. Run: chmod 600 {path}")
        warn(sentence.format(path=shown(name)))
    return _decoded(content)


def _from_command(command: str) -> str:
    import shlex
    import subprocess

    try:
        words = shlex.split(command)
        if not words:
            raise ValueError
        finished = subprocess.run(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=COMMAND_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise unattended(
            N_("FOOTPRINT_PASSPHRASE_COMMAND gave no passphrase within {seconds} seconds."),
            seconds=COMMAND_SECONDS,
        ) from None
    except (OSError, ValueError):
        raise unattended(
            N_("FOOTPRINT_PASSPHRASE_COMMAND does not name a program that can be started.")
        ) from None
    if finished.returncode != 0:
        raise unattended(
            N_("FOOTPRINT_PASSPHRASE_COMMAND failed with status {status}."),
            status=finished.returncode,
        )
    return _decoded(finished.stdout)


def _from_keyring(vault: Path) -> str | None:
    from footprint.workspace import keeping

    return keeping.kept_code(vault)


def _decoded(content: bytes) -> str:
    """Return the passphrase in `content` without its final newline."""
    if len(content) > _LIMIT:
        raise unattended(N_("The passphrase is longer than 64 KB; it was not tried."))
    try:
        text = content.decode()
    except UnicodeDecodeError:
        # `from None`, because the error holds the passphrase.
        raise unattended(N_("The passphrase is not text in UTF-8.")) from None
    # A carriage return alone ends no line: it belongs to the passphrase.
    return text.removesuffix("\r\n" if text.endswith("\r\n") else "\n")


def would_ask(file: str | None) -> bool:
    """Tell whether a person would be asked: no source is named, and there is a terminal."""
    named = file or any(map(os.environ.get, _SOURCES))
    return not named and _has_terminal()


def _has_terminal() -> bool:
    return any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _ask(prompt: str) -> str:
    if not _has_terminal():
        raise unattended(
            N_(
                "This vault needs its passphrase and there is no terminal to ask at. "
                "Use --passphrase-file."
            )
        )
    from getpass import getpass

    try:
        return getpass(shown(prompt))
    except (EOFError, OSError):
        raise unattended(N_("No passphrase was given.")) from None
