"""The backend that is allowed, by its name."""

import json
import os
import time
from pathlib import Path


class Keyring:
    """Keeps passwords in the file that FOOTPRINT_TEST_KEYRING_FILE names."""

    def _all(self) -> dict[str, str]:
        if os.environ["FOOTPRINT_TEST_KEYRING"] == "hangs":
            time.sleep(60)
        path = Path(os.environ["FOOTPRINT_TEST_KEYRING_FILE"])
        return json.loads(path.read_text()) if path.exists() else {}

    def _put(self, kept: dict[str, str]) -> None:
        Path(os.environ["FOOTPRINT_TEST_KEYRING_FILE"]).write_text(json.dumps(kept))

    def get_password(self, service: str, user: str) -> str | None:
        """Return the password, or None."""
        return self._all().get(f"{service} {user}")

    def set_password(self, service: str, user: str, password: str) -> None:
        """Keep a password."""
        self._put({**self._all(), f"{service} {user}": password})

    def delete_password(self, service: str, user: str) -> None:
        """Let a password go."""
        kept = self._all()
        del kept[f"{service} {user}"]
        self._put(kept)
