"""The plan of an exit beside the other open ones: they share facts and contradict nothing.

What another exit ends has not to be moved, switched or replaced here: nobody tells a new address
to an account that is being closed. It ends in both, by the same steps, and a step done for one is
done for the other. A number that is ported in one is not given up in another. What was decided in
the exit itself stands.
"""

from collections.abc import Mapping
from datetime import date

from footprint.errors import Refused
from footprint.model.exits import Decision, Exit
from footprint.model.records import Records
from footprint.planner.graph import Graph
from footprint.planner.impossible import refuse_impossible
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

    def planned(*others: Decision) -> Plan:
        return plan(
            records,
            exit_.goal,
            today,
            by=exit_.by,
            decisions=[*exit_.decisions, *others],
            completions=exit_.completions,
            standings=standings,
        )

    try:
        return planned(*_decided_by_others(records, exit_, today))
    except Refused:
        # What others decide is never what makes an exit impossible: then it is told by itself.
        return planned()


def ended_by(records: Records, exit_: Exit, item: str, today: date) -> Exit | None:
    """Return another exit that ends `item`, the first by id; None where none does."""
    graph = Graph(records, today)
    others = sorted(records.exits.values(), key=lambda other: other.id)
    found = (other for other in others if other.id != exit_.id and item in _ends(graph, other))
    return next(found, None)


def _decided_by_others(records: Records, exit_: Exit, today: date) -> list[Decision]:
    """Return what the other exits decide about the items of this one.

    A move that was decided there is a move here as well, where it is possible; what ends there
    ends here, where it would only have moved. What ends may draw in more that moves, so it is
    looked for until nothing is added.
    """
    exits = sorted(records.exits.values(), key=lambda other: other.id, reverse=True)
    others = [other for other in exits if other.id != exit_.id]
    if not others:
        return []
    graph = Graph(records, today)
    mine = {decision.item for decision in exit_.decisions} | {*exit_.goal}
    moved = {d.item: d for other in others for d in other.decisions if d.decision == "move"}
    ended = {item for other in others for item in _ends(graph, other)} - moved.keys()
    found: dict[str, Decision] = {}
    while True:
        decisions = [*exit_.decisions, *found.values()]
        scope = find_scope(graph, exit_.goal, decisions)
        free = scope.cause.keys() - mine - found.keys()
        added = [Decision(item=item, decision="end") for item in free & ended & scope.moves.keys()]
        added += [
            moved[item] for item in free & moved.keys() if _is_possible(graph, exit_, moved[item])
        ]
        if not added:
            return list(found.values())
        found.update((decision.item, decision) for decision in added)


def _ends(graph: Graph, other: Exit) -> frozenset[str]:
    """Return what ends in another exit, without what is kept there at one's own risk."""
    try:
        scope = find_scope(graph, other.goal, other.decisions)
    except Refused:
        # An exit whose goal is gone ends nothing; that is told where it is opened.
        return frozenset()
    return frozenset(scope.ends - scope.kept)


def _is_possible(graph: Graph, exit_: Exit, decision: Decision) -> bool:
    """Whether a decision of another exit can be followed in this one."""
    try:
        refuse_impossible(graph, find_scope(graph, exit_.goal, [*exit_.decisions, decision]))
    except Refused:
        return False
    return True
