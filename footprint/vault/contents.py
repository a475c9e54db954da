"""What is kept beside the records: the bytes of evidence, and forms that were not finished."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from footprint.errors import Damaged
from footprint.i18n import N_
from footprint.vault.codec import to_text


def keep(db: Any, contents: Iterable[bytes]) -> None:
    """Keep files by their hash; one that is kept already is left as it is."""
    for content in contents:
        db.execute(
            "INSERT INTO content (sha256, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (hash_of(content), content),
        )


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    from hashlib import sha256

    return sha256(content).hexdigest()


def read(db: Any, sha256: str) -> bytes:
    """Return the bytes of a file.

    Raises:
        Damaged: they are not there, or are not those that were kept.
    """
    row = db.execute("SELECT bytes FROM content WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or hash_of(bytes(row[0])) != sha256:
        raise Damaged(N_("The bytes of this file are not those that were kept."))
    return bytes(row[0])


def drafts(db: Any) -> dict[str, Any]:
    """Return what was typed into forms and not saved, by the name of the form."""
    return {name: json.loads(body) for name, body in db.execute("SELECT name, body FROM draft")}


def keep_drafts(db: Any, drafts: Mapping[str, Any]) -> None:
    """Keep exactly these drafts."""
    db.execute("DELETE FROM draft")
    db.executemany(
        "INSERT INTO draft (name, body) VALUES (?, ?)",
        [(name[:200], to_text(body)) for name, body in drafts.items()],
    )
