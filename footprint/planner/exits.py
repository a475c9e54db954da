"""The plan of an exit beside the other open ones: they share facts and contradict nothing.

What another exit ends has not to be moved, switched or replaced here: nobody tells a new address
to an account that is being closed. It ends in both, by the same steps, and a step done for one is
done for the other. What was decided in the exit itself stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from footprint.errors import Refused
from footprint.model.exits import Decision, Exit
from footprint.model.records import Records
from footprint.planner.graph import Graph
from footprint.planner.plan import Plan, plan
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
    return plan(
        records,
        exit_.goal,
        today,
        by=exit_.by,
        decisions=[*exit_.decisions, *_decided_by_others(records, exit_, today)],
        completions=exit_.completions,
        standings=standings,
    )


def _decided_by_others(records: Records, exit_: Exit, today: date) -> Sequence[Decision]:
    """Return `end` for all that would only move in this exit, while another one ends it.

    What ends may draw in more that moves, so it is looked for until nothing is added.
    """
    graph = Graph(records, today) if len(records.exits) > 1 else None
    ended = set(_ended_by_others(graph, exit_)) if graph else set()
    if not graph or not ended:
        return ()
    decided = {decision.item for decision in exit_.decisions}
    found: list[Decision] = []
    while True:
        scope = find_scope(graph, exit_.goal, [*exit_.decisions, *found])
        moving = scope.moves.keys() - scope.ends - scope.goal - decided
        added = sorted(moving & ended)
        if not added:
            return found
        decided.update(added)
        found += [Decision(item=item, decision="end") for item in added]


def _ended_by_others(graph: Graph, exit_: Exit) -> Iterator[str]:
    """Yield what ends in the other exits, without what is kept there at one's own risk."""
    for other in graph.records.exits.values():
        if other.id != exit_.id:
            try:
                scope = find_scope(graph, other.goal, other.decisions)
            except Refused:
                # An exit whose goal is gone ends nothing; that is told where it is opened.
                continue
            yield from scope.ends - scope.kept
