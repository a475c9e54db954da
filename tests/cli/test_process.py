"""The program as a process of its own: statuses, streams, and what never comes out of it."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from network import SEARCH

from footprint import __version__
from footprint.cli import run as running
from footprint.vault import lock
from tests.cli.conftest import CASES, ROOT, Cli, footprint


def told_and_imported(word: str) -> tuple[str, set[str]]:
    """Run the program in a process of its own; return what it printed and what it imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "footprint", word],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return done.stdout, {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


def test_the_version_is_told_before_anything_else_is_imported(home: Path) -> None:
    said, imported = told_and_imported("--version")
    assert said == f"footprint {__version__}\n"
    assert {name for name in imported if name.startswith("footprint")} <= {
        "footprint",
        "footprint.__main__",
    }
    assert not imported & {"argparse", "gettext", "pydantic", "textual", "json"}


def test_help_imports_neither_the_model_nor_the_screens(home: Path) -> None:
    _said, imported = told_and_imported("--help")
    assert not imported & {"pydantic", "babel", "textual", "sqlcipher3", "footprint.planner"}


def test_what_is_due_is_told_without_what_checks_what_comes_in(story: Cli) -> None:
    for words in (
        ("snooze", "points", "--until", "2026-12-01"),
        ("lead", "charge", "3"),
        ("person", "--name", "Hana"),
        ("request", "letter", "R-2026-0001", "--keep"),
    ):
        assert story(*words).status == 0, words
    said, imported = told_and_imported("due")
    assert said.startswith("Overdue")
    assert not imported & {"pydantic", "pydantic_core", "textual", "rustworkx", "icalendar"}


def test_what_is_due_brings_nothing_along_that_only_others_need(story: Cli) -> None:
    _said, imported = told_and_imported("due")
    assert "footprint.vault" in imported
    assert not imported & {"argparse", "asyncio", "concurrent.futures", "difflib", "email", "rich"}
    assert not imported & {"importlib.resources", "logging", "subprocess", "textual", "traceback"}
    assert not imported & {"footprint.agenda.state", "footprint.cli.help", "footprint.export"}
    assert not imported & {"argon2", "dataclasses", "hashlib", "holidays", "inspect"}


def test_an_ascii_locale_still_speaks_utf_8(story: Cli) -> None:
    done = footprint("show", "coffee-order", LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.status == 0
    assert done.out.startswith("コーヒー豆 定期便\n")


def test_nobody_to_ask_and_a_wrong_passphrase_end_with_4(vault: Cli, home: Path) -> None:
    assert footprint("due", FOOTPRINT_PASSPHRASE_FILE="").refused(4)
    (home / "passphrase").write_text("something else")
    told = footprint("due").refused(4)
    assert "something else" not in told


def test_a_reader_that_goes_away_is_no_error(story: Cli) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "footprint", "list", "--json"],
        stdout=write,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SEARCH},
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_an_output_that_takes_nothing_is_told_in_a_sentence(home: Path) -> None:
    with (home / "passphrase").open("rb") as only_for_reading:
        done = subprocess.run(
            [sys.executable, "-m", "footprint", "schema"],
            stdout=only_for_reading,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": SEARCH},
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode() == f"The system refused: {os.strerror(errno.EBADF)}.\n"


def test_closed_streams_are_no_defect(home: Path) -> None:
    program = f"exec {sys.executable} -m footprint schema >&- 2>&-"
    environment = {**os.environ, "PYTHONPATH": SEARCH}
    assert subprocess.run(["/bin/sh", "-c", program], env=environment, check=False).returncode == 0


def test_ctrl_c_ends_with_130_and_no_words(vault: Cli, home: Path) -> None:
    slow = home / "slow.py"
    slow.write_text("import pathlib, time; pathlib.Path('started').touch(); time.sleep(30)")
    started = subprocess.Popen(
        [sys.executable, "-m", "footprint", "list"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            **os.environ,
            "PYTHONPATH": SEARCH,
            "FOOTPRINT_PASSPHRASE_FILE": "",
            "FOOTPRINT_PASSPHRASE_COMMAND": f"{sys.executable} {slow}",
        },
        # What runs the tests in the background may have it ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    while not (home / "started").exists():
        assert started.poll() is None
        time.sleep(0.01)
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=20)
    assert (started.returncode, out, err) == (130, b"", b"")


def test_a_writer_in_the_way_ends_with_5_and_is_named(
    vault: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    with lock.writer(home / "my.footprint"):
        assert str(os.getpid()) in vault("add", "shop", "X").refused(5)
        assert vault("list").status == 0
    assert vault("add", "shop", "X").status == 0


def test_an_import_is_refused_while_a_ui_has_the_vault(vault: Cli, home: Path) -> None:
    with lock.exclusive(home / "my.footprint"):
        told = vault("snapshot", "import", str(CASES / "gym.json")).refused(5)
        assert str(os.getpid()) in told
        assert vault("add", "shop", "X").status == 0


SECRET = "sentinel-9f3c1"


def test_a_defect_says_that_it_is_one_and_nothing_of_the_data(
    vault: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_args: object, _session: object) -> int:
        value = SECRET
        raise RuntimeError(f"in the middle of {value}")

    monkeypatch.setattr(running, "function_of", lambda _command: broken)
    done = vault("list", "--filter", SECRET)
    assert done.status == 1
    assert done.err.startswith("This is a defect in footprint (RuntimeError); nothing in your")
    assert SECRET not in done.err
    assert "test_process.py:" in done.err
    assert "raise" not in done.err


@pytest.mark.parametrize("path", ["", ":memory:", "file:x?mode=memory", "a\nb", "-x", "a?b#c%41"])
def test_odd_paths_are_files_or_refused_never_a_passing_vault(
    cli: Cli, home: Path, path: str
) -> None:
    made = cli("init", f"--vault={path}")
    if path == "":
        made.refused(2)
        return
    assert made.status == 0
    assert (home / path).is_file()
    assert cli("add", "shop", "X", f"--vault={path}").status == 0
    assert "X" in cli("list", f"--vault={path}").out
    assert "\n" not in made.out.splitlines()[0]


def test_a_command_ends_at_once_and_what_was_to_be_done_at_the_end_is_done(story: Cli) -> None:
    script = (
        "import atexit, sys\n"
        "from footprint.__main__ import program\n"
        "atexit.register(print, 'at the end')\n"
        "class Kept:\n"
        "    def __del__(self): print('taken apart')\n"
        "kept = Kept()\n"
        "sys.argv = ['footprint', 'due', '--check']\n"
        "program()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 3, done.stderr
    assert done.stdout.startswith("Overdue\n")
    assert done.stdout.endswith("at the end\n")
