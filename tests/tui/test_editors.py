"""Editors: what is shown comes back as it was; what is typed means what it says."""

from collections.abc import Callable
from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widget import Widget

from footprint.tui.widgets.editors import (
    CountEditor,
    LineEditor,
    PriceEditor,
    ProseEditor,
    ReferenceEditor,
    WordsEditor,
)

NAMES = {"netflix": "Netflix", "netflix-2": "Netflix", "gmail": "me@gmail.com"}
HOSTILE = "q\x9b31m\u202ez\x1b]52;c;AAAA\x07"


class Bench(App[None]):
    """One widget on a screen of its own."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


@pytest.mark.parametrize(
    ("make", "value"),
    [
        (LineEditor, "two  spaces"),
        (WordsEditor, ["Acme, Inc.", "いろは、にほへ", 'say "x"']),
        (lambda: ReferenceEditor(NAMES), "netflix-2"),
        (lambda: ReferenceEditor(NAMES), "gmail"),
        (CountEditor, 12),
        (lambda: PriceEditor("EUR"), {"amount": "12.50", "currency": "EUR"}),
        (ProseEditor, "one\n\ttwo"),
    ],
)
async def test_what_is_shown_comes_back_as_it_was(make: Callable[[], Any], value: Any) -> None:
    editor = make()
    async with Bench(editor).run_test() as pilot:
        editor.load(value)
        await pilot.pause()
        assert editor.read() == value


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("a, b", ["a", "b"]),
        ("いろは、にほへ", ["いろは", "にほへ"]),
        ('"Acme, Inc.", b', ["Acme, Inc.", "b"]),
        (" , ", None),
    ],
)
def test_words_are_split_at_commas_outside_of_quotes(typed: str, words: list[str] | None) -> None:
    assert WordsEditor().parse(typed.strip()) == words


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1,234", "1234"), ("12,345.60", "12345.60"), ("12,50", "12,50"), ("¥3,980", "3980")],
)
async def test_a_comma_is_left_out_only_between_thousands(typed: str, amount: str) -> None:
    editor = PriceEditor("EUR")
    async with Bench(editor).run_test() as pilot:
        editor.load({"amount": typed, "currency": "EUR"})
        await pilot.pause()
        assert editor.read() == {"amount": amount, "currency": "EUR"}


@pytest.mark.parametrize("make", [LineEditor, ProseEditor])
async def test_nothing_pasted_is_obeyed_by_the_terminal(make: Callable[[], Any]) -> None:
    editor = make()
    app = Bench(editor)
    async with app.run_test() as pilot:
        editor.focus()
        await pilot.pause()
        editor.post_message(events.Paste(HOSTILE))
        await pilot.pause()
        rows = "".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "31m" in rows
        assert not set(rows) & set("\x9b\u202e\x1b\x07")
