"""The program: opens a vault, shows its sections, changes it off the UI thread.

The first frame is the unlock screen and imports neither pydantic nor the database: what needs
them is imported after it (DESIGN 9).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar

import rich
from rich.segment import Segments
from textual import on, work
from textual.app import App, SystemCommand
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.tui.commands import Command, CommandProvider, bindings
from footprint.tui.messages import RecordsChanged
from footprint.tui.sections import SECTIONS
from footprint.tui.styles import KeptStylesheet
from footprint.tui.text import lines
from footprint.tui.theme import DARK, THEMES

if TYPE_CHECKING:
    from footprint.model.changes import ChangeSet
    from footprint.model.records import Records
    from footprint.workspace import Done, Workspace

POLL_SECONDS = 2.0


class ShowHelp(Command):
    label = N_("Help")
    help = N_("Show what can be done here")
    key = "question_mark,f1"


class CommandPalette(Command):
    label = N_("Commands")
    help = N_("Find a command by its name")
    key = "ctrl+p"
    in_footer = False
    in_palette = False
    priority = True


class UndoChange(Command):
    label = N_("Undo")
    help = N_("Undo the last change")
    key = "u"
    in_footer = False


class RedoChange(Command):
    label = N_("Redo")
    help = N_("Do again what was undone")
    key = "U,ctrl+r"
    in_footer = False


class ChangeTheme(Command):
    label = N_("Theme")
    help = N_("Choose the colours")
    key = "f9"
    in_footer = False


class LeaveProgram(Command):
    label = N_("Quit")
    help = N_("Close the vault and quit")
    key = "ctrl+q"
    in_footer = False
    priority = True


class GoDashboard(Command):
    label = N_("Dashboard")
    help = N_("Go to the dashboard: what needs you now")
    key = "1"
    in_footer = False


class GoInventory(Command):
    label = N_("Inventory")
    help = N_("Go to the inventory: everything recorded")
    key = "2"
    in_footer = False


class GoDependencies(Command):
    label = N_("Dependencies")
    help = N_("Go to the dependencies: what holds on to what")
    key = "3"
    in_footer = False


class GoExit(Command):
    label = N_("Exit")
    help = N_("Go to the exits: how to leave safely")
    key = "4"
    in_footer = False


@dataclass
class _Told(Message):
    """What a worker has to say to the UI thread: an outcome to act on, or what went wrong."""

    error: FootprintError | None = None
    act: Callable[[], None] | None = None


class FootprintApp(App[int]):
    """The terminal UI on one vault."""

    TITLE = "footprint"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    COMMANDS: ClassVar[set[Any]] = {CommandProvider}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (140, "-rich")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]
    MODES = {section.id: section.make for section in SECTIONS}
    BINDINGS = bindings(
        ShowHelp,
        CommandPalette,
        UndoChange,
        RedoChange,
        ChangeTheme,
        LeaveProgram,
        GoDashboard,
        GoInventory,
        GoDependencies,
        GoExit,
    )

    def __init__(
        self,
        vault: Path | None = None,
        *,
        today: date | None = None,
        workspace: "Workspace | None" = None,
        example: bool = False,
    ) -> None:
        """Prepare the program.

        Args:
            vault: the vault's file; None for the person's own.
            today: the civil date to work with; None to read the clock.
            workspace: a vault that is open already; the UI then starts on the dashboard.
            example: whether the vault is the example, which the header then says.
        """
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.vault_path = vault
        self.fixed_today = today
        self.workspace = workspace
        self.is_example = example
        self.generation = 0
        self.drafts: dict[str, dict[str, Any]] = {}
        self._turn = Lock()
        self._trail: list[tuple[str, str | None]] = []

    # -- starting and ending -------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show the first screen."""
        self.set_interval(POLL_SECONDS, self._look_for_changes)
        if self.workspace is not None:
            self.read_styles()
            self.go("dashboard")
            return
        from footprint.places import own_vault

        self.vault_path = self.vault_path or own_vault()
        if self.vault_path.exists():
            from footprint.tui.screens.unlock import UnlockScreen

            self.push_screen(UnlockScreen())
        else:
            from footprint.tui.screens.first_run import FirstRunScreen

            self.push_screen(FirstRunScreen())

    def read_styles(self) -> None:
        """Read the styles of every screen at once.

        A screen that brings its own when it is first shown makes Textual parse all of them anew.
        """
        for path in sorted((Path(__file__).parent / "screens").glob("*.tcss")):
            if not self.stylesheet.has_source(str(path), ""):
                self.stylesheet.read(path)
        self.stylesheet.parse()

    def enter(self, workspace: "Workspace", *, example: bool = False) -> None:
        """Show the dashboard of a vault that has just been opened."""
        self.workspace = workspace
        self.is_example = example
        self.generation += 1
        self.go("dashboard")

    async def action_leave_program(self) -> None:
        """Close the vault and end."""
        self.exit()

    def on_unmount(self) -> None:
        """Close the vault."""
        if self.workspace is not None:
            self.workspace.close()

    def _fatal_error(self) -> None:
        """End after an unexpected error, without the local variables that Textual would print."""
        from rich.traceback import Traceback

        self.bell()
        trace = Traceback(show_locals=False, width=None, suppress=[rich])
        self._exit_renderables.append(Segments(self.console.render(trace, self.console.options)))
        self._close_messages_no_wait()

    # -- where one is --------------------------------------------------------------------------

    @property
    def vault_name(self) -> str:
        """What the header calls the vault: its own name, else its file's."""
        if self.workspace is None:
            return ""
        name = self.workspace.records.sections.get("settings", {}).get("name")
        if isinstance(name, str) and name:
            return name
        stem = self.workspace.path.stem
        return _("my footprint") if stem == "vault" else stem

    def go(self, section: str, subject: str | None = None) -> None:
        """Show a section, and in it the record with the id `subject`."""
        if self.workspace is None:
            return
        if self.current_mode in self.MODES:
            if self.current_mode == section and subject is None:
                return
            self._trail = [*self._trail[-20:], (self.current_mode, self._place())]
        self._show(section, subject)

    def go_back(self) -> None:
        """Show the section and record from which the present one was opened."""
        if self._trail:
            self._show(*self._trail.pop())

    def _place(self) -> str | None:
        return getattr(self.screen, "subject", None)

    def _show(self, section: str, subject: str | None) -> None:
        self.switch_mode(section)
        screen: Any = self.get_screen_stack(section)[0]
        if subject is not None:
            screen.open_subject(subject)

    def open_item(self, item: str) -> None:
        """Show an item in the inventory."""
        self.go("inventory", item)

    def open_exit(self, exit_id: str) -> None:
        """Show an exit."""
        self.go("exit", exit_id)

    def open_dependencies(self, item: str) -> None:
        """Show what an item depends on and what depends on it."""
        self.go("dependencies", item)

    # -- changing the vault --------------------------------------------------------------------

    def perform(
        self,
        action: "Callable[[Records], ChangeSet]",
        then: "Callable[[Done], None] | None" = None,
        failed: Callable[[FootprintError], None] | None = None,
    ) -> None:
        """Do an action of `footprint.workspace` off the UI thread, and tell what became of it.

        Args:
            action: from the records to the change to make.
            then: called with what was done on the UI thread, after the screens were told.
            failed: called with what was refused, instead of the toast.
        """
        self._perform(action, then, failed)

    @work(thread=True, group="vault", exit_on_error=False, description="change the vault")
    def _perform(
        self,
        action: "Callable[[Records], ChangeSet]",
        then: "Callable[[Done], None] | None",
        failed: Callable[[FootprintError], None] | None,
    ) -> None:
        workspace = self._open_workspace()
        try:
            with self._turn:
                done = workspace.do(action)
                self._warm(workspace)
        except FootprintError as error:
            refusal = error
            if failed is None:
                self.post_message(_Told(error=refusal))
            else:
                tell = failed
                self.post_message(_Told(act=lambda: tell(refusal)))
            return
        self.post_message(_Told(act=lambda: self._performed(done, then)))

    def _performed(self, done: "Done", then: "Callable[[Done], None] | None") -> None:
        self.publish(done.about)
        # What was said before is told by the screen itself; a pile of toasts would cover it.
        self.clear_notifications()
        if done:
            self.say(_("{done}  ·  u undoes it").format(done=done.sentence()))
        for remark in done.remarks():
            self.say(remark, severity="warning")
        if then is not None:
            then(done)

    @work(thread=True, group="vault", exit_on_error=False, description="undo")
    def action_undo_change(self) -> None:
        """Take back the last change."""
        self._turn_back(self._open_workspace().undo, N_("Undone: {what}"), N_("Nothing to undo."))

    @work(thread=True, group="vault", exit_on_error=False, description="redo")
    def action_redo_change(self) -> None:
        """Do the last undone change again."""
        self._turn_back(
            self._open_workspace().redo, N_("Done again: {what}"), N_("Nothing to redo.")
        )

    def _turn_back(self, turn: "Callable[[], ChangeSet | None]", done: str, nothing: str) -> None:
        try:
            with self._turn:
                change = turn()
                self._warm(self._open_workspace())
        except FootprintError as error:
            self.post_message(_Told(error=error))
            return

        def act() -> None:
            if change is None:
                self.say(_(nothing))
            else:
                self.publish(change.about)
                self.clear_notifications()
                self.say(_(done).format(what=change.sentence()))

        self.post_message(_Told(act=act))

    def _look_for_changes(self) -> None:
        if self.workspace is None:
            return
        if self.fixed_today is None and self.workspace.today != date.today():
            # Midnight has passed: everything is reckoned from the new day.
            self.workspace.today = date.today()
            self.publish()
        self._refresh_from_disk()

    @work(thread=True, group="poll", exclusive=True, exit_on_error=False, description="refresh")
    def _refresh_from_disk(self) -> None:
        workspace = self._open_workspace()
        try:
            with self._turn:
                changed = workspace.refresh()
                if changed:
                    self._warm(workspace)
        except FootprintError as error:
            self.post_message(_Told(error=error))
            return
        if changed:
            self.post_message(_Told(act=self.publish))

    @staticmethod
    def _warm(workspace: "Workspace") -> None:
        """Compute here, off the UI thread, what the screens are about to ask for."""
        workspace.due()

    def publish(self, about: str | None = None) -> None:
        """Tell the screens that the records changed."""
        self.generation += 1
        for screen in reversed(self.screen_stack):
            screen.post_message(RecordsChanged(about))

    def _open_workspace(self) -> "Workspace":
        assert self.workspace is not None, "no vault is open"
        return self.workspace

    @on(_Told)
    def _told(self, message: _Told) -> None:
        if message.error is not None:
            self.warn(message.error)
        if message.act is not None:
            message.act()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that something unexpected happened, and in which part; never the values in it."""
        if event.state is WorkerState.ERROR:
            name = type(event.worker.error).__name__
            self.say(
                _("Something unexpected happened ({error}). Nothing was changed.").format(
                    error=name
                ),
                severity="error",
            )

    # -- telling -------------------------------------------------------------------------------

    def say(self, sentence: str, *, severity: Any = "information") -> None:
        """Show a sentence for a few seconds; it may hold data, and is never markup."""
        self.notify(lines(sentence), severity=severity, markup=False, timeout=6)

    def warn(self, error: FootprintError) -> None:
        """Show why something was refused."""
        self.say(str(error), severity="warning")

    # -- commands ------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer none of Textual's own: a screenshot would write the screen to a file."""
        return ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs an open vault while there is none."""
        if action.startswith("go_") or action in ("undo_change", "redo_change"):
            return self.workspace is not None
        return True

    def action_command_palette(self) -> None:
        """Open the palette, its search line in the person's language."""
        from textual.command import CommandPalette as PaletteScreen

        if not isinstance(self.screen, PaletteScreen):
            self.push_screen(
                PaletteScreen(placeholder=_("Search for commands…"), id="--command-palette")
            )

    def action_show_help(self) -> None:
        """Tell what can be done here."""
        from footprint.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_go_dashboard(self) -> None:
        """Go to the dashboard."""
        self.go("dashboard")

    def action_go_inventory(self) -> None:
        """Go to the inventory."""
        self.go("inventory")

    def action_go_dependencies(self) -> None:
        """Go to the dependencies."""
        self.go("dependencies")

    def action_go_exit(self) -> None:
        """Go to the exits."""
        self.go("exit")
