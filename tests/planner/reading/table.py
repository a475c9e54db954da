"""PLANNER 4, the table, read plainly: each row yields (rule, strength, first, then)."""

from collections.abc import Iterable, Iterator

from tests.planner.reading.steps import CHANGES, WATCHES, Step, Steps
from tests.planner.reading.words import AT

PAYS = "payment_method"
Row = tuple[str, bool, str, str]
# The rules in the order of the table: between two steps the first of the strongest stands.
ORDER = (
    *("export-first", "evidence-first", "export-before-cancel", "access-before-erasure"),
    *("settle-before-close", "cancel-before-card", "cancel-before-close"),
    *("cancel-before-erasure", "login-needed", "card-before-close", "wallet-before-close"),
    *("spend-before-end", "unsubscribe-before-close", "shop-before-platform"),
    *("part-before-whole", "sign-in-before-close", "contact-before-give-up"),
    *("recovery-before-close", "contact-before-provider", "contact-before-plan"),
    *("mailbox-outlives", "mailbox-outlives-watch", "instrument-last"),
    *("instrument-after-watch", "instrument-before-issuer", "erase-as-end"),
    *("close-then-erase", "close-then-verify", "cancel-then-watch", "unsubscribe-then-watch"),
    "needs",
)
Edges = dict[tuple[str, str], tuple[str, bool]]


