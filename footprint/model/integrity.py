"""Whether records fit together: the rules about links and references (DESIGN 2).

Each rule is told as an `Invalid` with the place it was broken at; `check` yields all of them.
"""

from collections.abc import Callable, Iterable, Iterator

from footprint.errors import Invalid
from footprint.i18n import N_, _
from footprint.model.exits import Exit
from footprint.model.items import Instrument, Item
from footprint.model.links import RELATIONS, Link
from footprint.model.records import Records


def kind_name(kind: str) -> str:
    """Return what a kind is called, in the person's language."""
    return _(KIND_NAMES[kind])


KIND_NAMES = {
    "service": N_("service"),
    "shop": N_("shop"),
    "instrument": N_("card or account"),
    "payment_method": N_("stored payment method"),
    "subscription": N_("subscription"),
    "mailing_list": N_("mailing list"),
    "balance": N_("balance"),
    "contact": N_("contact"),
}


Targets = Callable[[str, str], Iterable[str]]


def check_link(
    records: Records, link: Link, place: str = "", targets: Targets | None = None
) -> Invalid | None:
    """Return why `link` may not be made in `records`, or None; its ends are named in the answer.

    `targets(item, relation)` tells what an item depends on already; by default as in `records`.
    """
    for end in (link.from_, link.to):
        if end not in records.items:
            return Invalid(place, N_("there is no item “{item}”"), item=end)
    source, target = records.items[link.from_], records.items[link.to]
    if source.id == target.id:
        return Invalid(place, N_("“{item}” cannot depend on itself"), item=source.name)
    relation = RELATIONS[link.relation]
    if (source.kind, target.kind) not in relation.pairs:
        return Invalid(
            place,
            N_(
                "“{source}” ({source_kind}) cannot be linked by “{relation}” "
                "to “{target}” ({target_kind}); what fits between them: {fitting}"
            ),
            source=source.name,
            source_kind=kind_name(source.kind),
            relation=link.relation,
            target=target.name,
            target_kind=kind_name(target.kind),
            fitting=", ".join(
                other.name
                for other in RELATIONS.values()
                if (source.kind, target.kind) in other.pairs
            ),
        )
    targets = targets or records.targets
    if relation.acyclic and reaches(targets, link.to, link.from_, link.relation):
        return Invalid(
            place,
            N_(
                "“{source}” → {relation} → “{target}” would close a circle: "
                "“{target}” already depends on “{source}” that way"
            ),
            source=source.name,
            relation=link.relation,
            target=target.name,
        )
    return None


def reaches(targets: Targets, start: str, goal: str, relation: str) -> bool:
    """Tell whether `relation` leads from `start` to `goal`, however many links it takes."""
    seen, waiting = {start}, [start]
    while waiting:
        item = waiting.pop()
        if item == goal:
            return True
        for following in targets(item, relation):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return False


def check_references(records: Records, item: Item, place: str = "") -> Iterator[Invalid]:
    """Yield what is wrong with the ids that an item's own fields name."""
    way = item.way
    if way and way.needs_login and way.needs_login not in records.items:
        yield Invalid(
            f"{place}.{item.way_field}.needs_login".lstrip("."),
            N_("there is no item “{item}”"),
            item=way.needs_login,
        )
    if isinstance(item, Instrument) and item.replaced_by:
        other = records.items.get(item.replaced_by)
        if other is None or other.kind != "instrument" or other.id == item.id:
            yield Invalid(
                f"{place}.replaced_by".lstrip("."),
                N_("“{item}” is not another card or account"),
                item=item.replaced_by,
            )


def check(records: Records, place_of: Callable[[str, object], str]) -> Iterator[Invalid]:
    """Yield everything in `records` that does not fit together.

    `place_of(table, key)` names where a record stands in the input, for the message.
    """
    for item in records.items.values():
        yield from check_references(records, item, place_of("items", item.id))
    yield from _check_links(records, place_of)
    for request in records.requests.values():
        if request.item not in records.items:
            yield Invalid(
                f"{place_of('requests', request.id)}.item",
                N_("there is no item “{item}”"),
                item=request.item,
            )
    for exit_ in records.exits.values():
        yield from _check_decisions(exit_, place_of("exits", exit_.id))
        named = [
            *((f"goal[{n}]", item) for n, item in enumerate(exit_.goal)),
            *((f"decisions[{n}].item", d.item) for n, d in enumerate(exit_.decisions)),
            *((f"decisions[{n}].to", d.to) for n, d in enumerate(exit_.decisions) if d.to),
            *((f"completions[{n}].item", c.item) for n, c in enumerate(exit_.completions)),
        ]
        for field, item_id in named:
            if item_id not in records.items:
                yield Invalid(
                    f"{place_of('exits', exit_.id)}.{field}",
                    N_("there is no item “{item}”"),
                    item=item_id,
                )


def _check_decisions(exit_: Exit, place: str) -> Iterator[Invalid]:
    """Two decisions about one item would contradict each other."""
    decided: set[str] = set()
    for number, decision in enumerate(exit_.decisions):
        if decision.item in decided:
            yield Invalid(
                f"{place}.decisions[{number}]",
                N_("there are two decisions about “{item}”"),
                item=decision.item,
            )
        decided.add(decision.item)


def _check_links(records: Records, place_of: Callable[[str, object], str]) -> Iterator[Invalid]:
    """Check links one after the other, so that a circle is told at the link that closes it."""
    accepted: dict[tuple[str, str], list[str]] = {}
    for link in records.links.values():
        problem = check_link(
            records,
            link,
            place_of("links", link.key),
            lambda item, relation: accepted.get((item, relation), ()),
        )
        if problem:
            yield problem
        else:
            accepted.setdefault((link.from_, link.relation), []).append(link.to)
