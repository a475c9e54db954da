"""The key of the vault in the system's keyring: an opt-in cache for reminders (SECURITY 2.3).

Only a cache: the passphrase and the recovery code open the vault without it. Whoever is asked is a
process of its own with a deadline, because a keyring may hang, ask the person, or take a quarter
of a second to be imported. That it is wanted is an empty file of its own, so that nobody else
pays for looking.
"""

import subprocess
import sys
from pathlib import Path

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.vault.key import KEY_LENGTH

SECONDS = 2.0
"""How long the keyring may take to answer; an unattended run ends within three seconds."""

# What the process beside this file ends with, and why.
UNAVAILABLE, LOCKED, UNKNOWN = 3, 4, 5
_REASONS = {
    UNAVAILABLE: N_("There is no keyring of this system that can be used."),
    LOCKED: N_("The keyring is locked, or does not answer."),
    UNKNOWN: N_("The keyring does not hold the key of this vault."),
}


def is_wanted(vault_id: str) -> bool:
    """Tell whether the person wants the key of this vault kept in the keyring."""
    return _mark(vault_id).exists()


def keep(vault_id: str, raw: bytes) -> None:
    """Put the key into the keyring.

    Raises:
        Refused: there is none that can be used, or it does not take it; nothing is kept.
    """
    status, _answer = _ask("set", vault_id, raw.hex())
    if status:
        raise Refused(_REASONS.get(status, _REASONS[LOCKED]))
    mark = _mark(vault_id)
    try:
        mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark.touch(mode=0o600)
    except OSError:
        _ask("delete", vault_id)
        raise Refused(N_("It cannot be written down that the keyring is used.")) from None


def key_of(vault_id: str) -> bytes | None:
    """Return the key that the keyring holds; None if it has none, is locked or does not answer."""
    status, answer = _ask("get", vault_id)
    try:
        raw = bytes.fromhex(answer) if status == 0 else b""
    except ValueError:
        return None
    return raw if len(raw) == KEY_LENGTH else None


def why_not(vault_id: str) -> str | None:
    """Return why the key cannot be had from the keyring, as a msgid; None if it can."""
    status, _answer = _ask("get", vault_id)
    return _REASONS.get(status, _REASONS[LOCKED]) if status else None


def forget(vault_id: str) -> bool:
    """Take the key out of the keyring, and do not ask it again; tell whether it is out for sure."""
    _mark(vault_id).unlink(missing_ok=True)
    status, _answer = _ask("delete", vault_id)
    return status in (0, UNKNOWN)


def _mark(vault_id: str) -> Path:
    from platformdirs import user_state_path

    return user_state_path("footprint") / f"keyring-{vault_id}"


def _ask(what: str, vault_id: str, secret: str = "") -> tuple[int, str]:
    """Return how the process ended and what it answered; the secret goes by its input."""
    # Without -P a keyring.py in the working directory would be taken for the real one.
    command = [sys.executable, "-P", "-m", "footprint.vault.keyring_process", what, vault_id]
    try:
        done = subprocess.run(
            command,
            input=secret.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return LOCKED, ""
    return done.returncode, done.stdout.decode("ascii", "replace").strip()
