"""The keyring: a cache that is wanted or not, and never in the way (SECURITY R44).

The command line runs as a process; in its own process `keyring` is one of tests/keyrings.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from network import SEARCH

from footprint.workspace.keeping import kept_code
from tests.cli.conftest import ROOT, Cli, Result

Process = Callable[..., Result]
KEYRINGS = ROOT / "tests" / "keyrings"


@pytest.fixture
def process(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> Process:
    """Run a command without a passphrase file or a terminal; the vault has one item."""
    cli("init")
    cli("add", "service", "Netflix")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(KEYRINGS), SEARCH]))
    monkeypatch.setenv("XDG_STATE_HOME", str(home / "state"))
    monkeypatch.setenv("FOOTPRINT_TEST_KEYRING", "works")
    monkeypatch.setenv("FOOTPRINT_TEST_KEYRING_FILE", str(home / "kept"))

    def run(*words: str, keyring: str = "works") -> Result:
        environment = {**os.environ, "FOOTPRINT_TEST_KEYRING": keyring}
        if "--passphrase-file" not in words:
            del environment["FOOTPRINT_PASSPHRASE_FILE"]
        done = subprocess.run(
            [sys.executable, "-m", "footprint", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return run


def turn_on(process: Process | Cli) -> None:
    done = process("keyring", "on", "--passphrase-file", "passphrase")
    assert done.status == 0, done


def test_only_where_it_is_wanted_the_keyring_opens_the_vault(process: Process, home: Path) -> None:
    assert process("list").status == 4
    assert not (home / "kept").exists()
    turn_on(process)
    assert "Netflix" in process("list").out
    assert "holds the key" in process("keyring", "status").out
    ((user, kept),) = json.loads((home / "kept").read_text()).items()
    assert user.startswith("footprint ")
    assert len(kept) == 64
    assert process("keyring", "off").status == 0
    assert json.loads((home / "kept").read_text()) == {}
    assert process("list").status == 4


@pytest.mark.parametrize("keyring", ["raises", "hangs", "locked", "plain"])
def test_a_keyring_that_does_not_work_ends_soon_without_a_question(
    process: Process, cli: Cli, keyring: str
) -> None:
    turn_on(cli)
    begun = time.monotonic()
    done = process("list", keyring=keyring)
    assert time.monotonic() - begun < 3
    assert "no terminal to ask at" in done.refused(4)


@pytest.mark.parametrize("keyring", ["raises", "hangs", "locked", "plain"])
def test_such_a_keyring_is_not_turned_on(process: Process, home: Path, keyring: str) -> None:
    done = process("keyring", "on", "--passphrase-file", "passphrase", keyring=keyring)
    assert "keyring" in done.refused(1)
    assert not list((home / "state").rglob("keyring-*"))


def test_the_real_package_without_a_session_is_no_keyring(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", SEARCH)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    done = process("keyring", "on", "--passphrase-file", "passphrase")
    assert "keyring" in done.refused(1)


def test_what_hands_the_vault_over_asks_for_the_passphrase(process: Process, cli: Cli) -> None:
    turn_on(cli)
    for words in (["recovery"], ["passphrase", "change"], ["keyring", "on"]):
        assert process(*words).status == 4


def test_another_passphrase_goes_on_with_the_keyring(
    process: Process, cli: Cli, home: Path
) -> None:
    turn_on(cli)
    (home / "new").write_text("something else altogether\n")
    (home / "new").chmod(0o600)
    changed = process(
        *("passphrase", "change", "--passphrase-file", "passphrase"),
        *("--new-passphrase-file", "new"),
    )
    assert changed.status == 0, changed
    assert len(json.loads((home / "kept").read_text())) == 1
    assert "Netflix" in process("list").out


def test_a_key_of_before_is_told_and_not_used(
    process: Process, home: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn_on(cli)
    kept = json.loads((home / "kept").read_text())
    (home / "kept").write_text(json.dumps(dict.fromkeys(kept, "00" * 32)))
    done = process("list")
    assert done.status == 4
    assert "before a passphrase change" in done.err
    assert "Traceback" not in done.err


def test_a_keyring_py_in_the_working_directory_is_not_run(process: Process, home: Path) -> None:
    (home / "keyring.py").write_text("import os; os.mkdir('run')")
    turn_on(process)
    assert "Netflix" in process("list").out
    assert not (home / "run").exists()


def test_nobody_is_asked_who_was_not_wanted(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("init")

    def started(*_words: object, **_options: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "run", started)
    assert kept_code(home / "my.footprint") is None
