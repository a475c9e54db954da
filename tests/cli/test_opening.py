"""A file that is no vault: a message of its own for each, and the file as it was."""

import hashlib
import os
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _plain(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()


def _foreign(path: Path) -> None:
    path.write_bytes(os.urandom(8192))


def _short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4000])


def _header(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[7] ^= 0x10
    path.write_bytes(content)


def _page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(4096 + 40, len(content), 4096):
        content[place] ^= 0x10
    path.write_bytes(content)


def _passphrase(path: Path) -> None:
    (path.parent / "passphrase").write_text("not this one")


SPOILED = {
    "empty": _empty,
    "plain": _plain,
    "foreign": _foreign,
    "short": _short,
    "header": _header,
    "page": _page,
    "passphrase": _passphrase,
}


def test_each_reason_is_told_by_itself_and_the_file_stays(vault: Cli, home: Path) -> None:
    path = home / "my.footprint"
    whole = path.read_bytes()
    told = {"missing": vault("list", "--vault", str(home / "nothing.footprint")).refused(4)}
    for name, spoil in SPOILED.items():
        path.write_bytes(whole)
        spoil(path)
        path.chmod(0o600)
        before = hashlib.sha256(path.read_bytes()).digest()
        told[name] = vault("list").refused(4)
        assert hashlib.sha256(path.read_bytes()).digest() == before
    assert len(set(told.values())) == len(SPOILED) + 1, told


@pytest.mark.parametrize("name", ["list", "add", "undo", "due", "doctor"])
def test_what_is_missing_is_never_made_in_passing(cli: Cli, home: Path, name: str) -> None:
    words = ("add", "shop", "X") if name == "add" else (name,)
    assert "Make one with: footprint init" in cli(*words).refused(4)
    assert not (home / "my.footprint").exists()
