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
SECONDS = 30


class Handed:
    """The letters that were handed over and may still be read by a mail program."""

    def __init__(self) -> None:
        """Have none yet."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None

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
        try:
            done = subprocess.run(
                [*words, str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            raise _nothing_opened() from None
        if done.returncode:
            raise _nothing_opened()

    def forget(self) -> None:
        """Remove what was handed over."""
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
