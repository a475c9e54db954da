"""Bringing the records up to date with what was done in an exit."""

from collections.abc import Iterator
from datetime import date

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.changes import Change, ChangeSet
from footprint.model.exits import Exit
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.planner.outcome import Ended, Moved, Outcome, left_behind, outcome
from footprint.workspace.exits import find, plan_of
from footprint.workspace.items import Action


def what_was_done(records: Records, exit_id: str, today: date) -> Outcome:
    """Return what was done in an exit and is not in the records yet.

    Raises:
        Refused: there is no such exit, or a decision of it has become impossible.
    """
    return outcome(plan_of(records, find(records, exit_id), today), records)


def finish(exit_id: str, today: date) -> Action:
    """Link anew what moved, and mark as ended what ended, in one change; the exit stays."""

    def action(records: Records) -> ChangeSet:
        exit_ = find(records, exit_id)
        found = what_was_done(records, exit_.id, today)
        changes = (
            *_linked_anew(records, found.moved),
            *_marked(records, found.ended, today),
            *_used_up(records, found.moved, today),
        )
        summary = N_("Brought the record up to date with “{exit}”")
        return ChangeSet(summary, {"exit": exit_.id}, changes, exit_.id)

    return action


def _linked_anew(records: Records, moved: tuple[Moved, ...]) -> Iterator[Change]:
    known = set(records.links)
    for one in moved:
        after = one.after
        yield Change("links", one.link, None if after.key in known else after)
        known.add(after.key)


def _used_up(records: Records, moved: tuple[Moved, ...], today: date) -> Iterator[Change]:
    """Take out what the records tell by themselves now.

    Were it kept, leaving the new card one day would look as if everything had moved already.
    What another exit still needs is kept: the same account may hang on what that one ends, too.
    """
    needed = {
        key for exit_ in records.exits.values() for key in _needs(records, exit_, moved, today)
    }
    used = [one for one in moved if (one.action, one.link.from_) not in needed]
    done = {(one.action, one.link.from_) for one in used}
    gone_to = {(one.link.from_, one.to) for one in used}
    for before in records.exits.values():
        completions = tuple(c for c in before.completions if (c.action, c.item) not in done)
        decisions = tuple(d for d in before.decisions if (d.item, d.to) not in gone_to)
        after = before.changed(completions=completions, decisions=decisions)
        if after != before:
            yield Change("exits", before, after)


def _needs(
    records: Records, exit_: Exit, moved: tuple[Moved, ...], today: date
) -> Iterator[tuple[str, str]]:
    """Yield the steps of `moved` that leave something behind which this exit is about, too."""
    try:
        plan = plan_of(records, exit_, today)
    except Refused:
        # It is told as impossible where it is opened, and needs nothing until it is changed.
        return
    gone = {one.link.key for one in moved}
    for step in plan.steps:
        if any(link.key not in gone for link in left_behind(step, plan, records)):
            yield step.action, step.item


def _marked(records: Records, ended: tuple[Ended, ...], today: date) -> Iterator[Change]:
    for item, on in ended:
        yield Change("items", records.items[item], _as_ended(records.items[item], on, today))


def _as_ended(item: Item, on: date, today: date) -> Item:
    status = "ending" if on > today else "ended"
    return item.changed(status=status, ended_on=on)
