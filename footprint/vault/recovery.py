"""The recovery code: the vault's key on paper, for when the passphrase is forgotten (SECURITY 2.3).

It is the 32 bytes of the key and 3 bytes of SHA-256 over them, in Crockford's base 32: 56 signs in
14 groups. It stands wherever a passphrase is asked for, and is void after a passphrase change.
With the vault's id before it (`ID:CODE`) it opens a vault whose first 16 bytes are damaged, too.
"""

import binascii
import re

from footprint.errors import CannotOpen
from footprint.i18n import N_
from footprint.vault.key import KEY_LENGTH, MAGIC, checksum

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 56
_GROUP = 4
# What people read for what is printed.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_CHECKED = 3
_ID_BYTES = 11


def code_of(raw: bytes) -> str:
    """Return the code of a key, in groups."""
    number = int.from_bytes(raw + _check(raw))
    signs = "".join(_SIGNS[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def _check(raw: bytes) -> bytes:
    from hashlib import sha256

    return sha256(b"footprint recovery code" + raw).digest()[:_CHECKED]


def looks_like_code(text: str) -> bool:
    """Tell whether `text` has the form of a code, mistyped or not."""
    return _signs(text.rpartition(":")[2]) is not None


def key_of(text: str) -> bytes | None:
    """Return the key that a code stands for; None if it is none, or mistyped."""
    signs = _signs(text.rpartition(":")[2])
    if signs is None:
        return None
    number = 0
    for sign in signs:
        number = number << 5 | _SIGNS.index(sign)
    content = number.to_bytes(KEY_LENGTH + _CHECKED)
    raw = content[:KEY_LENGTH]
    return raw if _check(raw) == content[KEY_LENGTH:] else None


def refuse_code(passphrase: str) -> None:
    """Refuse a recovery code as a passphrase: where it is typed, it would be taken for the key.

    Raises:
        CannotOpen: it is one.
    """
    if key_of(passphrase) is not None:
        raise CannotOpen(N_("A recovery code cannot be a passphrase. Choose other words."))


def _signs(text: str) -> str | None:
    signs = re.sub(r"[\s-]", "", text).upper().translate(_READ_AS)
    return signs if len(signs) == _LENGTH and set(signs) <= set(_SIGNS) else None


# -- the vault's id ----------------------------------------------------------------------------


def vault_id(salt: bytes) -> str:
    """Return what tells one state of the key from another: profile and salt, as 22 hex digits."""
    return salt[len(MAGIC) : len(MAGIC) + _ID_BYTES].hex()


def salt_of(text: str) -> bytes | None:
    """Return the whole salt from the id that stands before a code; None where there is none."""
    written = re.sub(r"[\s-]", "", text.rpartition(":")[0])
    try:
        content = binascii.unhexlify(written)
    except (binascii.Error, ValueError):
        return None
    if len(content) != _ID_BYTES:
        return None
    return MAGIC + content + checksum(MAGIC + content)
