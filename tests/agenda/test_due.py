"""What is due when, and in which order it is told."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.agenda.due import URGENCIES, Due, due, urgency
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.requests.machine import standings
from footprint.workspace.demo import example

TODAY = date(2026, 11, 23)
MONTHLY = {"every": 1, "unit": "month"}
COFFEE = {
    "id": "coffee",
    "kind": "subscription",
    "name": "コーヒー豆 定期便",
    "country": "JP",
    "price": {"amount": "3980", "currency": "JPY"},
    "cycle": MONTHLY,
    "first_charge_on": "2023-01-31",
    "notice": {"days": 7},
}


def records(*items: dict[str, Any], requests: tuple[dict[str, Any], ...] = ()) -> Records:
    return Records.of(
        [Item.from_json(item) for item in items],
        [],
        [Request.from_json(request) for request in requests],
    )


def agenda(found: Records, today: date = TODAY) -> list[Due]:
    return due(found, standings(found, today), today, {})


def of(found: list[Due], what: str) -> list[tuple[date, str]]:
    return [(one.on, one.urgency) for one in found if one.what == what]


def asked(*log: dict[str, Any], kind: str = "cancellation") -> dict[str, Any]:
    return {"id": "R-1", "kind": kind, "item": "coffee", "channel": "email", "log": log}


SENT = {"on": "2026-10-20", "direction": "out", "type": "request"}


def test_charges_and_the_last_day_to_avoid_one() -> None:
    found = agenda(records(COFFEE))
    assert of(found, "charge") == [(date(2026, 11, 30), "soon")]
    assert of(found, "cut_off") == [(TODAY, "today")]
    assert [one.what for one in found] == ["cut_off", "charge"]
    assert found[1].text == "¥3,980 charged: “コーヒー豆 定期便”"


def test_the_last_day_to_cancel_comes_before_a_weekend() -> None:
    # Seven days before 28 February 2027 is a Sunday; a plan says the Friday, too.
    friday, monday = date(2027, 2, 19), date(2027, 2, 22)
    keys = set()
    for today, on in (
        (friday - timedelta(days=4), friday),
        (friday, friday),
        (date(2027, 2, 20), date(2027, 2, 20)),
        (date(2027, 2, 21), date(2027, 2, 21)),
    ):
        found = agenda(records(COFFEE), today)
        assert of(found, "cut_off") == [(on, "today" if on == today else "soon")]
        keys |= {one.key for one in found if one.what == "cut_off"}
    # What was seen on Friday is not told again on Saturday.
    assert keys == {"cut_off:coffee:2027-02-21"}
    following = agenda(records(COFFEE), monday)
    assert "cut_off:coffee:2027-02-21" not in {one.key for one in following}


def test_the_json_is_the_contract_s() -> None:
    (first, _second) = agenda(records(COFFEE))
    assert first.to_json() == {
        "on": "2026-11-23",
        "what": "cut_off",
        "item": "coffee",
        "request": None,
        "exit": None,
        "urgency": "today",
        "text": "Last day to cancel: “コーヒー豆 定期便” (next charge 30 Nov 2026)",
    }


def test_an_unanswered_request_is_overdue_and_says_what_next() -> None:
    found = agenda(records(COFFEE, requests=(asked(SENT),)))
    assert of(found, "reply") == [(date(2026, 10, 23), "overdue")]
    assert of(found, "follow_up") == [(date(2026, 10, 23), "overdue")]
    assert "No reply for 34 days" in next(one.text for one in found if one.what == "reply")


@pytest.mark.parametrize(
    "said",
    [
        {"type": "info_requested"},
        {"type": "extension", "until": "2026-11-05"},
        {"type": "acknowledgement"},
    ],
)
def test_who_said_anything_in_between_is_not_told_to_have_been_silent(said: dict[str, Any]) -> None:
    came = {"on": "2026-10-21", "direction": "in", **said}
    found = agenda(records(COFFEE, requests=(asked(SENT, came),)))
    reply = next(one for one in found if one.what == "reply")
    assert reply.urgency == "overdue"
    assert reply.text == "No answer yet, asked 34 days ago (cancellation): “コーヒー豆 定期便”"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 11, 4), "Reply awaited, asked 1 day ago"),
        (date(2026, 11, 19), "No reply for 16"),
    ],
)
def test_a_reply_is_awaited_since_what_they_have_not_answered(day: date, told: str) -> None:
    said = {"on": "2026-10-22", "direction": "in", "type": "answer", "outcome": "complete"}
    charged = {"on": "2026-10-31", "direction": "in", "type": "incident", "what": "charge"}
    again = {"on": "2026-11-03", "direction": "out", "type": "reminder"}
    reminded = {**again, "on": "2026-11-18"}
    found = records(COFFEE, requests=(asked(SENT, said, charged, again, reminded),))
    now = standings(found, day)["R-1"]
    assert (now.sent_on, now.awaited_since) == (date(2026, 10, 20), date(2026, 11, 3))
    assert told in next(one.text for one in agenda(found, day) if one.what == "reply")


def test_while_an_answer_may_come_in_time_only_the_reply_is_due() -> None:
    fresh = {**SENT, "on": "2026-11-23"}
    found = agenda(records(COFFEE, requests=(asked(fresh),)))
    assert of(found, "reply") == [(date(2026, 11, 26), "soon")]
    assert of(found, "follow_up") == []


def looks(found: Records, today: date) -> list[Due]:
    return [one for one in agenda(found, today) if one.what == "watch"]


def test_a_look_at_the_statement_is_told_on_its_day_beside_an_older_step() -> None:
    # Charged on the 31st, and the last day of a month that has none: looked at three days later.
    unanswered = records(COFFEE, requests=(asked(SENT),))
    (look,) = looks(unanswered, date(2026, 12, 3))
    assert (look.on, look.urgency, look.request) == (date(2026, 12, 3), "today", "R-1")
    assert look.text == "Look at the statement (cancellation): “コーヒー豆 定期便”"
    found = agenda(unanswered, date(2026, 12, 3))
    assert of(found, "follow_up") == [(date(2026, 10, 23), "overdue")]
    clean = {"on": "2026-12-03", "direction": "in", "type": "verification"}
    looked = records(COFFEE, requests=(asked(SENT, clean),))
    assert of(agenda(looked, date(2026, 12, 3)), "watch") == []


def test_a_look_is_one_thing_whether_it_is_next_or_waits_behind_a_step() -> None:
    written = {**SENT, "on": "2026-12-02", "type": "reminder"}
    today = date(2026, 12, 4)
    (beside,) = looks(records(COFFEE, requests=(asked(SENT),)), today)
    found = agenda(records(COFFEE, requests=(asked(SENT, written),)), today)
    (following,) = [one for one in found if one.what == "follow_up"]
    assert (following.on, following.key) == (beside.on, beside.key)
    assert "watch" not in [one.what for one in found]
    assert looks(records(COFFEE, requests=(asked(SENT),)), date(2026, 12, 2)) == []


def test_a_look_sleeps_and_is_left_out_by_itself() -> None:
    skip = {"rung": "check_statement:2026-11-30", "on": "2026-12-03"}
    for said, told in (({}, 1), ({"skipped": {"R-1": [skip]}}, 0)):
        found = records(COFFEE, requests=(asked(SENT),))
        found = Records.of(
            found.items.values(), [], found.requests.values(), sections={"reminders": said}
        )
        assert len(looks(found, date(2026, 12, 3))) == told


def test_a_look_that_two_requests_want_is_told_once() -> None:
    second = {**asked(SENT), "id": "R-2"}
    found = records(COFFEE, requests=(asked(SENT), second))
    assert [one.request for one in looks(found, date(2026, 12, 3))] == ["R-1"]


def test_what_was_cancelled_and_confirmed_is_charged_only_to_its_end() -> None:
    yes = {"on": "2026-11-20", "direction": "in", "type": "answer", "outcome": "complete"}
    late = {**SENT, "on": "2026-11-19"}
    weekly = {**COFFEE, "cycle": {"every": 1, "unit": "week"}, "first_charge_on": "2026-11-03"}
    found = agenda(records(weekly, requests=(asked(late, yes),)))
    # cancelled on 19 November with seven days of notice: the end is the 26th
    assert of(found, "charge") == [(date(2026, 11, 24), "soon")]
    assert of(found, "cut_off") == of(found, "reply") == []


@pytest.mark.parametrize(
    ("item", "what", "on"),
    [
        (
            {"kind": "subscription", "trial_ends_on": "2026-11-26", "cycle": MONTHLY},
            "trial_end",
            "2026-11-26",
        ),
        ({"kind": "instrument", "expires": "2026-12"}, "card_expiry", "2026-12-31"),
        (
            {"kind": "balance", "amount": "12400", "unit": "point", "expires_on": "2026-12-31"},
            "balance_expiry",
            "2026-12-31",
        ),
    ],
)
def test_what_runs_out(item: dict[str, Any], what: str, on: str) -> None:
    whole = {"id": "it", "name": "It", **item}
    (one,) = [one for one in agenda(records(whole)) if one.what == what]
    assert one.on.isoformat() == on and "It" in one.text
    ended = {**whole, "status": "ended"}
    assert agenda(records(ended)) == []


def test_an_acknowledgement_that_the_law_wants() -> None:
    shop = {"id": "coffee", "kind": "shop", "name": "Shop", "country": "US-CA"}
    log = {**SENT, "on": "2026-11-16"}
    found = agenda(records(shop, requests=(asked(log, kind="erasure"),)))
    # ten business days, without Thanksgiving and the day after it
    assert of(found, "acknowledgement") == [(date(2026, 12, 2), "later")]
    got = {"on": "2026-11-17", "direction": "in", "type": "acknowledgement"}
    found = agenda(records(shop, requests=(asked(log, got, kind="erasure"),)))
    assert of(found, "acknowledgement") == []


def test_names_stay_as_they_are() -> None:
    name = "{day} [@click=app.quit]x %s"
    (charge,) = [one for one in agenda(records({**COFFEE, "name": name})) if one.what == "charge"]
    assert name in charge.text


@settings(max_examples=40, deadline=None)
@given(today=st.dates(date(2025, 1, 1), date(2032, 12, 31)))
def test_the_example_always_has_something_for_today(today: date) -> None:
    found = agenda(example(today), today)
    assert all(one.text for one in found)
    ranks = [(URGENCIES.index(one.urgency), one.on) for one in found]
    assert ranks == sorted(ranks)
    assert all(one.urgency == urgency(one.on, today) for one in found)
    what = {(one.what, one.item): one for one in reversed(found)}  # the first of each
    assert what["cut_off", "コーヒー豆-定期便"].urgency == "today"
    assert what["charge", "コーヒー豆-定期便"].on == today + timedelta(7)
    assert what["charge", "天然水-定期購入"].on == today + timedelta(4)
    assert what["reply", "コーヒー豆-定期便"].urgency == "overdue"
    for kind in ("trial_end", "card_expiry", "balance_expiry", "follow_up"):
        assert any(one.what == kind for one in found)


DONE = {"direction": "in", "type": "answer", "outcome": "complete"}
CHARGED = {"on": "2026-11-02", "direction": "in", "type": "incident", "what": "charge"}


@pytest.mark.parametrize(
    ("coffee", "request_"),
    [
        # They had said that it was done; or its record had an end, and it was opened again.
        ({}, asked({**SENT, "on": "2026-10-01"}, {"on": "2026-10-03", **DONE}, CHARGED)),
        ({"status": "open", "ended_on": "2026-10-08"}, asked(CHARGED, kind="dispute")),
    ],
)
def test_what_is_charged_after_its_end_is_contested(
    coffee: dict[str, Any], request_: dict[str, Any]
) -> None:
    found = agenda(records({**COFFEE, **coffee}, requests=(request_,)))
    told = [one.text for one in found if one.what == "charge"]
    assert told == [
        "¥3,980 may be charged again, though it ended on 8 Oct 2026: “コーヒー豆 定期便”"
    ]
    # There is nothing left to cancel in time.
    assert of(found, "cut_off") == []


def test_an_end_that_nothing_came_after_changes_nothing() -> None:
    back = {**COFFEE, "status": "open", "ended_on": "2026-10-08"}
    before = {**CHARGED, "on": "2026-10-01"}
    for found in (records(back), records(back, requests=(asked(before, kind="dispute"),))):
        (told,) = [one.text for one in agenda(found) if one.what == "charge"]
        assert told == "¥3,980 charged: “コーヒー豆 定期便”"
