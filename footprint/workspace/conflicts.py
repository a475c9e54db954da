"""Actions on conflicts: deciding what two copies of the vault said differently."""

from collections.abc import Callable, Iterator
from typing import Any

from footprint import formats
from footprint.errors import Refused
from footprint.i18n import N_, _
from footprint.merge.records import made
from footprint.merge.values import value_at, with_value
from footprint.model.changes import Change, ChangeSet, apply
from footprint.model.conflicts import Conflict
from footprint.model.integrity import check
from footprint.model.links import RELATIONS
from footprint.model.records import Records
from footprint.model.text import clean_line
from footprint.workspace import items
from footprint.workspace.items import Action


def find(records: Records, conflict_id: str) -> Conflict:
    """Return the conflict with this reference, in any case.

    Raises:
        Refused: there is none.
    """
    found = records.conflicts.get(conflict_id.strip().upper())
    if found is None:
        raise Refused(
            N_("There is no conflict “{id}”. footprint conflict list shows them all."),
            id=clean_line(conflict_id),
        )
    return found


def is_settled(records: Records, conflict: Conflict) -> bool:
    """Whether what stood was changed since, so that nothing is left to decide."""
    return bool(_now(records, conflict) != conflict.stands)


def decide(conflict_id: str, *, other: bool) -> Action:
    """Close a conflict: what stands stays, or the other side's takes its place.

    What was changed since the merge stays as it is.
    """

    def action(records: Records) -> ChangeSet:
        conflict = find(records, conflict_id)
        changes: list[Change] = []
        if other and not is_settled(records, conflict):
            changes += _taking(records, conflict)
        changes = [change for change in changes if change.before is not conflict]
        changes.append(Change("conflicts", conflict, None))
        _refuse_misfit(records, changes)
        about = conflict.record[0] if conflict.table == "items" else None
        return ChangeSet(
            N_("Decided {id}: {what}"),
            {"id": conflict.id, "what": subject(records, conflict)},
            tuple(changes),
            about,
        )

    return action


def _record(records: Records, conflict: Conflict) -> Any:
    return getattr(records, conflict.table).get(conflict.key)


def _values(records: Records, conflict: Conflict) -> Any:
    record = _record(records, conflict)
    return record if record is None or conflict.table == "sections" else record.to_json()


def _now(records: Records, conflict: Conflict) -> Any:
    """Return the value that holds now where the conflict is."""
    return value_at(_values(records, conflict), conflict.field)


def _taking(records: Records, conflict: Conflict) -> Iterator[Change]:
    """Yield the changes that put the other side's value in the place of what stands."""
    table, before = conflict.table, _record(records, conflict)
    values = with_value(_values(records, conflict), conflict.field, conflict.other)
    name = conflict.record[0] if table == "sections" else None
    if table == "items":
        action = items.remove(before.id) if values is None else items.put(before.id, values)
        yield from action(records).changes
        return
    after = None if values is None else made(table, values)
    yield Change(table, before, after, name)


def _refuse_misfit(records: Records, changes: list[Change]) -> None:
    """Refuse what does not go with the other records any more, and say why."""
    for problem in check(apply(records, changes), lambda table, key: f"{table} {key}"):
        raise problem


# -- telling -----------------------------------------------------------------------------------


def subject(records: Records, conflict: Conflict, label: Callable[[str], str] = str) -> str:
    """Return what a conflict is about: the name of the record, and the field by its `label`."""
    names = {id_: item.name for id_, item in records.items.items()}
    if conflict.table == "links":
        source, relation, target = conflict.record
        reads = _(RELATIONS[relation].reads) if relation in RELATIONS else relation
        about = f"{names.get(source, source)} {reads} {names.get(target, target)}"
    else:
        about = names.get(conflict.record[0], conflict.record[0])
    field = ".".join(map(label, conflict.field))
    return f"{about} · {field}" if field else about


def told(value: Any) -> str:
    """Return one side of a conflict for a person, in one line."""
    if value is None:
        return _("nothing")
    if isinstance(value, dict):
        if value.keys() == {"amount", "currency"}:
            return f"{value['amount']} {value['currency']}"
        return "; ".join(f"{key}: {told(each)}" for key, each in value.items())
    if isinstance(value, list):
        return formats.listed([told(each) for each in value])
    return str(value)
