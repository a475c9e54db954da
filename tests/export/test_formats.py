"""The formats of an exit, read back by what reads them: literal whatever a name says, complete."""

import csv
import io
import json
import re
from datetime import date, timedelta

import hostile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from footprint.errors import Usage
from footprint.export.csv import BYTE_ORDER_MARK, safe
from footprint.export.formats import FORMATS, format_of, render
from footprint.export.mermaid import MOST_CHARACTERS, MOST_EDGES, label
from footprint.i18n import set_language
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.document import plan_document
from footprint.planner.plan import Plan, plan
from footprint.workspace.demo import example
from tests.planner.strategies import Vault, vaults

TODAY = date(2026, 11, 23)
EXIT = "leave-楽天市場"
TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def story(today: date = TODAY) -> tuple[Plan, Records]:
    records = example(TODAY)
    exit_ = records.exits[EXIT]
    found = plan(
        records,
        exit_.goal,
        today,
        decisions=exit_.decisions,
        completions=exit_.completions,
    )
    return found, records


def hostile_plan() -> tuple[Plan, Records]:
    records = hostile.records()
    return plan(records, ["platform"], TODAY), records


# -- the table of formats ----------------------------------------------------------------------


def test_the_end_of_a_name_chooses_the_format() -> None:
    assert format_of("order.md") == format_of("x/ORDER.MARKDOWN") == "md"
    assert format_of("a.mmd") == format_of("a.mermaid") == "mermaid"
    for name in ("order", "order.xls", "-", ".md", "md"):
        with pytest.raises(Usage) as refusal:
            format_of(name)
        assert all(s in str(refusal.value) for each in FORMATS.values() for s in each.suffixes)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_that_it_is_not_encrypted_and_is_the_same_twice(
    name: str, language: str
) -> None:
    set_language(language)
    found, records = story()
    text = render(name, found, records, EXIT)
    assert text == render(name, found, records, EXIT)
    assert "天然水" in re.sub("\r?\n ", "", text)
    if name != "json":  # a contract, to the letter
        said = {"en": "not encrypted", "ja": "暗号化されていません"}[language]
        assert said in re.sub("\r?\n ", "", text)


def test_json_is_the_contract() -> None:
    found, records = story()
    assert json.loads(render("json", found, records, EXIT)) == plan_document(found, records)


# -- the table ---------------------------------------------------------------------------------


SKIPPED = re.compile(
    r"^[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\"]+"
)


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_the_table_has_a_row_a_step_in_order() -> None:
    found, records = story()
    heading, *rows, notice = rows_of(render("csv", found, records, EXIT))
    assert len({len(row) for row in (heading, *rows, notice)}) == 1
    assert [row[3] for row in rows] == [explain.title(step, records) for step in found.steps]
    assert [row[0] for row in rows] == [str(n + 1) for n in range(len(rows))]
    by_title = {row[3]: row for row in rows}
    coffee = by_title["Cancel “コーヒー豆 定期便”"]
    assert coffee[6] == "2026-11-23"
    assert coffee[10] == "'+81-3-0000-0300"
    assert "R-2026-7KQ4" in coffee
    assert "not encrypted" in notice[3]


def is_formula(cell: str) -> bool:
    """Whether a program might take the cell, or what it takes for one, for a formula."""
    parts = re.split(r"[;\t\r\n]", cell)
    return any(re.match("[=+\\-@＝＋－＠﹦﹢﹣﹫]", SKIPPED.sub("", part)) for part in parts)


def test_no_cell_is_a_formula_whatever_a_name_says() -> None:
    rows = rows_of(render("csv", *hostile_plan(), "leave"))
    cells = {cell for row in rows for cell in row}
    assert len({len(row) for row in rows}) == 1
    assert [cell for cell in cells if is_formula(cell)] == []
    assert "'=cmd|' /C calc'!A0" in cells
    assert "a;'=1+1" in cells
    assert "混ぜた🍣 shop 👩‍👩‍👧 ﾊﾝｶｸ" in cells


@given(
    TEXT,
    st.sampled_from("=+-@＝＋－＠﹦﹢﹣﹫"),
    st.text(alphabet=" \t\r\n\u3000\u200b;", max_size=4),
)
def test_any_text_is_neutralised_and_nothing_else_is_changed(
    rest: str, sign: str, before: str
) -> None:
    cell = safe(before + sign + rest)
    assert not is_formula(cell)
    assert cell.replace("'", "") == (before + sign + rest).replace("\t", " ").replace("'", "")


