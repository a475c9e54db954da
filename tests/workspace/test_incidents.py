"""What came after it should have ended: what it is, and what is recorded."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from footprint.errors import Refused
from footprint.model.fields import Price
from footprint.workspace import Workspace, incidents, items, letters, links, requests

TODAY = date(2026, 12, 3)
YEN = {"amount": "3980", "currency": "JPY"}
PRICE = Price.from_json(YEN)
OUT = {"direction": "out", "type": "request", "channel": "email"}
YES = {"direction": "in", "type": "answer", "outcome": "complete"}


@pytest.fixture
def workspace(vault_path: Path) -> Iterator[Workspace]:
    with Workspace.create(vault_path, "p", TODAY) as made:
        monthly = {"every": 1, "unit": "month"}
        coffee = {
            "name": "コーヒー豆 定期便",
            "id": "coffee",
            "country": "JP",
            "price": YEN,
            "cycle": monthly,
            "first_charge_on": "2023-01-03",
            "notice": {"days": 7},
        }
        tea = {"name": "Tea", "id": "tea", "price": {"amount": "500", "currency": "JPY"}}
        made.do(items.add("shop", {"name": "みどり珈琲店", "id": "midori", "reading": "ミドリ"}))
        made.do(items.add("subscription", coffee))
        made.do(items.add("subscription", {**tea, "cycle": monthly}))
        made.do(links.add({"from": "coffee", "relation": "provided_by", "to": "midori"}))
        yield made


def found(workspace: Workspace, on: date = TODAY, **about: Any) -> list[tuple[str, str]]:
    matches = incidents.identify(workspace.records, workspace.standings(), on, **about)
    return [(match.item.id, match.verdict) for match in matches]


def cancelled(workspace: Workspace, sent_on: date, *answers: dict[str, Any]) -> str:
    request = workspace.do(requests.new("cancellation", "coffee", sent_on)).about or ""
    workspace.do(requests.log(request, {"on": sent_on, **OUT}, workspace.today))
    for answer in answers:
        workspace.do(requests.log(request, answer, workspace.today))
    return request


def test_it_is_found_by_its_amount_its_date_or_its_name(workspace: Workspace) -> None:
    assert found(workspace, amount=PRICE) == [("coffee", "expected")]
    # Some days later it stands on the statement; the shop's name is on it, in katakana.
    assert found(workspace, date(2026, 12, 5), amount=PRICE, words="ミドリ") == [
        ("coffee", "expected")
    ]
    assert found(workspace, words="みどり") == [("coffee", "expected")]
    assert found(workspace, date(2026, 12, 20), amount=Price(amount="1", currency="JPY")) == []
    assert found(workspace, amount=Price(amount="3980", currency="EUR")) == []


def test_without_a_recorded_price_the_name_alone_finds_it(workspace: Workspace) -> None:
    workspace.do(items.add("subscription", {"name": "Papier", "id": "papier"}))
    assert found(workspace, amount=PRICE, words="papier")[-1] == ("papier", "expected")


def test_asked_too_late_it_could_not_be_avoided(workspace: Workspace) -> None:
    cancelled(workspace, date(2026, 11, 30))  # 7 days of notice: it ends on 7 December
    assert found(workspace, amount=PRICE) == [("coffee", "unavoidable")]


def test_asked_in_time_and_not_answered_it_is_contested(workspace: Workspace) -> None:
    cancelled(workspace, date(2026, 11, 20))
    assert found(workspace, amount=PRICE) == [("coffee", "contested")]


def test_what_could_not_be_avoided_is_not_asked_back(workspace: Workspace) -> None:
    request = cancelled(workspace, date(2026, 11, 30))
    workspace.do(incidents.record("coffee", "charge", TODAY, TODAY, YEN))
    following = workspace.standings()[request].next
    assert following is not None and following.action != "ask_refund"
    # The next one is after the end of the contract.
    later = date(2027, 1, 3)
    workspace.today = later
    workspace.do(incidents.record("coffee", "charge", later, later, YEN))
    following = workspace.standings()[request].next
    assert following is not None and following.action == "ask_refund"


def test_a_last_charge_that_is_owed_breaks_nothing_they_said(workspace: Workspace) -> None:
    request = cancelled(workspace, date(2026, 11, 30), {"on": date(2026, 12, 1), **YES})
    workspace.do(incidents.record("coffee", "charge", TODAY, TODAY, YEN))
    standing = workspace.standings()[request]
    assert standing.settled and standing.trouble is None
    assert standing.next is not None and standing.next.action == "check_statement"


def test_after_they_said_it_was_done_it_is_wrong(workspace: Workspace) -> None:
    request = cancelled(workspace, date(2026, 11, 20), {"on": date(2026, 11, 24), **YES})
    workspace.do(items.edit("coffee", {"status": "ended", "ended_on": "2026-11-27"}))
    assert found(workspace, amount=PRICE) == [("coffee", "wrong")]
    done = workspace.do(incidents.record("coffee", "charge", TODAY, TODAY, YEN))
    assert done.about == request
    standing = workspace.standings()[request]
    assert not standing.settled
    assert standing.next is not None and standing.next.action == "ask_refund"
    # It goes on, as it seems: plans and reminders count it again, and know that it had ended.
    item = workspace.records.items["coffee"]
    assert (item.status, item.ended_on) == ("open", date(2026, 11, 27))
    workspace.undo()
    assert workspace.records.items["coffee"].status == "ended"
    assert workspace.standings()[request].settled


def test_where_nothing_is_open_a_dispute_is_drafted_with_it(workspace: Workspace) -> None:
    closed = {"on": TODAY, "direction": "out", "type": "closed", "outcome": "done"}
    cancelled(workspace, date(2026, 11, 1), {"on": date(2026, 11, 2), **YES}, closed)
    made = workspace.do(incidents.record("coffee", "charge", TODAY, TODAY, YEN)).about or ""
    assert workspace.records.requests[made].kind == "dispute"
    assert workspace.standings()[made].status == "draft"
    assert [entry.what for entry in workspace.records.requests[made].log] == ["charge"]


def test_what_was_to_come_is_not_recorded_as_if_it_were_wrong(workspace: Workspace) -> None:
    before = workspace.records
    with pytest.raises(Refused, match="was to be expected"):
        workspace.do(incidents.record("coffee", "charge", TODAY, TODAY, YEN))
    assert workspace.records == before


def test_a_charge_before_it_ended_does_not_open_it_again(workspace: Workspace) -> None:
    workspace.do(items.edit("coffee", {"status": "ended", "ended_on": "2026-11-20"}))
    with pytest.raises(Refused, match="was to be expected"):
        workspace.do(incidents.record("coffee", "charge", date(2026, 11, 3), TODAY, YEN))
    assert workspace.records.items["coffee"].status == "ended"
    request = cancelled(workspace, date(2026, 10, 1))
    done = workspace.do(incidents.record("coffee", "charge", date(2026, 11, 3), TODAY, YEN))
    assert done.about == request
    assert workspace.records.items["coffee"].status == "ended"


def test_what_is_owed_is_refused_where_no_request_is_open(workspace: Workspace) -> None:
    closed = {"on": TODAY, "direction": "out", "type": "closed", "outcome": "done"}
    cancelled(workspace, date(2026, 11, 30), closed)
    with pytest.raises(Refused, match="this is owed"):
        workspace.do(incidents.record("coffee", "charge", date(2026, 12, 3), TODAY, YEN))


def charged(workspace: Workspace, on: str) -> tuple[str, str | None]:
    match = incidents.judged(
        workspace.records,
        workspace.standings(),
        workspace.records.items["coffee"],
        date.fromisoformat(on),
    )
    return match.verdict, match.ends_on and match.ends_on.isoformat()


def test_the_recorded_end_of_what_is_ending_counts_as_in_the_plan(workspace: Workspace) -> None:
    # They confirmed a later end than the notice asks for: what comes until then is owed.
    request = cancelled(workspace, date(2026, 11, 1), {**YES, "on": "2026-11-03"})
    workspace.do(items.edit("coffee", {"status": "ending", "ended_on": "2026-12-31"}))
    assert charged(workspace, "2026-12-03") == ("unavoidable", "2026-12-31")
    workspace.do(incidents.record("coffee", "charge", TODAY, TODAY, YEN))
    found = workspace.standings()[request]
    assert (found.status, found.settled, found.trouble) == ("answered", True, None)
    assert found.next is not None and found.next.on == date(2027, 1, 6)
    assert charged(workspace, "2027-01-03") == ("wrong", "2026-12-31")


def test_what_is_ending_is_charged_until_its_recorded_end(workspace: Workspace) -> None:
    workspace.today = date(2026, 12, 1)
    cancelled(workspace, date(2026, 11, 1), {**YES, "on": "2026-11-03"})
    workspace.do(items.edit("coffee", {"status": "ending", "ended_on": "2026-12-31"}))
    days = [one.on for one in workspace.agenda() if one.what == "charge"]
    assert days == [date(2026, 12, 3)]


def test_what_ended_by_its_record_or_its_term_was_not_to_be_expected(workspace: Workspace) -> None:
    for fields in ({"status": "ending", "ended_on": "2026-11-30"}, {"ends_on": "2026-11-30"}):
        workspace.do(items.edit("coffee", fields))
        assert charged(workspace, "2026-12-03") == ("wrong", None)
        workspace.undo()
    workspace.do(items.edit("coffee", {"status": "ending", "ended_on": "2026-11-30"}))
    workspace.do(incidents.record("coffee", "charge", TODAY, TODAY, YEN))
    assert workspace.records.items["coffee"].status == "open"


def test_nothing_is_charged_in_a_pause(workspace: Workspace) -> None:
    pause = {"from": "2026-12-01", "until": "2026-12-31"}
    workspace.do(items.edit("coffee", {"paused": [pause]}))
    coffee = workspace.records.items["coffee"]
    match = incidents.judged(workspace.records, workspace.standings(), coffee, TODAY)
    assert match.verdict == "wrong"
    assert "paused" in match.sentence()


def test_an_unknown_price_or_another_currency_hides_nothing(workspace: Workspace) -> None:
    workspace.do(items.edit("coffee", {"price": None}))
    assert found(workspace, amount=PRICE) == [("coffee", "expected")]
    workspace.do(items.edit("coffee", {"price": {"amount": "25", "currency": "EUR"}}))
    # A foreign amount on the statement: the date alone says too little, the name enough.
    assert found(workspace, amount=PRICE) == []
    assert found(workspace, amount=PRICE, words="みどり") == [("coffee", "expected")]


# -- a message that came back is no notice -------------------------------------------------------

MAIL = {"on": date(2026, 11, 1), **OUT, "to": "a@midori.example"}
BACK = {
    "on": date(2026, 11, 2), "direction": "in", "type": "bounce", "to": "a@midori.example",
}  # fmt: skip
AGAIN = {**MAIL, "on": date(2026, 11, 30), "type": "reminder", "to": "b@midori.example"}


def stands(workspace: Workspace, on: date) -> tuple[list[date], list[date], list[date]]:
    """The charges that are on the agenda, and those that the plan calls unavoidable, contested."""
    plan = workspace.plan(["coffee"])
    return (
        [each.on for each in workspace.agenda() if each.what == "charge" and each.on <= on],
        [each.on for each in plan.unavoidable if each.on <= on],
        [each.on for each in plan.contested if each.on <= on],
    )


def test_a_mail_that_came_back_is_no_notice(workspace: Workspace) -> None:
    request = workspace.do(requests.new("cancellation", "coffee", MAIL["on"])).about or ""
    workspace.do(requests.log(request, MAIL, workspace.today))
    workspace.today = date(2026, 11, 30)
    assert found(workspace, amount=PRICE) == [("coffee", "contested")]
    assert stands(workspace, TODAY) == ([TODAY], [], [TODAY])
    workspace.do(requests.log(request, BACK, workspace.today))
    standing = workspace.standings()[request]
    assert (standing.sent_on, standing.given_on) == (MAIL["on"], None)
    assert found(workspace, amount=PRICE) == [("coffee", "expected")]
    assert stands(workspace, TODAY) == ([TODAY], [TODAY], [])
    # Sent again, it ends on 7 December; they say yes, and the charge before it is owed.
    workspace.do(requests.log(request, AGAIN, workspace.today))
    assert workspace.standings()[request].given_on == AGAIN["on"]
    assert found(workspace, amount=PRICE) == [("coffee", "unavoidable")]
    workspace.do(requests.log(request, {"on": date(2026, 11, 30), **YES}, workspace.today))
    assert stands(workspace, TODAY) == ([TODAY], [TODAY], [])
    letter = letters.write(workspace, request, "en", "stop_order")
    assert "I cancelled the contract “コーヒー豆 定期便” on 30 November 2026" in letter.body


def test_a_charge_while_nothing_reached_them_is_not_asked_back(workspace: Workspace) -> None:
    request = workspace.do(requests.new("cancellation", "coffee", MAIL["on"])).about or ""
    for entry in (MAIL, BACK):
        workspace.do(requests.log(request, entry, workspace.today))
    workspace.do(incidents.record("coffee", "charge", TODAY, TODAY, YEN))
    following = workspace.standings()[request].next
    assert following is not None and following.action == "other_address"


def test_what_was_given_up_cancels_nothing(workspace: Workspace) -> None:
    request = cancelled(workspace, date(2026, 11, 1))
    given_up = {"on": TODAY, "direction": "out", "type": "closed", "outcome": "abandoned"}
    workspace.do(requests.log(request, given_up, workspace.today))
    other = workspace.do(requests.new("dispute", "coffee", TODAY)).about or ""
    assert "cancelled the contract" not in letters.write(workspace, other, "en", "dispute").body
    # What came back does not hide what reached them before it.
    first = cancelled(workspace, date(2026, 11, 20))
    second = cancelled(workspace, date(2026, 11, 25))
    workspace.do(requests.log(second, {**BACK, "on": date(2026, 11, 26)}, workspace.today))
    assert found(workspace, amount=PRICE) == [("coffee", "contested")]
    (match,) = incidents.identify(workspace.records, workspace.standings(), TODAY, PRICE)
    assert match.request == first
    assert stands(workspace, TODAY)[2] == [TODAY]


def test_nothing_has_come_on_a_day_to_come(workspace: Workspace) -> None:
    cancelled(workspace, date(2026, 11, 1))
    with pytest.raises(Refused, match="4 Dec 2026 is still to come"):
        workspace.do(incidents.record("coffee", "mail", date(2026, 12, 4), TODAY))
    assert workspace.do(incidents.record("coffee", "mail", TODAY, TODAY))


def test_a_second_charge_after_the_end_was_not_to_be_expected_either(workspace: Workspace) -> None:
    workspace.do(items.edit("coffee", {"status": "ended"}))
    workspace.do(incidents.record("coffee", "charge", TODAY, TODAY, YEN))
    item = workspace.records.items["coffee"]
    # When it ended is not known: not after it was charged.
    assert (item.status, item.ended_on) == ("open", TODAY)
    (line,) = [one for one in workspace.agenda(45) if one.what == "charge" and one.on > TODAY]
    assert "may be charged again, though it ended on 3 Dec 2026" in line.text
    assert not [one for one in workspace.agenda(45) if one.what == "cut_off"]
    workspace.today = date(2027, 1, 4)
    again = incidents.record("coffee", "charge", date(2027, 1, 3), workspace.today, YEN)
    done = workspace.do(again).about or ""
    assert workspace.records.requests[done].kind == "dispute"
