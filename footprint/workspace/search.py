"""Search without an index: one folded haystack a record, every term a part of it (DESIGN 5)."""

from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.text import fold


def _haystack(item: Item) -> str:
    parts = [item.id, item.name, *item.aliases, *item.tags]
    for field in ("reading", "url", "login", "address", "value", "label", "owner", "notes"):
        value = getattr(item, field, None)
        if value:
            parts.append(value)
    if item.way:
        parts += item.way.email
    return fold("\n".join(parts))


class Search:
    """The folded text of every item, made once an item and kept while it does not change."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Item, str]] = {}

    def _text(self, item: Item) -> str:
        known = self._known.get(item.id)
        if known is None or known[0] is not item:
            known = (item, _haystack(item))
            self._known[item.id] = known
        return known[1]

    def find(self, records: Records, text: str) -> list[Item]:
        """Return the items in which every word of `text` occurs; all of them for no words."""
        terms = fold(text).split()
        return [
            item
            for item in records.items.values()
            if not terms or all(term in self._text(item) for term in terms)
        ]
