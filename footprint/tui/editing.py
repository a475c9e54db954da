"""Changing a text in the person's own editor.

The text is in a file of theirs alone, in a folder of theirs alone, where possible in memory
(XDG_RUNTIME_DIR); both are gone when the editor is closed.
"""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.text import clean_prose, shown

LIMIT = 1_000_000


def edited(text: str) -> str:
    """Return `text` as the person's editor leaves it; the terminal has to be given up for it.

    Raises:
        Refused: no editor is named, it does not start or fails, or it leaves no text.
    """
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(named)
    except ValueError:
        raise Refused(N_("EDITOR cannot be read: {editor}"), editor=shown(named)) from None
    if not command:
        raise Refused(N_("Set EDITOR to the editor you want to use, like EDITOR=nano."))
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    folder = runtime if runtime and Path(runtime).is_dir() else None
    with tempfile.TemporaryDirectory(prefix="footprint-", dir=folder) as private:
        path = Path(private) / "letter.txt"
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
        try:
            status = subprocess.run([*command, str(path)], check=False).returncode
            changed = path.read_bytes()[:LIMIT].decode("utf-8")
        except OSError:
            raise Refused(
                N_("The editor {editor} does not start."), editor=shown(command[0])
            ) from None
        except UnicodeDecodeError:
            raise Refused(N_("What the editor wrote is not text in UTF-8.")) from None
    if status:
        raise Refused(
            N_("The editor ended with status {status}; nothing was changed."), status=status
        )
    return clean_prose(changed).rstrip("\n")
