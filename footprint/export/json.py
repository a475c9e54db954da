"""The order of an exit as the plan's JSON, a contract: the same as `exit show --json`."""

import json

from footprint.model.records import Records
from footprint.planner.document import plan_document
from footprint.planner.result import Plan


def document(plan: Plan, records: Records, _exit_id: str) -> str:
    """Return the contract's document; it has no place to say that it is not encrypted."""
    return json.dumps(plan_document(plan, records), ensure_ascii=False, indent=1) + "\n"
