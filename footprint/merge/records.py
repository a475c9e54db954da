"""All records of two copies brought together; the result is the same whichever comes first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from footprint.errors import Invalid
from footprint.merge.identity import Facts, Place, named
from footprint.merge.values import Clash, Merging, canonical
from footprint.model.changes import MODELS, Table
from footprint.model.reminders import without
from footprint.model.snapshot import section

_REMINDERS: Place = ("sections", "reminders")


@dataclass(frozen=True)
class Side:
    """One copy: its facts, when each was last changed since what both know, and what it purged."""

    facts: Facts
    changed: Mapping[Place, str] = field(default_factory=dict)
    purged: frozenset[str] = frozenset()


@dataclass
class Together:
    """What came out: the facts, and each thing that both sides changed, with its place."""

    facts: Facts
    clashes: list[tuple[Place, Clash]]


def bring_together(base: Facts, one: Side, two: Side) -> Together:
    """Merge what `one` and `two` made of `base`.

    Of a field that both changed, the version changed last stands and the other is a clash. What
    one side removed goes, unless the other side changed it or has something new that refers to
    it: then it stays, with what was removed along with it, and that is a clash, too.
    """
    *sides, base = _without_purged(one, two, base)
    together = Together({}, [])
    for place in sorted({*one.facts, *two.facts}, key=_order):
        if all(_is_not_purged(place, side) for side in (one, two)):
            _bring(together, place, base.get(place), *sides)
    _revive(together, base, sides)
    return together


def _order(place: Place) -> tuple[str, str]:
    return place[0], str(place[1])


def _is_not_purged(place: Place, side: Side) -> bool:
    parts = place[1] if isinstance(place[1], tuple) else (place[1],)
    return side.purged.isdisjoint(parts)


def _without_purged(one: Side, two: Side, base: Facts) -> tuple[Side, Side, Facts]:
    """Return both sides without what either purged, what hung on it, and what was said of it.

    In what both were made from nothing is said of it either, so that nothing seems taken away.
    """
    purged = one.purged | two.purged
    if not purged:
        return one, two, base
    gone: set[Place] = {("items", uid) for uid in purged} | {("requests", uid) for uid in purged}

    def kept(side: Side) -> Side:
        facts = {
            place: values
            for place, values in _unsaid(side.facts, gone).items()
            if place[0] not in ("links", "requests", "evidence") or not named(place, values) & gone
        }
        return Side(facts, side.changed, purged)

    return kept(one), kept(two), _unsaid(base, gone)


def _unsaid(facts: Facts, gone: set[Place]) -> Facts:
    """Return the facts without what reminders say about items that are gone, by their ids here."""
    names = {
        values["id"]
        for place, values in facts.items()
        if place in gone or (place[0] == "requests" and named(place, values) & gone)
    }
    said = without(facts.get(_REMINDERS), names)
    others = {place: values for place, values in facts.items() if place != _REMINDERS}
    return {**others, _REMINDERS: said} if said else others


def _bring(
    together: Together, place: Place, base: dict[str, Any] | None, one: Side, two: Side
) -> None:
    left, right = one.facts.get(place), two.facts.get(place)
    if left is None and right is None:
        return
    if left is None or right is None:
        kept = left or right
        if base is None or kept != base:
            together.facts[place] = kept or {}
        if base is not None and kept != base:
            together.clashes.append((place, Clash((), kept, None)))
        return

    def choose(first: Any, second: Any) -> Any:
        at = (one.changed.get(place, ""), two.changed.get(place, ""))
        if at[0] != at[1]:
            return first if at[0] > at[1] else second
        return max(first, second, key=canonical)

    merging = Merging(choose, is_section=place[0] == "sections")
    merged = merging.value(base, left, right)
    if merged not in (left, right) and not is_valid(place[0], merged):
        # Fields that do not go together, of which each side changed one: a whole side stands.
        merged = choose(left, right)
        merging.clashes = [Clash((), merged, right if merged == left else left)]
    together.facts[place] = merged
    together.clashes += [(place, clash) for clash in merging.clashes]


def is_valid(table: Table, values: Any) -> bool:
    """Whether a merged record keeps the rules of its model."""
    try:
        made(table, values)
    except Invalid:
        return False
    return True


def made(table: Table, values: Any) -> Any:
    """Return the record of `table` with these values; a section is its values, cleaned.

    Raises:
        Invalid: they break the model's rules.
    """
    if table == "sections":
        return section(table, values)
    return MODELS[table].from_json(values)


def _revive(together: Together, base: Facts, sides: Iterable[Side]) -> None:
    """Bring back what was removed on one side and is referred to by what the other has."""
    known = {place: values for side in sides for place, values in side.facts.items()}
    revived: set[Place] = set()
    while missing := _missing(together.facts, known):
        for place in sorted(missing, key=_order):
            together.facts[place] = known[place]
            together.clashes.append((place, Clash((), known[place], None)))
        revived |= missing
    if revived:
        _revive_attached(together, base, known, revived)


def _missing(facts: Facts, known: Facts) -> set[Place]:
    wanted = {place for each, values in facts.items() for place in named(each, values)}
    return {place for place in wanted if place not in facts and place in known}


def _revive_attached(together: Together, base: Facts, known: Facts, revived: set[Place]) -> None:
    """Bring back the links, requests and files that went when what they hang on was removed."""
    for place in sorted(known, key=_order):
        wanted = named(place, known[place])
        is_attached = place[0] in ("links", "requests", "evidence") and wanted & revived
        if place in together.facts or place not in base or not is_attached:
            continue
        if wanted <= together.facts.keys():
            together.facts[place] = known[place]
