"""The agenda as a calendar: all day, the same events each time, nothing told unasked."""

from datetime import date, timedelta

import hostile
import pytest
from icalendar import Calendar

from footprint.agenda.entry import Due
from footprint.export.agenda_ics import agenda_calendar, is_ours
from footprint.i18n import set_language

TODAY = date(2026, 11, 24)


def thing(name: str, days: int = 3, what: str = "charge", early: int = 0) -> Due:
    on = TODAY + timedelta(days=days)
    told = on - timedelta(days=early)
    return Due(on, what, "soon", told, lambda: f"Charged: “{name}”", item=name, occasion="1")


def events(text: str) -> dict[str, dict[str, object]]:
    read = Calendar.from_ical(text)
    assert read.errors == []
    return {
        str(event["UID"]): {
            "title": str(event["SUMMARY"]),
            "text": str(event["DESCRIPTION"]),
            "on": event.decoded("DTSTART"),
            "alarms": [
                -(alarm.decoded("TRIGGER") - timedelta(hours=9)).days
                for alarm in event.walk("VALARM")
            ],
        }
        for event in read.walk("VEVENT")
    }


def test_without_being_asked_it_says_nothing() -> None:
    text = agenda_calendar([thing("netflix"), thing("gym")], TODAY, "uid")
    assert "netflix" not in text and "gym" not in text
    found = events(text).values()
    assert [one["title"] for one in found] == ["footprint: something is due"] * 2
    set_language("ja")
    assert events(agenda_calendar([thing("a")], TODAY, "uid"))


def test_nobody_who_guesses_an_item_finds_it() -> None:
    one, other = (agenda_calendar([thing("netflix")], TODAY, uid) for uid in ("a", "b"))
    assert events(one).keys().isdisjoint(events(other))


def test_the_same_things_make_the_same_text_and_later_ones_the_same_events() -> None:
    things = [thing("a"), thing("b", 5)]
    text = agenda_calendar(things, TODAY, "uid")
    assert text == agenda_calendar(reversed(things), TODAY, "uid")
    later = agenda_calendar(things, TODAY + timedelta(days=1), "uid", detailed=True)
    assert later != text
    assert events(later).keys() == events(text).keys()


def test_what_is_late_stands_on_today_and_rings_once() -> None:
    (late,) = events(agenda_calendar([thing("a", -9, early=5)], TODAY, "uid")).values()
    assert (late["on"], late["alarms"]) == (TODAY, [0])


@pytest.mark.parametrize(
    ("what", "days", "early", "alarms"),
    [
        ("charge", 9, 1, [1, 0]),
        ("charge", 9, 0, [0]),
        ("charge", 9, 3, [3, 0]),
        ("cut_off", 9, 7, [7, 1, 0]),
        ("cut_off", 90, 60, [60, 1, 0]),
        ("cut_off", 9, 0, [0]),
        ("cut_off", 3, 7, [1, 0]),  # it was told first four days ago
        ("cut_off", 1, 1, [1, 0]),
        ("cut_off", 0, 7, [0]),
        ("own_date", 9, 7, [7, 1, 0]),
        ("reply", 9, -1, [-1]),
        ("reply", -9, -1, [0]),
    ],
)
def test_alarms_ring_as_early_as_it_is_told(
    what: str, days: int, early: int, alarms: list[int]
) -> None:
    (event,) = events(agenda_calendar([thing("a", days, what, early)], TODAY, "uid")).values()
    assert event["alarms"] == alarms


def test_hostile_names_stay_inside_their_events() -> None:
    things = [thing(name) for name in hostile.NAMES]
    text = agenda_calendar(things, TODAY, "uid", detailed=True)
    found = events(text)
    assert len(found) == len(Calendar.from_ical(text).subcomponents) == len(hostile.NAMES)
    assert all("not encrypted" in str(one["text"]) for one in found.values())
    assert "\n" not in text.replace("\r\n", "")


def test_a_calendar_of_ours_is_known_again() -> None:
    assert is_ours(agenda_calendar([], TODAY, "uid").encode())
    assert not is_ours(b"")
    assert not is_ours(b"BEGIN:VCALENDAR\r\nPRODID:-//Somebody//EN\r\n")
