"""The golden stories: each written by hand from PLANNER, every line with its reason.

A story is a small vault and a few days. What happened on a day is carried out, then the plan of
that day is compared with the story's table. `tests/cases/README.md` says how a story is written.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from footprint.model.exits import Decision
from footprint.model.records import Records
from footprint.model.snapshot import from_document
from footprint.planner.plan import Plan, Step, plan
from tests.planner.story import CASES, carry_out, plan_exit

STORIES = sorted((CASES / "stories").glob("*.json"))
ROW = ("stage", "place", "step", "state", "earliest", "latest", "after", "because")


def _records(story: dict[str, Any]) -> Records:
    """Return the vault of a story; its links are written `from relation to`, or with `should`."""
    links = []
    for line in story["links"]:
        source, relation, target, *strength = line.split()
        made = {"from": source, "relation": relation, "to": target}
        links.append({**made, "strength": strength[0]} if strength else made)
    given = {name: story.get(name, []) for name in ("items", "requests", "exits")}
    return from_document({"format": "footprint-snapshot", "version": 1, **given, "links": links})


def _planned(records: Records, day: dict[str, Any]) -> Plan:
    """Plan a day: of an exit of the vault, or of the goal that the day names."""
    if "exit" in day:
        return plan_exit(records, day["exit"], day["on"])
    return plan(
        records,
        day["goal"],
        date.fromisoformat(day["on"]),
        by=date.fromisoformat(day["by"]) if "by" in day else None,
        decisions=[_decision(line) for line in day.get("decisions", ())],
    )


def _decision(line: str) -> Decision:
    item, decision, *to = line.split()
    return Decision.from_json({"item": item, "decision": decision, "to": to[0] if to else None})


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _row(step: Step) -> list[Any]:
    dates = [_text(step.earliest), _text(step.latest)]
    after = sorted(
        f"{'should ' if r.strength == 'should' else ''}{r.rule} {r.step}" for r in step.requires
    )
    return [step.stage, step.place, step.id, step.state, *dates, after]


def _said(planned: Plan) -> dict[str, Any]:
    """Return what a plan says, by the words of the stories."""
    verdict = planned.verdict
    accepted = {True: " accepted", False: ""}
    return {
        "plan": [_row(step) for step in planned.steps],
        "steps": [step.id for step in planned.steps],
        "safe": verdict.safe,
        "safe_on": _text(verdict.safe_on),
        "complete_on": _text(verdict.complete_on),
        "hazards": sorted(f"{h.hazard} {h.item}{accepted[h.accepted]}" for h in verdict.hazards),
        "affected": {a.item: f"{a.decision} {a.by}" for a in planned.affected},
        "deadlocks": [
            {"steps": sorted(d.steps), "try": f"{d.try_item} {d.try_decision}"}
            for d in planned.deadlocks
        ],
        "dropped": [f"{d.first} {d.requirement.rule} {d.then}" for d in planned.dropped],
        "unavoidable": [f"{c.item} {c.on}" for c in planned.unavoidable],
        "contested": [f"{c.item} {c.on}" for c in planned.contested],
        "delay_cost": [f"{a.amount} {a.currency}" for a in planned.delay_cost_per_week],
        "charges": {i: [day.isoformat() for day in days] for i, days in planned.charges.items()},
        "critical_path": list(planned.critical_path),
    }


def _wanted(day: dict[str, Any]) -> dict[str, Any]:
    """Return what a day of a story says, its reasons left aside."""
    wanted = {key: value for key, value in day.items() if key in _PLAIN}
    for key in ("safe_on", "complete_on", "critical_path", "delay_cost", "charges"):
        if key in day:
            wanted[key] = day[key][0]
    for key in ("unavoidable", "contested", "dropped", "deadlocks"):
        if key in day:
            wanted[key] = [line[0] for line in day[key]]
    if "hazards" in day:
        wanted["hazards"] = sorted(line[0] for line in day["hazards"])
    if "plan" in day:
        wanted["plan"] = _expanded(day["plan"])
    return wanted


_PLAIN = frozenset({"safe", "affected", "steps"})


def _expanded(rows: list[list[Any]]) -> list[list[Any]]:
    """Return the rows without reasons; `erase-as-end * STEP` is all that STEP waits for."""
    after = {row[2]: row[6] for row in rows}
    made = []
    for row in rows:
        named = {line.split()[-1] for line in row[6]}
        lines = [line for line in row[6] if " * " not in line]
        for end in (line.split()[-1] for line in row[6] if " * " in line):
            musts = [line.split()[-1] for line in after[end] if not line.startswith("should ")]
            lines += [f"erase-as-end {step}" for step in musts if step not in named]
        made.append([*row[:6], sorted(lines)])
    return made


def _days(path: Path) -> list[tuple[dict[str, Any], Plan]]:
    story = json.loads(path.read_text(encoding="utf-8"))
    records = _records(story)
    found = []
    for day in story["days"]:
        for operation in day.get("do", ()):
            records = carry_out(
                records, operation.get("exit", ""), _without_exit(operation), day["on"]
            )
        found.append((day, _planned(records, day)))
    return found


def _without_exit(operation: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in operation.items() if key != "exit"}


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_line_of_the_story(path: Path) -> None:
    for day, planned in _days(path):
        wanted, said = _wanted(day), _said(planned)
        assert (day["on"], {key: said[key] for key in wanted}) == (day["on"], wanted)
        states = {step.id: step.state for step in planned.steps}
        assert {step: states.get(step) for step in day.get("states", {})} == {
            step: told[0] for step, told in day.get("states", {}).items()
        }
        assert not set(day.get("absent", {})) & set(states)
        turn = {step: number for number, step in enumerate(states)}
        for first, then, why in day.get("before", ()):
            assert turn[first] < turn[then], why


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_line_has_its_reason(path: Path) -> None:
    for day in json.loads(path.read_text(encoding="utf-8"))["days"]:
        assert all(len(row) == len(ROW) and row[-1] for row in day.get("plan", ()))
        assert all(why for why in day.get("absent", {}).values())
        for key in ("hazards", "unavoidable", "contested", "dropped", "deadlocks"):
            assert all(line[1] for line in day.get(key, ()))
