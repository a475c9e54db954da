"""Whose law counts for an item: the country of the party that a request about it goes to."""

from footprint.model.records import Records

# A subscription, list, balance or card has its provider's country (DESIGN 2).
_TO_PROVIDER = ("provided_by", "sent_by", "held_at", "stored_at", "part_of")


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
        for relation in _TO_PROVIDER:
            waiting += sorted(records.targets(current, relation))
    return None
