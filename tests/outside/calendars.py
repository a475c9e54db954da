"""Two parsers read the agenda's file alike: icalendar's, and calcurse with its own."""

import re
from datetime import date, timedelta
from pathlib import Path

import hostile
from icalendar import Calendar
from programs import find, run, same

from footprint.agenda.due import agenda
from footprint.agenda.entry import Due
from footprint.export.agenda_ics import agenda_calendar
from footprint.requests.machine import standings
from footprint.workspace.demo import example

INSTALL = "apt-get install calcurse"
TODAY = date(2026, 11, 24)


def check(folder: Path) -> str:
    """Compare day and title of every event of the example's agenda and of hostile names."""
    program = find(("calcurse",), INSTALL)
    events = 0
    for number, (found, detailed) in enumerate(_given()):
        text = agenda_calendar(found, TODAY, "uid", detailed=detailed)
        (folder / f"{number}.ics").write_text(text, "utf-8", newline="")
        (folder / f"{number}").mkdir()
        told = run(program, "-D", f"{number}", "-i", f"{number}.ics", folder=folder)
        kept = (folder / f"{number}" / "apts").read_text("utf-8")
        same("skipped", re.findall(r"(\d+) skipped", told), ["0"])
        read = Calendar.from_ical(text).walk("VEVENT")
        same("events", len(read), len({one.key for one in found}))
        wanted = sorted(f"{event.decoded('DTSTART'):%m/%d/%Y} {event['SUMMARY']}" for event in read)
        same("calcurse", sorted(re.sub(r" \[1\] >\w+", "", line) for line in _lines(kept)), wanted)
        events += len(read)
    return f"{events} events, read alike by both"


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _given() -> list[tuple[list[Due], bool]]:
    records = example(TODAY)
    listed = agenda(records, standings(records, TODAY), TODAY, {}, 90)
    names = [
        Due(
            TODAY + timedelta(days=n), "cut_off", "soon", TODAY, lambda name=name: name, item=f"{n}"
        )  # type: ignore[misc]
        for n, name in enumerate(hostile.NAMES)
    ]
    return [(listed, False), (listed, True), (names, True)]
