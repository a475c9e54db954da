"""Two copies of a vault: what each knows of the other, and what both last knew (DESIGN 5).

Every line of a journal has a name of its own. A copy knows the lines of its own journal and those
that came in with a merge that was not undone. The newest state of either that the other knows
whole is what the two are compared with.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from footprint.merge.identity import Place, facts_of
from footprint.merge.outcome import Outcome, outcome
from footprint.merge.records import Side, bring_together
from footprint.model.changes import apply
from footprint.model.records import LinkKey
from footprint.vault import journal
from footprint.vault.purging import PURGED
from footprint.vault.repository import State, Uids


@dataclass(frozen=True)
class Known:
    """The lines of one journal in order, with their numbers, and all that the copy knows."""

    own: tuple[tuple[int, str], ...]
    lines: frozenset[str]


@dataclass(frozen=True)
class Ancestor:
    """A state that both copies know; the greater `age`, the newer it is."""

    age: tuple[int, str]
    state: State


@dataclass(frozen=True)
class Other:
    """What the other copy holds, read in one transaction."""

    vault_uid: str
    lines: Known
    side: Side
    ancestor: Ancestor | None


def vault_uid(db: Any) -> str:
    """Return the uid that all copies of a vault have."""
    return str(db.execute("SELECT vault_uid FROM meta").fetchone()[0])


def as_other(db: Any, state: State, there: Known) -> Other:
    """Return this copy as the other one of a copy that knows `there`."""
    here = known(db)
    own_side, own = side(db, state, here, there), ancestor(db, state, here, there)
    return Other(vault_uid(db), here, own_side, own)


def brought_together(
    db: Any, state: State, here: Known, there: Other
) -> tuple[Outcome, frozenset[str]]:
    """Return what comes of this copy and the other, and the lines of that which are new here."""
    own = ancestor(db, state, here, there.lines)
    ancestors = [each for each in (own, there.ancestor) if each]
    newest = max(ancestors, key=lambda each: each.age).state if ancestors else State.empty()
    base = facts_of(newest.records, newest.uids)
    together = bring_together(base, side(db, state, here, there.lines), there.side)
    made = outcome(state.records, state.uids, base, together)
    return made, there.lines.lines - here.lines


def known(db: Any) -> Known:
    """Return what the copy of `db` knows."""
    own = tuple(db.execute("SELECT seq, line FROM journal ORDER BY seq").fetchall())
    return Known(own, frozenset({line for _seq, line in own} | joined(db, _last(own))))


def joined(db: Any, until: int) -> frozenset[str]:
    """Return the lines that came in with merges up to the line `until`, as they stood then."""
    undone = _undone(db, until)
    rows = db.execute("SELECT journal, line FROM joined WHERE journal <= ?", (until,))
    return frozenset(line for seq, line in rows.fetchall() if seq not in undone)


def _undone(db: Any, until: int) -> set[int]:
    """Return the actions that were taken back, as it stood after the line `until`."""
    undone: set[int] = set()
    rows = db.execute(
        "SELECT concerns, action FROM journal WHERE action <> 'do' AND seq <= ? ORDER BY seq",
        (until,),
    )
    for concerns, action in rows.fetchall():
        (undone.add if action == "undo" else undone.discard)(concerns)
    return undone


def _last(own: Collection[tuple[int, str]]) -> int:
    return max((seq for seq, _line in own), default=0)


def remember(db: Any, seq: int, lines: Iterable[str]) -> None:
    """Write down that `lines` came in with the merge that is the line `seq`."""
    statement = "INSERT OR IGNORE INTO joined (journal, line) VALUES (?, ?)"
    db.executemany(statement, [(seq, line) for line in lines])


def ancestor(db: Any, state: State, here: Known, there: Known) -> Ancestor | None:
    """Return the newest state of this copy that the other knows whole.

    None where something was purged since: what was before cannot be told any more.
    """
    prefix = []
    for seq, line in here.own:
        if line not in there.lines:
            break
        prefix.append((seq, line))
    until = _last(prefix)
    purged = "SELECT count(*) FROM journal WHERE seq > ? AND summary = ?"
    if db.execute(purged, (until, PURGED)).fetchone()[0]:
        return None
    size = len(prefix) + len(joined(db, until))
    newest = prefix[-1][1] if prefix else ""
    return Ancestor((size, newest), _taken_back(db, state, until))


def _taken_back(db: Any, state: State, until: int) -> State:
    """Return the state as it was after the line `until`."""
    records = state.records
    uids = {table: dict(names) for table, names in state.uids.items()}
    for line in journal.lines_after(db, until):
        inverse = line.changes.inverse().changes
        records = apply(records, inverse)
        for change, uid in zip(inverse, reversed(line.uids), strict=True):
            if uid is None:
                continue
            if change.key_before is not None:
                uids[change.table].pop(change.key_before, None)
            if change.key_after is not None:
                uids[change.table][change.key_after] = uid
    return State(records, uids)


def side(db: Any, state: State, here: Known, there: Known) -> Side:
    """Return this copy as one side of a merge with what the other knows."""
    new = [seq for seq, line in here.own if line not in there.lines]
    purged = frozenset(uid for (uid,) in db.execute("SELECT uid FROM purged").fetchall())
    return Side(facts_of(state.records, state.uids), _changed(db, state.uids, new), purged)


def _changed(db: Any, uids: Uids, lines: Iterable[int]) -> Mapping[Place, str]:
    """Return the instant of the last change of each record in the lines of the journal.

    What was done in them and taken back counts for nothing, nor does the taking back.
    """
    changed: dict[Place, str] = {}
    lines = set(lines)
    rows = db.execute("SELECT seq, concerns FROM journal ORDER BY seq").fetchall()
    undone = _undone(db, rows[-1][0] if rows else 0)
    for seq, concerns in rows:
        if seq not in lines or seq in undone or concerns in lines:
            continue
        line = journal.read_line(db, seq)
        for change, uid in zip(line.changes.changes, line.uids, strict=True):
            if change.table == "links":
                keys = (change.key_before, change.key_after)
                places = {_link_place(uids, key) for key in keys if key is not None}
            else:
                places = {(change.table, uid or change.name)}
            changed |= dict.fromkeys(places, line.at)
    return changed


def _link_place(uids: Uids, key: LinkKey) -> Place:
    items = uids["items"]
    return "links", (items.get(key[0], key[0]), key[1], items.get(key[2], key[2]))
