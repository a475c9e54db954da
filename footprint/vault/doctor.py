"""Looking a vault over: is it whole, private, and alone in its directory (`footprint doctor`)."""

import fnmatch
import os
import stat
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from footprint import formats
from footprint.i18n import N_, _
from footprint.model.text import shown
from footprint.vault.files import IS_POSIX

# How the programs that keep directories in step name the copy that lost (SECURITY 3).
_CONFLICTS = ("*.sync-conflict-*", "*conflicted copy*", "*conflict*", "*競合*")
_LEFTOVERS = ("-wal", "-shm")
_ROOM = 50 * 1024 * 1024


class Finding(NamedTuple):
    """One thing that was looked at, and whether it is well."""

    ok: bool
    message: str
    values: Mapping[str, object] = MappingProxyType({})

    def sentence(self) -> str:
        """Return what was found, in the person's language."""
        return _(self.message).format(**self.values)


def around(path: Path) -> list[Finding]:
    """Return what is found about the file at `path` from outside, without opening it."""
    try:
        return [*_privacy(path), *_neighbours(path), _room(path)]
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        return [
            Finding(
                False,
                N_("Cannot look at {path}: {reason}."),
                {"path": shown(path), "reason": reason},
            )
        ]


def inside(db: Any) -> list[Finding]:
    """Return what is found inside an open vault: checksums, structure, references.

    Both kinds of check are needed: each finds damage that the other does not (SECURITY 1.5).
    """
    bad = len(db.execute("PRAGMA cipher_integrity_check").fetchall())
    if bad:
        # Whatever reads a damaged page fails, the other two checks as well.
        return [Finding(False, N_("Damaged pages: {count}."), {"count": bad})]
    rows = db.execute("PRAGMA integrity_check").fetchall()
    problems = 0 if rows == [("ok",)] else len(rows)
    dangling = len(db.execute("PRAGMA foreign_key_check").fetchall())
    return [
        Finding(True, N_("Every page is as it was written.")),
        _finding(problems, N_("Its structure is sound."), N_("Faults in its structure: {count}.")),
        _finding(
            dangling,
            N_("Everything that is referred to is there."),
            N_("References to nothing: {count}."),
        ),
    ]


def backed_up(at: datetime | None) -> Finding:
    """Return when the last backup was made (UTC), or that there is none yet."""
    if at is None:
        return Finding(True, N_("There is no backup yet; each day before the first change one is."))
    day = formats.day(at.astimezone().date())
    return Finding(True, N_("The last backup is of {day}."), {"day": day})


def copies(path: Path) -> list[Path]:
    """Return the copies of the vault that a program that syncs files left beside it."""
    try:
        names = sorted(each.name for each in path.parent.iterdir())
    except OSError:
        return []
    return [
        path.with_name(name)
        for name in names
        if name.startswith(path.stem)
        and name != path.name
        and not name.endswith(".lock")
        and any(fnmatch.fnmatch(name.lower(), pattern) for pattern in _CONFLICTS)
    ]


def compared(name: str, count: int) -> Finding:
    """Return how many changes a copy holds that are not in the vault."""
    if count:
        told = N_("It holds {count} changes that are not here. To bring them in: merge {name}")
        return Finding(False, told, {"count": count, "name": shown(name)})
    told = N_("It holds nothing that is not here; you may delete it: {name}")
    return Finding(True, told, {"name": shown(name)})


def _finding(count: int, good: str, bad: str) -> Finding:
    return Finding(False, bad, {"count": count}) if count else Finding(True, good)


def exposed(path: Path) -> Finding | None:
    """Return what is wrong if others may replace the vault by something of theirs."""
    try:
        mode = path.parent.stat().st_mode
    except OSError:
        return None
    if not IS_POSIX or not mode & 0o022 or mode & stat.S_ISVTX:
        return None
    told = N_("Other users may change what is in {directory}. Run: chmod go-w {directory}")
    return Finding(False, told, {"directory": shown(path.parent)})


def _privacy(path: Path) -> Iterator[Finding]:
    if not IS_POSIX:
        return
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Finding(
            False,
            N_("Other users of this computer may open {path}. Run: chmod 600 {path}"),
            {"path": shown(path)},
        )
    else:
        yield Finding(True, N_("Only you may open the vault file."))
    yield exposed(path) or Finding(True, N_("Nobody else may replace it."))


def _neighbours(path: Path) -> Iterator[Finding]:
    leftovers = [
        path.name + end for end in _LEFTOVERS if (path.parent / (path.name + end)).exists()
    ]
    found = [each.name for each in copies(path)]
    if os.path.lexists(f"{path}-journal"):
        yield Finding(
            True,
            N_("A write is under way, or was cut off and is taken back by itself: leave {name}."),
            {"name": shown(f"{path.name}-journal")},
        )
    for name in leftovers:
        yield Finding(
            False,
            N_("Unfinished work of another program lies beside the vault: {name}. Leave it there."),
            {"name": shown(name)},
        )
    for name in found:
        yield Finding(
            False,
            N_("A program that syncs files left another copy beside the vault: {name}."),
            {"name": shown(name)},
        )
    if not leftovers and not found:
        yield Finding(True, N_("Nothing that belongs to it lies about."))


def _room(path: Path) -> Finding:
    import shutil

    free, size = shutil.disk_usage(path.parent).free, path.stat().st_size
    megabytes = {"megabytes": free // 1_000_000}
    if free < max(_ROOM, 2 * size):
        return Finding(False, N_("Little room is left on the disk: {megabytes} MB."), megabytes)
    return Finding(True, N_("There is room on the disk: {megabytes} MB."), megabytes)
