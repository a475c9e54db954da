"""Whose law counts for an item: the country of the party that a request about it goes to."""

from footprint.model.records import Records

# A subscription, list, balance or card has its provider's country (DESIGN 2).
_TO_PROVIDER = ("provided_by", "sent_by", "held_at", "stored_at", "part_of")


class Countries:
    """The country of each item, found once: of however many parts hang below one another."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[str, str | None] = {}

    def of(self, item_id: str) -> str | None:
        """Return what `country_of` says."""
        asked = [item_id]
        while (current := asked[-1]) not in self._known:
            above = [] if self._records.items[current].country else _above(self._records, current)
            if len(above) == 1:
                asked.append(above[0])
            else:
                self._known[current] = country_of(self._records, current)
        self._known.update(dict.fromkeys(asked, self._known[current]))
        return self._known[current]


def country_of(records: Records, item_id: str) -> str | None:
    """Return the country recorded at the item, else at its provider, sender or place; or None."""
    seen: set[str] = set()
    waiting = [item_id]
    while waiting:
        current = waiting.pop(0)
        item = records.items.get(current)
        if item is None or current in seen:
            continue
        if item.country:
            return item.country
        seen.add(current)
        waiting += _above(records, current)
    return None


def _above(records: Records, item_id: str) -> list[str]:
    links = sorted(link.key for link in records.links_from(item_id))
    return [to for name in _TO_PROVIDER for _, relation, to in links if relation == name]
