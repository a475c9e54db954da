"""The editors of a form, one for each shape a field can have.

An editor takes a field's JSON value in (`load`) and gives it out (`read`, None when empty); what
is wrong with it is the model's to say, not the editor's.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input

from footprint.i18n import _
from footprint.model.words import word
from footprint.tui.widgets.options import Options
from footprint.tui.widgets.typing import TypedLine, TypedText


class Editor(Protocol):
    """What a form needs of an editor."""

    def load(self, value: Any) -> None:
        """Show a field's JSON value; None for an empty one."""

    def read(self) -> Any:
        """Return the field's JSON value, or None when empty."""


class LineEditor(TypedLine):
    """One line of text; the kinds of line below say how a value is written and parsed."""

    def __init__(self, placeholder: str = "") -> None:
        """Make an empty line."""
        super().__init__(placeholder=placeholder, compact=True)
        self._loaded: Any = None
        self._written = ""

    def load(self, value: Any) -> None:
        """Show a value."""
        self._loaded = value
        self.value = "" if value is None else self.write(value)
        self._written = self.value

    def read(self) -> Any:
        """Return the value; the very one that was shown where nothing was typed."""
        return self._loaded if self.value == self._written else self.parse(self.value.strip())

    def write(self, value: Any) -> str:
        """Return a value as a line."""
        return str(value)

    def parse(self, typed: str) -> Any:
        """Return the value that was typed, None for nothing."""
        return typed or None


class WordsEditor(LineEditor):
    """Several short texts, with commas between them; one with a comma in it stands in quotes."""

    _WORD = re.compile(r'\s*(?:"([^"]*)"|([^,、]*))\s*(?:[,、]|$)')

    def write(self, value: Any) -> str:
        """Return the texts as one line."""
        return ", ".join(f'"{word}"' if re.search("[,、]", word) else word for word in value)

    def parse(self, typed: str) -> Any:
        """Return the texts."""
        words = [quoted or plain.strip() for quoted, plain in self._WORD.findall(typed)]
        return [word for word in words if word] or None


class CountEditor(LineEditor):
    """A whole number."""

    def parse(self, typed: str) -> Any:
        """Return the number, or the text where it is none."""
        return int(typed) if typed.isascii() and typed.isdigit() else typed or None


class ReferenceEditor(LineEditor):
    """Another item, by its name; typing suggests one."""

    def __init__(self, names: dict[str, str]) -> None:
        """Make the editor; `names` gives the name of each id that may be chosen."""
        super().__init__(_("The name of an item"))
        shared = Counter(name.casefold() for name in names.values())
        # Items of the same name are told apart by their ids.
        self._labels = {
            key: f"{name} ({key})" if shared[name.casefold()] > 1 else name
            for key, name in names.items()
        }
        self.suggester = SuggestFromList(list(self._labels.values()), case_sensitive=False)

    def write(self, value: Any) -> str:
        """Return the name of the item with the id `value`."""
        return self._labels.get(value, str(value))

    def parse(self, typed: str) -> Any:
        """Return the item's id, or what was typed where no item has this name."""
        ids = [key for key, label in self._labels.items() if label.casefold() == typed.casefold()]
        return ids[0] if ids else typed or None


class PiecesEditor(LineEditor):
    """Several entries of fixed pieces, such as `2027-01-31 4200 JPY; …`."""

    def __init__(
        self, placeholder: str, write: Callable[[Any], str], parse: Callable[[list[str]], Any]
    ) -> None:
        """Make the editor; `write` and `parse` turn an entry into words and back."""
        super().__init__(placeholder)
        self._write_entry = write
        self._parse_entry = parse

    def write(self, value: Any) -> str:
        """Return the entries as one line."""
        return "; ".join(self._write_entry(entry) for entry in value)

    def parse(self, typed: str) -> Any:
        """Return the entries."""
        entries = [entry.split() for entry in typed.replace("–", " ").split(";")]
        return [self._parse_entry(entry) for entry in entries if entry] or None


