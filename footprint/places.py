"""Where a person's vault and what belongs to it are on this system (DESIGN 5)."""

from pathlib import Path


def own_vault() -> Path:
    """Return where the person's own vault is."""
    return _data() / "vault.footprint"


def example_vault() -> Path:
    """Return where the example is made, beside the person's own vault."""
    return _data() / "demo.footprint"


def state_file() -> Path:
    """Return where the counts for the prompt are (`agenda.state`), if the person wants them."""
    from platformdirs import user_state_path

    return user_state_path("footprint") / "reminders.json"


def _data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("footprint")
