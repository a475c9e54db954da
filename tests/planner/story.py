"""Carries out the rows of a golden story on records, as a person does it in the program."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from footprint.model.exits import Exit
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import Entry, Request
from footprint.model.snapshot import from_document
from footprint.planner import exits as planner_exits
from footprint.planner.plan import Plan

CASES = Path(__file__).parents[1] / "cases"


def case(name: str, without: tuple[str, ...] = ()) -> Records:
    """Return the records of a case file, without some of its sections."""
    document = json.loads((CASES / name).read_text(encoding="utf-8"))
    return from_document({k: v for k, v in document.items() if k not in without})


def story(name: str) -> dict[str, Any]:
    """Return a golden story."""
    found: dict[str, Any] = json.loads((CASES / name).read_text(encoding="utf-8"))
    return found


def carry_out(records: Records, exit_id: str, operation: dict[str, Any], on: str) -> Records:
    """Return the records after one operation of a row."""
    given = {key: value for key, value in operation.items() if key != "op"}
    return _OPERATIONS[operation["op"]](records, exit_id, given, on)


def _request_new(records: Records, exit_id: str, given: dict[str, Any], on: str) -> Records:
    made = Request.from_json(given)
    return records.having("requests", {**records.requests, made.id: made})


def _request_log(records: Records, exit_id: str, given: dict[str, Any], on: str) -> Records:
    request = records.requests[given.pop("request")]
    entry = Entry.from_json({"on": on, **given})
    logged = request.changed(log=(*request.log, entry))
    return records.having("requests", {**records.requests, request.id: logged})


def _exit_done(records: Records, exit_id: str, given: dict[str, Any], on: str) -> Records:
    action, item = given["step"].split(":")
    return _in_exit(records, exit_id, "completions", {"action": action, "item": item, "on": on})


def _exit_decide(records: Records, exit_id: str, given: dict[str, Any], on: str) -> Records:
    document = records.exits[exit_id].to_json()
    others = [d for d in document.get("decisions", ()) if d["item"] != given["item"]]
    made = Exit.from_json({**document, "decisions": [*others, given]})
    return records.having("exits", {**records.exits, exit_id: made})


def _in_exit(records: Records, exit_id: str, field: str, added: dict[str, Any]) -> Records:
    document = records.exits[exit_id].to_json()
    made = Exit.from_json({**document, field: [*document.get(field, ()), added]})
    return records.having("exits", {**records.exits, exit_id: made})


def _edit(records: Records, exit_id: str, given: dict[str, Any], on: str) -> Records:
    before = records.items[given["item"]].to_json()
    after = Item.from_json({**before, **given["set"]})
    return records.having("items", {**records.items, after.id: after})


_OPERATIONS = {
    "request_new": _request_new,
    "request_log": _request_log,
    "exit_done": _exit_done,
    "exit_decide": _exit_decide,
    "edit": _edit,
}


def plan_exit(records: Records, exit_id: str, on: str) -> Plan:
    """Return the plan of an exit on a day."""
    return planner_exits.plan_exit(records, records.exits[exit_id], date.fromisoformat(on))
