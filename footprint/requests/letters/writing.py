"""Writing a letter: which paragraphs it has, and what is put into them."""

import tomllib
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import date, timedelta
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
from footprint.requests.jurisdictions import EU_AND_EEA
from footprint.requests.ladder import complains_first
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
from footprint.requests.log import ASKS
from footprint.requests.surroundings import TO_OTHERS
from footprint.requests.table import load

_JAPANESE, _GERMAN = ("JP",), ("DE", "AT", "CH", "LI")
# Where direct debits are those of the Single Euro Payments Area, as far as German letters go.
_SEPA = EU_AND_EEA | {"CH", "GB"}
# A text that stands for a sentence which is not the same for every kind of request.
_MARKS = ("rests", "asked", "asked_them", "told_done", "demand")
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
        case, texts = self._case, self._texts
        kind = case.request.kind
        cited = PROVISIONS.get((case.rule.id, kind), ())
        deadline = DEADLINES.get(case.rule.id) if kind in (*PRIVACY, "unsubscribe") else None
        passed = self._has_passed()
        due = case.due
        if passed and self._purpose == case.request.kind:
            # It is written again: the date that has passed is no wish any more.
            due = case.final
        # Nobody is asked for anything before the day on which it is due.
        final = case.final if passed or case.due is None else max(case.final, case.due)
        by_law = case.standing.due is None or case.standing.due.basis == "statutory"
        total = [price for _day, price in case.charges if price]
        reading = case.reading
        base = {
            "item": case.item.name,
            "party": case.party,
            "name": case.person.name,
            "list_address": self._list_address(),
            "card": self._card(),
            "card_noun": None
            if case.charged in ("bank_account", "wallet")
            else texts.get("card_noun"),
            "mandate": self._mandate(),
            "recipient": self._recipient_name(),
            "tried_with": case.party if self._has_tried() else None,
            "unheard_item": None if self._was_heard_from() else case.item.name,
            "body": self._body(),
            "provisions": self._list(cited),
            "deadline_law": self._deadline_law(deadline, cited) if by_law else None,
            "reasons": self._told(REASONS.get(case.rule.id) if kind in PRIVACY else None),
            "complaint_law": self._told(COMPLAINTS.get(case.rule.id)),
            "first_sent": self._day(reading.given_on),
            "asked_on": self._day(reading.questions[-1][0] if reading.questions else None),
            "answered_on": self._day(reading.answer.on if reading.answer else None),
            "escalated_on": self._day(case.escalated_on),
            "next_charge": self._day(case.next_charge),
            "reminded_on": self._day(self._reminded_on()),
            "final": self._day(final),
            "end": self._day(self._end()),
            "cancelled_on": self._day(case.cancelled_on),
            "confirmed_on": self._day(case.confirmed_on),
            "total": self._total(total),
            "due": self._day(due),
            "passed_on": self._day(case.due),
        }
        if self._purpose in ("second_notice", "complaint_to_them", "complaint") and not passed:
            base["due"] = None
        base |= self._charge_words()
        base["amount"] = base["total"] or base.get("amount")
        base["came"] = self._came(case.reading.broken_by)
        base["until"] = self._until(final, base)
        base["stands"] = self._stands()
        base["what"] = self._fill([texts["what"][kind]], base)
        return {key: value or None for key, value in base.items()}

    def _has_passed(self) -> bool:
        return self._case.due is not None and self._case.due < self._case.today

    def _deadline_law(self, law: Provision | None, cited: tuple[Provision, ...]) -> str | None:
        """Return what sets the date; what the letter rests on anyway is not written out twice."""
        if law is None:
            return None
        return str(self._texts["same_law"]) if law in cited else law.told(self._language)

    def _card(self) -> str | None:
        case = self._case
        named = self._texts.get("card_named", {}).get(case.charged)
        return named.format(card=case.card) if named and case.card else case.card

    def _mandate(self) -> str | None:
        """Return the mandate that ends with the contract; None where nobody collects anything."""
        case = self._case
        texts: dict[str, str] = self._texts.get("mandate", {})
        if getattr(case.item, "paid_by", None) and case.charged is None:
            return None
        if case.charged in ("card", "wallet"):
            return texts.get(case.charged)
        if case.country and case.country[:2] not in _SEPA:
            return texts.get("abroad")
        return texts.get("sepa" if case.charged else "unknown")

    def _end(self) -> date | None:
        """Return when the contract ends; tomorrow is what comes out where no terms are known."""
        end, today = self._case.ends_on, self._case.today
        return end if end and end > today + timedelta(days=1) else None

    def _has_tried(self) -> bool:
        """Whether the other party was written to since it charged; of no charge, whether at all."""
        since = self._case.charges[0][0] if self._case.charges else date.min
        return any(
            entry.direction == "out" and entry.type in ASKS and entry.type != "escalation"
            for kind, entry in self._case.history
            if kind not in TO_OTHERS and entry.on >= since
        )

    def _was_heard_from(self) -> bool:
        entries = self._case.reading.entries
        return any(e.direction == "in" and e.type not in ("bounce", "incident") for e in entries)

    def _reminded_on(self) -> date | None:
        arrived = self._case.reading.arrived
        given_on = self._case.reading.given_on
        days = [e.on for e in arrived if e.type == "reminder" and e.on != given_on]
        return days[-1] if days else None

    def _charge_words(self) -> dict[str, str | None]:
        known = self._texts.get("charge_words", {})
        number = len(self._case.charges)
        return dict(known.get("none" if number == 0 else "one" if number == 1 else "several", {}))

    def _until(self, final: date, values: dict[str, str | None]) -> str | None:
        """Return by when something is to be done: within so many days, where those are given."""
        texts = self._texts.get("until")
        if not texts:
            return None
        if final != self._case.final:
            return self._fill([texts["date"]], values)
        days = (final - self._case.today).days
        period = texts.get(str(days)) or texts["days"].format(days=days)
        return self._fill([texts["period"]], {**values, "period": period})

    def _last_answer(self) -> Entry | None:
        entries = self._case.reading.entries
        answers = [e for e in entries if e.type == "answer" and e.direction == "in"]
        return answers[-1] if answers else None

    def _state(self) -> str | None:
        """Return how the request stands by their last word in the whole of its log.

        “none” without one, partial or refused as they said; broken where something came after they
        had said that it was done, and None where nothing did.
        """
        last = self._last_answer()
        if last is None:
            return "none"
        if last.outcome == "complete":
            return "broken" if self._came_since(last) else None
        return last.outcome

    def _stands(self) -> str | None:
        """Return the sentence on how the request stands, where it was sent to them at all."""
        texts, kind = self._texts.get("stands"), self._case.request.kind
        to_others = kind in TO_OTHERS and self._purpose == "complaint"
        if not texts or self._case.reading.given_on is None or to_others:
            return None
        state, last = self._state(), self._last_answer()
        text = texts.get(f"{state}_{kind}") or texts.get(str(state))
        values = {
            "told_on": self._day(last.on if last else None),
            "came_since": self._came(self._came_since(last) if last else None),
        }
        return self._fill([text], values) if text else None

    def _came_since(self, answer: Entry) -> Entry | None:
        """Return what came first after they had said that it was done, but for what was owed."""
        charged = [day for day, _price in self._case.charges]
        entries = self._case.reading.entries
        place = next(n for n, entry in enumerate(entries) if entry is answer)
        came = (e for e in entries[place:] if e.type == "incident")
        return next((e for e in came if e.what != "charge" or e.on in charged), None)

    def _body(self) -> str | None:
        """Return whom one would turn to, with the number or address that was checked.

        Nobody is told in a letter to that body itself.
        """
        body = self._case.body
        if body is None or self._recipient == "body":
            return None
        name = body.name_in(self._language)
        if not body.contact or body.unchecked:
            return name
        opening, closing = "（）" if self._language == "ja" else (" (", ")")
        if name.endswith(closing):
            comma = "、" if self._language == "ja" else ", "
            return f"{name.removesuffix(closing)}{comma}{body.contact}{closing}"
        return f"{name}{opening}{body.contact}{closing}"

    def _list_address(self) -> str | None:
        """Return the address that is mailed to: what a letter that ends it has to name."""
        case = self._case
        if case.list_address or case.request.kind != "unsubscribe":
            return case.list_address
        if case.contact and "@" in case.contact:
            return case.contact
        return case.person.email[0] if len(case.person.email) == 1 else None

    def _recipient_name(self) -> str | None:
        """Return whom the letter goes to by name, where that is not the other party."""
        case = self._case
        body = case.body.name_in(self._language) if case.body else None
        if self._purpose == "inquiry":
            # Only whoever got something is asked how it stands.
            return case.escalated_to or (body if case.escalated_to_body else None)
        return {"platform": case.platform, "issuer": case.issuer, "body": body}.get(self._recipient)

    def _came(self, incident: Entry | None) -> str | None:
        """Return the sentence on what came although they had said that it was done."""
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
        made = []
        for given in sentences:
            sentence = self._sentence(given)
            names = [name for _text, name, _spec, _conv in Formatter().parse(sentence) if name]
            if all(known.get(name) for name in names):
                made.append(sentence.format(**{name: known[name] for name in names}))
                self._note(names, known)
        return str(self._texts["joiner"]).join(made)

    def _sentence(self, given: str) -> str:
        """Return the sentence that a mark such as {rests} stands for, for this kind of request."""
        mark, kind, place = given.strip("{}"), self._case.request.kind, f"in_{self._purpose}"
        if mark not in _MARKS:
            return given
        texts = self._texts[mark]
        keys = (str(self._state()), f"{place}_{kind}", place, kind, "usual")
        return str(next(texts[key] for key in keys if key in texts))

    def _note(self, names: list[str], known: dict[str, str | None]) -> None:
        case = self._case
        if "provisions" in names:
            cited = PROVISIONS.get((case.rule.id, case.request.kind), ())
            self._used += [each.told(self._language) for each in cited]
        for name in ("deadline_law", "reasons", "complaint_law"):
            value = known.get(name)
            if name in names and value and value != self._texts["same_law"]:
                self._used.append(value)
        self._used = list(dict.fromkeys(self._used))

    def _subject(self) -> str:
        texts, kind = self._texts["subject"], self._case.request.kind
        if self._purpose == "second_notice":
            first = self._fill([texts[kind]])
            to_body = texts.get("second_notice_to_body") if self._recipient == "body" else None
            subject = str(to_body or texts["second_notice"]).format(subject=first)
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
        return self._after_greeting(self._asked_for())

    def _after_greeting(self, text: str) -> str:
        """Return what follows the greeting, in lower case where it goes on after a comma."""
        first = text.partition(" ")[0]
        if first not in self._texts.get("lower_first", ()):
            return text
        return first.lower() + text.removeprefix(first)

    def _asked_for(self) -> str:
        texts, purpose = self._texts["ask"], self._purpose
        if purpose == "reply":
            return self._fill(texts[f"reply_{self._case.answered_with or 'partial'}"])
        variant = next((key for key in self._variants() if key in texts), None)
        if variant:
            return self._fill(texts[variant])
        # What a letter of this kind says besides: before what is asked for, and what follows if
        # it is ignored.
        sentences = list(texts[purpose])
        dated = [n for n, each in enumerate(sentences) if "{final}" in each or each == "{demand}"]
        place = dated[0] if dated else len(sentences) - 1
        sentences[place:place] = texts.get(f"{purpose}_{self._case.request.kind}", [])
        return self._fill(sentences)

    def _variants(self) -> list[str]:
        """Return which other texts suit a letter that cannot say everything, the best first."""
        purpose, values = self._purpose, self._values
        missing: list[tuple[str, str | None]] = []
        if purpose == "cancellation":
            missing = [("without_end", values["end"])]
        elif purpose == "refund":
            missing = [
                ("without_cancellation", values["cancelled_on"]),
                ("without_total", values["total"]),
            ]
        elif purpose == "dispute":
            missing = [("without_charges", "some" if self._case.charges else None)]
        elif purpose == "complaint":
            missing = [("without_request", values["first_sent"])]
        elif purpose == "second_notice":
            missing = [("to_body", None if self._recipient == "body" else "them")]
        return [f"{purpose}_{name}" for name, value in missing if value is None]

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
        kind = case.request.kind
        basis = case.standing.due.basis if case.standing.due else case.rule.basis
        statutory = basis == "statutory" and self._values["deadline_law"] and case.due
        parts = list(texts["usual"])
        if statutory and self._has_passed():
            # The date that is asked for now is one's own; the law's is over.
            parts = list(texts.get("passed", texts["usual"]))
        elif statutory:
            parts = list(texts.get(f"statutory_{kind}", texts["statutory"]))
        if kind in PRIVACY:
            first_to_them = complains_first(case.rule, load(), case.today)
            parts += texts.get("authority", []) if statutory and not first_to_them else []
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
