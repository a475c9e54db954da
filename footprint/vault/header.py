"""What stands at a vault's path, looked at once before the database opens it (SECURITY 2.5).

Opening and closing the file a second time while a connection has it would drop that connection's
locks. So the salts of the vaults that are open in this process are remembered here, and a second
opening asks the memory and not the file.
"""

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from footprint.errors import CannotOpen, Unreadable
from footprint.i18n import N_
from footprint.model.text import shown
from footprint.vault.files import IS_POSIX, NOFOLLOW, NONBLOCK
from footprint.vault.key import MAGIC, SALT_LENGTH, checksum

PAGE_SIZE = 4096
_PLAIN = b"SQLite format 3\0"

Identity = tuple[int, int]


class Header(NamedTuple):
    """The salt of a vault and which file it was read from (device and inode)."""

    salt: bytes
    identity: Identity


_gate = threading.Lock()
_open: dict[Identity, list[bytes]] = {}


def read(path: Path, known_salt: bytes | None = None) -> Header:
    """Return the header of the vault at `path`.

    With a `known_salt`, from the paper with the recovery code, that in the file may be damaged.

    Raises:
        CannotOpen: there is no vault there that may be opened; the sentence says which of the
            many reasons it is. The file is not changed.
    """
    with _gate:
        status = _status(path)
        _check_kind(path, status)
        if IS_POSIX:
            _check_owner(path, status)
        identity = (status.st_dev, status.st_ino)
        if _open.get(identity):
            return Header(_open[identity][0], identity)
        if known_salt is not None:
            return Header(known_salt, identity)
        salt = _first_bytes(path, identity)
        _check_content(path, salt, status.st_size)
        return Header(salt, identity)


@contextmanager
def connecting(header: Header) -> Iterator[None]:
    """Remember the vault as open; if connecting fails in the block, forget it again."""
    with _gate:
        _open.setdefault(header.identity, []).append(header.salt)
        try:
            yield
        except BaseException:
            _open[header.identity].pop()
            raise


def closed(header: Header) -> None:
    """Forget one opening of the vault."""
    with _gate:
        _open[header.identity].pop()


def identity_of(path: Path) -> Identity | None:
    """Return which file stands at `path` now, without opening it; None if there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _status(path: Path) -> os.stat_result:
    try:
        return os.lstat(path)
    except FileNotFoundError:
        raise Unreadable(
            N_("There is no vault at {path}. Make one with: footprint init"), path=shown(path)
        ) from None
    except OSError as error:
        raise _unreadable(path, error) from None


def _unreadable(path: Path, error: OSError) -> CannotOpen:
    reason = os.strerror(error.errno or 0)
    return CannotOpen(N_("Cannot read {path}: {reason}."), path=shown(path), reason=reason)


def _check_kind(path: Path, status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise CannotOpen(
            N_("{path} is a symbolic link. Name the vault file itself."), path=shown(path)
        )
    if stat.S_ISDIR(status.st_mode):
        raise CannotOpen(N_("{path} is a directory, not a vault."), path=shown(path))
    if not stat.S_ISREG(status.st_mode):
        raise CannotOpen(
            N_("{path} is a pipe or a device, not an ordinary file."), path=shown(path)
        )


def _check_owner(path: Path, status: os.stat_result) -> None:
    if status.st_uid != os.geteuid():
        raise CannotOpen(N_("{path} belongs to another user of this computer."), path=shown(path))
    if status.st_nlink > 1:
        raise CannotOpen(
            N_(
                "{path} has a second name (a hard link) on this disk. Remove the other name, "
                "or make a real copy."
            ),
            path=shown(path),
        )
    if status.st_mode & 0o077:
        raise CannotOpen(
            N_("Other users of this computer may open {path}. Run: chmod 600 {path}"),
            path=shown(path),
        )


def _first_bytes(path: Path, identity: Identity) -> bytes:
    try:
        # NONBLOCK: a pipe put in the file's place meanwhile must not hold the program up.
        descriptor = os.open(path, os.O_RDONLY | NOFOLLOW | NONBLOCK)
    except OSError as error:
        raise _unreadable(path, error) from None
    try:
        status = os.fstat(descriptor)
        if (status.st_dev, status.st_ino) != identity:
            raise CannotOpen(
                N_("{path} was replaced while it was being opened. Try again."), path=shown(path)
            )
        return os.read(descriptor, SALT_LENGTH)
    finally:
        os.close(descriptor)


CUT_SHORT = N_("{path} is cut short: its end is missing. Restore it from a backup.")


def _check_content(path: Path, salt: bytes, size: int) -> None:
    if size == 0:
        raise Unreadable(
            N_("{path} is empty. It holds nothing: remove it, then make or restore a vault."),
            path=shown(path),
        )
    if salt == _PLAIN:
        raise CannotOpen(
            N_("{path} is an ordinary SQLite database without encryption, not a vault."),
            path=shown(path),
        )
    is_whole = checksum(salt[:14]) == salt[14:]
    # The other 13 bytes vouch for a damaged magic.
    if salt[:3] != MAGIC and checksum(MAGIC + salt[3:14]) != salt[14:]:
        raise Unreadable(N_("{path} is not a footprint vault."), path=shown(path))
    if size < PAGE_SIZE or (size % PAGE_SIZE and not _has_journal(path)):
        raise Unreadable(CUT_SHORT, path=shown(path))
    if salt[:3] != MAGIC or not is_whole:
        raise Unreadable(
            N_(
                "The first bytes of {path} are damaged, so no passphrase can open it. "
                "Restore it from a backup."
            ),
            path=shown(path),
        )


def _has_journal(path: Path) -> bool:
    """Tell whether a crash may have left the last page half written, which is put right."""
    return os.path.lexists(f"{path}-journal")
