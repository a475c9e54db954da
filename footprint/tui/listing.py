"""The inventory's lines: which items, in which groups and order. Pure; the screen draws them."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from footprint.i18n import N_, _, ngettext
from footprint.model.integrity import KIND_NAMES
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.text import fold
from footprint.model.words import word
from footprint.tui.facts import fact, name_of, place_of
from footprint.tui.widgets.record_list import Cell, Heading, Line, Row

KIND_PLURALS = {
    "service": N_("Services"),
    "shop": N_("Shops"),
    "instrument": N_("Cards and accounts"),
    "payment_method": N_("Stored payment methods"),
    "subscription": N_("Subscriptions"),
    "mailing_list": N_("Mailing lists"),
    "balance": N_("Balances"),
    "contact": N_("Contacts"),
}
STATUS_ORDER = ("ending", "open", "ended")

GROUPINGS = {
    "kind": N_("by kind"),
    "place": N_("by place"),
    "status": N_("by state"),
    "none": N_("in one list"),
}
ORDERS = {"name": N_("by name"), "price": N_("by price"), "newest": N_("newest first")}


def item_row(item: Item, records: Records, *, with_kind: bool, with_place: bool) -> Row:
    """Return an item's row: name, kind, place, fact, state."""
    place = place_of(item, records) if with_place else None
    ended = item.status == "ended"
    name: Cell = (item.name, "muted") if ended else item.name
    state = word(item.status) if item.status != "open" else ""
    if item.certainty == "suspected":
        state = f"{state} ?".strip()
    return Row(
        item.id,
        (
            name,
            (_(KIND_NAMES[item.kind]), "muted") if with_kind else "",
            (name_of(place, records), "muted") if place else "",
            (fact(item), "muted" if ended else "plain"),
            (state, "muted" if ended else "now"),
        ),
    )


class Arrangement:
    """All items in their groups and order, made once for a state of the records.

    Filtering only picks from it, so that a key typed costs no sorting and no formatting.
    """

    def __init__(self, records: Records, grouping: str, order: str) -> None:
        """Arrange the items of `records` by a key of GROUPINGS and one of ORDERS."""
        self.records = records
        self._grouping = grouping
        with_kind, with_place = grouping != "kind", grouping != "place"
        groups: dict[str, list[Row]] = {}
        for item in sorted(records.items.values(), key=_ORDER[order]):
            row = item_row(item, records, with_kind=with_kind, with_place=with_place)
            groups.setdefault(_group(item, records, grouping), []).append(row)
        ranked = sorted(groups, key=lambda name: _rank(name, grouping, records))
        self._groups = [(_title(name, grouping, records), groups[name]) for name in ranked]

    def lines(self, found: Iterable[Item]) -> list[Line]:
        """Return the headings and rows of the items `found`."""
        wanted = {item.id for item in found}
        shown: list[Line] = []
        for title, rows in self._groups:
            picked = [row for row in rows if row.key in wanted]
            if picked and self._grouping != "none":
                shown.append(Heading(title, note=str(len(picked))))
            shown += picked
        return shown


def counted(found: int, total: int) -> str:
    """Return how many items are shown."""
    if found == total:
        return ngettext("{n} item", "{n} items", total).format(n=total)
    return _("{found} of {total}").format(found=found, total=total)


def _group(item: Item, records: Records, grouping: str) -> str:
    if grouping == "kind":
        return item.kind
    if grouping == "status":
        return item.status
    if grouping == "place":
        if item.kind in ("service", "shop"):
            return place_of(item, records) or item.id
        return place_of(item, records) or ""
    return ""


def _title(group: str, grouping: str, records: Records) -> str:
    if grouping == "kind":
        return _(KIND_PLURALS[group])
    if grouping == "status":
        return word(group).capitalize()
    return name_of(group, records) if group else _("Nowhere")


def _rank(group: str, grouping: str, records: Records) -> tuple[bool, int | str]:
    if grouping == "kind":
        return False, list(KIND_PLURALS).index(group)
    if grouping == "status":
        return False, STATUS_ORDER.index(group)
    return not group, fold(name_of(group, records))


def _by_name(item: Item) -> tuple[bool, str]:
    return item.status == "ended", fold(item.reading or item.name)


def _by_price(item: Item) -> tuple[bool, Decimal, str]:
    price = getattr(item, "price", None)
    return price is None, -(price.amount if price else Decimal(0)), fold(item.name)


def _by_newest(item: Item) -> tuple[bool, int, str]:
    day = item.created_on
    return day is None, -(day.toordinal() if day else 0), fold(item.name)


_ORDER: dict[str, Callable[[Item], tuple[object, ...]]] = {
    "name": _by_name,
    "price": _by_price,
    "newest": _by_newest,
}