def test_harmless_cells_are_left_alone() -> None:
    for cell in ("楽天市場", "2026-11-23", "a = b", "me@example.org", "1-2", "", "it's"):
        assert safe(cell) == cell


# -- the calendar ------------------------------------------------------------------------------


def events_of(text: str) -> dict[str, dict[str, object]]:
    read = Calendar.from_ical(text)
    assert read.errors == []
    assert str(read["VERSION"]) == "2.0"
    events = {}
    for event in read.walk("VEVENT"):
        assert event.errors == []
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is date
        assert end - start == timedelta(days=1)
        alarms = event.walk("VALARM")
        assert alarms
        assert all(type(alarm.decoded("TRIGGER")) is timedelta for alarm in alarms)
        assert {str(alarm["ACTION"]) for alarm in alarms} == {"DISPLAY"}
        events[str(event["UID"])] = {
            "on": start,
            "title": str(event["SUMMARY"]),
            "text": str(event["DESCRIPTION"]),
            "stamp": event.decoded("DTSTAMP"),
            "sequence": event.decoded("SEQUENCE"),
        }
    assert len(events) == len(read.walk("VEVENT"))
    return events


def assert_well_formed(text: str) -> None:
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", line)


def test_the_calendar_has_the_dates_of_the_story() -> None:
    text = render("ics", *story(), EXIT, detailed=True)
    assert_well_formed(text)
    on = {event["title"]: event["on"] for event in events_of(text).values()}
    assert on["Cancel “コーヒー豆 定期便”: last day"] == date(2026, 11, 23)
    assert on["Cancel “天然水 定期購入”: last day"] == date(2026, 12, 4)
    assert on["Close “楽天市場”: possible from today"] == date(2026, 12, 14)
    assert on["Check that “楽天市場” stays closed: over, if nothing came"] == date(2027, 1, 13)
    assert on["Leave 楽天市場: safe from today"] == date(2026, 12, 14)
    asked = [title for title in on if "Dispute the charge" in str(title)]
    assert [on[title] for title in asked] == [TODAY]


def test_a_later_calendar_updates_the_events_of_an_earlier_one() -> None:
    first = events_of(render("ics", *story(), EXIT))
    later = events_of(render("ics", *story(TODAY + timedelta(days=3)), EXIT))
    both = first.keys() & later.keys()
    assert len(both) > 10
    for uid in both:
        assert int(str(later[uid]["sequence"])) > int(str(first[uid]["sequence"]))
        assert str(later[uid]["stamp"]) > str(first[uid]["stamp"])
    assert not first.keys() & events_of(render("ics", *story(), "another")).keys()


@pytest.mark.parametrize("asked", [{}, {"redact": True}, {"redact": True, "detailed": True}])
def test_without_being_asked_the_titles_of_a_calendar_say_nothing(asked: dict[str, bool]) -> None:
    found = render("ics", *story(), EXIT, **asked)
    events = events_of(found).values()
    assert {event["title"] for event in events} == {"footprint: a step is due"}
    assert any("天然水" in str(event["text"]) for event in events)
    alarms = Calendar.from_ical(found).walk("VALARM")
    assert {str(alarm["DESCRIPTION"]) for alarm in alarms} == {"footprint: a step is due"}


def test_hostile_names_stay_inside_their_events() -> None:
    found, records = hostile_plan()
    text = render("ics", found, records, "leave", detailed=True)
    assert_well_formed(text)
    events = events_of(text).values()
    titles = {str(event["title"]) for event in events}
    assert len(Calendar.from_ical(text).subcomponents) == len(events)
    for n, name in enumerate(hostile.NAMES):
        told = records.items[f"order{n}"].name
        assert f"Cancel “{told}”: last day" in titles, name


def test_every_end_of_a_line_in_a_text_is_a_new_line_of_its_event() -> None:
    note = "first\u2028second\u2029third\nfourth"
    order = {
        "id": "order",
        "kind": "subscription",
        "name": "Order",
        "cycle": {"every": 1, "unit": "month"},
        "first_charge_on": "2026-12-01",
        "cancel": {"note": note},
    }
    records = Records.of([Item.from_json(order)])
    text = render("ics", plan(records, ["order"], TODAY), records, "leave")
    assert not set("\u0085\u2028\u2029") & set(text)
    told = {str(event["text"]) for event in events_of(text).values()}
    assert any("first\nsecond\nthird\nfourth" in each for each in told)


