"""Where a person's vault and the example are on this system (DESIGN 5)."""

from pathlib import Path


def own_vault() -> Path:
    """Return where the person's own vault is."""
    return _data() / "vault.footprint"


def example_vault() -> Path:
    """Return where the example is made, beside the person's own vault."""
    return _data() / "demo.footprint"


def _data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("footprint")
