"""Whether others could put another file in a vault's place; asked before each opening."""

from pathlib import Path

from footprint.vault import doctor
from footprint.vault.files import settled


def exposed(path: Path) -> str | None:
    """Return a warning if others may replace the vault at `path`; it has to be said loudly."""
    found = doctor.exposed(settled(path))
    return None if found is None else found.sentence()
