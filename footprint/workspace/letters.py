"""The letter of a request: written from the record, kept as a draft, recorded as sent."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from footprint.model.person import details_of
from footprint.model.requests import Request
from footprint.requests.letters import Case, Letter, case_of, entry_type, purposes_for
from footprint.requests.letters import write as write_letter
from footprint.requests.letters.purposes import recipient
from footprint.requests.log import read_log
from footprint.requests.recipients import told
from footprint.workspace.requests import find

if TYPE_CHECKING:
    from footprint.workspace import Workspace


def write(
    workspace: "Workspace",
    request_id: str,
    language: str | None = None,
    purpose: str | None = None,
) -> Letter:
    """Return the letter that a request needs next, or the one asked for.

    Raises:
        Refused: there is no such request, language or purpose.
    """
    return write_letter(_case(workspace, request_id), language, purpose)


def purposes(workspace: "Workspace", request_id: str) -> list[str]:
    """Return which letters can be written for a request, the one it needs next first."""
    return purposes_for(_case(workspace, request_id))


def _case(workspace: "Workspace", request_id: str) -> Case:
    request = find(workspace.records, request_id)
    standing = workspace.standings()[request.id]
    return case_of(workspace.records, request, standing, workspace.today)


def kept(
    workspace: "Workspace", request_id: str, unfinished: Mapping[str, Any] | None = None
) -> Letter:
    """Return the letter as the person left it: unfinished, kept with the request, or a new one."""
    if unfinished:
        made = write(workspace, request_id, unfinished.get("language"), unfinished.get("purpose"))
        return made.replace(
            to=tuple(map(str, unfinished.get("to", ()))),
            subject=str(unfinished.get("subject", "")),
            body=str(unfinished.get("body", "")),
        )
    made = write(workspace, request_id)
    draft = read_log(find(workspace.records, request_id).log).unsent
    if draft is None:
        return made
    to = tuple(each.strip() for each in (draft.to or "").split(",") if each.strip())
    return made.replace(to=to or made.to, subject=draft.subject or "", body=draft.text or "")


def as_draft(letter: Letter, today: date) -> dict[str, Any]:
    """Return the entry of the log that keeps a letter which is not sent yet."""
    return {**_entry(letter, today), "type": "note"}


def as_sent(letter: Letter, request: Request, today: date, channel: str) -> dict[str, Any]:
    """Return the entry of the log that says that a letter was sent, by which channel."""
    is_sent = any(entry.type == "request" and entry.direction == "out" for entry in request.log)
    kind = entry_type(letter.purpose, request, is_sent=is_sent)
    goes_to = recipient(letter.purpose, request.kind)
    to = told(goes_to, letter.recipient, letter.to)
    return {**_entry(letter, today), "type": kind, "channel": channel, "to": to}


def render(workspace: "Workspace", request_id: str, letter: Letter, form: str) -> str | bytes:
    """Return the letter in a form: text, mailto, eml or html.

    Raises:
        Refused: there is no such form.
    """
    from footprint.export import letters

    request = find(workspace.records, request_id)
    owner = workspace.records.items[request.item].owner
    return letters.render(letter, details_of(workspace.records, owner), form)


def _entry(letter: Letter, today: date) -> dict[str, Any]:
    return {
        "on": today,
        "direction": "out",
        "to": ", ".join(letter.to) or None,
        "subject": letter.subject or None,
        "text": letter.body or None,
    }
