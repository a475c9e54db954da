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
