"""Handing a letter to the person's mail program.

A link with the letter in it would be an argument of the program that opens it, which everybody on
the machine can read; so it is a file of theirs alone, in a folder of theirs alone, in memory where
that is possible (XDG_RUNTIME_DIR). It is gone when the vault is locked or the program ends.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from footprint.errors import Refused
from footprint.i18n import N_

NAME = "letter.eml"
SECONDS = 5.0
"""What has not failed after so long has opened: some programs end only when they are closed."""


class Handed:
    """The letters that were handed over and may still be read by a mail program."""

    def __init__(self) -> None:
        """Have none yet."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._going_on: list[subprocess.Popen[bytes]] = []

    def open(self, content: bytes) -> None:
        """Open a mail in the program that the system has for it.

        Raises:
            Refused: there is no desktop or no such program, or it fails.
        """
        words = opener(sys.platform)
        if self._folder is None:
            runtime = os.environ.get("XDG_RUNTIME_DIR")
            inside = runtime if runtime and Path(runtime).is_dir() else None
            self._folder = tempfile.TemporaryDirectory(prefix="footprint-", dir=inside)
        path = Path(tempfile.mkdtemp(dir=self._folder.name)) / NAME
        path.touch(mode=0o600)
        path.write_bytes(content)
        if not self._is_opened([*words, str(path)]):
            raise _nothing_opened()

    def _is_opened(self, command: list[str]) -> bool:
        """Start a program; it has opened the mail when it ends well, or goes on."""
        try:
            # In a session of its own: it goes on when this terminal is closed.
            program = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            return False
        try:
            return program.wait(SECONDS) == 0
        except subprocess.TimeoutExpired:
            self._going_on = [each for each in self._going_on if each.poll() is None]
            self._going_on.append(program)
            return True

    def forget(self) -> None:
        """Remove what was handed over; a program that has it open goes on."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def opener(platform: str) -> list[str]:
    """Return the words that open a file on a `platform` (as `sys.platform`).

    Raises:
        Refused: there is no desktop to open it on.
    """
    if platform == "darwin":
        return ["open"]
    if platform == "win32":
        return ["explorer"]
    # Without a desktop it would open a browser in this very terminal.
    on_a_desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if not on_a_desktop or shutil.which("xdg-open") is None:
        raise _nothing_opened()
    return ["xdg-open"]


def _nothing_opened() -> Refused:
    return Refused(
        N_("No mail program opened here; copy the letter (f5) or write it to a file (f7).")
    )
