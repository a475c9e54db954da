"""The ladders of privacy requests and mailings, rung by rung, each with its interval."""

import ast
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model.items import Item
from footprint.model.requests import Request
from footprint.requests import charges, coming, ladder
from footprint.requests.bodies import body, group_of
from footprint.requests.jurisdictions import places_of
from footprint.requests.machine import standing
from footprint.requests.names import action_name, step_name
from footprint.requests.passed import PAST
from footprint.requests.table import load

SENT = date(2026, 3, 2)


def climbed(
    kind: str,
    country: str,
    *acts: str,
    item: dict[str, Any] | None = None,
    heard: bool = True,
    sent: date = SENT,
) -> list[tuple[str, int]]:
    """Do each act on the day it is told; return what was told, in days since it was sent.

    An act is what is sent, where wanted with its channel: `reminder phone`.
    """
    log: list[dict[str, Any]] = [
        {"on": sent.isoformat(), "direction": "out", "type": "request", "channel": "email"}
    ]
    if heard:
        log.append({"on": sent.isoformat(), "direction": "in", "type": "acknowledgement"})
    about = Item.from_json(
        {"id": "it", "kind": "service", "name": "It", "country": country, **(item or {})}
    )
    told = []
    for act in (*acts, None):
        request = Request.from_json({"id": "R-1", "kind": kind, "item": "it", "log": log})
        day = date.fromisoformat(log[-1]["on"])
        following = standing(request, about, day, country=country).next
        assert following is not None and "{" not in following.sentence()
        assert action_name(following.action)
        told.append((following.action, (following.on - sent).days))
        if act:
            kind_of_act, _, channel = act.partition(" ")
            log.append(
                {
                    "on": following.on.isoformat(),
                    "direction": "out",
                    "type": kind_of_act,
                    **({"channel": channel} if channel else {}),
                }
            )
    return told


def test_what_has_passed_is_told_as_past() -> None:
    sent = {"on": SENT.isoformat(), "direction": "out", "type": "request", "channel": "email"}
    log = (sent, {"on": SENT.isoformat(), "direction": "in", "type": "acknowledgement"})
    request = Request.from_json({"id": "R-1", "kind": "erasure", "item": "it", "log": log})
    about = Item.from_json({"id": "it", "kind": "service", "name": "It", "country": "DE"})

    def told(day: date) -> str:
        following = standing(request, about, day).next
        assert following is not None and following.action == "second_notice"
        return following.sentence()

    expected = "send a second notice with a final date."
    assert told(date(2026, 4, 2)) == f"If there is no answer by 2 Apr 2026, {expected}"
    assert told(date(2026, 4, 3)) == f"No answer came by 2 Apr 2026: {expected}"


def test_after_an_unsubscription_one_looks_into_the_mailbox() -> None:
    log = ({"on": SENT.isoformat(), "direction": "out", "type": "request", "channel": "web"},)
    request = Request.from_json({"id": "R-1", "kind": "unsubscribe", "item": "it", "log": log})
    about = Item.from_json({"id": "it", "kind": "mailing_list", "name": "It", "country": "JP"})
    following = standing(request, about, SENT).next
    assert following is not None and following.action == "check_delivery"
    assert step_name(following) == "Look into your mailbox"


def test_everything_the_ladder_says_of_a_day_to_come_has_its_past() -> None:
    words = ast.walk(ast.parse(Path(ladder.__file__).read_text("utf-8")))
    said = {each.value for each in words if isinstance(each, ast.Constant)}
    assert {each for each in said if str(each).startswith("If ")} == set(PAST)


def test_the_european_ladder() -> None:
    # due 2 April (31 days); reminder the day after, authority 15 days later, asked after 93
    assert climbed("erasure", "DE", "reminder", "escalation") == [
        ("second_notice", 32),
        ("escalate", 32 + 15),
        ("ask_again", 32 + 15 + 93),
    ]


def test_the_british_ladder_complains_to_them_first() -> None:
    # Data Protection Act 2018, s. 164A: they have 30 days to acknowledge it; then the ICO after 15
    summer = date(2026, 7, 2)
    assert climbed("erasure", "GB", "reminder", "escalation", sent=summer) == [
        ("complain_to_them", 33),
        ("escalate", 33 + 45),
        ("ask_again", 33 + 45 + 90),
    ]
    # Before 19 June 2026 there was no such step.
    assert climbed("erasure", "GB", "reminder") == [("second_notice", 32), ("escalate", 32 + 15)]


def test_the_japanese_ladder_goes_on_in_writing() -> None:
    assert climbed("erasure", "JP", "reminder", "reminder", "escalation") == [
        ("second_notice", 14),
        ("in_writing", 30),
        ("escalate", 44),
        ("ask_again", 58),
    ]


def test_the_japanese_ladder_tries_the_telephone_and_still_goes_on_in_writing() -> None:
    reached = {"closing": {"phone": "+81-3-0000-0000"}}
    acts = ("reminder", "reminder phone", "reminder post")
    assert climbed("erasure", "JP", *acts, item=reached) == [
        ("second_notice", 14),
        ("other_channel", 28),
        ("in_writing", 30),
        ("escalate", 44),
    ]


