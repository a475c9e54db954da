"""What stands at the path: every wrong thing has its own sentence and is left as it was."""

import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from footprint.errors import CannotOpen, Refused
from footprint.vault import Vault, header, key


def fingerprint(path: Path) -> tuple[str, int] | None:
    """Return what would show that a file was touched."""
    if not path.is_file():
        return None
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mode


def whole(path: Path) -> bytearray:
    Vault.create(path, "p").close()
    return bytearray(path.read_bytes())


def flip(place: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        content = whole(path)
        content[place] ^= 1
        path.write_bytes(content)

    return make


def plain_database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (a)")
    db.close()
    path.chmod(0o600)


def written(content: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_bytes(content)
        path.chmod(0o600)

    return make


def cut(length: int) -> Callable[[Path], None]:
    return lambda path: written(bytes(whole(path)[:length]))(path)


def unknown_profile(path: Path) -> None:
    content = whole(path)
    content[3] = 0x6F
    content[14:16] = key.checksum(bytes(content[:14]))
    path.write_bytes(content)


def linked(path: Path) -> None:
    whole(path)
    os.link(path, path.with_name("second"))


def behind_a_symlink(path: Path) -> None:
    whole(path.with_name("real"))
    path.symlink_to(path.with_name("real"))


def readable_by_others(path: Path) -> None:
    whole(path)
    path.chmod(0o640)


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: None, "no vault at"),
    "empty": (written(b""), "is empty"),
    "plain": (plain_database, "without encryption"),
    "foreign": (written(os.urandom(8192)), "not a footprint vault"),
    "short and foreign": (written(b"hello"), "not a footprint vault"),
    "cut inside a page": (cut(9_000), "cut short"),
    "cut at a page": (cut(8_192), "cut short"),
    "cut in the header": (cut(10), "cut short"),
    "magic damaged": (flip(1), "first bytes of .* are damaged"),
    "profile damaged": (flip(3), "first bytes of .* are damaged"),
    "salt damaged": (flip(9), "first bytes of .* are damaged"),
    "checksum damaged": (flip(15), "first bytes of .* are damaged"),
    "newer profile": (unknown_profile, "newer version"),
    "others may read": (readable_by_others, "chmod 600"),
    "symlink": (behind_a_symlink, "symbolic link"),
    "dangling symlink": (lambda path: path.symlink_to("nowhere"), "symbolic link"),
    "hard link": (linked, "hard link"),
    "pipe": (lambda path: os.mkfifo(path, 0o600), "pipe or a device"),
    "directory": (lambda path: path.mkdir(), "is a directory"),
}


@pytest.mark.parametrize("case", WRONG)
def test_each_wrong_thing_has_its_sentence_and_stays_as_it_is(case: str, vault_path: Path) -> None:
    make, sentence = WRONG[case]
    make(vault_path)
    before, beside = fingerprint(vault_path), sorted(vault_path.parent.iterdir())
    for query_only in (False, True):
        with pytest.raises(CannotOpen, match=sentence):
            Vault.open(vault_path, "p", query_only=query_only)
    assert fingerprint(vault_path) == before
    assert sorted(vault_path.parent.iterdir()) == beside


def test_a_file_of_another_user_is_refused(
    vault_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole(vault_path)
    me = os.geteuid()
    monkeypatch.setattr(header.os, "geteuid", lambda: me + 1)
    with pytest.raises(CannotOpen, match="another user"):
        Vault.open(vault_path, "p")


STRANGE = [
    "",
    ":memory:",
    "file:x?mode=memory",
    "file::memory:?cache=shared",
    "a?b#c%20",
    "-rf",
    "a\nb",
]


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_is_only_a_file_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CannotOpen):
        Vault.open(name, "p")
    assert list(tmp_path.iterdir()) == []
    if not name:
        with pytest.raises(Refused):
            Vault.create(name, "p")
        return
    Vault.create(name, "p").close()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    Vault.open(name, "p").close()


def test_a_name_with_nul_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="no vault"):
        Vault.open(f"{tmp_path}/a\0b", "p")


def test_a_symlink_in_the_directory_part_is_fine(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "alias").symlink_to("real")
    Vault.create(tmp_path / "alias" / "v", "p").close()
    with Vault.open(tmp_path / "alias" / "v", "p") as vault:
        assert vault.path == (tmp_path / "real" / "v").resolve()


def test_creating_never_overwrites(vault_path: Path) -> None:
    for make in (written(b"precious"), lambda path: path.symlink_to("elsewhere")):
        vault_path.unlink(missing_ok=True)
        make(vault_path)
        before = fingerprint(vault_path)
        with pytest.raises(Refused, match="already something"):
            Vault.create(vault_path, "p")
        assert fingerprint(vault_path) == before
        assert not vault_path.with_name("elsewhere").exists()


def test_a_failed_create_leaves_nothing(vault_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotOpen):
        Vault.create(vault_path, "")
    monkeypatch.setattr("footprint.vault.migrations.MIGRATIONS", (("CREATE TABLE oops",),))
    with pytest.raises(Refused):
        Vault.create(vault_path, "p")
    assert list(vault_path.parent.iterdir()) == []


def test_creating_where_nobody_can_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="Cannot write"):
        Vault.create(tmp_path / "file" / "vault.footprint", "p")
