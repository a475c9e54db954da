"""The letter of a request: written from the record, kept as a draft, recorded as sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from footprint.errors import FootprintError, Refused
from footprint.i18n import N_, _
from footprint.model import waiting
from footprint.model.changes import Change, ChangeSet
from footprint.model.person import Details, details_of
from footprint.model.records import Records
from footprint.model.requests import Entry, Request
from footprint.model.text import shown
from footprint.model.waiting import Waiting, mark_of
from footprint.requests.letters import (
    LANGUAGES,
    Case,
    Letter,
    case_of,
    entry_type,
    purpose_name,
    purposes_for,
)
from footprint.requests.letters import write as write_letter
from footprint.requests.letters.purposes import recipient
from footprint.requests.log import read_log
from footprint.requests.recipients import told
from footprint.workspace import requests
from footprint.workspace.items import Action
from footprint.workspace.requests import find

if TYPE_CHECKING:
    from footprint.workspace import Workspace

UNFINISHED = "letter/"
"""What the name of a letter's unfinished form begins with; its request follows."""


@dataclass(frozen=True)
class Left:
    """A letter as the person left it, and as it was before they changed it.

    `given_out`: it was copied, opened or written to a file, and may have been sent.
    """

    letter: Letter
    pristine: Letter
    given_out: bool = False


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


def is_settled(workspace: "Workspace", request_id: str) -> bool:
    """Return whether nothing is left to write about a request: it is settled, and no letter waits.

    Raises:
        Refused: there is no such request.
    """
    request = find(workspace.records, request_id)
    if read_log(request.log, workspace.today).unsent is not None:
        return False
    return workspace.standings()[request.id].settled


def _case(workspace: "Workspace", request_id: str) -> Case:
    request = find(workspace.records, request_id)
    standing = workspace.standings()[request.id]
    return case_of(workspace.records, request, standing, workspace.today)


# -- kept, not sent ------------------------------------------------------------------------------


def kept(workspace: "Workspace", request_id: str) -> Letter | None:
    """Return the letter that is kept with a request and not sent yet, if there is one.

    Raises:
        Refused: there is no such request.
    """
    request = find(workspace.records, request_id)
    draft = read_log(request.log, workspace.today).unsent
    if draft is None:
        return None
    case = _case(workspace, request.id)
    known = waiting.waiting_of(workspace.records, request.id, draft)
    if known is None or known.language not in LANGUAGES:
        known = _recognised(case, draft)
    made = write_letter(case, known.language, known.purpose)
    recipient = known.recipient or made.recipient
    to = tuple(each.strip() for each in (draft.to or "").split(",") if each.strip())
    return made.replace(
        to=() if draft.to == recipient else to,
        subject=draft.subject or "",
        body=draft.text or "",
        recipient=recipient,
    )


def _recognised(case: Case, draft: Entry) -> Waiting:
    """Return which letter a note is, by its subject or whom it goes to; else the one needed."""
    purposes = purposes_for(case)
    known = [write_letter(case, language, each) for each in purposes for language in LANGUAGES]
    alike = [each for each in known if each.subject == draft.subject]
    alike += [each for each in known if draft.to and each.recipient == draft.to]
    found = next(iter(alike), write_letter(case))
    return Waiting(purpose=found.purpose, language=found.language, recipient=found.recipient)


def keep(request_id: str, letter: Letter, today: date) -> Action:
    """Keep a letter with its request, not sent; one that is kept already is not kept twice.

    Raises (when done):
        Refused: the request is closed; it would be told of no more, and could not be sent.
    """

    def action(records: Records) -> ChangeSet:
        request = find(records, request_id)
        if read_log(request.log).closing:
            raise Refused(N_("Request {request} is closed; make a new one."), request=request.id)
        changes = requests.log(request.id, _as_draft(letter, today), today)(records)
        entry = changes.changes[0].after.log[-1]
        if _is_alike(entry, read_log(request.log, today).unsent):
            return changes._replace(changes=())
        known = Waiting(
            purpose=letter.purpose, language=letter.language, recipient=letter.recipient
        )
        before = records.sections.get(waiting.SECTION)
        after = waiting.having(before, request.id, entry, known)
        told = Change("sections", before, after, waiting.SECTION)
        return changes._replace(changes=(changes.changes[0], told))

    return action


def _is_alike(entry: Entry, other: Entry | None) -> bool:
    return other is not None and entry == other.changed(on=entry.on)


# -- unfinished ----------------------------------------------------------------------------------


