"""What stands before an open vault: the frame shared by the unlock and the first-run screen."""

from typing import TYPE_CHECKING, Any, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.tui.app_commands import LeaveProgram
from footprint.tui.commands import Command, bindings
from footprint.tui.text import content
from footprint.tui.widgets.button import Button
from footprint.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp


class OpenExample(Command):
    label = N_("Example")
    help = N_("Look around in the example vault")
    key = "f2"


class GateScreen(Screen[Any]):
    """A box in the middle of the screen, with what has to be said below it."""

    CSS_PATH = "gate.tcss"
    BINDINGS = bindings(OpenExample)

    @property
    def footprint(self) -> "FootprintApp":
        """The program."""
        return cast("FootprintApp", self.app)

    def compose(self) -> ComposeResult:
        """Lay out the box and the key bar."""
        with Vertical(id="gate"):
            yield Static(content(("footprint", "bold $primary")), id="brand")
            yield from self.form()
            yield Static("", id="told")
        # There is no palette to look into, and nothing to go back to.
        yield KeyBar(LeaveProgram.id())

    def on_mount(self) -> None:
        """Once the first frame is drawn, make ready for what comes after it."""
        self.call_after_refresh(self._make_ready)

    @work(thread=True, group="gate", exit_on_error=False, description="make ready")
    def _make_ready(self) -> None:
        from footprint.tui.opening import make_ready

        make_ready()
        self.app.call_from_thread(self.footprint.read_styles)

    def form(self) -> ComposeResult:
        """Yield what is in the box."""
        raise NotImplementedError

    def tell(self, sentence: str, style: str = "$text-muted") -> None:
        """Say a sentence below the fields."""
        self.query_one("#told", Static).update(content((sentence, style)))

    @on(Button.Pressed, "#example")
    def _example_pressed(self) -> None:
        self.action_open_example()

    def action_open_example(self) -> None:
        """Open the example vault, made anew."""
        self.tell(_("Making the example vault…"))
        self._open_example()

    @work(thread=True, group="gate", exit_on_error=False, description="open the example")
    def _open_example(self) -> None:
        from footprint.tui.opening import open_example

        app = self.footprint
        try:
            workspace = open_example(app.fixed_today)
        except FootprintError as error:
            app.call_from_thread(self.tell, str(error), "$text-error")
            return
        app.let_in(workspace, example=True)
