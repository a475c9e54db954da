"""The requests, used as a person uses them: what needs me, a reply in two keys, there and back."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from driving import TODAY, press, screen, settle, toasts
from textual.pilot import Pilot
from textual.widgets import Input, TextArea
from writing import doing

from footprint.model.changes import Change
from footprint.model.person import details_of
from footprint.model.records import Records
from footprint.model.requests import Entry
from footprint.requests.machine import Standing
from footprint.requests.names import BASIS_SIGNS, basis_legend
from footprint.requests.position import NextAction
from footprint.tui import entries, overview, request_detail, request_lines
from footprint.tui.request_lines import GROUPS, NOW, SETTLED, WAITING, group_of
from footprint.tui.screens.quick import QuickScreen
from footprint.tui.screens.write import WriteScreen
from footprint.tui.widgets.record_list import Heading, RecordList, Row
from footprint.tui.widgets.told import Told
from footprint.workspace import Workspace, evidence, items, requests
from footprint.workspace.person import set_details

COFFEE = "コーヒー豆-定期便"
PNG = b"\x89PNG\r\n\x1a\n0"


def listed(pilot: Pilot[int]) -> RecordList:
    return pilot.app.screen.query_one("#requests-list", RecordList)


def detail(pilot: Pilot[int]) -> str:
    return str(pilot.app.screen.query_one("#request-detail Told", Told).render())


def asked_about(workspace: Workspace, item: str, kind: str) -> str:
    return next(r.id for r in workspace.records.requests_about(item) if r.kind == kind)


def last(records: Records, request: str):  # noqa: ANN201 - an entry
    return records.requests[request].log[-1]


async def show(pilot: Pilot[int], request: str) -> None:
    pilot.app.open_request(request)  # type: ignore[attr-defined]
    await settle(pilot)
    await settle(pilot)


# -- the list ------------------------------------------------------------------------------------


def test_every_request_stands_in_the_group_of_what_it_needs(story: Workspace) -> None:
    lines = request_lines.Arrangement(story).lines()
    groups: dict[str, list[str]] = {}
    for line in lines:
        if isinstance(line, Heading):
            here = groups.setdefault(line.title, [])
        elif isinstance(line, Row):
            here.append(line.key)
    standings = story.standings()
    assert sorted(sum(groups.values(), [])) == sorted(story.records.requests)
    for group in (NOW, WAITING, SETTLED):
        for request in groups[GROUPS[group]]:
            assert group_of(standings[request], story.today) == group
    for request in groups[GROUPS[NOW]]:
        following = standings[request].next
        assert following is not None and following.on <= story.today
    overdue = asked_about(story, COFFEE, "cancellation")
    assert groups[GROUPS[NOW]][0] == overdue


def test_the_basis_of_a_date_is_told_by_a_sign(story: Workspace) -> None:
    standings = story.standings()
    seen = set()
    for request in story.records.requests.values():
        standing = standings[request.id]
        due = request_lines.request_row(request, standing, story.records, story.today).cells[4]
        words = due if isinstance(due, str) else due[0]
        if standing.due:
            assert words.startswith(BASIS_SIGNS[standing.due.basis])
            seen.add(standing.due.basis)
        else:
            assert words == ""
    assert {"statutory", "practical"} <= seen
    assert all(sign in basis_legend() for sign in BASIS_SIGNS.values())


def test_a_reply_is_awaited_since_what_they_have_not_answered(story: Workspace) -> None:
    request = story.records.requests[asked_about(story, COFFEE, "cancellation")]
    told = (
        Entry(on=date(2026, 11, 1), direction="in", type="answer", outcome="complete"),
        Entry(on=date(2026, 11, 5), direction="in", type="incident", what="charge"),
        Entry(on=date(2026, 11, 6), direction="out", type="reminder"),
    )
    story.do(doing(Change("requests", request, request.changed(log=(*request.log, *told)))))
    request = story.records.requests[request.id]
    standing = story.standings()[request.id]
    row = request_lines.request_row(request, standing, story.records, story.today)
    assert ("no reply 17 d", "bad") in row.cells
    waiting = [line for line in overview.replies(story) if isinstance(line, Row)]
    assert [line.cells[-1] for line in waiting if request.id in line.key] == [("17 days", "now")]


def test_who_asked_something_back_is_not_told_to_have_been_silent(story: Workspace) -> None:
    request = story.records.requests[asked_about(story, COFFEE, "cancellation")]
    came = Entry(on=date(2026, 10, 21), direction="in", type="info_requested")
    story.do(doing(Change("requests", request, request.changed(log=(*request.log, came)))))
    request = story.records.requests[request.id]
    standing = story.standings()[request.id]
    row = request_lines.request_row(request, standing, story.records, story.today)
    assert ("asked 34 d ago", "bad") in row.cells
    told = request_detail.Told(request, standing, story.records, [], story.today)
    first, *_others = request_detail.detail(told, 80)
    assert "overdue · no answer, asked 34 days ago" in first[0]


async def test_it_is_told_which_key_records_that_the_money_came_back(story: Workspace, run) -> None:
    story.do(requests.ask("refund", COFFEE, TODAY, "email"))
    refund = asked_about(story, COFFEE, "refund")
    async with run(story, (160, 50)) as pilot:
        await show(pilot, refund)
        assert "l and then d record it" in detail(pilot)
        await press(pilot, "l", "d")
        await settle(pilot)
        assert story.standings()[refund].settled
        assert "l and then d" not in detail(pilot)


async def test_the_list_says_what_needs_whom_since_when(story: Workspace, run) -> None:
    async with run(story, (80, 24)) as pilot:
        await press(pilot, "5")
        shown = screen(pilot)
        for words in ("Needs you now", "Waiting for them", "Settled", "no reply 34 d", "not sent"):
            assert words in shown
        assert "§ by law" in shown


async def test_the_detail_tells_facts_next_log_and_what_hangs_on_it(story: Workspace, run) -> None:
    request = asked_about(story, COFFEE, "cancellation")
    story.do(
        evidence.attach(COFFEE, "sent.png", PNG, TODAY, request=request, note=None), contents=[PNG]
    )
    async with run(story, (160, 50)) as pilot:
        await press(pilot, "5")
        told = detail(pilot)
        for heading in ("Next", "Waits for it", "Evidence", "Log"):
            assert heading in told
        for words in (
            "no reply for 34 days",
            request,
            "a usual time, not a law",
            "sent.png",
            "info@akari-coffee.example",
            "定期便の解約について",
            "¥3,980",
        ):
            assert words in told
        order = [told.index(day) for day in ("→ 20 Oct 2026", "→ 23 Oct 2026", "← 31 Oct 2026")]
        assert order == sorted(order)


async def test_the_filter_finds_by_name_kind_and_address(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "5", "f")
        await pilot.press(*"erasure papier")
        await settle(pilot)
        assert [row.key for row in listed(pilot).rows] == [
            asked_about(story, "papierlaune", "erasure")
        ]
        await pilot.press(*"xyzzy")
        await settle(pilot)
        assert "esc shows everything again" in screen(pilot)
        await press(pilot, "escape")
        assert len(listed(pilot).rows) == len(story.records.requests)


async def test_a_click_shows_a_request_and_the_footer_can_be_clicked(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "5")
        lines = screen(pilot).split("\n")
        y = next(n for n, line in enumerate(lines) if "Papierlaune" in line)
        await pilot.click(offset=(8, y))
        await settle(pilot)
        assert pilot.app.screen.subject == asked_about(story, "papierlaune", "erasure")
        assert "Erasure · Papierlaune" in screen(pilot)
        await pilot.click(offset=(lines[-1].index("Reply"), len(lines) - 1))
        await settle(pilot)
        assert isinstance(pilot.app.screen, QuickScreen)


# -- recording -----------------------------------------------------------------------------------

REPLIES = {
    "g": "acknowledged",
    "q": "info_requested",
    "d": "answered",
    "p": "answered",
    "r": "answered",
}


@pytest.mark.parametrize(("letter", "status"), REPLIES.items())
async def test_a_reply_is_logged_in_two_keys(
    story: Workspace, run, letter: str, status: str
) -> None:
    request = asked_about(story, "あかり珈琲だより", "unsubscribe")
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "l", letter)
        assert story.standings()[request].status == status
        assert last(story.records, request).on == TODAY
        assert pilot.app.screen.subject == request  # the cursor stays where it was
        await press(pilot, "u")
        assert story.standings()[request].status == "sent"


async def test_more_time_asks_until_when(story: Workspace, run) -> None:
    request = asked_about(story, "papierlaune", "erasure")
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "l", "t")
        pilot.app.screen.query_one(Input).value = "2027-02-30"
        await press(pilot, "enter")
        assert "There is no such day in the calendar" in screen(pilot)
        pilot.app.screen.query_one(Input).value = "2027-01-20"
        await press(pilot, "enter")
        assert last(story.records, request).until == date(2027, 1, 20)


async def test_a_charge_that_came_again_asks_how_much_and_when(story: Workspace, run) -> None:
    request = asked_about(story, COFFEE, "cancellation")
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "l", "c")
        assert pilot.app.screen.query_one(Input).value == "3980 JPY"  # what it usually costs
        pilot.app.screen.query_one(Input).value = "much"
        await press(pilot, "enter")
        assert "amount" in screen(pilot).casefold()
        pilot.app.screen.query_one(Input).value = "¥3,980"
        await press(pilot, "enter")
        pilot.app.screen.query_one(Input).value = "2026-11-20"
        await press(pilot, "enter")
        entry = last(story.records, request)
        assert (entry.what, entry.on) == ("charge", date(2026, 11, 20))
        assert (str(entry.amount.amount), entry.amount.currency) == ("3980", "JPY")


def test_the_way_of_the_next_step_stands_first(story: Workspace) -> None:
    request = story.records.requests[asked_about(story, COFFEE, "cancellation")]
    item = story.records.items[COFFEE]
    call = NextAction("other_channel", TODAY, "", {"address": "03-1234-5678"})
    (first, *others) = entries.sent_ways(item, request, further=True, following=call)
    assert (first.key, first.name) == (entries.CALL, "I called 03-1234-5678")
    assert others == entries.sent_ways(item, request, further=True)
    known = NextAction("other_address", TODAY, "", {"address": item.way.email[-1]})
    again = entries.sent_ways(item, request, further=True, following=known)
    assert again[0].key == f"email {item.way.email[-1]}"
    assert len(again) == len(others)
    assert [each.key for each in entries.channels(by_phone=True)][:2] == ["phone", "email"]


def test_the_day_of_a_charge_that_is_looked_for_is_proposed() -> None:
    day, answered = TODAY - timedelta(days=3), TODAY - timedelta(days=9)
    look = NextAction("check_statement", TODAY, "", {"day": day})
    verify = NextAction("verify", TODAY, "", {"day": day})
    other = NextAction("second_notice", TODAY, "", {"day": day})
    said = {"request": "R-1", "status": "answered", "rule": "GENERIC", "answered_on": answered}
    assert entries.day_of_charge(Standing(**said, next=other, look=look)) == day
    assert entries.day_of_charge(Standing(**said, next=verify)) == day
    assert entries.day_of_charge(Standing(**said, next=other)) is None
    # Where no date is known, one looks so long after the answer; that is no charge.
    assert entries.day_of_charge(Standing(**{**said, "answered_on": day}, next=verify)) is None


async def test_what_was_sent_is_logged_by_its_way(story: Workspace, run) -> None:
    draft = asked_about(story, "visa-あかり珈琲", "card_removal")
    overdue = asked_about(story, COFFEE, "cancellation")
    async with run(story) as pilot:
        await show(pilot, draft)
        await press(pilot, "l")
        assert not isinstance(pilot.app.screen, QuickScreen)  # nothing was sent: nothing came back
        await press(pilot, "s")
        await pilot.press(*"phone")
        await press(pilot, "enter")
        assert last(story.records, draft).type == "request"
        assert last(story.records, draft).channel == "phone"
        await show(pilot, overdue)
        await press(pilot, "s", "enter")
        assert last(story.records, overdue).type == "reminder"
        assert last(story.records, overdue).to == story.records.items[COFFEE].way.email[0]
        await press(pilot, "s")
        await pilot.press(*"took it further")
        await press(pilot, "enter")
        assert last(story.records, overdue).type == "escalation"


async def test_a_call_that_is_next_is_noted_first_of_all(story: Workspace, run) -> None:
    paper = asked_about(story, "朝凪新聞-電子版", "cancellation")
    async with run(story) as pilot:
        await show(pilot, paper)
        await press(pilot, "l", "r", "s", "enter")
        called = last(story.records, paper)
        assert (called.type, called.channel) == ("escalation", "phone")
        assert called.to == "消費者ホットライン (consumer hotline)"


async def test_a_request_by_telephone_is_a_call(story: Workspace, run) -> None:
    shop = next(it for it in story.records.items.values() if it.way and it.way.phone)
    draft = story.do(requests.new("complaint", shop.id, TODAY, "phone")).about or ""
    asked = story.do(requests.new("other", shop.id, TODAY, "phone")).about or ""
    async with run(story) as pilot:
        await show(pilot, draft)
        assert "c writes it" in detail(pilot)  # a complaint goes to others
        await show(pilot, asked)
        assert "Call them · today" in detail(pilot)
        assert f"Call {shop.way.phone}." in detail(pilot)
        await press(pilot, "s", "enter")
        called = last(story.records, asked)
        assert (called.type, called.channel, called.to) == ("request", "phone", shop.way.phone)


def test_what_they_asked_for_is_sent_when_their_time_is_over_as_well() -> None:
    asked = NextAction("send_info", TODAY, "They asked for more on {day}.")
    for status in ("info_requested", "extended", "overdue"):
        assert (
            entries.sends(Standing("R-1", status, "GENERIC", sent_on=TODAY, next=asked))
            == "info_sent"
        )
    assert entries.sends(Standing("R-1", "overdue", "GENERIC", sent_on=TODAY)) == "reminder"


async def test_what_they_asked_for_is_sent_and_not_a_reminder(story: Workspace, run) -> None:
    request = asked_about(story, "papierlaune", "erasure")
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "l", "q", "s", "enter")
        assert last(story.records, request).type == "info_sent"


async def test_another_day_can_be_typed(story: Workspace, run) -> None:
    request = asked_about(story, "あかり珈琲だより", "unsubscribe")
    day = TODAY - timedelta(days=2)
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "d", "g")
        pilot.app.screen.query_one(Input).value = day.isoformat()
        await press(pilot, "enter")
        entry = last(story.records, request)
        assert (entry.type, entry.on) == ("acknowledgement", day)
        assert len(toasts(pilot)) == 1


async def test_a_day_to_come_is_refused_where_it_is_typed(story: Workspace, run) -> None:
    request = asked_about(story, "あかり珈琲だより", "unsubscribe")
    before = story.records.requests[request].log
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "d", "g")
        pilot.app.screen.query_one(Input).value = (TODAY + timedelta(days=1)).isoformat()
        await press(pilot, "enter")
        assert "is still to come" in screen(pilot)
        assert story.records.requests[request].log == before


async def test_a_text_is_pasted_and_kept_until_it_is_said_what_it_is(story: Workspace, run) -> None:
    request = asked_about(story, "papierlaune", "erasure")
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "t", "ctrl+s")
        assert "There is nothing to take" in screen(pilot)
        text = "Wir haben Ihre Daten gelöscht.\n\nMit freundlichen Grüßen"
        pilot.app.screen.query_one(TextArea).text = text
        await press(pilot, "ctrl+s", "escape")
        assert len(story.records.requests[request].log) == 2
        await press(pilot, "t")
        assert pilot.app.screen.query_one(TextArea).text == text
        await press(pilot, "escape", "t", "ctrl+s", "d")
        entry = last(story.records, request)
        assert (entry.outcome, entry.text) == ("complete", text)
        assert story.standings()[request].settled
        await press(pilot, "t")
        assert isinstance(pilot.app.screen, WriteScreen)
        assert pilot.app.screen.query_one(TextArea).text == ""


async def test_it_is_closed_in_two_keys_and_then_nothing_more_is_offered(
    story: Workspace, run
) -> None:
    request = asked_about(story, "papierlaune", "erasure")
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "x", "w")
        assert story.standings()[request].given_up
        for key in ("l", "s", "x", "d"):
            await press(pilot, key)
            assert not isinstance(pilot.app.screen, QuickScreen)


async def test_evidence_is_kept_with_the_request(story: Workspace, run, tmp_path: Path) -> None:
    request = asked_about(story, "papierlaune", "erasure")
    file = tmp_path / "answer.png"
    file.write_bytes(PNG)
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "v")
        pilot.app.screen.query_one(Input).value = str(file)
        await press(pilot, "enter", "enter")
        await settle(pilot)
        (kept,) = [one for one in story.records.evidence.values() if one.request == request]
        assert (kept.name, kept.item) == ("answer.png", "papierlaune")
        line = evidence.lines(story.records.requests[request])[-1]
        assert kept.proves(story.records.requests[request], line)
        assert detail(pilot).count("answer.png") == 2  # with the request, and in its log
        await press(pilot, "v")
        assert "answer.png" in screen(pilot)


async def test_a_new_request_begins_with_what_fits_the_item_and_is_shown(
    story: Workspace, run
) -> None:
    async with run(story) as pilot:
        before = set(story.records.requests)
        await press(pilot, "5", "n")
        await pilot.press(*"netflix stand")
        await press(pilot, "enter", "enter")
        await pilot.press(*"draft")
        await press(pilot, "enter")
        (made,) = set(story.records.requests) - before
        assert story.records.requests[made].kind == "cancellation"
        assert pilot.app.screen.subject == made


async def test_it_sleeps_until_a_day(story: Workspace, run) -> None:
    request = asked_about(story, COFFEE, "cancellation")
    async with run(story) as pilot:
        await show(pilot, request)
        first = next(one for one in story.due() if one.request == request)
        await press(pilot, "z", "w")
        assert first.key not in [one.key for one in story.due()]
        await press(pilot, "u")
        assert first.key in [one.key for one in story.due()]


# -- there and back ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_from_a_step_to_its_request_and_back_in_one_key(
    story: Workspace, run, size: tuple[int, int]
) -> None:
    request = asked_about(story, COFFEE, "cancellation")
    async with run(story, size) as pilot:
        await press(pilot, "4", "R")
        assert pilot.app.screen.subject == request
        assert "Next" in screen(pilot)
        await press(pilot, "e")
        assert pilot.app.current_mode == "exit"
        step = pilot.app.screen.query_one("#exit-steps", RecordList).highlighted
        assert step == f"cancel_subscription:{COFFEE}"
        await press(pilot, "escape")
        assert pilot.app.screen.subject == request
        await press(pilot, "escape")
        assert pilot.app.current_mode == "exit"
        assert pilot.app.screen.query_one("#exit-steps", RecordList).highlighted == step


async def test_a_blocked_step_leads_to_the_request_it_waits_for(story: Workspace, run) -> None:
    request = asked_about(story, COFFEE, "cancellation")
    (_exit, step), *_others = [
        (exit_id, step)
        for exit_id, plan in story.plans().items()
        for step in plan.steps
        if step.request is None
        and any(r.step == f"cancel_subscription:{COFFEE}" for r in step.requires)
    ]
    async with run(story) as pilot:
        await press(pilot, "4")
        steps = pilot.app.screen.query_one("#exit-steps", RecordList)
        steps.highlighted = step.id
        await settle(pilot)
        await press(pilot, "R")
        assert pilot.app.screen.subject == request
        await press(pilot, "escape")
        assert steps.highlighted == step.id


async def test_an_item_leads_to_its_requests_and_a_request_to_its_item(
    story: Workspace, run
) -> None:
    async with run(story) as pilot:
        pilot.app.open_item(COFFEE)
        await settle(pilot)
        await settle(pilot)
        await press(pilot, "R")
        assert pilot.app.screen.subject == asked_about(story, COFFEE, "cancellation")
        await press(pilot, "o")
        assert pilot.app.screen.subject == COFFEE
        await press(pilot, "escape", "escape")
        assert pilot.app.screen.subject == COFFEE


async def test_a_narrow_terminal_shows_list_or_detail(story: Workspace, run) -> None:
    async with run(story, (80, 24)) as pilot:
        await press(pilot, "5")
        panel = pilot.app.screen.query_one("#request-detail")
        assert not panel.display
        await press(pilot, "enter")
        assert panel.display and panel.has_focus
        await press(pilot, "escape")
        assert listed(pilot).has_focus and not panel.display


async def test_going_back_leads_to_the_list_or_the_detail_that_was_there(
    story: Workspace, run
) -> None:
    async with run(story, (80, 24)) as pilot:
        await press(pilot, "5", "down")
        panel, shown = pilot.app.screen.query_one("#request-detail"), listed(pilot).highlighted
        await press(pilot, "6", "escape")
        assert listed(pilot).has_focus and not panel.display
        assert listed(pilot).highlighted == shown
        await press(pilot, "enter", "6", "escape")
        assert panel.display and panel.has_focus


async def test_going_back_to_the_list_finds_what_was_filtered(story: Workspace, run) -> None:
    async with run(story, (80, 24)) as pilot:
        await press(pilot, "5", "slash", *"papier", "enter", "6", "escape")
        assert len(listed(pilot).rows) == 1 and listed(pilot).has_focus


# -- what others write, and nothing at all -------------------------------------------------------


async def test_what_another_program_logs_appears(story: Workspace, run) -> None:
    request = asked_about(story, "papierlaune", "erasure")
    async with run(story, (160, 50)) as pilot:
        await show(pilot, request)
        with Workspace.open(story.path, "x", TODAY) as other:
            entry = {"on": TODAY, "direction": "in", "type": "answer", "outcome": "refused"}
            other.do(requests.log(request, entry, other.today))
        pilot.app._look_for_changes()
        await settle(pilot)
        assert pilot.app.screen.subject == request
        assert "they refused" in detail(pilot)


async def test_a_request_that_is_gone_is_gone_from_the_screen(story: Workspace, run) -> None:
    request = asked_about(story, "papierlaune", "erasure")
    async with run(story) as pilot:
        await show(pilot, request)
        with Workspace.open(story.path, "x", TODAY) as other:
            other.do(items.remove("papierlaune"))
        pilot.app._look_for_changes()
        await press(pilot, "l", "escape", "down", "up", "L", "escape", "5")
        assert request not in [row.key for row in listed(pilot).rows]


async def test_an_empty_vault_offers_a_way_to_begin(empty: Workspace, run) -> None:
    async with run(empty, (80, 24)) as pilot:
        await press(pilot, "5")
        assert "Nothing was asked yet" in screen(pilot)
        await press(pilot, "n")
        assert "Add what you want to ask about first" in toasts(pilot)[-1]
        await press(pilot, "enter")
        assert "What do you want to add?" in screen(pilot)
        await press(pilot, "escape")
        empty.do(items.add("service", {"name": "Zebra"}))
        pilot.app.publish()
        await settle(pilot)
        await press(pilot, "enter", "enter", "enter", "enter")
        (made,) = empty.records.requests
        assert pilot.app.screen.subject == made


async def test_the_whole_log_can_be_read(story: Workspace, run) -> None:
    request = asked_about(story, "papierlaune", "erasure")
    long = "x" * 1_300 + " the end"
    note = {"on": TODAY, "direction": "in", "type": "note", "text": long}
    story.do(requests.log(request, note, story.today))
    async with run(story, (160, 50)) as pilot:
        await show(pilot, request)
        assert "the end" not in detail(pilot)
        assert "L shows the log in full" in detail(pilot)
        await press(pilot, "L")
        assert "the end" in screen(pilot)


def test_each_letter_chooses_one_thing(story: Workspace) -> None:
    for choices in (
        entries.choices(has_asked=True),
        entries.choices(has_asked=False),
        entries.replies(),
        entries.closings(),
        entries.texts(next(one for one in story.standings().values() if one.is_open)),
    ):
        letters = [choice.letter for choice in choices]
        assert len(set(letters)) == len(letters)
        for choice in choices:
            assert entries.made(choice.key)["type"]


async def test_another_rule_can_count_and_the_usual_one_again(story: Workspace, run) -> None:
    request = asked_about(story, "papierlaune", "erasure")
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "r")
        assert "EU-GDPR-DSR" in screen(pilot)
        await pilot.press(*"generic")
        await press(pilot, "enter")
        standing = story.standings()[request]
        assert (standing.rule, standing.due and standing.due.basis) == ("GENERIC", "practical")
        await press(pilot, "r", "enter")
        assert story.standings()[request].rule == "EU-GDPR-DSR"


async def test_a_step_is_left_out_with_a_reason(story: Workspace, run) -> None:
    request = asked_about(story, COFFEE, "cancellation")
    before = story.standings()[request].next
    async with run(story) as pilot:
        await show(pilot, request)
        await press(pilot, "S")
        await pilot.press(*"no")
        await press(pilot, "enter")
        after = story.standings()[request].next
        assert before and after and after.rung != before.rung
        await press(pilot, "u")
        assert story.standings()[request].next == before


async def test_a_charge_is_found_judged_and_recorded(story: Workspace, run) -> None:
    async with run(story, (120, 40)) as pilot:
        await press(pilot, "5", "i", "c")
        await settle(pilot)
        day = pilot.app.screen.query_one(Input)
        assert day.value == TODAY.isoformat()
        await press(pilot, "enter")
        await settle(pilot)
        pilot.app.screen.query_one(Input).value = "3980 JPY"
        await press(pilot, "enter")
        await settle(pilot)
        shown = screen(pilot)
        assert "コーヒー豆 定期便" in shown and "Something else" in shown
        await press(pilot, "enter")
        await settle(pilot)
        entry = last(story.records, asked_about(story, COFFEE, "cancellation"))
        assert (entry.type, entry.what, entry.on) == ("incident", "charge", TODAY)
        assert pilot.app.current_mode == "requests"


async def test_ones_own_details_are_changed_one_by_one(story: Workspace, run) -> None:
    async with run(story, (100, 30)) as pilot:
        await press(pilot, "5", "m", "enter")
        assert "hana.mori@mail.example" in screen(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        pilot.app.screen.query_one(Input).value = "Hana Mori"
        await press(pilot, "enter")
        await settle(pilot)
        assert story.records.sections["person"]["name"] == "Hana Mori"
        assert "Hana Mori" in screen(pilot)  # the list of details again, for the next one
        await pilot.press(*"tele")
        await press(pilot, "enter", *"0312345678", "enter")
        await settle(pilot)
        assert story.records.sections["person"]["phone"] == "0312345678"
        await press(pilot, "escape", "u", "u")
        await settle(pilot)
        assert story.records.sections["person"]["name"] == "森 はな"


async def test_a_postal_address_keeps_its_lines(story: Workspace, run) -> None:
    story.do(set_details({"address": "1-1 Chiyoda\nTokyo\n100-0001"}))
    async with run(story, (100, 30)) as pilot:

        async def address(*keys: str) -> TextArea:
            await press(pilot, *keys, *"postal", "enter")
            assert isinstance(pilot.app.screen, WriteScreen)
            return pilot.app.screen.query_one(TextArea)

        assert (await address("5", "m", "enter")).text == "1-1 Chiyoda\nTokyo\n100-0001"
        await press(pilot, "enter", *"Japan", "escape")
        area = await address()
        assert area.text == "1-1 Chiyoda\nTokyo\n100-0001\nJapan"
        await press(pilot, "ctrl+s")
        kept = story.records.sections["person"]
        assert kept["address"] == "1-1 Chiyoda\nTokyo\n100-0001\nJapan"
        (await address()).text = ""
        await press(pilot, "ctrl+s")
        assert "address" not in story.records.sections["person"]


async def test_the_details_of_whom_one_looks_after_are_changed_too(story: Workspace, run) -> None:
    story.do(items.edit("netflix", {"owner": "祖母"}))
    async with run(story) as pilot:
        await press(pilot, "5", "m", *"祖母", "enter")
        assert "祖母’s details, for letters" in screen(pilot)
        await press(pilot, "enter", *"Hana", "enter")
        await settle(pilot)
        assert "祖母’s details, for letters" in screen(pilot)
        assert details_of(story.records, "祖母").name == "Hana"
        assert details_of(story.records).name == "森 はな"
