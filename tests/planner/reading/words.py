"""PLANNER 1, read plainly: the words. Nothing of `footprint.planner` is used here."""

from collections.abc import Iterator
from datetime import date

from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.requests.machine import Standing, standings

ORDINARY = {"name", "email", "phone", "address", "birthday", "card", "bank"}
AT = ("provided_by", "sent_by", "stored_at", "held_at")
LINKED = ("signs_in_with", "registered_with", "recovers_with")


class Words:
    """The records, with the lookups that the text takes for granted; every one is a slow search."""

    def __init__(self, records: Records, today: date) -> None:
        self.records = records
        self.items = dict(records.items)
        self.today = today
        self.links = sorted(records.links)
        self.weak = {k for k, v in records.links.items() if v.effective_strength == "should"}
        self.requests = dict(records.requests)
        self.standings = standings(records, today)

    def item(self, item: str) -> Item:
        return self.items[item]

    def kind(self, item: str) -> str:
        return self.items[item].kind

    def to(self, item: str, *relations: str) -> list[str]:
        """What `item` depends on by one of the relations."""
        return [t for s, r, t in self.links if s == item and r in relations]

    def of(self, item: str, *relations: str) -> list[str]:
        """What depends on `item` by one of the relations."""
        return [s for s, r, t in self.links if t == item and r in relations]

    def is_place(self, item: str) -> bool:
        return self.kind(item) in ("service", "shop")

    def has_ended(self, item: str) -> bool:
        """Ended, or ending on a day that has come."""
        record = self.items[item]
        if record.status == "ending":
            return record.ended_on is not None and record.ended_on <= self.today
        return record.status == "ended"

    def is_cancelled(self, item: str) -> bool:
        """A subscription that is `ending` with a future `ended_on`: it goes on no more."""
        record = self.items[item]
        is_ending = record.status == "ending" and record.ended_on is not None
        return self.kind(item) == "subscription" and is_ending and not self.has_ended(item)

    def way_login(self, item: str) -> str | None:
        """The other item that the way of `item` needs a login at."""
        way = self.items[item].way
        return way.needs_login if way and way.needs_login != item else None

    # -- charged through --------------------------------------------------------------------------

    def drawing_on(self, method: str) -> set[str]:
        """The payment methods that draw on one; on a service is on every one stored there."""
        direct = set(self.of(method, "draws_on"))
        for place in self.to(method, "stored_at"):
            direct |= set(self.of(place, "draws_on"))
        return direct - {method}

    def through(self, method: str, but: frozenset[str] = frozenset()) -> set[str]:
        """The subscriptions charged through a method, not by way of those in `but`."""
        if method in but:
            return set()
        methods = grown = {method}
        while grown:
            grown = {m for known in grown for m in self.drawing_on(known)} - methods - but
            methods = methods | grown
        return {s for m in methods for s in self.of(m, "charged_to")}

    # -- requests ---------------------------------------------------------------------------------

    def about(self, item: str) -> Iterator[tuple[Request, Standing]]:
        for request in self.requests.values():
            if request.item == item:
                yield request, self.standings[request.id]

    def opened(self, item: str, *kinds: str) -> list[str]:
        """The ids of the open requests on `item`, of some kinds or of all."""
        return sorted(
            request.id
            for request, standing in self.about(item)
            if standing.is_open and (not kinds or request.kind in kinds)
        )
