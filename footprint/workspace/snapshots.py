"""Actions on the whole vault: taking a snapshot document in."""

from collections.abc import Iterator
from typing import Any

from footprint.errors import Refused
from footprint.i18n import N_, NN_
from footprint.model.changes import Change, ChangeSet, Table
from footprint.model.integrity import check
from footprint.model.records import Records
from footprint.workspace.items import Action

_TABLES: tuple[Table, ...] = ("items", "links", "requests", "exits")


def take_in(incoming: Records, *, merge: bool = False, replace: bool = False) -> Action:
    """Take in the records of a snapshot: into an empty vault, merged, or in place of all.

    `merge` adds what is not there and leaves what is; `replace` drops what the snapshot has not.
    """

    def action(records: Records) -> ChangeSet:
        if not (records.is_empty or merge or replace):
            raise Refused(
                N_(
                    "This vault is not empty. Use --merge to add what it does not have yet, "
                    "or --replace to put the snapshot in its place."
                )
            )
        changes = tuple(_replacing(records, incoming) if replace else _adding(records, incoming))
        added = sum(1 for change in changes if change.table == "items" and change.before is None)
        summary, several = NN_(
            "Imported a snapshot with {count} item", "Imported a snapshot with {count} items"
        )
        return ChangeSet(summary, {"count": str(added), "several": several}, changes)

    return action


def _adding(records: Records, incoming: Records) -> Iterator[Change]:
    merged = Records(
        items={**incoming.items, **records.items},
        links={**incoming.links, **records.links},
        requests={**incoming.requests, **records.requests},
        exits={**incoming.exits, **records.exits},
    )
    for problem in check(merged, lambda table, key: f"{table} {_name(key)}"):
        raise problem
    for table in _TABLES:
        mine = getattr(records, table)
        for key, record in getattr(incoming, table).items():
            if key not in mine:
                yield Change(table, None, record)
    for name, section in incoming.sections.items():
        if name not in records.sections:
            yield Change("sections", None, section, name)


def _replacing(records: Records, incoming: Records) -> Iterator[Change]:
    for kept in records.evidence.values():
        if kept.item not in incoming.items or (
            kept.request is not None and kept.request not in incoming.requests
        ):
            yield Change("evidence", kept, None)
    for table in _TABLES:
        mine, theirs = getattr(records, table), getattr(incoming, table)
        yield from (Change(table, mine[key], None) for key in mine if key not in theirs)
        for key, record in theirs.items():
            before = mine.get(key)
            if before != record:
                yield from _swapped(table, before, record)
    for name in {**records.sections, **incoming.sections}:
        before, after = records.sections.get(name), incoming.sections.get(name)
        if before != after:
            yield Change("sections", before, after, name)


def _swapped(table: Table, before: Any, after: Any) -> Iterator[Change]:
    # A record of another kind under the same id is another record.
    if before is not None and getattr(before, "kind", None) != getattr(after, "kind", None):
        yield Change(table, before, None)
        before = None
    yield Change(table, before, after)


def _name(key: object) -> str:
    return " ".join(key) if isinstance(key, tuple) else str(key)
