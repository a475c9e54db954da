"""Everything about one item: its fields, what it depends on, what depends on it, its requests."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical

from footprint import formats
from footprint.i18n import N_, _
from footprint.model.integrity import KIND_NAMES
from footprint.model.items import Item
from footprint.model.links import RELATIONS, Link
from footprint.model.records import Records
from footprint.model.words import word
from footprint.planner import explain
from footprint.planner.beside import treated_in
from footprint.requests.names import kind_name, status_name
from footprint.tui.facts import facts, name_of
from footprint.tui.text import Part, content, fit, lines
from footprint.tui.widgets.record_list import Column, Heading, Line, Note, RecordList, Row, Tone
from footprint.tui.widgets.steady import SteadyScroll, SteadyText

if TYPE_CHECKING:
    from footprint.requests.machine import Standing
    from footprint.workspace import Workspace

LINK, REQUEST, EXIT, EVIDENCE = "link", "request", "exit", "evidence"


@dataclass(frozen=True, eq=False)
class _Drawn:
    """What the panel was drawn for."""

    item: Item | None
    records: Records
    today: date
    width: int

    def is_same(self, other: "_Drawn") -> bool:
        """Whether drawing again would show the same; records are compared by identity."""
        return (
            self.item is other.item
            and self.records is other.records
            and (self.today, self.width) == (other.today, other.width)
        )


class ItemDetail(Vertical):
    """The facts above, and below them the links in both directions, requests, evidence and exits.

    The list's keys are tagged: `link␟from␟relation␟to`, `request␟id`, `evidence␟id`, `exit␟id`.
    """

    SEPARATOR = "\x1f"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        """Make the panel; it shows nothing yet."""
        super().__init__(id=id, classes=classes)
        self._drawn: _Drawn | None = None
        self._workspace: Workspace | None = None

    def compose(self) -> ComposeResult:
        """Lay out facts above links."""
        with SteadyScroll(id="facts", can_focus=False):
            yield SteadyText("", id="facts-text")
        yield RecordList(
            [
                Column("how", most=24, keep=8),
                Column("other", flex=True, least=12),
                Column("note", most=22, keep=1),
            ],
            id="links",
        )

    @property
    def related(self) -> RecordList:
        """The list of links, requests, evidence and exits."""
        return self.query_one("#links", RecordList)

    def show(self, item: Item | None, workspace: "Workspace") -> None:
        """Show `item`, or that there is none."""
        drawn = _Drawn(item, workspace.records, workspace.today, self.size.width)
        if self._drawn is not None and drawn.is_same(self._drawn):
            return
        self._drawn, self._workspace = drawn, workspace
        words = self.query_one("#facts-text", SteadyText)
        if item is None:
            words.update(content((_("Nothing is selected."), "$text-muted")))
            self.related.show([])
            return
        words.update(content(*self._facts(item, workspace)))
        self.related.show(list(self._lines(item, workspace)))

    def on_resize(self) -> None:
        """Break the lines of the facts for the new width."""
        if self._drawn is not None and self._workspace is not None:
            self.show(self._drawn.item, self._workspace)

    def _facts(self, item: Item, workspace: "Workspace") -> list[Part]:
        kind = _(KIND_NAMES[item.kind])
        parts: list[Part] = [(item.name, "bold"), "\n", (f"{kind} · {item.id}", "$text-muted")]
        found = list(facts(item, workspace.records))
        width = min(24, max((cell_len(name) for name, _value in found), default=0))
        room = max(12, self.size.width - width - 5)
        for name, value in found:
            parts += ["\n", (fit(name, width), "$text-muted")]
            wrapped = Text(lines(value)).wrap(self.app.console, room)
            between = "\n" + " " * (width + 2)
            parts.append("  " + between.join(line.plain.rstrip() for line in wrapped))
        return parts

    def _lines(self, item: Item, workspace: "Workspace") -> Iterator[Line]:
        records = workspace.records
        yield Heading(_("Depends on"))
        onward = records.links_from(item.id)
        for link in onward:
            yield self._link(link, link.to, RELATIONS[link.relation].reads, workspace)
        if not onward:
            yield Note(_("Nothing recorded. l links it to what it depends on."))
        back = records.links_to(item.id)
        if back:
            yield Heading(_("Depend on it"))
        for link in back:
            yield self._link(link, link.from_, RELATIONS[link.relation].reads_back, workspace)
        yield from self._requests(item, workspace)
        yield from self._evidence(item, workspace)
        yield from self._exits(item, workspace)

    def _link(self, link: Link, other: str, reads: str, workspace: "Workspace") -> Row:
        item = workspace.records.items.get(other)
        notes = []
        if item is not None:
            notes.append(word(item.status) if item.status != "open" else _(KIND_NAMES[item.kind]))
        if link.certainty == "suspected":
            notes.append("?")
        key = self.SEPARATOR.join((LINK, *link.key))
        name = name_of(other, workspace.records)
        return Row(key, ((_(reads), "muted"), name, (" ".join(notes), "muted")))

    def _requests(self, item: Item, workspace: "Workspace") -> Iterator[Line]:
        requests = workspace.records.requests_about(item.id)
        if requests:
            yield Heading(_("Requests"))
            standings = workspace.standings()
        for request in requests:
            state, tone = state_of(standings[request.id], workspace)
            yield Row(
                self.SEPARATOR.join((REQUEST, request.id)),
                ((request.id, "muted"), kind_name(request.kind), (state, tone)),
            )

    def _evidence(self, item: Item, workspace: "Workspace") -> Iterator[Line]:
        kept = workspace.records.evidence_about(item.id)
        if kept:
            yield Heading(_("Evidence"))
        for each in sorted(kept, key=lambda each: each.on):
            key = self.SEPARATOR.join((EVIDENCE, each.id))
            day = formats.day(each.on)
            yield Row(key, ((day, "muted"), each.name, (each.request or "", "muted")))

    def _exits(self, item: Item, workspace: "Workspace") -> Iterator[Line]:
        found = treated_in(item.id, workspace.plans())
        if found:
            yield Heading(_("Exits"))
        for exit_id, affected in found.items():
            title = explain.goal_title(workspace.records.exits[exit_id], workspace.records)
            key = self.SEPARATOR.join((EXIT, exit_id))
            yield Row(key, ((_(TREATED[affected.decision]), "muted"), title, ""))


TREATED = {"end": N_("ends in"), "move": N_("moves in"), "keep": N_("is kept in")}


def state_of(standing: "Standing", workspace: "Workspace") -> tuple[str, Tone]:
    """Return what to say about a request, and how loud."""
    if standing.is_overdue:
        return status_name("overdue"), "now"
    if standing.settled:
        return status_name(standing.status), "good"
    if standing.due is not None:
        due = formats.day_short(standing.due.date)
        return _("{state}, due {day}").format(state=status_name(standing.status), day=due), "plain"
    return status_name(standing.status), "muted"
