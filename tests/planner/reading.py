"""A second, plain reading of PLANNER 2 and 4: slow, from the text, sharing no code with it."""

from collections.abc import Iterator

from footprint.planner.plan import Plan
from tests.planner.strategies import TODAY, Vault

ORDINARY = {"name", "email", "phone", "address", "birthday", "card", "bank"}
AT = ("provided_by", "sent_by", "stored_at", "held_at")


class Reading:
    """What ends and what moves, by going over the table until nothing changes."""

    def __init__(self, vault: Vault) -> None:
        self.items = dict(vault.records.items)
        self.links = list(vault.records.links)
        self.goal = set(vault.goal)
        self.wish = {d.item: d.decision for d in vault.decisions}
        self.plan = vault.plan
        self.ids = {step.id for step in vault.plan.steps}
        self.should = {
            k for k, v in vault.records.links.items() if v.effective_strength == "should"
        }
        self.ends: set[str] = set()
        self.replaced: set[str] = set()
        self.stays_by_wish: set[str] = set()
        for item in self.goal:
            self._end(item)
        while self._round():
            pass
        self.moves = set(self._moving())

    # -- the words -------------------------------------------------------------------------------

    def kind(self, item: str) -> str:
        return self.items[item].kind

    def to(self, item: str, relation: str) -> list[str]:
        return [t for s, r, t in self.links if s == item and r == relation]

    def of(self, item: str, relation: str) -> list[str]:
        return [s for s, r, t in self.links if t == item and r == relation]

    def has_ended(self, item: str) -> bool:
        record = self.items[item]
        if record.status == "ending":
            return record.ended_on is not None and record.ended_on <= TODAY
        return record.status == "ended"

    def is_ending(self, item: str) -> bool:
        record = self.items[item]
        return record.kind == "subscription" and record.status == "ending" and bool(record.ended_on)

    def stays(self, item: str) -> bool:
        return item not in self.ends and not self.has_ended(item)

    def login(self, item: str) -> str | None:
        return getattr(self.items[item], "login", None)

    def needs_login(self, item: str) -> str | None:
        way = self.items[item].way
        return way.needs_login if way and way.needs_login != item else None

    def through(self, method: str, around: bool = True) -> set[str]:
        """The subscriptions charged through a method; not by way of replaced ones if `around`."""
        methods, grown = {method}, True
        if around and method in self.replaced:
            return set()
        while grown:
            more = set()
            for known in methods:
                more |= set(self.of(known, "draws_on"))
                for place in self.to(known, "stored_at"):
                    more |= set(self.of(place, "draws_on"))
            more = {m for m in more if self.kind(m) == "payment_method"} - methods
            if around:
                more -= self.replaced
            methods |= more
            grown = bool(more)
        return {s for m in methods for s in self.of(m, "charged_to")}

    # -- scope -----------------------------------------------------------------------------------

    def _end(self, item: str) -> None:
        """Let an item end as its decision says: it may stay, or go on in another way."""
        wish = self.wish.get(item)
        if self.has_ended(item) and wish == "move":
            wish = None
        is_account = self.kind(item) in ("service", "shop")
        if item not in self.goal and not self.has_ended(item):
            if wish == "keep" and self.kind(item) in ("shop", "subscription", "mailing_list"):
                self.stays_by_wish.add(item)
                return
            if wish == "move" and self.kind(item) == "shop":
                self.stays_by_wish.add(item)
                return
        if wish == "move" and not is_account:
            self.stays_by_wish.add(item)
            if self.kind(item) == "payment_method":
                self.replaced.add(item)
            return
        self.replaced.discard(item)
        self.ends.add(item)

    def _round(self) -> bool:
        before = (len(self.ends), len(self.stays_by_wish), len(self.replaced))
        for source, relation, target in self.links:
            if target not in self.ends or source in self.ends | self.stays_by_wish:
                continue
            is_moved = self._only_moved(source, relation)
            if self._follows(source, relation, target) or (is_moved and self._is_wanted(source)):
                self._end(source)
        for method in [i for i in self.ends if self.kind(i) == "payment_method"]:
            for subscription in self.through(method, around=False):
                if self._is_wanted(subscription):
                    self._end(subscription)
            for other in self.of(method, "draws_on"):
                if self.wish.get(other) == "move" and self.stays(other):
                    self._end(other)
        for item in self.items:
            login = self.needs_login(item)
            if login in self.ends and self._is_wanted(item):
                self._end(item)
        after = (len(self.ends), len(self.stays_by_wish), len(self.replaced))
        return after != before or self._unreplace()

    def _is_wanted(self, item: str) -> bool:
        """Whether an item that would only move was decided to end instead."""
        return self.wish.get(item) == "end" and self.stays(item)

    def _follows(self, source: str, relation: str, target: str) -> bool:
        """Whether `source` ends with `target` by the table, over this link."""
        kinds = (self.kind(source), self.kind(target))
        if relation in ("part_of", "stored_at", "sent_by", "held_at"):
            return True
        if relation == "provided_by":
            providers = self.to(source, "provided_by")
            return kinds[0] != "contact" or not any(self.stays(p) for p in providers)
        if relation in ("sold_on", "signs_in_with") and kinds[0] == "shop":
            hosts = self.to(source, "sold_on")
            standing = [*hosts, *self.to(source, "signs_in_with")]
            alone = self.login(source) or any(self.stays(s) for s in standing)
            return not alone and any(h in self.ends for h in hosts)
        if relation == "draws_on" and kinds == ("payment_method", "instrument"):
            if self.wish.get(source) in ("end", "move", "keep") or self.has_ended(source):
                return True
            self.replaced.add(source)
            return False
        if relation == "draws_on":
            return kinds[1] in ("service", "instrument")
        return relation == "registered_with" and kinds[0] == "mailing_list"

    def _only_moved(self, source: str, relation: str) -> bool:
        if relation in ("signs_in_with", "registered_with", "recovers_with", "needs"):
            return True
        return relation == "draws_on" and self.kind(source) == "payment_method"

    def _unreplace(self) -> bool:
        """End the copies of an instrument that nothing goes on through, or whose place ends."""
        found = False
        for method in sorted(self.replaced):
            if self.wish.get(method) == "move":
                continue
            goes_on = any(
                self.stays(s) and not self.is_ending(s) for s in self.through(method, around=False)
            )
            if not goes_on or not all(self.stays(p) for p in self.to(method, "stored_at")):
                self._end(method)
                found = True
        return found

    def _moving(self) -> Iterator[str]:
        stays = [i for i in self.items if self.stays(i)]
        yield from self.stays_by_wish | self.replaced
        touched = set()
        for source, relation, target in self.links:
            if target in self.ends and source in stays:
                is_account = self.kind(source) in ("service", "shop")
                if relation in ("signs_in_with", "registered_with", "recovers_with") and is_account:
                    touched.add(source)
                if relation == "needs":
                    touched.add(source)
                is_copy = relation == "draws_on" and self.kind(source) == "payment_method"
                is_stored = any(self.stays(p) for p in self.to(source, "stored_at"))
                if is_copy and self.kind(target) == "payment_method" and is_stored:
                    touched.add(source)
        for method in [i for i in self.ends if self.kind(i) == "payment_method"]:
            for subscription in self.through(method):
                if subscription in stays and not self.is_ending(subscription):
                    touched.add(subscription)
        yield from touched
        for item in stays:
            if self.needs_login(item) in self.ends:
                yield item

    @property
    def affected(self) -> set[str]:
        return self.ends | self.moves

    # -- precedence ------------------------------------------------------------------------------

    def has_account(self, item: str) -> bool:
        if self.kind(item) == "shop":
            return bool(self.login(item) or self.to(item, "signs_in_with"))
        is_part = any(w in self.ends for w in self.to(item, "part_of"))
        return not is_part or bool(self.login(item) or self.items[item].way)

    def end(self, item: str) -> list[str]:
        """The ids of the steps that end an item, as far as they stand in the plan."""
        kind = self.kind(item)
        if kind == "service" and not self.has_account(item):
            wholes = [w for w in self.to(item, "part_of") if w in self.ends]
            return [step for whole in wholes for step in self.end(whole)]
        names = {
            "service": ["close_account"],
            "shop": ["close_account" if self.has_account(item) else "request_erasure"],
            "subscription": ["cancel_subscription"],
            "payment_method": ["remove_payment_method", "replace_payment"],
            "mailing_list": ["unsubscribe"],
            "balance": ["spend_balance"],
            "contact": ["give_up_contact", "move_contact"],
            "instrument": ["retire_instrument"],
        }[kind]
        return self.there(*(f"{name}:{item}" for name in names))

    def there(self, *ids: str) -> list[str]:
        return [i for i in ids if i in self.ids]

    def erasure(self, item: str) -> list[str]:
        wholes = [w for w in self.to(item, "part_of") if w in self.ends]
        if wholes:
            return [step for whole in wholes for step in self.erasure(whole)]
        return self.there(f"request_erasure:{item}")

    def settled(self, subscription: str) -> list[str]:
        return self.there(f"cancel_subscription:{subscription}", f"switch_payment:{subscription}")

    def excepted(self, contact: str) -> set[str]:
        hosts = set()
        for provider in self.to(contact, "provided_by"):
            hosts |= (
                set(self.to(provider, "provided_by"))
                if self.kind(provider) == "subscription"
                else {provider}
            )
        for _ in self.items:
            hosts |= {w for h in hosts & self.ends for w in self.to(h, "part_of")}
        hosts &= self.ends
        for _ in self.items:
            parts = {p for h in hosts for p in self.of(h, "part_of") if p in self.ends}
            hosts |= {p for p in parts if not self.has_account(p)}
        return hosts | {i for h in hosts for r in AT for i in self.of(h, r)}

    def musts(self) -> Iterator[tuple[str, str, str]]:
        """Yield (rule, first, then) for every `must` that the table asks for."""
        for rule, firsts, thens in self._rules():
            for first in firsts:
                for then in thens:
                    if first != then:
                        yield rule, first, then

    def _rules(self) -> Iterator[tuple[str, list[str], list[str]]]:
        live = {i: self.items[i] for i in self.items}
        for x in live:
            yield from self._at(x)
            yield from self._money(x)
            yield from self._people(x)

    def _at(self, x: str) -> Iterator[tuple[str, list[str], list[str]]]:
        kept = self.there(f"export_data:{x}", f"save_evidence:{x}")
        yield "export-first", kept, [*self.erasure(x), *self.end(x)]
        if self.kind(x) == "subscription":
            cancel = self.there(f"cancel_subscription:{x}")
            for provider in self.to(x, "provided_by"):
                yield "cancel-before-close", cancel, self.end(provider)
                yield "cancel-before-erasure", cancel, self.erasure(provider)
                for platform in self.to(provider, "sold_on"):
                    yield "cancel-before-close", cancel, self.end(platform)
        for place in self.to(x, "stored_at"):
            yield "card-before-close", self.there(f"remove_payment_method:{x}"), self.end(place)
        for place in self.to(x, "held_at"):
            yield "spend-before-end", self.there(f"spend_balance:{x}"), self.end(place)
        for sender in self.to(x, "sent_by"):
            lists = self.there(f"unsubscribe:{x}")
            yield "unsubscribe-before-close", lists, self.end(sender)
            for platform in self.to(sender, "sold_on"):
                yield "unsubscribe-before-close", lists, self.end(platform)
        for whole in self.to(x, "part_of"):
            if x in self.ends and self.has_account(x):
                yield "part-before-whole", self.end(x), self.end(whole)
        login = self.needs_login(x)
        if login in self.ends and login is not None:
            waits = ("watch_charges", "watch_mail", "verify_closed")
            steps = [i for i in self.ids if i.split(":")[1] == x and i.split(":")[0] not in waits]
            yield "login-needed", sorted(steps), self.end(login)

    def _money(self, x: str) -> Iterator[tuple[str, list[str], list[str]]]:
        if self.kind(x) == "payment_method":
            settled = [step for s in self.through(x, False) for step in self.settled(s)]
            yield "cancel-before-card", settled, self.there(f"remove_payment_method:{x}")
            for wallet in self.to(x, "draws_on"):
                if self.kind(wallet) == "service" and wallet in self.ends:
                    yield "wallet-before-close", [*settled, *self.end(x)], self.end(wallet)
                if self.kind(wallet) == "instrument":
                    retire = self.there(f"retire_instrument:{wallet}")
                    yield "instrument-last", [*settled, *self.end(x)], retire
        if self.kind(x) == "instrument":
            retire = self.there(f"retire_instrument:{x}")
            for other in self.to(x, "draws_on"):
                yield "instrument-last", retire, self.there(f"retire_instrument:{other}")
            for provider in self.to(x, "provided_by"):
                yield "instrument-before-issuer", retire, self.end(provider)

    def _people(self, x: str) -> Iterator[tuple[str, list[str], list[str]]]:
        if x in self.ends and self.kind(x) == "service":
            wholes = {x}
            for _ in self.items:
                wholes |= {w for h in wholes for w in self.to(h, "part_of") if w in self.ends}
            for account in self.of(x, "signs_in_with"):
                link = (account, "signs_in_with", x)
                accountless = self.kind(account) == "service" and not self.has_account(account)
                if account not in wholes and not accountless and link not in self.should:
                    yield "sign-in", self._goes(account, "change_sign_in"), self.end(x)
        if x in self.ends and self.kind(x) == "contact":
            excepted = self.excepted(x)
            for account in self.of(x, "registered_with"):
                link = (account, "registered_with", x)
                if account not in excepted and link not in self.should:
                    yield "contact", self._goes(account, "change_contact"), self.end(x)
        if self.kind(x) == "contact":
            for provider in self.to(x, "provided_by"):
                if self.kind(provider) == "subscription":
                    cancel = self.there(f"cancel_subscription:{provider}")
                    yield "contact-before-plan", self.end(x), cancel
                else:
                    yield "contact-before-provider", self.end(x), self.end(provider)
        if x in self.ends:
            for dependent in self.of(x, "needs"):
                if (dependent, "needs", x) not in self.should:
                    resolve = self.there(f"resolve:{dependent}")
                    yield "needs", resolve or self.end(dependent), self.end(x)
        yield "then-verify", self.there(f"close_account:{x}"), self.there(f"verify_closed:{x}")
        yield "then-watch", self.there(f"cancel_subscription:{x}"), self.there(f"watch_charges:{x}")
        yield "then-watch", self.there(f"unsubscribe:{x}"), self.there(f"watch_mail:{x}")

    def _goes(self, account: str, change: str) -> list[str]:
        return self.there(f"{change}:{account}") or self.end(account)


def reachable(plan: Plan) -> dict[str, set[str]]:
    """Return for each step all it requires by `must`, directly or not."""
    musts = {s.id: {r.step for r in s.requires if r.strength == "must"} for s in plan.steps}
    found: dict[str, set[str]] = {}
    for step in musts:
        seen: set[str] = set()
        waiting = [step]
        while waiting:
            for first in musts[waiting.pop()] - seen:
                seen.add(first)
                waiting.append(first)
        found[step] = seen
    return found
