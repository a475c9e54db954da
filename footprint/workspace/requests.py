"""Actions on requests: ask, and log what was sent and what came back."""

import secrets
from collections.abc import Iterator
from datetime import date
from typing import Any

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model import waiting
from footprint.model.changes import Change, ChangeSet
from footprint.model.records import Records
from footprint.model.requests import Entry, Request
from footprint.model.text import CROCKFORD, clean_line
from footprint.requests.bodies import body
from footprint.requests.entries import check_days, check_entry
from footprint.requests.log import read_log
from footprint.requests.logged import msgid_of
from footprint.requests.machine import Standing, stand
from footprint.requests.recipients import proposed
from footprint.requests.surroundings import around
from footprint.requests.table import GENERIC, load
from footprint.workspace.items import Action, existing


def reference(today: date, records: Records) -> str:
    """Return a new reference: `R-`, the year, `-` and four random Crockford characters."""
    while True:
        code = "".join(secrets.choice(CROCKFORD) for _ in range(4))
        candidate = f"R-{today.year}-{code}"
        if candidate not in records.requests:
            return candidate


def find(records: Records, request_id: str) -> Request:
    """Return the request with this reference, in any case.

    Raises:
        Refused: there is none.
    """
    wanted = request_id.strip().casefold()
    for request in records.requests.values():
        if request.id.casefold() == wanted:
            return request
    raise Refused(
        N_("There is no request “{request}”. footprint request list shows them all."),
        request=clean_line(request_id),
    )


def goes_to(
    records: Records, request: Request, standing: Standing, action: str | None = None
) -> str | None:
    """Return whom what is next about a request (or `action`) goes to, as its log says it.

    None where that is the other party itself.
    """
    action = action or (standing.next.action if standing.next else "")
    near, rule = around(records, request), load().find(standing.rule) or load().rule(GENERIC)
    found = body(rule, request.kind, near.country)
    return proposed(action, near, found.name if found else None)


def made(records: Records, today: date, document: dict[str, Any]) -> Request:
    """Return a new request that `document` describes, with a reference of its own.

    Raises:
        Invalid: with the field, at the first thing that breaks the contract.
        Refused: there is no such item or rule.
    """
    existing(records, str(document["item"]))
    given = {key: value for key, value in document.items() if value is not None}
    request = Request.from_json({"id": reference(today, records), **given})
    refuse_unknown_rule(request)
    return request


def new(
    kind: str, item: str, today: date, channel: str | None = None, regime: str | None = None
) -> Action:
    """Draft a request about `item`; nothing is asked until an outgoing entry is logged."""

    def action(records: Records) -> ChangeSet:
        request = made(
            records, today, {"kind": kind, "item": item, "channel": channel, "regime": regime}
        )
        values = {"request": request.id, "name": records.items[item].name}
        return ChangeSet(
            N_("Drafted {request} about “{name}”"),
            values,
            (Change("requests", None, request),),
            request.id,
        )

    return action


def ask(kind: str, item: str, today: date, channel: str | None = None, **entry: Any) -> Action:
    """Record that something was asked today (or on `on`): the request and its first entry."""

    def action(records: Records) -> ChangeSet:
        draft = made(records, today, {"kind": kind, "item": item, "channel": channel})
        request = logged(
            draft, {"direction": "out", "type": "request", "on": today, "channel": channel, **entry}
        )
        check_days(request.log[-1], today)
        values = {"request": request.id, "name": records.items[item].name}
        return ChangeSet(
            N_("Recorded that you asked about “{name}” ({request})"),
            values,
            (Change("requests", None, request),),
            request.id,
        )

    return action


def change(request_id: str, fields: dict[str, str | None]) -> Action:
    """Change the rule a request stands under, or its channel; None for the usual one."""

    def action(records: Records) -> ChangeSet:
        before = find(records, request_id)
        document = {**before.to_json(), **fields}
        after = Request.from_json({k: v for k, v in document.items() if v is not None})
        refuse_unknown_rule(after)
        values = {"request": before.id, "name": records.items[before.item].name}
        return ChangeSet(
            N_("Changed {request} about “{name}”"),
            values,
            (Change("requests", before, after),),
            before.id,
        )

    return action


def refuse_unknown_rule(request: Request) -> None:
    """Check that the table has the rule that a request names.

    Raises:
        Refused: it has not.
    """
    if request.regime is not None and request.regime not in load().ids():
        raise Refused(N_("There is no deadline rule “{rule}”."), rule=request.regime)


def log(request_id: str, entry: dict[str, Any], today: date) -> Action:
    """Append a dated entry to a request's log; `today` is the last day it can be of."""

    def action(records: Records) -> ChangeSet:
        before = find(records, request_id)
        after = logged(before, entry)
        check_days(after.log[-1], today)
        values = {"request": before.id, "name": records.items[before.item].name}
        values["done"] = msgid_of(after.log[-1], after, records)
        told = N_("Logged to {request} about “{name}”: {done}")
        if after.log[-1].type == "extension" and not _moves(before, after, records, today):
            told = N_("Logged to {request} about “{name}”: {done}. It moves no date.")
        return ChangeSet(
            told,
            values,
            (Change("requests", before, after), *_forgotten(records, after)),
            before.id,
        )

    return action


def _moves(before: Request, after: Request, records: Records, today: date) -> bool:
    """Whether what was added to the log moved the day by which they have to answer."""
    near = around(records, before)
    was, is_now = (stand(each, near, today).due for each in (before, after))
    return was != is_now


def _forgotten(records: Records, request: Request) -> Iterator[Change]:
    """Yield the change that forgets which letter was kept, once none waits any more."""
    before = records.sections.get(waiting.SECTION)
    after = waiting.without(before, request.id)
    if after != before and read_log(request.log).unsent is None:
        yield Change("sections", before, after, waiting.SECTION)


def logged(request: Request, document: dict[str, Any]) -> Request:
    """Return `request` with one more line in its log.

    Raises:
        Invalid: with the field, at the first thing that breaks the contract.
        Refused: it makes no sense there.
    """
    entry = Entry.from_json({k: v for k, v in document.items() if v is not None})
    check_entry(request, entry)
    return request.changed(log=(*request.log, entry))
