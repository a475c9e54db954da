"""The agenda: day by day, and every line opens what it is about."""

from datetime import UTC, date, datetime

import pytest
from driving import TODAY, press, screen, settle, toasts
from textual.widgets import Static

from footprint import i18n
from footprint.agenda import state
from footprint.model.reminders import NONE
from footprint.places import state_file
from footprint.tui import agenda_lines
from footprint.tui.vault_app import VaultApp
from footprint.tui.widgets.record_list import Heading, RecordList, Row
from footprint.workspace import Workspace, items, reminders, reminding


def listed(pilot) -> RecordList:  # noqa: ANN001 - a pilot
    return pilot.app.screen.query_one("#agenda-list", RecordList)


def test_days_follow_each_other_with_what_is_overdue_first(story: Workspace) -> None:
    found = story.agenda()
    lines = agenda_lines.lines(found, story)
    by_key = {agenda_lines.row_key(one): one for one in found}
    days = [by_key[line.key].on for line in lines if isinstance(line, Row)]
    assert days == sorted(days)
    assert {line.key for line in lines if isinstance(line, Row)} == set(by_key)
    headings = [line.title for line in lines if isinstance(line, Heading)]
    assert headings[:3] == ["Overdue", "Today", "Tomorrow"]
    assert headings[3] == "Thursday 26 Nov"
    assert len(set(headings)) == len(headings)


def test_a_day_is_named_in_the_language_spoken(story: Workspace) -> None:
    i18n.set_language("ja")
    headings = [
        line.title
        for line in agenda_lines.lines(story.agenda(), story)
        if isinstance(line, Heading)
    ]
    assert any("木曜日" in heading for heading in headings)


def test_every_kind_of_thing_has_a_sign(story: Workspace) -> None:
    from footprint.agenda.due import LEADS

    assert set(agenda_lines.KINDS) == set(LEADS)
    shown = frozenset().union(*(kinds for _name, kinds in agenda_lines.FILTERS.values() if kinds))
    assert shown <= set(agenda_lines.KINDS)


async def test_the_charges_are_summed_by_currency(story: Workspace, run) -> None:
    async with run(story, (80, 24)) as pilot:
        await press(pilot, "6")
        total = str(pilot.app.screen.query_one("#agenda-total", Static).content)
        assert "€4.99" in total and "¥28,440" in total
        assert total in screen(pilot)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [80, 100, 120])
async def test_what_a_line_belongs_to_is_whole_or_not_there(
    story: Workspace, run, language: str, width: int
) -> None:
    i18n.set_language(language)
    async with run(story, (width, 24)) as pilot:
        await press(pilot, "6")
        shown = screen(pilot)
        references = [each for each in story.records.requests if each in shown]
        assert bool(references) == ("R-2026" in shown) == (width > 80)
        assert "R-2026-…" not in shown


async def test_every_line_opens_what_it_is_about(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "6")
        found = {agenda_lines.row_key(one): one for one in story.agenda()}
        for wanted, reached in (
            ("reply", "requests"),
            ("step", "exit"),
            ("charge", "inventory"),
            ("cut_off", "inventory"),
        ):
            key, due = next((key, one) for key, one in found.items() if one.what == wanted)
            listed(pilot).highlighted = key
            await settle(pilot)
            await press(pilot, "enter")
            assert pilot.app.current_mode == reached
            if wanted == "step":
                steps = pilot.app.screen.query_one("#exit-steps", RecordList)
                assert steps.highlighted is not None
                assert steps.highlighted.endswith(f":{due.item}")
            else:
                assert pilot.app.screen.subject in (due.request, due.item)
            await press(pilot, "escape")
            assert pilot.app.current_mode == "agenda"
            assert listed(pilot).highlighted == key


async def test_a_second_click_opens_a_line(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "6")
        y = next(n for n, line in enumerate(screen(pilot).split("\n")) if "Papierlaune" in line)
        await pilot.click(offset=(8, y), times=2)
        await settle(pilot)
        assert pilot.app.current_mode == "requests"
        assert "Papierlaune" in screen(pilot)


async def test_one_can_look_further_ahead_and_at_one_kind_only(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "6")
        before = len(listed(pilot).rows)
        await press(pilot, "m")
        assert "The next 180 days" in screen(pilot)
        assert len(listed(pilot).rows) > before
        kinds = {agenda_lines.row_key(one): one.what for one in story.agenda(180)}
        for name, (_label, wanted) in [
            *list(agenda_lines.FILTERS.items())[1:],
            ("all", ("", None)),
        ]:
            await press(pilot, "f")
            shown = {kinds[row.key] for row in listed(pilot).rows}
            assert shown, name
            assert wanted is None or shown <= wanted


