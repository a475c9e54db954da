"""Programs that pip cannot bring: finding them, running them, and saying how to install them."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 300  # seconds; a first start of an office program takes a while


class Failed(Exception):
    """The check did not come out as it has to; the message says in what."""


def find(names: tuple[str, ...], install: str) -> str:
    """Return where the first of these programs is.

    Raises:
        Failed: there is none; the message says how to install it.
    """
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    raise Failed(f"{names[0]} is missing; on Debian and Ubuntu: {install}")


def run(*words: str | Path, folder: Path, environment: Mapping[str, str] | None = None) -> str:
    """Run a program in `folder`, by default in this environment, and return what it printed.

    Raises:
        Failed: it ended with an error, or not at all.
    """
    try:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"{words[0]} did not end within {PATIENCE} seconds") from None
    if done.returncode:
        raise Failed(
            f"{words[0]} ended with {done.returncode}: {(done.stderr or done.stdout)[-2000:]}"
        )
    return done.stdout


def same(what: str, found: object, wanted: object) -> None:
    """Compare what came out with what had to.

    Raises:
        Failed: it is not the same.
    """
    if found != wanted:
        raise Failed(f"{what}: {found!r} instead of {wanted!r}")
