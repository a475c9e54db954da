"""A plan read plainly: scope, steps, requirements, circles, states and hazards together."""

from collections.abc import Mapping
from datetime import date

from footprint.model.records import Records
from tests.planner.reading.graph import knots, pass_through
from tests.planner.reading.scope import Scope
from tests.planner.reading.steps import Step, Steps
from tests.planner.reading.table import Table
from tests.planner.reading.words import AT, Words

HAZARDS = {
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
MOVED = {"mailing_list": "change_contact", "subscription": "switch_payment"}
Hazard = tuple[str, str, str, bool]


class Reading:
    """What PLANNER says of a vault, a goal, decisions and completions on a day.

    `edges` are all requirements between real steps before any is dropped, deadlocks included.
    """

    def __init__(
        self,
        records: Records,
        goal: tuple[str, ...],
        decisions: Mapping[str, str],
        completed: Mapping[str, date],
        today: date,
    ) -> None:
        self.words = Words(records, today)
        self.goal = goal
        self.scope = Scope(self.words, goal, decisions)
        self.book = Steps(self.words, self.scope, completed)
        self.table = Table(self.book).edges
        self.virtual = {s.id for s in self.book.by_id.values() if s.virtual}
        self.edges = pass_through(self.table, self.virtual)
        self._free_what_is_behind()

    @property
    def steps(self) -> dict[str, Step]:
        return {i: s for i, s in self.book.by_id.items() if not s.virtual}

    def _free_what_is_behind(self) -> None:
        """What is behind the person waits for nothing in a circle of `must`: it is no deadlock.

        What it left undone goes wrong all the same, so the hazards are read with the circle whole.
        """
        self.freed: set[tuple[str, str]] = set()
        for knot in knots(pair for pair, (_rule, must) in self.edges.items() if must):
            for first, then in list(self.edges):
                must = self.edges[first, then][1]
                if must and {first, then} <= knot and self.book.by_id[then].is_behind:
                    del self.edges[first, then]
                    self.freed.add((first, then))

    def deadlocks(self) -> set[frozenset[str]]:
        return knots(pair for pair, (_rule, must) in self.edges.items() if must)

    # -- states -----------------------------------------------------------------------------------

    def is_automatic(self, step: Step) -> bool:
        return step.action == "give_up_contact" and bool(self.book.hosts(step.item))

    def states(self) -> dict[str, str]:
        """The state of each step; what dies by itself is done once its musts are behind."""
        # What is done, accepted or asked is so whatever it would have waited for.
        settled = [s for s in self.steps.values() if s.is_done or s.is_behind or s.asked]
        found = {step.id: self._state(step, []) for step in settled}
        while len(found) < len(self.steps):
            before = len(found)
            for step in self.steps.values():
                musts = [f for (f, t), (_r, must) in self.edges.items() if must and t == step.id]
                if step.id not in found and all(f in found for f in musts):
                    found[step.id] = self._state(step, [found[f] for f in musts])
            if len(found) == before:  # what is left waits for a deadlock
                for step in self.steps.values():
                    found.setdefault(step.id, self._state(step, ["blocked"]))
        return found

    def _state(self, step: Step, musts: list[str]) -> str:
        if step.is_done:
            return "done"
        if step.is_behind:
            return "accepted"
        if step.asked:
            return "overdue" if step.overdue else "waiting"
        if not all(state in ("done", "accepted") for state in musts):
            return "blocked"
        return "done" if self.is_automatic(step) else "ready"

    # -- the verdict ------------------------------------------------------------------------------

    def goal_ends(self) -> set[str]:
        """The steps that end the goal, or by which it moves; of what has ended, what would have."""
        found = set()
        for item in self.goal:
            moved = MOVED.get(self.words.kind(item))
            own = [f"{moved}:{item}"] if moved and item in self.scope.spared else []
            found |= set(self.book.there(*own) or self.book.end(item))
        return found

    def hazards(self, dropped: set[tuple[str, str]]) -> set[Hazard]:
        """What goes wrong: each step not behind you that the end of a goal item waits for."""
        ends, states = self.goal_ends(), self.states()
        into_virtual = {p for p in self.table if p[1] in ends & self.virtual}
        passed = pass_through(self.table, self.virtual - ends)
        edges = {p for p in self.edges if p not in dropped} | self.freed
        edges |= {p for p in passed if p[1] in ends & self.virtual} | into_virtual
        waiting, seen = list(ends), set()
        while waiting:
            then = waiting.pop()
            for first in {f for f, t in edges if t == then} - seen:
                seen.add(first)
                waiting.append(first)
        awaited = [self.steps[s] for s in seen if s in self.steps and states[s] != "done"]
        return {
            (name, s.item, self.book.place(s), states[s.id] == "accepted")
            for s in awaited
            for name in self._names(s)
        }

    def _names(self, step: Step) -> list[str]:
        names = [HAZARDS[step.action]] if step.action in HAZARDS else []
        if step.action in ("close_account", "request_erasure") and step.item in self.goal:
            names = []
        way = self.words.item(step.item).way
        login = way.needs_login if way else None
        gone = login is not None and (login in self.scope.ends or self.words.has_ended(login))
        if step.action == "cancel_subscription" and gone:
            names.append("no_way_to_cancel")
        if step.asked and not step.is_behind and self._is_sent_from_what_ends(step.item):
            names.append("reply_lost")
        return names

    def _is_sent_from_what_ends(self, item: str) -> bool:
        accounts = [item] if self.words.is_place(item) else self.words.to(item, *AT)
        return any(
            contact in self.scope.ends
            for account in accounts
            if self.words.is_place(account)
            for contact in self.words.to(account, "registered_with")
        )