async def test_a_line_sleeps_and_is_there_again_with_undo(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "6")
        due = next(one for one in story.due() if one.on < TODAY)
        listed(pilot).highlighted = agenda_lines.row_key(due)
        await settle(pilot)
        await press(pilot, "z", "t")
        assert due.key not in [one.key for one in story.due()]
        assert listed(pilot).highlighted == agenda_lines.row_key(due)  # the agenda shows all
        assert "quiet until 24 Nov" in screen(pilot)
        await press(pilot, "z", "r")
        assert due.key in [one.key for one in story.due()]
        await press(pilot, "z", "s")
        assert "seen" in screen(pilot)
        assert due.key not in [one.key for one in story.due()]
        await press(pilot, "u")
        assert due.key in [one.key for one in story.due()]


async def test_a_last_day_that_is_slept_over_stays_told(story: Workspace, run) -> None:
    async with run(story, (80, 24)) as pilot:
        await press(pilot, "6")
        due = next(one for one in story.due() if one.what == "cut_off")
        listed(pilot).highlighted = agenda_lines.row_key(due)
        await settle(pilot)
        await press(pilot, "z", "m")
        done, late = toasts(pilot)
        assert done.startswith("Put a reminder about “")
        assert late == f"A last day comes before that, on 23 Nov 2026: {due.text}"


@pytest.mark.parametrize("day", ["2026-11-23", "2026-01-01"])
async def test_nothing_is_put_to_sleep_until_a_day_that_has_come(
    day: str, story: Workspace, run
) -> None:
    async with run(story, (80, 24)) as pilot:
        await press(pilot, "6", "z", "o", *day, "enter")
        assert "Choose a day after today; until then it is not told." in screen(pilot)
        await press(pilot, *["backspace"] * len(day), *"2026-11-24", "enter")
        assert "quiet until 24 Nov" in screen(pilot)


async def test_one_says_how_early_a_thing_is_told(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "6")
        due = next(one for one in story.agenda() if one.what == "charge")
        listed(pilot).highlighted = agenda_lines.row_key(due)
        await settle(pilot)
        await press(pilot, "l")
        assert "1 day before" in screen(pilot)
        await press(pilot, "enter", "enter")
        # Enter alone changes nothing.
        assert story.records.reminders == NONE
        await press(pilot, "l", "enter", *"12x")
        await press(pilot, "enter")
        assert "A lead time is 0 to 366 days" in screen(pilot)
        await press(pilot, "backspace", "enter")
        assert story.records.reminders.item_leads == {due.item: {"charge": 12}}
        await press(pilot, "l", "down", "enter", "backspace", "3", "enter")
        assert story.records.reminders.leads == {"charge": 3}
        await press(pilot, "l")
        assert "12 days before" in screen(pilot) and "3 days before" in screen(pilot)
        await press(pilot, "enter")
        assert "as usual, 3 days before" in screen(pilot)
        await press(pilot, "backspace", "backspace", "enter")
        assert not story.records.reminders.item_leads


async def test_an_empty_vault_says_what_will_stand_here(empty: Workspace, run) -> None:
    async with run(empty, (80, 24)) as pilot:
        await press(pilot, "6")
        assert "Nothing has a date yet" in screen(pilot)
        await press(pilot, "enter")
        assert "What do you want to add?" in screen(pilot)


async def test_what_another_program_writes_appears(story: Workspace, run) -> None:
    async with run(story) as pilot:
        await press(pilot, "6")
        with Workspace.open(story.path, "x", TODAY) as other:
            price = {"amount": "9", "currency": "EUR"}
            cycle = {"every": 1, "unit": "month"}
            other.do(
                items.add(
                    "subscription",
                    {
                        "name": "Zebra Times",
                        "price": price,
                        "cycle": cycle,
                        "first_charge_on": "2026-11-24",
                    },
                )
            )
        pilot.app._look_for_changes()
        await settle(pilot)
        assert "Zebra Times" in screen(pilot)


def test_what_changes_counts_for_the_prompt_at_once(story: Workspace) -> None:
    reminding.opt_in(story.path)
    story.today = date.today()

    def told() -> str:
        VaultApp._warm(story)
        return state.short(state_file(story.path), story.path, datetime.now(UTC))

    before = told()
    assert before not in ("", "?")
    story.do(reminders.acknowledge([one.key for one in story.due()], story.today))
    assert told() == "" != before
