"""The person's own deadline rules: corrections of the program's table, and rules it has not.

Their file is JSON like the table's: `{"rules": [{"id": …, what is different…}]}`. Under the id of a
rule that is known, only what is different is written; a new rule needs `id`, `jurisdiction`,
`kinds` and `practical.first_followup_days`, and is shown as uncertain until it says where it was
seen (`verified`).
"""

import json
from typing import Any

from footprint.errors import Invalid
from footprint.i18n import N_
from footprint.requests.table import Rule, Table

# What a new rule need not say.
_USUAL: dict[str, Any] = {
    "deadline": None,
    "ack": None,
    "standard": "",
    "clock": "receipt_next_day",
    "rollover": "none",
    "extension": None,
    "pause": None,
    "practical_basis": "after_send",
    "escalation": [],
    "holiday_calendar": None,
    "in_force_from": None,
    "in_force_note": None,
    "in_force_until": None,
    "status": "in_force",
    "comply_effect": None,
    "sources": [],
    "verified": "unchecked",
    "certainty": "medium",
    "note": "",
}


def with_own(table: Table, text: str | bytes, place: str) -> Table:
    """Return `table` with the rules of the document `text`; new ones are suggested first.

    Raises:
        Invalid: with `place` and the JSON path, at the first thing that is wrong.
    """
    new: list[Rule] = []
    changed: dict[str, Rule] = {}
    for number, entry in enumerate(_entries(text, place)):
        path = f"{place}: rules[{number}]"
        known = table.find(entry["id"]) if isinstance(entry.get("id"), str) else None
        rule = _rule(entry, known, path)
        if rule.id in changed or any(each.id == rule.id for each in new):
            raise Invalid(path, N_("the rule “{rule}” stands twice"), rule=rule.id)
        if known:
            changed[rule.id] = rule
        else:
            new.append(rule)
    rules = (*new, *(changed.get(rule.id, rule) for rule in table.rules))
    # Made anew, so that the lookups are those of these rules.
    return table.changed(rules=rules)


def _entries(text: str | bytes, place: str) -> list[dict[str, Any]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise Invalid(place, N_("this is not a JSON document")) from None
    entries = document.get("rules") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Invalid(place, N_("write {example}"), example='{"rules": [{"id": …}]}')
    return entries


def _rule(entry: dict[str, Any], known: Rule | None, place: str) -> Rule:
    usual = known.to_json(whole=True) if known else _named(entry)
    return Rule.from_json(_over(usual, entry), place)


def _named(entry: dict[str, Any]) -> dict[str, Any]:
    return {**_USUAL, "name": entry.get("id")}


def _over(usual: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """Return `usual` with what `entry` says; what is inside an object is taken one by one."""
    merged = dict(usual)
    for key, value in entry.items():
        before = usual.get(key)
        both = isinstance(value, dict) and isinstance(before, dict)
        merged[key] = _over(before, value) if both else value  # type: ignore[arg-type]
    return merged
