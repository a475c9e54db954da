"""Writing a file that only its owner can read, whole or not at all."""

import os
import secrets
from pathlib import Path

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.text import shown

# What every vault begins with; a test holds it to the vault's own. Backups begin so, too.
VAULT_MAGIC = b"FPT"
_BESIDE_A_VAULT = ("", ".lock", ".ui.lock", "-journal", "-wal", "-shm")


class AlreadyThere(Refused):
    """A file of this name is there and was not to be replaced."""


def write_private(
    path: Path, text: str | bytes, overwrite: bool = False, *, vault: Path | None = None
) -> None:
    """Write `text` to `path` as UTF-8, readable by its owner alone (0600 on Unix).

    It is written beside its place, flushed to the disk and only then put there, so that no
    half-written file is ever seen. No vault is ever replaced, and nothing is put where a file of
    `vault`, the one that is open, is or may come to be.

    Raises:
        AlreadyThere: the file is there and `overwrite` is false.
        Refused: the path is a link, no plain file, a vault or a file that belongs to one; the
            folder is missing or cannot be written to.
    """
    try:
        if path.is_symlink():
            raise Refused(N_("{path} is a link; name the file itself"), path=shown(path))
        if path.exists() and not path.is_file():
            raise Refused(N_("{path} is not a plain file"), path=shown(path))
        # By name first: looking into a vault that is open would drop the locks on it.
        if (vault is not None and belongs_to(vault, path)) or _is_vault(path):
            raise Refused(
                N_("{path} is a vault, or a file that a vault needs; choose another name"),
                path=shown(path),
            )
        if path.exists() and not overwrite:
            raise FileExistsError
        _write(path, text if isinstance(text, bytes) else text.encode("utf-8"), overwrite)
    except FileExistsError:
        raise AlreadyThere(
            N_("{path} is already there; choose another name"), path=shown(path)
        ) from None
    except OSError as error:
        raise Refused(
            N_("{path} could not be written: {reason}."),
            path=shown(path),
            reason=shown(error.strerror or error),
        ) from None


def _is_vault(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(VAULT_MAGIC)) == VAULT_MAGIC
    except FileNotFoundError:
        return False


def belongs_to(vault: Path, path: Path) -> bool:
    """Tell whether `path` is `vault` or one of the files that are beside it while it is used."""
    wanted = _compared(path)
    return any(
        wanted == _compared(vault.with_name(vault.name + ending)) for ending in _BESIDE_A_VAULT
    )


def _compared(path: Path) -> str:
    # Not every file system tells capitals from small letters, and refusing costs only a name.
    return os.path.realpath(path).casefold()


def _write(path: Path, content: bytes, overwrite: bool) -> None:
    # Without the file's own name in it: with more it might be too long for a name.
    beside = path.with_name(f".footprint-{secrets.token_hex(8)}")
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
