"""The last days on which the person can act themself, each from its row of the table."""

from datetime import date
from typing import Any

import pytest

from footprint.model import snapshot
from footprint.model.records import Records
from footprint.requests.machine import standings
from footprint.requests.own_dates import SENTENCES, own_dates
from footprint.requests.table import load

CHARGE = {"on": "2026-12-03", "direction": "in", "type": "incident", "what": "charge"}
MONTHLY = {
    "cycle": {"every": 1, "unit": "month"},
    "first_charge_on": "2025-01-03",
    "notice": {"days": 7},
}


def records(kind: str, log: list[dict[str, Any]], theirs: str, **card: Any) -> Records:
    items = [
        {"id": "it", "kind": "subscription", "name": "It", "country": theirs, **MONTHLY},
        {"id": "copy", "kind": "payment_method", "name": "Copy"},
        {"id": "card", "kind": "instrument", "name": "Card", **card},
    ]
    links = [
        {"from": "it", "relation": "charged_to", "to": "copy"},
        {"from": "copy", "relation": "draws_on", "to": "card"},
    ]
    request = {"id": "R-1", "kind": kind, "item": "it", "channel": "email", "log": log}
    document = {"format": "footprint-snapshot", "version": 1, "items": items, "links": links}
    return snapshot.from_document({**document, "requests": [request]})


def told(found: Records, today: str) -> list[tuple[str, str, str]]:
    day = date.fromisoformat(today)
    standing = standings(found, day)["R-1"]
    dates = own_dates(found, found.requests["R-1"], standing, day)
    return [(each.on.isoformat(), each.rule, each.basis) for each in dates]


ASKED = [{"on": "2026-10-20", "direction": "out", "type": "request"}]


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        # 120 days after 3 December: Friday, 2 April 2027.
        ({"network": "VISA", "country": "JP"}, [("2027-04-02", "VISA-13.2", "practical")]),
        ({"network": "Mastercard"}, [("2027-04-02", "MC-4853", "practical")]),
        (
            # 60 days: Monday, 1 February 2027.
            {"network": "amex", "country": "US", "type": "card"},
            [("2027-02-01", "US-FCBA", "statutory"), ("2027-04-02", "AMEX-4544", "practical")],
        ),
        # 13 months: Monday, 3 January 2028.
        ({"country": "DE"}, [("2028-01-03", "EU-UNAUTH", "uncertain")]),
        # Neither a law nor a network gives a day: 45 days, Sunday, 17 January 2027.
        ({}, [("2027-01-15", "SAFE-DISPUTE", "practical")]),
        ({"network": "Suica"}, [("2027-01-15", "SAFE-DISPUTE", "practical")]),
        # A bank knows no rules of card networks.
        (
            {"network": "VISA", "type": "bank_account"},
            [("2027-01-15", "SAFE-DISPUTE", "practical")],
        ),
    ],
)
def test_a_charge_can_be_disputed_until(card: dict[str, str], expected: list[Any]) -> None:
    assert told(records("cancellation", [*ASKED, CHARGE], "JP", **card), "2026-12-04") == expected


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("visa", "Visa"), ("VISA", "Visa"), ("MasterCard", "Mastercard"), ("DISCOVER", "Discover"),
        ("amex", "American Express"), ("american express", "American Express"),
    ],
)  # fmt: skip
def test_a_network_has_its_usual_name(typed: str, usual: str) -> None:
    found, day = records("cancellation", [*ASKED, CHARGE], "JP", network=typed), date(2026, 12, 4)
    (own,) = own_dates(found, found.requests["R-1"], standings(found, day)["R-1"], day)
    assert own.sentence().endswith(f"by the rules of {usual}")


def test_one_s_own_last_day_is_the_working_day_before() -> None:
    # 120 days after 5 December is a Sunday, 4 April 2027.
    card = {"network": "Visa", "country": "DE"}
    found = records("cancellation", [*ASKED, {**CHARGE, "on": "2026-12-05"}], "DE", **card)
    assert told(found, "2026-12-06")[0] == ("2027-04-02", "VISA-13.2", "practical")


def test_the_next_charge_can_be_stopped_until() -> None:
    found = records("cancellation", ASKED, "GB", country="GB", type="card")
    # Charged on Tuesday, 3 November: the end of the business day before.
    assert told(found, "2026-10-27") == [("2026-11-02", "UK-CPA", "statutory")]
    account = records("cancellation", ASKED, "US", country="US", type="bank_account")
    assert told(account, "2026-10-27") == [("2026-10-29", "US-REGE-STOP", "statutory")]
    yes = {"on": "2026-10-22", "direction": "in", "type": "answer", "outcome": "complete"}
    assert told(records("cancellation", [*ASKED, yes], "GB", country="GB"), "2026-10-27") == []