def unfinished(letter: Letter, *, given_out: bool) -> dict[str, Any]:
    """Return a letter as it is kept, encrypted, while the vault is locked."""
    return {
        "to": list(letter.to),
        "subject": letter.subject,
        "body": letter.body,
        "language": letter.language,
        "purpose": letter.purpose,
        "given_out": given_out,
    }


def left(workspace: "Workspace", request_id: str, said: Mapping[str, Any] | None) -> Left:
    """Return the letter as the person left it: unfinished (`said`), kept, or a new one.

    Raises:
        Refused: there is no such request.
    """
    waits = kept(workspace, request_id)
    pristine = waits or write(workspace, request_id)
    if not said:
        return Left(pristine, pristine)
    if "asked" in said:
        mark = mark_of(pristine.subject, pristine.body)
        return Left(pristine, pristine, waits is not None and mark == said["asked"])
    return _unfinished(workspace, request_id, pristine, said)


def _unfinished(
    workspace: "Workspace", request_id: str, pristine: Letter, said: Mapping[str, Any]
) -> Left:
    which = (said.get("language"), said.get("purpose"))
    if which != (pristine.language, pristine.purpose):
        pristine = write(workspace, request_id, *which)
    letter = pristine.replace(
        to=tuple(map(str, said.get("to", ()))),
        subject=str(said.get("subject", "")),
        body=str(said.get("body", "")),
    )
    return Left(letter, pristine, said.get("given_out") is True)


def keep_given_out(workspace: "Workspace", drafts: Mapping[str, Any]) -> dict[str, Any]:
    """Keep each unfinished letter that was given out with its request, as the vault is closed.

    So the person is reminded, whatever happens next. Of such a letter only that it has to be
    asked about is left among the drafts; one that cannot be kept now stays as it is.
    """
    return {
        name: _kept_now(workspace, name.removeprefix(UNFINISHED), said)
        if name.startswith(UNFINISHED) and said.get("given_out")
        else said
        for name, said in drafts.items()
    }


def _kept_now(workspace: "Workspace", request_id: str, said: dict[str, Any]) -> dict[str, Any]:
    try:
        letter = left(workspace, request_id, said).letter
        workspace.do(keep(request_id, letter, workspace.today))
        waits = kept(workspace, request_id)
    except FootprintError:
        return said
    return {"asked": mark_of(waits.subject, waits.body)} if waits else said


# -- as it stands in the log ---------------------------------------------------------------------


def _as_draft(letter: Letter, today: date) -> dict[str, Any]:
    """Return the entry of the log that keeps a letter which is not sent yet.

    Without a subject it would be a note like any other, and never be a letter again.
    """
    entry = {**_entry(letter, today), "type": "note"}
    return {**entry, "subject": letter.subject or purpose_name(letter.purpose)}


def as_sent(letter: Letter, request: Request, today: date, channel: str | None) -> dict[str, Any]:
    """Return the entry of the log that says that a letter was sent, by which channel."""
    is_sent = any(entry.type == "request" and entry.direction == "out" for entry in request.log)
    kind = entry_type(letter.purpose, request, is_sent=is_sent)
    goes_to = recipient(letter.purpose, request.kind)
    to = told(goes_to, letter.recipient, letter.to, of_account=letter.of_account)
    return {**_entry(letter, today), "type": kind, "channel": channel, "to": to}


def _entry(letter: Letter, today: date) -> dict[str, Any]:
    return {
        "on": today,
        "direction": "out",
        "to": ", ".join(letter.to) or letter.recipient,
        "subject": letter.subject or None,
        "text": letter.body or None,
    }


def render(workspace: "Workspace", request_id: str, letter: Letter, form: str) -> str | bytes:
    """Return the letter in a form: text, mailto, eml or html.

    Raises:
        Refused: there is no such form.
    """
    from footprint.export import letters

    return letters.render(letter, _sender(workspace, request_id), form)


def left_out(workspace: "Workspace", request_id: str, letter: Letter, form: str) -> list[str]:
    """Return a sentence for each address that the letter in this form goes without."""
    from footprint.export import letters

    if form != "eml":
        return []
    sentence = _("“{address}” cannot stand in the mail; enter it in your mail program.")
    without = letters.left_out(letter, _sender(workspace, request_id))
    return [sentence.format(address=shown(address)) for address in without]


def is_signed(workspace: "Workspace", request_id: str) -> bool:
    """Return whether the name that a letter of this request is signed with is recorded.

    Raises:
        Refused: there is no such request.
    """
    return _sender(workspace, request_id).name is not None


def _sender(workspace: "Workspace", request_id: str) -> Details:
    request = find(workspace.records, request_id)
    return details_of(workspace.records, workspace.records.items[request.item].owner)
