"""From data to cells: always whole, always literal."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from footprint.tui.text import content, cut, fit, lines, text


@given(st.text(max_size=40), st.integers(0, 30))
def test_a_fitted_line_has_exactly_its_cells(value: str, width: int) -> None:
    safe = lines(value).replace("\n", " ")
    assert cell_len(fit(safe, width)) == width
    assert cell_len(cut(safe, width)) <= max(
        width, cell_len(safe) if width >= cell_len(safe) else 0
    )


def test_wide_letters_are_never_cut_in_half() -> None:
    assert cut("楽天市場", 8) == "楽天市場"
    assert cut("楽天市場", 7) == "楽天市…"
    assert cut("楽天市場", 6) == "楽天…"
    assert fit("楽天市場", 6, "right") == " 楽天…"


def test_data_is_literal_and_harmless() -> None:
    hostile = "[bold]x[/] [@click=app.quit]y \x1b]52;c;QQ==\x07\u202e"
    for shown in (text(hostile).plain, content(hostile).plain, content((hostile, "bold")).plain):
        assert shown.startswith("[bold]x[/] [@click=app.quit]y ")
        assert not set(shown) & {"\x1b", "\x07", "\u202e"}


def test_lines_keep_their_ends() -> None:
    assert lines("a\n\tb\r") == "a\n    b\N{REPLACEMENT CHARACTER}"
