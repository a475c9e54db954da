"""The person's own last days of a request are told like everything else that has a date."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from footprint.agenda.due import Due, agenda, due
from footprint.model import snapshot
from footprint.model.records import Records
from footprint.requests.machine import standings

DAY = timedelta(days=1)
ASKED = {"on": "2026-10-20", "direction": "out", "type": "request"}
CHARGE = {"on": "2026-12-03", "direction": "in", "type": "incident", "what": "charge"}
CARD = {"id": "card", "kind": "instrument", "name": "Card", "issuer": "Some Bank"}


def records(
    *logs: Sequence[dict[str, Any]],
    kind: str = "cancellation",
    theirs: str = "JP",
    said: dict[str, Any] | None = None,
    **card: Any,
) -> Records:
    """Return a monthly plan charged on the third, and a request for each log."""
    plan = {
        "id": "it",
        "kind": "subscription",
        "name": "It",
        "country": theirs,
        "cycle": {"every": 1, "unit": "month"},
        "first_charge_on": "2025-01-03",
        "notice": {"days": 7},
    }
    requests = [
        {"id": f"R-{number}", "kind": kind, "item": "it", "channel": "email", "log": log}
        for number, log in enumerate(logs, 1)
    ]
    document = {
        "format": "footprint-snapshot",
        "version": 1,
        "items": [plan, {"id": "copy", "kind": "payment_method", "name": "Copy"}, {**CARD, **card}],
        "links": [
            {"from": "it", "relation": "charged_to", "to": "copy"},
            {"from": "copy", "relation": "draws_on", "to": "card"},
        ],
        "requests": requests,
    }
    return snapshot.from_document({**document, "reminders": said} if said else document)


def told(found: Records, today: str, what: str = "own_date") -> list[Due]:
    day = date.fromisoformat(today)
    return [one for one in due(found, standings(found, day), day, {}) if one.what == what]


def days(found: Records, today: str, what: str = "own_date") -> list[str]:
    return [one.on.isoformat() for one in told(found, today, what)]


def test_the_last_day_of_a_dispute_is_told_before_it() -> None:
    # 120 days after 5 December is a Sunday, 4 April 2027: one's own date rolls back.
    found = records([ASKED, {**CHARGE, "on": "2026-12-05"}], network="VISA", country="DE")
    assert days(found, "2027-03-02") == []
    (ahead,) = told(found, "2027-03-20")
    assert (ahead.on, ahead.urgency, ahead.basis) == (date(2027, 4, 2), "later", "practical")
    assert ahead.remind_on == ahead.on - 7 * DAY
    assert ahead.text == (
        "Your last day (“It”): Dispute the charge of 5 Dec 2026 with the card’s issuer, "
        "by the rules of Visa"
    )
    assert ahead.to_json() == {
        "on": "2027-04-02",
        "what": "own_date",
        "item": "it",
        "request": "R-1",
        "exit": None,
        "urgency": "later",
        "text": ahead.text,
    }
    (last,) = told(found, "2027-04-02")
    assert (last.urgency, last.key) == ("today", ahead.key)
    assert days(found, "2027-04-03") == []


def test_the_agenda_has_it_as_far_ahead_as_it_looks() -> None:
    found, day = records([ASKED, CHARGE], network="VISA"), date(2026, 12, 20)
    for ahead, expected in ((90, []), (120, [date(2027, 4, 2)])):
        agreed = agenda(found, standings(found, day), day, {}, ahead)
        assert [one.on for one in agreed if one.what == "own_date"] == expected


def test_it_is_told_until_it_is_done_or_the_request_is_closed() -> None:
    for further in (
        {"on": "2027-03-20", "direction": "out", "type": "escalation", "to": "Some Bank"},
        {"on": "2027-03-20", "direction": "out", "type": "closed", "outcome": "abandoned"},
        {"on": "2027-03-20", "direction": "in", "type": "answer", "outcome": "complete"},
    ):
        found = records([ASKED, CHARGE, further], network="VISA")
        assert days(found, "2027-03-19") == ["2027-04-02"]
        assert days(found, "2027-03-20") == []


def test_it_sleeps_and_is_acknowledged_by_its_key() -> None:
    found = records([ASKED, CHARGE], network="VISA")
    (one,) = told(found, "2027-03-27")
    for said in ({"snoozed": {one.key: "2027-03-30"}}, {"acknowledged": {one.key: "2027-03-27"}}):
        assert days(records([ASKED, CHARGE], network="VISA", said=said), "2027-03-28") == []
    asleep = records([ASKED, CHARGE], network="VISA", said={"snoozed": {one.key: "2027-03-30"}})
    assert days(asleep, "2027-03-30") == ["2027-04-02"]
    early = records([ASKED, CHARGE], network="VISA", said={"leads": {"own_date": 20}})
    assert told(early, "2027-03-27")[0].remind_on == date(2027, 3, 13)


def test_two_requests_about_the_same_charge_are_one_reminder() -> None:
    found = records([ASKED, CHARGE], [ASKED, CHARGE], network="VISA")
    assert [one.request for one in told(found, "2027-03-27")] == ["R-1"]


def test_the_step_of_the_same_day_is_not_told_beside_it() -> None:
    # Charged on Monday, 3 May: the bank is told three business days before, as the ladder has it.
    asked = {**ASKED, "on": "2027-04-12"}
    found = records([asked], theirs="US", country="US", type="bank_account")
    today = "2027-04-28"
    following = standings(found, date.fromisoformat(today))["R-1"].next
    assert following is not None
    assert (following.action, following.on) == ("stop_order", date(2027, 4, 28))
    assert days(found, today) == ["2027-04-28"]
    assert days(found, today, "follow_up") == []
    assert days(found, "2027-04-29") == []
    assert days(found, "2027-04-29", "follow_up") == ["2027-04-28"]


def test_a_charge_that_the_issuer_was_asked_to_stop_has_no_last_day() -> None:
    british = {"theirs": "GB", "country": "GB", "type": "card"}
    assert days(records([ASKED], **british), "2026-10-29") == ["2026-11-02"]
    stop = {"on": "2026-10-29", "direction": "out", "type": "escalation", "to": "Some Bank"}
    # Its next charge is another occasion, and too far ahead yet.
    assert days(records([ASKED, stop], **british), "2026-10-29") == []
    skip = {"rung": "stop_order:2026-11-03", "on": "2026-10-29"}
    left_out = records([ASKED], said={"skipped": {"R-1": [skip]}}, **british)
    assert days(left_out, "2026-10-29") == []


def test_the_safe_day_of_a_dispute_is_told_once_as_one_s_own_last_day() -> None:
    # 45 days after 3 December is a Sunday, 17 January 2027.
    found = records([ASKED, CHARGE], [ASKED, CHARGE], country="JP")
    assert days(found, "2026-12-10") == []
    (ahead,) = told(found, "2027-01-08")
    assert (ahead.on, ahead.basis) == (date(2027, 1, 15), "practical")
    assert ahead.text == (
        "Your last day (“It”): Dispute the charge of 3 Dec 2026 with the card’s issuer; "
        "later it may not be taken any more"
    )
    account = records([ASKED, CHARGE], type="bank_account")
    assert "the direct debit of 3 Dec 2026 with your bank" in told(account, "2027-01-15")[0].text
    day = date(2026, 12, 20)
    agreed = agenda(found, standings(found, day), day, {}, 60)
    assert [one.on for one in agreed if one.what == "own_date"] == [date(2027, 1, 15)]
    # From the next day on, the step says that the safe time is over.
    assert days(found, "2027-01-16") == []
    following = standings(found, date(2027, 1, 16))["R-1"].next
    assert following is not None and "ended on 15 Jan 2027" in following.sentence()


def test_only_a_cancellation_stops_charges() -> None:
    british = {"theirs": "GB", "country": "GB", "type": "card"}
    assert days(records([ASKED], kind="access", **british), "2026-10-29") == []
