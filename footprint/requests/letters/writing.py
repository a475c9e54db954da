"""Writing a letter: which paragraphs it has, and what is put into them."""

from dataclasses import dataclass
from dataclasses import replace as replaced
from typing import Any

from footprint.errors import Refused
from footprint.i18n import N_
from footprint.model.requests import Entry
from footprint.model.text import shown
from footprint.requests.bodies import in_language
from footprint.requests.ladder import complains_first
from footprint.requests.letters.case import Case
from footprint.requests.letters.known import Known
from footprint.requests.letters.provisions import LANGUAGES
from footprint.requests.letters.purposes import PRIVACY, PURPOSES, purposes_for
from footprint.requests.letters.subjects import purpose_of
from footprint.requests.recipients import nameless
from footprint.requests.table import load

_JAPANESE, _GERMAN = ("JP",), ("DE", "AT", "CH", "LI")
# What asks for less to be kept; whoever objects names every address and number that it is about.
_LITTLE = frozenset({*PRIVACY, "unsubscribe"}) - {"objection"}
_STOP_ORDERS = {"bank_account": "stop_order_of_bank", "wallet": "stop_order_of_account"}
_WITH_HISTORY = frozenset({"dispute", "complaint", "inquiry", "platform"})


@dataclass(frozen=True)
class Letter:
    """A letter as it can be sent; `provisions` are the articles it names, in its language.

    `recipient` is whoever it goes to by name, where that is not the other party itself; `number`
    whom to call, where it is for the telephone: their addresses have not answered. `of_account`
    says that a bank account is charged: then the card's issuer is the bank.
    """

    language: str
    purpose: str
    to: tuple[str, ...]
    subject: str
    body: str
    provisions: tuple[str, ...] = ()
    recipient: str | None = None
    number: str | None = None
    of_account: bool = False

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


class _Writing(Known):
    """One letter being written."""

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
        number = self._case.number if purpose == "second_notice" else None
        to = self._case.to if self._recipient == "them" and number is None else ()
        return Letter(
            language=self._language,
            purpose=purpose,
            to=to,
            subject=self._subject(),
            body=body,
            provisions=tuple(self._used),
            recipient=self._values["recipient"],
            number=number,
            of_account=self._case.charged == "bank_account",
        )

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
        if self._recipient == "issuer" and self._case.charged in ("bank_account", "wallet"):
            return self._fill([texts.get("issuer_of_account", texts["issuer"])])
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
        sentences = list(texts[variant or purpose])
        if self._recipient == "body":
            return self._fill(sentences)
        # What a letter of this kind says besides: before what is asked for, and what follows if
        # it is ignored.
        dated = [n for n, each in enumerate(sentences) if "{final}" in each or each == "{demand}"]
        place = dated[0] if dated else len(sentences) - 1
        sentences[place:place] = texts.get(f"{purpose}_{self._case.request.kind}", [])
        return self._fill(sentences)

    def _variants(self) -> list[str]:
        """Return which other texts suit a letter that cannot say everything, the best first."""
        purpose, values = self._purpose, self._values
        missing: list[tuple[str, str | None]] = []
        of_bank = ("of_bank", None if self._case.charged == "bank_account" else "card")
        if purpose == "cancellation":
            missing = [("without_end", values["end"])]
        elif purpose == "refund":
            missing = [
                ("without_cancellation", values["cancelled_on"]),
                ("without_total", values["total"]),
            ]
        elif purpose == "dispute":
            missing = [("without_charges", "some" if self._case.charges else None), of_bank]
        elif purpose == "stop_order":
            missing = [of_bank]
        elif purpose in ("complaint", "platform"):
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
        ways = [
            ("email", next(iter(person.email), None)),
            ("postal", (person.address or "").replace("\n", self._texts["lines"]) or None),
            ("phone", person.phone),
        ]
        if theirs and case.request.kind in _LITTLE and self._purpose != "information":
            # Whoever is to have less of one's data is told no more than it takes to answer.
            known_way = case.contact or case.list_address
            ways = [] if known_way else [way for way in ways if way[1]][:1]
        elif theirs and (case.login or case.contact or case.list_address):
            ways = ways[1:]
        known = [
            ("name", person.name),
            ("login", case.login if theirs else None),
            ("contact", case.contact if theirs else None),
            ("list_address", case.list_address if theirs else None),
            *ways,
            ("reference", case.request.id),
            # In Japanese it stands above the name.
            ("date", self._day(case.today) if "date" in labels else None),
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
            parts += [*texts["refusal"], *texts.get("reply_way", []), *texts["identity_check"]]
        return self._fill(parts)

    def _history(self) -> str:
        lines = [line for kind, entry in self._case.history if (line := self._line(kind, entry))]
        if not lines:
            return ""
        return "\n".join([self._texts["history"]["head"], *lines])

    def _line(self, kind: str, entry: Entry) -> str | None:
        texts = self._texts["history"]
        asked_for = self._fill([self._texts["what"][kind]])
        name = "demand" if self._is_demand(kind, entry) else self._event(entry)
        if name not in texts:
            return None
        if f"{name}_{kind}" in texts:
            name = f"{name}_{kind}"
        what = texts[name].format(
            what=asked_for,
            item=self._values["item"],
            party=self._values["party"],
            way=self._way(entry),
            amount=self._price(entry.amount) if entry.amount else "",
        )
        return str(self._texts["bullet"].format(day=self._day(entry.on), what=what))

    def _is_demand(self, kind: str, entry: Entry) -> bool:
        """Whether the money was asked for besides: by its subject, else after a charge."""
        if entry.direction != "out" or entry.type not in ("request", "reminder"):
            return False
        purpose = purpose_of(entry.subject) if entry.subject else None
        if purpose:
            return purpose == "refund" and kind != "refund"
        return any(entry is each for each in self._case.after_charges)

    def _event(self, entry: Entry) -> str | None:
        """Return the name of the text that tells what an entry of the history was."""
        if any(entry is each for each in self._case.stop_orders):
            return _STOP_ORDERS.get(self._case.charged or "card", "stop_order")
        if entry.what == "charge" and entry.amount is None:
            return "charge_unknown"
        return entry.what or (entry.outcome if entry.type == "answer" else entry.type)

    def _way(self, entry: Entry) -> str:
        """Return by which way and to whom something was sent, in brackets."""
        if entry.direction != "out":
            return ""
        texts = self._texts["way"]
        channel = entry.channel or self._case.request.channel
        told = [texts[channel]] if channel else []
        to = ", ".join(self._name(each) for each in (entry.to or "").split(", "))
        told += [texts["to"].format(to=to)] if to else []
        inside = ("、" if self._language == "ja" else ", ").join(told)
        return str(texts["brackets"]).format(inside=inside) if inside else ""

    def _name(self, name: str) -> str:
        """Return whom something was sent to as the letter's language has it."""
        nobody = nameless(name)
        if nobody == "issuer" and self._case.charged == "bank_account":
            nobody = "bank"
        return str(self._texts["nameless"][nobody]) if nobody else in_language(name, self._language)

    def _ending(self) -> str:
        person = self._case.person
        closing = str(self._texts["closing"]["usual"])
        lines = [self._day(self._case.today) or ""] if self._language == "ja" else []
        name = person.name or ""
        return "\n".join([closing, "", *lines, *([name] if name else [])]).rstrip()