def test_the_californian_ladder() -> None:
    assert climbed("erasure", "US-CA", "reminder") == [
        ("second_notice", 47),
        ("escalate", 47 + 15),
    ]


def test_the_ladder_of_mailings() -> None:
    # Two days for the large mailboxes; then ten working days (CAN-SPAM), a formal notice the day
    # after, and the regulator 15 days later.
    assert climbed("unsubscribe", "US", heard=False) == [("check_delivery", 3)]
    assert climbed("unsubscribe", "US", "reminder") == [("second_notice", 15), ("escalate", 30)]


def days(name: str) -> dict[tuple[str, str], list[int]]:
    """The days of a ladder of the table, by whether they are before or after what."""
    found: dict[tuple[str, str], list[int]] = {}
    for rung in load().ladders[name]:
        if rung.day is not None:
            way = ("before", rung.before) if rung.before else ("after", rung.after or "sending")
            found.setdefault(way, []).append(rung.day)
    return found


def test_the_intervals_are_those_of_the_table() -> None:
    cancelling = days("cancellation")
    assert cancelling["before", "next_charge"] == [coming.STOP_BEFORE.days]
    assert cancelling["after", "next_charge"] == [coming.STATEMENT_AFTER.days]
    assert cancelling["after", "charge"] == [
        0,  # the refund demand
        charges.DISPUTE_AFTER.days,
        charges.CONSUMER_CENTRE_AFTER.days,
        charges.ISSUER_WITHIN.days,
    ]
    assert days("privacy_eu")["after", "sending"] == [0, ladder.DELIVERY_CHECK_DAYS]
    assert days("mailings")["after", "sending"] == [0, ladder.DELIVERY_CHECK_DAYS]
    _sent, again, in_writing, body = days("privacy_jp")["after", "sending"]
    assert again == load().rule("JP-APPI-DSR").practical.first_followup_days
    assert in_writing - again == ladder.IN_WRITING_AFTER
    assert body - in_writing == ladder.AFTER_IN_WRITING
    british = days("privacy_uk")
    assert british["after", "complaint"] == [ladder.ACKNOWLEDGE_COMPLAINT]
    after = british["after", "acknowledgement due"]
    assert after == [ladder.AFTER_COMPLAINT - ladder.ACKNOWLEDGE_COMPLAINT]


@pytest.mark.parametrize(
    ("kind", "country", "name"),
    [
        ("cancellation", "JP", "消費者ホットライン (consumer hotline)"),
        ("erasure", "JP", "個人情報保護委員会 (Personal Information Protection Commission)"),
        ("unsubscribe", "JP", "迷惑メール相談センター (anti-spam desk)"),
        ("cancellation", "DE", "the Verbraucherzentrale (consumer centre)"),
        ("erasure", "DE-BY", "the state data protection authority (Landesdatenschutzbehörde)"),
        ("erasure", "FR", "the data protection authority"),
        ("erasure", "GB", "the Information Commissioner’s Office (ICO)"),
        ("erasure", "US-CA", "CalPrivacy"),
        ("erasure", "US-TX", "the state’s Attorney General"),
        ("unsubscribe", "CA", "the Spam Reporting Centre (CRTC)"),
    ],
)
def test_whom_to_turn_to(kind: str, country: str, name: str) -> None:
    found = body(load().suggest(kind, country), kind, country)
    assert found is not None and found.name == name


def test_a_number_from_memory_is_said_to_be_so() -> None:
    rule = load().suggest("cancellation", "GB")
    assert str(body(rule, "cancellation", "GB")) == "Citizens Advice, 0808 223 1133, not checked"
    assert body(rule, "cancellation", None) is None
    assert group_of(load().rule("EU-GDPR-MARKETING"), "objection") == "mailings"


def test_every_place_of_a_rule_about_privacy_has_somebody() -> None:
    for rule in load().rules:
        place = rule.jurisdiction.split(",")[0].replace("UK", "GB").replace("EU/EEA", "FR")
        if "erasure" in rule.kinds and rule.jurisdiction != "*":
            assert list(places_of(place))
            assert body(rule, "erasure", place) is not None, rule.id


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["cancellation", "erasure", "unsubscribe", "refund", "closure"]),
    country=st.sampled_from(["DE", "JP", "GB", "US-CA", "US", "BR", None]),
    reminders=st.integers(0, 6),
    later=st.integers(0, 400),
)
def test_an_open_request_always_has_something_next(
    kind: str, country: str | None, reminders: int, later: int
) -> None:
    log = [{"on": SENT.isoformat(), "direction": "out", "type": "request"}]
    log += [
        {"on": (SENT + timedelta(days=n)).isoformat(), "direction": "out", "type": "reminder"}
        for n in range(reminders)
    ]
    request = Request.from_json({"id": "R-1", "kind": kind, "item": "it", "log": log})
    found = standing(request, None, SENT + timedelta(days=later), country=country)
    assert found.next is not None and found.next.rung
    assert found.next.sentence()
