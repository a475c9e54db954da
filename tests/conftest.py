"""Every test has its own home and desktop, no footprint or Textual variable, and the quick key.

None has a network: what tries to reach one is refused and fails its test.
"""

import gc
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import network
import pytest
from hypothesis import HealthCheck, settings

from footprint import i18n
from footprint.vault import Vault, key

# HYPOTHESIS_PROFILE=long asks for thousands of examples of each property, others each time; the
# quick form takes the same ones every time, so that a change is what makes it fail.
for _profile, _examples in (("quick", 100), ("long", 2_000)):
    settings.register_profile(
        _profile,
        max_examples=_examples,
        derandomize=_profile == "quick",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

# What the libraries hold lives as long as the tests; searching all of it for garbage again and
# again took a sixth of their time.
gc.set_threshold(50_000, 20, 100)

# The same passphrase and salt give the same key: copies of one vault are opened thousands of times,
# and Argon2 is slow on purpose. Processes that tests start compute it every time.
_keys: dict[bytes, bytes] = {}
_argon2id = key.argon2id


def _derived_once(secret: bytes, salt: bytes, **costs: Any) -> bytes:
    given = hashlib.sha256(repr((secret, salt, sorted(costs.items()))).encode()).digest()
    if given not in _keys:
        _keys[given] = _argon2id(secret, salt, **costs)
    return _keys[given]


key.argon2id = _derived_once

DESKTOP = Path(__file__).parent / "desktop"
assert all(os.access(program, os.X_OK) for program in DESKTOP.iterdir())

PASSPHRASE = "correct horse 電池 staple"


@pytest.fixture(autouse=True)
def _no_network(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Fail the test that tried, itself or by a program, even where its error was swallowed."""
    network.attempts.clear()
    told = tmp_path_factory.mktemp("network") / "attempts"
    monkeypatch.setenv("NETWORK_ATTEMPTS", str(told))
    monkeypatch.setenv("PYTHONPATH", network.SEARCH)
    yield
    assert network.attempts == []
    assert not told.exists(), told.read_text()


@pytest.fixture(autouse=True)
def _own_surroundings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith("TEXTUAL_SNAPSHOT"):
            continue  # pytest-textual-snapshot speaks to its workers through these
        if name.startswith(("FOOTPRINT_", "TEXTUAL", "XDG_", "LC_")) or name == "LANG":
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    # Nobody's crontab, timers or screen are touched by a test.
    monkeypatch.setenv("PATH", f"{DESKTOP}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("FOOTPRINT_TEST_KDF", "1")
    i18n.set_language("en")
    yield
    i18n.set_language("en")


@pytest.fixture
def vault_path(tmp_path: Path) -> Path:
    """Where a test's vault may be made."""
    return tmp_path / "vault.footprint"


@pytest.fixture
def passphrase() -> str:
    """The passphrase of `vault`."""
    return PASSPHRASE


@pytest.fixture
def vault(vault_path: Path, passphrase: str) -> Iterator[Vault]:
    """A new, empty, open vault at `vault_path`."""
    with Vault.create(vault_path, passphrase) as made:
        yield made
