"""Letters and one's own details on the command line."""

import json
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

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
    # Both addresses were written to in vain, and it is time to telephone.
    recorded = "footprint request log R-2026-0001 out reminder --subject "
    sent, kept = done.err.splitlines()
    assert sent.startswith(f"When you have sent it: {recorded}") and "【再度のご連絡】" in sent
    assert "Its text is not kept" in kept
    assert "【再度のご連絡】" in done.out
    assert "森 はなと申します" in done.out
    mail = story("request", "letter", "R-2026-0001", "--as", "mailto").out
    assert mail.startswith("mailto:?")
    again = ("--purpose", "cancellation", "--as", "mailto")
    assert "midori.example" in story("request", "letter", "R-2026-0001", *again).out
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
    refused = story("person", "--email", "nonsense")
    assert refused.status == 1 and "this is not an e-mail address" in refused.err
    assert story("person", "--email", "hana@mail.example").status == 0


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
    assert "you turned to the card’s issuer" in story("request", "show", request, *day).out


def test_what_a_bank_account_pays_is_stopped_at_the_bank(story: Cli) -> None:
    request, day = "R-2026-0001", ("--today", "2026-11-25")
    story("request", "log", request, "out", "reminder", "--channel", "phone")
    story("edit", "visa-1234", "--unset", "issuer", "--unset", "network", "--type", "bank_account")
    told = " ".join(story("request", "show", request, *day).out.split())
    assert "Ask the bank to stop their direct debits. The next debit is on" in told
    assert "Ask the bank to stop their direct debits" in story("due", *day).out
    done = story("request", "letter", request, "--purpose", "stop_order", *day)
    assert f"request log {request} out escalation --to 'the bank'" in done.err
    story("request", "log", request, "out", "escalation", *day)
    log = json.loads(story("request", "show", request, "--json", *day).out)["log"]
    assert log[-1]["to"] == "the bank"
    shown = story("request", "show", request, *day).out
    assert "you turned to the bank, the bank" in shown and "took it further" not in shown
    assert "銀行に依頼した、the bank" in story("request", "show", request, *day, "--lang", "ja").out


def snapshot_requests(story: Cli) -> list[dict[str, Any]]:
    return list(json.loads(story("snapshot", "export", "-").out)["requests"])


def log_of(story: Cli, request: str = "R-2026-0001") -> list[dict[str, str]]:
    shown = json.loads(story("request", "show", request, "--json").out)
    assert isinstance(shown["log"], list)
    return shown["log"]


def next_of(story: Cli) -> str:
    return str(json.loads(story("request", "show", "R-2026-0001", "--json").out)["next"]["action"])


def test_what_goes_to_a_file_is_kept_and_logged_as_sent_with_its_words(story: Cli) -> None:
    before = log_of(story)
    done = story("request", "letter", "R-2026-0001", "--purpose", "complaint", "--to", "l.eml")
    assert "It is kept with the request" in done.err
    recorded = "footprint request log R-2026-0001 out escalation --letter"
    assert f"When you have sent it: {recorded}\n" in done.err
    assert next_of(story) == "send"
    (kept,) = log_of(story)[len(before) :]
    assert kept["type"] == "note" and kept["to"]
    assert story(*recorded.split()[1:]).status == 0
    sent = log_of(story)[-1]
    assert sent["type"] == "escalation"
    assert [sent[name] for name in ("to", "subject", "text")] == [
        kept[name] for name in ("to", "subject", "text")
    ]
    assert next_of(story) != "send"
    assert story("request", "log", "R-2026-0001", "out", "reminder", "--letter").status == 1


def test_the_kept_letter_is_the_one_that_is_printed(story: Cli) -> None:
    words = ("request", "letter", "R-2026-0001")
    dispute = story(*words, "--purpose", "dispute", "--language", "en", "--keep")
    assert "It is kept with the request" in dispute.err
    log = log_of(story)
    again = story(*words)
    assert again.out == dispute.out
    assert "This is the letter that is kept with the request" in again.err
    assert "out escalation --letter" in again.err
    assert story(*words, "--language", "en").out == dispute.out
    assert story(*words, "--to", "letter.txt").status == 0
    assert log_of(story) == log
    for other in (("--new",), ("--language", "de"), ("--purpose", "second_notice")):
        fresh = story(*words, *other)
        assert fresh.out != dispute.out
        assert "--letter" not in fresh.err and "--subject" in fresh.err


