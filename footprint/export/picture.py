"""What a plan affects and what depends on what in it, in layers: one SVG picture."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len

from footprint.cells import cut
from footprint.export.markup import Markup, join, label, tag
from footprint.i18n import _
from footprint.layered import LABEL, Layout, Point, layout, nearest
from footprint.model.integrity import kind_name
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner.result import Plan

BOX = (150.0, 22.0)
CELL = 7.0
LEGEND = 30.0
MARGIN = 2.0

# One small drawing for each kind, in a square of 14 units.
ICONS = {
    "service": "M7 1.5a5.5 5.5 0 1 0 .01 0zM1.5 7h11M7 1.5c-3 3-3 8 0 11M7 1.5c3 3 3 8 0 11",
    "shop": "M1.5 6L3 2.5h8L12.5 6zM3 6v5.5h8V6",
    "instrument": "M1.5 3.5h11v7h-11zM1.5 5.5h11M1.5 6.5h11",
    "payment_method": "M1.5 3.5h11v7h-11zM3.5 8.5h3",
    "subscription": "M11.5 7a4.5 4.5 0 1 1-1.5-3.3M10.2 1.2v2.8h-2.8",
    "mailing_list": "M1.5 3h11v8h-11zM1.5 3.5l5.5 4 5.5-4",
    "balance": "M7 1.5l5.5 5.5-5.5 5.5-5.5-5.5z",
    "contact": "M7 6.5a2.5 2.5 0 1 0-.01 0zM2.5 12.5c0-6 9-6 9 0",
}


@dataclass(frozen=True)
class Picture:
    """The picture, and how many affected things it has no room for."""

    svg: Markup
    left_out: int


def picture(plan: Plan, records: Records) -> Picture | None:
    """Return the affected things nearest to the goal; None where nothing hangs together."""
    affected = {each.item: each.decision for each in plan.affected}

    def neighbours(item: str) -> Iterator[str]:
        yield from (link.to for link in records.links_from(item) if link.to in affected)
        yield from (link.from_ for link in records.links_to(item) if link.from_ in affected)

    shown, _beyond = nearest(plan.goal, neighbours)
    number = {item: n for n, item in enumerate(shown)}
    pairs = {
        (number[link.from_], number[link.to]): link
        for item in shown
        for link in sorted(records.links_from(item), key=_weak_first)
        if link.to in number
    }
    if not pairs:
        return None
    placed = layout(
        [BOX] * len(shown),
        sorted(pairs),
        layer_gap=46,
        node_gap=7,
        lane=6,
    )
    drawn = _Drawing(plan, records, shown, [pairs[pair] for pair in sorted(pairs)], placed)
    going_on = {item for item, decision in affected.items() if decision != "end"}
    return Picture(drawn.svg(going_on), len(affected) - len(shown))


def _weak_first(link: Link) -> bool:
    # Of several links between the same two one line is drawn, the strongest.
    return link.effective_strength == "must"


class _Drawing:
    """One picture, piece by piece."""

    def __init__(
        self, plan: Plan, records: Records, shown: list[str], links: list[Link], placed: Layout
    ) -> None:
        self._goal = set(plan.goal)
        self._records = records
        self._shown = shown
        self._links = links
        self._placed = placed

    def svg(self, going_on: set[str]) -> Markup:
        """Return the whole; what goes on is drawn with round ends."""
        legend = list(self._legend())
        width = max(self._placed.width + 2 * MARGIN, *(x for x, _part in legend))
        height = self._placed.height + 2 * MARGIN + LEGEND
        return tag(
            "svg",
            tag("title", _("What depends on what"), id="picture-title"),
            tag(
                "g",
                *(self._line(link, line) for link, line in self._lines()),
                *(self._box(n, item, item in going_on) for n, item in enumerate(self._shown)),
                transform=f"translate({MARGIN:g} {MARGIN:g})",
            ),
            tag("g", *(part for _x, part in legend), transform=f"translate(0 {height - 16:.1f})"),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {width:.1f} {height:.1f}",
            width=f"{width:.0f}",
            height=f"{height:.0f}",
            class_="picture",
            role="img",
            aria_labelledby="picture-title",
        )

    def _lines(self) -> Iterator[tuple[Link, tuple[Point, ...]]]:
        yield from zip(self._links, self._placed.lines, strict=True)

    def _line(self, link: Link, points: tuple[Point, ...]) -> Markup:
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        (x0, y0), (x, y) = points[-2:]
        dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
        if dx:
            dy = 0
        head = [
            (x, y),
            (x - 6 * dx - 3 * dy, y - 6 * dy - 3 * dx),
            (x - 6 * dx + 3 * dy, y - 6 * dy + 3 * dx),
        ]
        corners = " ".join(f"{a:.1f},{b:.1f}" for a, b in head)
        return tag(
            "g",
            tag("path", d=path, class_=f"edge {link.effective_strength}"),
            tag("polygon", points=corners, class_="head"),
        )

    def _box(self, number: int, item_id: str, goes_on: bool) -> Markup:
        item = self._records.items[item_id]
        x, y = self._placed.centres[number]
        width, height = BOX
        left, top = x - width / 2, y - height / 2
        named = "goal" if item_id in self._goal else None
        return tag(
            "g",
            tag("title", f"{item.name} · {kind_name(item.kind)}"),
            tag(
                "rect",
                x=left,
                y=top,
                width=width,
                height=height,
                rx=11 if goes_on else 2,
                class_="node goal" if named else "node",
            ),
            _icon(item.kind, left + 7, top + 4),
            label(cut(item.name, LABEL), left + 27, y + 4, width - 31, named),
        )

    def _legend(self) -> Iterator[tuple[float, Markup]]:
        """Yield each kind that is drawn, and how far to the right it reaches."""
        present = {self._records.items[item].kind for item in self._shown}
        x = MARGIN
        for kind in (kind for kind in ICONS if kind in present):
            words = kind_name(kind)
            reach = x + 20 + cell_len(words) * CELL
            yield reach, join(_icon(kind, x, -7), tag("text", words, x=x + 19, y=4, class_="quiet"))
            x = reach + 14


def _icon(kind: str, x: float, y: float) -> Markup:
    return tag("path", d=ICONS[kind], transform=f"translate({x:.1f} {y:.1f})", class_="icon")
