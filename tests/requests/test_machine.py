"""One state machine for all kinds: every status, and what may never clear or move a deadline."""

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.errors import Invalid, Refused
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Entry, Request, RequestKind
from footprint.requests.document import request_document
from footprint.requests.entries import check_entry
from footprint.requests.machine import Standing, standing, standings
from footprint.requests.names import KIND_NAMES, action_name, status_name

ASKED = {"on": "2026-03-02", "direction": "out", "type": "request"}


def day(text: str) -> date:
    return date.fromisoformat(text)


def incoming(on: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "in", "type": kind, **more}


def outgoing(on: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "out", "type": kind, **more}


def request(*log: dict[str, Any], kind: str = "erasure", **more: Any) -> Request:
    return Request.from_json(
        {"id": "R-2026-TEST", "kind": kind, "item": "it", "channel": "email", "log": log, **more}
    )


def stand(
    *log: dict[str, Any], today: str, kind: str = "erasure", country: str = "DE", **more: Any
) -> Standing:
    return standing(request(*log, kind=kind, **more), None, day(today), country=country)


def due(found: Standing) -> date | None:
    return found.due.date if found.due else None


def test_every_kind_has_a_name() -> None:
    assert set(KIND_NAMES) == set(get_args(RequestKind))


def test_drafted_is_not_sent() -> None:
    found = stand(outgoing("2026-03-02", "note"), today="2026-09-01")
    assert (found.status, found.is_open, found.due, found.sent_on) == ("draft", False, None, None)
    assert found.next is not None and found.next.action == "send"


def test_a_request_is_due_in_a_month_and_overdue_the_day_after() -> None:
    # 2 March + 1 month: Thursday, 2 April 2026 (Good Friday is the 3rd)
    assert due(stand(ASKED, today="2026-03-02")) == day("2026-04-02")
    assert stand(ASKED, today="2026-04-02").status == "sent"
    late = stand(ASKED, today="2026-04-03")
    assert (late.status, late.is_overdue, late.is_open) == ("overdue", True, True)
    assert late.due is not None and late.due.basis == "statutory"


def test_an_automatic_acknowledgement_never_clears_a_deadline() -> None:
    reply = incoming("2026-03-02", "acknowledgement")
    found = stand(ASKED, reply, today="2026-03-20")
    assert (found.status, due(found)) == ("acknowledged", day("2026-04-02"))
    assert stand(ASKED, reply, today="2026-04-03").status == "overdue"


def test_a_reminder_never_moves_a_deadline() -> None:
    reminded = stand(ASKED, outgoing("2026-03-30", "reminder"), today="2026-04-03")
    assert (reminded.status, due(reminded)) == ("overdue", day("2026-04-02"))
    assert reminded.last_out_on == day("2026-03-30")


def test_only_a_complete_answer_settles() -> None:
    complete = stand(
        ASKED, incoming("2026-03-09", "answer", outcome="complete"), today="2026-06-01"
    )
    assert (complete.status, complete.settled, complete.is_open) == ("answered", True, False)
    # Done, they say: after 35 days one looks whether it is true.
    assert complete.due is None
    assert complete.next is not None
    assert (complete.next.action, complete.next.on) == ("verify", day("2026-04-13"))
    for outcome in ("partial", "refused"):
        found = stand(ASKED, incoming("2026-03-09", "answer", outcome=outcome), today="2026-03-10")
        assert (found.status, found.outcome) == ("answered", outcome)
        assert (found.settled, found.is_open) == (False, True)
        assert found.next is not None and found.next.on == day("2026-03-09")


def test_what_is_sent_after_a_refusal_becomes_overdue_in_its_turn() -> None:
    log = (ASKED, incoming("2026-03-09", "answer", outcome="refused"))
    reply = outgoing("2026-03-10", "reminder")
    found = stand(*log, reply, today="2026-03-11")
    assert (found.status, due(found)) == ("sent", day("2026-03-24"))
    assert found.due is not None and found.due.basis == "practical"
    assert stand(*log, reply, today="2026-03-25").status == "overdue"
    again = stand(*log, outgoing("2026-03-10", "request"), today="2026-03-11")
    assert due(again) == day("2026-04-10")


