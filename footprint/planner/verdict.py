"""States, hazards and the verdict: whether the last step can be taken (PLANNER 3 and 6)."""

from collections.abc import Iterable, Iterator, Sequence

from footprint.model.calendar import next_charge, price_on
from footprint.model.items import Balance, Item, Subscription
from footprint.planner.graph import ACCOUNTS, Graph
from footprint.planner.order import Sequence as Order
from footprint.planner.requirements import Edge
from footprint.planner.result import Amount, Hazard, State
from footprint.planner.scope import MOVE_ACTION
from footprint.planner.situation import Situation
from footprint.planner.steps import Node

HAZARD = {
    "cancel_subscription": "charge_continues",
    "switch_payment": "payment_fails",
    "replace_payment": "payment_fails",
    "remove_payment_method": "card_left_behind",
    "unsubscribe": "mail_continues",
    "spend_balance": "value_lost",
    "change_sign_in": "locked_out",
    "change_contact": "locked_out",
    "move_contact": "locked_out",
    "resolve": "locked_out",
    "change_recovery": "no_recovery",
    "request_erasure": "record_left_behind",
    "close_account": "record_left_behind",
    "export_data": "evidence_lost",
    "save_evidence": "evidence_lost",
    "settle_request": "reply_lost",
}
# The order of PLANNER 6, in which they are told.
HAZARDS = tuple(dict.fromkeys(["charge_continues", "no_way_to_cancel", *HAZARD.values()]))
_OF_OTHERS = frozenset({"request_erasure", "close_account"})


def states(sequence: Order) -> list[State]:
    """Return the state of every step, by its number.

    What dies by itself is done as soon as all it requires by `must` is behind the person.
    """
    found: list[State] = ["ready"] * len(sequence.found.nodes)
    for node in sequence.nodes:
        found[node.number] = _state(node, sequence, found)
    return found


def _state(node: Node, sequence: Order, found: list[State]) -> State:
    if node.is_done:
        return "done"
    if node.is_accepted:
        return "accepted"
    if node.is_asked and node.standing:
        return "overdue" if node.standing.is_overdue else "waiting"
    for edge in sequence.found.into[node.number].values():
        deadlocked = sequence.together(edge.first, node)
        behind = found[edge.first.number] in ("done", "accepted")
        if edge.must and (deadlocked or not behind):
            return "blocked"
    return "done" if node.automatic else "ready"


def goal_ends(situation: Situation) -> list[Node]:
    """Return the steps that end the goal's items, or move those that were decided to move."""
    found = []
    for item in sorted(situation.scope.goal):
        ends = situation.end_of(item)
        action = MOVE_ACTION.get(situation.graph.kind[item])
        found += ends or (situation.found(action, item) if action else [])
    return found


def awaited(situation: Situation, ends: list[Node], passed: Sequence[Edge]) -> list[Node]:
    """Return all steps that the end of some goal item waits for, directly or indirectly.

    The end of one goal item is among them where that of another waits for it. `passed`: what
    steps behind the person required in a circle, which is left undone all the same.
    """
    into = situation.requirements.into
    beside: dict[int, list[Node]] = {}
    for edge in passed:
        beside.setdefault(edge.then.number, []).append(edge.first)
    seen: set[int] = set()
    waiting = list(ends)
    while waiting:
        number = waiting.pop().number
        for first in (*(edge.first for edge in into[number].values()), *beside.get(number, ())):
            if first.number not in seen:
                seen.add(first.number)
                waiting.append(first)
    return [situation.steps.nodes[number] for number in sorted(seen)]


def hazards(
    situation: Situation, waited_for: Iterable[Node], found: list[State]
) -> Iterator[Hazard]:
    """Yield what goes wrong if the goal ended today, of all that its end waits for."""
    graph = situation.graph
    for node in waited_for:
        if found[node.number] == "done" or node.virtual:
            continue
        names = [HAZARD[node.action]] if node.action in HAZARD else []
        if node.action in _OF_OTHERS and node.item in situation.scope.goal:
            names = []
        if node.action == "cancel_subscription" and _is_locked(situation, node):
            names.append("no_way_to_cancel")
        if node.is_asked and node.action != "settle_request" and _loses_contact(situation, node):
            names.append("reply_lost")
        for name in names:
            amount = _amount(graph, situation, node, name)
            accepted = found[node.number] == "accepted"
            yield Hazard(name, node.item, node.place, node.id, amount, accepted)


def _is_locked(situation: Situation, node: Node) -> bool:
    """Whether the way to cancel needs a login that ends or has ended."""
    way = situation.graph.items[node.item].way
    login = way.needs_login if way else None
    return login in situation.scope.ends or login in situation.graph.ended


def _loses_contact(situation: Situation, node: Node) -> bool:
    """Whether the answer comes to a contact that ends."""
    steps, graph = situation.steps, situation.graph
    return any(
        contact in situation.scope.ends
        for place in steps.settled_at(node.item)
        if graph.kind[place] in ACCOUNTS
        for contact in graph.targets(place, "registered_with")
    )


def _amount(graph: Graph, situation: Situation, node: Node, hazard: str) -> Amount | None:
    """Return the amount at stake: a charge, a balance, or what a request is about."""
    if hazard == "reply_lost":
        entries = graph.records.requests[node.request].log if node.request else ()
        prices = [entry.amount for entry in entries if entry.amount]
        return Amount(prices[-1].amount, prices[-1].currency) if prices else None
    return amount_at_stake(graph, node.item)


def amount_at_stake(graph: Graph, item_id: str) -> Amount | None:
    """Return the next charge of a subscription, or a balance; None for anything else."""
    if item_id not in graph.at_stake:
        graph.at_stake[item_id] = _at_stake(graph, graph.items[item_id])
    return graph.at_stake[item_id]


def _at_stake(graph: Graph, item: Item) -> Amount | None:
    if isinstance(item, Balance) and item.amount is not None:
        return Amount(item.amount, item.unit)
    if isinstance(item, Subscription):
        price = price_on(item, next_charge(item, graph.today) or graph.today)
        return Amount(price.amount, price.currency) if price else None
    return None
