"""Actions on evidence: keeping a file with an item or a request, and taking it back."""

import secrets
from datetime import date
from typing import Any

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.changes import Change, ChangeSet, apply
from footprint.model.evidence import LARGEST, TYPES, Evidence, Proved
from footprint.model.items import Item
from footprint.model.records import Records
from footprint.model.requests import Entry, Request
from footprint.model.text import CROCKFORD, clean_line, clean_prose, shown
from footprint.vault.contents import hash_of
from footprint.workspace import requests
from footprint.workspace.items import Action, existing
from footprint.workspace.requests import find as find_request

# What a file of a type begins with; a picture that is none is noticed now, not when it is needed.
_BEGINNINGS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}


def attach(
    item_id: str,
    name: str,
    content: bytes,
    on: date,
    *,
    request: str | None = None,
    entry: int | None = None,
    note: str | None = None,
) -> Action:
    """Keep a file called `name` with an item, and with a request about it; `on` is what it shows.

    `entry` is the number of the line of its log that it proves, from 1 in the order of the days.
    The bytes are given to `Workspace.do` besides.
    """

    def action(records: Records) -> ChangeSet:
        item = existing(records, item_id)
        _refuse_misfit(name, content)
        about = _request_of(records, item, request, entry)
        line = _line(about, entry) if about and entry is not None else None
        kept = Evidence.from_json(
            {
                "id": _reference(records),
                "item": item.id,
                "request": about.id if about else None,
                "entry": Proved.by(line) if line else None,
                "name": clean_line(name)[:200],
                "size": len(content),
                "sha256": hash_of(content),
                "on": on,
                "note": clean_prose(note) if note else None,
            }
        )
        return ChangeSet(
            N_("Kept “{file}” as evidence with “{name}”"),
            {"file": kept.name, "name": item.name},
            (Change("evidence", None, kept),),
            item.id,
        )

    return action


def _request_of(
    records: Records, item: Item, request: str | None, entry: int | None
) -> Request | None:
    """Return the request that a file belongs to, if one is named.

    Raises:
        Refused: it is about something else, or only a line of its log was named.
    """
    if entry is not None and request is None:
        raise Refused(N_("A line is one of a request’s log; name the request, too."))
    about = None if request is None else find_request(records, request)
    if about is not None and about.item != item.id:
        raise Refused(
            N_("The request {request} is not about “{item}”."), request=about.id, item=item.name
        )
    return about


def logged_with(
    request_id: str, entry: dict[str, Any], name: str, content: bytes, today: date
) -> Action:
    """Log an entry of a request, and keep the file that proves it, in one change."""

    def action(records: Records) -> ChangeSet:
        logged = requests.log(request_id, entry, today)(records)
        after = apply(records, logged.changes)
        request = find_request(after, request_id)
        line = request.log[-1]
        number = lines(request).index(line) + 1
        kept = attach(request.item, name, content, line.on, request=request.id, entry=number)
        return logged._replace(changes=(*logged.changes, *kept(after).changes))

    return action


def lines(request: Request) -> list[Entry]:
    """Return the log of a request in the order of its days, as it is shown and numbered."""
    return sorted(request.log, key=lambda entry: entry.on)


def _line(request: Request, number: int) -> Entry:
    """Return the line of the log with this number, from 1.

    Raises:
        Refused: there is none.
    """
    found = lines(request)
    if not 1 <= number <= len(found):
        raise Refused(
            N_("The log of {request} has no line {number}; it has {count}."),
            request=request.id,
            number=number,
            count=len(found),
        )
    return found[number - 1]


def detach(evidence_id: str) -> Action:
    """Let a file go; undo brings it back."""

    def action(records: Records) -> ChangeSet:
        kept = find(records, evidence_id)
        return ChangeSet(
            N_("Let go of the evidence “{file}”"),
            {"file": kept.name},
            (Change("evidence", kept, None),),
            kept.item,
        )

    return action


def find(records: Records, evidence_id: str) -> Evidence:
    """Return the evidence with this reference, in any case.

    Raises:
        Refused: there is none.
    """
    found = records.evidence.get(evidence_id.strip().upper())
    if found is None:
        raise Refused(N_("There is no evidence “{id}”."), id=clean_line(evidence_id))
    return found


def _refuse_misfit(name: str, content: bytes) -> None:
    ending = name.rpartition(".")[2].lower()
    if ending not in TYPES:
        raise Refused(
            N_("{name} is not of a kind that is kept: {kinds}."),
            name=shown(name),
            kinds=", ".join(TYPES),
        )
    if len(content) > LARGEST:
        raise Refused(N_("{name} is larger than 5 MB; keep a smaller picture."), name=shown(name))
    if not content:
        raise Refused(N_("{name} is empty."), name=shown(name))
    if not content.startswith(_BEGINNINGS.get(ending, b"")):
        raise Refused(N_("{name} is not what its ending says; was it cut off?"), name=shown(name))


def _reference(records: Records) -> str:
    while True:
        candidate = "E-" + "".join(secrets.choice(CROCKFORD) for _ in range(6))
        if candidate not in records.evidence:
            return candidate
