"""PLANNER 3, read plainly: which steps there are, where, whose request, and what ends an item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from footprint.requests.machine import Standing
from tests.planner.reading.scope import Scope
from tests.planner.reading.words import AT, ORDINARY, Words

PROOF = {
    "cancel_subscription": ("cancellation",),
    "close_account": ("closure",),
    "request_erasure": ("erasure",),
    "remove_payment_method": ("card_removal",),
    "unsubscribe": ("unsubscribe", "objection"),
    "export_data": ("access", "portability"),
    "change_contact": ("rectification",),
}
CHANGES = {
    "change_sign_in": "signs_in_with",
    "change_contact": "registered_with",
    "change_recovery": "recovers_with",
}
END = {
    "subscription": "cancel_subscription",
    "payment_method": "remove_payment_method",
    "mailing_list": "unsubscribe",
    "balance": "spend_balance",
    "contact": "give_up_contact",
    "instrument": "retire_instrument",
}
# Keeping takes only the item's own steps off the person.
UNKEPT = ("settle_request", "save_evidence")
WATCHES = ("watch_charges", "watch_mail", "verify_closed")


@dataclass
class Step:
    """A step; `virtual`: it would have ended what has ended already and only counts."""

    action: str
    item: str
    virtual: bool = False
    accepted: bool = False
    cancelled: bool = False
    request: str | None = None
    settled: bool = False
    given_up: bool = False
    asked: bool = False
    overdue: bool = False

    @property
    def id(self) -> str:
        return f"{self.action}:{self.item}"

    @property
    def is_done(self) -> bool:
        return self.virtual or self.cancelled or self.settled

    @property
    def is_behind(self) -> bool:
        return self.is_done or self.accepted or self.given_up


class Steps:
    """The steps of a scope by id."""

    def __init__(self, words: Words, scope: Scope, completed: Mapping[str, date]) -> None:
        self.words, self.scope, self.completed = words, scope, completed
        self.by_id: dict[str, Step] = {}
        for item in words.items:
            for action in self._of(item):
                self._add(action, item)
        self._add_settlements()
        self._add_evidence()

    # -- words ------------------------------------------------------------------------------------

    def ends(self, item: str) -> bool:
        return item in self.scope.ends

    def keeps(self, item: str) -> bool:
        return self.scope.wish.get(item) == "keep"

    def wholes(self, item: str) -> list[str]:
        return [w for w in self.words.to(item, "part_of") if self.ends(w)]

    def has_account(self, item: str) -> bool:
        record = self.words.item(item)
        login = getattr(record, "login", None)
        if record.kind == "shop":
            return bool(login or self.words.to(item, "signs_in_with"))
        return not self.wholes(item) or bool(login or record.way)

    def topmost(self, service: str) -> set[str]:
        wholes = self.wholes(service)
        return {t for w in wholes for t in self.topmost(w)} if wholes else {service}

    def is_moved_first(self, item: str) -> bool:
        """An account that ends all the same and was decided to move."""
        is_place = self.words.is_place(item)
        return is_place and self.ends(item) and self.scope.wish.get(item) == "move"

    def end_action(self, item: str) -> str:
        kind = self.words.kind(item)
        if kind in ("service", "shop"):
            return "close_account" if self.has_account(item) else "request_erasure"
        if kind in ("contact", "payment_method") and item in self.scope.spared:
            return {"contact": "move_contact", "payment_method": "replace_payment"}[kind]
        if item in self.scope.replaced:
            return "replace_payment"
        return END[kind]

    def end(self, item: str) -> list[str]:
        """End of X: the ids of the steps; none if X does not end."""
        if self.words.kind(item) == "service" and self.ends(item) and not self.has_account(item):
            return sorted({step for whole in self.wholes(item) for step in self.end(whole)})
        return self.there(f"{self.end_action(item)}:{item}") if self.is_ended(item) else []

    def is_ended(self, item: str) -> bool:
        return self.ends(item) or item in self.scope.spared or item in self.scope.replaced

    def erasure(self, item: str) -> list[str]:
        """`request_erasure` of X; of a part, its topmost service's."""
        if self.words.kind(item) != "service":
            return self.there(f"request_erasure:{item}")
        return self.there(*(f"request_erasure:{t}" for t in sorted(self.topmost(item))))

    def there(self, *ids: str) -> list[str]:
        return [i for i in ids if i in self.by_id]

    def hosts(self, contact: str) -> set[str]:
        """The services and shops that a contact dies with."""
        words = self.words
        providers = words.to(contact, "provided_by") if words.kind(contact) == "contact" else []
        found = {p for p in providers if words.is_place(p)}
        found |= {
            s
            for p in providers
            if words.kind(p) == "subscription"
            for s in words.to(p, "provided_by")
        }
        while more := {w for h in found for w in words.to(h, "part_of")} - found:
            found |= more
        return {h for h in found if self.ends(h)}

    def excepted(self, contact: str) -> set[str]:
        """Hosts, their parts without an account of their own, and what is at any of them."""
        found = self.hosts(contact)
        while (
            more := {
                p
                for h in found
                for p in self.words.of(h, "part_of")
                if self.ends(p) and not self.has_account(p)
            }
            - found
        ):
            found |= more
        return found | {i for h in found for i in self.words.of(h, *AT)}

    # -- which steps there are --------------------------------------------------------------------

    def _of(self, item: str) -> Iterator[str]:
        kind = self.words.kind(item)
        if kind in ("service", "shop"):
            yield from self._of_a_place(item)
        elif kind == "subscription":
            if self.ends(item) or self._is_kept_from_its_end(item):
                yield "cancel_subscription"
            elif self.scope.is_switched(item) or item in self.scope.spared:
                yield "switch_payment"
            if self.ends(item) and not self.keeps(item):
                yield "watch_charges"
        elif kind == "mailing_list":
            if self.ends(item) or self._is_kept_from_its_end(item):
                yield "unsubscribe"
            elif item in self.scope.spared:
                yield "change_contact"
            if self.ends(item) and not self.keeps(item):
                yield "watch_mail"
        elif kind == "instrument":
            if self.ends(item):
                yield "retire_instrument"
            elif item in self.scope.spared:
                yield "resolve"
        elif self.is_ended(item):
            yield self.end_action(item)
        if self.ends(item) and not self.keeps(item) and self._holds_more(item):
            yield "export_data"
        if self._is_resolved(item):
            yield "resolve"

    def _is_resolved(self, item: str) -> bool:
        scope = self.scope
        is_moved = scope.needs(item) or scope.needs_another_way(item)
        return scope.stays(item) and is_moved and not self._is_kept_from_its_end(item)

    def _is_kept_from_its_end(self, item: str) -> bool:
        """Kept, though it would have ended: its own step stands, accepted, and no other."""
        return self.keeps(item) and item in self.scope.spared

    def _of_a_place(self, item: str) -> Iterator[str]:
        is_kept = self._is_kept_from_its_end(item)
        if (self.ends(item) and self.has_account(item)) or is_kept:
            yield self.end_action(item)
        if self.ends(item) and not self.keeps(item):
            is_shop = self.words.kind(item) == "shop"
            if is_shop or not self.wholes(item):
                yield "request_erasure"
                if self.has_account(item):
                    yield "verify_closed"
        elif self.ends(item) and self.words.kind(item) == "shop" and not self.has_account(item):
            yield "request_erasure"
        if (self.scope.stays(item) and not is_kept) or self.is_moved_first(item):
            for action, relation in CHANGES.items():
                if self.scope.changes(item, relation):
                    yield action

    def _holds_more(self, item: str) -> bool:
        if self.words.opened(item, "access", "portability"):
            return True
        if not self.words.is_place(item):
            return False
        has_record = self.words.kind(item) == "service" or self.has_account(item)
        more = set(self.words.item(item).holds) - ORDINARY
        return has_record and bool(more) and not self.words.has_ended(item)

    def _add(self, action: str, item: str) -> Step:
        step = Step(action, item)
        if step.id in self.by_id:
            return self.by_id[step.id]
        self.by_id[step.id] = step
        is_end = action in (*END.values(), "close_account")
        step.virtual = is_end and self.words.has_ended(item)
        step.cancelled = action == "cancel_subscription" and self.words.is_cancelled(item)
        step.accepted = self.keeps(item) and action not in (*WATCHES, *UNKEPT)
        self._carry(step)
        step.settled = step.settled or step.id in self.completed
        return step

    # -- requests ---------------------------------------------------------------------------------

    def _carry(self, step: Step) -> None:
        """The newest request of the kinds that prove a step."""
        found = [
            (request, standing)
            for request, standing in self.words.about(step.item)
            if request.kind in PROOF.get(step.action, ())
        ]
        if found:
            _request, standing = max(found, key=lambda pair: _newness(pair[1]))
            self._prove(step, standing)

    def _prove(self, step: Step, standing: Standing) -> None:
        step.request = standing.request
        step.settled = step.settled or standing.settled
        step.given_up = standing.given_up
        step.asked = standing.is_open
        step.overdue = standing.is_overdue

    def _add_settlements(self) -> None:
        for item in self.words.items:
            if not self._is_at_a_place_that_ends(item) and not self._is_registered(item):
                continue
            left = [r for r in self.words.opened(item) if not self._is_carried(r)]
            if left:
                self._prove(self._add("settle_request", item), self._due_first(left))

    def _is_carried(self, request: str) -> bool:
        """Whether another step carries a request: the newest of its kind stands for the older."""
        about = self.words.requests[request]
        actions = [action for action, kinds in PROOF.items() if about.kind in kinds]
        return any(f"{action}:{about.item}" in self.by_id for action in actions)

    def _due_first(self, requests: list[str]) -> Standing:
        standings = (self.words.standings[r] for r in requests)
        return min(standings, key=lambda s: (s.due.date if s.due else date.max, s.request))

    def at(self, item: str) -> list[str]:
        """Where something about an item lies: a contact or instrument is its own place."""
        if self.words.is_place(item):
            return [item]
        itself = [item] if self.words.kind(item) in ("contact", "instrument") else []
        return self.words.to(item, *AT) or itself

    def _is_at_a_place_that_ends(self, item: str) -> bool:
        return any(self.ends(p) for p in self.at(item))

    def _is_registered(self, item: str) -> bool:
        """At an account that stays but is registered with a contact that ends."""
        accounts = [a for a in self.at(item) if self.words.is_place(a) and self.scope.stays(a)]
        return any(self.scope.changes(a, "registered_with") for a in accounts)

    def _add_evidence(self) -> None:
        unsettled = [
            step.item
            for step in self.by_id.values()
            if step.action in ("cancel_subscription", "spend_balance") and not step.is_done
        ]
        unsettled += [item for item in self.words.items if self.words.opened(item)]
        places = {e for i in unsettled for p in self.at(i) if self.ends(p) for e in self.keepers(p)}
        places |= {s.split(":")[1] for s in self.completed if s.startswith("save_evidence:")}
        for place in sorted(places):
            is_left = self.ends(place) and not self.words.has_ended(place)
            if is_left and self.words.is_place(place):
                self._add("save_evidence", place)

    def keepers(self, place: str) -> list[str]:
        """Where the evidence about a place is: of a shop without an account, at its platforms."""
        is_accountless = self.words.kind(place) == "shop" and not self.has_account(place)
        return self.words.to(place, "sold_on") if is_accountless else [place]

    # -- places -----------------------------------------------------------------------------------

    def place(self, step: Step) -> str:
        item, kind = step.item, self.words.kind(step.item)
        ways = {
            *("cancel_subscription", "switch_payment", "unsubscribe", "close_account"),
            *("request_erasure", *WATCHES),
        }
        way = self.words.item(item).way
        if step.action in ways and way and way.needs_login:
            return way.needs_login
        if kind in ("service", "shop"):
            return item
        return min(self.words.to(item, *AT), default=item)


def _newness(standing: Standing) -> tuple[bool, date, str]:
    """What was sent counts before a draft."""
    return standing.sent_on is not None, standing.sent_on or date.min, standing.request
