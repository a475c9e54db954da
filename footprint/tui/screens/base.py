"""What every screen of an open vault has in common."""

from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen

from footprint.i18n import N_
from footprint.tui.commands import Command, bindings
from footprint.tui.messages import RecordsChanged
from footprint.tui.widgets.header import Header
from footprint.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from footprint.model.records import Records
    from footprint.tui.app import FootprintApp
    from footprint.workspace import Workspace


class GoBack(Command):
    label = N_("Back")
    help = N_("Go back to where you came from")
    key = "escape"
    in_footer = False


class VaultScreen(Screen[Any]):
    """A section's screen: header, body, key bar.

    A subclass says what it is in `SECTION` and `HELP_TEXT`, composes its body in `body`, draws the
    records in `show_records` and goes to one record in `show_subject`.
    """

    SECTION = ""
    HELP_TEXT = ""
    AUTO_FOCUS = "RecordList"
    BINDINGS = bindings(GoBack)

    def __init__(self) -> None:
        """Make the screen; nothing is drawn before it is mounted."""
        super().__init__()
        self._seen = -1
        self._drawn: Records | None = None
        self._subject: str | None = None

    @property
    def footprint(self) -> "FootprintApp":
        """The program."""
        return cast("FootprintApp", self.app)

    @property
    def workspace(self) -> "Workspace":
        """The open vault."""
        workspace = self.footprint.workspace
        assert workspace is not None
        return workspace

    @property
    def records(self) -> "Records":
        """Everything in the open vault now."""
        return self.workspace.records

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one list only; its class is set after the first draw."""
        return self.app.size.width < self.footprint.HORIZONTAL_BREAKPOINTS[1][0]

    @property
    def is_tall(self) -> bool:
        """Whether there is room for empty lines between the parts of a list."""
        return self.app.size.height >= self.footprint.VERTICAL_BREAKPOINTS[1][0]

    @property
    def is_behind(self) -> bool:
        """Whether something was written since this was drawn, and is about to be told."""
        return self._drawn is not self.workspace.records

    def compose(self) -> ComposeResult:
        """Lay out header, body and key bar."""
        yield Header(self.SECTION)
        yield from self.body()
        yield KeyBar()

    def body(self) -> ComposeResult:
        """Yield the widgets between header and key bar."""
        raise NotImplementedError

    def show_records(self) -> None:
        """Draw the records as they are now; called when shown and after every change."""
        raise NotImplementedError

    def show_subject(self, subject: str) -> None:
        """Go to the record with the id `subject`, as far as this screen knows it."""

    @property
    def place(self) -> str | None:
        """Where the person is, as `open_subject` takes it: so that "back" returns there."""
        return getattr(self, "subject", None)

    # -- when to draw --------------------------------------------------------------------------

    def open_subject(self, subject: str) -> None:
        """Go to `subject` as soon as the screen is drawn."""
        self._subject = subject
        self.draw()

    def draw(self) -> None:
        """Draw what is new since the screen was last drawn, and the subject waited for."""
        if not self.is_mounted or self.footprint.workspace is None:
            return
        if self._seen != self.footprint.generation:
            self._seen = self.footprint.generation
            header = self.query_one(Header)
            header.vault = self.footprint.vault_name
            header.example = self.footprint.is_example
            header.count = len(self.records.items)
            self._drawn = self.records
            self.show_records()
            self.refresh_bindings()
        if self._subject is not None:
            subject, self._subject = self._subject, None
            self.show_subject(subject)

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.draw()

    def on_screen_resume(self) -> None:
        """Draw what changed while another screen was shown."""
        self.draw()

    def _compositor_refresh(self) -> None:
        """Draw nothing while the program shows nothing: Textual would draw it, and throw it away.

        After a switch that is so for a while, and the whole screen is drawn at its end.
        """
        if not self.app._batch_count:
            super()._compositor_refresh()

    @on(RecordsChanged)
    def _records_changed(self) -> None:
        self.draw()

    @on(Header.Chosen)
    def _tab_clicked(self, message: Header.Chosen) -> None:
        message.stop()
        self.footprint.go(message.section)

    def action_go_back(self) -> None:
        """Go back to where the person came from."""
        self.footprint.go_back()
