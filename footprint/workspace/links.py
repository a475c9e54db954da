"""Actions on links."""

from typing import Any

from footprint.errors import Refused, Usage
from footprint.i18n import N_, _
from footprint.model.changes import Change, ChangeSet
from footprint.model.integrity import check_link
from footprint.model.links import RELATIONS, Link
from footprint.model.records import Records
from footprint.model.text import clean_line
from footprint.workspace.items import Action


def validated(document: dict[str, Any]) -> Link:
    """Return the link that a JSON document describes.

    Raises:
        Usage: there is no such relation.
        Invalid: a field breaks the contract.
    """
    relation = str(document.get("relation"))
    if relation not in RELATIONS:
        raise Usage(
            N_("There is no relation “{relation}”; the relations are {relations}."),
            relation=clean_line(relation),
            relations=", ".join(RELATIONS),
        )
    return Link.from_json(document)


def _values(records: Records, link: Link) -> dict[str, str]:
    return {
        "source": records.items[link.from_].name,
        "relation": _(RELATIONS[link.relation].reads),
        "target": records.items[link.to].name,
    }


def add(document: dict[str, Any]) -> Action:
    """Make a link: `from` depends on `to` by `relation`."""

    def action(records: Records) -> ChangeSet:
        link = validated(document)
        problem = check_link(records, link)
        if problem:
            raise problem
        if link.key in records.links:
            raise Refused(
                N_("“{source}” {relation} “{target}” already."),
                **_values(records, link),
            )
        return ChangeSet(
            N_("Linked “{source}” {relation} “{target}”"),
            _values(records, link),
            (Change("links", None, link),),
            link.from_,
        )

    return action


def edit(source: str, relation: str, target: str, fields: dict[str, Any]) -> Action:
    """Change a link's strength, certainty or note."""

    def action(records: Records) -> ChangeSet:
        before = existing(records, source, relation, target)
        after = validated({**before.to_json(), **fields})
        changes = (Change("links", before, after),) if after != before else ()
        return ChangeSet(
            N_("Edited the link “{source}” {relation} “{target}”"),
            _values(records, before),
            changes,
            source,
        )

    return action


def remove(source: str, relation: str, target: str) -> Action:
    """Take a link away."""

    def action(records: Records) -> ChangeSet:
        link = existing(records, source, relation, target)
        return ChangeSet(
            N_("Unlinked “{source}” {relation} “{target}”"),
            _values(records, link),
            (Change("links", link, None),),
            source,
        )

    return action


def existing(records: Records, source: str, relation: str, target: str) -> Link:
    """Return the link between two items.

    Raises:
        Refused: there is none.
    """
    link = records.links.get((source, relation, target))
    if link is None:
        raise Refused(
            N_("“{source}” is not linked by “{relation}” to “{target}”."),
            source=clean_line(source),
            relation=clean_line(relation),
            target=clean_line(target),
        )
    return link
