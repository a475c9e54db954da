"""Requests and reminders on the command line: skip, incidents, snoozes, lead times, rules."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import CASES, TODAY, Cli, prepared


@pytest.fixture
def story(cli: Cli, home: Path) -> Cli:
    """The command line on the story's vault: asked on 20 October, reminded on the 23rd."""
    return prepared(cli, home, "story", (CASES / "rakuten.json").read_text("utf-8"))


def due(cli: Cli, *words: str) -> list[dict[str, str]]:
    found = cli("due", "--json", *words)
    assert found.status == 0
    read: list[dict[str, str]] = json.loads(found.out)
    return read


def test_a_step_left_out_makes_room_for_the_next(story: Cli) -> None:
    before = json.loads(story("request", "show", "R-2026-0001", "--json").out)["next"]
    assert (before["action"], before["on"]) == ("other_channel", "2026-10-30")
    done = story("request", "skip", "R-2026-0001", "--reason", "They never pick up")
    assert done.status == 0 and "Write to the platform" in done.out
    after = json.loads(story("request", "show", "R-2026-0001", "--json").out)["next"]
    assert after["action"] == "ask_platform"
    # The reason is there to be read again.
    shown = story("request", "show", "R-2026-0001").out
    assert "Left out\n" in shown
    assert "Try another way to reach them: They never pick up" in shown
    assert story("undo").status == 0
    assert json.loads(story("request", "show", "R-2026-0001", "--json").out)["next"] == before


def test_a_charge_is_found_judged_and_recorded(story: Cli) -> None:
    words = ("incident", "charge", "--amount", "3980 JPY", "--on", "2026-11-30")
    seen = story(*words, "--dry-run", "--today", "2026-12-03")
    assert seen.status == 0
    assert "コーヒー豆 定期便 (coffee-order)" in seen.out
    assert "contested" in seen.out
    assert json.loads(story(*words, "--dry-run", "--json").out)[0]["request"] == "R-2026-0001"
    done = story(*words, "--today", "2026-12-03")
    assert done.status == 0 and "R-2026-0001" in done.out
    shown = story("request", "show", "R-2026-0001", "--json", "--today", "2026-12-03")
    document = json.loads(shown.out)
    assert document["next"]["action"] == "ask_refund"
    assert document["log"][-1]["amount"] == {"amount": "3980", "currency": "JPY"}


def test_a_step_is_told_with_the_command_that_records_it(story: Cli) -> None:
    shown = story("request", "show", "R-2026-0001").out
    assert "Call +81-3-0000-0000. When you have called:\n" in shown
    assert "footprint request log R-2026-0001 out reminder --channel phone\n" in shown
    assert "request letter" not in shown
    done = story("request", "log", "R-2026-0001", "out", "reminder", "--channel", "phone")
    lines = done.out.splitlines()
    (place,) = [number for number, line in enumerate(lines) if "If nothing was charged" in line]
    assert lines[place + 1].strip() == "footprint request log R-2026-0001 in verification"
    assert lines[place + 2].strip() == "If it was charged:"
    command = "footprint incident charge --item coffee-order --on 2026-10-31 --amount AMOUNT"
    assert lines[place + 3].strip() == command


def test_a_hotline_is_called_and_the_call_is_noted(story: Cli) -> None:
    request, day = "R-2026-0001", ("--today", "2026-11-24")
    refused = ("request", "log", request, "in", "answer", "--outcome", "refused")
    done = story(*refused, *day).out
    assert "Call 188. When you have called:\n" in done and "request letter" not in done
    command = f"request log {request} out escalation --channel phone"
    assert f"footprint {command}\n" in done
    story(*command.split(), *day)
    log = json.loads(story("request", "show", request, "--json", *day).out)["log"]
    assert (log[-1]["to"], log[-1]["channel"]) == ("消費者ホットライン (consumer hotline)", "phone")