def test_verification_and_closing_end_it() -> None:
    answered = incoming("2026-03-09", "answer", outcome="complete")
    verified = stand(ASKED, answered, outgoing("2026-05-01", "verification"), today="2026-06-01")
    assert (verified.status, verified.settled) == ("verified", True)
    done = stand(ASKED, outgoing("2026-05-01", "closed", outcome="done"), today="2026-06-01")
    assert (done.status, done.outcome, done.settled, done.is_open) == (
        "closed",
        "done",
        True,
        False,
    )
    dropped = stand(
        ASKED, outgoing("2026-05-01", "closed", outcome="abandoned"), today="2026-06-01"
    )
    assert (dropped.settled, dropped.given_up, dropped.is_open) == (False, True, False)


def test_more_information_is_asked_for_and_sent() -> None:
    asked = incoming("2026-03-05", "info_requested")
    found = stand(ASKED, asked, today="2026-03-10")
    assert found.status == "info_requested"
    assert found.next is not None and found.next.action == "send_info"
    back = stand(ASKED, asked, outgoing("2026-03-11", "info_sent"), today="2026-03-12")
    assert (back.status, due(back)) == ("sent", day("2026-04-02"))


def test_a_question_stops_the_clock_where_the_law_says_so() -> None:
    log = (
        outgoing("2026-09-01", "request"),
        incoming("2026-09-10", "info_requested"),
    )
    waiting = stand(*log, today="2026-12-01", kind="access", country="GB")
    assert waiting.status == "info_requested"
    # 10 to 14 September, both included, are five days: 1 October + 5
    sent = outgoing("2026-09-14", "info_sent")
    assert due(stand(*log, sent, today="2026-09-15", kind="access", country="GB")) == day(
        "2026-10-06"
    )
    assert due(stand(*log, sent, today="2026-09-15", kind="erasure", country="GB")) == day(
        "2026-10-01"
    )


def test_a_day_on_which_one_question_ends_and_the_next_begins_stands_still_once() -> None:
    log = [
        outgoing("2026-11-02", "request"),
        incoming("2026-11-05", "info_requested"),
        outgoing("2026-11-09", "info_sent"),
        incoming("2026-11-09", "info_requested"),
        outgoing("2026-11-11", "info_sent"),
    ]
    # 5 to 11 November are seven days; the month would have ended on 2 December.
    assert due(stand(*log, today="2026-11-12", kind="access", country="GB")) == day("2026-12-09")


def test_the_last_they_said_is_the_status() -> None:
    asks = incoming("2026-03-05", "info_requested")
    later = incoming("2026-03-05", "extension", until="2026-05-15")
    assert stand(ASKED, asks, later, today="2026-03-06").status == "extended"
    assert stand(ASKED, later, asks, today="2026-03-06").status == "info_requested"
    for log in ((asks, later), (later, asks)):
        following = stand(ASKED, *log, today="2026-03-06").next
        assert following is not None and following.action == "send_info"


def test_an_extension_counts_from_receipt_once() -> None:
    log = (outgoing("2026-11-30", "request"),)
    late = incoming("2026-12-20", "extension", until="2027-06-30")
    found = stand(*log, late, today="2027-01-15")
    # 30 November + 3 months is Sunday, 28 February: Monday
    assert (found.status, due(found)) == ("extended", day("2027-03-01"))
    sooner = incoming("2026-12-20", "extension", until="2027-01-29")
    assert due(stand(*log, sooner, today="2027-01-15")) == day("2027-01-29")
    twice = stand(
        *log, sooner, incoming("2027-01-20", "extension", until="2027-02-26"), today="2027-01-25"
    )
    assert due(twice) == day("2027-01-29")
    assert stand(*log, sooner, today="2027-01-30").status == "overdue"


def test_an_extension_announced_too_late_moves_nothing() -> None:
    late = incoming("2026-04-20", "extension", until="2026-06-02")
    assert due(stand(ASKED, late, today="2026-04-21")) == day("2026-04-02")


