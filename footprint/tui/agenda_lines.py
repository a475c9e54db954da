"""The agenda as lines of a list, day by day: pure functions of an open vault."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from footprint import formats
from footprint.i18n import N_, _
from footprint.model.records import Records
from footprint.model.reminders import Reminders
from footprint.planner import explain
from footprint.requests.names import BASIS_SIGNS
from footprint.tui.overview import MONTH, SEPARATOR, price_of, summed
from footprint.tui.plan_lines import near
from footprint.tui.request_lines import BEGIN_ADD
from footprint.tui.widgets.record_list import Cell, Column, Heading, Line, Note, Row, Tone

if TYPE_CHECKING:
    from footprint.agenda.due import Due
    from footprint.workspace import Workspace

COLUMNS = (
    Column("sign", least=1, most=1),
    Column("text", flex=True, least=50),
    Column("about", most=30, keep=2, whole=True),
    Column("amount", most=20, align="right", keep=7),
)
SPAN = 90
"""So many days are shown at first, and added with each further look ahead."""

# The sign and the word of each kind of thing.
KINDS = {
    "reply": ("◔", N_("reply")),
    "acknowledgement": ("◔", N_("receipt")),
    "follow_up": ("▸", N_("to do")),
    "own_date": ("⊣", N_("your last day")),
    "charge": ("¥", N_("charge")),
    "cut_off": ("⊣", N_("last day")),
    "trial_end": ("⊣", N_("trial ends")),
    "card_expiry": ("▣", N_("card expires")),
    "balance_expiry": ("◇", N_("value expires")),
    "step": ("▸", N_("step")),
    "watch": ("◎", N_("watch")),
    "check": ("▤", N_("record to check")),
}
_OTHER = ("·", "")

# What is shown, in the order of its key; None for everything.
FILTERS: dict[str, tuple[str, frozenset[str] | None]] = {
    "all": (N_("everything"), None),
    "money": (
        N_("money"),
        frozenset({"charge", "cut_off", "trial_end", "card_expiry", "balance_expiry"}),
    ),
    "requests": (
        N_("requests"),
        frozenset({"reply", "acknowledgement", "follow_up", "own_date", "watch"}),
    ),
    "steps": (N_("exits"), frozenset({"step", "watch"})),
}


def row_key(one: "Due") -> str:
    """Return the key of a row: the same over a change, as long as it is the same thing."""
    return SEPARATOR.join((one.key, one.item or "", one.exit or "", one.request or ""))


def wanted(found: Sequence["Due"], chosen: str) -> list["Due"]:
    """Return what a filter lets through."""
    kinds = FILTERS[chosen][1]
    return [one for one in found if kinds is None or one.what in kinds]


def lines(found: Sequence["Due"], workspace: "Workspace") -> list[Line]:
    """Return what is due in groups: overdue, then a heading for each day."""
    today, records = workspace.today, workspace.records
    said = records.reminders
    late = [one for one in found if one.urgency == "overdue"]
    rest = [one for one in found if one.urgency != "overdue"]
    late.sort(key=lambda one: one.on)
    shown: list[Line] = []
    if late:
        shown.append(Heading(_("Overdue"), note=formats.number(len(late)), tone="now"))
        shown += [_row(one, records, today, said) for one in late]
    day: date | None = None
    for one in sorted(rest, key=lambda one: one.on):
        if one.on != day:
            day = one.on
            shown.append(_heading(day, today))
        shown.append(_row(one, records, today, said))
    return _unique(shown)


def _heading(day: date, today: date) -> Heading:
    away = formats.in_days((day - today).days)
    named = _("{weekday} {day}").format(weekday=formats.weekday(day), day=near(day, today))
    if (day - today).days <= 1:
        return Heading(f"{away[:1].upper()}{away[1:]}", note=named)
    return Heading(named, note=away)


def _row(one: "Due", records: Records, today: date, said: Reminders) -> Row:
    sign, word = KINDS.get(one.what, _OTHER)
    quiet = quiet_told(one, said, today)
    presses = one.on <= today and one.what not in ("charge", "check") and not quiet
    tone: Tone = "now" if presses else "muted"
    price = price_of(one, records)
    text = records.items[one.item].name if price is not None and one.item else one.text
    amount: Cell = formats.price(price) if price else ""
    if quiet:
        amount = (quiet, "muted")
    elif one.urgency == "overdue":
        amount = (_("{days} late").format(days=formats.days((today - one.on).days)), "bad")
    about: Cell = (_about(one, records) or (_(word) if word else ""), "muted")
    return Row(row_key(one), ((sign, tone), text, about, amount))


def quiet_told(one: "Due", said: Reminders, today: date) -> str:
    """Return until when a reminder sleeps, or that it was seen; empty where it is told."""
    until = said.snoozed.get(one.key)
    if one.key in said.acknowledged:
        return _("seen")
    if until is not None and until > today:
        return _("quiet until {day}").format(day=near(until, today))
    return ""


def _about(one: "Due", records: Records) -> str:
    """Return which exit or request a line belongs to."""
    if one.exit is not None and one.exit in records.exits:
        return explain.goal_title(records.exits[one.exit], records)
    sign = f"{BASIS_SIGNS[one.basis]} " if one.basis else ""
    return f"{sign}{one.request or ''}"


def _unique(shown: list[Line]) -> list[Line]:
    """Return the lines, each thing once: the same may be reached in two ways."""
    seen: set[str] = set()
    kept: list[Line] = []
    for line in shown:
        if isinstance(line, Row):
            if line.key in seen:
                continue
            seen.add(line.key)
        kept.append(line)
    return kept


def total(found: Sequence["Due"], workspace: "Workspace") -> str:
    """Return what is charged in the next 30 days, in each currency; empty for nothing."""
    until = workspace.today + MONTH
    coming = (one for one in found if one.what == "charge" and one.on <= until)
    return summed(coming, workspace.records)


def empty() -> Iterator[Line]:
    """Yield what to say while nothing is recorded that has a date, and how to begin."""
    yield Heading(_("Nothing has a date yet"))
    yield Row(BEGIN_ADD, ("▸", _("Add what I remember"), "", _("a")))
    yield Note("")
    yield Note(_("Charges, last days to cancel, replies owed to you, steps of an exit,"))
    yield Note(_("cards that expire: once recorded, they stand here day by day."))