def test_a_letter_that_is_logged_as_sent_earlier_is_used_up_and_told_once(story: Cli) -> None:
    words = ("request", "letter", "R-2026-0001", "--language", "en")
    story(*words, "--purpose", "second_notice", "--keep")
    kept = log_of(story)[-1]
    log = ("request", "log", "R-2026-0001", "out")
    refused = story(*log, "escalation", "--letter").refused(1)
    assert "another one" in refused and "out reminder --letter" in refused
    assert story(*log, "reminder", "--letter", "--on", "2026-11-20").status == 0
    assert log_of(story)[-1]["text"] == kept["text"]
    assert next_of(story) != "send"
    assert "No letter is kept" in story(*log, "reminder", "--letter").refused(1)
    shown = story("request", "show", "R-2026-0001").out
    assert shown.count("Dear ") == 1 and shown.count(kept["subject"]) == 1
    assert "a letter was kept, not sent" not in shown
    # The lines keep their numbers, by which files are attached; the one with a file is told.
    count = len(log_of(story))
    assert f"  {count - 1:>2}  20 Nov 2026  you reminded them" in shown
    Path("note.txt").write_text("as it was kept")
    request = ("--request", "R-2026-0001", "--entry", str(count))
    attach = ("evidence", "add", "coffee-order", "note.txt", *request)
    assert story(*attach).status == 0
    assert (
        f"  {count:>2}  23 Nov 2026  a letter was kept" in story(*words[:1], "show", words[2]).out
    )


def test_a_fresh_draft_is_not_called_written(story: Cli) -> None:
    story("request", "new", "refund", "coffee-order")
    listed = json.loads(story("request", "list", "--json").out)
    (draft,) = [each for each in listed if each["status"] == "draft"]
    assert draft["next"]["because"] == "It is drafted, and not sent yet."
    story("request", "letter", draft["id"], "--keep")
    kept = json.loads(story("request", "show", draft["id"], "--json").out)
    assert kept["next"]["because"] == "It is written, but it was never sent."


def test_only_what_one_sent_is_a_letter(story: Cli) -> None:
    story("request", "letter", "R-2026-0001", "--keep")
    words = ("request", "log", "R-2026-0001", "in", "acknowledgement", "--letter")
    assert "out, not in" in story(*words).refused(1)


def test_a_file_that_cannot_be_written_keeps_nothing(story: Cli, home: Path) -> None:
    (home / "letter.eml").write_text("mine")
    log = log_of(story)
    assert story("request", "letter", "R-2026-0001", "--to", "letter.eml").status == 1
    assert log_of(story) == log


def test_a_letter_of_a_closed_request_is_only_written(story: Cli, home: Path) -> None:
    assert story("request", "log", "R-2026-0001", "out", "closed", "--outcome", "done").status == 0
    before = story("request", "show", "R-2026-0001", "--json").out
    done = story("request", "letter", "R-2026-0001", "--to", "letter.txt")
    assert done.status == 0 and (home / "letter.txt").exists()
    assert "is closed" in done.err and "reminded" not in done.err and "--letter" not in done.err
    kept = story("request", "letter", "R-2026-0001", "--to", "other.txt", "--keep")
    assert kept.status == 1 and not (home / "other.txt").exists()
    assert story("request", "show", "R-2026-0001", "--json").out == before


def test_nothing_is_written_about_what_is_settled(story: Cli, home: Path) -> None:
    story("request", "log", "R-2026-0001", "in", "answer", "--outcome", "complete")
    before = log_of(story)
    words = ("request", "letter", "R-2026-0001")
    refused = story(*words, "--to", "letter.txt")
    assert refused.status == 1 and "is settled: there is nothing to write" in refused.err
    assert not (home / "letter.txt").exists() and log_of(story) == before
    assert story(*words, "--purpose", "cancellation").status == 0


def test_it_is_told_how_money_that_came_back_is_recorded(story: Cli) -> None:
    story("request", "new", "refund", "coffee-order")
    (draft,) = (r for r in snapshot_requests(story) if r["kind"] == "refund")
    story("request", "log", draft["id"], "out", "request", "--channel", "email")
    shown = story("request", "show", draft["id"]).out
    assert "When the money has come back:" in shown
    command = f"request log {draft['id']} in answer --outcome complete"
    assert f"footprint {command}" in shown
    assert story(*command.split()).status == 0
    assert "come back" not in story("request", "show", draft["id"]).out


def test_an_address_that_no_mail_can_carry_is_told(story: Cli, home: Path) -> None:
    story("edit", "coffee-order", "--cancel.email", "窓口@midori.example")
    words = ("request", "letter", "R-2026-0001", "--new")
    done = story(*words, "--to", "letter.eml")
    assert "“窓口@midori.example” cannot stand in the mail" in done.err
    assert b"\nTo:" not in (home / "letter.eml").read_bytes()
    assert "cannot stand" not in story(*words).err