@pytest.mark.parametrize(
    ("country", "kind", "announced", "until", "expected"),
    [
        ("DE", "erasure", "2026-03-20", "2026-05-04", "extended"),
        # The law of Korea has none.
        ("KR", "access", "2026-03-04", "2026-05-04", "sent"),
        # They name a day that is no later than the law's.
        ("DE", "erasure", "2026-03-20", "2026-03-25", "sent"),
        # Where the law has no number, the day they name counts, if it is a later one.
        ("JP", "erasure", "2026-03-10", "2026-03-30", "extended"),
        ("JP", "erasure", "2026-03-10", "2026-03-11", "sent"),
    ],
)
def test_extended_is_what_has_a_later_date(
    country: str, kind: str, announced: str, until: str, expected: str
) -> None:
    plain = stand(ASKED, today=announced, country=country, kind=kind)
    asked = incoming(announced, "extension", until=until)
    found = stand(ASKED, asked, today=announced, country=country, kind=kind)
    before, after = due(plain), due(found)
    assert before is not None and after is not None
    assert (found.status, after > before) == (expected, expected == "extended")
    assert (found.extended_until == after) == (expected == "extended")


def test_a_letter_counts_as_received_on_the_third_working_day() -> None:
    # Friday, 24 April 2026: 27, 28, then 30 April, since the 29th is a holiday in Japan
    letter = outgoing("2026-04-24", "request", channel="post")
    found = stand(letter, today="2026-04-25", kind="access", regime="JP-APPI-PUBLIC", country="JP")
    assert due(found) == day("2026-06-01")  # 30 April + 30 days is Saturday, 30 May
    known = {**letter, "received_on": "2026-04-25"}
    assert due(
        stand(known, today="2026-04-25", kind="access", regime="JP-APPI-PUBLIC", country="JP")
    ) == day("2026-05-25")


def test_without_a_number_in_the_law_the_date_is_practical() -> None:
    for kind, days in (("cancellation", 3), ("erasure", 14), ("unsubscribe", 10), ("refund", 3)):
        found = stand(
            outgoing("2026-06-01", "request"), today="2026-06-01", kind=kind, country="JP"
        )
        assert found.due is not None
        assert (found.due.date, found.due.basis) == (
            day("2026-06-01") + timedelta(days),
            "practical",
        )


def test_a_platform_s_rule_is_no_law_and_an_unchecked_law_is_uncertain() -> None:
    sent = outgoing("2026-06-01", "request")
    mailbox = stand(sent, today="2026-06-01", kind="unsubscribe", regime="GLOBAL-MAILBOX")
    assert mailbox.due is not None and mailbox.due.basis == "practical"
    china = stand(sent, today="2026-06-01", country="CN")
    assert china.due is not None and china.due.basis == "uncertain"


def test_california_wants_an_acknowledgement_first() -> None:
    # ten business days from Monday, 2 November 2026, without Veterans Day
    found = stand(outgoing("2026-11-02", "request"), today="2026-11-02", country="US-CA")
    assert found.acknowledge_by == day("2026-11-17")
    assert due(found) == day("2026-12-17")


def test_what_bounced_never_arrived() -> None:
    bounce = incoming("2026-03-03", "bounce")
    found = stand(ASKED, bounce, today="2026-05-01")
    assert (found.status, found.due) == ("sent", None)
    assert found.next is not None and found.next.action == "other_address"
    second = stand(ASKED, bounce, outgoing("2026-03-10", "reminder"), today="2026-03-11")
    assert due(second) == day("2026-04-10")


def test_a_subscription_has_its_provider_s_country() -> None:
    shop = Item.from_json({"id": "shop", "kind": "shop", "name": "S", "country": "JP"})
    order = Item.from_json({"id": "it", "kind": "subscription", "name": "O"})
    link = Link.from_json({"from": "it", "relation": "provided_by", "to": "shop"})
    asked = request(ASKED, kind="cancellation")
    records = Records.of([shop, order], [link], [asked])
    found = standings(records, day("2026-03-02"))[asked.id]
    assert found.rule == "JP-TOKUSHO-TEIKI"


