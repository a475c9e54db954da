"""The journal: every change set with its befores and afters, so that undo survives a restart.

Nothing is taken out when something is undone: undo and redo are lines of their own.
"""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal, NamedTuple

from footprint.i18n import _
from footprint.model.changes import Change, ChangeSet, told
from footprint.vault.codec import read_record, to_text, write_record
from footprint.vault.files import token
from footprint.vault.purging import PURGED

Action = Literal["do", "undo", "redo"]


class HistoryEntry(NamedTuple):
    """One line of the journal; `undone` if what it did is taken back now. `at` is in UTC."""

    seq: int
    at: datetime
    action: Action
    summary: str
    values: dict[str, str]
    undone: bool
    about: str | None = None

    def sentence(self) -> str:
        """Return what was done, in the person's language."""
        what = told(self.summary, self.values)
        if self.action == "undo":
            return _("Undone: {what}").format(what=what)
        if self.action == "redo":
            return _("Done again: {what}").format(what=what)
        return what


class Line(NamedTuple):
    """An action to do, take back or do again, with the uid that each change concerned.

    `seq` is its line in the journal, None when it is new; `at` the instant as it stands there.
    """

    seq: int | None
    changes: ChangeSet
    uids: tuple[str | None, ...]
    at: str = ""


def record(
    db: Any,
    changes: ChangeSet,
    uids: Sequence[str | None],
    action: Action = "do",
    concerns: int | None = None,
) -> int:
    """Write down what was done just now and return its line.

    `concerns` is the line that an undo or redo is about.
    """
    if action == "do":
        db.execute("UPDATE journal SET state = 'dropped' WHERE state = 'undone'")
    else:
        state = "undone" if action == "undo" else "done"
        db.execute("UPDATE journal SET state = ? WHERE seq = ?", (state, concerns))
    at = _instant(now())
    seq: int = db.execute(
        "INSERT INTO journal (line, at, action, concerns, state, summary, details, about)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            token(),
            at,
            action,
            concerns,
            "done" if action == "do" else None,
            changes.summary,
            to_text(changes.values),
            changes.about,
        ),
    ).lastrowid
    db.executemany(
        "INSERT INTO journal_change (journal, position, kept_in, uid, section, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (seq, position, change.table, uid, change.name, before, after)
            for position, (change, uid) in enumerate(zip(changes.changes, uids, strict=True))
            for before in [write_record(change.table, change.before)]
            for after in [write_record(change.table, change.after)]
        ],
    )
    return seq


def record_purge(db: Any) -> None:
    """Write down that something was purged, not what; there is nothing to undo in it."""
    record(db, ChangeSet(PURGED), ())
    db.execute("UPDATE journal SET state = 'dropped' WHERE summary = ?", (PURGED,))


def last_purge(db: Any) -> datetime | None:
    """Return when something was purged last (UTC), or None."""
    query = "SELECT max(at) FROM journal WHERE summary = ?"
    (at,) = db.execute(query, (PURGED,)).fetchone()
    return None if at is None else datetime.fromisoformat(at)


def now() -> datetime:
    """Return the present instant, for the journal alone: no date is reckoned from it."""
    return datetime.now(UTC)


def _instant(moment: datetime) -> str:
    """Return an instant as it stands in the journal: the later, the greater as text, too."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def after(db: Any, moment: datetime) -> list[ChangeSet]:
    """Return everything done, undone and done again after `moment`, the latest first.

    What was purged is not known any more, so it goes back no further than the last purge.
    """
    reached = "SELECT coalesce(max(seq), 0) FROM journal WHERE at < ? OR summary = ?"
    (last,) = db.execute(reached, (_instant(moment), PURGED)).fetchone()
    return [line.changes for line in lines_after(db, last)]


def lines_after(db: Any, last: int) -> list[Line]:
    """Return the lines after the line `last`, the latest first."""
    later = db.execute("SELECT seq FROM journal WHERE seq > ? ORDER BY seq DESC", (last,))
    return [read_line(db, seq) for (seq,) in later.fetchall()]


def began_before(db: Any, day: date) -> bool:
    """Tell whether something was done before `day`, as this machine counts days."""
    (first,) = db.execute("SELECT min(at) FROM journal").fetchone()
    return first is not None and datetime.fromisoformat(first).astimezone().date() < day


def last_done(db: Any) -> Line | None:
    """Return the action that undo takes back next, or None."""
    return _line(db, "SELECT max(seq) FROM journal WHERE state = 'done'")


def next_undone(db: Any) -> Line | None:
    """Return the action that redo does again next, or None."""
    return _line(db, "SELECT min(seq) FROM journal WHERE state = 'undone'")


def _line(db: Any, query: str) -> Line | None:
    seq = db.execute(query).fetchone()[0]
    return None if seq is None else read_line(db, seq)


def read_line(db: Any, seq: int) -> Line:
    """Return one line of the journal."""
    summary, details, about, at = db.execute(
        "SELECT summary, details, about, at FROM journal WHERE seq = ?", (seq,)
    ).fetchone()
    changes: list[Change] = []
    uids: list[str | None] = []
    rows = db.execute(
        "SELECT kept_in, uid, section, before, after FROM journal_change"
        " WHERE journal = ? ORDER BY position",
        (seq,),
    )
    for table, uid, section, before, after in rows:
        old, new = read_record(table, before), read_record(table, after)
        changes.append(Change(table, old, new, section))
        uids.append(uid)
    made = ChangeSet(summary, json.loads(details), tuple(changes), about)
    return Line(seq, made, tuple(uids), at)


def history(db: Any, limit: int) -> list[HistoryEntry]:
    """Return the last `limit` lines, the latest first."""
    rows = db.execute(
        "SELECT seq, at, action, summary, details, state, about FROM journal"
        " ORDER BY seq DESC LIMIT ?",
        (limit,),
    )
    return [
        HistoryEntry(
            seq,
            datetime.fromisoformat(at),
            action,
            summary,
            json.loads(details),
            state in ("undone", "dropped"),
            about,
        )
        for seq, at, action, summary, details, state, about in rows
    ]
