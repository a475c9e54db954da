"""The dashboard: what needs the person now, and where everything stands."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal

from footprint.i18n import N_
from footprint.tui import overview
from footprint.tui.adding import AddItem, add_item
from footprint.tui.commands import bindings
from footprint.tui.screens.base import VaultScreen
from footprint.tui.widgets.record_list import Column, RecordList


class DashboardScreen(VaultScreen):
    """One list on a narrow terminal, two beside each other on a wide one; every line opens."""

    SECTION = "dashboard"
    HELP_TEXT = N_(
        "What needs you now stands first, the most urgent on top. Enter opens a line: the exit, "
        "the item or the request."
    )
    CSS_PATH = "dashboard.tcss"
    BINDINGS = bindings(AddItem)
    _drawn_for: tuple[bool, bool] | None = None

    @property
    def _room(self) -> tuple[bool, bool]:
        return self.is_narrow, self.is_tall

    def body(self) -> ComposeResult:
        """Yield the two lists."""
        with Horizontal(id="dashboard"):
            yield RecordList(_columns(), id="now", classes="panel")
            yield RecordList(_columns(), id="standing", classes="panel")

    def show_records(self) -> None:
        """Draw all lines, in one list or two."""
        workspace = self.workspace
        now, standing = self.query_one("#now", RecordList), self.query_one("#standing", RecordList)
        if workspace.records.is_empty:
            self.add_class("-empty")
            now.show(list(overview.empty_vault()))
            return
        self.remove_class("-empty")
        first = (overview.needs_you(workspace), overview.exits(workspace))
        second = (
            overview.replies(workspace),
            overview.charges(workspace),
            overview.cards(workspace),
        )
        self._drawn_for = is_narrow, roomy = self._room
        if is_narrow:
            now.show(overview.apart(*first, *second, roomy=roomy))
        else:
            now.show(overview.apart(*first, roomy=roomy))
            standing.show(overview.apart(*second, roomy=roomy))

    def on_resize(self) -> None:
        """Draw again where the terminal has become narrow or wide, low or tall."""
        if self._drawn_for is not None:
            self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        is_shown = self.is_mounted and self.footprint.workspace is not None
        if is_shown and self._drawn_for != self._room:
            self.show_records()

    @on(RecordList.Opened)
    @work
    async def _open_line(self, message: RecordList.Opened) -> None:
        tag, *ids = message.key.split(overview.SEPARATOR)
        if tag == "request":
            self.footprint.open_request(ids[0])
        elif tag == "exit" and ids[1:] and ids[1]:
            self.footprint.open_step(*ids)
        elif tag == "exit":
            self.footprint.open_exit(ids[0])
        elif tag == "item":
            self.footprint.open_item(ids[0])
        elif ids == ["add"]:
            await add_item(self.footprint)
        else:
            self._load_example()

    def _load_example(self) -> None:
        from footprint.workspace.demo import example
        from footprint.workspace.snapshots import take_in

        self.footprint.perform(take_in(example(self.workspace.today)))

    @work
    async def action_add_item(self) -> None:
        """Choose a kind and fill in its form."""
        await add_item(self.footprint)


def _columns() -> list[Column]:
    return [
        Column("sign", least=1, most=1),
        Column("what", flex=True, least=12),
        Column("note", most=20, align="right", keep=4),
        Column("when", most=20, align="right", keep=7),
    ]
