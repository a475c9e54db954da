"""A private file: whole or not at all, and never through a link."""

import os
import stat
from pathlib import Path

import pytest

from footprint.errors import Refused
from footprint.export.files import VAULT_MAGIC, write_private
from footprint.vault import key


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_private(tmp_path / "order.md", "順番\n")
    finally:
        os.umask(before)
    assert (tmp_path / "order.md").read_text("utf-8") == "順番\n"
    assert stat.S_IMODE((tmp_path / "order.md").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["order.md"]


def test_a_file_that_is_there_is_kept_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "order.md"
    path.write_text("mine")
    with pytest.raises(Refused, match="already there"):
        write_private(path, "new")
    assert path.read_text() == "mine"
    write_private(path, "new", overwrite=True)
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_links_folders_and_missing_places_are_refused(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    (tmp_path / "link").symlink_to(target)
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name in ("link", "dangling"):
        with pytest.raises(Refused, match="is a link"):
            write_private(tmp_path / name, "new", overwrite=True)
    with pytest.raises(Refused, match="plain file"):
        write_private(tmp_path, "new", overwrite=True)
    with pytest.raises(Refused, match="could not be written"):
        write_private(tmp_path / "missing" / "order.md", "new")
    assert target.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dangling", "link", "target"]


def test_no_vault_is_ever_replaced(tmp_path: Path) -> None:
    assert VAULT_MAGIC == key.MAGIC
    other = tmp_path / "backup"
    other.write_bytes(VAULT_MAGIC + b"\x01 and what follows")
    for overwrite in (False, True):
        with pytest.raises(Refused, match="is a vault"):
            write_private(other, "new", overwrite)
    assert other.read_bytes().startswith(VAULT_MAGIC)


def test_nothing_is_put_where_a_file_of_the_open_vault_is_or_may_come(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "link").symlink_to(folder)
    vault = folder / "my.footprint"
    for ending in ("", ".lock", ".ui.lock", "-journal"):
        for name in (f"my.footprint{ending}", f"MY.footprint{ending}"):
            for way in (folder / name, tmp_path / "link" / name, folder / ".." / "folder" / name):
                with pytest.raises(Refused, match="a file that a vault needs"):
                    write_private(way, "new", overwrite=True, vault=vault)
    assert list(folder.iterdir()) == []
    write_private(folder / "my.footprint.md", "new", vault=vault)
    assert (folder / "my.footprint.md").read_text() == "new"


@pytest.mark.parametrize("name", ["x" * 255, "順" * 85, "n" * 59 + "順番"])
def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path, name: str) -> None:
    write_private(tmp_path / name, "new")
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_name_that_the_system_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="could not be written: File name too long"):
        write_private(tmp_path / ("あ" * 300), "x")
