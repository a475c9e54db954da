"""The command line on a real vault in a home of its own, in this process or in another."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from footprint.cli.run import run
from footprint.i18n import set_language

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
TODAY = "2026-11-23"


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    def refused(self, status: int) -> str:
        """Return the one sentence on standard error, with nothing printed besides."""
        assert self.status == status, self
        assert self.out == ""
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        return self.err.strip()


Cli = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home with nothing in it but a passphrase file, and an environment that points there."""
    for name in [name for name in os.environ if name.startswith(("FOOTPRINT_", "LC_"))]:
        monkeypatch.delenv(name)
    (tmp_path / "passphrase").write_text("plain water in the morning\n")
    (tmp_path / "passphrase").chmod(0o600)
    for name, value in {
        "HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "FOOTPRINT_TEST_KDF": "1",
        "FOOTPRINT_VAULT": str(tmp_path / "my.footprint"),
        "FOOTPRINT_PASSPHRASE_FILE": str(tmp_path / "passphrase"),
        "FOOTPRINT_TODAY": TODAY,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    set_language("en")


@pytest.fixture
def cli(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run the command line in this process."""

    def call(*words: str, given: str = "") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        capsys.readouterr()
        status = run(words)
        said = capsys.readouterr()
        return Result(status, said.out, said.err)

    return call


_made: dict[str, bytes] = {}


def prepared(cli: Cli, home: Path, name: str, snapshot: str | None = None) -> Cli:
    """Return the command line on a vault of `snapshot`, which is made by it only once."""
    path = home / "my.footprint"
    if name in _made:
        path.write_bytes(_made[name])
        path.chmod(0o600)
        return cli
    assert cli("init").status == 0
    if snapshot is not None:
        assert cli("snapshot", "import", "-", given=snapshot).status == 0
    _made[name] = path.read_bytes()
    return cli


@pytest.fixture
def vault(cli: Cli, home: Path) -> Cli:
    """The command line on an empty vault."""
    return prepared(cli, home, "empty")


@pytest.fixture
def story(cli: Cli, home: Path) -> Cli:
    """The command line on the vault of the story."""
    return prepared(cli, home, "story", (CASES / "rakuten.json").read_text())


def footprint(*words: str, given: str = "", **environment: str) -> Result:
    """Run the program in a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "footprint", *words],
        input=given.encode(),
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=60,
        check=False,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())
