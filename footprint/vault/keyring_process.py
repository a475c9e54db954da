"""Asks the system's keyring, in a process of its own: `get|set|delete VAULT-ID`.

A keyring that writes to a plain file, or keeps nothing, is not used; nor is one that is locked,
which would ask the person. The secret comes and goes by the standard streams.
"""

import sys
from typing import Any

from footprint.vault.keyring import LOCKED, UNAVAILABLE, UNKNOWN

SERVICE = "footprint"
_ALLOWED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)


def main(what: str, vault_id: str) -> int:
    """Do what is asked and return how it ended."""
    try:
        import keyring

        backend = _usable(keyring.get_keyring())
        if backend is None:
            return UNAVAILABLE
        if _is_locked(backend):
            return LOCKED
        return _do(backend, what, vault_id)
    except ImportError:
        return UNAVAILABLE
    except Exception:  # noqa: BLE001
        # Whatever a keyring does wrong is no affair of the vault's.
        return LOCKED


def _usable(backend: Any) -> Any:
    """Return the keyring that is allowed, of several that are chained the first; else None."""
    for each in getattr(backend, "backends", [backend]):
        kind = type(each)
        if f"{kind.__module__}.{kind.__qualname__}" in _ALLOWED:
            return each
    return None


def _is_locked(backend: Any) -> bool:
    """Whether the Secret Service would ask the person to unlock it (the others cannot be asked)."""
    if not type(backend).__module__.endswith("SecretService"):
        return False
    import secretstorage

    connection = secretstorage.dbus_init()
    try:
        return bool(secretstorage.get_default_collection(connection).is_locked())
    finally:
        connection.close()


def _do(backend: Any, what: str, vault_id: str) -> int:
    if what == "set":
        backend.set_password(SERVICE, vault_id, sys.stdin.read())
        return 0
    found = backend.get_password(SERVICE, vault_id)
    if found is None:
        return UNKNOWN
    if what == "delete":
        backend.delete_password(SERVICE, vault_id)
    else:
        print(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
