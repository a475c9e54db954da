"""The agenda: everything that has a date, day by day."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from footprint.agenda.due import Due
from footprint.i18n import N_, _, ngettext
from footprint.model.records import Records
from footprint.tui import agenda_lines
from footprint.tui.adding import AddItem, add_item
from footprint.tui.commands import Command, bindings
from footprint.tui.overview import step_of
from footprint.tui.request_lines import BEGIN_ADD
from footprint.tui.screens.base import VaultScreen
from footprint.tui.text import content
from footprint.tui.widgets.record_list import RecordList


class MoreDays(Command):
    label = N_("More days")
    help = N_("Look ninety days further ahead")
    key = "m,plus"


class ChooseShown(Command):
    label = N_("Show")
    help = N_("Show everything, only money, only requests or only exits")
    key = "f"


class SnoozeDue(Command):
    label = N_("Snooze")
    help = N_("Do not be reminded of it until a later day")
    key = "z"


class ChangeLead(Command):
    label = N_("How early")
    help = N_("Say how many days before its date such a thing is told")
    key = "l"


class OpenDueItem(Command):
    label = N_("Item")
    help = N_("Show the item that it is about in the inventory")
    key = "o"


class AgendaScreen(VaultScreen):
    """One list: what is overdue, then day by day; every line opens what it is about."""

    SECTION = "agenda"
    HELP_TEXT = N_(
        "Everything that has a date: charges, last days to cancel, replies and what to do about "
        "them, steps of exits, cards and points that expire. What is overdue stands first. Enter "
        "opens the request, the step or the item. Before a reference, § means a date by law, ~ a "
        "usual time that no law names, ? by law but uncertain."
    )
    CSS_PATH = "agenda.tcss"
    BINDINGS = bindings(MoreDays, ChooseShown, SnoozeDue, ChangeLead, OpenDueItem, AddItem)

    def __init__(self) -> None:
        """Make the screen, to look ninety days ahead at everything."""
        super().__init__()
        self._days = agenda_lines.SPAN
        self._shown = "all"
        self._found: dict[str, Due] = {}
        self._of: tuple[Records, object, int] | None = None
        self._all: list[Due] = []

    def body(self) -> ComposeResult:
        """Yield the list above the sums."""
        with Vertical(id="agenda", classes="panel"):
            yield RecordList(agenda_lines.COLUMNS, id="agenda-list")
            yield Static(id="agenda-total")

    # -- drawing -------------------------------------------------------------------------------

    @property
    def _list(self) -> RecordList:
        return self.query_one("#agenda-list", RecordList)

    @property
    def _due(self) -> Due | None:
        return self._found.get(self._list.highlighted or "")

    def _everything(self) -> list[Due]:
        """Return all there is in the days shown; kept while neither facts nor days change."""
        made_of = (self.records, self.workspace.today, self._days)
        if self._of is None or self._of[0] is not made_of[0] or self._of[1:] != made_of[1:]:
            self._all = self.workspace.agenda(self._days)
            self._of = made_of
        return self._all

    def show_records(self) -> None:
        """Draw the days."""
        everything = self._everything()
        found = agenda_lines.wanted(everything, self._shown)
        self._found = {agenda_lines.row_key(one): one for one in found}
        self._list.empty = _("Nothing of this kind. f shows everything again.")
        if everything:
            self._list.show(agenda_lines.lines(found, self.workspace))
        else:
            self._list.show(list(agenda_lines.empty()))
        self._draw_frame()

    def _draw_frame(self) -> None:
        panel = self.query_one("#agenda")
        days = ngettext("The next {n} day", "The next {n} days", self._days).format(n=self._days)
        panel.border_title = content(days)
        panel.border_subtitle = content(_(agenda_lines.FILTERS[self._shown][0]))
        total = agenda_lines.total(self._everything(), self.workspace)
        line = self.query_one("#agenda-total", Static)
        line.display = bool(total)
        told = _("Charged in the next 30 days: {amounts}")
        line.update(content((told.format(amounts=total), "bold")))

    @on(RecordList.Highlighted, "#agenda-list")
    def _moved(self) -> None:
        self.refresh_bindings()

    # -- doing ---------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what needs a line while there is none."""
        if not self.is_mounted or self.footprint.workspace is None:
            return True
        if action == "add_item":
            return not self._all
        if action in ("snooze_due", "change_lead"):
            return True if self._due is not None else None
        if action == "open_due_item":
            return True if self._due is not None and self._due.item else None
        return True

    @on(RecordList.Opened, "#agenda-list")
    def _open_line(self, message: RecordList.Opened) -> None:
        if message.key == BEGIN_ADD:
            self.action_add_item()
            return
        due = self._found.get(message.key)
        if due is None or self.is_behind:
            return
        step = step_of(due)
        if due.exit is not None and step is not None:
            self.footprint.open_step(due.exit, step)
        elif due.exit is not None:
            self.footprint.open_exit(due.exit)
        elif due.request is not None:
            self.footprint.open_request(due.request)
        elif due.item is not None:
            self.footprint.open_item(due.item)

    def action_more_days(self) -> None:
        """Look further ahead."""
        self._days += agenda_lines.SPAN
        self.show_records()

    def action_choose_shown(self) -> None:
        """Show the next kind of things."""
        kinds = list(agenda_lines.FILTERS)
        self._shown = kinds[(kinds.index(self._shown) + 1) % len(kinds)]
        self.show_records()

    @work
    async def action_snooze_due(self) -> None:
        """Put the reminder to sleep."""
        from footprint.tui.snoozing import snooze

        if self._due is not None:
            await snooze(self.footprint, self._due)

    @work
    async def action_change_lead(self) -> None:
        """Say how early such a thing is told."""
        from footprint.tui.lead_times import change_lead

        if self._due is not None:
            await change_lead(self.footprint, self._due)

    def action_open_due_item(self) -> None:
        """Show the item in the inventory."""
        if self._due is not None and self._due.item is not None:
            self.footprint.open_item(self._due.item)

    @work
    async def action_add_item(self) -> None:
        """Choose a kind and fill in its form."""
        await add_item(self.footprint)
