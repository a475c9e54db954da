"""The tree of dependencies around one item, both ways, as far as it is opened. Pure.

A branch is told from the others by its path from the root, so that the same item may stand in
several places. An item that is on its own path already is not followed again: "see above".
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from footprint.i18n import _, ngettext
from footprint.model.integrity import kind_name
from footprint.model.links import RELATIONS
from footprint.model.records import Records
from footprint.model.text import fold
from footprint.tui.facts import fact
from footprint.tui.widgets.record_list import Heading, Line, Note, Row

DOWN, UP = "down", "up"
"""What the root depends on, and what depends on the root."""

_STEP = "\n"
_ORDER = {name: number for number, name in enumerate(RELATIONS)}
_DEEPEST_INDENT = 8


@dataclass(frozen=True)
class Branch:
    """One line of the tree: an item, and the relation by which the branch above leads to it.

    `state` is open, closed, leaf or above (it stands on its own path already).
    """

    key: str
    item: str
    relation: str
    depth: int
    state: str

    @property
    def is_up(self) -> bool:
        """Whether it depends on what stands above it, instead of the other way round."""
        return self.key.startswith(UP)

    @property
    def path(self) -> list[str]:
        """The ids from the branch next to the root to this one."""
        return [part.split(" ", 1)[1] for part in self.key.split(_STEP)[1:]]


def neighbours(records: Records, item: str, direction: str) -> list[tuple[str, str]]:
    """Return relation and id of what `item` is linked to in one direction, in reading order."""
    if direction == DOWN:
        found = [(link.relation, link.to) for link in records.links_from(item)]
    else:
        found = [(link.relation, link.from_) for link in records.links_to(item)]
    return sorted(found, key=lambda pair: (_ORDER[pair[0]], fold(records.items[pair[1]].name)))


def branches(
    records: Records, root: str, direction: str, expanded: Collection[str]
) -> Iterator[Branch]:
    """Yield the branches of `root` in one direction, from top to bottom."""
    waiting: list[tuple[str, tuple[str, ...], str, str]] = [
        (direction, (root,), relation, item)
        for relation, item in reversed(neighbours(records, root, direction))
    ]
    while waiting:
        above, path, relation, item = waiting.pop()
        key = f"{above}{_STEP}{relation} {item}"
        below = neighbours(records, item, direction)
        state = "leaf"
        if item in path:
            state = "above"
        elif below:
            state = "open" if key in expanded else "closed"
        yield Branch(key, item, relation, len(path) - 1, state)
        if state == "open":
            waiting += [(key, (*path, item), r, other) for r, other in reversed(below)]


SIGNS = {"open": "▾", "closed": "▸", "leaf": "·", "above": "↑"}


def reading(branch: Branch) -> str:
    """Return how the branch above reads towards this one: "is charged to"."""
    relation = RELATIONS[branch.relation]
    return _(relation.reads_back if branch.is_up else relation.reads)


def row(branch: Branch, records: Records) -> Row:
    """Return a branch's line: how it is linked, what it is, its kind."""
    item = records.items[branch.item]
    indent = "  " * min(branch.depth, _DEEPEST_INDENT)
    kind = _("see above") if branch.state == "above" else kind_name(item.kind)
    ended = item.status == "ended"
    return Row(
        branch.key,
        (
            (f"{indent}{SIGNS[branch.state]} {reading(branch)}", "muted"),
            (item.name, "muted" if ended else "plain"),
            (fact(item), "muted"),
            (kind, "muted"),
        ),
    )


def lines(records: Records, root: str, down: list[Branch], up: list[Branch]) -> list[Line]:
    """Return both directions of the tree around `root`, each under its heading."""
    found: list[Line] = []
    for title, direction, below in (
        (_("It depends on"), DOWN, down),
        (_("What depends on it"), UP, up),
    ):
        found.append(Heading(title, note=_counted(records, root, direction)))
        found += [row(branch, records) for branch in below]
        if not below:
            found.append(Note(_("Nothing, as far as recorded.")))
    return found


def _counted(records: Records, root: str, direction: str) -> str:
    count = len(neighbours(records, root, direction))
    return ngettext("{n} thing", "{n} things", count).format(n=count) if count else ""
