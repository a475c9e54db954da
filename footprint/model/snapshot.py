"""The snapshot contract (DESIGN 3): the whole vault as one JSON document in the clear."""

import json
from math import isfinite
from typing import Any, Literal, NoReturn

from footprint.errors import Invalid
from footprint.i18n import N_
from footprint.model.base import Model
from footprint.model.exits import Exit
from footprint.model.integrity import check
from footprint.model.items import AnyItem
from footprint.model.links import Link
from footprint.model.records import SECTIONS, Records
from footprint.model.requests import Request
from footprint.model.text import clean_prose, find_cards, shown, without_surrogates

FORMAT = "footprint-snapshot"
VERSION = 1


class Snapshot(Model):
    """The document: every record of a vault, without its history and evidence files."""

    format: Literal["footprint-snapshot"]
    version: Literal[1]
    items: tuple[AnyItem, ...] = ()
    links: tuple[Link, ...] = ()
    requests: tuple[Request, ...] = ()
    exits: tuple[Exit, ...] = ()
    person: dict[str, Any] | None = None
    settings: dict[str, Any] | None = None
    reminders: dict[str, Any] | None = None
    discovery: dict[str, Any] | None = None


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the snapshot."""
    from footprint.model.doors import json_schema

    document = json_schema(Snapshot)
    document["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    document["title"] = "footprint snapshot"
    return document


# -- writing -----------------------------------------------------------------------------------


def to_document(records: Records) -> dict[str, Any]:
    """Return the canonical document of `records`."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "items": [records.items[key].to_json() for key in sorted(records.items)],
        "links": [records.links[key].to_json() for key in sorted(records.links)],
        "requests": [records.requests[key].to_json() for key in sorted(records.requests)],
        "exits": [records.exits[key].to_json() for key in sorted(records.exits)],
    }
    document |= {name: records.sections[name] for name in SECTIONS if records.sections.get(name)}
    return document


def dumps(records: Records) -> str:
    """Return the canonical text of `records`, ending in a newline."""
    return json.dumps(to_document(records), ensure_ascii=False, indent=1) + "\n"


# -- reading -----------------------------------------------------------------------------------


def loads(text: str | bytes) -> Records:
    """Return the records that the text of a snapshot describes.

    Raises:
        Invalid: with the JSON path, at the first thing that breaks the contract.
    """
    try:
        document = json.loads(
            text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant, parse_float=_finite
        )
    except Invalid:
        raise
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        place = f"line {line}" if line else ""
        raise Invalid(place, N_("this is not a JSON document")) from None
    return from_document(document)


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise Invalid("", N_("the key “{key}” stands twice in one object"), key=shown(key))
            seen.add(key)
    return document


def _finite(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _no_constant(text)


def _no_constant(name: str) -> NoReturn:
    raise Invalid("", N_("{name} is not a number in JSON"), name=shown(name)[:40])


def from_document(document: Any) -> Records:
    """Return the records that a snapshot document describes.

    Raises:
        Invalid: with the JSON path, at the first thing that breaks the contract.
    """
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Invalid("format", N_("this is not a footprint snapshot"))
    version = document.get("version")
    if type(version) is not int or version != VERSION:
        raise Invalid("version", N_("this program reads version 1 of the snapshot"))
    try:
        snapshot = Snapshot.from_json(document)
    except RecursionError:
        raise Invalid("", N_("this document is nested too deeply")) from None
    _refuse_duplicates(snapshot)
    sections = {
        name: section(name, getattr(snapshot, name)) for name in SECTIONS if getattr(snapshot, name)
    }
    records = Records.of(
        snapshot.items, snapshot.links, snapshot.requests, snapshot.exits, sections
    )
    places = _places(snapshot)
    for problem in check(records, lambda table, key: places[table, key]):
        raise problem
    return records


def _places(snapshot: Snapshot) -> dict[tuple[str, object], str]:
    places: dict[tuple[str, object], str] = {}
    for table in ("items", "links", "requests", "exits"):
        for number, record in enumerate(getattr(snapshot, table)):
            key = record.key if table == "links" else record.id
            places[table, key] = f"{table}[{number}]"
    return places


def _refuse_duplicates(snapshot: Snapshot) -> None:
    for table in ("items", "links", "requests", "exits"):
        seen: set[object] = set()
        for number, record in enumerate(getattr(snapshot, table)):
            key = record.key if table == "links" else record.id
            if key in seen:
                name = " ".join(key) if isinstance(key, tuple) else key
                raise Invalid(f"{table}[{number}]", N_("“{name}” is there twice"), name=name)
            seen.add(key)


DEEPEST = 20


def section(place: str, value: Any, depth: int = 0) -> Any:
    """Return a free JSON section with every string in it cleaned.

    Raises:
        Invalid: it is nested too deeply, a string or number in it is a card number, or two of its
            keys become the same.
    """
    if depth > DEEPEST:
        raise Invalid(place, N_("this document is nested too deeply"))
    if isinstance(value, dict):
        entries = {_text(place, key): entry for key, entry in value.items()}
        if len(entries) != len(value):
            raise Invalid(place, N_("two keys become the same when they are cleaned"))
        return {
            key: section(f"{place}.{shown(key)}", entry, depth + 1)
            for key, entry in entries.items()
        }
    if isinstance(value, list):
        return [section(f"{place}[{n}]", entry, depth + 1) for n, entry in enumerate(value)]
    if isinstance(value, str):
        return _text(place, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        _text(place, str(value))
    return value


def _text(place: str, value: str) -> str:
    value = without_surrogates(value)
    if find_cards(value):
        raise Invalid(
            place, N_("this looks like a full card number; keep only its last four digits")
        )
    return clean_prose(value)
