"""From a passphrase to the vault's key: the salt, the profiles, Argon2id (SECURITY 2.2, DESIGN 5).

The salt is the first 16 bytes of the file: `FPT`, the profile, 10 random bytes, and a CRC-16
(CCITT, start 0xFFFF, big-endian) of those 14, so that damage is told from a wrong passphrase.
"""

import binascii
import os
import unicodedata
from typing import NamedTuple

from footprint.errors import CannotOpen
from footprint.i18n import N_
from footprint.vault.argon2id import argon2id

MAGIC = b"FPT"
SALT_LENGTH = 16
KEY_LENGTH = 32


class Profile(NamedTuple):
    """What one guess costs: Argon2id passes, memory in MiB, and lanes."""

    passes: int
    mebibytes: int
    lanes: int


TEST, STANDARD, SMALL = 0x00, 0x01, 0x02
# A profile is never changed or taken out: some vault was made with it.
PROFILES = {TEST: Profile(1, 8, 1), STANDARD: Profile(3, 256, 4), SMALL: Profile(3, 64, 4)}


def is_testing() -> bool:
    """Tell whether the cheap profile for tests may be made and opened."""
    return os.environ.get("FOOTPRINT_TEST_KDF") == "1"


def default_profile() -> int:
    """Return the profile of a new vault when none is asked for."""
    return TEST if is_testing() else STANDARD


def checksum(head: bytes) -> bytes:
    """Return the two bytes that end a salt which begins with the 14 bytes `head`."""
    return binascii.crc_hqx(head, 0xFFFF).to_bytes(2, "big")


def new_salt(profile: int) -> bytes:
    """Return a fresh salt for `profile`.

    Raises:
        CannotOpen: the profile is the tests' and this is no test.
    """
    _allow(profile)
    head = MAGIC + bytes([profile]) + os.urandom(10)
    return head + checksum(head)


def _allow(profile: int) -> None:
    if profile not in PROFILES:
        raise CannotOpen(
            N_("This vault was made by a newer version of footprint; update footprint to open it.")
        )
    if profile == TEST and not is_testing():
        raise CannotOpen(
            N_("This vault was made by footprint's own tests, with a key too weak to be used.")
        )


def derive(passphrase: str, salt: bytes) -> bytes:
    """Return the 32 bytes of the key that `passphrase` gives with `salt`.

    The same passphrase typed on another keyboard may be composed otherwise, hence NFC.

    Raises:
        CannotOpen: the passphrase is empty or no text, the profile is unknown or not allowed,
            or there is not enough memory.
    """
    _allow(salt[3])
    profile = PROFILES[salt[3]]
    secret = _secret(passphrase)
    try:
        return argon2id(
            secret,
            salt,
            passes=profile.passes,
            kibibytes=profile.mebibytes * 1024,
            lanes=profile.lanes,
            length=KEY_LENGTH,
        )
    except MemoryError:
        raise CannotOpen(
            N_(
                "There is not enough free memory to unlock this vault: it takes {mebibytes} MiB "
                "for a moment. Close other programs and try again."
            ),
            mebibytes=profile.mebibytes,
        ) from None


def _secret(passphrase: str) -> bytes:
    if not passphrase:
        raise CannotOpen(N_("The passphrase must not be empty."))
    try:
        return unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        # `from None`, because the error holds the passphrase.
        raise CannotOpen(N_("The passphrase is not text in UTF-8.")) from None
