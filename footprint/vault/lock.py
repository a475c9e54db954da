"""Who may write: a lock for one transaction, and another for the one UI (DESIGN 5, SECURITY R16).

Both are advisory locks (`flock`) on small files beside the vault, which name their holder. The
system frees them when a program ends, however it ends. Reading takes no lock.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from footprint.errors import Busy, Refused
from footprint.i18n import N_
from footprint.model.text import shown
from footprint.vault.files import NOFOLLOW, NONBLOCK, cannot_write

PATIENCE = 2.0
_PAUSE = 0.02

WRITING = N_(
    "Another program is writing to this vault: {program}, process {pid}. Try again in a moment."
)
OPENED = N_("This vault is already open in {program}, process {pid}. Close it there first.")


def writer_path(vault: Path) -> Path:
    """Return the file that a writer locks for one transaction."""
    return vault.with_name(vault.name + ".lock")


def exclusive_path(vault: Path) -> Path:
    """Return the file that a UI locks as long as it is open."""
    return vault.with_name(vault.name + ".ui.lock")


@contextmanager
def writer(vault: Path) -> Iterator[None]:
    """Hold the writer's lock; wait for it at most `PATIENCE` seconds.

    Raises:
        Busy: another program kept it, and is named.
        Refused: there is no writing beside the vault.
    """
    with _held(writer_path(vault), PATIENCE, WRITING):
        yield


@contextmanager
def exclusive(vault: Path) -> Iterator[None]:
    """Hold the lock of the one UI (or of work that no UI may watch); never wait for it.

    Raises:
        Busy: another program has it, and is named.
        Refused: there is no writing beside the vault.
    """
    with _held(exclusive_path(vault), 0, OPENED):
        yield


@contextmanager
def _held(path: Path, patience: float, message: str) -> Iterator[None]:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | NOFOLLOW | NONBLOCK, 0o600)
    except OSError as error:
        raise cannot_write(path, error) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise cannot_write(path, FileExistsError(errno.EEXIST, "not an ordinary file"))
        if not _take(descriptor, patience):
            pid, program = _holder(descriptor)
            raise Busy(message, pid=pid, program=program)
        with suppress(OSError):  # on a full disk the lock holds all the same, only nameless
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()} {program_name()}\n".encode())
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, patience: float) -> bool:
    deadline = time.monotonic() + patience
    while not _try(descriptor):
        if time.monotonic() >= deadline:
            return False
        time.sleep(_PAUSE)
    return True


if sys.platform == "win32":

    def _try(descriptor: int) -> bool:
        # SQLite's own locks still keep transactions apart; a second UI is not noticed.
        return True

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise Refused(
                N_(
                    "This file system cannot lock files ({reason}). Keep the vault on a disk of "
                    "this computer."
                ),
                reason=os.strerror(error.errno or 0),
            ) from None
        return True


def program_name() -> str:
    """Return what this program is called in a message to another."""
    name = Path(sys.argv[0]).name if sys.argv else ""
    return name if name and name not in ("__main__.py", "-c", "-m") else "footprint"


def _holder(descriptor: int) -> tuple[str, str]:
    text = os.read(descriptor, 200).decode(errors="replace")
    pid, _space, program = shown(text.strip()).partition(" ")
    return pid or "?", program or "footprint"
