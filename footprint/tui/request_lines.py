"""Requests as lines of a list, by what needs the person: pure functions of an open vault."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footprint import formats
from footprint.i18n import N_, _, ngettext
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.model.text import fold
from footprint.requests.machine import Standing
from footprint.requests.names import (
    BASIS_SIGNS,
    kind_name,
    outcome_name,
    standing_name,
    status_name,
)
from footprint.tui.facts import name_of
from footprint.tui.overview import SEPARATOR
from footprint.tui.plan_lines import near
from footprint.tui.widgets.record_list import Cell, Column, Heading, Line, Note, Row, Tone

if TYPE_CHECKING:
    from footprint.workspace import Workspace

COLUMNS = (
    Column("sign", least=1, most=1),
    Column("what", flex=True, least=26),
    Column("status", most=17, keep=3),
    Column("age", most=18, keep=6),
    Column("due", most=16, align="right", keep=7),
)
NOW, WAITING, SETTLED = "now", "waiting", "settled"
GROUPS = {
    NOW: N_("Needs you now"),
    WAITING: N_("Waiting for them"),
    SETTLED: N_("Settled"),
}
BEGIN_ADD, BEGIN_ASK = f"begin{SEPARATOR}add", f"begin{SEPARATOR}ask"
"""The keys of the rows that an empty list offers."""


def group_of(standing: Standing, today: date) -> str:
    """Return whether a request needs the person now, waits for the others, or is settled."""
    if standing.next is not None and standing.next.on <= today and not standing.given_up:
        return NOW
    return WAITING if standing.is_open else SETTLED


@dataclass(frozen=True)
class _Listed:
    """One request in the list: its row, its group, and the folded words that find it."""

    group: str
    row: Row
    words: str


class Arrangement:
    """All requests in their groups and order, made once for a state of the records and a day."""

    def __init__(self, workspace: "Workspace") -> None:
        """Arrange the requests of `workspace` as they stand today."""
        self.records, self.today = workspace.records, workspace.today
        standings = workspace.standings()
        found = sorted(
            self.records.requests.values(),
            key=lambda request: _order(request, standings[request.id], self.today),
        )
        self._listed = [self._entry(each, standings[each.id]) for each in found]

    def is_of(self, workspace: "Workspace") -> bool:
        """Whether nothing has changed since."""
        return self.records is workspace.records and self.today == workspace.today

    def _entry(self, request: Request, standing: Standing) -> _Listed:
        return _Listed(
            group_of(standing, self.today),
            request_row(request, standing, self.records, self.today),
            _words(request, standing, self.records),
        )

    def found(self, typed: str) -> int:
        """Return how many requests have every word of `typed` in them."""
        return sum(1 for _each in self._matching(typed))

    def lines(self, typed: str = "") -> list[Line]:
        """Return the groups with the requests that have every word of `typed` in them."""
        groups: dict[str, list[Row]] = {group: [] for group in GROUPS}
        for each in self._matching(typed):
            groups[each.group].append(each.row)
        lines: list[Line] = []
        for group, rows in groups.items():
            if rows:
                lines += [Heading(_(GROUPS[group]), note=formats.number(len(rows))), *rows]
            elif group == NOW and not typed:
                lines += [Heading(_(GROUPS[NOW])), Note(_("No request needs you today."), "good")]
        return lines

    def _matching(self, typed: str) -> Iterator[_Listed]:
        terms = fold(typed).split()
        return (each for each in self._listed if all(term in each.words for term in terms))


def empty(records: Records) -> list[Line]:
    """Return the ways to begin while nothing was asked yet."""
    if records.items:
        begin = Row(BEGIN_ASK, ("▸", _("Ask somebody for something"), "", "", "n"))
    else:
        begin = Row(BEGIN_ADD, ("▸", _("Add what I remember"), "", "", _("a")))
    return [
        Heading(_("Nothing was asked yet")),
        begin,
        Note(""),
        Note(_("A request is whatever you ask of somebody: to cancel, to close, to")),
        Note(_("erase, to pay back. From here on you see who owes you an answer,")),
        Note(_("since when, and what to do next.")),
    ]


def _order(request: Request, standing: Standing, today: date) -> tuple[object, ...]:
    group = group_of(standing, today)
    if group == SETTLED:
        last = max((entry.on for entry in request.log), default=date.min)
        return -last.toordinal(), request.id
    due = standing.due.date if standing.due else date.max
    by = min(due, standing.next.on) if standing.next else due
    return by.toordinal(), request.id


def _words(request: Request, standing: Standing, records: Records) -> str:
    item = records.items.get(request.item)
    names = (item.name, item.reading or "", *item.aliases) if item else ()
    reached = (word for entry in request.log for word in (entry.to, entry.subject) if word)
    return fold(
        " ".join((request.id, kind_name(request.kind), *names, standing_name(standing), *reached))
    )


# -- a row ---------------------------------------------------------------------------------------


def request_row(request: Request, standing: Standing, records: Records, today: date) -> Row:
    """Return a request's row: sign, what and about what, status, age, due date with its basis."""
    sign, tone = sign_of(standing, today)
    what = f"{name_of(request.item, records)} · {kind_name(request.kind)}"
    quiet = group_of(standing, today) == SETTLED
    return Row(
        request.id,
        (
            (sign, tone),
            (what, "muted" if quiet else "plain"),
            (short_status(standing), "bad" if standing.is_overdue else "muted"),
            _age(request, standing, records, today),
            _due(standing, today),
        ),
    )


