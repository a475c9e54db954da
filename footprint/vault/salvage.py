"""Reading what can still be read of a damaged vault, row by row (`footprint doctor --salvage`).

A damaged page fails every statement that meets it, and after that the connection fails for good,
so each row is looked up by itself and the file is opened anew after each failure (SECURITY 1.5).
What is lost in its own place mostly stands in the journal, too, and is brought back from there.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from footprint.errors import CannotOpen
from footprint.i18n import N_
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.model.text import shown
from footprint.vault import connection
from footprint.vault.codec import read_record
from footprint.vault.contents import hash_of
from footprint.vault.key import derive
from footprint.vault.recovery import key_of
from footprint.vault.repository import State, load

# So many failures in a row mean that a page above many others is damaged.
_HOPELESS = 200


@dataclass(frozen=True)
class Salvaged:
    """What was read, and how many places could not be read and are not in the journal either.

    `contents` are the bytes of the evidence, by their hash.
    """

    records: Records
    lost: int
    contents: Mapping[str, bytes]


class _Torn:
    """A damaged vault that is opened anew whenever a damaged page was met."""

    def __init__(self, path: Path, raw: bytes, salt: bytes) -> None:
        self._path, self._raw, self._salt = path, raw, salt
        self._db: Any = None
        self.lost = 0

    def ask(self, query: str, values: tuple[Any, ...] = ()) -> list[Any] | None:
        """Return the rows of a query; None where it met damage."""
        import sqlcipher3.dbapi2 as sqlcipher  # type: ignore[import-untyped]

        try:
            if self._db is None:
                self._db = connection.connect(self._path, self._raw, self._salt)
                self._db.execute("PRAGMA query_only = ON")
            return list(self._db.execute(query, values).fetchall())
        except sqlcipher.Error:
            self.close()
            return None

    def close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None


def salvage(path: Path, passphrase: str, salt: bytes) -> Salvaged:
    """Return all that lies outside the damaged pages of the vault at `path`.

    Raises:
        CannotOpen: not even the list of tables can be read.
    """
    torn = _Torn(path, key_of(passphrase) or derive(passphrase, salt), salt)
    try:
        if torn.ask("SELECT count(*) FROM sqlite_master") is None:
            raise CannotOpen(
                N_(
                    "Nothing of {path} can be read with this passphrase. footprint restore goes "
                    "back to a backup."
                ),
                path=shown(path),
            )
        rows = {table: list(_rows(torn, table)) for table in _QUERIES}
        cut: set[str] = set()
        rows["entry"] = list(_entries(torn, rows["request"], cut))
        rows["section"] = list(_sections(torn))
        kept = _Kept(rows)
        state = load(kept, rows["link"])
        contents = dict(_contents(torn, state.records))
        state, lost = _with(state, contents), torn.lost
        if not lost:
            return Salvaged(state.records, 0, contents)
        records, brought_back = _from_journal(state, cut, _changes(torn))
        return Salvaged(records, max(0, lost - brought_back), contents)
    finally:
        torn.close()


# All rows of a table, and one of them: by what is looked up when a page is damaged.
_QUERIES = {
    "item": (
        "SELECT uid, id, kind, name, status, body FROM item ORDER BY seq",
        "SELECT uid, id, kind, name, status, body FROM item WHERE seq = ?",
    ),
    "link": (
        "SELECT from_uid, relation, to_uid, strength, certainty, note FROM link ORDER BY seq",
        "SELECT from_uid, relation, to_uid, strength, certainty, note FROM link WHERE seq = ?",
    ),
    "request": (
        "SELECT uid, id, item_uid, kind, channel, regime FROM request ORDER BY seq",
        "SELECT uid, id, item_uid, kind, channel, regime FROM request WHERE seq = ?",
    ),
    "exit": (
        "SELECT uid, id, body FROM exit ORDER BY seq",
        "SELECT uid, id, body FROM exit WHERE seq = ?",
    ),
    "evidence": (
        "SELECT uid, id, item_uid, request_uid, sha256, body FROM evidence ORDER BY seq",
        "SELECT uid, id, item_uid, request_uid, sha256, body FROM evidence WHERE seq = ?",
    ),
    "conflict": (
        "SELECT uid, id, body FROM conflict ORDER BY seq",
        "SELECT uid, id, body FROM conflict WHERE seq = ?",
    ),
}


def _rows(torn: _Torn, table: str) -> Iterator[Any]:
    """Yield the rows of a table with a whole number for each, one lookup a row if need be."""
    every, one = _QUERIES[table]
    whole = torn.ask(every)
    yield from _each(torn, one, (), first=1) if whole is None else whole


def _each(torn: _Torn, query: str, values: tuple[Any, ...], first: int) -> Iterator[Any]:
    """Yield the rows that `query` finds with one number after the other at its end.

    It ends where nothing is there any more, or nothing can be read any more.
    """
    failed = missing = 0
    for number in itertools.count(first):
        found = torn.ask(query, (*values, number))
        failed = failed + 1 if found is None else 0
        missing = missing + 1 if not found else 0
        torn.lost += found is None
        if failed == _HOPELESS or missing == 5 * _HOPELESS:
            return
        yield from found or ()


def _entries(torn: _Torn, requests: list[Any], cut: set[str]) -> Iterator[Any]:
    """Yield the log entries of requests; those whose log cannot be read are added to `cut`."""
    for request in requests:
        query = (
            "SELECT request_uid, dated, direction, type, body FROM entry"
            " WHERE request_uid = ? ORDER BY position"
        )
        found = torn.ask(query, (request[0],))
        if found is None:
            torn.lost += 1
            cut.add(request[0])
        else:
            yield from found


def _sections(torn: _Torn) -> Iterator[Any]:
    for name in ("person", "settings", "reminders", "discovery"):
        found = torn.ask("SELECT name, body FROM section WHERE name = ?", (name,))
        if found is None:
            torn.lost += 1
        else:
            yield from found


def _contents(torn: _Torn, records: Records) -> Iterator[tuple[str, bytes]]:
    """Yield the files that are whole, by their hash."""
    for sha256 in dict.fromkeys(kept.sha256 for kept in records.evidence.values()):
        found = torn.ask("SELECT bytes FROM content WHERE sha256 = ?", (sha256,))
        if found and hash_of(bytes(found[0][0])) == sha256:
            yield sha256, bytes(found[0][0])
        else:
            torn.lost += 1


def _with(state: State, contents: Mapping[str, bytes]) -> State:
    """Return the state without the evidence whose bytes are lost."""
    kept = {id_: e for id_, e in state.records.evidence.items() if e.sha256 in contents}
    return State(state.records.having("evidence", kept), state.uids)


def _changes(torn: _Torn) -> Iterator[tuple[str, str | None, str | None, Any, Any]]:
    """Yield the changes of the journal, in order, as far as they can be read."""
    last = torn.ask("SELECT max(seq) FROM journal")
    columns = "SELECT kept_in, uid, section, before, after FROM journal_change WHERE journal = ?"
    for line in range(1, (last[0][0] if last and last[0][0] else 0) + 1):
        found = torn.ask(f"{columns} ORDER BY position", (line,))
        yield from (
            found if found is not None else _each(torn, f"{columns} AND position = ?", (line,), 0)
        )


def _from_journal(state: State, cut: set[str], changes: Iterable[Any]) -> tuple[Records, int]:
    """Return the records with what the journal says stands and was not read, and how many.

    `cut`: the requests whose log was not read.
    """
    last: dict[tuple[str, Any], tuple[str, Any]] = {}
    for table, uid, section, before, after in changes:
        old, new = read_record(table, before), read_record(table, after)
        last[table, uid or section or (old or new).key] = (table, new)
    known = {uid for uids in state.uids.values() for uid in uids.values()} - cut
    records, brought_back = state.records, 0
    for name in ("items", "links", "requests", "exits"):
        standing = dict(getattr(records, name))
        for (table, key), (_table, record) in last.items():
            if table != name or record is None or key in known or not _fits(record, records):
                continue
            place = record.key if name == "links" else record.id
            if place not in standing or key in cut:
                standing[place] = record
                brought_back += 1
        records = records.having(name, standing)
    return records, brought_back


def _fits(record: Any, records: Records) -> bool:
    """Whether what a link or a request is about is there."""
    if isinstance(record, Link):
        return record.from_ in records.items and record.to in records.items
    return not isinstance(record, Request) or record.item in records.items


class _Kept:
    """The rows that were read, in the form in which `repository.load` asks for them.

    What refers to a row that is lost is left out with it.
    """

    def __init__(self, rows: dict[str, list[Any]]) -> None:
        items = {row[0] for row in rows["item"]}
        rows["link"] = [row for row in rows["link"] if row[0] in items and row[2] in items]
        rows["request"] = [row for row in rows["request"] if row[2] in items]
        rows["evidence"] = [row for row in rows["evidence"] if row[2] in items]
        self._rows = rows

    def execute(self, query: str) -> list[Any]:
        """Return the rows of the one table that `query` reads, its columns as they were read."""
        table = query.partition(" FROM ")[2].split()[0]
        return self._rows[table]