# -- the chart ---------------------------------------------------------------------------------

NODE = re.compile(r'    n(\d+)\["([^"]*)"\](?::::(?:done|late|knot))?')
ARROW = re.compile(r"  n(\d+) (-->|-\.->) n(\d+)")
OTHER = re.compile(
    r'%% [^"<>\[\]{}]*|flowchart TD|  subgraph stage\d+\["[^"]*"\]|  end|  more\["[^"]*"\]'
    r"|  classDef \w+ [\w:;,. -]+"
)
PLAIN = re.compile(r"[^\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e\ufb02]|#\d+;")


def read_chart(text: str) -> tuple[dict[int, str], list[tuple[int, str, int]]]:
    """Return the labels and arrows of a chart in which each line is one of ours."""
    labels, arrows = {}, []
    for line in text.splitlines():
        if node := NODE.fullmatch(line):
            assert PLAIN.sub("", node[2]) == "", line
            labels[int(node[1])] = re.sub(r"#(\d+);", lambda m: chr(int(m[1])), node[2])
        elif arrow := ARROW.fullmatch(line):
            arrows.append((int(arrow[1]), arrow[2], int(arrow[3])))
        else:
            assert OTHER.fullmatch(line), line
    assert len(text) <= MOST_CHARACTERS
    assert len(arrows) <= MOST_EDGES
    return labels, arrows


def closure(edges: set[tuple[int, int]]) -> set[tuple[int, int]]:
    after: dict[int, set[int]] = {}
    for first, then in edges:
        after.setdefault(first, set()).add(then)
    found = set()
    for first in after:
        waiting, seen = [first], set()
        while waiting:
            for then in after.get(waiting.pop(), ()):
                if then not in seen:
                    seen.add(then)
                    waiting.append(then)
        found |= {(first, then) for then in seen}
    return found


@FEW
@given(vaults())
def test_a_chart_says_the_same_order_as_the_plan(vault: Vault) -> None:
    found = vault.plan
    labels, arrows = read_chart(render("mermaid", found, vault.records, "x"))
    number = {step.id: n for n, step in enumerate(found.steps, 1)}
    assert set(labels) == set(number.values())
    for strengths, kinds in ((("must",), ("-->",)), (("must", "should"), ("-->", "-.->"))):
        drawn = {(a, b) for a, kind, b in arrows if kind in kinds}
        planned = {
            (number[each.step], number[step.id])
            for step in found.steps
            for each in step.requires
            if each.strength in strengths
        }
        assert closure(drawn) == closure(planned)
    knots = {number[step] for deadlock in found.deadlocks for step in deadlock.steps}
    assert {n for n, told in labels.items() if "waits for itself" in told} == knots


def test_a_chart_of_hostile_names_has_only_our_own_syntax() -> None:
    found, records = hostile_plan()
    labels, _arrows = read_chart(render("mermaid", found, records, "leave"))
    for n, step in enumerate(found.steps[: len(labels)], 1):
        told = labels[n].removeprefix("✓ ").removeprefix("! ")
        title = " ".join(explain.title(step, records).split())
        assert told == title or told == title[:79] + "…" or (told[:-1] in title and told[-1] == "…")


@given(TEXT)
def test_any_label_is_plain(text: str) -> None:
    assert PLAIN.sub("", label(text)) == ""
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", label(text))


def test_a_chart_of_a_huge_plan_is_cut_and_says_so() -> None:
    items = [{"id": "platform", "kind": "service", "name": "Platform", "login": "me"}]
    items += [
        {"id": f"shop{n}", "kind": "shop", "name": "長い名前の店" * 20, "login": "me"}
        for n in range(1_000)
    ]
    links = [{"from": f"shop{n}", "relation": "sold_on", "to": "platform"} for n in range(1_000)]
    records = Records.of(
        [Item.from_json(item) for item in items],
        [Link.from_json(link) for link in links],
    )
    found = plan(records, ["platform", *(f"shop{n}" for n in range(1_000))], TODAY)
    text = render("mermaid", found, records, "x")
    labels, _arrows = read_chart(text)
    assert 100 < len(labels) < len(found.steps)
    assert f"{len(found.steps) - len(labels):,} more steps" in label_of_the_rest(text)


def label_of_the_rest(text: str) -> str:
    (line,) = (line for line in text.splitlines() if line.startswith("  more["))
    return line.replace("#44;", ",")
