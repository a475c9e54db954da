"""Writing a letter: which paragraphs it has, and what is put into them."""

import tomllib
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.fields import Price
from footprint.model.requests import Entry
from footprint.model.text import shown
from footprint.requests.letters.case import Case
from footprint.requests.letters.provisions import (
    COMPLAINTS,
    DEADLINES,
    LANGUAGES,
    PROVISIONS,
    REASONS,
    Provision,
)
from footprint.requests.letters.purposes import PRIVACY, PURPOSES, purposes_for, recipient

_JAPANESE, _GERMAN = ("JP",), ("DE", "AT", "CH", "LI")
_WITH_HISTORY = frozenset({"dispute", "complaint", "inquiry", "platform"})


@dataclass(frozen=True)
class Letter:
    """A letter as it can be sent; `provisions` are the articles it names, in its language.

    `recipient` is whoever it goes to by name, where that is not the other party itself.
    """

    language: str
    purpose: str
    to: tuple[str, ...]
    subject: str
    body: str
    provisions: tuple[str, ...] = ()
    recipient: str | None = None

    def replace(self, **changes: Any) -> "Letter":
        """Return the letter with something changed in it."""
        return replaced(self, **changes)


def language_of(country: str | None) -> str:
    """Return the language in which one writes to a party of this country."""
    nation = (country or "")[:2]
    return "ja" if nation in _JAPANESE else "de" if nation in _GERMAN else "en"


def write(case: Case, language: str | None = None, purpose: str | None = None) -> Letter:
    """Return the letter of a case; without a purpose, the one that the request needs next.

    Raises:
        Refused: there is no such language or purpose.
    """
    language = language or language_of(case.country)
    purpose = purpose or purposes_for(case)[0]
    for value, known in ((language, LANGUAGES), (purpose, PURPOSES)):
        if value not in known:
            raise Refused(
                N_("A letter cannot be “{value}”; it can be {known}."),
                value=shown(value),
                known=", ".join(known),
            )
    return _Writing(case, language, purpose).letter()


@cache
def _texts(language: str) -> dict[str, Any]:
    path = resources.files("footprint") / "data" / "letters" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


