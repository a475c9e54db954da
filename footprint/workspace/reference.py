"""REF: how a person names an item on the command line and in the UI (DESIGN 7)."""

from collections.abc import Callable, Collection

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.text import fold, shown

CANDIDATES_SHOWN = 6


def resolve(
    records: Records,
    ref: str,
    kinds: Collection[str] | None = None,
    *,
    exactly: bool = False,
) -> Item:
    """Return the item that `ref` names: the first level with exactly one match wins.

    The levels: the id; the whole name or alias, folded; its beginning; a part of it.
    `exactly` stops after the whole name, for what cannot be taken back by looking.

    Raises:
        Refused: nothing matches, or several do; then the candidates are listed.
    """
    wanted = fold(ref.strip())
    pool = [item for item in records.items.values() if kinds is None or item.kind in kinds]
    candidates: list[Item] = []
    for matches in _LEVELS[: 2 if exactly else None]:
        found = [item for item in pool if wanted and matches(item, ref.strip(), wanted)]
        if len(found) == 1:
            return found[0]
        candidates = candidates or found
    if candidates:
        listed = sorted(candidates, key=lambda item: item.id)[:CANDIDATES_SHOWN]
        more = "…" if len(candidates) > CANDIDATES_SHOWN else ""
        names = ", ".join(f"{item.id} ({item.name})" for item in listed) + more
        raise Refused(
            N_("“{ref}” could be any of: {names}. Use the id."), ref=shown(ref), names=names
        )
    raise Refused(N_("There is no item “{ref}”. footprint list shows them all."), ref=shown(ref))


def _names(item: Item) -> list[str]:
    return [fold(name) for name in (item.name, *item.aliases)]


_LEVELS: list[Callable[[Item, str, str], bool]] = [
    lambda item, ref, folded: item.id in (ref, folded),
    lambda item, ref, folded: folded in _names(item),
    lambda item, ref, folded: any(name.startswith(folded) for name in _names(item)),
    lambda item, ref, folded: any(folded in name for name in _names(item)),
]
