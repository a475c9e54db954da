"""Forgetting an item for good: out of the records, the journal, the evidence and the drafts.

Runs inside a transaction of the caller. Lines of the journal that mention the item keep their
instant and lose everything else; what was done before them cannot be undone any more.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from footprint.i18n import N_
from footprint.model.records import Records

PURGED = N_("Purged an item")
FORGOTTEN = N_("(purged)")


def forget(db: Any, before: Records, item: str, gone: set[str]) -> None:
    """Take every mention of an item of the records `before` out of everything but the records.

    `gone` are the uids of the records that went with it; they are kept, random as they are and
    telling nothing. Earlier ids and names are found by them, and count as words, too.
    """
    changes = db.execute("SELECT journal, uid, before, after FROM journal_change").fetchall()
    words = _words_of(before, item) | _earlier(changes, gone)
    lines = {
        line
        for line, uid, old, new in changes
        if uid in gone or _mentions(old, words) or _mentions(new, words)
    }
    for line, details, about in db.execute("SELECT seq, details, about FROM journal").fetchall():
        if about in words or _mentions(details, words):
            lines.add(line)
    hashes = {kept.sha256 for kept in before.evidence_about(item)}
    hashes |= _hashes([change for change in changes if change[0] in lines])
    for line in sorted(lines):
        db.execute("DELETE FROM journal_change WHERE journal = ?", (line,))
        db.execute(
            "UPDATE journal SET summary = ?, details = '{}', about = NULL WHERE seq = ?",
            (FORGOTTEN, line),
        )
    db.execute(
        "UPDATE journal SET state = 'dropped' WHERE state IS NOT NULL AND seq <= ?",
        (max(lines, default=0),),
    )
    for name, body in db.execute("SELECT name, body FROM draft").fetchall():
        if name.partition("/")[2] in words or _mentions(body, words):
            db.execute("DELETE FROM draft WHERE name = ?", (name,))
    # A copy of the vault that still knows them must not bring them back.
    db.executemany("INSERT OR IGNORE INTO purged (uid) VALUES (?)", [(uid,) for uid in gone])
    _forget_contents(db, hashes)


def _words_of(records: Records, item: str) -> set[str]:
    """Return by what an item may be mentioned: its id and names, its requests and evidence."""
    record = records.items[item]
    found = {record.id, record.name, *record.aliases}
    found |= {request.id for request in records.requests_about(item)}
    kept = records.evidence_about(item)
    return found | {each.id for each in kept} | {each.name for each in kept}


def _earlier(changes: Iterable[Any], gone: set[str]) -> set[str]:
    """Return the ids and names that the records that are gone had before."""
    records = [
        json.loads(text)
        for _line, uid, old, new in changes
        if uid in gone
        for text in (old, new)
        if text
    ]
    return {record[key] for record in records for key in ("id", "name") if record.get(key)}


def _hashes(changes: Iterable[Any]) -> set[str]:
    """Return the hashes of the files that changes of evidence name."""
    records = [json.loads(text) for _line, _uid, *texts in changes for text in texts if text]
    return {record["sha256"] for record in records if isinstance(record.get("sha256"), str)}


def _forget_contents(db: Any, hashes: Iterable[str]) -> None:
    """Remove files that nothing names any more, neither a record nor what can be undone."""
    for sha256 in hashes:
        db.execute(
            "DELETE FROM content WHERE sha256 = ?1"
            " AND NOT EXISTS (SELECT 1 FROM evidence WHERE sha256 = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM journal_change"
            " WHERE kept_in = 'evidence'"
            " AND instr(coalesce(before, '') || coalesce(after, ''), ?1))",
            (sha256,),
        )


def _mentions(text: str | None, words: set[str]) -> bool:
    """Whether a text of JSON has one of the words as a value, or inside one."""
    return text is not None and any(_is_in(json.loads(text), word) for word in words)


def _is_in(value: Any, word: str) -> bool:
    if isinstance(value, str):
        return value == word or (word in value and _as_word(word).search(value) is not None)
    if isinstance(value, dict):
        return any(_is_in(each, word) for each in (*value, *value.values()))
    return isinstance(value, list) and any(_is_in(each, word) for each in value)


def _as_word(word: str) -> re.Pattern[str]:
    """Return what finds a word in prose: Latin letters end where others begin, Japanese anywhere.

    A service called X must not take the history of Netflix with it.
    """
    before = r"(?<![0-9A-Za-z])" if word[:1].isascii() else ""
    after = r"(?![0-9A-Za-z])" if word[-1:].isascii() else ""
    return re.compile(before + re.escape(word) + after)
