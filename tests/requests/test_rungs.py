"""Single rungs where a ladder is easily climbed wrong, each by what is wrong about it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.reminders import Skip
from footprint.model.requests import Request
from footprint.requests.machine import Standing, stand, standings
from footprint.requests.names import step_name
from footprint.requests.surroundings import Surroundings

MONTHLY = {
    "kind": "subscription",
    "cycle": {"every": 1, "unit": "month"},
    "first_charge_on": "2026-01-10",
}


def mine(on: str, kind: str = "request", **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "out", "type": kind, **more}


def theirs(on: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "in", "type": kind, **more}


def stood(
    kind: str,
    country: str | None,
    log: list[dict[str, Any]],
    today: str,
    item: dict[str, Any] | None = None,
    skipped: tuple[str, ...] = (),
    issuer: str | None = None,
    regime: str | None = None,
    platform: str | None = None,
    instrument: dict[str, Any] | None = None,
) -> Standing:
    about = Item.from_json(
        {"id": "it", "kind": "service", "name": "It", "country": country, **(item or {})}
    )
    document = {"id": "R-1", "kind": kind, "item": "it", "log": log, "regime": regime}
    request = Request.from_json({k: v for k, v in document.items() if v is not None})
    day = date.fromisoformat(today)
    skips = tuple(Skip(rung=rung, on=day) for rung in skipped)
    card = {"id": "card", "kind": "instrument", "name": "Card", **(instrument or {})}
    near = Surroundings(
        about,
        country,
        platform=platform,
        issuer=issuer,
        instrument=Item.from_json(card) if instrument else None,  # type: ignore[arg-type]
        skipped=skips,
    )
    return stand(request, near, day)


def told(*arguments: Any, **more: Any) -> tuple[str, str] | None:
    following = stood(*arguments, **more).next
    return following and (following.action, following.on.isoformat())  # type: ignore[return-value]


# -- verified means that the dates have passed (DESIGN 2) ----------------------------------------

DONE = [mine("2026-10-20"), theirs("2026-10-22", "answer", outcome="complete")]


def test_a_look_before_the_dates_have_passed_proves_nothing() -> None:
    for looked_on, expected in (
        ("2026-10-23", ("check_statement", "2026-11-13")),
        ("2026-11-13", ("verify", "2026-12-13")),
    ):
        log = [*DONE, theirs(looked_on, "verification")]
        found = stood("cancellation", "JP", log, looked_on, MONTHLY)
        assert (found.status, found.settled) == ("answered", True)
        assert told("cancellation", "JP", log, looked_on, MONTHLY) == expected
    log = [*DONE, theirs("2026-11-13", "verification"), theirs("2026-12-13", "verification")]
    found = stood("cancellation", "JP", log, "2026-12-13", MONTHLY)
    assert (found.status, found.next) == ("verified", None)


def test_silence_without_an_answer_proves_it_when_both_dates_have_passed() -> None:
    asked = [mine("2026-10-20")]
    early = [*asked, theirs("2026-10-21", "verification")]
    assert stood("cancellation", "JP", early, "2026-10-22", MONTHLY).status == "sent"
    later = [*asked, theirs("2026-12-11", "verification")]
    assert stood("cancellation", "JP", later, "2026-12-11", MONTHLY).status == "verified"


def test_a_yearly_contract_is_proved_by_one_date() -> None:
    yearly = {**MONTHLY, "cycle": {"every": 1, "unit": "year"}}
    log = [*DONE, theirs("2027-01-11", "verification")]
    assert stood("cancellation", "JP", log, "2027-01-11", yearly).status == "verified"


def test_an_early_look_begins_no_new_round() -> None:
    log = [
        mine("2026-10-20"), theirs("2026-10-21", "verification"), mine("2026-10-24", "reminder"),
    ]  # fmt: skip
    found = stood("cancellation", "JP", log, "2026-10-25", MONTHLY)
    assert found.due is not None and found.due.date == date(2026, 10, 23)


def test_a_charge_before_a_late_answer_is_looked_at_first() -> None:
    # The yes of 12 December says nothing about the 10th, when nobody had answered yet.
    late = [mine("2026-10-20"), theirs("2026-12-12", "answer", outcome="complete")]
    first = ("check_statement", "2026-12-13")
    second = ("check_statement", "2027-01-13")
    assert told("cancellation", "JP", late, "2026-12-12", MONTHLY) == first
    looked = [*late, theirs("2026-12-13", "verification")]
    assert told("cancellation", "JP", looked, "2026-12-13", MONTHLY) == second
    left_out = ("check_statement:2026-12-10",)
    assert told("cancellation", "JP", late, "2026-12-13", MONTHLY, skipped=left_out) == second


LATE = [mine("2026-10-20"), theirs("2026-12-12", "answer", outcome="complete")]
BEFORE_IT = theirs("2026-12-10", "incident", what="charge")


def test_a_yes_that_was_there_before_a_charge_was_found_does_not_answer_it() -> None:
    found = stood("cancellation", "JP", [*LATE, BEFORE_IT], "2026-12-12", MONTHLY)
    assert (found.status, found.settled, found.trouble) == ("answered", False, "charged")
    assert found.next is not None
    assert (found.next.action, found.next.rung) == ("ask_refund", "ask_refund:2026-12-10")
    # What was sent before it was found asked for nothing of it.
    silent = [LATE[0], mine("2026-12-11", "reminder"), LATE[1], BEFORE_IT]
    assert told("cancellation", "JP", silent, "2026-12-12", MONTHLY) == ("ask_refund", "2026-12-10")
    demanded = [*LATE, BEFORE_IT, mine("2026-12-13", "reminder")]
    assert told("cancellation", "JP", demanded, "2026-12-13", MONTHLY) == ("dispute", "2026-12-24")
    # A yes to the demand is one to it.
    paid = [*demanded, theirs("2026-12-16", "answer", outcome="complete")]
    found = stood("cancellation", "JP", paid, "2026-12-16", MONTHLY)
    assert (found.settled, found.trouble) == (True, None)


def test_a_yes_after_a_charge_was_found_answers_it_as_the_log_was_written() -> None:
    for log in ([LATE[0], BEFORE_IT, LATE[1]], [BEFORE_IT, *LATE]):
        found = stood("cancellation", "JP", log, "2026-12-12", MONTHLY)
        assert (found.settled, found.trouble) == (True, None)
    # One of an earlier day than the charge does not, whenever it was recorded.
    early = [LATE[0], BEFORE_IT, theirs("2026-11-01", "answer", outcome="complete")]
    assert not stood("cancellation", "JP", early, "2026-12-12", MONTHLY).settled


def test_a_charge_that_could_not_be_avoided_opens_nothing_again() -> None:
    owed = [LATE[0], LATE[1], theirs("2026-10-19", "incident", what="charge")]
    assert stood("cancellation", "JP", owed, "2026-12-12", MONTHLY).settled


def test_a_look_that_is_left_out_leaves_the_next_one() -> None:
    left_out = ("check_statement:2026-11-10",)
    following = told("cancellation", "JP", DONE, "2026-11-13", MONTHLY, skipped=left_out)
    assert following == ("verify", "2026-12-13")


def test_a_clean_statement_settles_no_earlier_charge() -> None:
    charged = [
        *DONE, theirs("2026-11-10", "incident", what="charge"), mine("2026-11-13", "reminder"),
        mine("2026-11-24", "escalation", to="Bank"), theirs("2026-12-13", "verification"),
    ]  # fmt: skip
    found = stood("cancellation", "JP", charged, "2026-12-13", MONTHLY, issuer="Bank")
    assert (found.status, found.settled) == ("overdue", False)
    assert found.next is not None and found.next.action == "escalate"
    # The money is back: from then on two dates have to pass.
    back = [*charged, theirs("2026-12-20", "answer", outcome="complete")]
    for looked_on, status in (("2027-01-13", "answered"), ("2027-02-13", "verified")):
        back.append(theirs(looked_on, "verification"))
        assert stood("cancellation", "JP", back, looked_on, MONTHLY).status == status


# -- a further round -----------------------------------------------------------------------------


def test_a_second_request_is_waited_for_like_a_first() -> None:
    log = [
        mine("2026-03-02"), theirs("2026-03-20", "answer", outcome="complete"), mine("2026-06-22"),
    ]  # fmt: skip
    found = stood("access", "DE", log, "2026-07-10")
    assert found.due is not None and (found.due.date, found.due.basis) == (
        date(2026, 7, 22),
        "statutory",
    )
    log.append(theirs("2026-06-23", "acknowledgement"))
    assert told("access", "DE", log, "2026-07-10") == ("second_notice", "2026-07-23")


def test_an_authority_is_given_its_time() -> None:
    log = [
        mine("2026-09-01"),
        theirs("2026-10-01", "answer", outcome="refused"),
        mine("2026-10-12", "escalation"),
    ]
    found = stood("erasure", "DE", log, "2026-12-01")
    assert not found.is_overdue
    assert found.due is not None and found.due.date == date(2027, 1, 13)
    assert told("erasure", "DE", log, "2026-12-01") == ("ask_again", "2027-01-13")


def test_a_refusal_in_the_united_kingdom_is_complained_of_to_them_first() -> None:
    log = [mine("2026-09-01"), theirs("2026-10-01", "answer", outcome="refused")]
    assert told("erasure", "GB", log, "2026-10-02") == ("complain_to_them", "2026-10-01")
    log.append(mine("2026-10-05", "reminder"))
    found = stood("erasure", "GB", log, "2026-10-06")
    assert found.due is not None and found.due.date == date(2026, 11, 4)
    assert told("erasure", "GB", log, "2026-10-06") == ("escalate", "2026-11-19")


def test_what_was_left_out_in_one_round_is_told_in_the_next() -> None:
    first = [*DONE]
    asked = stood("erasure", "JP", first, "2026-12-01").next
    assert asked is not None and asked.action == "verify"
    again = [
        *first,
        theirs("2026-12-02", "incident", what="mail"),
        mine("2026-12-03", "reminder"),
        theirs("2026-12-05", "answer", outcome="complete"),
    ]
    following = stood("erasure", "JP", again, "2026-12-06", skipped=(asked.rung,)).next
    assert following is not None and following.action == "verify"
    assert stood("erasure", "JP", first, "2026-12-01", skipped=(asked.rung,)).next is None


# -- clocks --------------------------------------------------------------------------------------


def test_what_goes_to_somebody_else_starts_no_clock_of_theirs() -> None:
    log = [
        mine("2026-09-01", to="a@x.example"),
        theirs("2026-09-02", "bounce", to="a@x.example"),
        mine("2026-10-02", "escalation", to="Datenschutz"),
    ]
    found = stood("erasure", "DE", log, "2026-11-20")
    assert (found.due, found.trouble, found.is_overdue) == (None, "bounced", False)
    assert told("erasure", "DE", log, "2026-11-20") == ("ask_again", "2027-01-03")


def test_a_question_after_the_time_has_run_out_stops_no_british_clock() -> None:
    asked = [mine("2026-08-03")]
    for question in ("2026-09-04", "2026-09-10"):
        found = stood("access", "GB", [*asked, theirs(question, "info_requested")], "2026-09-20")
        assert found.due is not None and found.due.date == date(2026, 9, 3), question
        assert found.is_overdue
    in_time = stood("access", "GB", [*asked, theirs("2026-09-03", "info_requested")], "2026-09-03")
    assert in_time.due is not None and in_time.due.date == date(2026, 9, 4)


def test_the_delivery_is_asked_about_until_it_is_looked_at() -> None:
    asked = [mine("2026-10-01")]
    for today in ("2026-10-02", "2026-10-04", "2026-10-05", "2026-10-20"):
        assert told("erasure", "DE", asked, today) == ("check_delivery", "2026-10-04")
    looked = [*asked, mine("2026-10-20", "note")]
    assert told("erasure", "DE", looked, "2026-10-20") == ("second_notice", "2026-11-03")
    assert told("erasure", "DE", asked, "2026-11-03") == ("second_notice", "2026-11-03")


def test_the_day_and_the_sentence_agree_where_mailings_have_to_stop_at_once() -> None:
    log = [mine("2026-11-02"), theirs("2026-11-02", "acknowledgement")]
    found = stood("unsubscribe", "DE", log, "2026-11-13")
    assert found.next is not None and found.next.on == date(2026, 11, 12)
    assert "12 Nov" in found.next.sentence()


def test_brazil_counts_from_the_day_of_the_request() -> None:
    log = [mine("2026-10-01", channel="post")]
    found = stood("access", "BR", log, "2026-10-02")
    assert found.due is not None and found.due.date == date(2026, 10, 16)


# -- messages that came back ---------------------------------------------------------------------

TWO = {"closing": {"email": ["a@x.example", "b@x.example"]}}


def test_a_reminder_that_came_back_is_no_message() -> None:
    log = [
        mine("2026-10-01", to="a@x.example"),
        mine("2026-11-03", "reminder", to="a@x.example"),
        theirs("2026-11-04", "bounce", to="a@x.example"),
    ]
    assert told("erasure", "DE", log, "2026-11-05", TWO) == ("other_address", "2026-11-04")
    found = stood("erasure", "DE", log, "2026-11-05", TWO)
    assert (found.trouble, found.is_overdue) == (None, True)


def test_each_address_of_one_message_was_tried_and_comes_back_by_itself() -> None:
    both = mine("2026-10-01", to="a@x.example, B@x.example")
    heard = theirs("2026-10-02", "acknowledgement")
    assert told("erasure", "DE", [both, heard], "2026-10-03", TWO) == (
        "second_notice",
        "2026-11-03",
    )
    one = theirs("2026-10-02", "bounce", to="a@x.example")
    assert stood("erasure", "DE", [both, one], "2026-10-03", TWO).due is not None
    other = theirs("2026-10-02", "bounce", to="b@x.example")
    found = stood("erasure", "DE", [both, one, other], "2026-10-03", TWO)
    assert (found.due, found.trouble) == (None, "bounced")


# -- charged all the same ------------------------------------------------------------------------

CHARGED = [*DONE, theirs("2026-11-10", "incident", what="charge")]


def test_the_consumer_centre_follows_the_dispute() -> None:
    log = [*CHARGED, mine("2026-11-10", "reminder")]
    assert told("cancellation", "JP", log, "2026-11-11", MONTHLY) == ("dispute", "2026-11-24")
    for to in (None, "Card Ltd"):
        more = [*log, mine("2026-11-24", "escalation", **({"to": to} if to else {}))]
        expected = ("escalate", "2026-12-01")
        found = told("cancellation", "JP", more, "2026-11-24", MONTHLY, issuer="Card Ltd")
        assert found == expected
        # The order to stop the next charge goes to the issuer too, and is not the centre.
        more.append(mine("2026-12-04", "escalation", to="Card Ltd"))
        found = told("cancellation", "JP", more, "2026-12-04", MONTHLY, issuer="Card Ltd")
        assert found == expected
        more.append(mine("2026-12-05", "escalation", to="消費者ホットライン"))
        found = told("cancellation", "JP", more, "2026-12-05", MONTHLY, issuer="Card Ltd")
        assert found is not None and found[0] not in ("escalate", "dispute")


@pytest.mark.parametrize("first", [DONE, DONE[:1]], ids=["they had said yes", "silence"])
def test_no_older_step_comes_back_after_a_dispute(first: list[dict[str, Any]]) -> None:
    known: dict[str, Any] = {"issuer": "Card Ltd", "platform": "The Mall"}
    log = [
        *first, theirs("2026-11-10", "incident", what="charge"),
        mine("2026-11-13", "reminder", to="a@x.example"),
    ]  # fmt: skip
    about = {**REACHED, "cancel": {**REACHED["cancel"], "phone": "+81-3-0000-0000"}}
    while_they_can = told("cancellation", "JP", log, "2026-11-20", about, **known)
    assert while_they_can == ("dispute", "2026-11-24")
    # Disputed late: the issuer has its week all the same.
    log.append(mine("2026-11-26", "escalation", to="Card Ltd"))
    for today in ("2026-11-26", "2026-12-02"):
        found = stood("cancellation", "JP", log, today, about, **known).next
        assert found is not None and (found.action, str(found.on)) == ("escalate", "2026-12-03")
        assert "disputed on 26 Nov 2026: wait for the answer until 3 Dec 2026" in found.sentence()


def test_the_issuer_s_time_runs_though_nobody_was_asked() -> None:
    assert told("cancellation", "JP", CHARGED, "2026-11-12", MONTHLY) == (
        "ask_refund",
        "2026-11-10",
    )
    assert told("cancellation", "JP", CHARGED, "2026-11-24", MONTHLY) == ("dispute", "2026-11-24")
    found = stood("cancellation", "JP", CHARGED, "2027-03-01", MONTHLY).next
    assert found is not None and found.action == "escalate"
    assert "25 Dec 2026" in found.sentence() and "ended on" in found.sentence()


@pytest.mark.parametrize(("bank", "whom"), [(None, "your bank"), ("Some Bank", "Some Bank")])
def test_a_direct_debit_is_stopped_and_disputed_with_the_bank(bank: str | None, whom: str) -> None:
    known: dict[str, Any] = {"issuer": bank, "instrument": {"type": "bank_account"}}
    dispute = stood("cancellation", "JP", CHARGED, "2026-11-24", MONTHLY, **known).next
    stop = stood("cancellation", "JP", [mine("2026-10-20")], "2026-11-06", MONTHLY, **known).next
    late = stood("cancellation", "JP", CHARGED, "2027-03-01", MONTHLY, **known).next
    assert dispute and stop and late
    assert (dispute.action, stop.action, late.action) == ("dispute", "stop_order", "escalate")
    assert f"dispute the direct debit with {whom}" in dispute.sentence()
    assert f"ask {whom} to stop the direct debits" in stop.sentence()
    assert "ask your bank all the same" in late.sentence()
    assert step_name(dispute) == "Dispute the direct debit with the bank"
    assert step_name(stop) == "Ask the bank to stop their direct debits"


def test_a_hotline_is_called_and_called_again() -> None:
    log = [*CHARGED, mine("2026-11-24", "escalation")]
    centre = stood("cancellation", "JP", log, "2026-12-01", MONTHLY).next
    assert centre is not None
    assert (centre.action, centre.number, centre.their_number) == ("escalate", "188", None)
    assert "188" in centre.sentence()
    refused = [mine("2026-10-20"), theirs("2026-10-22", "answer", outcome="refused")]
    for country, number in (("JP", "03-6457-9849"), ("DE", None), ("FR", None)):
        following = stood("erasure", country, refused, "2026-10-23").next
        assert following is not None and (following.action, following.number) == (
            "escalate",
            number,
        )
    for channel, number in (("phone", "188"), ("web", None)):
        further = mine("2026-11-20", "escalation", to="消費者ホットライン", channel=channel)
        asked = [mine("2026-10-20"), further]
        again = stood("refund", "JP", asked, "2027-03-01").next
        assert again is not None and (again.action, again.number) == ("ask_again", number)


def test_what_is_asked_by_telephone_is_asked_again_so_where_nobody_can_be_written_to() -> None:
    def number(log: list[dict[str, Any]], channel: str, **way: Any) -> str | None:
        item = Item.from_json({"id": "it", "kind": "shop", "name": "It", "closing": way})
        document = {"id": "R-1", "kind": "closure", "item": "it", "channel": channel, "log": log}
        following = stand(Request.from_json(document), Surroundings(item), date(2026, 12, 1)).next
        assert following is not None and following.action in ("send", "second_notice")
        return following.number

    phone, asked = "+81-3-0000-0000", [mine("2026-10-20", channel="phone")]
    assert number([], "phone", phone=phone) == number(asked, "phone", phone=phone) == phone
    assert number([], "email", phone=phone) is None
    assert number([], "phone") is None
    # A draft is what the person chose; a second notice is better written.
    assert number([], "phone", phone=phone, email=["a@x.example"]) == phone
    assert (
        number(
            [mine("2026-10-20", channel="phone", to="a@x.example")],
            "phone",
            phone=phone,
            email=["a@x.example"],
        )
        is None
    )


@pytest.mark.parametrize("to", ["the bank", "銀行", None])
def test_an_order_to_the_bank_takes_nothing_off_the_ladder(to: str | None) -> None:
    known: dict[str, Any] = {"instrument": {"type": "bank_account"}}
    log = [*NOTICED, mine("2026-11-06", "escalation", **({"to": to} if to else {}))]
    before = told("cancellation", "JP", NOTICED, "2026-11-05", REACHED, **known)
    assert before == ("stop_order", "2026-11-05")
    after = told("cancellation", "JP", log, "2026-11-06", REACHED, **known)
    assert after is not None and after[0] != "stop_order"


@pytest.mark.parametrize("to", ["Card Ltd", "The Mall", "消費者ホットライン"])
def test_what_went_to_others_is_no_demand_for_the_money(to: str) -> None:
    known: dict[str, Any] = {"issuer": "Card Ltd", "platform": "The Mall"}
    log = [*CHARGED, mine("2026-11-11", "escalation", to=to)]
    found = told("cancellation", "JP", log, "2026-11-12", MONTHLY, **known)
    assert found == ("ask_refund", "2026-11-10")


@pytest.mark.parametrize("issuer", [None, "Card Ltd"])
def test_of_nobody_who_was_not_asked_is_it_said_that_they_did_not_pay_back(
    issuer: str | None,
) -> None:
    to_the_platform = mine("2026-11-11", "escalation", to="The Mall")
    for log, said in (
        (CHARGED, "should not have been"),
        ([*CHARGED, to_the_platform], "should not have been"),
        ([*CHARGED, mine("2026-11-11", "reminder")], "was not paid back"),
    ):
        known: dict[str, Any] = {"issuer": issuer, "platform": "The Mall"}
        following = stood("cancellation", "JP", log, "2026-11-24", MONTHLY, **known).next
        assert following is not None and following.action == "dispute"
        assert said in following.sentence()
        for left_out in ((), ("dispute:2026-11-10",)):
            later = {**known, "skipped": left_out}
            following = stood("cancellation", "JP", log, "2027-03-01", MONTHLY, **later).next
            assert following is not None and following.action == "escalate"
            assert said in following.sentence()


def test_a_dispute_that_was_sent_is_not_asked_for_again() -> None:
    log = [theirs("2026-11-05", "incident", what="charge"), mine("2026-11-06")]
    assert told("dispute", "JP", log, "2026-11-20", MONTHLY) == ("check_delivery", "2026-11-09")
    log.append(theirs("2026-11-07", "acknowledgement"))
    assert told("dispute", "JP", log, "2026-11-20", MONTHLY) == ("escalate", "2026-11-26")


def test_the_consumer_centre_follows_a_dispute_that_was_left_out() -> None:
    log = [mine("2026-10-20"), theirs("2026-11-10", "incident", what="charge")]
    log.append(mine("2026-11-10", "reminder"))
    left_out = {"skipped": ("dispute:2026-11-10",)}
    found = stood("cancellation", "JP", log, "2026-12-01", MONTHLY, **left_out)
    assert found.next is not None
    assert (found.next.action, found.next.on) == ("escalate", date(2026, 12, 1))
    assert "188" in found.next.sentence() and "disputed" not in found.next.sentence()
    log.append(mine("2026-12-01", "escalation"))
    assert told("cancellation", "JP", log, "2026-12-02", MONTHLY, **left_out) != (
        "escalate",
        "2026-12-01",
    )


def test_a_second_charge_does_not_hide_that_the_first_can_still_be_disputed() -> None:
    log = [
        mine("2026-10-20"),
        theirs("2026-11-10", "incident", what="charge"),
        mine("2026-11-10", "reminder"),
        theirs("2026-12-10", "incident", what="charge"),
    ]
    expected = ("dispute", "2026-11-24")
    assert told("cancellation", "JP", log, "2026-12-10", MONTHLY, issuer="Bank") == expected
    # One dispute names both; afterwards it is the newest charge that counts.
    log.append(mine("2026-12-11", "escalation", to="Bank"))
    # Three weeks end on the last of the year, when nobody works until the fourth.
    following = told("cancellation", "JP", log, "2026-12-31", MONTHLY, issuer="Bank")
    assert following == ("escalate", "2027-01-04")


def test_a_note_is_no_look_at_the_statement() -> None:
    log = [*DONE, mine("2026-11-12", "note", subject="Cancellation", text="Dear …")]
    found = stood("cancellation", "JP", log, "2026-11-14", MONTHLY)
    assert found.next is not None and found.next.action == "check_statement"


# -- letters that are kept -----------------------------------------------------------------------

KEPT = {"subject": "Second notice", "text": "Dear …"}


def test_a_kept_letter_is_outdated_by_what_comes_after_it() -> None:
    kept = [mine("2026-10-05"), mine("2026-10-10", "note", **KEPT)]
    for today, entry, action in (
        ("2026-10-11", theirs("2026-10-11", "acknowledgement"), "send"),
        ("2026-10-12", theirs("2026-10-12", "answer", outcome="refused"), "escalate"),
        ("2026-10-12", theirs("2026-10-12", "info_requested"), "send_info"),
        ("2026-10-12", theirs("2026-10-12", "bounce"), "other_address"),
    ):
        found = told("erasure", "DE", [*kept, entry], today)
        assert found is not None and found[0] == action
    # One that is written after it is not.
    again = [*kept, theirs("2026-10-12", "answer", outcome="refused")]
    again.append(mine("2026-10-13", "note", **KEPT))
    assert told("erasure", "DE", again, "2026-10-14") == ("send", "2026-10-13")


def test_a_kept_letter_hides_no_charge() -> None:
    log = [
        mine("2026-10-01"),
        mine("2026-10-10", "note", **KEPT),
        theirs("2026-10-12", "answer", outcome="complete"),
        theirs("2026-11-10", "incident", what="charge"),
    ]
    for today, expected in (
        ("2026-11-10", ("ask_refund", "2026-11-10")),
        ("2026-11-24", ("dispute", "2026-11-24")),
    ):
        assert told("cancellation", "JP", log, today, MONTHLY) == expected
    # Nor one that was written after the charge, nor before a charge that is to come.
    log.append(mine("2026-11-12", "note", **KEPT))
    assert told("cancellation", "JP", log, "2026-11-24", MONTHLY) == ("dispute", "2026-11-24")
    # One that was written when it had come up is about it.
    assert told("cancellation", "JP", log, "2026-11-12", MONTHLY) == ("send", "2026-11-12")
    open_ = [mine("2026-10-20"), mine("2026-11-01", "note", **KEPT)]
    assert told("cancellation", "JP", open_, "2026-11-02", MONTHLY) == ("send", "2026-11-01")
    assert told("cancellation", "JP", open_, "2026-11-05", MONTHLY) == ("stop_order", "2026-11-05")
    assert told("cancellation", "JP", open_, "2026-11-13", MONTHLY) == (
        "check_statement",
        "2026-11-13",
    )


# -- what goes to the card's issuer is of the charges --------------------------------------------

REACHED = {**MONTHLY, "cancel": {"email": ["a@x.example"], "phone": "+81-3-0000-0000"}}
NOTICED = [mine("2026-10-20", to="a@x.example"), mine("2026-10-27", "reminder", to="a@x.example")]


@pytest.mark.parametrize(
    ("to", "issuer"),
    [
        ("Card Ltd", "Card Ltd"), ("card ltd, stop@card.example", "Card Ltd"),
        ("card issuer", None), ("カード会社", None), ("The card's issuer", "Card Ltd"),
        ("My own bank", None), (None, None),
    ],
)  # fmt: skip
def test_an_order_to_stop_takes_nothing_off_the_ladder(to: str | None, issuer: str | None) -> None:
    before = told("cancellation", "JP", NOTICED, "2026-11-05", REACHED, issuer=issuer)
    assert before == ("stop_order", "2026-11-05")
    order = mine("2026-11-05", "escalation", **({"to": to} if to else {}))
    log = [*NOTICED, order]
    after = told("cancellation", "JP", log, "2026-11-06", REACHED, issuer=issuer)
    assert after == ("other_channel", "2026-11-03")
    called = mine("2026-11-06", "reminder", channel="phone", to="+81-3-0000-0000")
    log = [*log, called, theirs("2026-11-13", "verification")]
    found = told("cancellation", "JP", log, "2026-11-14", REACHED, issuer=issuer)
    assert found == ("escalate", "2026-11-20")


def test_an_order_to_stop_is_not_the_platform_s_nor_the_other_way_round() -> None:
    item = Item.from_json({"id": "it", "kind": "subscription", "name": "It", **MONTHLY})
    near = Surroundings(item, "JP", platform="The Mall")
    asked = [mine("2026-10-20"), mine("2026-10-24", "reminder")]
    for to, expected in (("card issuer", "ask_platform"), ("The Mall", "stop_order")):
        log = [*asked, mine("2026-11-05", "escalation", to=to)]
        request = Request.from_json({"id": "R-1", "kind": "cancellation", "item": "it", "log": log})
        found = stand(request, near, date(2026, 11, 6)).next
        assert found is not None and found.action == expected


def test_the_next_charge_that_is_to_be_stopped_is_counted_from_the_recorded_end() -> None:
    # It ends on 31 March: no charge of December is to be stopped, and what was taken further on
    # 5 December went to nobody that is known, not to the issuer.
    ending = {**MONTHLY, "status": "ending", "ended_on": "2027-03-31"}
    log = [mine("2026-10-10"), mine("2026-12-05", "escalation")]
    for item, expected in ((MONTHLY, "second_notice"), (ending, "ask_again")):
        found = told("cancellation", "JP", log, "2026-12-13", item)
        assert found is not None and found[0] == expected


def test_an_order_to_stop_answers_no_refusal() -> None:
    log = [mine("2026-10-20"), theirs("2026-10-22", "answer", outcome="refused")]
    before = told("cancellation", "JP", log, "2026-11-06", MONTHLY)
    assert before == ("escalate", "2026-10-22")
    log.append(mine("2026-11-05", "escalation", to="card issuer"))
    assert told("cancellation", "JP", log, "2026-11-06", MONTHLY) == before


# -- whatever happens, there is a next step ------------------------------------------------------

KINDS = ["cancellation", "erasure", "access", "unsubscribe", "refund", "dispute", "closure"]
EVENTS = st.sampled_from(
    [
        ("out", "request", {}), ("out", "reminder", {}), ("out", "escalation", {}),
        ("out", "escalation", {"to": "Card Ltd"}), ("out", "escalation", {"to": "188"}),
        ("in", "acknowledgement", {}),
        ("in", "answer", {"outcome": "partial"}), ("in", "answer", {"outcome": "refused"}),
        ("in", "answer", {"outcome": "complete"}), ("in", "info_requested", {}),
        ("out", "info_sent", {}), ("in", "bounce", {}), ("in", "incident", {"what": "charge"}),
        ("in", "incident", {"what": "mail"}), ("in", "verification", {}), ("in", "note", {}),
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    country=st.sampled_from(["DE", "JP", "GB", "US-CA", None]),
    events=st.lists(st.tuples(st.integers(0, 30), EVENTS), max_size=8),
    later=st.integers(0, 200),
    skips=st.integers(0, 12),
)
def test_however_many_rungs_are_left_out_an_open_request_has_a_next_step(
    kind: str, country: str | None, events: list[Any], later: int, skips: int
) -> None:
    day, log = date(2026, 7, 1), [mine("2026-07-01")]
    for gap, (direction, entry, more) in events:
        day += timedelta(days=gap)
        log.append({"on": day.isoformat(), "direction": direction, "type": entry, **more})
    today, left_out = (day + timedelta(days=later)).isoformat(), tuple[str, ...]()
    for _ in range(skips):
        found = stood(kind, country, log, today, MONTHLY, left_out, "Card Ltd")
        if found.is_open:
            assert found.next is not None and found.next.rung and found.next.sentence()
        if found.next is not None:
            left_out += (found.next.rung,)


def test_standings_of_records_use_what_is_around() -> None:
    item = Item.from_json({"id": "it", "kind": "service", "name": "It", "country": "DE"})
    request = Request.from_json(
        {"id": "R-1", "kind": "erasure", "item": "it", "log": [mine("2026-10-01")]}
    )
    found = standings(Records.of([item], [], [request]), date(2026, 10, 2))["R-1"]
    assert found.due is not None and found.due.rule == "EU-GDPR-DSR"


@pytest.mark.parametrize("outcome", ["partial", "refused"])
def test_an_answer_that_is_not_all_is_never_forgotten(outcome: str) -> None:
    log = [mine("2026-10-01"), theirs("2026-10-20", "answer", outcome=outcome)]
    first = stood("erasure", "DE", log, "2026-11-01").next
    assert first is not None
    assert told("erasure", "DE", log, "2026-11-01", skipped=(first.rung,)) == (
        "decide",
        "2026-11-01",
    )


# -- nothing is taken further before their time is over (LEGAL 7: due + 1) -------------------------


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("DE", ("second_notice", "2026-08-05")),
        ("GB", ("complain_to_them", "2026-08-05")),
        ("US-CA", ("second_notice", "2026-08-20")),
    ],
)
def test_what_is_sent_again_in_time_is_no_second_notice(
    country: str, expected: tuple[str, str]
) -> None:
    # Two mails at once, one to each address, and a third: they have until 4 (18) August.
    log = [mine("2026-07-04"), mine("2026-07-04"), mine("2026-07-20", "reminder")]
    log.append(theirs("2026-07-21", "acknowledgement"))
    assert told("access", country, log, "2026-08-03") == expected
    log.append(mine(expected[1], "reminder"))
    later = date.fromisoformat(expected[1]) + timedelta(days=45 if country == "GB" else 15)
    assert told("access", country, log, expected[1]) == ("escalate", later.isoformat())


def test_several_early_messages_do_not_shorten_the_japanese_ladder() -> None:
    log = [mine("2026-11-02"), mine("2026-11-02", "reminder"), mine("2026-11-04", "reminder")]
    log.append(theirs("2026-11-05", "acknowledgement"))
    for on, action in (
        ("2026-11-16", "second_notice"), ("2026-12-02", "in_writing"), ("2026-12-16", "escalate"),
    ):  # fmt: skip
        assert told("erasure", "JP", log, on) == (action, on)
        log.append(mine(on, "reminder", channel="post" if action == "in_writing" else None))


def test_the_delivery_of_what_was_sent_again_is_asked_about() -> None:
    log = [mine("2026-11-02"), mine("2026-11-10", "reminder")]
    assert told("access", "DE", log, "2026-11-10") == ("check_delivery", "2026-11-13")


def test_a_british_complaint_to_them_leads_to_the_commissioner_by_either_name() -> None:
    for kind in ("reminder", "escalation"):
        log = [mine("2026-11-02"), mine("2026-12-03", kind)]
        assert told("access", "GB", log, "2026-12-04") == ("escalate", "2027-01-17")
        log.append(mine("2027-01-17", "escalation"))
        assert told("access", "GB", log, "2027-01-18") == ("ask_again", "2027-04-17")
    refused = [mine("2026-11-02"), theirs("2026-11-20", "answer", outcome="refused")]
    log = [*refused, mine("2026-11-21", "escalation")]
    found = stood("erasure", "GB", log, "2026-11-22")
    assert found.due is not None and found.due.date == date(2026, 12, 21)
    assert told("erasure", "GB", log, "2026-12-22") == ("escalate", "2027-01-05")
    name = "the Information Commissioner’s Office (ICO)"
    for to in (name, f"{name}, casework@ico.example", name.replace("’", "'").upper()):
        log = [*refused, mine("2026-11-21", "escalation", to=to)]
        assert told("erasure", "GB", log, "2026-12-22") == ("ask_again", "2027-02-19")


def test_another_address_is_no_way_around_the_british_complaint() -> None:
    ways = {"closing": {"email": ["a@shop.example", "b@shop.example"], "phone": "+44 20"}}
    log = [mine("2026-11-02", to="a@shop.example"), theirs("2026-11-03", "acknowledgement")]
    assert told("access", "GB", log, "2026-12-03", ways) == ("complain_to_them", "2026-12-03")
    log.append(mine("2026-12-03", "reminder", to="b@shop.example"))
    assert told("access", "GB", log, "2026-12-04", ways) == ("other_channel", "2026-12-17")
    # A call does not hold up the Commissioner: 30 and 15 days after the complaint.
    log.append(mine("2026-12-17", "reminder", channel="phone", to="+44 20"))
    assert told("access", "GB", log, "2026-12-18", ways) == ("escalate", "2027-01-17")
    # What came back was no request: the next message was, and the complaint follows that.
    log = [mine("2026-11-02"), theirs("2026-11-02", "bounce"), mine("2026-11-03", "reminder")]
    log.append(mine("2026-12-04", "reminder"))
    assert told("access", "GB", log, "2026-12-05") == ("escalate", "2027-01-18")


def test_the_rest_is_taken_further_when_the_time_set_for_it_is_over() -> None:
    partial = [mine("2026-11-02"), theirs("2026-11-20", "answer", outcome="partial")]
    # Two weeks end on Saturday, 5 December: they have until Monday.
    log = [*partial, mine("2026-11-21", "reminder")]
    assert told("erasure", "DE", log, "2026-11-22") == ("escalate", "2026-12-08")
    # No law has a number for it, so the day that they name counts.
    log.append(theirs("2026-11-23", "extension", until="2027-01-10"))
    found = stood("erasure", "DE", log, "2026-11-24")
    assert found.due is not None and found.due.date == found.extended_until == date(2027, 1, 11)
    assert told("erasure", "DE", log, "2026-11-24") == ("escalate", "2027-01-12")
    log.append(mine("2026-11-25", "reminder"))
    assert told("erasure", "DE", log, "2026-11-26") == ("escalate", "2027-01-12")


# -- no wait goes past the last day on which a step could still help -----------------------------

# Charged on the tenth: the last day to cancel is the third of each month.
NOTICE = {**REACHED, "notice": {"days": 7}}
STOPS = ("stop_order:2026-11-10", "stop_order:2026-12-10", "check_statement:2026-11-10")
SILENT = [mine("2026-10-12", to="a@x.example"), mine("2026-10-19", "reminder", to="a@x.example")]


def called(on: str) -> dict[str, Any]:
    return mine(on, "reminder", channel="phone", to="+81-3-0000-0000")


@pytest.mark.parametrize(
    ("called_on", "platform_on"),
    [
        # The third is a holiday: five working days before Monday, the second.
        ("2026-10-19", "2026-10-26"),
        ("2026-10-26", "2026-10-26"),
        ("2026-10-28", "2026-10-28"),
        ("2026-11-02", "2026-11-02"),
        ("2026-11-03", "2026-11-03"),  # the last day itself: at once
        ("2026-11-04", "2026-11-18"),  # the next last day is far
        ("2026-11-24", "2026-11-26"),
    ],
)
def test_a_call_puts_the_platform_off_no_farther_than_the_last_day(
    called_on: str, platform_on: str
) -> None:
    log = [*SILENT, called(called_on)]
    found = told("cancellation", "JP", log, called_on, NOTICE, platform="The Mall", skipped=STOPS)
    assert found == ("ask_platform", platform_on)
    without = {**NOTICE, "notice": None}
    fortnight = (date.fromisoformat(called_on) + timedelta(days=14)).isoformat()
    found = told("cancellation", "JP", log, called_on, without, platform="The Mall", skipped=STOPS)
    assert found == ("ask_platform", fortnight)


def test_a_platform_has_working_days_left_before_the_last_day_to_cancel() -> None:
    # Asked on 1 December, charged on the last of the month: the last day is the 24th.
    about = {**NOTICE, "first_charge_on": "2024-01-31"}
    log = [mine("2026-12-01", to="a@x.example"), mine("2026-12-04", "reminder", to="a@x.example")]
    known: dict[str, Any] = {"platform": "The Mall", "skipped": ("stop_order:2026-12-31",)}
    asked_again = told("cancellation", "JP", log, "2026-12-04", about, **known)
    assert asked_again == ("other_channel", "2026-12-11")
    log.append(called("2026-12-11"))
    assert told("cancellation", "JP", log, "2026-12-11", about, **known) == (
        "ask_platform",
        "2026-12-17",
    )


@pytest.mark.parametrize(
    ("again_on", "call_on"),
    [
        ("2026-12-11", "2026-12-17"),  # a week later would leave them four working days
        ("2026-12-17", "2026-12-18"),
        ("2026-12-18", "2026-12-21"),  # the next working day
        ("2026-12-23", "2026-12-30"),  # nothing fits before the last day any more
    ],
)
def test_another_way_is_tried_while_the_last_day_is_still_ahead(
    again_on: str, call_on: str
) -> None:
    about = {**NOTICE, "first_charge_on": "2024-01-31"}
    log = [mine("2026-12-01", to="a@x.example"), mine(again_on, "reminder", to="a@x.example")]
    skipped = ("stop_order:2026-12-31",)
    found = told("cancellation", "JP", log, again_on, about, skipped=skipped)
    assert found == ("other_channel", call_on)


def test_the_time_that_a_second_notice_sets_stays() -> None:
    late = [*SILENT[:1], mine("2026-10-30", "reminder", to="a@x.example")]
    found = told("cancellation", "JP", late, "2026-10-30", NOTICE, skipped=STOPS)
    assert found == ("other_channel", "2026-11-06")
    log = [*late, called("2026-11-02")]
    found = told("cancellation", "JP", log, "2026-11-02", NOTICE, skipped=STOPS)
    assert found == ("escalate", "2026-11-13")


def test_the_commission_of_quebec_is_turned_to_while_it_can_be() -> None:
    # Due on 20 October; the commission takes it for 30 days, until Thursday, 19 November.
    asked = [mine("2026-09-20"), theirs("2026-09-21", "acknowledgement")]
    for reminded_on, expected in (("2026-10-21", "2026-10-31"), ("2026-11-15", "2026-11-19")):
        log = [*asked, mine(reminded_on, "reminder")]
        assert told("access", "CA-QC", log, reminded_on) == ("escalate", expected)
    log = [*asked, mine("2026-11-22", "reminder")]
    assert told("access", "CA-QC", log, "2026-11-22") == ("escalate", "2026-12-02")


def test_their_other_address_and_telephone_may_be_recorded_with_the_shop() -> None:
    way = {"email": ["info@shop.example", "order@shop.example"], "phone": "03-0000-0000"}
    shop = {"id": "shop", "kind": "shop", "name": "Shop", "country": "JP", "closing": way}
    order = {"id": "it", "kind": "subscription", "name": "Beans"}
    link = {"from": "it", "relation": "provided_by", "to": "shop"}
    told = []
    log: list[dict[str, Any]] = []
    for day, kind, to in (
        ("2026-10-05", "request", "info@shop.example"),
        ("2026-10-08", "reminder", "order@shop.example"),
        ("2026-10-15", "reminder", "03-0000-0000"),
    ):
        channel = "email" if "@" in to else "phone"
        log.append(mine(day, kind, to=to, channel=channel))
        asked = Request.from_json({"id": "R-1", "kind": "cancellation", "item": "it", "log": log})
        items = [Item.from_json(shop), Item.from_json(order)]
        found = Records.of(items, [Link.from_json(link)], [asked])
        following = standings(found, date(2026, 10, 20))["R-1"].next
        assert following is not None
        told.append((following.action, following.values.get("address")))
    assert told[:2] == [("other_address", "order@shop.example"), ("other_channel", "03-0000-0000")]
    assert told[2][0] == "escalate"
