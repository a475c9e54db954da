"""Cleaning, card numbers, folding and ids."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint.model.text import (
    REPLACEMENT,
    clean_line,
    clean_prose,
    find_cards,
    fold,
    is_id,
    mask_cards,
    noticing,
    shown,
    slug,
)

CARDS = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "5555.5555.5555.4444",
    "378282246310005",
    "3530111333300000",
    "6011 1111 1111 1117",
    "2223003122003222",
    "30569309025904",
    "6200000000000005",
    "６０１１１１１１１１１１１１１７",
    "٤١١١١١١١١١١١١١١١",
    "41\u200b11\u200b1111\u200b1111\u200b1111",
    "no 4111111111111111, thanks",
    "VISA4111111111111111",
    "4111 1111 1111 1111 12/27",
]
NOT_CARDS = [
    "2026-11-23",
    "+81-90-0000-0000",
    "+491701234567890",
    "order 249-1234567-1234567",
    "DE89 3704 0044 0532 0130 00",
    "GB29NWBK60161331926819",
    "0000000000000000",
    "1234",
    "https://example.com/a/2026/11/23",
    "4111 1111 1111 1112",
]


@pytest.mark.parametrize("text", CARDS)
def test_a_card_number_is_found_however_it_is_written(text: str) -> None:
    assert find_cards(text)


@pytest.mark.parametrize("text", NOT_CARDS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not find_cards(text)
    assert mask_cards(text) == text


def test_masking_keeps_the_rest_and_the_last_four() -> None:
    with noticing() as notices:
        masked = mask_cards("old 4111 1111 1111 1111, new 5555555555554444!")
    assert masked == "old ••1111, new ••4444!"
    assert notices.masked == 2


@given(st.text())
def test_nothing_a_terminal_obeys_survives(text: str) -> None:
    for cleaned in (clean_line(text), shown(text)):
        assert all(unicodedata.category(c) not in ("Cc", "Cs") for c in cleaned)
        assert not set(cleaned) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    prose = clean_prose(text)
    assert all(unicodedata.category(c) not in ("Cc", "Cs") or c in "\n\t" for c in prose)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_prose(clean_prose(text)) == clean_prose(text)


def test_what_was_replaced_is_counted() -> None:
    with noticing() as notices:
        assert clean_line("a\x1b]52;c;AAAA\x07b\u202e") == (
            f"a{REPLACEMENT}]52;c;AAAA{REPLACEMENT}b{REPLACEMENT}"
        )
    assert notices.replaced == 3


def test_notes_keep_their_lines() -> None:
    assert clean_prose("one\r\ntwo\tthree\x00") == f"one\ntwo\tthree{REPLACEMENT}"


def test_folding_makes_kana_and_width_alike() -> None:
    assert fold("ラクテン") == fold("らくてん") == fold("ﾗｸﾃﾝ")
    assert fold("ＶＩＳＡ") == fold("visa")


def test_ids_keep_their_script_and_count_up() -> None:
    assert slug("楽天市場") == "楽天市場"
    assert slug("VISA ••1234 @ Netflix") == "visa-1234-netflix"
    assert slug("楽天市場", {"楽天市場", "楽天市場-2"}) == "楽天市場-3"


@given(st.text())
def test_every_name_gives_an_id(name: str) -> None:
    made = slug(name)
    assert is_id(made)
    assert len(made) <= 48
