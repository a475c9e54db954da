"""From an older schema to this program's, forward only; a new vault starts from nothing.

Never `executescript`, which would commit halfway (SECURITY 1.6).
"""

from collections.abc import Sequence
from typing import Any

from footprint.vault.schema import APPLICATION_ID, VERSION_1, VERSION_2, VERSION_3

# Entry n leads from version n to n + 1.
MIGRATIONS: tuple[Sequence[str], ...] = (VERSION_1, VERSION_2, VERSION_3)


def version() -> int:
    """Return the schema version that this program reads and writes."""
    return len(MIGRATIONS)


def migrate(db: Any, current: int) -> None:
    """Bring `db` from version `current` to ours, inside the transaction that is open on it."""
    for number, statements in enumerate(MIGRATIONS[current:], start=current + 1):
        for statement in statements:
            db.execute(statement)
        # A pragma takes no parameters; both values are whole numbers of ours.
        db.execute(f"PRAGMA user_version = {number:d}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