def test_a_request_by_telephone_is_a_call(story: Cli) -> None:
    made = story("request", "new", "closure", "midori-coffee", "--channel", "phone").out
    (request,) = [word for word in made.split() if word.startswith("R-2026-")][:1]
    shown = story("request", "show", request).out
    assert "Call +81-3-0000-0000. When you have called:\n" in shown
    command = f"request log {request} out request --channel phone"
    assert f"footprint {command}\n" in shown and "request letter" not in shown
    assert story(*command.split()).status == 0


def test_what_fits_nothing_or_several_is_not_guessed(story: Cli) -> None:
    nothing = story("incident", "charge", "--amount", "1 JPY", "--on", "2026-11-02")
    assert nothing.status == 1 and "--item" in nothing.err
    several = story("incident", "charge", "--on", "2026-12-04", "--words", "定期")
    assert several.status == 1
    assert "coffee-order" in several.err and "water-order" in several.err
    named = story("incident", "mail", "--item", "water-order")
    assert named.status == 0 and "Next, on" in named.out
    again = story("incident", "parcel", "--item", "water-order")
    assert again.status == 1 and "to be expected" in again.err
    charge = ("charge", "--item", "coffee-order", "--on", "2026-11-30", "--today", "2026-12-03")
    assert story("incident", *charge).status == 0
    twice = story("incident", *charge)
    assert twice.status == 1 and "recorded already" in twice.err


def test_a_charge_of_a_day_to_come_is_judged_and_not_recorded(story: Cli) -> None:
    given = ("incident", "charge", "--item", "coffee-order", "--on", "2026-11-24")
    assert story(*given, "--dry-run").status == 0
    told = story(*given).refused(1).strip()
    assert told == "24 Nov 2026 is still to come: nothing can have come on it."


@pytest.mark.parametrize(
    "words",
    [
        "in incident --what charge", "in acknowledgement", "in info_requested", "in note",
        "in answer --outcome complete", "in verification", "in bounce", "out reminder",
        "out escalation", "out info_sent", "out closed --outcome done", "out note",
        "in extension --until 2026-12-24",
    ],
)  # fmt: skip
def test_only_what_has_happened_is_logged(story: Cli, words: str) -> None:
    log = ("request", "log", "R-2026-0001", *words.split())
    before = story("request", "show", "R-2026-0001", "--json").out
    told = story(*log, "--on", "2026-11-24").refused(1).strip()
    assert told == "24 Nov 2026 is still to come: only what has happened can be logged."
    assert story("request", "show", "R-2026-0001", "--json").out == before
    # What they announce is to come, and is logged.
    assert story(*log, "--on", "2026-11-23").status == 0


def test_more_time_that_moves_no_date_says_so(story: Cli) -> None:
    log = ("request", "log", "R-2026-0001", "in", "extension", "--until")
    assert "moves no date" not in story(*log, "2026-12-24").out
    assert "they take more time. It moves no date." in story(*log, "2027-01-24").out


def test_nothing_has_arrived_on_a_day_to_come(story: Cli) -> None:
    sent = ("request", "log", "R-2026-0001", "out", "reminder", "--channel", "post")
    assert "still to come" in story(*sent, "--received-on", "2026-11-26").refused(1)


def test_what_is_put_to_sleep_of_an_exit_is_told_by_name(story: Cli) -> None:
    name = json.loads(story("exit", "list", "--json").out)[0]["id"]
    steps = [one for one in due(story) if one["exit"] == name]
    assert len({one["item"] for one in steps}) > 1
    done = story("snooze", name.upper(), "--until", "2026-12-30")
    assert f"{len(steps)} reminders about “{name}” to sleep until 30 Dec 2026" in done.out
    done = story("wake", name)
    assert f"Woke {len(steps)} reminders about “{name}”" in done.out
    done = story("acknowledge", name)
    assert f"Acknowledged {len(steps)} reminders about “{name}”" in done.out


