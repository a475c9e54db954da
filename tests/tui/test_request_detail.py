"""What is told about one request beside the list."""

from datetime import date, timedelta

from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.requests.machine import standings
from footprint.tui.request_detail import Told, detail

TODAY = date(2026, 11, 23)
LOG = [{"on": "2026-11-02", "direction": "out", "type": "request"}]


def told(
    skipped: list[dict[str, str]], log: list[dict[str, str]] = LOG, country: str = "DE"
) -> str:
    item = Item.from_json({"id": "it", "kind": "service", "name": "It", "country": country})
    request = Request.from_json({"id": "R-1", "kind": "erasure", "item": "it", "log": log})
    said = {"reminders": {"skipped": {"R-1": skipped}}}
    records = Records.of([item], [], [request], sections=said)
    found = Told(request, standings(records, TODAY)["R-1"], records, (), TODAY)
    parts = detail(found, 80)
    return "".join(part if isinstance(part, str) else part[0] for part in parts)


def test_a_step_that_was_left_out_is_told_with_its_reason() -> None:
    assert "Left out" not in told([])
    skip = {"rung": "check_delivery:1:2026-11-02", "on": "2026-11-06", "reason": "They rang [me]"}
    text = told([skip, {"rung": "second_notice:1:2026-11-02", "on": "2026-11-07"}])
    assert "Left out" in text and "6 Nov 2026" in text
    assert "Look whether it arrived: They rang [me]" in text
    assert "Send a second notice" in text


def test_a_look_whose_day_has_come_is_told_beside_an_older_step() -> None:
    monthly = {"cycle": {"every": 1, "unit": "month"}, "first_charge_on": "2026-01-20"}
    item = {"id": "it", "kind": "subscription", "name": "It", "country": "JP", **monthly}
    request = Request.from_json({"id": "R-1", "kind": "cancellation", "item": "it", "log": LOG})
    records = Records.of([Item.from_json(item)], [], [request])
    for today, beside in ((TODAY, True), (TODAY - timedelta(days=1), False)):
        found = Told(request, standings(records, today)["R-1"], records, (), today)
        text = "".join(p if isinstance(p, str) else p[0] for p in detail(found, 80))
        assert "Send a second notice · since 5 Nov 2026" in text
        assert ("Besides\n▸ Look at the statement · today" in text) == beside


def test_a_letter_that_was_kept_is_told_once_when_it_was_sent() -> None:
    words = {"direction": "out", "subject": "Second notice", "text": "Dear all"}
    kept = {**words, "on": "2026-11-20", "type": "note"}
    waits = told([], [*LOG, kept])
    assert waits.count("Dear all") == waits.count("a letter was kept, not sent") == 1
    sent = {**words, "on": "2026-11-21", "type": "reminder"}
    after = told([], [*LOG, kept, sent])
    assert after.count("Dear all") == after.count("you reminded them") == 1
    assert "a letter was kept, not sent" not in after
    other = told([], [*LOG, kept, {**sent, "text": "Dear Sirs"}])
    assert other.count("Dear") == 2 and "a letter was kept, not sent" in other


def test_what_an_answer_wants_written_says_how_it_is_written_and_recorded() -> None:
    def answered(**answer: str) -> list[dict[str, str]]:
        came = {"on": "2026-11-10", "direction": "in", "type": "answer", "outcome": "complete"}
        return [*LOG, {**came, **answer}]

    charged = {"on": "2026-11-20", "direction": "in", "type": "incident", "what": "charge"}
    for log in ([*answered(), charged], answered(outcome="refused"), answered(outcome="partial")):
        text = told([], log)
        assert "c writes it, s records that you sent it." in text and "x closes" not in text


def test_a_hotline_is_called_and_not_written_to() -> None:
    refused = {"on": "2026-11-10", "direction": "in", "type": "answer", "outcome": "refused"}
    text = told([], [*LOG, refused], "JP")
    assert "Call 03-6457-9849. s records that you called; c writes down what to say." in text
    assert "c writes it" not in text
