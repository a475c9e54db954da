"""A keyring that keeps its passwords in a file of the test, or misbehaves as it is told."""

import os

from keyring.backends import SecretService, plain


def get_keyring() -> object:
    """Return what the real one would find here."""
    if os.environ["FOOTPRINT_TEST_KEYRING"] == "raises":
        raise RuntimeError("no session bus")
    if os.environ["FOOTPRINT_TEST_KEYRING"] == "plain":
        return plain.PlaintextKeyring()
    return SecretService.Keyring()
