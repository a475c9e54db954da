"""The sentences of a letter: which can be said of a case, and how days and amounts are written."""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from string import Formatter
from typing import Any

from footprint.model.fields import Price
from footprint.model.requests import Entry
from footprint.requests.letters.case import Case
from footprint.requests.letters.provisions import PROVISIONS, Provision
from footprint.requests.letters.purposes import recipient
from footprint.requests.surroundings import TO_OTHERS

# A text that stands for a sentence which is not the same for every kind of request.
_MARKS = (
    *("rests", "asked", "asked_them", "demand"),
    *("told_done", "told_refused", "wanted", "look_again"),
)


@cache
def texts(language: str) -> dict[str, Any]:
    """Return the texts of a language, from the package data."""
    path = resources.files("footprint") / "data" / "letters" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


class Wording:
    """The sentences of one letter, with the values put in; the articles it names are noted."""

    def __init__(self, case: Case, language: str, purpose: str) -> None:
        self._case, self._language, self._purpose = case, language, purpose
        self._recipient = recipient(purpose, case.request.kind)
        self._texts = texts(language)
        self._used: list[str] = []
        self._values: dict[str, str | None] = {}

    # -- sentences -----------------------------------------------------------------------------

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
                said = sentence.format(**{name: known[name] for name in names})
                # A name may end in a full stop of its own, as “Inc.” does.
                made.append(said.removesuffix(".") if said.endswith("..") else said)
                self._note(names, known)
        return str(self._texts["joiner"]).join(made)

    def _sentence(self, given: str) -> str:
        """Return the sentence that a mark such as {rests} stands for, for this kind of request."""
        mark, kind, place = given.strip("{}"), self._case.request.kind, f"in_{self._purpose}"
        if mark not in _MARKS:
            return given
        texts, state = self._texts[mark], self._state()
        keys = [f"{state}_{kind}", state, f"{place}_{kind}", place, kind, "usual"]
        if mark == "asked_them" and kind in TO_OTHERS:
            # The other party was asked for nothing, and what came is no answer of theirs.
            keys = keys[2:]
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

    # -- how the request stands ----------------------------------------------------------------

    def _last_answer(self) -> Entry | None:
        entries = self._case.reading.entries
        answers = [e for e in entries if e.type == "answer" and e.direction == "in"]
        return answers[-1] if answers else None

    def _state(self) -> str:
        """Return how the request stands by their last word in the whole of its log.

        “none” without one, else as they said; broken where something came after they had said
        that it was done.
        """
        last = self._last_answer()
        if last is None:
            return "none"
        if last.outcome == "complete" and self._came_since(last):
            return "broken"
        return str(last.outcome)

    def _came_since(self, answer: Entry) -> Entry | None:
        """Return what came first after they had said that it was done, but for what was owed."""
        charged = [day for day, _price in self._case.charges]
        entries = self._case.reading.entries
        place = next(n for n, entry in enumerate(entries) if entry is answer)
        came = (e for e in entries[place:] if e.type == "incident")
        return next((e for e in came if e.what != "charge" or e.on in charged), None)

    # -- days, amounts, articles ---------------------------------------------------------------

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
        """Return the sum of what was charged, where all of it is known and of one currency."""
        currencies = {price.currency for price in prices}
        if len(currencies) != 1 or len(prices) != len(self._case.charges):
            return None
        amount = sum((price.amount for price in prices), Decimal())
        return self._price(prices[0].changed(amount=amount))
