"""Private files: made by one call that neither overwrites nor follows a symbolic link."""

import os
from pathlib import Path

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.text import shown

# Windows has neither; there the person's profile directory is what keeps others out.
NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
NONBLOCK = getattr(os, "O_NONBLOCK", 0)
IS_POSIX = os.name == "posix"


def settled(path: str | Path) -> Path:
    """Return `path` absolute, its directory without symbolic links, its last part as it stands.

    SQLite takes an absolute path literally: `:memory:`, `file:…` and an empty name keep nothing
    of their special meaning.
    """
    directory, name = os.path.split(os.fspath(path).replace("\0", "\N{REPLACEMENT CHARACTER}"))
    return Path(os.path.realpath(directory or os.curdir)) / (name or os.curdir)


def token(size: int = 16) -> str:
    """Return `size` random bytes of the system in hexadecimal: a name that nothing else has."""
    return os.urandom(size).hex()


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read (0600), its directory (0700) if need be.

    Raises:
        Refused: something of that name is there already, or it cannot be made.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(path.parent, error) from None
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | NOFOLLOW
        descriptor = os.open(path, flags, 0o600)
    except FileExistsError:
        raise already_there(path) from None
    except OSError as error:
        raise cannot_write(path, error) from None
    os.close(descriptor)


def already_there(path: Path) -> Refused:
    """Return the sentence that nothing new is made at `path`."""
    return Refused(
        N_("There is already something at {path}; it was left as it is."), path=shown(path)
    )


def cannot_write(path: Path, error: OSError) -> Refused:
    """Return the sentence that `path` cannot be made or written, with the system's reason."""
    return Refused(
        N_("Cannot write {path}: {reason}."), path=shown(path), reason=os.strerror(error.errno or 0)
    )