class ProseEditor(TypedText):
    """Text of several lines; tab leaves it."""

    def __init__(self) -> None:
        """Make an empty text."""
        super().__init__(compact=True, tab_behavior="focus", show_line_numbers=False)

    def load(self, value: Any) -> None:
        """Show a text."""
        self.text = value or ""

    def read(self) -> Any:
        """Return the text without its edges."""
        return self.text.strip() or None


class OptionsEditor(Options):
    """One of a few fixed words, or several of them."""

    def __init__(self, values: tuple[str, ...], *, many: bool, default: str | None) -> None:
        """Make the editor; with a `default` one is always chosen."""
        options = [(value, word(value)) for value in values]
        super().__init__(options, many=many, required=default is not None)
        self._default = default

    def load(self, value: Any) -> None:
        """Show what is chosen."""
        value = self._default if value is None else value
        self.choose([value] if isinstance(value, str) else value or ())

    def read(self) -> Any:
        """Return what is chosen."""
        if self._many:
            return list(self.chosen) or None
        return self.chosen[0] if self.chosen else None


class PriceEditor(Horizontal):
    """An amount and its currency."""

    def __init__(self, currency: str) -> None:
        """Make the editor; `currency` is taken where none is typed."""
        super().__init__()
        self._currency = currency

    def compose(self) -> ComposeResult:
        """Lay out amount and currency."""
        yield TypedLine(placeholder=_("Amount"), compact=True, classes="amount")
        yield TypedLine(placeholder=self._currency, compact=True, classes="currency", max_length=3)

    def load(self, value: Any) -> None:
        """Show a price."""
        amount, currency = self.query(Input)
        amount.value = (value or {}).get("amount", "")
        currency.value = (value or {}).get("currency", "")

    def read(self) -> Any:
        """Return the price."""
        amount, currency = (field.value.strip() for field in self.query(Input))
        if not amount:
            return None
        amount = amount.lstrip("¥￥")
        if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", amount):
            # Commas between thousands; any other comma is for the model to refuse.
            amount = amount.replace(",", "")
        return {"amount": amount, "currency": currency.upper() or self._currency}


class CycleEditor(Horizontal):
    """Every so many days, weeks, months or years."""

    UNITS = ("day", "week", "month", "year")

    def compose(self) -> ComposeResult:
        """Lay out number and unit."""
        yield TypedLine(placeholder="1", compact=True, classes="count", max_length=4)
        yield Options([(unit, word(unit)) for unit in self.UNITS])

    def load(self, value: Any) -> None:
        """Show a cycle."""
        self.query_one(Input).value = str(value["every"]) if value else ""
        self.query_one(Options).choose([value["unit"]] if value else ())

    def read(self) -> Any:
        """Return the cycle."""
        count, unit = self.query_one(Input).value.strip(), self.query_one(Options).chosen
        if not count and not unit:
            return None
        every = int(count) if count.isascii() and count.isdigit() else count or 1
        return {"every": every, "unit": unit[0] if unit else "month"}


class NoticeEditor(Vertical):
    """A notice period and what it runs to."""

    UNITS = ("days", "weeks", "months")
    ENDS = ("month_end", "term_end")

    def compose(self) -> ComposeResult:
        """Lay out number and unit above the end."""
        with Horizontal():
            yield TypedLine(compact=True, classes="count", max_length=4)
            yield Options([(unit, word(unit)) for unit in self.UNITS], classes="units")
        yield Options([(end, word(end)) for end in self.ENDS], classes="ends")

    def load(self, value: Any) -> None:
        """Show a notice period."""
        value = value or {}
        unit = next((name for name in self.UNITS if name in value), None)
        self.query_one(Input).value = str(value[unit]) if unit else ""
        self.query_one(".units", Options).choose([unit] if unit else ())
        self.query_one(".ends", Options).choose([value["to"]] if "to" in value else ())

    def read(self) -> Any:
        """Return the notice period."""
        count = self.query_one(Input).value.strip()
        if not count:
            return None
        units = self.query_one(".units", Options).chosen
        ends = self.query_one(".ends", Options).chosen
        number = int(count) if count.isascii() and count.isdigit() else count
        found: dict[str, Any] = {units[0] if units else "days": number}
        return {**found, "to": ends[0]} if ends else found
