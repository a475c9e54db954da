"""What shall become of everything when its owner no longer can: the family's plan.

Each item's wish (keep, cancel, transfer) holds for what belongs to it, too. What is kept or
transferred goes on; all else is a goal of one plan, which asks of what goes on whatever its
going on takes: another card, another address.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from footprint.model.exits import Decision
from footprint.model.records import Records
from footprint.planner.graph import AT, Graph
from footprint.planner.plan import Plan, plan

# These can go on although what they belong to ends, if they are moved first (PLANNER 2).
_MOVABLE = frozenset({"shop", "contact", "mailing_list", "balance"})


@dataclass(frozen=True)
class Handover:
    """What shall become of every open item, by id, and the plan of what ends.

    `undecided`: no wish is recorded, and the plan ends them. `lost`: their own wish was to go on,
    but they end with what they belong to. `plan` is None where nothing ends.
    """

    keep: tuple[str, ...]
    transfer: tuple[str, ...]
    cancel: tuple[str, ...]
    undecided: tuple[str, ...]
    lost: tuple[str, ...]
    plan: Plan | None


def handover(records: Records, today: date) -> Handover:
    """Return what the family has to do, as the record stands on `today`."""
    graph = Graph(records, today)
    wishes = {item: _wish(graph, item) for item in sorted(graph.items) if item not in graph.ended}
    ending = [item for item, wish in wishes.items() if wish not in ("keep", "transfer")]
    going_on = [item for item in wishes if wishes[item] in ("keep", "transfer")]
    planned = _plan(records, ending, going_on, today) if ending else None
    gone = _ending(planned, going_on) if planned else []
    lost = [item for item in gone if graph.items[item].handover]
    # What only follows another's wish and ends all the same has none of its own.
    wishes |= dict.fromkeys(item for item in gone if item not in lost)
    return Handover(
        keep=_with_wish(wishes, "keep"),
        transfer=_with_wish(wishes, "transfer"),
        cancel=_with_wish(wishes, "cancel"),
        undecided=_with_wish(wishes, None),
        lost=tuple(lost),
        plan=planned,
    )


def _wish(graph: Graph, item: str) -> str | None:
    """Return the wish for an item, else that for the nearest that it belongs to."""
    seen, waiting = {item}, [item]
    while waiting:
        nearest = waiting.pop(0)
        recorded = graph.items[nearest].handover
        if recorded:
            return recorded.wish
        for relation in ("part_of", *AT):
            for other in graph.targets(nearest, relation):
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return None


def _plan(records: Records, ending: list[str], going_on: list[str], today: date) -> Plan:
    planned = plan(records, ending, today)
    movable = [i for i in _ending(planned, going_on) if records.items[i].kind in _MOVABLE]
    if not movable:
        return planned
    moves = [Decision(item=item, decision="move") for item in movable]
    return plan(records, ending, today, decisions=moves)


def _ending(planned: Plan, items: Iterable[str]) -> list[str]:
    ends = {each.item for each in planned.affected if each.decision == "end"}
    return [item for item in items if item in ends]


def _with_wish(wishes: dict[str, str | None], wish: str | None) -> tuple[str, ...]:
    return tuple(item for item, wished in wishes.items() if wished == wish)
