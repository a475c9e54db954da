"""The date that a letter sets is the day of the step that follows it, or the day before."""

from datetime import date, timedelta
from typing import Any

import pytest

from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.requests.letters import case_of, entry_type, purposes_for, write
from footprint.requests.machine import Standing, standings

DAY = timedelta(days=1)
SENT = {"on": "2026-10-20", "direction": "out", "type": "request", "to": "a@x.example"}
HEARD = {"on": "2026-10-20", "direction": "in", "type": "acknowledgement"}
WAY = {"email": ["a@x.example", "b@x.example"], "phone": "+81-3-0000-0000"}


def records(
    kind: str, country: str | None, log: list[dict[str, Any]], way: dict[str, Any]
) -> Records:
    """Return a request about an account or a plan without charges, sold on a platform."""
    name = "subscription" if kind == "cancellation" else "shop"
    ways = "cancel" if kind == "cancellation" else "closing"
    document = {"id": "it", "kind": name, "name": "It", "country": country, ways: way}
    shop = {"id": "shop", "kind": "shop", "name": "Shop"}
    items = [document, shop, {"id": "mall", "kind": "service", "name": "The Mall"}]
    links = [{"from": "shop", "relation": "sold_on", "to": "mall"}]
    if kind == "cancellation":
        links.append({"from": "it", "relation": "provided_by", "to": "shop"})
    request = {"id": "R-1", "kind": kind, "item": "it", "channel": "email", "log": log}
    return Records.of(
        [Item.from_json({k: v for k, v in one.items() if v}) for one in items],
        [Link.from_json(one) for one in links],
        [Request.from_json(request)],
    )


def standing(found: Records, today: date) -> Standing:
    return standings(found, today)["R-1"]


@pytest.mark.parametrize("way", [{}, {"email": WAY["email"]}, WAY], ids=["", "mail", "phone"])
@pytest.mark.parametrize(
    ("kind", "country"),
    [
        *(("cancellation", place) for place in ("JP", "DE", "FR", "GB", "US-CA", None)),
        *(("erasure", place) for place in ("JP", "DE", "CH", "US-CA", "BR", "CA-QC", "KR", None)),
        *(("access", place) for place in ("CA-QC", "GB", "SG")),
        ("unsubscribe", "JP"),
    ],
)
def test_each_letter_of_a_ladder_sets_the_day_of_the_next_step(
    kind: str, country: str | None, way: dict[str, Any]
) -> None:
    log, today = [SENT, HEARD], date(2026, 10, 20)
    for _rung in range(6):
        found = records(kind, country, log, way)
        following = standing(found, today).next
        assert following is not None
        today = max(today, following.on)
        if following.number:
            log = [*log, {**SENT, "on": today.isoformat(), "type": "reminder", "channel": "phone"}]
            continue
        case = case_of(found, found.requests["R-1"], standing(found, today), today)
        purpose = purposes_for(case)[0]
        if purpose not in ("second_notice", "platform"):
            break
        letter = write(case, "en")
        told = case.platform_final if purpose == "platform" else case.final
        assert f"by {told.day} {told:%B %Y}" in letter.body
        sent = {"on": today.isoformat(), "direction": "out", "to": ", ".join(letter.to)}
        sent["type"] = entry_type(purpose, found.requests["R-1"], is_sent=True)
        sent["to"] = sent["to"] or (case.platform if purpose == "platform" else "a@x.example")
        log = [*log, sent]
        after = standing(records(kind, country, log, way), today).next
        assert after is not None
        assert told in (after.on, after.on - DAY), (today, after)


def german(kind: str, log: list[dict[str, Any]], today: date) -> tuple[date, str]:
    found = records(kind, "DE", log, {})
    case = case_of(found, found.requests["R-1"], standing(found, today), today)
    return case.final, write(case, "de", "second_notice").body


