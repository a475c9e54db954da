"""Records in a form in which two copies of a vault call the same thing the same.

A person may rename an item on one side while the other goes on by its old id. So every mention of
an id becomes the uid, which a record keeps for ever, and back again after the merge.
"""

from collections.abc import Callable, Mapping
from typing import Any

from footprint.model.changes import Table
from footprint.model.records import Records

Uids = Mapping[str, Mapping[str, str]]
Place = tuple[Table, Any]
"""A table, and in it a uid; for links (from, relation, to) in uids; for sections the name."""
Facts = dict[Place, dict[str, Any]]
"""Every record in the snapshot's form, each mention of another by its uid."""

Rename = Callable[[Table, str], str]
TABLES: tuple[Table, ...] = ("items", "requests", "exits", "evidence", "conflicts")


def facts_of(records: Records, uids: Uids) -> Facts:
    """Return `records` with every id that refers to something made the uid of that thing."""

    def rename(table: Table, id_: str) -> str:
        return uids.get(table, {}).get(id_, id_)

    return {
        place: record if place[0] == "sections" else mentions(place[0], record.to_json(), rename)
        for place, record in places_of(records, uids).items()
    }


def places_of(records: Records, uids: Uids) -> dict[Place, Any]:
    """Return every record by its place."""
    found: dict[Place, Any] = {}
    for table in TABLES:
        for id_, record in getattr(records, table).items():
            found[table, uids[table][id_]] = record
    for (source, relation, target), link in records.links.items():
        found["links", (uids["items"][source], relation, uids["items"][target])] = link
    for name, section in records.sections.items():
        found["sections", name] = section
    return found


def mentions(table: Table, values: dict[str, Any], rename: Rename) -> dict[str, Any]:
    """Return a record's values with every id in them that refers to something renamed."""

    def item(id_: str) -> str:
        return rename("items", id_)

    values = dict(values)
    for name in _FIELDS.get(table, ()):
        if name in values:
            values[name] = item(values[name])
    if table == "items":
        for name in ("closing", "cancel", "unsubscribe"):
            if "needs_login" in values.get(name, {}):
                values[name] = {**values[name], "needs_login": item(values[name]["needs_login"])}
    elif table == "evidence" and "request" in values:
        values["request"] = rename("requests", values["request"])
    elif table == "exits":
        values["goal"] = [item(id_) for id_ in values["goal"]]
        for name in ("decisions", "completions"):
            if name in values:
                values[name] = [_entry(entry, item) for entry in values[name]]
    elif table == "conflicts":
        of: Table = "items" if values["table"] == "links" else values["table"]
        values["record"] = [rename(of, part) for part in values["record"]]
    return values


_FIELDS: dict[Table, tuple[str, ...]] = {
    "items": ("replaced_by",),
    "links": ("from", "to"),
    "requests": ("item",),
    "evidence": ("item",),
}


def _entry(entry: dict[str, Any], item: Callable[[str], str]) -> dict[str, Any]:
    return {key: item(value) if key in ("item", "to") else value for key, value in entry.items()}


def named(place: Place, values: Mapping[str, Any]) -> set[Place]:
    """Return the places of everything that a record of `place` refers to."""
    found: set[Place] = set()

    def note(table: Table, uid: str) -> str:
        found.add((table, uid))
        return uid

    table, _ident = place
    if table in ("items", "links", "requests", "evidence", "exits"):
        mentions(table, dict(values), note)
    return found
