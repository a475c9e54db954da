"""The connection to the encrypted file: the recipe of SECURITY 2.5, and what its errors mean.

Only the owner thread comes here. `set_key` and never `PRAGMA key` or `rekey`: the first puts the
key into SQL text, the second has destroyed vaults (SECURITY 0).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from footprint.errors import Busy, CannotOpen, FootprintError, Refused, Unreadable, WrongKey
from footprint.i18n import N_
from footprint.model.text import shown
from footprint.vault.header import CUT_SHORT, PAGE_SIZE, Header, identity_of
from footprint.vault.lock import PATIENCE
from footprint.vault.migrations import version
from footprint.vault.schema import APPLICATION_ID

_READWRITE, _NOFOLLOW = 0x2, 0x01000000
_PRAGMAS = (
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = 2",  # memory: a temporary file would hold plain text
    "mmap_size = 0",
    "journal_mode = DELETE",  # damage to a WAL would lose commits without a word
    "synchronous = EXTRA",
    "recursive_triggers = ON",
)
_READABLE_PRAGMAS = frozenset(
    {
        "cipher_integrity_check",
        "cipher_version",
        "data_version",
        "foreign_key_check",
        "foreign_keys",
        "integrity_check",
        "journal_mode",
        "page_count",
        "synchronous",
        "temp_store",
    }
)
_DENIED_FUNCTIONS = frozenset({"sqlcipher_export", "load_extension"})


def connect(path: Path, key: bytes, salt: bytes) -> Any:
    """Return a connection to the file at `path` (absolute), keyed and set up but not yet read."""
    import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]

    db = sqlcipher.connect(
        os.fspath(path), isolation_level=None, timeout=PATIENCE, flags=_READWRITE | _NOFOLLOW
    )
    try:
        # SQLCipher would write its complaints about a wrong key into the terminal.
        db.execute("PRAGMA cipher_log_level = NONE")
        db.set_key(f"x'{key.hex()}{salt.hex()}'")
    except BaseException:
        db.close()
        raise
    return db


def set_up(db: Any) -> None:
    """Make `db` durable and strict."""
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}")


def confine(db: Any) -> None:
    """Keep `db` from its own settings and from reaching beyond its file, from now on."""
    db.set_authorizer(_authorize)


def _authorize(
    action: int, first: str | None, second: str | None, _database: str | None, _inner: str | None
) -> int:
    import sqlcipher3.dbapi2 as sqlcipher

    refused = (
        action in (sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH)
        or (
            action == sqlcipher.SQLITE_PRAGMA
            and (second is not None or first not in _READABLE_PRAGMAS)
        )
        or (action == sqlcipher.SQLITE_FUNCTION and second in _DENIED_FUNCTIONS)
    )
    return int(sqlcipher.SQLITE_DENY if refused else sqlcipher.SQLITE_OK)


def first_read(db: Any, path: Path) -> int:
    """Read the file for the first time, which tries the key; return its schema version.

    Raises:
        CannotOpen: the passphrase is wrong, the file is damaged or not ours, or it is newer.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError as error:
        if _code(error) in (sqlcipher.SQLITE_NOTADB, sqlcipher.SQLITE_CORRUPT):
            raise _wrong_key_or_damage(db, path) from None
        raise
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        raise CannotOpen(
            N_("{path} opens, but another program made it; it is not a footprint vault."),
            path=shown(path),
        )
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    if found > version():
        raise CannotOpen(
            N_(
                "{path} was written by a newer footprint (schema {found}; this one knows "
                "{known}). Update footprint to open it."
            ),
            path=shown(path),
            found=found,
            known=version(),
        )
    return found


def _wrong_key_or_damage(db: Any, path: Path) -> CannotOpen:
    """Say which it is: a wrong key fits no page at all, damage leaves the other pages good."""
    pages = path.stat().st_size // PAGE_SIZE
    bad = len(db.execute("PRAGMA cipher_integrity_check").fetchall())
    if bad >= pages:
        return WrongKey(N_("The passphrase is wrong."))
    if not bad:
        return Unreadable(CUT_SHORT, path=shown(path))
    return Unreadable(
        N_("{path} is damaged: {bad} of its {pages} pages. Restore it from a backup."),
        path=shown(path),
        bad=bad,
        pages=pages,
    )


@contextmanager
def transaction(db: Any, kind: str) -> Iterator[None]:
    """Commit what the block does, or, if it raises, take all of it back.

    `kind` is IMMEDIATE for writing (a later upgrade could not wait its turn) or DEFERRED.
    """
    db.execute(f"BEGIN {kind}")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


# -- errors as sentences -----------------------------------------------------------------------


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn an error of the database into the one sentence that a person reads.

    Raises:
        Busy: another program holds the file.
        CannotOpen: the file is damaged.
        Refused: it cannot be written; nothing was changed.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        yield
    except sqlcipher.Error as error:
        raise _sentence(error, path) from error


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _sentence(error: Exception, path: Path) -> FootprintError:
    import sqlcipher3.dbapi2 as sqlcipher

    code = _code(error)
    if code in (sqlcipher.SQLITE_BUSY, sqlcipher.SQLITE_LOCKED):
        return Busy(N_("Another program is using this vault. Try again in a moment."))
    if code in (sqlcipher.SQLITE_CORRUPT, sqlcipher.SQLITE_NOTADB):
        return Unreadable(
            N_("{path} is damaged and cannot be read. Restore it from a backup."), path=shown(path)
        )
    reasons = {
        sqlcipher.SQLITE_FULL: N_("The disk is full; nothing was changed."),
        sqlcipher.SQLITE_READONLY: N_("{path} cannot be written; nothing was changed."),
        sqlcipher.SQLITE_CANTOPEN: N_("{path} cannot be opened or written; nothing was changed."),
        sqlcipher.SQLITE_IOERR: N_("The disk reported an error; nothing was changed."),
        sqlcipher.SQLITE_CONSTRAINT: N_("This breaks a rule of the vault; nothing was changed."),
    }
    unknown = N_("The vault reported an error; nothing was changed.")
    return Refused(reasons.get(code, unknown), path=shown(path))


def check_not_replaced(header: Header, path: Path) -> None:
    """Refuse to go on when another file stands where the vault was opened (SECURITY R17).

    Raises:
        Refused: `path` is not the file that `header` was read from.
    """
    if identity_of(path) != header.identity:
        raise Refused(
            N_("{path} was moved or replaced by another program; nothing was changed. Reopen it."),
            path=shown(path),
        )