class Table:
    """The whole requirement set of the table, one requirement between two steps."""

    def __init__(self, steps: Steps) -> None:
        self.steps, self.words, self.scope = steps, steps.words, steps.scope
        self.edges: Edges = {}
        for item in self.words.items:
            for row in self._rows(item):
                self.add(*row)
        for row in list(self._erase_as_end()):
            self.add(*row)

    def add(self, rule: str, must: bool, first: str, then: str) -> None:
        if first == then:
            return
        before = self.edges.get((first, then))
        if before is None or _rank(rule, must) < _rank(*before):
            self.edges[first, then] = (rule, must)

    def _rows(self, x: str) -> Iterator[Row]:
        for part in (
            *(self._saving, self._requests, self._ways, self._cancelling, self._cards),
            *(self._ending, self._accounts, self._contacts, self._mailboxes),
            *(self._instruments, self._afterwards, self._needing),
        ):
            for rule, must, firsts, thens in part(x):
                for first in firsts:
                    for then in thens:
                        yield rule, must, first, then

    # -- short ways -------------------------------------------------------------------------------

    def step(self, action: str, item: str) -> list[str]:
        return self.steps.there(f"{action}:{item}")

    def on(self, item: str) -> list[Step]:
        return [s for s in self.steps.by_id.values() if s.item == item]

    def is_weak(self, source: str, relation: str, target: str) -> bool:
        return (source, relation, target) in self.words.weak

    def settled(self, subscription: str) -> list[str]:
        own = self.step("cancel_subscription", subscription)
        own = own or self.step("switch_payment", subscription)
        if own:
            return own
        return self._replacements(self.words.to(subscription, "charged_to"))

    def _replacements(self, methods: Iterable[str]) -> list[str]:
        """The replacement of each method, else of what it draws on: paid in place all the same."""
        found: set[str] = set()
        waiting, seen = set(methods), set(methods)
        while waiting:
            method = waiting.pop()
            own = self.step("replace_payment", method)
            found |= set(own)
            drawn = {m for m in self.words.items if method in self.words.drawing_on(m)}
            more = {m for m in drawn if self.words.kind(m) == PAYS} - seen if not own else set()
            waiting, seen = waiting | more, seen | more
        return sorted(found)

    def goes(self, account: str, change: str) -> list[str]:
        """`change_…`, or the end."""
        return self.step(change, account) or self.steps.end(account)

    def platforms(self, provider: str) -> list[str]:
        return self.words.to(provider, "sold_on")

    # -- the rows ---------------------------------------------------------------------------------

    def _saving(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        export = self.step("export_data", x)
        saved = [*export, *self.step("save_evidence", x)]
        ends = [*self.steps.erasure(x), *self.steps.end(x)]
        yield "export-first", True, saved, ends
        if export and self.words.opened(x, "access", "portability"):
            yield "access-before-erasure", True, export, ends
        for step in self.on(x):
            if step.action in ("cancel_subscription", "spend_balance", "settle_request"):
                places = [x] if self.words.is_place(x) else self.words.to(x, *AT)
                keepers = [
                    k for p in places if self.words.is_place(p) for k in self.steps.keepers(p)
                ]
                evidence = [s for k in keepers for s in self.step("save_evidence", k)]
                yield "evidence-first", False, evidence, [step.id]
        for subscription in self.words.of(x, "provided_by"):
            cancel = self.step("cancel_subscription", subscription)
            yield "export-before-cancel", False, export, cancel

    def _requests(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        settle = self.step("settle_request", x)
        if not settle:
            return
        places = self.steps.at(x)
        providers = [q for p in places for q in self.words.to(p, "provided_by")]
        yield "settle-before-close", True, settle, self._ends_of([*places, *providers])
        if self.words.opened(x, "refund"):
            own = self.words.to(x, "charged_to")
            cards = own or [c for p in places for c in self.words.of(p, "stored_at")]
            removals = [s for c in cards for s in self.step("remove_payment_method", c)]
            yield "settle-before-close", True, settle, removals

    def _cancelling(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        if self.words.kind(x) == "subscription":
            cancel = self.step("cancel_subscription", x)
            for provider in self.words.to(x, "provided_by"):
                ends = [provider, *self.platforms(provider)]
                yield "cancel-before-close", True, cancel, self._ends_of(ends)
                yield "cancel-before-erasure", True, cancel, self.steps.erasure(provider)

    def _ends_of(self, items: Iterable[str]) -> list[str]:
        return [step for item in items for step in self.steps.end(item)]

    def _ways(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        login = self.words.way_login(x)
        if login is not None:
            steps = [s.id for s in self.on(x) if s.action not in WATCHES]
            yield "login-needed", True, steps, self._ends_of(self._left(login))

    def _left(self, x: str) -> list[str]:
        """X as far as it ends or is kept; what moves goes on for who needs it."""
        is_kept = x in self.scope.spared and self.steps.keeps(x)
        return [x] if self.steps.ends(x) or is_kept else []

    def _cards(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        if self.words.kind(x) != "payment_method":
            return
        remove = self.step("remove_payment_method", x)
        settled = [step for s in self.words.through(x) for step in self.settled(s)]
        yield "cancel-before-card", True, settled, remove
        for place in self.words.to(x, "stored_at"):
            yield "card-before-close", True, remove, self.steps.end(place)
        for wallet in self.words.to(x, "draws_on"):
            if self.words.kind(wallet) == "service":
                ends = self.steps.end(wallet)
                yield "wallet-before-close", True, [*self.steps.end(x), *settled], ends

    def _ending(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        words, steps = self.words, self.steps
        if words.kind(x) == "balance":
            held = self._ends_of(words.to(x, "held_at"))
            yield "spend-before-end", True, self.step("spend_balance", x), held
        if words.kind(x) == "mailing_list":
            for sender in words.to(x, "sent_by"):
                ends = self._ends_of([sender, *self.platforms(sender)])
                yield "unsubscribe-before-close", True, self.step("unsubscribe", x), ends
        if words.kind(x) == "shop":
            firsts = [*self.step("request_erasure", x), *steps.end(x)]
            must = self._has_something(x)
            yield "shop-before-platform", must, firsts, self._ends_of(self.platforms(x))
        if words.kind(x) == "service" and steps.has_account(x):
            yield "part-before-whole", True, steps.end(x), self._ends_of(words.to(x, "part_of"))

    def _has_something(self, shop: str) -> bool:
        words = self.words
        at = words.of(shop, "provided_by", "stored_at", "held_at", "sent_by")
        kinds = ("subscription", "payment_method", "balance", "mailing_list")
        has = any(words.kind(i) in kinds and not words.has_ended(i) for i in at)
        return has or any(words.opened(i) for i in [shop, *at])

    def _accounts(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        words, steps = self.words, self.steps
        wholes = {x}
        while more := {w for h in wholes for w in steps.wholes(h)} - wholes:
            wholes |= more
        for account in words.of(x, "signs_in_with"):
            is_accountless = words.kind(account) == "service" and not steps.has_account(account)
            if account not in wholes and not is_accountless:
                must = not self.is_weak(account, "signs_in_with", x)
                firsts = self.goes(account, "change_sign_in")
                yield "sign-in-before-close", must, firsts, steps.end(x)
        for account in words.of(x, "recovers_with"):
            if account not in steps.excepted(x) and steps.ends(x):
                must = not self.is_weak(account, "recovers_with", x)
                firsts = self.goes(account, "change_recovery")
                yield "recovery-before-close", must, firsts, steps.end(x)

    def _contacts(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        words, steps = self.words, self.steps
        if words.kind(x) != "contact":
            return
        if steps.ends(x):
            yield from self._registered(x)
        yield from self._provided(x)

    def _registered(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        words, steps = self.words, self.steps
        for account in set(words.of(x, "registered_with")) - steps.excepted(x):
            must = not self.is_weak(account, "registered_with", x)
            firsts = self.goes(account, "change_contact")
            yield "contact-before-give-up", must, firsts, steps.end(x)

    def _provided(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        words, steps = self.words, self.steps
        is_phone = getattr(words.item(x), "type", None) == "phone"
        for provider in words.to(x, "provided_by"):
            if words.kind(provider) == "subscription":
                cancel = self.step("cancel_subscription", provider)
                yield "contact-before-plan", True, steps.end(x), cancel
                continue
            yield "contact-before-provider", True, steps.end(x), steps.end(provider)
            if is_phone and words.kind(provider) == "service":
                for plan in words.of(provider, "provided_by"):
                    cancel = self.step("cancel_subscription", plan)
                    yield "contact-before-plan", False, steps.end(x), cancel

    def _mailboxes(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        words, steps = self.words, self.steps
        if words.kind(x) != "contact":
            return
        if not steps.ends(x):
            return
        excepted = steps.excepted(x)
        for account in filter(words.is_place, words.of(x, "registered_with")):
            must = not self.is_weak(account, "registered_with", x)
            here = [account, *words.of(account, *AT)]
            moved = steps.is_moved_first(account)
            told = [] if moved else [i for i in here if i not in excepted]
            asks = self._asks(account, told, excepted) if steps.ends(account) else []
            asks += [s for i in told for s in self._carriers(i)]
            # Of a host, or of what is moved first, only what waits for no end can come before.
            rest = [s for i in here if i not in told for s in self._carriers(i)]
            asks += [s for s in rest if s.split(":")[0] in ("settle_request", "export_data")]
            yield "mailbox-outlives", must, asks, steps.end(x)
            watches = [s.id for i in told for s in self.on(i) if s.action in WATCHES]
            yield "mailbox-outlives-watch", False, watches, steps.end(x)

    def _asks(self, account: str, told: list[str], excepted: set[str]) -> list[str]:
        """The steps that ask something of an account that ends itself."""
        asks = []
        if account in told:
            asks += self.step("close_account", account)
            erased = self.steps.erasure(account)
            asks += [s for s in erased if s.removeprefix("request_erasure:") not in excepted]
        for item in told:
            asks += self.step("cancel_subscription", item)
            asks += self.step("remove_payment_method", item)
            way = self.words.item(item).way
            if way and way.email:
                asks += self.step("unsubscribe", item)
        return asks

    def _carriers(self, item: str) -> list[str]:
        """The steps that carry an open request on an item."""
        opened = self.words.opened(item)
        return [s.id for s in self.on(item) if s.request in opened and not s.is_behind]

    def _instruments(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        words, steps = self.words, self.steps
        if words.kind(x) != "instrument":
            return
        retire = self.step("retire_instrument", x)
        for other in words.of(x, "draws_on"):
            if words.kind(other) == "instrument":
                rest = self.step("retire_instrument", other) or self.step("resolve", other)
                yield "instrument-last", True, rest, retire
                continue
            yield "instrument-last", True, steps.end(other), retire
            settled = [step for s in words.through(other) for step in self.settled(s)]
            yield "instrument-last", True, settled, retire
        watches = [w for s in self._charged_through(x) for w in self.step("watch_charges", s)]
        yield "instrument-after-watch", False, watches, retire
        yield "instrument-before-issuer", True, retire, self._ends_of(words.to(x, "provided_by"))

    def _charged_through(self, instrument: str) -> Iterator[str]:
        words, drawing = self.words, {instrument}
        while more := {i for d in drawing for i in words.of(d, "draws_on")} - drawing:
            drawing |= more
        methods = [m for m in drawing if words.kind(m) == "payment_method"]
        for subscription in {s for m in methods for s in words.through(m)}:
            cycle = getattr(words.item(subscription), "cycle", None)
            if cycle and cycle.every * _LONGEST[cycle.unit] <= 40:
                yield subscription

    def _afterwards(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        close = self.step("close_account", x)
        if self.words.kind(x) == "service":
            yield "close-then-erase", False, close, self.step("request_erasure", x)
        yield "close-then-verify", True, close, self.step("verify_closed", x)
        cancel = self.step("cancel_subscription", x)
        yield "cancel-then-watch", True, cancel, self.step("watch_charges", x)
        unsubscribe = self.step("unsubscribe", x)
        yield "unsubscribe-then-watch", True, unsubscribe, self.step("watch_mail", x)

    def _needing(self, x: str) -> Iterator[tuple[str, bool, Iterable[str], Iterable[str]]]:
        for dependent in self.words.of(x, "needs"):
            must = not self.is_weak(dependent, "needs", x)
            firsts = self.step("resolve", dependent) or self.steps.end(dependent)
            yield "needs", must, firsts, self._ends_of(self._left(x))

    def _erase_as_end(self) -> Iterator[Row]:
        """All that the end of X requires by must (for a part: its end too)."""
        for x in self.words.items:
            if not self.words.is_place(x) or not self.steps.has_account(x):
                continue
            ends, erasures = self.steps.end(x), self.steps.erasure(x)
            firsts = [f for (f, then), (_r, must) in self.edges.items() if must and then in ends]
            if self.words.kind(x) == "service" and self.steps.wholes(x):
                firsts += ends
            for erasure in erasures:
                for first in firsts:
                    yield "erase-as-end", True, first, erasure


_LONGEST = {"day": 1, "week": 7, "month": 31, "year": 366}


def _rank(rule: str, must: bool) -> tuple[bool, int]:
    return not must, ORDER.index(rule)


__all__ = ["CHANGES", "ORDER", "Edges", "Table"]
