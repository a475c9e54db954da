"""A circle is never told as safe, although nothing goes wrong by itself."""

from datetime import date

from footprint.cli.planned import verdict
from footprint.export.formats import render
from footprint.model.exits import Completion
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner.plan import plan
from footprint.tui.plan_lines import verdict_words

TODAY = date(2026, 11, 23)


def test_two_that_sign_in_with_each_other_are_not_safe_to_leave() -> None:
    accounts = [Item.from_json({"id": i, "kind": "service", "name": i}) for i in "ab"]
    links = [
        Link.from_json({"from": one, "relation": "signs_in_with", "to": other})
        for one, other in ("ab", "ba")
    ]
    records = Records.of(accounts, links)
    planned = plan(records, ["a", "b"], TODAY)
    assert planned.deadlocks and not planned.verdict.can_leave
    assert verdict(planned, records).startswith("✗")
    assert verdict_words(planned, records)[0].startswith("✗")
    for form in ("md", "html"):
        assert "Not safe to leave yet" in render(form, planned, records, "both")


def test_what_has_been_closed_is_not_told_as_safe_to_close() -> None:
    account = Item.from_json({"id": "a", "kind": "service", "name": "A"})
    records = Records.of([account], [])
    before = plan(records, ["a"], TODAY)
    assert verdict(before, records) == "✓ It is safe to take the last step."
    closed = Completion.from_json({"action": "close_account", "item": "a", "on": "2026-11-20"})
    after = plan(records, ["a"], TODAY, completions=[closed])
    assert verdict(after, records) == "✓ Closed: only what follows is left."
    assert "Safe to leave" not in render("md", after, records, "a")
