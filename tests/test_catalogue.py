"""Every language says all that the code says, and the wheel carries it with the other data."""

import string
import zipfile
from pathlib import Path

import catalogue
import pytest

LANGUAGES = catalogue.catalogues()


@pytest.fixture(scope="module")
def said() -> dict[object, object]:
    return {message.id: message for message in catalogue.sources() if message.id}


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.parts[-3])
def test_a_language_is_complete_and_has_nothing_stale(
    path: Path, said: dict[object, object]
) -> None:
    translated = {message.id: message for message in catalogue.read(path) if message.id}
    assert set(said) - set(translated) == set(), "run: python tests/catalogue.py"
    assert set(translated) - set(said) == set(), "run: python tests/catalogue.py"
    for message in translated.values():
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), f"not translated: {message.id}"
        assert not message.fuzzy, f"fuzzy: {message.id}"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.parts[-3])
def test_translations_fill_in_the_same_values(path: Path) -> None:
    for message in catalogue.read(path):
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set.union(*(placeholders(source) for source in sources))
        for form in forms:
            assert placeholders(form) <= wanted, form
            # A singular may say "one" in words; a plural may not lose its number.
            assert placeholders(sources[0]) <= placeholders(form), form


def test_the_wheel_carries_what_is_made_of_other_sources(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    root = str(catalogue.PACKAGE.parent)
    built = next(iter(WheelBuilder(root).build(directory=str(tmp_path), versions=["standard"])))
    with zipfile.ZipFile(built) as wheel:
        names = set(wheel.namelist())
        for path in LANGUAGES:
            compiled = path.with_suffix(".mo").relative_to(catalogue.PACKAGE.parent).as_posix()
            assert compiled in names
            assert len(wheel.read(compiled)) > 1_000
    assert {"footprint/data/deadlines.json", "footprint/data/holidays.txt"} <= names
    assert not any(name.startswith("tests/") for name in names)
