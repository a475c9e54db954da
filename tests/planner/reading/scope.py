"""PLANNER 2, read plainly: go over the table until nothing changes."""

from collections.abc import Iterable, Mapping

from tests.planner.reading.words import LINKED, Words

CAN_STAY = ("shop", "subscription", "mailing_list")


class Scope:
    """What ends, what moves and what is kept.

    `ends` holds also what has ended already and hangs on what ends, and what is kept but dies all
    the same. `spared` goes on by decision; `replaced` are the payment methods replaced in place.
    """

    def __init__(self, words: Words, goal: Iterable[str], decisions: Mapping[str, str]) -> None:
        self.words, self.goal = words, set(goal)
        # What has ended can no longer be moved.
        self.wish = {i: w for i, w in decisions.items() if w != "move" or not words.has_ended(i)}
        self.ends: set[str] = set()
        for item in self.goal:
            if not self._goes_on_by_wish(item):
                self.ends.add(item)
        while more := {i for i in words.items if i not in self.ends and self._now_ends(i)}:
            self.ends |= more

    # -- sets -------------------------------------------------------------------------------------

    def stays(self, item: str) -> bool:
        return item not in self.ends and not self.words.has_ended(item)

    @property
    def replaced(self) -> frozenset[str]:
        """Copies that go on with another card: by decision, else those a card's end would take."""
        return frozenset(i for i in self.words.items if self._is_replaced(i))

    @property
    def spared(self) -> set[str]:
        """What would end and goes on by decision."""
        return {
            i
            for i in self.words.items
            if self.stays(i) and self._goes_on_by_wish(i) and (i in self.goal or self._would_end(i))
        }

    @property
    def moves(self) -> set[str]:
        return {i for i in self.words.items if self.stays(i) and self._is_touched(i)}

    @property
    def affected(self) -> dict[str, str]:
        """Each affected item with what becomes of it."""
        found = dict.fromkeys(self.ends, "end") | dict.fromkeys(self.moves | self.spared, "move")
        kept = {i: "keep" for i in found if self.wish.get(i) == "keep"}
        moved = {i: "move" for i in found if self.wish.get(i) == "move"}
        return found | kept | moved

    # -- what ends --------------------------------------------------------------------------------

    def _now_ends(self, item: str) -> bool:
        if self._goes_on_by_wish(item):
            return False
        if self._would_end(item):
            return True
        return self.stays(item) and self._is_touched(item) and self.wish.get(item) == "end"

    def _goes_on_by_wish(self, item: str) -> bool:
        """Whether a decision lets an item go on that would end."""
        wish, kind = self.wish.get(item), self.words.kind(item)
        if wish == "keep":
            return kind in CAN_STAY and item not in self.goal and not self.words.has_ended(item)
        if wish != "move" or kind == "service":
            return False
        return kind != "shop" or item not in self.goal

    def _would_end(self, item: str) -> bool:
        """The table of PLANNER 2, from the side of what ends too."""
        words, kind = self.words, self.words.kind(item)
        hit = {r: [t for t in words.to(item, r) if t in self.ends] for r in _RELATIONS}
        if hit["part_of"] or hit["stored_at"] or hit["sent_by"] or hit["held_at"]:
            return True
        if kind == "contact":
            providers = words.to(item, "provided_by")
            return bool(hit["provided_by"]) and not any(self.stays(p) for p in providers)
        if kind == "mailing_list" and hit["registered_with"]:
            return True
        if kind == "shop":
            return bool(hit["sold_on"]) and not self._stands_on_its_own(item)
        if kind == "payment_method" and hit["draws_on"]:
            if any(words.kind(t) == "service" for t in hit["draws_on"]):
                return True
            cards = [t for t in hit["draws_on"] if words.kind(t) == "instrument"]
            return bool(cards) and not self._is_replaced(item)
        return bool(hit["provided_by"]) or (kind == "instrument" and bool(hit["draws_on"]))

    def _stands_on_its_own(self, shop: str) -> bool:
        words = self.words
        others = words.to(shop, "sold_on", "signs_in_with")
        return bool(getattr(words.item(shop), "login", None)) or any(self.stays(o) for o in others)

    def _is_replaced(self, method: str) -> bool:
        words = self.words
        if words.kind(method) != "payment_method" or not self.stays(method):
            return False
        hit = [t for t in words.to(method, "draws_on") if t in self.ends]
        hit = [t for t in hit if words.kind(t) != "payment_method"]
        if self.wish.get(method) == "move":
            return bool(hit) or method in self.goal or self._draws_on_what_ends(method)
        is_of_a_card = any(words.kind(t) == "instrument" for t in hit)
        if not is_of_a_card or method in self.wish or method in self.goal:
            return False
        goes_on = any(self.goes_on(s) for s in words.through(method))
        return goes_on and all(self.stays(p) for p in words.to(method, "stored_at"))

    def goes_on(self, subscription: str) -> bool:
        return self.stays(subscription) and not self.words.is_cancelled(subscription)

    # -- what moves -------------------------------------------------------------------------------

    def _is_touched(self, item: str) -> bool:
        return self._is_changed(item) or self._is_without_a_way(item)

    def is_switched(self, item: str) -> bool:
        """A subscription that goes on but is charged through a payment method that ends."""
        if self.words.kind(item) != "subscription" or not self.goes_on(item):
            return False
        replaced = self.replaced
        ending = [i for i in self.ends if self.words.kind(i) == "payment_method"]
        return any(item in self.words.through(p, replaced) for p in ending)

    def changes(self, item: str, relation: str) -> list[str]:
        """What ends and an account is linked to, whether or not it ends itself."""
        if not self.words.is_place(item):
            return []
        return [t for t in self.words.to(item, relation) if t in self.ends]

    def _is_changed(self, item: str) -> bool:
        if self._is_replaced(item) or self.is_switched(item):
            return True
        if any(self.changes(item, relation) for relation in LINKED):
            return True
        return self.needs(item) or self._draws_on_what_ends(item)

    def needs(self, item: str) -> bool:
        return any(t in self.ends for t in self.words.to(item, "needs"))

    def _draws_on_what_ends(self, item: str) -> bool:
        """A payment method stored at a place that stays, drawing on one that ends: no step."""
        words = self.words
        if words.kind(item) != "payment_method":
            return False
        if not any(self.stays(p) for p in words.to(item, "stored_at")):
            return False
        methods = [i for i in self.ends if words.kind(i) == "payment_method"]
        return any(item in words.drawing_on(m) for m in methods)

    def _is_without_a_way(self, item: str) -> bool:
        return self.words.way_login(item) in self.ends

    def needs_another_way(self, item: str) -> bool:
        """Not otherwise affected, but its way needs a login that ends."""
        otherwise = self._is_changed(item) or item in self.spared
        return self.stays(item) and self._is_without_a_way(item) and not otherwise


_RELATIONS = (
    *("part_of", "stored_at", "sent_by", "held_at", "provided_by", "registered_with"),
    *("sold_on", "draws_on"),
)
