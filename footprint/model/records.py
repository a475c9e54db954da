"""Everything a vault holds at one moment, immutable, with the lookups that all rooms share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from footprint.model.conflicts import Conflict
from footprint.model.evidence import Evidence
from footprint.model.exits import Exit
from footprint.model.items import Item
from footprint.model.links import Link
from footprint.model.requests import Request

if TYPE_CHECKING:
    from footprint.model.reminders import Reminders

LinkKey = tuple[str, str, str]
_TABLES = ("items", "links", "requests", "exits", "sections", "evidence", "conflicts")
_NOTHING: Mapping[Any, Any] = MappingProxyType({})
SECTIONS = ("person", "settings", "reminders", "discovery")


class Records:
    """The records of a vault by id (links by from, relation, to). Never changed in place.

    `sections` are the snapshot's optional objects (person, settings, reminders, discovery);
    `evidence` are the files that are kept, without their bytes, and `conflicts` what two copies of
    the vault say differently; both are never in a snapshot.
    """

    def __init__(
        self,
        items: Mapping[str, Item] = _NOTHING,
        links: Mapping[LinkKey, Link] = _NOTHING,
        requests: Mapping[str, Request] = _NOTHING,
        exits: Mapping[str, Exit] = _NOTHING,
        sections: Mapping[str, Any] = _NOTHING,
        evidence: Mapping[str, Evidence] = _NOTHING,
        conflicts: Mapping[str, Conflict] = _NOTHING,
    ) -> None:
        self.items = items
        self.links = links
        self.requests = requests
        self.exits = exits
        self.sections = sections
        self.evidence = evidence
        self.conflicts = conflicts

    def _tables(self) -> dict[str, Mapping[Any, Any]]:
        """Return what it was made of, by name."""
        return {table: getattr(self, table) for table in _TABLES}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Records) and self._tables() == other._tables()

    @classmethod
    def of(
        cls,
        items: Iterable[Item] = (),
        links: Iterable[Link] = (),
        requests: Iterable[Request] = (),
        exits: Iterable[Exit] = (),
        sections: Mapping[str, Any] | None = None,
    ) -> "Records":
        """Return records made of what is listed; a later one with the same key replaces."""
        return cls(
            {item.id: item for item in items},
            {link.key: link for link in links},
            {request.id: request for request in requests},
            {exit_.id: exit_ for exit_ in exits},
            dict(sections or {}),
        )

    @cached_property
    def _out(self) -> dict[str, list[Link]]:
        by_source: dict[str, list[Link]] = defaultdict(list)
        for link in self.links.values():
            by_source[link.from_].append(link)
        return by_source

    @cached_property
    def _into(self) -> dict[str, list[Link]]:
        by_target: dict[str, list[Link]] = defaultdict(list)
        for link in self.links.values():
            by_target[link.to].append(link)
        return by_target

    def links_from(self, item: str, relation: str | None = None) -> list[Link]:
        """Return the links by which `item` depends on others, of one relation or all."""
        return [k for k in self._out.get(item, ()) if relation in (None, k.relation)]

    def links_to(self, item: str, relation: str | None = None) -> list[Link]:
        """Return the links by which others depend on `item`, of one relation or all."""
        return [k for k in self._into.get(item, ()) if relation in (None, k.relation)]

    def targets(self, item: str, relation: str) -> list[str]:
        """Return the ids that `item` depends on by `relation`."""
        return [link.to for link in self._out.get(item, ()) if link.relation == relation]

    def sources(self, item: str, relation: str) -> list[str]:
        """Return the ids that depend on `item` by `relation`."""
        return [link.from_ for link in self._into.get(item, ()) if link.relation == relation]

    @cached_property
    def _requests_by_item(self) -> dict[str, list[Request]]:
        by_item: dict[str, list[Request]] = {}
        for request in self.requests.values():
            by_item.setdefault(request.item, []).append(request)
        return by_item

    def requests_about(self, item: str) -> list[Request]:
        """Return the requests about `item`, in the order they are kept."""
        return self._requests_by_item.get(item, [])

    def evidence_about(self, item: str) -> list[Evidence]:
        """Return the files kept with `item`, in the order they were taken."""
        return [kept for kept in self.evidence.values() if kept.item == item]

    @cached_property
    def reminders(self) -> "Reminders":
        """What the person has said about reminders."""
        from footprint.model import reminders

        return reminders.read(self.sections.get("reminders"))

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded."""
        return not (self.items or self.links or self.requests or self.exits or self.sections)

    def having(self, table: str, values: dict[Any, Any]) -> "Records":
        """Return these records with one table replaced."""
        return Records(**self._tables() | {table: values})
