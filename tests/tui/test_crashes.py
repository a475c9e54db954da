"""A crash on any screen tells nothing of what was typed or recorded (SECURITY R27, R30, R31)."""

import base64
import os
import re
import secrets
import sys
from pathlib import Path

import pytest
from driving import TODAY
from network import SEARCH
from terminal import Terminal
from ways import WAYS, fill

from footprint.workspace import Workspace

TESTS = Path(__file__).parents[1]
LEFT = b"\x1b[?1049l"
"""What the program writes when it gives the terminal back (DECRST 1049)."""


def forms(sentinel: str) -> list[bytes]:
    """Return how a text may stand in bytes: plain, as a terminal copies it, as others write it."""
    plain = sentinel.encode()
    return [plain, plain.hex().encode(), base64.b64encode(plain)[:-4], sentinel.encode("utf-16-le")]


def test_a_crash_on_any_screen_tells_no_passphrase_and_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passphrase, row = "pw" + secrets.token_hex(16), "row" + secrets.token_hex(16)
    for name in ("TMPDIR", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)
    path, file = tmp_path / "vault.footprint", tmp_path.parent / f"{tmp_path.name}.passphrase"
    file.write_text(passphrase)
    with Workspace.create(path, passphrase, TODAY) as workspace:
        fill(workspace, row, 0)
    command = [sys.executable, str(TESTS / "tui" / "crashing.py"), str(path), str(file)]
    with Terminal(command, {**os.environ, "PYTHONPATH": SEARCH}) as terminal:
        terminal.wait_for("@@ InventoryScreen @@")
        told = [
            Path(f"/proc/{terminal.pid}/{name}").read_bytes() for name in ("cmdline", "environ")
        ]
        limits = Path(f"/proc/{terminal.pid}/limits").read_text()
        assert terminal.wait_for_end(120) < 0, "it ends by the signal of abort"
        everything = terminal.everything
    ended = re.findall(rb"@@ (\w+) ended with 1 @@", everything)
    assert [name.decode() for name in ended] == list(WAYS)
    assert re.search(r"Max core file size\s+0\s", limits)

    afterwards = [part.rpartition(LEFT)[2] for part in re.split(rb"@@ \w+ @@", everything)[1:]]
    assert all(b"RuntimeError" in part and b"made to fail" in part for part in afterwards)
    copied = re.findall(rb"\x1b\]52;[^;]*;([^\x07\x1b]*)", everything)
    files = [each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()]
    assert files
    for form in forms(passphrase):
        assert not any(form in part for part in (everything, *told, *files))
    for form in forms(row):
        assert not any(form in part for part in (*afterwards, *told, *files))
        assert not any(form in base64.b64decode(part + b"==") for part in copied)
    assert row.encode() in everything, "it was on the screens"
