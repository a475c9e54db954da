"""What is printed: no control byte, columns that line up, JSON that is still the same JSON."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.cli.output import cells, say, say_json, say_table, wrapped

CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@settings(max_examples=60)
@given(st.text(alphabet=st.characters()))
def test_no_control_byte_is_ever_printed(text: str) -> None:
    for printed in (_printed(say, text), _printed(say_table, [(text, text), ("a", "b")])):
        assert not CONTROLS.search(printed)


@settings(max_examples=60)
@given(st.recursive(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.lists))
def test_json_is_made_safe_without_being_changed(document: object) -> None:
    printed = _printed(say_json, document)
    assert not CONTROLS.search(printed)
    assert json.loads(printed) == document


def _printed(printer: object, value: object) -> str:
    import contextlib
    import io

    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        printer(value)  # type: ignore[operator]
    return stream.getvalue()


def test_japanese_and_latin_line_up(capsys: pytest.CaptureFixture[str]) -> None:
    say_table([("みどり珈琲店", "x"), ("Netflix", "x"), ("e\u0301t\u00e9", "x")])
    lines = capsys.readouterr().out.splitlines()
    assert len({cells(line) for line in lines}) == 1


@settings(max_examples=60)
@given(st.text(alphabet="ab 漢字。、"), st.integers(10, 40))
def test_wrapping_keeps_every_character_and_the_width(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    longest = max(map(cells, re.findall(r"[ab]+|.[。、]*", text)), default=0)
    assert all(cells(line) <= max(room, longest) for line in lines)


def test_what_closes_a_phrase_does_not_begin_a_line() -> None:
    assert wrapped("あいう。えお", 6) == ["あい", "う。え", "お"]