class _Writing:
    """One letter being written."""

    def __init__(self, case: Case, language: str, purpose: str) -> None:
        self._case, self._language, self._purpose = case, language, purpose
        self._recipient = recipient(purpose, case.request.kind)
        self._texts = _texts(language)
        self._used: list[str] = []
        self._values = self._known()

    def letter(self) -> Letter:
        purpose = self._purpose
        paragraphs = [
            self._addressee(),
            self._greeting(),
            self._asks(),
            self._charges() if purpose in ("dispute", "refund") else "",
            self._identity(),
            self._answer() if purpose == self._case.request.kind else "",
            self._history() if purpose in _WITH_HISTORY else "",
            self._ending(),
        ]
        body = "\n\n".join(part for part in paragraphs if part)
        to = self._case.to if self._recipient == "them" else ()
        return Letter(
            language=self._language,
            purpose=purpose,
            to=to,
            subject=self._subject(),
            body=body,
            provisions=tuple(self._used),
            recipient=self._values["recipient"],
        )

    # -- what is known -------------------------------------------------------------------------

    def _known(self) -> dict[str, str | None]:
        case, language = self._case, self._language
        kind = case.request.kind
        cited = PROVISIONS.get((case.rule.id, kind), ())
        deadline = DEADLINES.get(case.rule.id) if kind in (*PRIVACY, "unsubscribe") else None
        passed = case.due is not None and case.due < case.today
        due = case.due
        if passed and self._purpose == case.request.kind:
            # It is written again: the date that has passed is no wish any more.
            due = case.final
        by_law = case.standing.due is None or case.standing.due.basis == "statutory"
        total = [price for _day, price in case.charges if price]
        reading = case.reading
        base = {
            "item": case.item.name,
            "party": case.party,
            "name": case.person.name,
            "list_address": case.list_address,
            "card": case.card,
            "recipient": self._recipient_name(),
            "tried_with": case.party if case.reading.given_on else None,
            "body": self._body(),
            "provisions": self._list(cited),
            "deadline_law": deadline.told(language) if deadline and by_law else None,
            "reasons": self._told(REASONS.get(case.rule.id) if kind in PRIVACY else None),
            "complaint_law": self._told(COMPLAINTS.get(case.rule.id)),
            "first_sent": self._day(reading.given_on),
            "asked_on": self._day(reading.questions[-1][0] if reading.questions else None),
            "answered_on": self._day(reading.answer.on if reading.answer else None),
            "escalated_on": self._day(case.escalated_on),
            "next_charge": self._day(case.next_charge),
            "final": self._day(case.final),
            "end": self._day(case.ends_on),
            "cancelled_on": self._day(case.cancelled_on),
            "confirmed_on": self._day(case.confirmed_on),
            "total": self._total(total),
            "due": self._day(due),
        }
        if self._purpose in ("second_notice", "complaint_to_them") and not passed:
            base["due"] = None
        base["came"] = self._came()
        base["what"] = self._fill([self._texts["what"][kind]], base)
        return {key: value or None for key, value in base.items()}

    def _body(self) -> str | None:
        """Return whom one would turn to, with the number or address that was checked."""
        body = self._case.body
        if body is None or not body.contact or body.unchecked:
            return body.name_in(self._language) if body else None
        name, contact = body.name_in(self._language), body.contact
        return f"{name}（{contact}）" if self._language == "ja" else f"{name} ({contact})"

    def _recipient_name(self) -> str | None:
        """Return whom the letter goes to by name, where that is not the other party."""
        case = self._case
        body = case.body.name_in(self._language) if case.body else None
        if self._purpose == "inquiry":
            # Only whoever got something is asked how it stands.
            return case.escalated_to or (body if case.escalated_to_body else None)
        return {"platform": case.platform, "issuer": case.issuer, "body": body}.get(self._recipient)

    def _came(self) -> str | None:
        """Return the sentence on what came although they had said that it was done."""
        incident = self._case.reading.broken_by
        if incident is None:
            return None
        text = self._texts["came"][incident.what or "mail"]
        return self._fill([text], {"came_on": self._day(incident.on)})

    def _told(self, provision: Provision | None) -> str | None:
        return provision.told(self._language) if provision else None

    def _list(self, provisions: tuple[Provision, ...]) -> str | None:
        told = [provision.told(self._language) for provision in provisions]
        if len(told) < 2:
            return told[0] if told else None
        mark = "、" if self._language == "ja" else ", "
        return f"{mark.join(told[:-1])}{self._texts['list_and']}{told[-1]}"

    def _day(self, day: date | None) -> str | None:
        from babel.dates import format_date

        if day is None:
            return None
        return str(format_date(day, self._texts["date"], locale=self._language))

    def _price(self, price: Price) -> str:
        from babel.numbers import format_currency

        if (self._language, price.currency) == ("ja", "JPY"):
            return f"{price.amount:,}円"
        return str(format_currency(price.amount, price.currency, locale=self._language))

    def _total(self, prices: list[Price]) -> str | None:
        """Return the sum of what was charged, where all of it is of one currency."""
        currencies = {price.currency for price in prices}
        if len(currencies) != 1:
            return None
        amount = sum((price.amount for price in prices), Decimal())
        return self._price(prices[0].model_copy(update={"amount": amount}))

    # -- the parts -----------------------------------------------------------------------------

    def _fill(self, sentences: list[str], values: dict[str, str | None] | None = None) -> str:
        """Return the sentences of which everything is known, with the values put in.

        A value is put in once and never read as a text with places of its own.
        """
        known = self._values if values is None else values
        rests = self._texts["rests"]
        made = []
        for given in sentences:
            # What a letter rests on is said in one place, and not alike for every kind.
            kind = self._case.request.kind
            sentence = rests.get(kind, rests["usual"]) if given == "{rests}" else given
            names = [name for _text, name, _spec, _conv in Formatter().parse(sentence) if name]
            if all(known.get(name) for name in names):
                made.append(sentence.format(**{name: known[name] for name in names}))
                self._note(names, known)
        return str(self._texts["joiner"]).join(made)

    def _note(self, names: list[str], known: dict[str, str | None]) -> None:
        case = self._case
        if "provisions" in names:
            cited = PROVISIONS.get((case.rule.id, case.request.kind), ())
            self._used += [each.told(self._language) for each in cited]
        for name in ("deadline_law", "reasons", "complaint_law"):
            value = known.get(name)
            if name in names and value:
                self._used.append(value)
        self._used = list(dict.fromkeys(self._used))

    def _subject(self) -> str:
        texts, kind = self._texts["subject"], self._case.request.kind
        if self._purpose == "second_notice":
            first = self._fill([texts[kind]])
            subject = str(texts["second_notice"]).format(subject=first)
        else:
            subject = self._fill([texts[self._purpose]])
        if "with_login" in texts and self._recipient == "them" and self._case.login:
            subject = str(texts["with_login"]).format(subject=subject, login=self._case.login)
        reference = self._case.request.id
        return f"{subject}（{reference}）" if self._language == "ja" else f"{subject} ({reference})"

    def _addressee(self) -> str:
        texts = self._texts["addressee"]
        if self._recipient != "them":
            return self._fill([texts[self._recipient]])
        desk = "privacy" if self._case.request.kind in PRIVACY else "usual"
        return self._fill([texts[desk]])

    def _greeting(self) -> str:
        texts = self._texts["greeting"]
        if self._purpose == "complaint" and "first" in texts:
            return self._fill([texts["first_named"]]) or str(texts["first"])
        return self._fill([texts.get("named", "{nobody}")]) or str(texts["usual"])

    def _asks(self) -> str:
        texts, purpose = self._texts["ask"], self._purpose
        if purpose == "reply":
            return self._fill(texts[f"reply_{self._case.answered_with or 'partial'}"])
        missing = self._missing()
        if missing:
            return self._fill(texts.get(f"{purpose}_without_{missing}", texts[purpose]))
        # What a second notice of this kind says besides; before what follows if it is ignored.
        more = texts.get(f"{purpose}_{self._case.request.kind}", [])
        return self._fill([*texts[purpose][:-1], *more, *texts[purpose][-1:]])

    def _missing(self) -> str | None:
        """Return what a letter of this purpose cannot say, and has another text without."""
        if self._purpose == "cancellation":
            return None if self._values["end"] else "end"
        if self._purpose == "refund":
            return None if self._values["total"] else "total"
        if self._purpose == "dispute":
            return None if self._case.charges else "charges"
        return None

    def _charges(self) -> str:
        """Return the list of the charges that came all the same."""
        bullet, history = self._texts["bullet"], self._texts["history"]
        lines = []
        for day, price in self._case.charges:
            text = history["charge" if price else "charge_unknown"]
            what = text.format(amount=self._price(price)) if price else text
            lines.append(bullet.format(day=self._day(day), what=what))
        return "\n".join([self._texts["charges"]["head"], *lines]) if lines else ""

    def _identity(self) -> str:
        case, labels = self._case, self._texts["identity"]
        theirs = self._recipient == "them"
        person = case.person
        address = next(iter(person.email), None)
        if theirs and (case.login or case.contact or case.list_address):
            address = None
        known = [
            ("name", person.name),
            ("login", case.login if theirs else None),
            ("contact", case.contact if theirs else None),
            ("email", address),
            ("list_address", case.list_address if theirs else None),
            ("postal", (person.address or "").replace("\n", self._texts["lines"]) or None),
            ("phone", person.phone),
            ("reference", case.request.id),
        ]
        seen: set[str] = set()
        lines = []
        for name, value in known:
            if value and value not in seen:
                seen.add(value)
                lines.append(self._texts["identity_line"].format(label=labels[name], value=value))
        return "\n".join([labels["head" if theirs else "head_other"], *lines])

    def _answer(self) -> str:
        """Return by when an answer is hoped for, and what is expected of a refusal."""
        texts, case = self._texts["answer"], self._case
        if self._purpose in ("complaint", "dispute", "refund"):
            return ""
        basis = case.standing.due.basis if case.standing.due else case.rule.basis
        statutory = basis == "statutory" and self._values["deadline_law"]
        parts = list(texts["statutory"] if statutory else texts["usual"])
        if case.request.kind in PRIVACY:
            parts += texts.get("authority", []) if statutory else []
            parts += [*texts["refusal"], *texts["identity_check"]]
        return self._fill(parts)

    def _history(self) -> str:
        lines = [line for kind, entry in self._case.history if (line := self._line(kind, entry))]
        if not lines:
            return ""
        return "\n".join([self._texts["history"]["head"], *lines])

    def _line(self, kind: str, entry: Entry) -> str | None:
        texts = self._texts["history"]
        asked_for = self._fill([self._texts["what"][kind]])
        name: str | None = entry.what or (entry.outcome if entry.type == "answer" else entry.type)
        if name == "charge" and entry.amount is None:
            name = "charge_unknown"
        if name not in texts:
            return None
        if f"{name}_{kind}" in texts:
            name = f"{name}_{kind}"
        what = texts[name].format(
            what=asked_for,
            item=self._values["item"],
            way=self._way(entry),
            amount=self._price(entry.amount) if entry.amount else "",
        )
        return str(self._texts["bullet"].format(day=self._day(entry.on), what=what))

    def _way(self, entry: Entry) -> str:
        """Return by which way and to whom something was sent, in brackets."""
        if entry.direction != "out":
            return ""
        texts = self._texts["way"]
        channel = entry.channel or self._case.request.channel
        told = [texts[channel]] if channel else []
        told += [texts["to"].format(to=entry.to)] if entry.to else []
        inside = ("、" if self._language == "ja" else ", ").join(told)
        return str(texts["brackets"]).format(inside=inside) if inside else ""

    def _ending(self) -> str:
        person = self._case.person
        closing = str(self._texts["closing"]["usual"])
        lines = [self._day(self._case.today) or ""] if self._language == "ja" else []
        name = person.name or ""
        return "\n".join([closing, "", *lines, *([name] if name else [])]).rstrip()