def test_an_authority_can_be_asked_until() -> None:
    refused = {"on": "2026-10-22", "direction": "in", "type": "answer", "outcome": "refused"}
    british = records("erasure", [*ASKED, refused], "GB")
    assert told(british, "2026-10-23") == [("2027-01-22", "UK-ICO", "uncertain")]
    quebec = records("access", [*ASKED, refused], "CA-QC")
    # 30 days: Saturday, 21 November.
    assert told(quebec, "2026-10-23") == [("2026-11-20", "CA-QC-CAI", "uncertain")]
    silent = records("access", ASKED, "CA-QC")
    assert told(silent, "2026-10-23") == []
    assert told(silent, "2026-11-25")[0][1] == "CA-QC-CAI"


def test_a_note_is_no_contact_and_what_was_done_has_no_last_day() -> None:
    refused = {"on": "2026-10-22", "direction": "in", "type": "answer", "outcome": "refused"}
    later = {"on": "2026-11-30", "direction": "out"}
    note = {**later, "type": "note", "text": "They do not even listen."}
    british = records("erasure", [*ASKED, refused, note], "GB")
    assert told(british, "2026-12-01") == [("2027-01-22", "UK-ICO", "uncertain")]
    elsewhere = {**later, "type": "escalation", "to": "Citizens Advice"}
    silent = records("erasure", [*ASKED, elsewhere], "GB")
    assert told(silent, "2026-12-01") == [("2027-01-20", "UK-ICO", "uncertain")]
    answered = records("erasure", [*ASKED, refused, {**later, "type": "reminder"}], "GB")
    assert told(answered, "2027-01-05") == [("2027-02-26", "UK-ICO", "uncertain")]
    for to in ("the Information Commissioner’s Office (ICO), casework@ico.example", "an authority"):
        asked = {**later, "type": "escalation", "to": to}
        assert told(records("erasure", [*ASKED, asked], "GB"), "2026-12-01") == []
    disputed = {"on": "2026-12-18", "direction": "out", "type": "escalation", "to": "Some Bank"}
    card = {"network": "VISA", "issuer": "Some Bank"}
    found = records("cancellation", [*ASKED, CHARGE, disputed], "JP", **card)
    assert told(found, "2026-12-17") == [("2027-04-02", "VISA-13.2", "practical")]
    assert told(found, "2026-12-18") == []


def test_the_last_day_of_a_second_charge_follows_that_of_the_first() -> None:
    second = {**CHARGE, "on": "2027-01-03"}
    found = records("cancellation", [*ASKED, CHARGE, second], "JP", network="VISA")
    assert told(found, "2027-04-02") == [("2027-04-02", "VISA-13.2", "practical")]
    # 120 days after 3 January: Monday, 3 May.
    assert told(found, "2027-04-03") == [("2027-05-03", "VISA-13.2", "practical")]


def test_what_has_passed_and_what_is_closed_has_none() -> None:
    found = records("cancellation", [*ASKED, CHARGE], "JP", network="VISA")
    assert told(found, "2027-04-03") == []
    closed = {"on": "2026-12-04", "direction": "out", "type": "closed", "outcome": "abandoned"}
    done = records("cancellation", [*ASKED, CHARGE, closed], "JP", network="VISA")
    assert told(done, "2026-12-05") == []


def test_the_safe_day_is_told_of_each_charge_until_it_is_disputed() -> None:
    second = {**CHARGE, "on": "2027-01-03"}
    found = records("cancellation", [*ASKED, CHARGE, second], "JP", country="JP")
    assert told(found, "2027-01-04") == [("2027-01-15", "SAFE-DISPUTE", "practical")]
    # 45 days after 3 January: Wednesday, 17 February.
    assert told(found, "2027-01-16") == [("2027-02-17", "SAFE-DISPUTE", "practical")]


def test_the_step_and_one_s_own_last_day_say_the_same_day() -> None:
    # 45 days after 17 November is New Year's Day.
    november = {**CHARGE, "on": "2026-11-17"}
    rolled = records("cancellation", [*ASKED, november], "JP", country="JP")
    following = standings(rolled, date(2026, 12, 1))["R-1"].next
    assert following is not None and following.action == "dispute"
    (own,) = own_dates(
        rolled,
        rolled.requests["R-1"],
        standings(rolled, date(2026, 12, 1))["R-1"],
        date(2026, 12, 1),
    )
    assert own.on == following.values["until"] < date(2027, 1, 1)


def test_what_is_disputed_has_no_safe_day() -> None:
    disputed = {"on": "2027-01-05", "direction": "out", "type": "escalation", "to": "card issuer"}
    done = records("cancellation", [*ASKED, CHARGE, disputed], "JP")
    assert told(done, "2027-01-05") == []


def test_a_dispute_that_is_only_drafted_has_its_last_day() -> None:
    drafted = records("dispute", [CHARGE], "JP")
    assert told(drafted, "2026-12-04") == [("2027-01-15", "SAFE-DISPUTE", "practical")]
    visa = records("dispute", [CHARGE], "JP", network="VISA")
    assert told(visa, "2026-12-04") == [("2027-04-02", "VISA-13.2", "practical")]
    assert told(records("dispute", [], "JP"), "2026-12-04") == []


def test_each_is_a_row_of_the_table() -> None:
    assert set(SENTENCES) <= {row.id for row in load().user_deadlines}
