"""The requests: who owes an answer, since when, and what to do next."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from footprint.i18n import N_, _
from footprint.model.requests import Request
from footprint.planner.result import Step
from footprint.requests.machine import Standing
from footprint.requests.names import basis_legend
from footprint.tui import request_detail, request_lines
from footprint.tui.adding import AddItem, add_item
from footprint.tui.asking import Asking
from footprint.tui.commands import bindings
from footprint.tui.exit_text import item_choices, step_choices
from footprint.tui.screens.base import VaultScreen
from footprint.tui.screens.choose import ChooseScreen
from footprint.tui.screens.page import PageScreen
from footprint.tui.screens.requests_commands import ALL, COMMANDS, FREE
from footprint.tui.text import content
from footprint.tui.widgets.record_list import RecordList
from footprint.tui.widgets.told import Told
from footprint.tui.widgets.typing import TypedLine
from footprint.workspace import Done

# Before an id: its request is highlighted in the list, and its detail is not open.
_IN_LIST = "\x1f"


class RequestsScreen(VaultScreen):
    """A list of all requests beside the detail of one; narrow terminals show one or the other."""

    SECTION = "requests"
    HELP_TEXT = N_(
        "Whatever you asked of somebody, and what came of it. What needs you stands first. Two "
        "keys log a reply: l, and a letter. Asked is not done: only a complete answer settles it. "
        "Before a date, § means by law, ~ a usual time that no law names, ? by law but uncertain."
    )
    CSS_PATH = "requests.tcss"
    BINDINGS = bindings(*COMMANDS, AddItem)

    def __init__(self) -> None:
        """Make the screen; nothing is arranged yet."""
        super().__init__()
        self._arranged: request_lines.Arrangement | None = None
        self._came_here = False

    def body(self) -> ComposeResult:
        """Yield the list and the detail."""
        with Horizontal(id="requests"):
            with Vertical(id="requests-panel", classes="panel"):
                yield TypedLine(
                    placeholder=_("Filter · esc leaves it"), id="requests-filter", compact=True
                )
                yield RecordList(request_lines.COLUMNS, id="requests-list")
            with VerticalScroll(id="request-detail", classes="panel"):
                yield Told()

    # -- drawing -------------------------------------------------------------------------------

    @property
    def subject(self) -> str | None:
        """The id of the request shown."""
        key = self._list.highlighted
        return key if key in self.records.requests else None

    @property
    def place(self) -> str | None:
        """The request shown, and whether it was only highlighted in the list."""
        subject = self.subject
        return subject and (subject if self.has_class("-detail") else f"{_IN_LIST}{subject}")

    @property
    def _list(self) -> RecordList:
        return self.query_one("#requests-list", RecordList)

    @property
    def _filter(self) -> Input:
        return self.query_one("#requests-filter", Input)

    @property
    def _detail(self) -> VerticalScroll:
        return self.query_one("#request-detail", VerticalScroll)

    @property
    def _request(self) -> Request | None:
        return self.records.requests.get(self.subject or "")

    @property
    def _standing(self) -> Standing | None:
        request = self._request
        return self.workspace.standings()[request.id] if request else None

    def _arrangement(self) -> request_lines.Arrangement:
        if self._arranged is None or not self._arranged.is_of(self.workspace):
            self._arranged = request_lines.Arrangement(self.workspace)
        return self._arranged

    def show_records(self) -> None:
        """Draw the list as it is filtered, and the detail."""
        typed, total = self._filter.value, len(self.records.requests)
        self.set_class(bool(typed) or self._filter.has_focus, "-filtering")
        self.set_class(not total, "-empty")
        arranged = self._arrangement()
        self._list.empty = _("Nothing has these words. esc shows everything again.")
        lines = arranged.lines(typed) if total else request_lines.empty(self.records)
        self._list.show(lines)
        panel = self.query_one("#requests-panel")
        found = arranged.found(typed)
        panel.border_title = content(request_lines.counted(found, total) if total else "")
        panel.border_subtitle = content(basis_legend() if total else "")
        self._show_detail()

    def _told(self) -> request_detail.Told | None:
        request, standing = self._request, self._standing
        if request is None or standing is None:
            return None
        return request_detail.Told(
            request, standing, self.records, self._carried_by(request), self.workspace.today
        )

    def _carried_by(self, request: Request) -> list[tuple[str, Step]]:
        return request_detail.carried_by(request.id, self.workspace.plans())

    def _show_detail(self) -> None:
        panel, told = self._detail, self._told()
        panel.border_title = content(told.title if told else "")
        if told is None:
            nothing = content((_("Nothing is selected."), "$text-muted"))
            panel.query_one(Told).tell(lambda _width: nothing)
        else:
            panel.query_one(Told).tell(lambda width: content(*request_detail.detail(told, width)))

    def show_subject(self, subject: str) -> None:
        """Show a request, whatever the filter was; a narrow terminal shows its detail."""
        if subject.startswith(_IN_LIST):
            self._show_in_list(subject.removeprefix(_IN_LIST))
            return
        if subject not in self.records.requests:
            return
        if self._filter.value:
            self._filter.clear()
        self._list.show(self._arrangement().lines(), highlight=subject)
        self._show_detail()
        self._open_detail()
        if not self.is_narrow:
            self._list.focus()
        self._came_here = True

    def _show_in_list(self, subject: str) -> None:
        """Show the list as it is filtered, with a request highlighted if it is still there."""
        self.remove_class("-detail")
        if subject in {row.key for row in self._list.rows}:
            self._list.highlighted = subject
        self._list.focus()

    @on(RecordList.Highlighted, "#requests-list")
    def _highlighted(self) -> None:
        if self.is_behind:
            # What is drawn may name what is gone; all of it is drawn anew in a moment.
            return
        self._show_detail()
        self._detail.scroll_home(animate=False)
        self.refresh_bindings()

    @on(RecordList.Opened, "#requests-list")
    def _opened(self, message: RecordList.Opened) -> None:
        if message.key == request_lines.BEGIN_ADD:
            self.action_add_item()
        elif message.key == request_lines.BEGIN_ASK:
            self.action_new_request()
        else:
            self._open_detail()

    def _open_detail(self) -> None:
        self._came_here = False
        self.add_class("-detail")
        self._detail.focus()

    # -- filtering, going back -----------------------------------------------------------------

    def action_filter_requests(self) -> None:
        """Put the cursor into the filter."""
        self.remove_class("-detail")
        self.add_class("-filtering")
        self._filter.focus()

    @on(Input.Changed, "#requests-filter")
    def _typed(self) -> None:
        self.show_records()

    @on(Input.Submitted, "#requests-filter")
    def _to_the_list(self) -> None:
        self._list.focus()
        self.set_class(bool(self._filter.value), "-filtering")

    def on_key(self, event: object) -> None:
        """Let the down arrow lead from the filter into the list."""
        if getattr(event, "key", "") == "down" and self._filter.has_focus:
            self._list.focus()

    def action_go_back(self) -> None:
        """Leave the filter, then the detail, then the screen for where one came from."""
        came_here, self._came_here = self._came_here, False
        if self._filter.value or self._filter.has_focus:
            self._filter.clear()
            self._list.focus()
            self.show_records()
            self.remove_class("-filtering")
        elif self._detail.has_focus and not came_here:
            self.remove_class("-detail")
            self._list.focus()
        else:
            self.remove_class("-detail")
            self._list.focus()
            super().action_go_back()

    # -- recording -----------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what needs a request, or makes no sense for this one."""
        if not self.is_mounted or self.footprint.workspace is None:
            return True
        if action == "add_item":
            return not self.records.items
        if action not in ALL:
            return True
        if action == "filter_requests":
            return not self._filter.has_focus
        if action in FREE:
            return True
        if self.is_behind or self._standing is None:
            return None
        return True if self._fits(action, self._standing) else None

    def _fits(self, action: str, standing: Standing) -> bool:
        is_closed = standing.status == "closed"
        if action == "reply_came":
            return standing.sent_on is not None and not is_closed
        if action in ("record_sent", "log_other_day", "close_request", "compose_letter"):
            return not is_closed
        if action == "open_carried_step":
            return bool(self._carried_by(self.records.requests[standing.request]))
        if action == "skip_rung":
            return standing.next is not None and bool(standing.next.rung)
        if action == "snooze_request":
            return any(one.request == standing.request for one in self.workspace.due())
        return True

    @work
    async def action_reply_came(self) -> None:
        """Log what came back."""
        if self._request is not None:
            await Asking(self.footprint).reply(self._request.id)

    @work
    async def action_record_sent(self) -> None:
        """Log what was sent."""
        if self._request is not None:
            await Asking(self.footprint).sent(self._request.id)

    @work
    async def action_log_other_day(self) -> None:
        """Log what happened on another day."""
        if self._request is not None:
            await Asking(self.footprint).entry(self._request.id, on_another_day=True)

    @work
    async def action_paste_reply(self) -> None:
        """Log a text."""
        if self._request is not None:
            await Asking(self.footprint).paste(self._request.id)

    @work
    async def action_close_request(self) -> None:
        """Close the request."""
        if self._request is not None:
            await Asking(self.footprint).close(self._request.id)

    @work
    async def action_compose_letter(self) -> None:
        """Write the letter that is needed next."""
        from footprint.tui.composing import compose

        if self._request is not None:
            await compose(self.footprint, self._request.id)

    @work
    async def action_snooze_request(self) -> None:
        """Put its most urgent reminder to sleep."""
        from footprint.tui.snoozing import snooze

        due = next((one for one in self.workspace.due() if one.request == self.subject), None)
        if due is not None:
            await snooze(self.footprint, due)

    @work
    async def action_skip_rung(self) -> None:
        """Leave out what is next."""
        from footprint.tui.ruling import skip_rung

        request, standing = self._request, self._standing
        if request is not None and standing is not None:
            await skip_rung(self.footprint, request, standing)

    @work
    async def action_change_rule(self) -> None:
        """Choose another rule."""
        from footprint.tui.ruling import change_rule

        request, standing = self._request, self._standing
        if request is not None and standing is not None:
            await change_rule(self.footprint, request, standing)

    @work
    async def action_record_incident(self) -> None:
        """Find out what something is, and record it."""
        from footprint.tui.incidents import Incidents

        await Incidents(self.footprint).ask()

    @work
    async def action_edit_details(self) -> None:
        """Show or change the person's own details."""
        from footprint.tui.details import edit_details

        await edit_details(self.footprint)

    @work
    async def action_prove_request(self) -> None:
        """Keep a file with the request, or open one."""
        from footprint.tui.proving import Proving

        if self._request is not None:
            await Proving(self.footprint).of_request(self._request)

    @work
    async def action_new_request(self) -> None:
        """Choose an item, and record a request about it."""
        choices = item_choices(self.records)
        if not choices:
            self.footprint.say(_("Add what you want to ask about first: a."))
            return
        title = _("About what do you ask?")
        item = await self.app.push_screen_wait(ChooseScreen(title, choices))
        if item is not None and item in self.records.items:
            await Asking(self.footprint).about(item, then=self._made)

    def _made(self, done: Done) -> None:
        if done.about is not None:
            self.show_subject(done.about)
            self._came_here = False

    @work
    async def action_add_item(self) -> None:
        """Choose a kind and fill in its form."""
        await add_item(self.footprint)

    # -- going elsewhere -----------------------------------------------------------------------

    def action_open_request_item(self) -> None:
        """Show the item in the inventory."""
        if self._request is not None:
            self.footprint.open_item(self._request.item)

    @work
    async def action_open_carried_step(self) -> None:
        """Show the step that waits for it; where several exits have one, ask which."""
        request = self._request
        carried = self._carried_by(request) if request else []
        if not carried:
            return
        exit_id, step = carried[0]
        if len(carried) > 1:
            choices = step_choices(carried, self.records)
            chosen = await self.app.push_screen_wait(ChooseScreen(_("Which step?"), choices))
            if chosen is None:
                return
            exit_id, step = carried[int(chosen)]
        self.footprint.open_step(exit_id, step.id)

    def action_read_log(self) -> None:
        """Show the whole log on a page."""
        request, told = self._request, self._told()
        if request is not None and told is not None:
            self.app.push_screen(
                PageScreen(
                    told.title,
                    lambda width: content(*request_detail.log(request, told.records, width)),
                )
            )
