"""The exit carried to its end in a real terminal: once with keys only, once with only a mouse."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import Terminal

CASE = Path(__file__).parents[1] / "cases" / "rakuten.json"
PROGRAM = [sys.executable, "-m", "footprint"]
PASSPHRASE = "a story in a terminal"
STEPS = 21
REQUEST = "R-2026-0001"
F4 = "\x1bOS"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE, encoding="utf-8")
    file.chmod(0o600)
    return file


@pytest.fixture
def vault(tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "vault.footprint"
    monkeypatch.setenv("FOOTPRINT_TODAY", "2026-11-23")
    monkeypatch.setenv("FOOTPRINT_VAULT", str(path))
    monkeypatch.setenv("FOOTPRINT_LANG", "en")
    run("init", "--new-passphrase-file", str(secret))
    run("snapshot", "import", str(CASE), "--passphrase-file", str(secret))
    return path


def run(*words: str) -> str:
    done = subprocess.run([*PROGRAM, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def plan_of(secret: Path) -> dict[str, object]:
    shown = run("exit", "show", "leave-rakuten", "--json", "--passphrase-file", str(secret))
    document: dict[str, object] = json.loads(shown)
    return document


def test_with_keys_only(vault: Path, secret: Path) -> None:
    with Terminal(PROGRAM, os.environ) as terminal:
        terminal.wait_until_shown("Passphrase")
        terminal.send(PASSPHRASE + "\r")
        terminal.wait_until_shown("Needs you now")
        terminal.send("4")
        terminal.wait_until_shown("NOT SAFE YET")
        for number in range(1, STEPS + 1):
            terminal.send("d")
            terminal.wait_until_shown(f"{number} of {STEPS} done")
            if number == 1:
                terminal.send("u")
                terminal.wait_until_shown(f"0 of {STEPS} done")
                terminal.send("d")
                terminal.wait_until_shown(f"1 of {STEPS} done")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
    plan = plan_of(secret)
    assert {step["state"] for step in plan["steps"]} == {"done"}  # type: ignore[attr-defined]
    assert PASSPHRASE.encode() not in terminal.everything


def test_with_only_a_mouse(vault: Path, secret: Path) -> None:
    with Terminal([*PROGRAM, "--passphrase-file", str(secret)], os.environ) as terminal:
        terminal.wait_until_shown("Needs you now")
        terminal.click("4 Exit")
        terminal.wait_until_shown("d Done")
        for number in range(1, STEPS + 1):
            terminal.click("d Done")
            terminal.wait_until_shown(f"{number} of {STEPS} done")
        terminal.click("1 Dashboard")
        terminal.wait_until_shown("Needs you now")
        terminal.click("2 Inventory")
        terminal.wait_until_shown("みどり珈琲店")
        terminal.click("みどり珈琲店")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
    plan = plan_of(secret)
    assert plan["verdict"]["safe"] is True  # type: ignore[index]


EDITOR = """#!/bin/sh
test -t 0 && test -t 1 || exit 3
stty -a > "$0.stty"
printf 'the editor has the terminal '
read -r line
printf '%s\\n' "$line" > "$1"
"""


def test_a_letter_is_changed_in_an_editor_that_has_the_terminal(
    vault: Path, secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    with Terminal([*PROGRAM, "--passphrase-file", str(secret)], os.environ) as terminal:
        terminal.wait_until_shown("Needs you now")
        terminal.send("5")
        terminal.wait_until_shown("c Compose")
        terminal.send("c")
        terminal.wait_until_shown("f5 Copy")
        terminal.send(F4)
        terminal.wait_until_shown("the editor has the terminal")
        terminal.send("Words of the editor, 私の言葉\r")
        terminal.wait_until_shown("f5 Copy")
        terminal.wait_until_shown("Words of the editor, 私の言葉")
        # It was a terminal like any other, and the program reads keys and the mouse again.
        settings = Path(f"{editor}.stty").read_text()
        assert " icanon" in settings and " echo " in settings
        terminal.send("\x1b")
        terminal.wait_until_shown("c Compose")
        terminal.click("1 Dashboard")
        terminal.wait_until_shown("Needs you now")
        terminal.send("\x11")
        assert terminal.wait_for_end() == 0
    shown = run("request", "show", REQUEST, "--json", "--passphrase-file", str(secret))
    entry = json.loads(shown)["log"][-1]
    assert (entry["type"], entry["text"]) == ("note", "Words of the editor, 私の言葉")
