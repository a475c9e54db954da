"""The fields of each kind as a form shows them: made from the models, so none is ever missing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from footprint.i18n import N_, _
from footprint.model.fields import (
    PROSE_LENGTH,
    Cycle,
    Handover,
    Notice,
    Pause,
    Price,
    PriceChange,
    Way,
)
from footprint.model.items import KINDS
from footprint.model.records import Records
from footprint.model.shapes import longest, shape_of
from footprint.tui.facts import label
from footprint.tui.widgets import editors
from footprint.tui.widgets.editors import Editor

_PARTS = (
    (
        N_("What it is"),
        "name type label login address channel value network last4 expires issuer replaced_by "
        "amount unit expires_on",
    ),
    (
        N_("What it costs"),
        "price cycle first_charge_on trial_ends_on trial_price price_changes paused charges_left "
        "paid_by",
    ),
    (N_("How long it runs"), "notice min_term_ends_on renews_for ends_on"),
    (N_("Where they are, and what they hold"), "country holds"),
    (N_("How it ends"), "closing cancel unsubscribe"),
    (N_("Where it stands"), "status ended_on certainty checked_on"),
)
OTHERS = N_("More about it")


@dataclass(frozen=True)
class Field:
    """One row of a form: its dotted path, what it is called, its default and its editor."""

    path: str
    label: str
    default: Any
    editor: Callable[[], Editor]


def form_of(kind: str, records: Records, currency: str) -> Iterator[tuple[str, list[Field]]]:
    """Yield the parts of the form of a kind: the heading (a msgid) and the fields below it."""
    left = dict(KINDS[kind].fields())
    del left["id"], left["kind"]
    build = _Builder(records, currency)
    for heading, names in _PARTS:
        fields = [
            f for name in names.split() if name in left for f in build.fields(name, left.pop(name))
        ]
        if fields:
            yield heading, fields
    yield OTHERS, [f for name, field in left.items() for f in build.fields(name, field)]


class _Builder:
    """Makes a field's rows from what the model says about it."""

    def __init__(self, records: Records, currency: str) -> None:
        self._records = records
        self._currency = currency

    def fields(self, name: str, field: Any, within: str = "") -> Iterator[Field]:
        shape, marks = shape_of(field.annotation)
        path = f"{within}{name}"
        if shape in (Way, Handover):
            for part, inner in shape.fields().items():
                yield from self.fields(part, inner, f"{path}.")
            return
        default = field.default if isinstance(field.default, str) else None
        make = self._editor(name, shape, marks, default)
        title = label(name)
        if within.startswith("handover"):
            title = f"{label('handover')}: {title}"
        yield Field(path, title, default, make)

    def _editor(
        self, name: str, shape: Any, marks: list[Any], default: str | None
    ) -> Callable[[], Editor]:
        if name in ("needs_login", "replaced_by"):
            return lambda: editors.ReferenceEditor(self._names(name))
        if get_origin(shape) is Literal:
            values = get_args(shape)
            return lambda: editors.OptionsEditor(values, many=False, default=default)
        if get_origin(shape) is tuple:
            return self._list_editor(shape_of(get_args(shape)[0])[0])
        simple = {
            Price: lambda: editors.PriceEditor(self._currency),
            Cycle: editors.CycleEditor,
            Notice: editors.NoticeEditor,
            date: lambda: editors.LineEditor("YYYY-MM-DD"),
            int: editors.CountEditor,
            Decimal: editors.LineEditor,
        }
        if shape in simple:
            return simple[shape]  # type: ignore[return-value]
        if longest(marks) == PROSE_LENGTH:
            return editors.ProseEditor
        return lambda: editors.LineEditor(_(_HINTS.get(name, "")) if name in _HINTS else "")

    def _list_editor(self, shape: Any) -> Callable[[], Editor]:
        if get_origin(shape) is Literal:
            values = get_args(shape)
            return lambda: editors.OptionsEditor(values, many=True, default=None)
        if shape is PriceChange:
            return lambda: editors.PiecesEditor("2027-01-31 4200 JPY; …", _write_change, _change)
        if shape is Pause:
            return lambda: editors.PiecesEditor("2027-01-01 2027-02-28; …", _write_pause, _pause)
        return lambda: editors.WordsEditor(_("with commas between"))

    def _names(self, field: str) -> dict[str, str]:
        return {
            item.id: item.name
            for item in self._records.items.values()
            if field != "replaced_by" or item.kind == "instrument"
        }


_HINTS = {
    "country": N_("a code: JP, DE, US-CA"),
    "expires": N_("YYYY-MM"),
    "url": N_("https://…"),
    "unit": N_("points, or a currency: JPY"),
    "last4": N_("never the whole number"),
    "reading": N_("よみ, to sort and find it by"),
    "paid_by": N_("where no stored card is charged: cash, invoice…"),
}


def _change(words: list[str]) -> Any:
    amount, currency = [*words[1:3], "", ""][:2]
    return {"from": words[0], "price": {"amount": amount, "currency": currency.upper()}}


def _write_change(entry: Any) -> str:
    return f"{entry['from']} {entry['price']['amount']} {entry['price']['currency']}"


def _pause(words: list[str]) -> Any:
    return {"from": words[0], "until": words[1] if len(words) > 1 else ""}


def _write_pause(entry: Any) -> str:
    return f"{entry['from']} {entry['until']}"
