"""Decisions that cannot be followed (PLANNER 2): each is refused with what stands against it."""

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.exits import Decision
from footprint.planner.graph import Graph, hosts
from footprint.planner.scope import Scope


def refuse_impossible(graph: Graph, scope: Scope) -> None:
    """Check the decisions about affected items, once it is known what ends.

    Raises:
        Refused: the first by id that is impossible.
    """
    for item, decision in sorted(scope.decisions.items()):
        if item not in scope.cause or item in graph.ended:
            continue
        if decision.decision == "move":
            _check_target(graph, scope, decision)
            _check_move(graph, scope, item)
        elif decision.decision == "keep" and _dies_with_a_host(graph, scope, item):
            raise Refused(
                N_("“{item}” ends with its provider; it cannot be kept, only moved"),
                item=graph.items[item].name,
            )


def _dies_with_a_host(graph: Graph, scope: Scope, item: str) -> bool:
    return graph.kind[item] == "contact" and bool(hosts(graph, item, scope.ends))


def _check_target(graph: Graph, scope: Scope, decision: Decision) -> None:
    to = decision.to
    if to is None:
        return
    if to not in graph.items:
        raise Refused(N_("There is no item “{item}”."), item=to)
    if to in scope.ends or to in graph.ended or to == decision.item:
        raise Refused(
            N_("“{item}” cannot move to “{target}”: that ends too"),
            item=graph.items[decision.item].name,
            target=graph.items[to].name,
        )


def _check_move(graph: Graph, scope: Scope, item: str) -> None:
    kind = graph.kind[item]
    relation = "stored_at" if kind == "payment_method" else "provided_by"
    places = [p for p in graph.targets(item, relation) if p in scope.ends or p in graph.ended]
    name = graph.items[item].name
    if kind == "instrument" and item in scope.goal:
        raise Refused(N_("“{item}” is what you want to leave; it cannot be moved"), item=name)
    if kind in ("subscription", "instrument") and any(p in scope.ends for p in places):
        raise Refused(
            N_("“{item}” ends with its provider “{place}”; it cannot be moved"),
            item=name,
            place=graph.items[next(p for p in places if p in scope.ends)].name,
        )
    if kind == "payment_method" and places and "replace_payment" in scope.moves.get(item, ()):
        raise Refused(
            N_("“{item}” is stored at “{place}”, which ends; it cannot be replaced there"),
            item=name,
            place=graph.items[places[0]].name,
        )
