"""What other trackers of requests get wrong, each by its name, and right here."""

from datetime import date, timedelta
from typing import Any

import pytest

from footprint.model.requests import Request
from footprint.requests.machine import Standing, standing

ASKED = {"on": "2026-03-02", "direction": "out", "type": "request"}


def stand(*log: dict[str, Any], today: str, country: str = "DE") -> Standing:
    request = Request.from_json(
        {"id": "R-1", "kind": "erasure", "item": "it", "channel": "email", "log": [*log]}
    )
    return standing(request, None, date.fromisoformat(today), country=country)


def theirs(on: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "in", "type": kind, **more}


def mine(on: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "direction": "out", "type": kind, **more}


def due_on(found: Standing) -> str | None:
    return found.due.date.isoformat() if found.due else None


def test_an_automatic_reply_does_not_wipe_the_deadline() -> None:
    found = stand(ASKED, theirs("2026-03-02", "acknowledgement"), today="2026-03-20")
    assert due_on(found) == "2026-04-02"
    assert stand(ASKED, theirs("2026-03-02", "acknowledgement"), today="2026-04-03").is_overdue


def test_one_s_own_reply_becomes_overdue() -> None:
    question = theirs("2026-03-05", "info_requested")
    for today, late in (("2026-03-05", False), ("2026-03-06", True), ("2026-03-30", True)):
        following = stand(ASKED, question, today=today).next
        assert following is not None
        assert (following.action, following.on.isoformat()) == ("send_info", "2026-03-05")
        assert (following.on < date.fromisoformat(today)) is late
    answered = theirs("2026-03-09", "answer", outcome="partial")
    following = stand(ASKED, answered, today="2026-03-20").next
    assert following is not None and following.on.isoformat() == "2026-03-09"


def test_an_extension_moves_it_once_and_to_a_date() -> None:
    first = theirs("2026-03-20", "extension", until="2026-05-04")
    second = theirs("2026-04-20", "extension", until="2026-12-31")
    assert due_on(stand(ASKED, first, today="2026-03-21")) == "2026-05-04"
    assert due_on(stand(ASKED, first, second, today="2026-04-21")) == "2026-05-04"
    assert stand(ASKED, first, second, today="2026-05-05").status == "overdue"
    # Three months from receipt are the longest that the law allows, whatever they name.
    far = theirs("2026-03-20", "extension", until="2027-03-01")
    assert due_on(stand(ASKED, far, today="2026-03-21")) == "2026-06-02"


@pytest.mark.parametrize("outcome", ["partial", "refused"])
def test_partial_and_refused_are_outcomes_of_their_own(outcome: str) -> None:
    found = stand(ASKED, theirs("2026-03-09", "answer", outcome=outcome), today="2026-03-10")
    assert (found.status, found.outcome, found.settled, found.is_open) == (
        "answered",
        outcome,
        False,
        True,
    )


def test_what_came_back_never_arrived_and_says_so() -> None:
    found = stand(ASKED, theirs("2026-03-03", "bounce"), today="2026-03-10")
    assert (found.trouble, found.due) == ("bounced", None)
    assert found.next is not None and found.next.action == "other_address"
    again = stand(
        ASKED, theirs("2026-03-03", "bounce"), mine("2026-03-10", "reminder"), today="2026-03-11"
    )
    assert (again.trouble, due_on(again)) == (None, "2026-04-10")


def test_done_they_said_and_it_went_on() -> None:
    done = theirs("2026-03-05", "answer", outcome="complete")
    charge = theirs("2026-03-31", "incident", what="charge")
    found = stand(ASKED, done, charge, today="2026-04-01")
    assert (found.trouble, found.settled, found.is_open) == ("broken", False, True)
    assert stand(ASKED, done, today="2026-04-01").trouble is None


def test_a_letter_that_was_written_and_never_sent_nudges() -> None:
    letter = mine("2026-03-20", "note", subject="Erasure: second notice", text="Dear …")
    following = stand(ASKED, letter, today="2026-03-25").next
    assert following is not None
    assert (following.action, following.on.isoformat()) == ("send", "2026-03-20")
    sent = mine("2026-03-26", "reminder")
    following = stand(ASKED, letter, sent, today="2026-03-26").next
    assert following is not None and following.action != "send"


def test_weekends_and_their_holidays_do_not_count_against_them() -> None:
    # 28 February 2026 + 1 month is Saturday, 28 March: Monday, 30 March is still in time.
    asked = {**ASKED, "on": "2026-02-28"}
    assert due_on(stand(asked, today="2026-03-01")) == "2026-03-30"
    assert not stand(asked, today="2026-03-30").is_overdue
    assert stand(asked, today="2026-03-31").is_overdue
    # 3 October is a holiday in Germany alone.
    asked = {**ASKED, "on": "2025-09-03"}
    assert due_on(stand(asked, today="2025-09-04")) == "2025-10-06"
    assert due_on(stand(asked, today="2025-09-04", country="FR")) == "2025-10-03"


def test_only_a_verification_closes_what_was_said_to_be_done() -> None:
    done = theirs("2026-03-05", "answer", outcome="complete")
    found = stand(ASKED, done, today="2026-03-06")
    assert (found.status, found.settled) == ("answered", True)
    assert found.next is not None
    assert (found.next.action, found.next.on) == ("verify", date(2026, 3, 5) + timedelta(days=35))
    checked = theirs("2026-04-10", "verification")
    proved = stand(ASKED, done, checked, today="2026-04-10")
    assert (proved.status, proved.next) == ("verified", None)
