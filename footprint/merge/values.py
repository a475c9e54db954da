"""Two versions of a JSON value, and the one that both were made from, brought together.

None stands for nothing, as it does in the snapshot's form, where an absent field has no value.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Path = tuple[str, ...]
Choose = Callable[[Any, Any], Any]

# Objects that are merged field by field; every other object (a price, a cycle) is one value.
OPENED = frozenset({"closing", "cancel", "unsubscribe", "handover"})

# Lists of objects, by what an entry is told from the others; two versions of one entry clash.
KEYS: dict[str, tuple[str, ...]] = {
    "price_changes": ("from",),
    "paused": ("from",),
    "decisions": ("item",),
    "completions": ("action", "item"),
}


@dataclass(frozen=True)
class Clash:
    """A value that both sides changed, each otherwise: the one that stands and the other."""

    path: Path
    stands: Any
    other: Any


class Merging:
    """One record being merged: `choose` says which of two clashing values stands for now."""

    def __init__(self, choose: Choose, *, is_section: bool = False) -> None:
        self._choose = choose
        self._is_section = is_section
        self.clashes: list[Clash] = []

    def value(self, base: Any, left: Any, right: Any, path: Path = ()) -> Any:
        """Return `left` and `right` together, the same whichever is called left."""
        if left == right or right == base:
            return left
        if left == base:
            return right
        if isinstance(left, dict) and isinstance(right, dict) and self._is_opened(path):
            return self._fields(_dict(base), left, right, path)
        if isinstance(left, list) and isinstance(right, list):
            return self._list(base if isinstance(base, list) else [], left, right, path)
        return self._clash(path, left, right)

    def _is_opened(self, path: Path) -> bool:
        return self._is_section or not path or (len(path) == 1 and path[0] in OPENED)

    def _clash(self, path: Path, left: Any, right: Any) -> Any:
        # Nothing is dropped where one side took away what the other changed.
        stands = self._choose(left, right) if left is not None and right is not None else left
        stands = right if stands is None else stands
        self.clashes.append(Clash(path, stands, right if stands == left else left))
        return stands

    def _fields(
        self,
        base: Mapping[str, Any],
        left: Mapping[str, Any],
        right: Mapping[str, Any],
        path: Path,
    ) -> dict[str, Any]:
        names = {**base, **left, **right}
        together = {
            name: self.value(base.get(name), left.get(name), right.get(name), (*path, name))
            for name in names
        }
        return {name: value for name, value in together.items() if value is not None}

    def _list(self, base: list[Any], left: list[Any], right: list[Any], path: Path) -> list[Any]:
        names = KEYS.get(path[-1]) if path and not self._is_section else None
        if names is None:
            return ordered(counted(base, left, right), left, right)
        was, here, there = (
            {key_of(entry, names): entry for entry in side} for side in (base, left, right)
        )
        together = []
        for key in {**here, **there}:
            entry = self.value(was.get(key), here.get(key), there.get(key), (*path, key))
            if entry is not None:
                together.append(entry)
        return ordered(together, left, right)


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def key_of(entry: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return what an entry of a keyed list is told by."""
    return " ".join(str(entry.get(name, "")) for name in names)


def canonical(value: Any) -> str:
    """Return the one text of a JSON value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def counted(base: list[Any], left: list[Any], right: list[Any]) -> list[Any]:
    """Return every entry as often as it belongs in both lists together.

    What one side took out goes, what either added comes once; where they disagree, it stays.
    """
    values = {canonical(each): each for each in (*base, *left, *right)}
    was, here, there = (Counter(map(canonical, side)) for side in (base, left, right))
    together = []
    for text, value in values.items():
        before, one, two = was[text], here[text], there[text]
        if one == before:
            count = two
        elif two == before:
            count = one
        else:
            count = min(one, two) if max(one, two) < before else max(one, two)
        together += [value] * count
    return together


def ordered(entries: list[Any], left: list[Any], right: list[Any]) -> list[Any]:
    """Return entries by their day (`on` or `from`), then as they stood in the lists they are of."""
    places: dict[str, int] = {}
    for side in (left, right):
        for number, entry in enumerate(side):
            text = canonical(entry)
            places[text] = min(number, places.get(text, number))

    def place(entry: Any) -> tuple[str, int, str]:
        day = entry.get("on") or entry.get("from") if isinstance(entry, dict) else None
        text = canonical(entry)
        return (str(day or ""), places.get(text, 0), text)

    return sorted(entries, key=place)


# -- one value in a record ---------------------------------------------------------------------


def value_at(values: Any, path: Path) -> Any:
    """Return what is at `path` in a record's values; None where there is nothing."""
    for number, part in enumerate(path):
        if isinstance(values, list):
            names = KEYS.get(path[number - 1], ())
            values = next((each for each in values if key_of(each, names) == part), None)
        else:
            values = values.get(part) if isinstance(values, dict) else None
    return values


def with_value(values: Any, path: Path, value: Any) -> Any:
    """Return a record's values with `value` at `path`; None takes away what is there."""
    if not path:
        return value
    first, *rest = path
    if len(rest) == 1 and first in KEYS:
        entries = values.get(first, [])
        others = [each for each in entries if key_of(each, KEYS[first]) != rest[0]]
        inner: Any = others if value is None else ordered([*others, value], entries, [])
    else:
        inner = with_value(_dict(_dict(values).get(first)), tuple(rest), value) if rest else value
    kept = {key: each for key, each in _dict(values).items() if key != first}
    return {**kept, first: inner} if inner not in (None, {}, []) else kept
