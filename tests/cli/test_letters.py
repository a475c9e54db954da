"""Letters and one's own details on the command line."""

import json
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from tests.cli.conftest import CASES, Cli, prepared


@pytest.fixture
def story(cli: Cli, home: Path) -> Cli:
    """The command line on the story's vault."""
    return prepared(cli, home, "story", (CASES / "rakuten.json").read_text("utf-8"))


def test_the_letter_is_in_their_language_and_signed_with_ones_own_details(story: Cli) -> None:
    assert story("person", "--name", "森 はな", "--email", "hana@example.org").status == 0
    done = story("request", "letter", "R-2026-0001")
    assert done.status == 0
    recorded = "footprint request log R-2026-0001 out reminder --to info@midori.example"
    assert done.err == f"When you have sent it: {recorded}\n"
    assert "【再度のご連絡】" in done.out
    assert "森 はなと申します" in done.out
    german = story("request", "letter", "R-2026-0001", "--language", "de")
    assert "Sehr geehrte Damen und Herren" in german.out
    assert story("request", "letter", "R-2026-0001", "--language", "fr").status == 2
    assert story("request", "letter", "R-2026-9999").status == 1


def test_a_letter_that_nobody_signs_says_so(story: Cli) -> None:
    assert "not signed yet: footprint person" in story("request", "letter", "R-2026-0001").err


def test_its_form_is_that_of_the_file_s_name(story: Cli, home: Path) -> None:
    story("person", "--name", "Hana Mori", "--email", "hana@example.org")
    words = ("request", "letter", "R-2026-0001", "--purpose", "cancellation", "--language", "en")
    done = story(*words, "--to", "letter.eml")
    assert done.status == 0 and "not encrypted" in done.err
    assert (home / "letter.eml").stat().st_mode & 0o777 == 0o600
    read = BytesParser(policy=policy.default).parsebytes((home / "letter.eml").read_bytes())
    assert read["From"] == "hana@example.org"
    assert "I cancel “コーヒー豆 定期便”" in read.get_content()
    assert story(*words, "--to", "letter.eml").status == 1
    assert story(*words, "--to", "letter.html").status == 0
    assert "<html" in (home / "letter.html").read_text("utf-8")
    assert story(*words, "--as", "mailto").out.startswith("mailto:")


def test_details_are_shown_changed_and_emptied(story: Cli) -> None:
    assert "Nothing is known of you" in story("person").out
    assert story("person", "--name", "Hana", "--address", "1-1\nTokyo").status == 0
    assert story("person", "--owner", "Grandmother", "--name", "Kiku").status == 0
    assert json.loads(story("person", "--json").out) == {"name": "Hana", "address": "1-1\nTokyo"}
    kept = json.loads(story("snapshot", "export", "-").out)["person"]
    assert kept["owners"] == {"Grandmother": {"name": "Kiku"}}
    assert story("person", "--unset", "address").status == 0
    assert json.loads(story("person", "--json").out) == {"name": "Hana"}
    assert story("undo").status == 0
    assert "address" in json.loads(story("person", "--json").out)
    assert story("person", "--country", "Japan").status == 1


def test_the_owner_of_an_item_writes_about_it(story: Cli) -> None:
    story("person", "--name", "Hana")
    story("person", "--owner", "Grandmother", "--name", "Kiku")
    assert story("edit", "coffee-order", "--owner", "Grandmother").status == 0
    letter = story("request", "letter", "R-2026-0001").out
    assert "Kiku" in letter and "Hana" not in letter


def test_what_is_taken_further_is_logged_with_whom_it_went_to(story: Cli) -> None:
    request = "R-2026-0001"
    assert story("request", "log", request, "out", "reminder", "--channel", "phone").status == 0
    story("edit", "visa-1234", "--unset", "issuer")
    day = ("--today", "2026-11-25")
    told = story("request", "show", request, *day).out
    assert "ask whoever issued the card to stop this merchant" in " ".join(told.split())
    done = story("request", "letter", request, "--purpose", "stop_order", *day)
    assert f"request log {request} out escalation --to 'card issuer'" in done.err
    # The same is meant where nobody is named, and it takes nothing off the ladder.
    after = story("request", "log", request, "out", "escalation", *day).out
    assert "Look at the statement" in after
    log = json.loads(story("request", "show", request, "--json", *day).out)["log"]
    assert log[-1]["to"] == "card issuer"
