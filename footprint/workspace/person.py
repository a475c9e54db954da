"""Actions on the person's own details, and on those of whom they look after."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.changes import Change, ChangeSet
from footprint.model.person import FIELDS, Details
from footprint.model.records import Records
from footprint.model.text import clean_line, shown
from footprint.workspace.items import Action

_SECTION = "person"


def set_details(
    fields: Mapping[str, Any], unset: Iterable[str] = (), owner: str | None = None
) -> Action:
    """Change the person's details, or those of an owner; what is not named stays.

    Raises (when done):
        Invalid: with the field, for a value that cannot be.
        Refused: there is no such field.
    """
    gone = list(unset)
    for name in (*fields, *gone):
        if name not in FIELDS:
            raise Refused(
                N_("There is no detail “{name}”; they are {names}."),
                name=shown(name),
                names=", ".join(FIELDS),
            )
    given = Details.from_json(dict(fields)).to_json()

    def action(records: Records) -> ChangeSet:
        before = records.sections.get(_SECTION)
        after = deepcopy(before or {})
        place = after if owner is None else _of(after, clean_line(owner))
        for name in (*gone, *fields):
            place.pop(name, None)
        place.update(given)
        summary = N_("Changed your details") if owner is None else N_("Changed {owner}’s details")
        values = {} if owner is None else {"owner": clean_line(owner)}
        return ChangeSet(summary, values, (Change("sections", before, after or None, _SECTION),))

    return action


def _of(document: dict[str, Any], owner: str) -> dict[str, Any]:
    owners: dict[str, Any] = document.setdefault("owners", {})
    found: dict[str, Any] = owners.setdefault(owner, {})
    return found
