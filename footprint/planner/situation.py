"""What the rules of PLANNER 4 talk about, in PLANNER's own words: ends, hosts, settled."""

from functools import cached_property

from footprint.model.fields import Way
from footprint.planner.graph import ACCOUNTS, Graph, charged_through, copies, hosts
from footprint.planner.requirements import Requirements
from footprint.planner.scope import Scope
from footprint.planner.steps import ENDS, Node, Steps


class Situation:
    """The graph, the scope and the steps of one plan, with the words of PLANNER 1."""

    def __init__(self, graph: Graph, scope: Scope, steps: Steps) -> None:
        self.graph, self.scope, self.steps = graph, scope, steps
        self.requirements = Requirements(steps.nodes)
        self._ends: dict[str, list[Node]] = {}
        self._excepted: dict[frozenset[str], set[str]] = {}
        self._erasures: dict[str, list[Node]] = {}
        self._through: dict[str, list[str]] = {}
        self.ways_inside: dict[str, Way] = {}

    def found(self, action: str, *items: str) -> list[Node]:
        """Return the steps of one action on these items, as far as there are any."""
        nodes = self.steps.by_item(action)
        return [nodes[item] for item in items if item in nodes]

    def ending(self, *kinds: str) -> list[str]:
        """Return what ends, of these kinds, by id."""
        return [item for item in self._ending if self.graph.kind[item] in kinds]

    def with_an_end(self, kind: str) -> list[str]:
        """Return the items of a kind whose end stands in the plan: those kept open, too."""
        return [item for item in self.ended_or_kept if self.graph.kind[item] == kind]

    @cached_property
    def ended_or_kept(self) -> list[str]:
        """What ends, and what would have ended but is kept: its own step stands all the same."""
        return sorted(self.scope.ends | self.scope.spared)

    @cached_property
    def _ending(self) -> list[str]:
        return sorted(self.scope.ends)

    # -- "end of X" ------------------------------------------------------------------------------

    def end_of(self, item: str) -> list[Node]:
        """Return the step that ends `item`: of a part without an account, that of its whole."""
        if item not in self._ends:
            self._ends[item] = self._own_end(item)
        return self._ends[item]

    def _own_end(self, item: str) -> list[Node]:
        kind, steps = self.graph.kind[item], self.steps
        if kind == "service" and not steps.has_account(item):
            return self.found("close_account", *self.steps.accounts(item))
        if kind in ACCOUNTS:
            own = "close_account" if steps.has_account(item) else "request_erasure"
            return self.found(own, item)
        other = {"payment_method": "replace_payment", "contact": "move_contact"}.get(kind)
        return self.found(ENDS[kind], item) or (self.found(other, item) if other else [])

    def erasure_of(self, item: str) -> list[Node]:
        """Return `request_erasure` of `item`: of a part, that of its topmost service."""
        if item not in self._erasures:
            self._erasures[item] = self.found("request_erasure", *self.steps.tops(item))
        return self._erasures[item]

    # -- money -----------------------------------------------------------------------------------

    def through(self, source: str) -> list[str]:
        """Return the subscriptions charged through a payment method or an instrument."""
        if source not in self._through:
            self._through[source] = charged_through(self.graph, source)
        return self._through[source]

    def settled(self, subscription: str) -> list[Node]:
        """Return the steps that settle a subscription: cancelled, switched, or paid in place."""
        cancelled = self.found("cancel_subscription", subscription)
        switched = cancelled or self.found("switch_payment", subscription)
        return switched or self._replacements.get(subscription, [])

    @cached_property
    def _replacements(self) -> dict[str, list[Node]]:
        """By subscription, the replacements of the first methods on its way that are replaced."""
        replaced = self.steps.by_item("replace_payment")
        found: dict[str, list[Node]] = {}
        for method, node in replaced.items():
            for subscription in charged_through(self.graph, method, replaced):
                found.setdefault(subscription, []).append(node)
        return found

    def copies(self, source: str) -> list[str]:
        """Return the payment methods that draw on an instrument or a service directly."""
        return copies(self.graph, source)

    # -- contacts --------------------------------------------------------------------------------

    def excepted(self, contact: str) -> set[str]:
        """Return the hosts of a contact and what dies with them (PLANNER 1, hosts excepted)."""
        found = frozenset(hosts(self.graph, contact, self.scope.ends))
        if found not in self._excepted:
            self._excepted[found] = self._dying_with(found)
        return self._excepted[found]

    def _dying_with(self, found: frozenset[str]) -> set[str]:
        accounts, waiting = set(found), list(found)
        while waiting:
            for part in self.graph.sources(waiting.pop(), "part_of"):
                if part not in accounts and self.steps.is_part_without_account(part):
                    accounts.add(part)
                    waiting.append(part)
        return accounts | {item for account in accounts for item in self.graph.at(account)}

    def goes(self, account: str, change: str) -> list[Node]:
        """Return how an account lets go of what ends: by its `change_…`, or by its own end.

        One that is moved first is asked for the change alone (PLANNER 2).
        """
        changed = self.found(change, account)
        return changed or self.end_of(account)
