"""Whom to turn to when the other party does not answer: an authority or a consumer centre.

The table is package data (`footprint/data/bodies.json`), made from the escalations of the table of
deadlines; a telephone number stands in it only where that table has one.
"""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from footprint.i18n import _, language
from footprint.requests.deadlines import own_last_day
from footprint.requests.jurisdictions import covers, places_of
from footprint.requests.table import GENERIC, Rule, load

_PRIVACY = frozenset({"erasure", "access", "portability", "rectification", "objection"})
_PHONE = re.compile(r"\+?\d[\d -]*")
_MAIL_RULES = ("MARKETING", "MKT", "SPAM", "CASL", "UEMA", "ANTISPAM", "MAILBOX")


class Body(NamedTuple):
    """One of them, as it calls itself; `contact` is a number or an address, if one is known."""

    place: str
    group: str
    names: dict[str, str]
    contact: str | None = None
    unchecked: bool = False

    @property
    def phone(self) -> str | None:
        """The number to call, where that is how it is reached."""
        return self.contact if self.contact and _PHONE.fullmatch(self.contact) else None

    @property
    def name(self) -> str:
        """Its name, where it has several in the language spoken now."""
        return self.name_in(language())

    def name_in(self, language: str) -> str:
        """Return its name as it stands in a text of `language`."""
        return self.names.get(language, self.names["en"])

    def __str__(self) -> str:
        """Return its name and how it is reached."""
        if not self.contact:
            return self.name
        contact = self.contact
        if self.unchecked:
            contact = _("{contact}, not checked").format(contact=contact)
        return _("{name}, {contact}").format(name=self.name, contact=contact)


def group_of(rule: Rule, kind: str) -> str:
    """Return what a request is about for those who supervise it: privacy, mailings, consumer."""
    if kind == "unsubscribe" or any(part in rule.id for part in _MAIL_RULES):
        return "mailings"
    return "privacy" if kind in _PRIVACY else "consumer"


def body(rule: Rule, kind: str, country: str | None) -> Body | None:
    """Return whom to turn to about a request of `kind` under `rule`; None where none is known.

    It is that of the other party's country; under another place's law, that of this place.
    """
    group = group_of(rule, kind)
    known = {(each.place, each.group): each for each in _bodies()}
    places = list(places_of(country))
    if rule.id != GENERIC and not any(covers(rule.jurisdiction, place) for place in places):
        places = [rule.jurisdiction]
    found = (known.get((place, group)) for place in places)
    return next((each for each in found if each), None)


def takes_it_until(rule: Rule, due: date, country: str | None) -> date | None:
    """Return the last day on which a body takes it, counted from the end of their time: that of
    Quebec does for so long only (private-sector Act, s. 43). None where none is known.
    """
    if rule.id != "CA-QC-L25":
        return None
    return own_last_day("CA-QC-CAI", due, country, load())


@cache
def known_as() -> tuple[str, ...]:
    """Return every name of every body, in any language, and how it is reached."""
    names = {name for each in _bodies() for name in each.names.values()}
    return tuple(sorted(names | {each.contact for each in _bodies() if each.contact}))


def in_language(name: str, language: str) -> str:
    """Return the name of a body as it stands in a text of `language`; any other as it is."""
    found = (each for each in _bodies() if name in each.names.values())
    same = next(found, None)
    return same.name_in(language) if same else name


@cache
def _bodies() -> tuple[Body, ...]:
    text = (Path(__file__).parents[1] / "data" / "bodies.json").read_text("utf-8")
    return tuple(_read(entry) for entry in json.loads(text)["bodies"])


def _read(entry: dict[str, Any]) -> Body:
    name = entry["name"]
    names = name if isinstance(name, dict) else {"en": name}
    return Body(
        entry["place"], entry["for"], names, entry.get("contact"), entry.get("unchecked", False)
    )
