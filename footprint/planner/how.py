"""How a step is done: the way that is recorded, and the ways that are left (PLANNER 7, `how`)."""

from footprint.model.fields import Way
from footprint.model.trusted import trusted
from footprint.planner.graph import ACCOUNTS
from footprint.planner.situation import Situation
from footprint.planner.steps import BY_WAY, Node

# What is done inside the account at its place, where nothing else is recorded.
_INSIDE = frozenset(
    {
        "change_contact",
        "change_recovery",
        "change_sign_in",
        "export_data",
        "remove_payment_method",
        "replace_payment",
        "save_evidence",
        "spend_balance",
    }
)
_NOTHING = trusted(Way, {})


def how(situation: Situation, node: Node) -> Way:
    """Return the way of a step, by its kind; empty where nothing is known."""
    if node.action in BY_WAY:
        return _recorded(situation, node)
    graph = situation.graph
    if node.action in _INSIDE and graph.kind[node.place] in ACCOUNTS:
        # Many things are done at one place, and a way is slow to make.
        if node.place not in situation.ways_inside:
            situation.ways_inside[node.place] = _inside(situation, node.place)
        return situation.ways_inside[node.place]
    if node.action == "settle_request" and graph.kind[node.place] in ACCOUNTS:
        return _left(situation, node.place)
    return _NOTHING


def _inside(situation: Situation, place: str) -> Way:
    """Return the way of what is done inside an account; once it is gone, the ways that are left."""
    reached = place not in situation.graph.ended and situation.steps.has_account(place)
    return trusted(Way, {"needs_login": place}) if reached else _left(situation, place)


def _recorded(situation: Situation, node: Node) -> Way:
    """Return the recorded way; where its login has ended, with the other ways to the provider."""
    way = situation.steps.way(node.action, node.item) or _NOTHING
    has_other = way.email or way.phone
    if has_other or not (way is _NOTHING or way.needs_login in situation.graph.ended):
        return way
    for place in situation.graph.places(node.item):
        other = _left(situation, place)
        if other.email or other.phone:
            return way.changed(email=other.email, phone=other.phone)
    return way


def _left(situation: Situation, place: str) -> Way:
    """Return how a place is reached without a login: by mail or phone."""
    way = situation.graph.items[place].way
    return trusted(Way, {"email": way.email, "phone": way.phone}) if way else _NOTHING
