"""What a merge makes of one copy's records: the changes to write, and the conflicts to decide."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from footprint.merge.identity import TABLES, Facts, Place, Uids, facts_of, mentions, places_of
from footprint.merge.records import Together, made
from footprint.merge.values import Clash, canonical
from footprint.model.changes import Change, Table
from footprint.model.integrity import reaches
from footprint.model.links import RELATIONS
from footprint.model.records import Records
from footprint.model.text import CROCKFORD, ID_LENGTH

Ids = dict[Place, str]


@dataclass(frozen=True)
class Outcome:
    """The records after a merge, and how to get there.

    `uids` has, for each change, the uid that an added record keeps. `renamed` are the new ids of
    what both sides had added under one id.
    """

    records: Records
    changes: tuple[Change, ...]
    uids: tuple[str | None, ...]
    renamed: tuple[str, ...]


def outcome(mine: Records, uids: Uids, base: Facts, together: Together) -> Outcome:
    """Return what becomes of the records `mine`, whose uids are `uids`."""
    facts = dict(together.facts)
    ids, renamed = _ids(facts, base)
    clashes = together.clashes + _leave_out_circles(facts, base)
    for conflict_uid, values in _conflicts(clashes, ids):
        facts.setdefault(("conflicts", conflict_uid), values)
    _name_conflicts(facts, ids)
    here, before = facts_of(mine, uids), places_of(mine, uids)
    known = {("items", uid): id_ for id_, uid in uids["items"].items()}
    is_same = all(ids.get(place) == id_ for place, id_ in known.items() if place in facts)
    after = {
        place: before[place]
        if is_same
        and here.get(place) == values
        and ids.get(place, values.get("id")) == values.get("id")
        else _made(place, values, ids)
        for place, values in facts.items()
    }
    changes = list(_changes(before, after))
    return Outcome(
        _gathered(after),
        tuple(change for change, _uid in changes),
        tuple(uid for _change, uid in changes),
        renamed,
    )


def _made(place: Place, values: Mapping[str, Any], ids: Ids) -> Any:
    table = place[0]
    values = mentions(table, dict(values), lambda of, uid: ids.get((of, uid), uid))
    if table in TABLES:
        values["id"] = ids[place]
    return made(table, values)


def _gathered(records: Mapping[Place, Any]) -> Records:
    tables: dict[str, dict[Any, Any]] = {}
    for (table, ident), record in records.items():
        key = ident if table == "sections" else record.key if table == "links" else record.id
        tables.setdefault(table, {})[key] = record
    return Records(**tables)


# -- ids ---------------------------------------------------------------------------------------


def _ids(facts: Facts, base: Facts) -> tuple[Ids, tuple[str, ...]]:
    """Return the id of each record; of two with one id it is the one both knew that keeps it."""
    ids: Ids = {}
    renamed = []
    for table in ("items", "requests", "exits", "evidence"):
        places = sorted(
            (place for place in facts if place[0] == table), key=lambda p: (p not in base, p[1])
        )
        wanted = {facts[place]["id"] for place in places}
        taken: set[str] = set()
        for place in places:
            id_ = facts[place]["id"]
            if id_ in taken:
                id_ = next(each for each in _others(table, id_, place[1]) if each not in wanted)
                wanted.add(id_)
                renamed.append(id_)
            taken.add(id_)
            ids[place] = id_
    return ids, tuple(renamed)


def _others(table: str, id_: str, uid: str) -> Iterator[str]:
    """Yield ids that something may have instead of `id_`."""
    for number in count(2):
        if table == "evidence":
            yield code("E", f"{uid} {number}")
        else:
            yield f"{id_[: ID_LENGTH - 6]}-{number}"


def code(letter: str, text: str) -> str:
    """Return a reference of six characters (Crockford's base 32) that follows from `text`."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    return f"{letter}-" + "".join(CROCKFORD[number >> 5 * place & 31] for place in range(6))


# -- conflicts ---------------------------------------------------------------------------------


def _conflicts(
    clashes: list[tuple[Place, Clash]], ids: Ids
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield a conflict for each clash, with a uid that is the same in both copies."""
    names = {uid: id_ for (_table, uid), id_ in ids.items()}
    for (table, ident), clash in clashes:
        if table == "conflicts":
            continue
        sides = sorted(map(canonical, (clash.stands, clash.other)))
        text = canonical([table, ident, clash.path, sides])
        values: dict[str, Any] = {
            "table": table,
            "record": list(ident) if isinstance(ident, tuple) else [ident],
            "field": list(clash.path),
            "stands": _renamed(clash.stands, names),
            "other": _renamed(clash.other, names),
        }
        kept = {key: value for key, value in values.items() if value not in (None, [])}
        yield hashlib.sha256(text.encode()).hexdigest()[:32], kept


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return a value in which every uid is an id again, however deep: uids are random."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, dict):
        return {key: _renamed(each, names) for key, each in value.items()}
    return [_renamed(each, names) for each in value] if isinstance(value, list) else value


def _name_conflicts(facts: Facts, ids: Ids) -> None:
    taken: set[str] = set()
    for place in sorted(place for place in facts if place[0] == "conflicts"):
        first = facts[place].get("id") or code("C", place[1])
        others = (code("C", f"{place[1]} {number}") for number in count(2))
        id_ = first if first not in taken else next(each for each in others if each not in taken)
        facts[place] = {**facts[place], "id": id_}
        taken.add(id_)
        ids[place] = id_


def _leave_out_circles(facts: Facts, base: Facts) -> list[tuple[Place, Clash]]:
    """Take out the links that close a circle only because both sides made half of it."""
    accepted: dict[tuple[str, str], list[str]] = {}
    clashes: list[tuple[Place, Clash]] = []
    links = [place for place in facts if place[0] == "links" and RELATIONS[place[1][1]].acyclic]
    for place in sorted(links, key=lambda place: (place not in base, place[1])):
        source, relation, target = place[1]
        if reaches(lambda item, of: accepted.get((item, of), ()), target, source, relation):
            clashes.append((place, Clash((), None, facts.pop(place))))
        else:
            accepted.setdefault((source, relation), []).append(target)
    return clashes


# -- changes -----------------------------------------------------------------------------------


def _changes(
    before: Mapping[Place, Any], after: Mapping[Place, Any]
) -> Iterator[tuple[Change, str | None]]:
    """Yield what to change, each with the uid of its record."""
    for table in TABLES:
        yield from _table_changes(table, _of(before, table), _of(after, table))
    yield from _link_changes(_of(before, "links"), _of(after, "links"))
    was, becomes = _of(before, "sections"), _of(after, "sections")
    for name in {**was, **becomes}:
        if was.get(name) != becomes.get(name):
            yield Change("sections", was.get(name), becomes.get(name), name), None


def _of(places: Mapping[Place, Any], table: Table) -> dict[Any, Any]:
    return {ident: record for (of, ident), record in places.items() if of == table}


def _table_changes(
    table: Table, here: Mapping[str, Any], there: Mapping[str, Any]
) -> Iterator[tuple[Change, str]]:
    for uid, record in here.items():
        if uid not in there:
            yield Change(table, record, None), uid
    in_use = {record.id for record in here.values()}
    waiting = dict(here)
    for uid in here.keys() & there.keys():
        if here[uid].id != there[uid].id and there[uid].id in in_use:
            # Its new id may be another's until that one has moved, too.
            waiting[uid] = here[uid].changed(id=uid)
            yield Change(table, here[uid], waiting[uid]), uid
    # What waits, and then what is added, may have the id that something here gives up.
    for uid in sorted(there, key=lambda uid: (uid not in here, waiting.get(uid) != here.get(uid))):
        if waiting.get(uid) != there[uid]:
            yield Change(table, waiting.get(uid), there[uid]), uid


def _link_changes(
    here: Mapping[Any, Any], there: Mapping[Any, Any]
) -> Iterator[tuple[Change, None]]:
    moved = {key for key in here if key not in there or here[key].key != there[key].key}
    for key in moved:
        yield Change("links", here[key], None), None
    for key, link in there.items():
        before = None if key in moved else here.get(key)
        if before != link:
            yield Change("links", before, link), None
