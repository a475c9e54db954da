"""Actions on items: pure functions from records to the changes to write."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from footprint.errors import Invalid, Refused, Usage
from footprint.i18n import N_
from footprint.model import reminders
from footprint.model.changes import Change, ChangeSet
from footprint.model.exits import Exit
from footprint.model.fields import Handover, Way
from footprint.model.integrity import check_references
from footprint.model.items import KINDS, Item
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.text import clean_line, slug

Action = Callable[[Records], ChangeSet]

# Fields that are edited piece by piece; every other field is replaced whole.
_MERGED = frozenset({"closing", "cancel", "unsubscribe", "handover"})


def add(kind: str, fields: dict[str, Any]) -> Action:
    """Add an item; its id is made from the name unless `fields` has one."""

    def action(records: Records) -> ChangeSet:
        if kind not in KINDS:
            raise Usage(
                N_("There is no kind “{kind}”; the kinds are {kinds}."),
                kind=clean_line(kind),
                kinds=", ".join(KINDS),
            )
        made = fields.get("id") or slug(str(fields.get("name", "")), records.items)
        item = Item.from_json({"id": made, "kind": kind, **fields})
        if item.id in records.items:
            raise Refused(N_("There is already an item with the id “{item}”."), item=item.id)
        _refuse_dangling(records, item)
        return ChangeSet(
            N_("Added “{name}”"), {"name": item.name}, (Change("items", None, item),), item.id
        )

    return action


def edit(item_id: str, fields: dict[str, Any], unset: Iterable[str] = ()) -> Action:
    """Change fields of an item (`unset`: dotted names of fields to empty); `id` renames it."""

    def action(records: Records) -> ChangeSet:
        before = existing(records, item_id)
        document = _merged(before.to_json(), fields)
        for path in unset:
            _unset(document, path, type(before))
        return put(item_id, document)(records)

    return action


def put(item_id: str, document: dict[str, Any]) -> Action:
    """Make an item what `document` describes; another `id` renames it."""

    def action(records: Records) -> ChangeSet:
        before = existing(records, item_id)
        after = Item.from_json(document)
        if after.id != before.id and after.id in records.items:
            raise Refused(N_("There is already an item with the id “{item}”."), item=after.id)
        # An account may need its own login to be closed.
        after = _with_reference(after, before.id, after.id)
        changes: list[Change] = []
        if after != before:
            changes.append(Change("items", before, after))
        if after.id != before.id:
            changes += _renaming(records, before.id, after.id)
        renamed = {**records.items, after.id: after}
        _refuse_dangling(Records(items=renamed), after)
        return ChangeSet(N_("Edited “{name}”"), {"name": after.name}, tuple(changes), after.id)

    return action


def remove(item_id: str) -> Action:
    """Remove an item with its links, requests and mentions; undo brings all of it back."""

    def action(records: Records) -> ChangeSet:
        item = existing(records, item_id)
        changes = [
            *(
                Change("links", link, None)
                for link in records.links.values()
                if item_id in (link.from_, link.to)
            ),
            *(Change("evidence", kept, None) for kept in records.evidence_about(item_id)),
            *(Change("requests", request, None) for request in records.requests_about(item_id)),
            *_forgetting_in_exits(records, item_id),
            *_forgetting_in_items(records, item_id),
            *_forgetting_in_reminders(records, item_id),
            *(Change("conflicts", c, None) for c in records.conflicts.values() if c.about(item_id)),
            Change("items", item, None),
        ]
        return ChangeSet(N_("Removed “{name}”"), {"name": item.name}, tuple(changes))

    return action


def _forgetting_in_reminders(records: Records, item_id: str) -> Iterator[Change]:
    names = {item_id, *(request.id for request in records.requests_about(item_id))}
    yield from _in_reminders(records, lambda said: reminders.without(said, names))


def _in_reminders(
    records: Records, change: Callable[[dict[str, Any] | None], dict[str, Any] | None]
) -> Iterator[Change]:
    before = records.sections.get("reminders")
    after = change(before)
    if before and after != before:
        yield Change("sections", before, after, "reminders")


def existing(records: Records, item_id: str) -> Item:
    """Return the item with this id.

    Raises:
        Refused: there is none.
    """
    try:
        return records.items[item_id]
    except KeyError:
        raise Refused(N_("There is no item “{item}”."), item=clean_line(item_id)) from None


def _refuse_dangling(records: Records, item: Item) -> None:
    for problem in check_references(records, item):
        raise problem


def _merged(document: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    merged = dict(document)
    for name, value in fields.items():
        if name in _MERGED and isinstance(value, dict) and isinstance(merged.get(name), dict):
            merged[name] = {**merged[name], **value}
        else:
            merged[name] = value
    return merged


def _unset(document: dict[str, Any], path: str, model: type[Item]) -> None:
    first, _, rest = path.partition(".")
    known = first in model.fields() and first not in ("id", "kind", "name")
    nested = {"handover": Handover}.get(first, Way).fields()
    if not known or (rest and (first not in _MERGED or rest not in nested)):
        raise Invalid(clean_line(path), N_("there is no field of this name to empty here"))
    if not rest:
        document.pop(first, None)
    elif isinstance(document.get(first), dict):
        document[first] = {key: value for key, value in document[first].items() if key != rest}
        if not document[first]:
            del document[first]


# -- mentions of an item elsewhere -------------------------------------------------------------


def _with_reference(item: Item, old: str, new: str | None) -> Item:
    """Return `item` with every mention of the id `old` in its own fields made `new`."""
    updates: dict[str, Any] = {}
    if getattr(item, "replaced_by", None) == old:
        updates["replaced_by"] = new
    way = item.way
    if way and way.needs_login == old and item.way_field:
        updates[item.way_field] = way.changed(needs_login=new)
    return item.changed(**updates) if updates else item


def _forgetting_in_items(records: Records, item_id: str) -> Iterator[Change]:
    for item in records.items.values():
        changed = _with_reference(item, item_id, None)
        if changed is not item and item.id != item_id:
            yield Change("items", item, changed)


def _forgetting_in_exits(records: Records, item_id: str) -> Iterator[Change]:
    for exit_ in records.exits.values():
        goal = tuple(item for item in exit_.goal if item != item_id)
        changed = exit_.changed(
            goal=goal,
            decisions=tuple(d for d in exit_.decisions if item_id not in (d.item, d.to)),
            completions=tuple(c for c in exit_.completions if c.item != item_id),
        )
        if not goal:
            yield Change("exits", exit_, None)
        elif changed != exit_:
            yield Change("exits", exit_, changed)


def _renaming(records: Records, old: str, new: str) -> Iterator[Change]:
    """Yield the changes that make every mention of the id `old` a mention of `new`."""
    for item in records.items.values():
        changed = _with_reference(item, old, new)
        if changed is not item and item.id != old:
            yield Change("items", item, changed)
    for link in records.links.values():
        if old in (link.from_, link.to):
            yield Change("links", link, _renamed_link(link, old, new))
    for request in records.requests_about(old):
        yield Change("requests", request, request.changed(item=new))
    for kept in records.evidence_about(old):
        yield Change("evidence", kept, kept.changed(item=new))
    for exit_ in records.exits.values():
        renamed = _renamed_exit(exit_, old, new)
        if renamed != exit_:
            yield Change("exits", exit_, renamed)
    for conflict in records.conflicts.values():
        if conflict.about(old):
            record = tuple(new if part == old else part for part in conflict.record)
            yield Change("conflicts", conflict, conflict.changed(record=record))
    yield from _in_reminders(records, lambda said: reminders.renamed(said, old, new))


def _renamed_link(link: Link, old: str, new: str) -> Link:
    return link.changed(
        from_=new if link.from_ == old else link.from_, to=new if link.to == old else link.to
    )


def _renamed_exit(exit_: Exit, old: str, new: str) -> Exit:
    def name(item: str | None) -> str | None:
        return new if item == old else item

    return exit_.changed(
        goal=tuple(name(item) for item in exit_.goal),
        decisions=tuple(d.changed(item=name(d.item), to=name(d.to)) for d in exit_.decisions),
        completions=tuple(c.changed(item=name(c.item)) for c in exit_.completions),
    )