def test_a_second_notice_waits_for_nothing_that_the_ladder_does_not_wait_for() -> None:
    # The table has two weeks for the General Data Protection Regulation, and the authority after.
    final, body = german("erasure", [SENT, HEARD], date(2026, 11, 23))
    assert final == date(2026, 12, 7) and "binnen zwei Wochen ab Zugang" in body
    # One week is set where one can try another way then; else the platform comes after two.
    final, body = german("cancellation", [SENT, HEARD], date(2026, 11, 23))
    assert final == date(2026, 12, 7) and "binnen zwei Wochen ab Zugang" in body


def test_what_they_are_asked_again_has_the_date_of_its_round() -> None:
    partial = {"on": "2026-11-20", "direction": "in", "type": "answer", "outcome": "partial"}
    found = records("erasure", "DE", [SENT, partial], {})
    today = date(2026, 11, 21)
    case = case_of(found, found.requests["R-1"], standing(found, today), today)
    # Two weeks end on Saturday, 5 December.
    assert case.final == date(2026, 12, 7)
    assert "bis zum 7. Dezember 2026" in write(case, "de", "reply").body


def test_a_last_day_that_has_come_leaves_them_until_tomorrow() -> None:
    item = {
        "id": "it", "kind": "subscription", "name": "It", "country": "JP", "notice": {"days": 7},
        "cycle": {"every": 1, "unit": "month"}, "first_charge_on": "2026-01-10",
        "cancel": {"email": WAY["email"]},
    }  # fmt: skip
    reminder = {**SENT, "on": "2026-10-23", "type": "reminder"}
    request = {"id": "R-1", "kind": "cancellation", "item": "it", "log": [SENT, reminder]}
    found = Records.of([Item.from_json(item)], [], [Request.from_json(request)])
    today = date(2026, 12, 3)
    case = case_of(found, found.requests["R-1"], standing(found, today), today)
    assert case.final == date(2026, 12, 4)


NO_ADDRESS = {key: value for key, value in SENT.items() if key != "to"}
AGAIN = {**SENT, "on": "2026-11-09", "type": "reminder"}
QUESTION = {"on": "2026-10-22", "direction": "in", "type": "info_requested"}
TWO = {"email": ["a@x.example", "b@x.example"]}


@pytest.mark.parametrize(
    ("kind", "log", "way", "action"),
    [
        # The written message after two by mail, whose addresses nobody noted.
        ("erasure", [NO_ADDRESS, {**AGAIN, "to": None}], {"email": ["a@x.example"]}, "in_writing"),
        # The try of a second address: the written message waits for the first one only.
        ("erasure", [SENT, AGAIN], TWO, "other_channel"),
        # A question of theirs that was not answered.
        ("closure", [SENT, QUESTION], {}, "send_info"),
    ],
)
def test_a_step_that_waits_for_no_answer_sets_no_date(
    kind: str, log: list[dict[str, Any]], way: dict[str, Any], action: str
) -> None:
    lines = [{key: value for key, value in line.items() if value} for line in log]
    found, today = records(kind, "JP", lines, way), date(2026, 11, 30)
    now = standing(found, today)
    assert now.next is not None and now.next.action == action
    case = case_of(found, found.requests["R-1"], now, today)
    assert case.final - today >= 7 * DAY
    assert f"{case.final.day} {case.final:%B %Y}" in write(case, "en", "second_notice").body


def test_a_step_that_was_left_out_sets_no_date() -> None:
    found, today = records("closure", "JP", [SENT, QUESTION], {}), date(2026, 11, 30)
    skip = {"rung": "send_info:2026-10-22", "on": "2026-11-29"}
    found = found.having("sections", {"reminders": {"skipped": {"R-1": [skip]}}})
    now = standing(found, today)
    assert now.next is not None and now.next.action == "decide"
    case = case_of(found, found.requests["R-1"], now, today)
    assert case.final - today >= 7 * DAY


CHARGED = {
    "on": "2026-10-31", "direction": "in", "type": "incident", "what": "charge",
    "amount": {"amount": "3980", "currency": "JPY"},
}  # fmt: skip
DISPUTED = {"on": "2026-11-14", "direction": "out", "type": "escalation", "to": "Bank"}


