"""The plan of an exit beside the other open ones: they share facts and contradict nothing.

What another exit ends has not to be moved, switched or replaced here: nobody tells a new address
to an account that is being closed. It ends in both, by the same steps, and a step done for one is
done for the other. A number that is ported in one is not given up in another. What was decided in
the exit itself stands, and what another one decides is left out only where it cannot be followed.
"""

from collections.abc import Container, Mapping, Sequence
from datetime import date

from footprint.errors import Refused
from footprint.model.exits import Decision, Exit
from footprint.model.records import Records
from footprint.planner.graph import Graph
from footprint.planner.impossible import refuse_impossible
from footprint.planner.plan import Plan, plan
from footprint.planner.result import Affected
from footprint.planner.scope import find_scope
from footprint.requests.machine import Standing


def plan_exit(
    records: Records,
    exit_: Exit,
    today: date,
    standings: Mapping[str, Standing] | None = None,
) -> Plan:
    """Return the plan of an exit as it stands on `today`, beside the other exits of the records.

    Raises:
        Refused: a decision of it has become impossible.
    """

    planned = plan(
        records,
        exit_.goal,
        today,
        by=exit_.by,
        decisions=[*exit_.decisions, *_decided_by_others(records, exit_, today)],
        completions=exit_.completions,
        standings=standings,
    )
    own = {decision.item for decision in exit_.decisions}
    return planned._replace(affected=tuple(_as_decided(each, own) for each in planned.affected))


def _as_decided(affected: Affected, own: Container[str]) -> Affected:
    """Return it as the exit tells it: what only another exit decides follows by default here."""
    borrowed = affected.by == "decision" and affected.item not in own
    return affected._replace(by="default") if borrowed else affected


def ended_by(records: Records, exit_: Exit, item: str, today: date) -> Exit | None:
    """Return another exit that ends `item`, the first by id; None where none does."""
    graph = Graph(records, today)
    others = sorted(records.exits.values(), key=lambda other: other.id)
    found = (other for other in others if other.id != exit_.id and item in _ends(graph, other))
    return next(found, None)


def _decided_by_others(records: Records, exit_: Exit, today: date) -> list[Decision]:
    """Return what the other exits decide about the items of this one, as far as it is possible.

    A move that was decided there is a move here as well; what ends there ends here, where it
    would only have moved. What ends may draw in more that moves, so it is looked for until
    nothing is added. What cannot be followed here is left out: `beside.conflicts` tells it.
    """
    exits = sorted(records.exits.values(), key=lambda other: other.id, reverse=True)
    others = [other for other in exits if other.id != exit_.id]
    if not others:
        return []
    graph = Graph(records, today)
    looked_at = {decision.item for decision in exit_.decisions} | {*exit_.goal}
    moved = {d.item: d for other in others for d in other.decisions if d.decision == "move"}
    ended = {item for other in others for item in _ends(graph, other)} - moved.keys()
    found: list[Decision] = []
    while True:
        scope = find_scope(graph, exit_.goal, [*exit_.decisions, *found])
        free = scope.cause.keys() - looked_at
        added = [Decision(item=item, decision="end") for item in free & ended & scope.moves.keys()]
        added += [moved[item] for item in free & moved.keys()]
        if not added:
            return found
        looked_at.update(decision.item for decision in added)
        found += _possible(graph, exit_, found, sorted(added, key=lambda each: each.item))


def _possible(
    graph: Graph, exit_: Exit, found: Sequence[Decision], added: Sequence[Decision]
) -> list[Decision]:
    """Return which of `added`, in their order, can be followed besides those `found` before.

    All at once where nothing clashes; else halves, so that a few clashes among many decisions
    take few looks at what ends.
    """
    if _is_possible(graph, exit_, [*found, *added]):
        return [*added]
    # Where the exit itself is impossible, no part of them makes it possible; the plan refuses it.
    if len(added) == 1 or not _is_possible(graph, exit_, found):
        return []
    half = len(added) // 2
    first = _possible(graph, exit_, found, added[:half])
    return [*first, *_possible(graph, exit_, [*found, *first], added[half:])]


def _ends(graph: Graph, other: Exit) -> frozenset[str]:
    """Return what ends in another exit, without what is kept there at one's own risk."""
    try:
        scope = find_scope(graph, other.goal, other.decisions)
    except Refused:
        # An exit whose goal is gone ends nothing; that is told where it is opened.
        return frozenset()
    return frozenset(scope.ends - scope.kept)


def _is_possible(graph: Graph, exit_: Exit, others: Sequence[Decision]) -> bool:
    """Whether decisions of other exits can be followed in this one, all together."""
    try:
        refuse_impossible(graph, find_scope(graph, exit_.goal, [*exit_.decisions, *others]))
    except Refused:
        return False
    return True
