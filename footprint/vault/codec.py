"""Records to the JSON of a row and back; what a row holds was checked when it came in."""

import json
from typing import Any

from footprint.model.changes import MODELS, Table
from footprint.model.items import KINDS
from footprint.model.trusted import trusted


def to_text(value: Any) -> str:
    """Return `value` as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_record(table: Table, text: str | None) -> Any:
    """Return the record of `table` that the JSON `text` describes; None for None."""
    if text is None:
        return None
    values = json.loads(text)
    if table == "sections":
        return values
    if table == "items":
        return trusted(KINDS[values["kind"]], values)
    return trusted(MODELS[table], values)


def write_record(table: Table, record: Any) -> str | None:
    """Return the JSON that `read_record` reads; None for None."""
    if record is None:
        return None
    return to_text(record if table == "sections" else record.to_json())