def charged(log: list[dict[str, Any]]) -> Records:
    """Return a cancellation that was not answered, R-1, with a demand beside it, R-2."""
    item = {
        "id": "it", "kind": "subscription", "name": "It", "country": "JP", "notice": {"days": 7},
        "cycle": {"every": 1, "unit": "month"}, "first_charge_on": "2024-01-31",
    }  # fmt: skip
    card = {"id": "card", "kind": "instrument", "name": "Card", "issuer": "Bank"}
    copy = {"id": "copy", "kind": "payment_method", "name": "Copy"}
    asked = {"on": "2026-10-05", "direction": "out", "type": "request"}
    links = [
        {"from": "it", "relation": "charged_to", "to": "copy"},
        {"from": "copy", "relation": "draws_on", "to": "card"},
    ]
    requests = [
        {"id": "R-1", "kind": "cancellation", "item": "it", "log": [asked, *log]},
        {"id": "R-2", "kind": "refund", "item": "it"},
    ]
    return Records.of(
        [Item.from_json(one) for one in (item, card, copy)],
        [Link.from_json(one) for one in links],
        [Request.from_json(one) for one in requests],
    )


def refund(found: Records, request_id: str, now: Standing, day: date) -> str:
    return write(case_of(found, found.requests[request_id], now, day), "en", "refund").body


@pytest.mark.parametrize("request_id", ["R-1", "R-2"])
@pytest.mark.parametrize(
    ("log", "today", "final"),
    [
        # Two weeks end on a Saturday: they have until Monday.
        ([CHARGED], "2026-11-03", "16 November"),
        ([CHARGED], "2026-11-05", "16 November"),
        # Once it is disputed, the consumer centre is next: after a Saturday and two days off.
        ([CHARGED, DISPUTED], "2026-11-16", "24 November"),
    ],
)
def test_a_demand_for_the_money_sets_the_day_of_the_dispute(
    request_id: str, log: list[dict[str, Any]], today: str, final: str
) -> None:
    found, day = charged(log), date.fromisoformat(today)
    now = standings(found, day)[request_id]
    body = refund(found, request_id, now, day)
    assert f"By {final} 2026 at the latest, please refund ¥3,980" in body


def test_a_late_demand_leaves_them_the_time_of_the_rule() -> None:
    for today, final in (("2026-11-10", "17 November"), ("2026-11-14", "24 November")):
        found, day = charged([CHARGED]), date.fromisoformat(today)
        text = refund(found, "R-1", standings(found, day)["R-1"], day)
        assert f"By {final} 2026 at the latest" in text
    # But not past the last safe day of the dispute, Tuesday, 15 December.
    found, day = charged([CHARGED]), date(2026, 12, 10)
    text = refund(found, "R-1", standings(found, day)["R-1"], day)
    assert "By 15 December 2026 at the latest" in text


LOOKED = {"on": "2026-12-03", "direction": "in", "type": "verification"}
YES = {"on": "2026-10-07", "direction": "in", "type": "answer", "outcome": "complete"}


@pytest.mark.parametrize("first", [[], [YES]], ids=["nobody answered", "they had said yes"])
@pytest.mark.parametrize("today", ["2026-11-03", "2026-11-06", "2026-11-10", "2026-12-10"])
def test_the_date_of_a_demand_is_awaited_and_the_day_of_the_next_step(
    first: list[dict[str, Any]], today: str
) -> None:
    day, demand = date.fromisoformat(today), {**SENT, "on": today, "type": "reminder"}
    before = charged([*first, CHARGED, LOOKED])
    text = refund(before, "R-1", standings(before, day)["R-1"], day)
    after = standings(charged([*first, CHARGED, LOOKED, demand]), day)["R-1"]
    assert after.next is not None and after.next.action == "dispute"
    assert f"By {after.next.on.day} {after.next.on:%B %Y} at the latest" in text
    if first:
        assert after.due is not None and after.due.date == after.next.on
