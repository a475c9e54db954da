"""The settings file: what it does not say is as it is, what is wrong has its place."""

from pathlib import Path

import pytest

from footprint.config import LOCK_AFTER_MINUTES, Config, read
from footprint.errors import Invalid


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text)
    return path


def test_no_file_and_an_empty_one_leave_everything_as_it_is(tmp_path: Path) -> None:
    assert read(tmp_path / "none.toml") == read(written(tmp_path, "")) == Config()
    assert Config().lock_after == LOCK_AFTER_MINUTES


def test_the_minutes_until_it_is_locked(tmp_path: Path) -> None:
    assert read(written(tmp_path, "[lock]\nafter_minutes = 20\n")).lock_after == 20
    assert read(written(tmp_path, "[lock]\nafter_minutes = 0\n")).lock_after == 0


@pytest.mark.parametrize("value", ["-1", "1441", '"5"', "true", "1.5"])
def test_a_wrong_number_is_told_with_its_place(value: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"config.toml: lock.after_minutes: give a number"):
        read(written(tmp_path, f"[lock]\nafter_minutes = {value}\n"))


def test_what_is_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"config.toml: this is not TOML"):
        read(written(tmp_path, "lock = ["))
    (tmp_path / "config.toml").write_bytes(b"\xff")
    with pytest.raises(Invalid, match="cannot be read"):
        read(tmp_path / "config.toml")


def test_language_theme_and_keys(tmp_path: Path) -> None:
    text = 'language = "ja"\ntheme = "nord"\n[keys]\nadd_item = "ctrl+n"\n'
    found = read(written(tmp_path, text))
    assert (found.language, found.theme, found.keys) == ("ja", "nord", {"add_item": "ctrl+n"})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('language = "xx"', "config.toml: language: this has to be one of en, ja"),
        ("theme = 5", "config.toml: theme: this has to be text"),
        ("keys = 5", "config.toml: keys: give a table"),
        ("[keys]\nadd_item = 5", "config.toml: keys.add_item: this has to be text"),
        ("[lock]\nafter_minute = 1", "config.toml: lock.after_minute: there is no such setting"),
        ("colour = 1", "config.toml: colour: there is no such setting; there are language, theme"),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(text: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=place):
        read(written(tmp_path, text))
