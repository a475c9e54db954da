"""The encrypted file: key, schema, migrations, repository, journal."""

from footprint.vault.doctor import Finding
from footprint.vault.journal import HistoryEntry
from footprint.vault.vault import Vault

__all__ = ["Finding", "HistoryEntry", "Vault"]
