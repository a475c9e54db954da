"""Wrapping with a hanging indent, in both scripts."""

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from footprint.tui.wrapping import LEAST, NEVER_FIRST, hanging

TEXT = st.text(alphabet="ab “”「」。、コーヒー豆定期便(¥1) 👩‍👩‍👧", max_size=80)


@settings(max_examples=100)
@given(sentence=TEXT, width=st.integers(LEAST + 4, 60))
def test_every_line_fits_and_nothing_is_lost(sentence: str, width: int) -> None:
    told = hanging(" · ", sentence, width)
    assert all(cell_len(line) <= width for line in told.split("\n"))
    assert "".join(told.split()) == "".join(("·" + sentence).split())


def test_following_lines_stand_under_the_first() -> None:
    assert hanging(" · ", "one two three four", 13) == " · one two\n   three four\n"


def test_japanese_breaks_between_characters_but_not_before_a_full_stop() -> None:
    told = hanging("", "次の窓口に申し立ててください。", 14)
    assert told == "次の窓口に申し\n立ててくださ\nい。\n"
    for width in range(14, 40):
        for line in hanging("", "「コーヒー豆 定期便」の請求は、続きます。" * 3, width).split("\n"):
            assert line[:1] not in NEVER_FIRST
            assert line[-1:] != "「"


def test_an_english_sentence_ends_with_a_japanese_name_and_its_full_stop() -> None:
    sentence = "No answer to your message: write to the platform, 楽天市場."
    for width in range(14, 70):
        for line in hanging("  ", sentence, width).split("\n"):
            assert line.strip()[:1] not in (".", ",")
    assert hanging("", "look into .config", 12) == "look into\n.config\n"