def sign_of(standing: Standing, today: date) -> tuple[str, Tone]:
    """Return the sign of where a request stands, and how loud it is."""
    group = group_of(standing, today)
    if group == NOW:
        return ("!" if standing.is_overdue or standing.trouble else "▸"), "now"
    if group == WAITING:
        return "◔", "plain"
    return ("≈", "muted") if standing.given_up else ("✓", "good")


def short_status(standing: Standing) -> str:
    """Return where a request stands in one word, or a few."""
    if standing.trouble == "bounced":
        return _("came back")
    if standing.trouble == "broken":
        return _("not done")
    if standing.trouble == "charged":
        return _("charged")
    if standing.outcome in ("partial", "refused", "done", "abandoned"):
        return outcome_name(standing.outcome)
    return status_name(standing.status)


def _age(request: Request, standing: Standing, records: Records, today: date) -> Cell:
    """Return how long it has stood so, in the words that fit its state."""
    since = standing.awaited_since or standing.sent_on
    asked = (today - since).days if since else 0
    if standing.status == "draft":
        return _("not sent"), "now"
    if standing.settled or standing.given_up:
        coming = standing.next
        if coming is not None and coming.on <= today:
            return _("look now"), "now"
        if coming is not None:
            return _("look on {day}").format(day=near(coming.on, today)), "muted"
        return "", "muted"
    if standing.is_overdue and standing.heard_from:
        return _("asked {n} d ago").format(n=formats.number(asked)), "bad"
    if standing.is_overdue:
        return _("no reply {n} d").format(n=formats.number(asked)), "bad"
    if standing.answered_on is not None:
        return formats.in_days((standing.answered_on - today).days), "plain"
    if standing.due is not None and group_of(standing, today) == WAITING:
        return _("waiting {n} d").format(n=formats.number(asked)), "plain"
    return _("asked {n} d ago").format(n=formats.number(asked)), "plain"


def _due(standing: Standing, today: date) -> Cell:
    if standing.due is None:
        return ""
    sign = BASIS_SIGNS[standing.due.basis]
    tone: Tone = "bad" if standing.is_overdue else "plain"
    return f"{sign} {near(standing.due.date, today)}", tone


def counted(found: int, total: int) -> str:
    """Return how many requests are shown."""
    if found == total:
        return ngettext("{n} request", "{n} requests", total).format(n=formats.number(total))
    return _("{found} of {total}").format(found=found, total=total)


def first_pressing(asked: Mapping[str, Standing], today: date) -> str:
    """Return which of some requests presses most: what needs the person, then what is open."""
    order = list(GROUPS)
    return min(asked, key=lambda key: (order.index(group_of(asked[key], today)), key))
