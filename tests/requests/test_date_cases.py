"""The worked dates of statutes and authorities, each with its source in the file."""

import json
from datetime import date
from pathlib import Path

import pytest

from footprint.requests import deadlines
from footprint.requests.table import load

CASES = json.loads((Path(__file__).parents[1] / "cases" / "date-cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}-{case['received']}")
def test_a_worked_date(case: dict[str, str]) -> None:
    table = load()
    due = deadlines.statutory(
        table.rule(case["rule"]),
        date.fromisoformat(case["received"]),
        case["calendar"],
        table,
        extended=bool(case.get("extended")),
    )
    assert due == date.fromisoformat(case["expect"]), case["cite"]
