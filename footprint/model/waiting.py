"""Which letter it is that is kept with a request and not sent yet.

Its words are a note in the log of the request, and the snapshot's log has no field for the rest:
its purpose, its language and whom it goes to by name. A letter that waits is a reminder, so they
are in the snapshot's optional object `reminders`, as `letters`: written and undone together with
the note, exported, merged, and forgotten with the request. Each is found by the request and a mark
that follows from the letter's own words; so it is never taken for what another note is, and two
copies of the vault may each keep a letter.
"""

import hashlib
from typing import Any

from footprint.errors import Invalid
from footprint.model.base import Model
from footprint.model.fields import Line
from footprint.model.records import Records
from footprint.model.requests import Entry

SECTION = "reminders"
_PART = "letters"
_LETTERS = 12


class Waiting(Model):
    """What a note cannot tell about the letter in it."""

    skips_unknown = True

    purpose: Line
    language: Line
    recipient: Line | None = None


def mark_of(subject: str | None, text: str | None) -> str:
    """Return the mark of a letter's words: letters alone, as digits could be a card's."""
    digest = hashlib.sha256(f"{subject}\n{text}".encode()).digest()[:_LETTERS]
    return "".join(chr(ord("a") + byte % 26) for byte in digest)


def waiting_of(records: Records, request_id: str, entry: Entry) -> Waiting | None:
    """Return what is known of the letter in `entry`; None where nothing is."""
    said = (records.sections.get(SECTION) or {}).get(_PART)
    found = said.get(_key(request_id, entry)) if isinstance(said, dict) else None
    try:
        return Waiting.from_json(found) if found else None
    except Invalid:
        return None


def without(document: dict[str, Any] | None, request_id: str) -> dict[str, Any] | None:
    """Return the section with nothing in it about a letter of the request."""
    said = (document or {}).get(_PART)
    if not isinstance(said, dict):
        return document
    left = {key: value for key, value in said.items() if key.partition(":")[0] != request_id}
    parts = {**(document or {}), _PART: left}
    return {part: entries for part, entries in parts.items() if part != _PART or left} or None


def having(
    document: dict[str, Any] | None, request_id: str, entry: Entry, waiting: Waiting
) -> dict[str, Any]:
    """Return the section with what is known of the letter in `entry`, the request's only one."""
    before = without(document, request_id) or {}
    return {**before, _PART: {**before.get(_PART, {}), _key(request_id, entry): waiting.to_json()}}


def _key(request_id: str, entry: Entry) -> str:
    return f"{request_id}:{mark_of(entry.subject, entry.text)}"
