"""REF and search: what a person types finds what they mean."""

from pathlib import Path

import pytest

from footprint.errors import Refused
from footprint.model import snapshot
from footprint.model.records import Records
from footprint.workspace.reference import resolve
from footprint.workspace.search import Search

RAKUTEN = Path(__file__).parents[1] / "cases" / "rakuten.json"


@pytest.fixture(scope="module")
def story() -> Records:
    return snapshot.loads(RAKUTEN.read_bytes())


@pytest.mark.parametrize(
    ("ref", "item"),
    [
        ("netflix", "netflix"),
        ("NETFLIX", "netflix"),
        ("楽天市場", "rakuten-ichiba"),
        ("rakuten ichiba", "rakuten-ichiba"),
        ("Ｎｅｔｆｌｉｘ", "netflix"),
        ("しねま倶楽部", "cinema"),
        ("コーヒー豆", "coffee-order"),
        ("DMはがき", "midori-dm"),
    ],
)
def test_the_first_level_with_one_match_wins(story: Records, ref: str, item: str) -> None:
    assert resolve(story, ref).id == item


@pytest.mark.parametrize("ref", ["visa", "みどり", ""])
def test_several_matches_are_listed_and_none_is_guessed(story: Records, ref: str) -> None:
    with pytest.raises(Refused):
        resolve(story, ref)


def test_a_kind_narrows_what_is_meant(story: Records) -> None:
    assert resolve(story, "visa", {"instrument"}).id == "visa-1234"


def test_removing_takes_no_part_of_a_name(story: Records) -> None:
    with pytest.raises(Refused):
        resolve(story, "コーヒー豆", exactly=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "楽",
            {
                "cinema",
                "rakuten-id",
                "rakuten-ichiba",
                "kobo",
                "ichiba-news",
                "points",
                "visa-at-rakuten",
                "rakuten-pay",
            },
        ),
        ("こーひー", {"coffee-order"}),
        ("visa netflix", {"visa-at-netflix"}),
        ("info@midori", {"midori-coffee", "coffee-order", "midori-news"}),
        ("nothing like it", set()),
    ],
)
def test_every_word_has_to_occur_somewhere(story: Records, text: str, found: set[str]) -> None:
    assert {item.id for item in Search().find(story, text)} == found
