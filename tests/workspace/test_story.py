"""The story carried to its end in a real vault, day by day, and undone back to its start.

The tables in `tests/cases` were written by hand before there was a planner.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from footprint.model import snapshot
from footprint.planner.plan import Plan
from footprint.workspace import Workspace, exits, items, requests, snapshots

CASES = Path(__file__).parents[1] / "cases"
TABLES = ("rakuten-carried-out", "rakuten-already-left")


class Telling:
    """A table told to a workspace: each operation of a row is one action of the person."""

    def __init__(self, table: dict[str, Any], path: Path) -> None:
        base = json.loads((CASES / table["base"]).read_text(encoding="utf-8"))
        for part in table["without"]:
            base[part] = []
        self.table = table
        self.workspace = Workspace.create(path, "story", date(2026, 10, 20))
        self.workspace.do(snapshots.take_in(snapshot.from_document(base)))
        self._names = {request["id"]: request["id"] for request in base["requests"]}

    def tell(self, row: dict[str, Any]) -> None:
        self.workspace.today = date.fromisoformat(row["on"])
        for operation in row["do"]:
            self._do(operation)

    def _do(self, operation: dict[str, Any]) -> None:
        said = dict(operation)
        op, today = said.pop("op"), self.workspace.today
        exit_id = self.table["exit"]
        if op == "request_new":
            name = said.pop("id")
            done = self.workspace.do(requests.new(**said, today=today))
            self._names[name] = done.about or ""
        elif op == "request_log":
            request = self._names[said.pop("request")]
            self.workspace.do(requests.log(request, {"on": today, **said}, today))
        elif op == "exit_done":
            self.workspace.do(exits.complete(exit_id, said["step"], today))
        elif op == "exit_decide":
            self.workspace.do(
                exits.decide(exit_id, said["item"], said["decision"], today, said.get("to"))
            )
        else:
            assert op == "edit"
            self.workspace.do(items.edit(said["item"], said["set"]))

    def check(self, row: dict[str, Any]) -> None:
        plan = self.workspace.plan_exit(self.workspace.records.exits[self.table["exit"]])
        verdict = plan.verdict
        told = [[h.hazard, h.item, h.accepted] for h in verdict.hazards]
        assert sorted(told) == row["hazards"], row["on"]
        assert {step: state_of(plan, step) for step in row["states"]} == row["states"], row["on"]
        assert verdict.safe is row["safe"], row["on"]
        assert str(verdict.safe_on or None) == str(row["safe_on"]), row["on"]


def state_of(plan: Plan, step_id: str) -> str:
    return next(step.state for step in plan.steps if step.id == step_id)


@pytest.fixture(params=TABLES)
def telling(request: pytest.FixtureRequest, vault_path: Path) -> Iterator[Telling]:
    table = json.loads((CASES / f"{request.param}.json").read_text(encoding="utf-8"))
    told = Telling(table, vault_path)
    with told.workspace:
        yield told


def test_every_day_says_what_was_written_down_and_undo_walks_back(telling: Telling) -> None:
    rows = telling.table["rows"]
    start = snapshot.dumps(telling.workspace.records)
    for row in rows:
        telling.tell(row)
        telling.check(row)
    for place in reversed(range(len(rows))):
        telling.workspace.today = date.fromisoformat(rows[place]["on"])
        telling.check(rows[place])
        for _operation in rows[place]["do"]:
            assert telling.workspace.undo() is not None
    assert snapshot.dumps(telling.workspace.records) == start