def test_snoozed_and_acknowledged_are_not_told(story: Cli) -> None:
    assert any(one["item"] == "water-order" for one in due(story))
    assert story("snooze", "water-order", "--until", "2026-11-26").status == 0
    assert not any(one["item"] == "water-order" and not one["exit"] for one in due(story))
    again = due(story, "--today", "2026-11-26")
    assert any(one["item"] == "water-order" and not one["exit"] for one in again)
    assert story("acknowledge", "R-2026-0001", "--what", "reply").status == 0
    assert not any(one["what"] == "reply" for one in due(story))
    assert story("snooze", "kobo", "--until", "2027-01-01").status == 1
    late = story("snooze", "cinema-plan", "--until", TODAY)
    assert late.status == 1 and "after today" in late.err


def test_what_sleeps_or_was_seen_is_woken(story: Cli) -> None:
    before = due(story)
    assert story("snooze", "water-order", "--until", "2026-12-24").status == 0
    assert story("acknowledge", "R-2026-0001").status == 0
    assert story("wake", "R-2026-0001", "--what", "reply").status == 0
    woken = [one["what"] for one in due(story) if one["request"] == "R-2026-0001"]
    assert woken == ["reply"]
    assert story("wake", "r-2026-0001").status == 0
    assert story("wake", "water-order").out == "Woke 3 reminders about “天然水 定期購入”\n"
    assert due(story) == before
    assert "Nothing sleeps about “water-order”" in story("wake", "water-order").refused(1)
    story("wake", "no-such-thing").refused(1)


def test_how_many_sleep_about_what_and_past_which_day_is_said(story: Cli) -> None:
    until = ("--until", "2026-12-24")
    several = story("snooze", "R-2026-0001", *until)
    assert several.out.startswith("Put 3 reminders about “") and "24 Dec" in several.out
    assert story("acknowledge", "R-2026-0001").status == 1
    assert story("wake", "R-2026-0001").out.startswith("Woke 3 reminders about “")
    assert story("acknowledge", "R-2026-0001").out.startswith("Acknowledged 3 reminders about “")
    exits = {one["exit"] for one in due(story) if one["exit"]}
    for one in due(story):
        story("snooze", one["request"] or one["item"], *until)
    for exit_id in exits:
        story("snooze", exit_id, *until)
    assert due(story) == []
    told = story("due").out
    assert told.startswith("Nothing is due; ") and "things sleep until 24 Dec" in told
    assert told.count("\n") == 1 and story("due", "--json").out.strip() == "[]"
    assert story("due", "--today", "2026-12-24").out.startswith("Overdue")


def test_a_last_day_that_is_slept_over_is_told(story: Cli) -> None:
    last = next(one for one in due(story) if one["what"] == "cut_off")
    about = (last["item"], "--what", "cut_off", "--until")
    late = story("snooze", *about, "2026-11-24")
    assert late.out.startswith("Put a reminder about “") and late.out.endswith(" 24 Nov 2026\n")
    assert late.err == f"A last day comes before that, on 23 Nov 2026: {last['text']}\n"
    assert not story("snooze", "R-2026-0001", "--what", "reply", "--until", "2026-11-24").err


def test_the_last_day_of_a_step_that_is_slept_over_is_told(story: Cli) -> None:
    step = next(one for one in due(story) if one["what"] == "step")
    late = story("snooze", step["item"], "--what", "step", "--until", "2027-12-24")
    told = late.err.splitlines()
    assert all(line.startswith("A last day comes before that, on ") for line in told)
    assert any(line.endswith(f": {step['text']}") for line in told)


def test_lead_times_are_set_by_kind_and_item(story: Cli) -> None:
    assert story("lead", "charge", "3").status == 0
    assert story("lead", "charge", "0", "--item", "coffee-order").status == 0
    kept = json.loads(story("snapshot", "export", "-").out)["reminders"]
    assert kept == {"leads": {"charge": 3}, "item_leads": {"coffee-order": {"charge": 0}}}
    assert story("lead", "charge", "usual").status == 0
    assert story("lead", "charge", "400").status == 1
    assert story("lead", "nothing", "4").status == 2


