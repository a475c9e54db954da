"""The sentences of what is different between two plans, in the language spoken now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from footprint import formats
from footprint.i18n import N_, _
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.difference import Difference, StepChange
from footprint.planner.outcome import Outcome
from footprint.planner.result import Affected, Amount, Hazard, Step, Verdict


@dataclass(frozen=True)
class Told:
    """Sentences under one heading, with the sign that stands before each."""

    heading: str
    sign: str
    sentences: tuple[str, ...]


def outcome_told(found: Outcome, exit_id: str, records: Records) -> list[Told]:
    """Return what is put right in the records once steps are done, in groups of sentences."""

    def name(item: str) -> str:
        return explain.name_of(item, records)

    moved = [
        _("“{item}”: “{new}” instead of “{old}”").format(
            item=name(one.link.from_), new=name(one.to), old=name(one.link.to)
        )
        for one in found.moved
    ]
    ended = [
        _("“{item}”: {day}").format(item=name(one.item), day=formats.day(one.on))
        for one in found.ended
    ]
    unknown = [
        _("{step}: say to what with footprint exit decide {exit} {item} move --to …").format(
            step=explain.title(step, records), exit=exit_id, item=step.item
        )
        for step in found.unknown
    ]
    groups = (
        Told(_("Linked anew"), "→", tuple(moved)),
        Told(_("Ended on"), "✓", tuple(ended)),
        Told(_("Done, but nobody said to what it moved"), "?", tuple(unknown)),
    )
    return [group for group in groups if group.sentences]


def both(before: Records, after: Records) -> Records:
    """Return records that name the items of both, as they are called now."""
    return after.having("items", {**before.items, **after.items})


def difference_told(found: Difference, records: Records) -> list[Told]:
    """Return what is different in groups of sentences, what matters most first.

    `records` have to know the items of both plans: see `both`.
    """
    sentences = verdict_told(found) if found else _days_told(found)
    verdict = Told(_("The verdict"), "·", tuple(sentences))
    return [*([verdict] if verdict.sentences else []), *changes_told(found, records)]


def changes_told(found: Difference, records: Records) -> list[Told]:
    """Return what is different besides the verdict, in groups of sentences."""
    moved = [pair for pair in found.changed if not pair.is_now_behind]

    def titles(steps: Iterable[Step]) -> Iterator[str]:
        return (explain.title(step, records) for step in steps)

    def hazards(listed: Iterable[Hazard]) -> Iterator[str]:
        return (explain.hazard_message(hazard, records) for hazard in listed)

    groups = (
        (_("Goes wrong now"), "✗", hazards(found.hazards_added)),
        (_("No longer goes wrong"), "✓", hazards(found.hazards_gone)),
        (_("At your own risk"), "≈", chain(hazards(found.accepted), titles(found.risked))),
        (_("Behind you now"), "✓", titles(found.done)),
        (_("More to do"), "+", titles(found.more)),
        (_("No longer to do"), "-", titles(found.less)),
        (_("Treated in another way"), "→", _decided(found, records)),
        (
            _("What waits for itself now"),
            "⟲",
            (explain.deadlock_message(d, records) for d in found.deadlocks_closed),
        ),
        (
            _("No longer waits for itself"),
            "✓",
            (_items(d.items, records) for d in found.deadlocks_opened),
        ),
        (_("Stands elsewhere"), "→", (_changed(pair, records) for pair in moved)),
    )
    told = [Told(heading, sign, tuple(sentences)) for heading, sign, sentences in groups]
    return [group for group in told if group.sentences]


def verdict_told(found: Difference) -> Iterator[str]:
    """Yield what changed about the verdict, its days and what a week of waiting costs."""
    before, after = found.verdict_before, found.verdict
    if before is None:
        return
    yield from _verdict_moved(before, after)
    yield from cost_told(found)
    moved = found.verdict_changed or found.cost_before != found.cost
    if moved and found.verdict_then is not None and found.verdict_then.days != before.days:
        yield _("What it was is reckoned as of today, by what was recorded then.")


def cost_told(found: Difference) -> Iterator[str]:
    """Yield what a week of waiting costs now, where that changed."""
    if found.cost_before is not None and found.cost_before != found.cost:
        yield _("One more week of waiting costs {cost}; it was {before}.").format(
            cost=_cost(found.cost), before=_cost(found.cost_before)
        )


def _days_told(found: Difference) -> Iterator[str]:
    """Yield which day the passing of time alone has moved."""
    then, now = found.verdict_then, found.verdict
    if then is None:
        return
    if not now.can_leave and now.safe_on and then.safe_on != now.safe_on:
        yield _("Nothing changed but the days: safe from {day} now.").format(
            day=formats.day(now.safe_on)
        )
    elif now.complete_on and then.complete_on != now.complete_on:
        yield _("Nothing changed but the days: all over on {day} now.").format(
            day=formats.day(now.complete_on)
        )


def _verdict_moved(before: Verdict, after: Verdict) -> Iterator[str]:
    """Yield what changed about the verdict and its days."""
    was_safe, is_safe = before.can_leave, after.can_leave
    if was_safe != is_safe:
        yield _("It is safe to leave now.") if is_safe else _("It is no longer safe to leave.")
    if not is_safe and before.safe_on != after.safe_on and not (was_safe and not after.safe_on):
        yield _day_moved(
            None if was_safe else before.safe_on,
            after.safe_on,
            N_("Safe from {day}; it was {before}."),
            N_("Safe from {day}."),
            N_("No day can be given any more when it is safe; it was {before}."),
        )
    if before.complete_on != after.complete_on:
        yield _day_moved(
            before.complete_on,
            after.complete_on,
            N_("All over on {day}; it was {before}."),
            N_("All over on {day}."),
            N_("No day can be given any more when all is over; it was {before}."),
        )


def _day_moved(before: date | None, after: date | None, moved: str, given: str, lost: str) -> str:
    """Return the sentence that fits: a day moved, is given now, or no longer."""
    sentence = moved if before and after else given if after else lost
    return _(sentence).format(
        day=formats.day(after) if after else "",
        before=formats.day(before) if before else _("no day"),
    )


def _cost(amounts: Iterable[Amount]) -> str:
    return " + ".join(map(explain.amount, amounts)) or _("nothing")


def _items(items: Iterable[str], records: Records) -> str:
    return formats.listed(explain.name_of(item, records) for item in items)


def _decided(found: Difference, records: Records) -> Iterator[str]:
    for change in found.decisions:
        yield _("“{name}”: {after}; it was: {before}").format(
            name=explain.name_of(change.item, records),
            after=_treated(change.after, records),
            before=_treated(change.before, records),
        )


def _treated(affected: Affected | None, records: Records) -> str:
    """Return what becomes of an item, in a few words."""
    if affected is None:
        return _("not affected")
    if affected.decision == "move" and affected.to:
        return _("moves to {target}").format(target=explain.name_of(affected.to, records))
    return {
        "end": _("ends"),
        "move": _("moves"),
        "keep": _("kept at my own risk"),
    }[affected.decision]


def _changed(pair: StepChange, records: Records) -> str:
    """Return where a step stands now and stood before: its state, else its days."""
    before, after = pair.before, pair.after
    title = explain.title(after, records)
    if pair.state_changed:
        return _("{title}: {after}; it was: {before}").format(
            title=title,
            after=explain.state_text(after, records),
            before=explain.state_text(before, records),
        )
    days = [
        _day_moved(
            before.latest,
            after.latest,
            N_("at the latest {day}, it was {before}"),
            N_("at the latest {day}"),
            N_("no last day any more, it was {before}"),
        )
    ]
    if before.latest == after.latest:
        days = [
            _("not before {day}, it was {before}").format(
                day=formats.day(after.earliest), before=formats.day(before.earliest)
            )
        ]
    return _("{title}: {days}").format(title=title, days=days[0])
