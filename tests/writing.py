"""Small change sets for tests that need something to write."""

from collections.abc import Callable, Iterable
from typing import Any

from footprint.model.changes import Change, ChangeSet
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Entry, Request

Action = Callable[[Records], ChangeSet]


def item(id_: str, kind: str = "service", name: str | None = None, **fields: Any) -> Item:
    """Return an item; its name is its id if none is given."""
    return Item.from_json({"id": id_, "kind": kind, "name": name or id_, **fields})


def link(source: str, relation: str, target: str, **fields: Any) -> Link:
    """Return the link by which `source` depends on `target`."""
    return Link.from_json({"from": source, "relation": relation, "to": target, **fields})


def request(id_: str, about: str, *log: Entry, kind: str = "closure") -> Request:
    """Return a request about an item."""
    return Request.from_json({"id": id_, "kind": kind, "item": about, "log": log})


def entry(on: str, direction: str = "out", type_: str = "request", **fields: Any) -> Entry:
    """Return one line of a log."""
    return Entry.from_json({"on": on, "direction": direction, "type": type_, **fields})


def doing(*changes: Change, summary: str = "Did {what}", what: str = "it") -> Action:
    """Return the action that makes exactly these changes."""
    return lambda _now: ChangeSet(summary, {"what": what}, changes)


def adding(*items: Item) -> Action:
    """Return the action that adds these items."""
    changes = [Change("items", None, each) for each in items]
    return doing(*changes, summary="Added {what}", what=", ".join(each.name for each in items))


def everything(records: Records) -> Action:
    """Return the action that brings all of `records` into an empty vault."""
    tables: Iterable[Any] = ("items", "links", "requests", "exits")
    changes = [
        Change(table, None, record)
        for table in tables
        for record in getattr(records, table).values()
    ]
    changes += [Change("sections", None, value, name) for name, value in records.sections.items()]
    return doing(*changes, summary="Imported {what}", what="everything")
