"""What was paid back: neither demanded again, nor disputed, nor a step of the ladder."""

from datetime import date
from typing import Any

import pytest

from footprint.model import snapshot
from footprint.model.records import Records
from footprint.requests.letters import case_of, write
from footprint.requests.machine import Standing, standings
from footprint.requests.own_dates import own_dates

MONTHLY = {"cycle": {"every": 1, "unit": "month"}, "first_charge_on": "2025-01-31"}


def mine(on: str, kind: str = "request", **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "out", "type": kind, **more}


def theirs(on: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "in", "type": kind, **more}


def charge(on: str, amount: str) -> dict[str, Any]:
    price = {"amount": amount, "currency": "JPY"}
    return theirs(on, "incident", what="charge", amount=price)


CANCELLED = [mine("2026-10-20"), theirs("2026-10-22", "answer", outcome="complete")]
PAID_BACK = [mine("2026-11-02"), theirs("2026-11-10", "answer", outcome="complete")]


def records(log: list[dict[str, Any]], *others: tuple[str, list[dict[str, Any]]]) -> Records:
    """A subscription with a cancellation, R-1, and other requests about it, R-2 and so on."""
    items = [
        {"id": "it", "kind": "subscription", "name": "It", "country": "JP", **MONTHLY},
        {"id": "copy", "kind": "payment_method", "name": "Copy"},
        {"id": "card", "kind": "instrument", "name": "Card", "network": "VISA", "issuer": "Bank"},
    ]
    links = [
        {"from": "it", "relation": "charged_to", "to": "copy"},
        {"from": "copy", "relation": "draws_on", "to": "card"},
    ]
    requests = [
        {"id": f"R-{number}", "kind": kind, "item": "it", "channel": "email", "log": entries}
        for number, (kind, entries) in enumerate([("cancellation", log), *others], 1)
    ]
    document = {"format": "footprint-snapshot", "version": 1, "items": items, "links": links}
    return snapshot.from_document({**document, "requests": requests})


def standing(found: Records, today: str) -> Standing:
    return standings(found, date.fromisoformat(today))["R-1"]


def body(found: Records, today: str, purpose: str, language: str = "en") -> str:
    day = date.fromisoformat(today)
    case = case_of(found, found.requests["R-1"], standing(found, today), day)
    return write(case, language, purpose).body


@pytest.mark.parametrize("kind", ["refund", "dispute"])
@pytest.mark.parametrize("purpose", ["refund", "dispute"])
def test_what_was_paid_back_is_not_demanded_again(kind: str, purpose: str) -> None:
    log = [*CANCELLED, charge("2026-10-31", "3980"), charge("2026-11-30", "4100")]
    before = body(records(log), "2026-12-01", purpose)
    assert "3,980" in before or "8,080" in before
    after = body(records(log, (kind, PAID_BACK)), "2026-12-01", purpose)
    assert "4,100" in after and "8,080" not in after
    charges = after.split("What has happened so far")[0]
    assert "3,980" not in charges and "31 October" not in charges


def test_what_was_asked_and_not_answered_with_a_yes_is_still_owed() -> None:
    log = [*CANCELLED, charge("2026-10-31", "3980"), charge("2026-11-30", "4100")]
    for answer in ([], [theirs("2026-11-10", "answer", outcome="refused")]):
        found = records(log, ("refund", [mine("2026-11-02"), *answer]))
        assert "8,080" in body(found, "2026-12-01", "refund")


def test_a_charge_from_before_a_late_yes_is_asked_back_until_it_is_paid() -> None:
    late = [mine("2026-10-20"), theirs("2026-11-02", "answer", outcome="complete")]
    log = [*late, charge("2026-10-31", "3980")]
    found = records(log)
    text = body(found, "2026-11-02", "refund")
    assert "3,980" in text and "You confirmed the cancellation on 2 November" in text
    day = date(2026, 11, 2)
    case = case_of(found, found.requests["R-1"], standing(found, "2026-11-02"), day)
    assert "3,980" in write(case, "en").body
    now = standing(records(log, ("refund", PAID_BACK)), "2026-11-12")
    assert (now.settled, now.trouble) == (True, None)


def test_what_was_paid_back_is_no_step_and_has_no_last_day() -> None:
    log = [*CANCELLED, charge("2026-10-31", "3980")]
    # Two weeks after it, and no Saturday.
    found, day = records(log), date(2026, 11, 16)
    following = standing(found, "2026-11-16").next
    assert following is not None and following.action == "dispute"
    assert own_dates(found, found.requests["R-1"], standing(found, "2026-11-16"), day)
    found = records(log, ("refund", PAID_BACK))
    # It was not as they had said: the next date on which it would be charged is looked at.
    following = standing(found, "2026-11-16").next
    assert following is not None
    assert (following.action, following.on) == ("check_statement", date(2026, 12, 3))
    assert own_dates(found, found.requests["R-1"], standing(found, "2026-11-16"), day) == []
    found = records([*log, charge("2026-11-30", "4100")], ("refund", PAID_BACK))
    following = standing(found, "2026-12-01").next
    assert following is not None
    assert (following.action, following.rung) == ("ask_refund", "ask_refund:2026-11-30")