def test_an_amount_is_read_as_it_stands_on_a_statement(story: Cli) -> None:
    fits = [
        story("incident", "charge", "--amount", typed, "--on", "2026-11-30", "--dry-run").out
        for typed in ("3980 JPY", "¥3,980", "3980")
    ]
    assert fits[0] and len(set(fits)) == 1
    words = ("request", "log", "R-2026-0001", "in", "incident", "--what", "charge", "--amount")
    assert story(*words, "3,980円").status == 0
    document = json.loads(story("request", "show", "R-2026-0001", "--json").out)
    assert document["log"][-1]["amount"] == {"amount": "3980", "currency": "JPY"}
    assert story(*words, "much").status == 1


def test_the_rule_of_a_request_can_be_changed(story: Cli) -> None:
    assert story("request", "edit", "R-2026-0001", "--regime", "GENERIC").status == 0
    shown = json.loads(story("request", "show", "R-2026-0001", "--json").out)
    assert (shown["regime"], shown["due"]["rule"]) == ("GENERIC", "GENERIC")
    assert story("request", "edit", "R-2026-0001", "--regime", "none").status == 0
    shown = json.loads(story("request", "show", "R-2026-0001", "--json").out)
    assert shown["regime"] == "JP-TOKUSHO-TEIKI"
    assert story("request", "edit", "R-2026-0001", "--regime", "NO-SUCH").status == 1
    assert story("request", "edit", "R-2026-0001").status == 2


def test_rules_are_told_with_their_sources_and_their_age(story: Cli) -> None:
    one = story("rules", "EU-GDPR-DSR")
    assert "1182/71" in one.out and "by law" in one.out
    assert "over a year old" not in one.out
    assert "over a year old" in story("rules", "--today", "2028-01-01").out
    of_item = json.loads(story("rules", "--item", "coffee-order", "--json").out)
    assert {rule["jurisdiction"] for rule in of_item} == {"JP"}
    assert story("rules", "NO-SUCH").status == 1


def test_an_answer_is_logged_with_its_proof(story: Cli, tmp_path: Path) -> None:
    (tmp_path / "yes.png").write_bytes(b"\x89PNG\r\n\x1a\n0")
    yes = ("request", "log", "R-2026-0001", "in", "answer", "--outcome", "complete")
    done = story(*yes, "--attach", str(tmp_path / "yes.png"))
    assert done.status == 0
    shown = story("request", "show", "R-2026-0001").out
    assert "▤ yes.png (E-" in shown.split("done")[-1]
    again = ("evidence", "add", "coffee-order", str(tmp_path / "yes.png"))
    wrong = story(*again, "--request", "R-2026-0001", "--entry", "9")
    assert wrong.status == 1 and "no line 9" in wrong.err
    assert story(*again, "--request", "R-2026-0001", "--entry", "1").status == 0
    nowhere = story(*again, "--entry", "1")
    assert nowhere.status == 1 and "name the request" in nowhere.err
    missing = story(*yes, "--attach", str(tmp_path / "none.png"))
    assert missing.status == 1 and "none.png" in missing.err


def test_a_look_whose_day_has_come_is_told_beside_an_older_step(story: Cli) -> None:
    told = " ".join(story("request", "show", "R-2026-0001").out.split())
    assert "Besides, on 3 Nov 2026: Look at the statement." in told
    assert "incident charge --item coffee-order --on 2026-10-31 --amount AMOUNT" in told
    due = json.loads(story("due", "--json").out)
    about = [(one["what"], one["on"]) for one in due if one["request"] == "R-2026-0001"]
    assert ("watch", "2026-11-03") in about
    # Each sleeps by itself.
    assert story("acknowledge", "R-2026-0001", "--what", "watch").status == 0
    left = [one["what"] for one in json.loads(story("due", "--json").out)]
    assert "watch" not in left and "follow_up" in left
