"""Forgetting an item for good: out of the records, the journal, the evidence and the drafts.

Runs inside a transaction of the caller. Lines of the journal that mention the item keep their
instant and lose everything else; what was done before them cannot be undone any more.
"""

import json
from collections.abc import Iterable
from typing import Any

from footprint.i18n import N_
from footprint.model.records import Records

PURGED = N_("Purged an item")
FORGOTTEN = N_("(purged)")


def words_of(records: Records, item: str) -> set[str]:
    """Return by what an item may be mentioned: its id and names, its requests and evidence."""
    record = records.items[item]
    found = {record.id, record.name, *record.aliases}
    found |= {request.id for request in records.requests_about(item)}
    kept = records.evidence_about(item)
    return found | {each.id for each in kept} | {each.name for each in kept}


def forget(db: Any, words: set[str], uids: Iterable[str], gone: Iterable[str]) -> None:
    """Take every mention of `words`, and every change of the records with `uids`, out.

    The uids of those that are `gone` are kept, which are random and tell nothing.

    Earlier ids and names of the item are found by its uid, and count as words, too.
    """
    known = set(uids)
    lines = set()
    changes = db.execute("SELECT journal, uid, before, after FROM journal_change").fetchall()
    for _line, uid, before, after in changes:
        if uid in known:
            for text in filter(None, (before, after)):
                record = json.loads(text)
                words = words | {record[key] for key in ("id", "name") if record.get(key)}
    for line, uid, before, after in changes:
        if uid in known or _mentions(before, words) or _mentions(after, words):
            lines.add(line)
    for line, details, about in db.execute("SELECT seq, details, about FROM journal").fetchall():
        if about in words or _mentions(details, words):
            lines.add(line)
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
    db.execute("DELETE FROM content WHERE sha256 NOT IN (SELECT sha256 FROM evidence)")


def _mentions(text: str | None, words: set[str]) -> bool:
    """Whether a text of JSON has one of the words as a value, or inside one."""
    return text is not None and any(_is_in(json.loads(text), word) for word in words)


def _is_in(value: Any, word: str) -> bool:
    if isinstance(value, str):
        return word in value
    if isinstance(value, dict):
        return any(_is_in(each, word) for each in (*value, *value.values()))
    return isinstance(value, list) and any(_is_in(each, word) for each in value)
