"""Writing a file that only its owner can read, whole or not at all."""

import os
import secrets
from pathlib import Path

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.text import shown


def write_private(path: Path, text: str, overwrite: bool = False) -> None:
    """Write `text` to `path` as UTF-8, readable by its owner alone (0600 on Unix).

    It is written beside its place, flushed to the disk and only then put there, so that no
    half-written file is ever seen.

    Raises:
        Refused: the file is there and `overwrite` is false; the path is a link or no plain
            file; the folder is missing or cannot be written to.
    """
    if path.is_symlink():
        raise Refused(N_("{path} is a link; name the file itself"), path=shown(path))
    if path.exists() and not path.is_file():
        raise Refused(N_("{path} is not a plain file"), path=shown(path))
    if path.exists() and not overwrite:
        raise _is_there(path)
    try:
        _write(path, text.encode("utf-8"), overwrite)
    except FileExistsError:
        raise _is_there(path) from None
    except OSError as error:
        raise Refused(
            N_("{path} could not be written: {reason}"),
            path=shown(path),
            reason=shown(error.strerror or error),
        ) from None


def _is_there(path: Path) -> Refused:
    return Refused(N_("{path} is already there; choose another name"), path=shown(path))


def _write(path: Path, content: bytes, overwrite: bool) -> None:
    beside = path.with_name(f".{path.name[:60]}.{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not overwrite:
            # Taking the name first refuses one that somebody else has taken since.
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last, where folders can be opened (on Unix)."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)
