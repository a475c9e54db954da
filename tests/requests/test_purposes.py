"""Which letter each next step has, to whom it goes, and what it is in the log."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.requests.letters import Case, Letter, case_of, entry_type, purposes_for, write
from footprint.requests.machine import standings
from footprint.workspace.letters import as_sent


def mine(on: str, kind: str = "request", **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "out", "type": kind, **more}


def theirs(on: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "in", "type": kind, **more}


def case(kind: str, country: str, log: list[dict[str, Any]], today: str) -> Case:
    """A monthly order at a shop on a platform, charged to a card of which the issuer is known."""
    items = [
        {"id": "mall", "kind": "service", "name": "The Mall"},
        {"id": "shop", "kind": "shop", "name": "Bean & Co", "country": country},
        {
            "id": "order",
            "kind": "subscription",
            "name": "Coffee beans",
            "price": {"amount": "3980", "currency": "JPY"},
            "cycle": {"every": 1, "unit": "month"},
            "first_charge_on": "2026-01-10",
            "notice": {"days": 14},
        },
        {"id": "card", "kind": "instrument", "name": "Card", "issuer": "Card Ltd"},
        {"id": "stored", "kind": "payment_method", "name": "Card at the Mall"},
    ]
    links = [
        ("shop", "sold_on", "mall"),
        ("order", "provided_by", "shop"),
        ("order", "charged_to", "stored"),
        ("stored", "draws_on", "card"),
    ]
    records = Records.of(
        [Item.from_json(item) for item in items],
        [Link.from_json({"from": a, "relation": r, "to": b}) for a, r, b in links],
        [Request.from_json({"id": "R-1", "kind": kind, "item": "order", "log": log})],
    )
    request, day = records.requests["R-1"], date.fromisoformat(today)
    return case_of(records, request, standings(records, day)["R-1"], day)


def needed(found: Case) -> tuple[str, Letter, str, str | None]:
    """The action that is next, its letter, and the entry that it makes when it was sent."""
    assert found.standing.next is not None
    letter = write(found, "en")
    entry = as_sent(letter, found.request, found.today, "web")
    return found.standing.next.action, letter, entry["type"], entry["to"]


ASKED = [mine("2026-09-01", to="hello@bean.example"), theirs("2026-09-01", "acknowledgement")]
CANCELLED = [mine("2026-10-01"), theirs("2026-10-02", "answer", outcome="complete")]
CHARGED = [*CANCELLED, theirs("2026-11-10", "incident", what="charge")]


@pytest.mark.parametrize(
    ("kind", "country", "log", "today", "expected"),
    [
        ("erasure", "GB", ASKED, "2026-10-05", ("complain_to_them", "complaint_to_them",
            "reminder", "hello@bean.example")),
        ("erasure", "GB", [*ASKED, mine("2026-10-05", "reminder"), mine("2026-11-02", "reminder"),
            mine("2026-11-03", "escalation")], "2027-01-05", ("escalate", "complaint",
            "escalation", "the Information Commissioner’s Office (ICO)")),
        ("erasure", "DE", [*ASKED, mine("2026-10-05", "reminder")], "2026-11-05",
            ("ask_platform", "platform", "escalation", "The Mall")),
        ("erasure", "DE", [*ASKED, theirs("2026-09-02", "info_requested")], "2026-09-03",
            ("send_info", "information", "info_sent", "hello@bean.example")),
        ("erasure", "DE", [*ASKED, theirs("2026-09-02", "answer", outcome="partial")],
            "2026-09-03", ("answer_back", "reply", "reminder", "hello@bean.example")),
        ("erasure", "DE", [*ASKED, theirs("2026-09-02", "answer", outcome="complete"),
            theirs("2026-09-09", "incident", what="mail")], "2026-09-10",
            ("answer_back", "reply", "reminder", "hello@bean.example")),
        ("erasure", "FR", [*ASKED, theirs("2026-09-02", "answer", outcome="refused"),
            mine("2026-09-10", "escalation")], "2027-01-10", ("ask_again", "inquiry",
            "escalation", "the data protection authority")),
        ("cancellation", "JP", CHARGED, "2026-11-11", ("ask_refund", "refund", "reminder", None)),
        ("cancellation", "JP", [*CHARGED, mine("2026-11-11", "reminder")], "2026-11-24",
            ("dispute", "dispute", "escalation", "Card Ltd")),
        ("cancellation", "JP", [mine("2026-10-20"), mine("2026-10-23", "reminder")],
            "2026-11-05", ("stop_order", "stop_order", "escalation", "Card Ltd")),
    ],
)  # fmt: skip
def test_each_next_step_has_its_letter(
    kind: str, country: str, log: list[Any], today: str, expected: tuple[str, str, str, str | None]
) -> None:
    action, letter, entry, to = needed(case(kind, country, log, today))
    assert (action, letter.purpose, entry, to) == expected


def test_the_complaint_to_them_keeps_the_british_ladder_climbing() -> None:
    log = [*ASKED, mine("2026-10-05", "reminder")]
    found = case("erasure", "GB", log, "2026-10-06")
    assert found.standing.next is not None
    assert found.standing.next.on == date(2026, 11, 19)
    letter = write(case("erasure", "GB", ASKED, "2026-10-05"), "en")
    assert "section 164A" in letter.body and "within 30 days" in letter.body


def test_what_is_owed_is_neither_demanded_back_nor_disputed() -> None:
    yen = {"amount": "3980", "currency": "JPY"}
    log = [
        mine("2026-10-30"),
        theirs("2026-10-31", "answer", outcome="complete"),
        theirs("2026-11-10", "incident", what="charge", amount=yen),
        theirs("2026-12-10", "incident", what="charge", amount=yen),
    ]
    found = case("cancellation", "JP", log, "2026-12-11")
    assert [day for day, _price in found.charges] == [date(2026, 12, 10)]
    for purpose in ("refund", "dispute"):
        body = write(found, "en", purpose).body
        assert "3,980" in body and "7,960" not in body and "10 November" not in body.split("far")[0]


def test_the_order_to_stop_disputes_nothing() -> None:
    asked = case("cancellation", "JP", [mine("2026-10-20")], "2026-11-05")
    for language, word in (("en", "dispute"), ("de", "reklamiere"), ("ja", "異議")):
        body = write(asked, language, "stop_order").body
        assert word not in body and "Bean & Co" in body
    assert "10 November 2026" in write(asked, "en", "stop_order").body


def test_a_dispute_without_a_charge_points_at_none() -> None:
    asked = case("cancellation", "JP", [mine("2026-10-20")], "2026-11-05")
    assert "下記の請求" not in write(asked, "ja", "dispute").body
    never = case("dispute", "JP", [], "2026-11-05")
    assert "tried to settle" not in write(never, "en").body


def test_a_letter_goes_where_the_first_one_went_if_nothing_else_is_known() -> None:
    log = [mine("2026-09-01", to="Info@Bean.example, sales@bean.example")]
    found = case("erasure", "DE", log, "2026-10-05")
    assert write(found, "en", "second_notice").to == ("info@bean.example",)


def test_the_same_letter_once_more_is_a_reminder() -> None:
    found = case("dispute", "JP", [mine("2026-11-11")], "2026-12-20")
    assert entry_type("dispute", found.request, is_sent=True) == "reminder"
    assert write(found, "ja", "second_notice").recipient == "Card Ltd"
    assert write(found, "ja", "second_notice").body.startswith("Card Ltd\nカードデスク 御中")
    assert set(purposes_for(found)) >= {"second_notice", "complaint"}


def test_only_who_got_something_is_asked_how_it_stands() -> None:
    # The consumer centre of the place got nothing yet, the card's issuer did.
    log = [*ASKED, mine("2026-11-05", "escalation", to="card issuer")]
    found = case("cancellation", "FR", log, "2026-11-06")
    assert "inquiry" not in purposes_for(found)
    log += [mine("2026-11-07", "escalation", to="ECC-Net")]
    log += [mine("2026-12-05", "escalation", to="Card Ltd")]
    found = case("cancellation", "FR", log, "2026-12-06")
    letter = write(found, "en", "inquiry")
    assert (letter.recipient, found.escalated_on) == ("ECC-Net", date(2026, 11, 7))
    numbered = case("cancellation", "JP", [*ASKED, mine("2026-11-07", "escalation", to="188")],
                    "2026-12-06")  # fmt: skip
    assert write(numbered, "ja", "inquiry").recipient == "消費者ホットライン"


def test_what_was_sent_always_says_to_whom() -> None:
    found = replace(case("cancellation", "JP", ASKED, "2026-11-06"), issuer=None, body=None)
    for purpose, to in (("stop_order", "card issuer"), ("complaint", "an authority")):
        letter = write(found, "en", purpose)
        assert as_sent(letter, found.request, found.today, "web")["to"] == to
    typed = write(case("cancellation", "JP", ASKED, "2026-11-06"), "en", "stop_order")
    typed = typed.replace(to=("stop@card.example",))
    entry = as_sent(typed, found.request, found.today, "email")
    assert entry["to"] == "Card Ltd, stop@card.example"


def test_what_never_arrived_is_asked_anew() -> None:
    log = [mine("2026-10-01"), theirs("2026-10-02", "bounce")]
    found = case("cancellation", "DE", log, "2026-10-05")
    letter = write(found, "de")
    assert letter.purpose == "cancellation" and "hiermit kündige ich" in letter.body
    assert "second_notice" not in purposes_for(found)
    assert as_sent(letter, found.request, found.today, "web")["type"] == "reminder"


def test_nobody_is_reminded_of_what_is_settled() -> None:
    log = [*ASKED, theirs("2026-09-02", "answer", outcome="complete")]
    assert write(case("erasure", "DE", log, "2026-09-03"), "en").purpose == "erasure"


def test_a_body_is_not_threatened_with_itself() -> None:
    found = case("complaint", "DE", [mine("2026-10-01")], "2026-12-20")
    letter = write(found, "de", "second_notice")
    assert letter.subject.startswith("Erinnerung:")
    assert "Verbraucherzentrale" not in letter.body
    asked = case("dispute", "DE", [mine("2026-10-01")], "2026-12-20")
    assert "versucht" not in write(asked, "de", "dispute").body


@pytest.mark.parametrize("language", ["en", "ja", "de"])
def test_a_day_of_ones_own_is_never_called_the_laws(language: str) -> None:
    first = write(case("erasure", "DE", [], "2026-09-01"), language, "erasure")
    assert any("12" in provision for provision in first.provisions)
    again = write(case("erasure", "DE", [mine("2026-09-01")], "2026-10-20"), language, "erasure")
    told = {"en": "ran out on 1 October", "ja": None, "de": "ist am 1. Oktober"}[language]
    assert told in again.body if told else "第12条第3項" not in again.body
    second = write(case("erasure", "DE", [mine("2026-09-01")], "2026-10-20"), language)
    assert second.purpose == "second_notice" and any("12" in each for each in second.provisions)


@pytest.mark.parametrize("language", ["en", "ja", "de"])
def test_nobody_is_told_that_one_will_turn_to_them(language: str) -> None:
    found = case("complaint", "JP", [mine("2026-09-01")], "2026-12-20")
    letter = write(found, language, "second_notice")
    assert "188" not in letter.body and letter.recipient
    assert letter.recipient not in letter.body.replace(letter.recipient, "", 1)


def test_what_nobody_has_got_is_not_sent_a_second_notice() -> None:
    log = [mine("2026-09-01"), theirs("2026-09-02", "bounce")]
    found = case("erasure", "DE", log, "2026-09-03")
    action, letter, entry, _to = needed(found)
    assert (action, letter.purpose, entry) == ("other_address", "erasure", "reminder")
    assert "5 October 2026" in letter.body and "Article 12(3)" in letter.body
