"""Bringing the records up to date with what was done in an exit."""

from collections.abc import Iterator
from datetime import date

from footprint.i18n import N_
from footprint.model.changes import Change, ChangeSet
from footprint.model.integrity import check_link
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.planner.outcome import Ended, Moved, Outcome, outcome
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
            *_used_up(records, found.moved),
        )
        summary = N_("Brought the record up to date with “{exit}”")
        return ChangeSet(summary, {"exit": exit_.id}, changes, exit_.id)

    return action


def _linked_anew(records: Records, moved: tuple[Moved, ...]) -> Iterator[Change]:
    made: set[tuple[str, str, str]] = set()
    for link, to, _action in moved:
        after = link.model_copy(update={"to": to})
        if after.key in records.links or after.key in made:
            yield Change("links", link, None)
        elif check_link(records, after) is None:
            made.add(after.key)
            yield Change("links", link, after)


def _used_up(records: Records, moved: tuple[Moved, ...]) -> Iterator[Change]:
    """Take out what the records tell by themselves now.

    Were it kept, leaving the new card one day would look as if everything had moved already.
    """
    done = {(one.action, one.link.from_) for one in moved}
    gone_to = {(one.link.from_, one.to) for one in moved}
    for before in records.exits.values():
        completions = tuple(c for c in before.completions if (c.action, c.item) not in done)
        decisions = tuple(d for d in before.decisions if (d.item, d.to) not in gone_to)
        after = before.model_copy(update={"completions": completions, "decisions": decisions})
        if after != before:
            yield Change("exits", before, after)


def _marked(records: Records, ended: tuple[Ended, ...], today: date) -> Iterator[Change]:
    for item, on in ended:
        yield Change("items", records.items[item], _as_ended(records.items[item], on, today))


def _as_ended(item: Item, on: date, today: date) -> Item:
    status = "ending" if on > today else "ended"
    return item.model_copy(update={"status": status, "ended_on": on})
