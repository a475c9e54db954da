"""What the dependencies screen tells beside its tree: what breaks, and what joins two things.

Everything is returned as pieces for `tui.text.content`.
"""

from collections import deque
from collections.abc import Sequence

from footprint.i18n import _, ngettext
from footprint.model.links import Link
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.paths import Impact, why
from footprint.tui.branches import Branch
from footprint.tui.facts import name_of
from footprint.tui.text import Part
from footprint.tui.wrapping import hanging

MOST_PATHS = 4


def impact(records: Records, found: Sequence[Impact], width: int) -> list[Part]:
    """Return what breaks, in which way and what it costs."""
    if not found:
        return [_("Nothing else breaks, as far as recorded."), "\n"]
    count = ngettext("{n} thing breaks or changes:", "{n} things break or change:", len(found))
    words: list[Part] = [count.format(n=len(found)), "\n"]
    for one in found:
        words += [
            ("✗", "$text-error"),
            hanging("  ", explain.impact_message(one, records), width)[1:],
        ]
    return words


def chain(records: Records, root: str, branch: Branch | None, width: int) -> list[Part]:
    """Return, link by link, how the highlighted branch hangs on the root."""
    if branch is None or len(branch.path) < 2:
        return []
    links = []
    steps = [part.split(" ", 1) for part in branch.key.split("\n")[1:]]
    above = root
    for relation, item in steps:
        key = (item, relation, above) if branch.is_up else (above, relation, item)
        links.append(records.links[key])
        above = item
    title = _("How “{name}” hangs on it").format(name=name_of(branch.item, records))
    return ["\n", (title, "bold $primary"), "\n", *_steps(links, records, width)]


def between(records: Records, root: str, other: str | None, width: int) -> list[Part]:
    """Return the ways in which `root` and `other` hang together, the shortest first."""
    if other is None:
        return []
    ways = why(records, root, other) or why(records, other, root) or joining(records, root, other)
    names = {"one": name_of(root, records), "other": name_of(other, records)}
    words: list[Part] = [
        (_("Between “{one}” and “{other}”").format(**names), "bold $primary"),
        "\n",
    ]
    if not ways:
        words += [_("Nothing joins them, as far as recorded."), "\n"]
    for number, way in enumerate(ways[:MOST_PATHS]):
        if number:
            words.append((_("or") + "\n", "$text-muted"))
        words += _steps(way, records, width)
    if len(ways) > MOST_PATHS:
        more = len(ways) - MOST_PATHS
        told = ngettext("and {n} more way", "and {n} more ways", more).format(n=more)
        words += [(told, "$text-muted"), "\n"]
    return [*words, "\n"]


def joining(records: Records, one: str, other: str) -> list[list[Link]]:
    """Return the shortest way from `one` to `other` along links in any direction, if any."""
    reached: dict[str, tuple[Link, str]] = {}
    waiting = deque([one])
    while waiting and other not in reached:
        here = waiting.popleft()
        for link in (*records.links_from(here), *records.links_to(here)):
            there = link.to if link.from_ == here else link.from_
            if there != one and there not in reached:
                reached[there] = (link, here)
                waiting.append(there)
    way: list[Link] = []
    here = other
    while here in reached:
        link, here = reached[here]
        way.append(link)
    return [way[::-1]] if way else []


def _steps(links: Sequence[Link], records: Records, width: int) -> list[Part]:
    return [hanging("→ ", explain.link_sentence(link, records), width) for link in links]