def test_the_document_of_a_request() -> None:
    asked = request(ASKED)
    document = request_document(asked, standing(asked, None, day("2026-03-03"), country="DE"))
    assert list(document) == [
        "id", "kind", "item", "regime", "status", "due", "acknowledge_by", "next", "log",
    ]  # fmt: skip
    assert document["due"] == {
        "date": "2026-04-02",
        "basis": "statutory",
        "rule": "EU-GDPR-DSR",
    }
    assert document["next"]["action"] == "check_delivery"
    assert document["next"]["on"] == "2026-03-05"
    assert document["log"] == [ASKED]


def test_the_next_action_climbs_the_ladder() -> None:
    way = {"email": ["a@x.example", "b@x.example"], "phone": "+81-3-0000-0000"}
    item = Item.from_json(
        {"id": "it", "kind": "subscription", "name": "O", "country": "JP", "cancel": way}
    )

    def action(*log: dict[str, Any], today: str) -> tuple[str, str]:
        found = standing(request(*log, kind="cancellation"), item, day(today)).next
        assert found is not None and found.sentence()
        return found.action, found.on.isoformat()

    first = outgoing("2026-10-20", "request", to="a@x.example")
    assert action(first, today="2026-10-20") == ("other_address", "2026-10-23")
    second = outgoing("2026-10-23", "reminder", to="b@x.example")
    assert action(first, second, today="2026-10-24") == ("other_channel", "2026-10-30")
    assert action(first, second, today="2026-11-23") == ("other_channel", "2026-10-30")
    third = outgoing("2026-10-30", "reminder", channel="phone", to="+81-3-0000-0000")
    assert action(first, second, third, today="2026-11-23") == ("escalate", "2026-11-13")
    body = outgoing("2026-11-23", "escalation")
    assert action(first, second, body, today="2026-11-23") == ("ask_again", "2026-11-30")


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        (outgoing("2026-03-03", "answer", outcome="complete"), "“in”"),
        (incoming("2026-03-03", "reminder"), "“out”"),
        (incoming("2026-03-03", "extension"), "until"),
        (outgoing("2026-03-03", "closed"), "done, abandoned"),
        (incoming("2026-03-03", "incident"), "charge"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(entry: dict[str, Any], word: str) -> None:
    with pytest.raises(Refused, match=word):
        check_entry(request(ASKED), Entry.from_json(entry))


def test_more_time_ends_after_it_was_said_and_after_the_request_arrived() -> None:
    late = outgoing("2026-03-02", "request", received_on="2026-03-10")
    for asked, on, until in (
        (ASKED, "2026-03-05", "2026-03-05"),
        (ASKED, "2026-03-05", "2026-02-01"),
        (late, "2026-03-05", "2026-03-10"),
    ):
        entry = Entry.from_json(incoming(on, "extension", until=until))
        with pytest.raises(Refused, match="it has to end after"):
            check_entry(request(asked), entry)
    check_entry(
        request(late), Entry.from_json(incoming("2026-03-05", "extension", until="2026-03-11"))
    )


def test_nothing_arrives_before_it_was_sent() -> None:
    entry = Entry.from_json(outgoing("2026-03-02", "request", received_on="2026-03-01"))
    with pytest.raises(Refused, match="1 Mar 2026"):
        check_entry(request(), entry)
    # What came in may have been found later than it came.
    found = incoming("2026-03-09", "acknowledgement", received_on="2026-03-04")
    check_entry(request(ASKED), Entry.from_json(found))


@pytest.mark.parametrize(
    "entry",
    [
        incoming("2026-03-03", "answer"),
        incoming("2026-03-03", "answer", outcome="done"),
        outgoing("2026-03-03", "closed", outcome="complete"),
        outgoing("2026-03-03", "reminder", outcome="complete"),
    ],
)
def test_an_outcome_belongs_to_its_type_wherever_it_comes_in(entry: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="outcome|how it ended"):
        Entry.from_json(entry)


def test_a_charge_after_the_answer_takes_it_up_again() -> None:
    done = incoming("2026-03-05", "answer", outcome="complete")
    charge = incoming("2026-03-31", "incident", what="charge")
    checked = incoming("2026-04-01", "verification")
    found = standing(request(ASKED, done, charge), None, day("2026-04-02"))
    assert not found.settled
    assert found.is_open
    assert found.next is not None
    assert (found.next.action, found.next.on) == ("ask_refund", day("2026-03-31"))
    assert "charged" in found.next.sentence()
    assert standing(request(ASKED, done, charge), None, day("2026-03-30")).settled
    assert standing(request(ASKED, done, charge, checked), None, day("2026-04-02")).settled
    late = request(ASKED, done, incoming("2026-03-20", "verification"), charge)
    assert standing(late, None, day("2026-04-02")).status != "verified"


def test_what_is_dated_later_does_not_count_yet() -> None:
    later = incoming("2026-05-05", "answer", outcome="complete")
    assert not standing(request(ASKED, later), None, day("2026-03-10")).settled
    assert standing(request(ASKED, later), None, day("2026-05-05")).settled


def test_nothing_is_answered_before_it_was_asked_nor_after_it_is_closed() -> None:
    answer = Entry.from_json(incoming("2026-03-03", "answer", outcome="complete"))
    with pytest.raises(Refused, match="not sent"):
        check_entry(request(), answer)
    closed = outgoing("2026-03-03", "closed", outcome="done")
    with pytest.raises(Refused, match="closed"):
        check_entry(request(ASKED, closed), answer)
    check_entry(request(ASKED), answer)
    check_entry(request(), Entry.from_json(outgoing("2026-03-03", "closed", outcome="abandoned")))


TYPES = [
    ("out", "request"), ("out", "reminder"), ("out", "escalation"), ("in", "acknowledgement"),
    ("in", "info_requested"), ("out", "info_sent"), ("in", "extension"), ("in", "answer"),
    ("out", "verification"), ("in", "bounce"), ("in", "incident"), ("out", "note"),
]  # fmt: skip


@st.composite
def logs(draw: st.DrawFn) -> list[dict[str, Any]]:
    entries = []
    for direction, kind in draw(st.lists(st.sampled_from(TYPES), max_size=7)):
        on = day("2026-01-01") + timedelta(draw(st.integers(0, 200)))
        entry: dict[str, Any] = {"on": on, "direction": direction, "type": kind}
        if kind == "answer":
            entry["outcome"] = draw(st.sampled_from(["complete", "partial", "refused"]))
        if kind == "extension":
            entry["until"] = on + timedelta(draw(st.integers(0, 200)))
        entries.append(entry)
    return entries


@settings(max_examples=100, deadline=None)
@given(
    log=logs(),
    kind=st.sampled_from(["cancellation", "erasure", "access", "unsubscribe", "refund", "other"]),
    country=st.sampled_from(["JP", "DE", "GB", "US-CA", "NZ", "CN", "BR"]),
    after=st.integers(0, 400),
)
def test_whatever_the_log_a_standing_is_consistent(
    log: list[dict[str, Any]], kind: str, country: str, after: int
) -> None:
    today = day("2026-01-01") + timedelta(after)
    found = standing(request(*log, kind=kind), None, today, country=country)
    assert found.is_open == (found.sent_on is not None and not found.settled)
    assert (found.status == "overdue") == found.is_overdue
    assert (found.next is None) == (found.settled or found.given_up)
    assert not (found.settled and found.due)
    assert status_name(found.status)
    if found.next:
        assert found.next.sentence() and action_name(found.next.action)
    if found.is_overdue:
        assert found.due is not None and found.due.date < today
    # a note, an acknowledgement or a reminder more changes no deadline that runs
    noise = [incoming("2026-07-31", "acknowledgement"), outgoing("2026-07-31", "reminder")]
    if found.due and not any(entry["type"] in ("answer", "verification") for entry in log):
        louder = standing(request(*log, *noise, kind=kind), None, today, country=country)
        assert louder.due == found.due
