"""The person's own details, entered once for all letters, and those of whom they look after.

They are the snapshot's optional object `person`; what is not known there is left as it is.
"""

from typing import Any

from footprint.errors import Invalid
from footprint.model.base import Model
from footprint.model.fields import Country, Email, Line, Name, Prose
from footprint.model.records import Records


class Details(Model):
    """Who writes: as the other party knows them."""

    skips_unknown = True

    name: Name | None = None
    reading: Line | None = None
    email: tuple[Email, ...] = ()
    phone: Line | None = None
    address: Prose | None = None
    country: Country | None = None


FIELDS = tuple(Details.fields())


def details_of(records: Records, owner: str | None = None) -> Details:
    """Return the person's details, or those of an item's `owner`; what is wrong is left out."""
    document = records.sections.get("person") or {}
    if owner is not None:
        owners = document.get("owners")
        document = owners.get(owner) if isinstance(owners, dict) else None
    known: dict[str, Any] = document if isinstance(document, dict) else {}
    found = {}
    for name in FIELDS:
        if name in known:
            try:
                found[name] = getattr(Details.from_json({name: known[name]}), name)
            except Invalid:
                continue
    return Details(**found)


def owners(records: Records) -> list[str]:
    """Return whose items are kept besides the person's own, and whose details are."""
    document = records.sections.get("person") or {}
    known = document.get("owners")
    named = {item.owner for item in records.items.values() if item.owner}
    return sorted(named | {name for name in known or {} if isinstance(known, dict)})
