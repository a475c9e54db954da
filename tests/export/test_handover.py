"""The handover in both forms: what is in it, and what never is."""

import re
from datetime import date

import pytest
from defusedxml import ElementTree

from footprint.export.handover import FORMS, sheet, write
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.workspace.demo import example

TODAY = date(2026, 11, 23)
HOSTILE = "<img src=x onerror=alert(1)> ](javascript:x) =cmd"


@pytest.mark.parametrize("form", FORMS)
def test_it_says_where_things_are_and_keeps_what_is_secret(form: str) -> None:
    records = example(TODAY)
    text = write(form, records, TODAY)
    # Each account stands in it, with the wish that was written for it.
    assert "Papers in the blue folder" in text and "not encrypted" in text
    for item in records.items.values():
        if item.kind in ("service", "shop") and item.status != "ended":
            assert item.name in text
    # Notes may hold anything, and are left out.
    for item in records.items.values():
        assert not item.notes or item.notes not in text


def test_no_login_and_no_note_is_in_it() -> None:
    made = Item.from_json(
        {
            "id": "a",
            "kind": "service",
            "name": "Bank",
            "login": "hana-4711",
            "notes": "PIN 1234",
            "closing": {"phone": "+81-3-0000-0000", "note": "password 1234"},
        }
    )
    for form in FORMS:
        text = write(form, Records.of([made], []), TODAY)
        assert "Bank" in text and "+81-3" in text
        assert "hana-4711" not in text and "1234" not in text


@pytest.mark.parametrize("form", FORMS)
def test_names_are_data(form: str) -> None:
    wish = {"wish": "keep", "note": HOSTILE}
    made = Item.from_json(
        {"id": "a", "kind": "shop", "name": HOSTILE, "owner": HOSTILE, "handover": wish}
    )
    text = write(form, Records.of([made], []), TODAY)
    assert "<img" not in text
    if form == "md":
        assert not re.search(r"(?<!\\)\]\(javascript", text)
    else:
        ElementTree.fromstring(text[text.index("<body>") : text.index("</html>")])


def test_an_empty_record_is_told_in_a_sentence() -> None:
    told = sheet(Records.of([], []), TODAY)
    assert told.parts == () and told.order is None
    assert "Nothing is recorded yet." in told.paragraphs
