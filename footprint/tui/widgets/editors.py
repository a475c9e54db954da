"""The editors of a form, one for each shape a field can have.

An editor takes a field's JSON value in (`load`) and gives it out (`read`, None when empty); what
is wrong with it is the model's to say, not the editor's.
"""

from collections.abc import Callable
from typing import Any, Protocol

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, TextArea

from footprint.i18n import _
from footprint.tui.facts import word
from footprint.tui.widgets.options import Options


class Editor(Protocol):
    """What a form needs of an editor."""

    def load(self, value: Any) -> None:
        """Show a field's JSON value; None for an empty one."""

    def read(self) -> Any:
        """Return the field's JSON value, or None when empty."""


class LineEditor(Input):
    """One line of text."""

    def __init__(self, placeholder: str = "") -> None:
        """Make an empty line."""
        super().__init__(placeholder=placeholder, compact=True)

    def load(self, value: Any) -> None:
        """Show a text."""
        self.value = "" if value is None else str(value)

    def read(self) -> Any:
        """Return the text without its edges."""
        return self.value.strip() or None


class WordsEditor(LineEditor):
    """Several short texts, with commas between them."""

    def load(self, value: Any) -> None:
        """Show a list of texts."""
        super().load(", ".join(value or ()))

    def read(self) -> Any:
        """Return the list."""
        words = self.value.replace("、", ",").split(",")
        return [entry.strip() for entry in words if entry.strip()] or None


class CountEditor(LineEditor):
    """A whole number."""

    def read(self) -> Any:
        """Return the number, or the text where it is none."""
        typed = self.value.strip()
        return int(typed) if typed.isascii() and typed.isdigit() else typed or None


class ReferenceEditor(LineEditor):
    """Another item, by its name; typing suggests one."""

    def __init__(self, names: dict[str, str]) -> None:
        """Make the editor; `names` gives the name of each id that may be chosen."""
        super().__init__(_("The name of an item"))
        self._names = names
        self.suggester = SuggestFromList(list(names.values()), case_sensitive=False)

    def load(self, value: Any) -> None:
        """Show the name of the item with the id `value`."""
        super().load(self._names.get(value, value))

    def read(self) -> Any:
        """Return the item's id, or what was typed where no item has this name."""
        typed = self.value.strip()
        ids = [key for key, name in self._names.items() if name.casefold() == typed.casefold()]
        return ids[0] if ids else typed or None


class PiecesEditor(LineEditor):
    """Several entries of fixed pieces, such as `2027-01-31 4200 JPY; …`."""

    def __init__(
        self, placeholder: str, write: Callable[[Any], str], parse: Callable[[list[str]], Any]
    ) -> None:
        """Make the editor; `write` and `parse` turn an entry into words and back."""
        super().__init__(placeholder)
        self._write = write
        self._parse = parse

    def load(self, value: Any) -> None:
        """Show the entries."""
        super().load("; ".join(self._write(entry) for entry in value or ()))

    def read(self) -> Any:
        """Return the entries."""
        entries = [entry.split() for entry in self.value.replace("–", " ").split(";")]
        return [self._parse(entry) for entry in entries if entry] or None


class ProseEditor(TextArea):
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
        yield Input(placeholder=_("Amount"), compact=True, classes="amount")
        yield Input(placeholder=self._currency, compact=True, classes="currency", max_length=3)

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
        amount = amount.replace(",", "").lstrip("¥￥")
        return {"amount": amount, "currency": currency.upper() or self._currency}


class CycleEditor(Horizontal):
    """Every so many days, weeks, months or years."""

    UNITS = ("day", "week", "month", "year")

    def compose(self) -> ComposeResult:
        """Lay out number and unit."""
        yield Input(placeholder="1", compact=True, classes="count", max_length=4)
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
            yield Input(compact=True, classes="count", max_length=4)
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
