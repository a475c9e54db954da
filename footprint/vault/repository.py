"""Rows to records and changes to rows. Everything here runs inside a transaction of the caller.

A change set is written by its net effect: whatever the order of its changes, the rows of what it
touched become what the records are afterwards. Foreign keys are checked when it commits.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.changes import Change, Table, apply
from footprint.model.conflicts import Conflict
from footprint.model.evidence import Evidence
from footprint.model.exits import Exit
from footprint.model.items import KINDS, Item
from footprint.model.links import Link
from footprint.model.records import LinkKey, Records
from footprint.model.requests import Entry, Request
from footprint.model.trusted import made, trusted
from footprint.pause import no_collections
from footprint.vault.codec import to_text
from footprint.vault.files import token

Uids = dict[str, dict[str, str]]
WITH_UIDS: dict[Table, str] = {
    "items": "item",
    "requests": "request",
    "exits": "exit",
    "evidence": "evidence",
    "conflicts": "conflict",
}


class State(NamedTuple):
    """The records of a vault, and the uid of each item, request and exit by its id."""

    records: Records
    uids: Uids

    @classmethod
    def empty(cls) -> "State":
        """Return the state of a new vault."""
        return cls(Records(), {table: {} for table in WITH_UIDS})


# -- reading -----------------------------------------------------------------------------------


LinkRows = Iterable[Sequence[Any]]


@no_collections()
def load(db: Any, links: LinkRows | None = None) -> State:
    """Return everything that is recorded in `db`; `links` are the rows of its links, if known."""
    uids: Uids = {table: {} for table in WITH_UIDS}
    items = _load_items(db, uids["items"])
    ids = {uid: id_ for id_, uid in uids["items"].items()}
    records = Records(
        items=items,
        links=_links_of(_link_rows(db) if links is None else links, ids),
        requests=_load_requests(db, ids, uids["requests"]),
        exits=_load_exits(db, uids["exits"]),
        evidence=_load_evidence(db, ids, uids),
        conflicts=_load_conflicts(db, uids["conflicts"]),
        sections={
            name: json.loads(body) for name, body in db.execute("SELECT name, body FROM section")
        },
    )
    return State(records, uids)


def _load_items(db: Any, uids: dict[str, str]) -> dict[str, Item]:
    items: dict[str, Item] = {}
    query = "SELECT uid, id, kind, name, status, body FROM item ORDER BY seq"
    rows = list(db.execute(query))
    for (uid, id_, kind, name, status, _body), values in zip(rows, _bodies(rows), strict=True):
        values |= {"id": id_, "kind": kind, "name": name, "status": status}
        items[id_] = trusted(KINDS[kind], values)
        uids[id_] = uid
    return items


def _bodies(rows: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    """Return the JSON objects in the last column, read as one list: half the time of one by one."""
    found: list[dict[str, Any]] = json.loads(f"[{','.join(row[-1] for row in rows)}]")
    return found


def _link_rows(db: Any) -> LinkRows:
    """Return the rows of the links; there are three an item, and one text is read sooner."""
    (text,) = db.execute(
        "SELECT json_group_array(json_array(from_uid, relation, to_uid, strength, certainty, note))"
        " FROM (SELECT * FROM link ORDER BY seq)"
    ).fetchone()
    found: LinkRows = json.loads(text)
    return found


def _links_of(rows: LinkRows, ids: Mapping[str, str]) -> dict[LinkKey, Link]:
    links: dict[LinkKey, Link] = {}
    for from_uid, relation, to_uid, strength, certainty, note in rows:
        source, target = ids[from_uid], ids[to_uid]
        # Every field is a column and none is converted.
        values = {
            "from_": source,
            "relation": relation,
            "to": target,
            "strength": strength,
            "certainty": certainty,
            "note": note,
        }
        links[source, relation, target] = made(Link, values)
    return links


def _load_requests(db: Any, ids: Mapping[str, str], uids: dict[str, str]) -> dict[str, Request]:
    logs: dict[str, list[dict[str, Any]]] = {}
    rows = list(
        db.execute(
            "SELECT request_uid, dated, direction, type, body FROM entry"
            " ORDER BY request_uid, position"
        )
    )
    for (uid, dated, direction, type_, _body), values in zip(rows, _bodies(rows), strict=True):
        values |= {"on": dated, "direction": direction, "type": type_}
        logs.setdefault(uid, []).append(values)
    requests: dict[str, Request] = {}
    rows = db.execute("SELECT uid, id, item_uid, kind, channel, regime FROM request ORDER BY seq")
    for uid, id_, item_uid, kind, channel, regime in rows:
        values = {"id": id_, "kind": kind, "item": ids[item_uid]}
        values |= {"channel": channel, "regime": regime, "log": logs.get(uid, [])}
        requests[id_] = trusted(Request, values)
        uids[id_] = uid
    return requests


def _load_exits(db: Any, uids: dict[str, str]) -> dict[str, Exit]:
    exits: dict[str, Exit] = {}
    for uid, id_, body in db.execute("SELECT uid, id, body FROM exit ORDER BY seq"):
        exits[id_] = trusted(Exit, json.loads(body) | {"id": id_})
        uids[id_] = uid
    return exits


def _load_evidence(db: Any, ids: Mapping[str, str], uids: Uids) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    requests = {uid: id_ for id_, uid in uids["requests"].items()}
    rows = db.execute(
        "SELECT uid, id, item_uid, request_uid, sha256, body FROM evidence ORDER BY seq"
    )
    for uid, id_, item_uid, request_uid, sha256, body in rows:
        values = json.loads(body) | {"id": id_, "item": ids[item_uid], "sha256": sha256}
        values["request"] = requests.get(request_uid)
        found[id_] = trusted(Evidence, values)
        uids["evidence"][id_] = uid
    return found


def _load_conflicts(db: Any, uids: dict[str, str]) -> dict[str, Conflict]:
    conflicts: dict[str, Conflict] = {}
    for uid, id_, body in db.execute("SELECT uid, id, body FROM conflict ORDER BY seq"):
        conflicts[id_] = trusted(Conflict, json.loads(body) | {"id": id_})
        uids[id_] = uid
    return conflicts


# -- writing -----------------------------------------------------------------------------------


def write(
    db: Any, state: State, changes: Sequence[Change], remembered: Mapping[int, str] | None = None
) -> tuple[State, list[str | None]]:
    """Write `changes` and return the state after them, with the uid that each one concerned.

    `remembered` gives, by the number of a change, the uid that something brought back had.

    Raises:
        Refused: the changes do not fit what is recorded; the caller rolls back.
    """
    uids, concerned = _follow(state, changes, remembered or {})
    after = State(apply(state.records, changes), uids)
    _refuse_dangling(state.records, after.records, changes)
    for table, name in WITH_UIDS.items():
        _write_table(db, name, table, state, after, changes)
    _write_links(db, state, after, changes)
    for name in _touched(changes, "sections"):
        db.execute("DELETE FROM section WHERE name = ?", (name,))
        if name in after.records.sections:
            values = (name, to_text(after.records.sections[name]))
            db.execute("INSERT INTO section (name, body) VALUES (?, ?)", values)
    return after, concerned


def _follow(
    state: State, changes: Sequence[Change], remembered: Mapping[int, str]
) -> tuple[Uids, list[str | None]]:
    """Return the uids after `changes` and the uid of each; each must fit those before it."""
    uids = {table: dict(names) for table, names in state.uids.items()}
    standing: dict[tuple[str, Any], Any] = {}

    def now(table: str, key: Any) -> Any:
        return standing.get((table, key), getattr(state.records, table).get(key))

    concerned: list[str | None] = []
    for number, change in enumerate(changes):
        table, old, new = change.table, change.key_before, change.key_after
        is_taken = new is not None and new != old and now(table, new) is not None
        if is_taken or (old is not None and now(table, old) != change.before):
            raise Refused(
                N_("This no longer fits what is recorded; nothing was changed. Try again.")
            )
        uid = None
        if table in uids:
            known = uids[table].pop(old, None) if old is not None else remembered.get(number)
            uid = known or token()
            if new is not None:
                uids[table][new] = uid
        if old is not None:
            standing[table, old] = None
        if new is not None:
            standing[table, new] = change.after
        concerned.append(uid)
    return uids, concerned


def _refuse_dangling(before: Records, after: Records, changes: Sequence[Change]) -> None:
    """Refuse to take an item, or its id, away from links and requests that still name it."""
    for item in _touched(changes, "items"):
        if item in after.items:
            continue
        named = after.links_from(item) or after.links_to(item) or after.requests_about(item)
        if named or after.evidence_about(item):
            name = before.items[item].name if item in before.items else item
            raise Refused(
                N_("“{item}” is still named by links or requests; nothing was changed."), item=name
            )


def _touched(changes: Sequence[Change], table: str) -> list[Any]:
    keys = [key for c in changes if c.table == table for key in (c.key_before, c.key_after)]
    return [key for key in dict.fromkeys(keys) if key is not None]


def _write_table(
    db: Any, name: str, table: str, before: State, after: State, changes: Sequence[Change]
) -> None:
    """Make the rows of one table with uids what its touched records are afterwards."""
    keys = _touched(changes, table)
    old = {before.uids[table][key]: key for key in keys if key in before.uids[table]}
    new = {after.uids[table][key]: key for key in keys if key in after.uids[table]}
    for uid, key in old.items():
        if uid not in new:
            _delete(db, name, uid)
        elif new[uid] != key:
            # Two records may have swapped ids, so every old id first makes room.
            db.execute(f"UPDATE {name} SET id = uid WHERE uid = ?", (uid,))  # noqa: S608
    for uid, key in new.items():
        record = getattr(after.records, table)[key]
        columns = _COLUMNS[name](record, after.uids)
        if uid in old:
            assignments = ", ".join(f"{column} = ?" for column in columns)
            statement = f"UPDATE {name} SET {assignments} WHERE uid = ?"  # noqa: S608
        else:
            marks = ", ".join("?" * (len(columns) + 1))
            statement = f"INSERT INTO {name} ({', '.join(columns)}, uid) VALUES ({marks})"  # noqa: S608
        db.execute(statement, (*columns.values(), uid))
        if name == "request":
            known = before.records.requests[old[uid]].log if uid in old else ()
            _write_log(db, uid, known, record.log)


def _delete(db: Any, name: str, uid: str) -> None:
    if name == "request":
        db.execute("DELETE FROM entry WHERE request_uid = ?", (uid,))
    db.execute(f"DELETE FROM {name} WHERE uid = ?", (uid,))  # noqa: S608


def _item_columns(item: Item, _uids: Uids) -> dict[str, Any]:
    columns = {name: getattr(item, name) for name in ("id", "kind", "name", "status")}
    body = {key: value for key, value in item.to_json().items() if key not in columns}
    return {**columns, "body": to_text(body)}


def _request_columns(request: Request, uids: Uids) -> dict[str, Any]:
    return {
        "id": request.id,
        "item_uid": _uid_of(uids, request.item),
        "kind": request.kind,
        "channel": request.channel,
        "regime": request.regime,
    }


def _body_columns(record: Exit | Conflict, _uids: Uids) -> dict[str, Any]:
    body = record.to_json()
    return {"id": body.pop("id"), "body": to_text(body)}


def _evidence_columns(evidence: Evidence, uids: Uids) -> dict[str, Any]:
    body = evidence.to_json()
    item, request = body.pop("item"), body.pop("request", None)
    return {
        "id": body.pop("id"),
        "item_uid": _uid_of(uids, item),
        "request_uid": uids["requests"].get(request) if request else None,
        "sha256": body.pop("sha256"),
        "body": to_text(body),
    }


_COLUMNS: dict[str, Callable[[Any, Uids], dict[str, Any]]] = {
    "item": _item_columns,
    "request": _request_columns,
    "exit": _body_columns,
    "evidence": _evidence_columns,
    "conflict": _body_columns,
}


def _uid_of(uids: Uids, item: str) -> str:
    if item not in uids["items"]:
        raise Refused(N_("There is no item “{item}”; nothing was changed."), item=item)
    return uids["items"][item]


def _write_log(db: Any, uid: str, old: Sequence[Entry], new: Sequence[Entry]) -> None:
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    db.execute("DELETE FROM entry WHERE request_uid = ? AND position >= ?", (uid, same))
    for position, entry in enumerate(new[same:], start=same):
        body = entry.to_json()
        dated, direction, type_ = (body.pop(name) for name in ("on", "direction", "type"))
        db.execute(
            "INSERT INTO entry (request_uid, position, dated, direction, type, body)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (uid, position, dated, direction, type_, to_text(body)),
        )


def _write_links(db: Any, before: State, after: State, changes: Sequence[Change]) -> None:
    """Make the rows of the touched links what they are afterwards, told apart by their uids."""
    keys = _touched(changes, "links")
    old = {_ends(before.uids, key) for key in keys if key in before.records.links}
    new = {
        _ends(after.uids, key): after.records.links[key]
        for key in keys
        if key in after.records.links
    }
    for ends in old - new.keys():
        db.execute("DELETE FROM link WHERE from_uid = ? AND relation = ? AND to_uid = ?", ends)
    for ends, link in new.items():
        db.execute(
            "INSERT INTO link (from_uid, relation, to_uid, strength, certainty, note)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (from_uid, relation, to_uid) DO UPDATE SET"
            " strength = excluded.strength, certainty = excluded.certainty, note = excluded.note",
            (*ends, link.strength, link.certainty, link.note),
        )


def _ends(uids: Uids, key: LinkKey) -> tuple[str, str, str]:
    source, relation, target = key
    return _uid_of(uids, source), relation, _uid_of(uids, target)
