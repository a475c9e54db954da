"""Where a person's vault and what belongs to it are on this system (DESIGN 5)."""

import os
from pathlib import Path


def own_vault() -> Path:
    """Return where the person's own vault is."""
    return _data() / "vault.footprint"


def example_vault() -> Path:
    """Return where the example is made, beside the person's own vault."""
    return _data() / "demo.footprint"


def state_file(vault: Path) -> Path:
    """Return where the counts for the prompt are (`agenda.state`), if they are wanted for it."""
    return _state() / f"reminders-{tag(vault)}.json"


def has_state(vault: Path) -> bool:
    """Tell whether the counts for the prompt are wanted for this vault."""
    return _state().is_dir() and state_file(vault).exists()


def tag(vault: str | Path) -> str:
    """Return what is kept outside for the vault at this place is called: it tells nothing of it."""
    from hashlib import sha256

    return sha256(os.fsencode(os.path.realpath(vault))).hexdigest()[:8]


def _state() -> Path:
    from platformdirs import user_state_path

    return user_state_path("footprint")


def _data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("footprint")
