"""Reminders: due until acted on, snoozed or acknowledged; a missed day loses nothing."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from footprint.agenda.due import Due
from footprint.errors import Refused
from footprint.model.changes import Change, ChangeSet
from footprint.workspace import Workspace, exits, items, links, reminders, requests

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def workspace(vault_path: Path) -> Iterator[Workspace]:
    with Workspace.create(vault_path, "p", TODAY) as made:
        monthly = {"every": 1, "unit": "month"}
        plan = {"name": "Cinema", "id": "cinema", "cycle": monthly, "first_charge_on": "2024-02-29"}
        made.do(items.add("subscription", plan))
        request = made.do(requests.ask("cancellation", "cinema", date(2026, 10, 1), "email")).about
        assert request
        yield made


def one(workspace: Workspace, what: str) -> Due | None:
    return next((each for each in workspace.due() if each.what == what), None)


def sure(workspace: Workspace, what: str) -> Due:
    found = one(workspace, what)
    assert found is not None
    return found


def test_a_snooze_sleeps_until_its_day_and_is_told_again(workspace: Workspace) -> None:
    reply = sure(workspace, "reply")
    workspace.do(reminders.snooze(reply.key, TODAY + 3 * DAY, TODAY))
    assert one(workspace, "reply") is None
    assert any(each.key == reply.key for each in workspace.agenda())
    workspace.today = TODAY + 2 * DAY
    assert one(workspace, "reply") is None
    # The day itself may be missed: it is told on every day after it.
    for days in (3, 4, 30):
        workspace.today = TODAY + days * DAY
        assert sure(workspace, "reply").key == reply.key


def test_a_draft_sleeps_as_long_as_it_was_told_to(workspace: Workspace) -> None:
    draft = workspace.do(requests.new("refund", "cinema", TODAY)).about

    def told() -> list[Due]:
        return [each for each in workspace.due() if each.request == draft]

    workspace.do(reminders.snooze(told()[0].key, TODAY + 3 * DAY, TODAY))
    for days, count in ((1, 0), (2, 0), (3, 1), (9, 1)):
        workspace.today = TODAY + days * DAY
        assert len(told()) == count
    workspace.do(reminders.acknowledge(told()[0].key, workspace.today))
    workspace.today += DAY
    assert told() == []


def test_a_watch_that_is_over_stays_acknowledged(workspace: Workspace) -> None:
    workspace.do(exits.save("No cinema", ("cinema",), TODAY))
    request = next(iter(workspace.records.requests))
    answer = {"on": TODAY, "direction": "in", "type": "answer", "outcome": "complete"}
    workspace.do(requests.log(request, answer, workspace.today))
    workspace.today = TODAY + 120 * DAY
    watch = sure(workspace, "watch")
    assert watch.urgency == "overdue"
    workspace.do(reminders.snooze(watch.key, workspace.today + 2 * DAY, workspace.today))
    for count in (0, 1):
        workspace.today += DAY
        assert bool(one(workspace, "watch")) == bool(count)
    workspace.do(reminders.acknowledge(sure(workspace, "watch").key, workspace.today))
    workspace.today += DAY
    assert one(workspace, "watch") is None


def test_a_draft_is_one_occasion_however_long_it_lies(workspace: Workspace) -> None:
    draft = workspace.do(requests.new("erasure", "cinema", TODAY)).about or ""

    def told() -> list[str]:
        return [each.key for each in workspace.due() if each.request == draft]

    (key,) = told()
    workspace.do(reminders.snooze(key, TODAY + 3 * DAY, TODAY))
    workspace.today = TODAY + DAY
    assert told() == []
    # An event of the calendar file is known by this key, too.
    assert key in [each.key for each in workspace.agenda()]
    workspace.today = TODAY + 3 * DAY
    assert told() == [key]
    workspace.do(reminders.acknowledge(key, TODAY))
    workspace.today = TODAY + 9 * DAY
    assert told() == []
    # Left out, it has nothing next.
    following = workspace.standings()[draft].next
    assert following is not None
    workspace.do(reminders.skip(draft, following.rung, TODAY))
    assert workspace.standings()[draft].next is None


def test_acknowledged_is_this_occasion_alone(workspace: Workspace) -> None:
    charge = sure(workspace, "charge")
    workspace.do(reminders.acknowledge(charge.key, TODAY))
    assert one(workspace, "charge") is None
    workspace.today = TODAY + 31 * DAY
    coming = sure(workspace, "charge")
    assert coming.key != charge.key
    workspace.do(reminders.wake(charge.key))
    workspace.today = TODAY
    assert sure(workspace, "charge").key == charge.key


def test_undo_and_a_restart_keep_what_was_said(workspace: Workspace) -> None:
    reply = sure(workspace, "reply")
    workspace.do(reminders.acknowledge(reply.key, TODAY))
    with Workspace.open(workspace.path, "p", TODAY, query_only=True) as other:
        assert one(other, "reply") is None
    workspace.undo()
    assert sure(workspace, "reply").key == reply.key


def test_from_its_lead_date_on_it_is_a_reminder(workspace: Workspace) -> None:
    charge = sure(workspace, "charge")
    assert (charge.on, charge.remind_on) == (date(2026, 11, 29), date(2026, 11, 28))
    workspace.do(reminders.set_lead("charge", 5))
    assert sure(workspace, "charge").remind_on == date(2026, 11, 24)
    workspace.do(reminders.set_lead("charge", 2, "cinema"))
    assert sure(workspace, "charge").remind_on == date(2026, 11, 27)
    workspace.do(reminders.set_lead("charge", None, "cinema"))
    assert sure(workspace, "charge").remind_on == date(2026, 11, 24)


def test_two_exits_remind_of_the_same_step_once(workspace: Workspace) -> None:
    workspace.do(items.add("service", {"name": "Film", "id": "film", "login": "me"}))
    workspace.do(items.add("balance", {"name": "Points", "id": "points"}))
    workspace.do(items.edit("points", {"expires_on": "2026-12-01"}))
    workspace.do(links.add({"from": "points", "relation": "held_at", "to": "film"}))
    for name in ("one", "two"):
        workspace.do(exits.save(name, ["film"], TODAY, by=date(2026, 12, 20)))
    steps = [each for each in workspace.due() if each.what == "step"]
    assert [each.item for each in steps].count("points") == 1
    assert len({each.key for each in steps}) == len(steps)


def test_what_was_said_goes_with_the_item_and_its_new_id(workspace: Workspace) -> None:
    (request,) = workspace.records.requests
    workspace.do(reminders.acknowledge(sure(workspace, "charge").key, TODAY))
    workspace.do(reminders.snooze(sure(workspace, "reply").key, TODAY + DAY, TODAY))
    workspace.do(reminders.set_lead("charge", 9, "cinema"))
    following = workspace.standings()[request].next
    assert following is not None
    workspace.do(reminders.skip(request, following.rung, TODAY))
    workspace.do(items.edit("cinema", {"id": "film"}))
    assert one(workspace, "charge") is None
    said = workspace.records.sections["reminders"]
    assert "cinema" not in str(said) and said["item_leads"] == {"film": {"charge": 9}}
    workspace.do(items.remove("film"))
    assert "reminders" not in workspace.records.sections
    workspace.undo()
    assert workspace.records.sections["reminders"] == said


def test_what_cannot_be_is_refused(workspace: Workspace) -> None:
    for action in (
        lambda: reminders.snooze("x", TODAY, TODAY),
        lambda: reminders.set_lead("nothing", 1),
        lambda: reminders.set_lead("charge", 367),
    ):
        with pytest.raises(Refused):
            action()


def test_a_rung_left_out_is_not_told_again_on_this_occasion(workspace: Workspace) -> None:
    (request,) = workspace.records.requests
    seen = set()
    while (following := workspace.standings()[request].next) and following.action != "decide":
        assert following.rung not in seen
        seen.add(following.rung)
        workspace.do(reminders.skip(request, following.rung, TODAY, "not now"))
    assert len(seen) > 2
    # An open request has a next step all the same, and it is a line of what is due.
    assert following is not None and "ask them once more, or close it" in following.sentence()
    assert any(one.request == request and one.what == "follow_up" for one in workspace.due())
    workspace.do(reminders.skip(request, following.rung, TODAY, "not now"))
    assert workspace.standings()[request].next == following
    # A new occasion has rungs of its own.
    out = {"on": TODAY, "direction": "out", "type": "reminder"}
    workspace.do(requests.log(request, out, workspace.today))
    assert workspace.standings()[request].next is not None


def test_records_not_looked_at_for_a_year_are_one_line(workspace: Workspace) -> None:
    workspace.do(items.add("service", {"name": "Old", "id": "old", "checked_on": "2025-11-23"}))
    workspace.do(items.add("service", {"name": "New", "id": "new", "checked_on": "2025-11-24"}))
    check = sure(workspace, "check")
    assert (check.item, check.on, check.urgency) == ("old", TODAY, "today")
    assert "“Old”" in check.text
    # Seen is seen, until another one is as old, or this one is another year older.
    workspace.do(reminders.acknowledge(check.key, TODAY))
    assert not [one for one in workspace.due() if one.what == "check"]
    workspace.today = TODAY + DAY
    again = sure(workspace, "check")
    assert "2 records" in again.text
    workspace.do(reminders.acknowledge(again.key, TODAY))
    for days, told in ((30, False), (365, True)):
        workspace.today = TODAY + days * DAY
        assert [one for one in workspace.due() if one.what == "check"] != [] or not told


def test_what_is_not_understood_is_left_and_takes_nothing_along(workspace: Workspace) -> None:
    charge = sure(workspace, "charge")
    said = {"leads": {"nonsense": 3, "cut_off": 60}, "snoozed": ["?"], "later": {"x": 1}}
    change = Change("sections", None, said, "reminders")
    workspace.do(lambda _records: ChangeSet("As another program wrote it", {}, (change,)))
    assert workspace.records.reminders.leads == {"cut_off": 60}
    workspace.do(reminders.snooze(charge.key, TODAY + DAY, TODAY))
    assert one(workspace, "charge") is None
    workspace.do(reminders.set_lead("charge", 5))
    after = workspace.records.sections["reminders"]
    assert after["leads"] == {"nonsense": 3, "cut_off": 60, "charge": 5}
    assert after["later"] == {"x": 1}
    workspace.do(reminders.wake([charge.key]))
    assert sure(workspace, "charge").key == charge.key


@pytest.mark.parametrize("done_on", [TODAY - 10 * DAY, TODAY - 45 * DAY])
def test_a_watch_is_the_same_every_day_and_late_once_it_is_over(
    workspace: Workspace, done_on: date
) -> None:
    workspace.do(items.add("service", {"name": "Film", "id": "film", "login": "me"}))
    news = {"name": "News", "id": "news", "unsubscribe": {"url": "https://film.example"}}
    workspace.do(items.add("mailing_list", news))
    workspace.do(links.add({"from": "news", "relation": "sent_by", "to": "film"}))
    workspace.do(exits.save("leave", ["film"], TODAY - 50 * DAY))
    workspace.do(exits.complete("leave", "unsubscribe:news", done_on))
    keys = set()
    for days in (0, 1, 25, 60):
        workspace.today = TODAY + days * DAY
        found = [each for each in workspace.agenda(90) if each.what == "watch"]
        (watch,) = [each for each in found if each.item == "news"]
        keys.add(watch.key)
        assert watch.on == done_on + 14 * DAY
        assert (watch.urgency == "overdue") == (watch.on < workspace.today)
    (key,) = keys
    workspace.do(reminders.acknowledge(key, workspace.today))
    workspace.today += 20 * DAY
    assert all(each.item != "news" for each in workspace.due() if each.what == "watch")
