"""An item of two exits is told in both, and so is where they contradict each other."""

from datetime import date
from pathlib import Path
from typing import Any

from footprint.model.exits import Exit
from footprint.model.records import Records
from footprint.model.snapshot import loads
from footprint.planner.beside import also_told, conflict_told, conflicts, treated_in
from footprint.planner.exits import plan_exit
from footprint.planner.plan import Plan

TODAY = date(2026, 11, 23)
RAKUTEN = loads((Path(__file__).parents[1] / "cases" / "rakuten.json").read_bytes())


def two(**decided: str) -> tuple[Records, dict[str, Plan]]:
    """Return the plans of leaving the market and of retiring the card, with its decisions."""
    decisions: list[dict[str, Any]] = [{"item": i, "decision": d} for i, d in decided.items()]
    made = {"id": "card", "goal": ["visa-1234"], "decisions": decisions}
    exits = {**RAKUTEN.exits, "card": Exit.from_json(made)}
    records = RAKUTEN.having("exits", exits)
    return records, {key: plan_exit(records, exits[key], TODAY) for key in exits}


def test_an_item_of_two_exits_is_told_in_both() -> None:
    records, plans = two()
    assert set(treated_in("visa-at-rakuten", plans)) == {"card", "leave-rakuten"}
    told = also_told("visa-at-rakuten", "card", plans, records)
    assert told == "Also: ends in “Leave 楽天市場”."
    assert also_told("visa-at-rakuten", "leave-rakuten", plans, records).endswith("VISA ••1234”.")
    assert also_told("points", "leave-rakuten", plans, records) == ""
    assert conflicts("card", plans) == conflicts("leave-rakuten", plans) == []


def test_a_contradiction_is_told_in_both() -> None:
    records, plans = two(**{"water-order": "keep"})
    (here,) = conflicts("card", plans)
    (there,) = conflicts("leave-rakuten", plans)
    assert here.here == there.there
    assert conflict_told(here, records).endswith("is kept here, but ends in “Leave 楽天市場”.")
    assert "ends here, but is kept in “Retire" in conflict_told(there, records)
