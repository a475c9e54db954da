"""Where the passphrase comes from, and what happens when it does not."""

import stat
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

SECRET = "plain water in the morning"


@pytest.fixture
def asked(vault: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """A vault whose passphrase no source gives."""
    monkeypatch.delenv("FOOTPRINT_PASSPHRASE_FILE")
    return vault


def test_without_a_source_and_a_terminal_it_ends_with_4_and_one_line(asked: Cli) -> None:
    assert "no terminal to ask at" in asked("list").refused(4)
    assert "no terminal to ask at" in asked("due").refused(4)


def test_the_option_stands_before_the_file_of_the_environment_and_that_before_the_program(
    vault: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = home / "wrong"
    wrong.write_text("something else")
    wrong.chmod(0o600)
    program = f"{sys.executable} -c \"print('{SECRET}')\""
    monkeypatch.setenv("FOOTPRINT_PASSPHRASE_COMMAND", program)
    assert vault("list").status == 0
    monkeypatch.setenv("FOOTPRINT_PASSPHRASE_FILE", str(wrong))
    told = vault("list").refused(4)
    assert "something else" not in told
    assert vault("list", "--passphrase-file", str(home / "passphrase")).status == 0
    monkeypatch.delenv("FOOTPRINT_PASSPHRASE_FILE")
    assert vault("list").status == 0


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("no-such-program-anywhere", "does not name a program"),
        ("'unbalanced", "does not name a program"),
        ("   ", "does not name a program"),
        (f"{sys.executable} -c 'raise SystemExit(7)'", "failed with status 7"),
        (f"{sys.executable} -c 'print(\"x\\ny\")'", ""),
    ],
)
def test_a_program_that_gives_none_is_told(
    asked: Cli, monkeypatch: pytest.MonkeyPatch, command: str, told: str
) -> None:
    monkeypatch.setenv("FOOTPRINT_PASSPHRASE_COMMAND", command)
    assert told in asked("list").refused(4)


def test_a_program_that_hangs_is_ended(asked: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footprint.cli.passphrase.COMMAND_SECONDS", 0.1)
    monkeypatch.setenv(
        "FOOTPRINT_PASSPHRASE_COMMAND", f"{sys.executable} -c 'import time; time.sleep(9)'"
    )
    assert "gave no passphrase within" in asked("list").refused(4)


def test_no_shell_reads_the_program(
    asked: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTPRINT_PASSPHRASE_COMMAND", f"cat {home}/passphrase; touch {home}/x")
    asked("list").refused(4)
    assert not (home / "x").exists()


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_only_the_final_newline_is_dropped(vault: Cli, home: Path, ending: str) -> None:
    (home / "passphrase").write_bytes((SECRET + ending).encode())
    assert vault("list").status == 0
    (home / "passphrase").write_bytes((SECRET + " " + ending).encode())
    vault("list").refused(4)


def test_a_carriage_return_that_ends_no_line_belongs_to_it(cli: Cli, home: Path) -> None:
    (home / "passphrase").write_bytes(b"pw\r")
    assert cli("init").status == 0
    (home / "passphrase").write_bytes(b"pw\r\r\n")
    assert cli("list").status == 0
    (home / "passphrase").write_bytes(b"pw\r\n")
    cli("list").refused(4)
    (home / "passphrase").write_bytes(b"pw")
    cli("list").refused(4)


def test_a_file_that_is_too_large_is_refused_and_not_cut(vault: Cli, home: Path) -> None:
    limit = 64 * 1024
    (home / "passphrase").write_bytes(b"x" * limit + b"\n")
    assert "longer than 64 KB" in vault("list").refused(4)
    (home / "passphrase").write_bytes(b"x" * limit)
    assert "The passphrase is wrong" in vault("list").refused(4)


@pytest.mark.parametrize("option", ["--passphrase-file", "--vault"])
def test_an_empty_path_is_no_path(vault: Cli, option: str) -> None:
    assert f"{option} needs a value" in vault("list", option, "").refused(2)
    assert f"{option} needs a value" in vault("list", f"{option}=").refused(2)


def test_a_file_that_others_may_read_is_told(vault: Cli, home: Path) -> None:
    (home / "passphrase").chmod(0o644)
    done = vault("list")
    assert done.status == 0
    assert "Others may read the passphrase file" in done.err


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b""])
def test_a_file_that_gives_none_is_told(vault: Cli, home: Path, content: bytes | None) -> None:
    if content is None:
        (home / "passphrase").unlink()
    else:
        (home / "passphrase").write_bytes(content)
    vault("list").refused(4)


def test_a_person_is_asked_and_a_wrong_answer_ends_with_1(
    asked: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [SECRET, "nonsense"]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))
    assert asked("list").status == 0
    assert "nonsense" not in asked("list").refused(1)


def test_init_asks_twice(cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FOOTPRINT_PASSPHRASE_FILE")
    answers = ["one", "other", "same", "same"]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: answers.pop(0))
    assert "The two are not the same" in cli("init").refused(1)
    assert not (home / "my.footprint").exists()
    assert cli("init").status == 0
    assert stat.S_IMODE((home / "my.footprint").stat().st_mode) == 0o600


def test_init_takes_a_new_passphrase_from_a_file(cli: Cli, home: Path) -> None:
    new = home / "new"
    new.write_text("another one\n")
    new.chmod(0o600)
    assert cli("init", "--new-passphrase-file", str(new)).status == 0
    cli("list").refused(4)
    assert cli("list", "--passphrase-file", str(new)).status == 0


def test_nobody_is_asked_for_a_passphrase_to_nothing(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOOTPRINT_PASSPHRASE_FILE")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "There is no vault at" in cli("list").refused(1)
    (home / "my.footprint").write_bytes(b"")
    assert "already something" in cli("init").refused(1)
