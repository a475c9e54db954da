"""A backend that is not allowed: it writes passwords to a plain file."""

from keyring.backends import SecretService


class PlaintextKeyring(SecretService.Keyring):
    """Works, but must not be used."""
