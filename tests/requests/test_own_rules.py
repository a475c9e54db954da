"""The person's own deadline rules: corrected, added, and refused with the place."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from footprint.errors import Invalid
from footprint.model.requests import Request
from footprint.requests import table
from footprint.requests.machine import standing
from footprint.requests.own_rules import with_own
from footprint.workspace import Workspace, rules

MINE = {
    "id": "XX-MINE",
    "jurisdiction": "LU",
    "kinds": ["erasure"],
    "deadline": {"value": 7, "unit": "calendar_day"},
    "practical": {"first_followup_days": 1},
}


def own(*entries: dict[str, Any]) -> table.Table:
    return with_own(table.load(), json.dumps({"rules": entries}), "mine.json")


def test_only_what_is_different_is_written() -> None:
    found = own({"id": "JP-APPI-DSR", "practical": {"first_followup_days": 21}})
    before, after = table.load().rule("JP-APPI-DSR"), found.rule("JP-APPI-DSR")
    assert after.practical.first_followup_days == 21
    assert after.practical.escalate_days == before.practical.escalate_days
    assert after.sources == before.sources
    assert found.ids() == table.load().ids()


def test_a_new_rule_is_suggested_first_and_shown_as_uncertain() -> None:
    found = own(MINE)
    assert found.suggest("erasure", "LU").id == "XX-MINE"
    assert found.suggest("erasure", "DE").id == "EU-GDPR-DSR"
    log = [{"on": "2026-03-02", "direction": "out", "type": "request"}]
    request = Request.from_json(
        {"id": "R-1", "kind": "erasure", "item": "it", "channel": "email", "log": log}
    )
    due = standing(request, None, date(2026, 3, 3), found, country="LU").due
    assert due is not None
    assert (due.date, due.basis, due.rule) == (date(2026, 3, 9), "uncertain", "XX-MINE")
    sure = own({**MINE, "verified": "primary"})
    due = standing(request, None, date(2026, 3, 3), sure, country="LU").due
    assert due is not None and due.basis == "statutory"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nothing", "mine.json"),
        ("[]", "mine.json"),
        ('{"rules": [1]}', "mine.json"),
        (json.dumps({"rules": [{"id": "XX-MINE"}]}), "rules[0]"),
        (json.dumps({"rules": [MINE, MINE]}), "rules[1]"),
        (json.dumps({"rules": [{**MINE, "deadline": {"value": -1}}]}), "rules[0].deadline"),
        (json.dumps({"rules": [{"id": "GENERIC", "what": 1}]}), "rules[0].what"),
        (
            json.dumps({"rules": [{**MINE, "deadline": {"value": 5, "unit": "reasonable"}}]}),
            "rules[0].deadline",
        ),
        (
            json.dumps({"rules": [{**MINE, "ack": {"value": 5, "unit": "promptly"}}]}),
            "rules[0].ack",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(text: str, place: str) -> None:
    with pytest.raises(Invalid) as told:
        with_own(table.load(), text, "mine.json")
    assert place in str(told.value)
    assert "mine.json" in str(told.value)


def test_the_own_file_counts_from_the_next_time_the_vault_is_opened(vault_path: Path) -> None:
    path = rules.own_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"rules": [MINE]}), "utf-8")
    with Workspace.create(vault_path, "p", date(2026, 3, 2)) as workspace:
        assert workspace.trouble is None
        assert table.load().suggest("erasure", "LU").id == "XX-MINE"
    path.write_text("{", "utf-8")
    with Workspace.open(vault_path, "p", date(2026, 3, 2)) as workspace:
        # It goes on with the program's own rules, and says why.
        assert "deadlines.json" in str(workspace.trouble)
        assert table.load().suggest("erasure", "LU").id == "EU-GDPR-DSR"
    path.unlink()
    rules.take_own_rules()
    assert table.load().find("XX-MINE") is None


def test_a_table_over_a_year_old_is_old() -> None:
    compiled = table.load().compiled
    assert not table.load().is_old(compiled.replace(year=compiled.year + 1))
    assert table.load().is_old(date(compiled.year + 1, 12, 31))
