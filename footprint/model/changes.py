"""What a person's action does to the records: befores and afterwards, so that it can be undone.

Every action of `workspace` is a pure function from records to a `ChangeSet`; the vault writes a
change set in one transaction and journals it; undo writes its inverse.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from footprint.i18n import _, ngettext
from footprint.model.base import Model
from footprint.model.conflicts import Conflict
from footprint.model.evidence import Evidence
from footprint.model.exits import Exit
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Request

Table = Literal["items", "links", "requests", "exits", "sections", "evidence", "conflicts"]
Record = Item | Link | Request | Exit | Evidence | Conflict | dict[str, Any]


MODELS: dict[Table, type[Model]] = {
    "items": Item,
    "links": Link,
    "requests": Request,
    "exits": Exit,
    "evidence": Evidence,
    "conflicts": Conflict,
}
"""What the records of a table are; items are of eight kinds, sections are plain JSON."""


def key_of(table: Table, record: Any) -> Any:
    """Return what a record is kept by: its id, or a link's (from, relation, to)."""
    return record.key if table == "links" else record.id


class Change(NamedTuple):
    """One record before and after; None where it did not, or does not, exist.

    For `sections` the record is a plain JSON object and `name` the section's name.
    A changed key is a rename: the record keeps its identity in the vault.
    """

    table: Table
    before: Any
    after: Any
    name: str | None = None

    @property
    def key_before(self) -> Any:
        """The key before, or None."""
        if self.table == "sections":
            return self.name if self.before is not None else None
        return None if self.before is None else key_of(self.table, self.before)

    @property
    def key_after(self) -> Any:
        """The key after, or None."""
        if self.table == "sections":
            return self.name if self.after is not None else None
        return None if self.after is None else key_of(self.table, self.after)

    def inverse(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.table, self.after, self.before, self.name)


def told(summary: str, values: Mapping[str, str]) -> str:
    """Return what an action is called; the value `done` is a message of its own, `several` the
    summary's plural, by the value `count`.
    """
    done, several = values.get("done"), values.get("several")
    if done:
        values = {**values, "done": _(done)}
    text = ngettext(summary, several, int(values["count"])) if several else _(summary)
    return text.format(**values)


class ChangeSet(NamedTuple):
    """One action: its changes and what it is called (a msgid and values, for the journal).

    `about` is the id of the item, request or exit that the action is about, for the UI to go to.
    """

    summary: str
    values: Mapping[str, str] = {}  # never changed in place
    changes: tuple[Change, ...] = ()
    about: str | None = None

    def __bool__(self) -> bool:
        return bool(self.changes)

    def sentence(self) -> str:
        """Return what was done, in the person's language."""
        return told(self.summary, self.values)

    def inverse(self) -> "ChangeSet":
        """Return the change set that takes this one back, last change first."""
        undone = tuple(change.inverse() for change in reversed(self.changes))
        return ChangeSet(self.summary, self.values, undone, self.about)


def apply(records: Records, changes: Iterable[Change]) -> Records:
    """Return `records` after `changes`; the tables that do not change are shared."""
    tables: dict[Table, dict[Any, Any]] = {}
    for change in changes:
        if change.table not in tables:
            tables[change.table] = dict(getattr(records, change.table))
        table = tables[change.table]
        if change.key_before is not None and change.key_before != change.key_after:
            table.pop(change.key_before, None)
        if change.key_after is not None:
            table[change.key_after] = change.after
    for name, table in tables.items():
        records = records.having(name, table)
    return records
