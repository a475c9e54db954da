"""The hint about a new passphrase."""

import pytest

from footprint.tui.strength import guessing_bits, strength


@pytest.mark.parametrize("weak", ["", "a", "password", "aaaaaaaaaaaaaaaa", "abcdefgh", "12345678"])
def test_what_everybody_tries_first_is_very_weak(weak: str) -> None:
    assert strength(weak)[0] == 0


@pytest.mark.parametrize(
    "good", ["kettle orbit lantern dune mosaic", "vR7#kq!29zLp", "湖のほとりで青い自転車を洗う"]
)
def test_long_and_unrelated_is_strong(good: str) -> None:
    assert strength(good)[0] == 3


def test_the_same_word_again_adds_nothing() -> None:
    assert guessing_bits("lantern lantern lantern") == guessing_bits("lantern")
