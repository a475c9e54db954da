"""The program: opens a vault, shows its sections, changes it off the UI thread.

The first frame is the unlock screen and imports neither pydantic nor the database: what needs
them is imported after it (DESIGN 9).
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import rich
from rich.segment import Segments
from textual import work
from textual.app import SystemCommand
from textual.screen import Screen

from footprint.config import Config
from footprint.i18n import _
from footprint.tui.app_commands import EVERYWHERE
from footprint.tui.commands import CommandProvider, bindings
from footprint.tui.handing import Handed
from footprint.tui.idle import IdleWatch
from footprint.tui.locking import DIALOGUES, LOCKED, LockingApp
from footprint.tui.sections import SECTIONS
from footprint.tui.styles import KeptStylesheet
from footprint.tui.text import content
from footprint.tui.theme import DARK, THEMES

if TYPE_CHECKING:
    from footprint.workspace import Workspace

POLL_SECONDS = 2.0


class FootprintApp(LockingApp):
    """The terminal UI on one vault."""

    TITLE = "footprint"
    CSS_PATH = [
        Path(__file__).with_name("app.tcss"),
        Path(__file__).parent / "screens" / "gate.tcss",
    ]
    COMMANDS: ClassVar[set[Any]] = {CommandProvider}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (140, "-rich")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]
    MODES = {section.id: section.make for section in SECTIONS}
    BINDINGS = bindings(*EVERYWHERE)

    def __init__(
        self,
        vault: Path | None = None,
        *,
        today: date | None = None,
        workspace: "Workspace | None" = None,
        example: bool = False,
        config: Config | None = None,
    ) -> None:
        """Prepare the program.

        Args:
            vault: the vault's file; None for the person's own.
            today: the civil date to work with; None to read the clock.
            workspace: a vault that is open already; the UI then starts on the dashboard.
            example: whether the vault is the example, which the header then says.
            config: the person's settings.
        """
        super().__init__(workspace, today)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.vault_path = vault
        self.is_example = example
        self.drafts: dict[str, dict[str, Any]] = {}
        self._told_drafts: set[int] = set()
        self.handed = Handed()
        self.config = config or Config()
        self.idle = IdleWatch(60.0 * self.config.lock_after)
        self._trail: list[tuple[str, str | None]] = []

    # -- starting and ending -------------------------------------------------------------------

    def on_mount(self) -> None:
        """Show the first screen."""
        self.set_interval(POLL_SECONDS, self._look_for_changes)
        self.set_interval(POLL_SECONDS, self.look_for_absence)
        self.watch_for_absence()
        if self.config != Config():
            self._use_settings()
        if self.workspace is not None:
            self.read_styles()
            self.go("dashboard")

    def get_default_screen(self) -> Screen[Any]:
        """Return the screen to begin with: the way in, unless the vault is open already."""
        if self.workspace is not None:
            return super().get_default_screen()
        from footprint.places import own_vault

        self.vault_path = self.vault_path or own_vault()
        if self.vault_path.exists():
            from footprint.tui.screens.unlock import UnlockScreen

            return UnlockScreen()
        from footprint.tui.screens.first_run import FirstRunScreen

        return FirstRunScreen()

    def _use_settings(self) -> None:
        from footprint.tui import settings

        for sentence in settings.apply(self, self.config):
            self.say(sentence, severity="warning")

    def read_styles(self) -> None:
        """Read the styles of every screen at once.

        A screen that brings its own when it is first shown makes Textual parse all of them anew.
        """
        for path in sorted((Path(__file__).parent / "screens").glob("*.tcss")):
            if not self.stylesheet.has_source(str(path), ""):
                self.stylesheet.read(path)
        self.stylesheet.parse()

    def let_in(self, workspace: "Workspace", *, example: bool = False) -> None:
        """Enter from another thread, once a lock that is under way has ended."""
        # Textual awaits a coroutine; its hint has no place for one without a result.
        self.call_from_thread(self.until_locked)  # type: ignore[arg-type]
        self.call_from_thread(self.enter, workspace, example=example)

    def enter(self, workspace: "Workspace", *, example: bool = False) -> None:
        """Show the dashboard of a vault that has just been opened."""
        self.workspace = workspace
        self.is_example = example
        self.generation += 1
        self.drafts = workspace.vault.drafts()
        self.idle.touch()
        self.go("dashboard")
        if LOCKED in self._modes:
            self.remove_mode(LOCKED)
        known = self._told_drafts
        # Of what was typed itself nothing stays in memory while the vault is locked.
        self._told_drafts = {hash((name, repr(said))) for name, said in self.drafts.items()}
        if self._told_drafts - known:
            self.say(_("What you typed before is kept: open the same form again to go on."))
        if workspace.trouble:
            self.say(str(workspace.trouble), severity="warning")
        if workspace.records.conflicts:
            self.say(_("Two copies of the vault differ in something: f8 decides."))

    def show_recovery(self, sheet: "list[str]") -> None:
        """Show the recovery code on a page, to be written down."""
        from footprint.tui.screens.page import PageScreen

        title = _("Write this down, or print it: footprint recovery --to FILE")
        self.push_screen(PageScreen(title, lambda _width: content(*(f"{x}\n" for x in sheet))))

    @work(thread=True, group="vault", exit_on_error=False, description="recovery code")
    def action_show_recovery(self) -> None:
        """Show the recovery code."""
        from footprint.workspace.keeping import recovery_sheet

        sheet = recovery_sheet(self._open_workspace().vault)
        self.call_from_thread(self.show_recovery, sheet)

    @work(group=DIALOGUES)
    async def action_keep_vault(self) -> None:
        """Ask what to do with the vault, and do it."""
        from footprint.tui.keeping import Keeping

        await Keeping(self).ask()

    async def drop_sections(self) -> None:
        """Take every section's screen, and the dialogues over it, out of memory."""
        for section in SECTIONS:
            await self.remove_mode(section.id)
            self.add_mode(section.id, section.make)

    def action_lock_vault(self) -> None:
        """Lock the vault."""
        self.lock_vault("key")

    async def action_leave_program(self) -> None:
        """Close the vault and end."""
        await self.leave()

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
        if self.workspace is None or self.is_leaving:
            # A key in the instant of a lock: its sections are being taken out of memory.
            return
        if self.current_mode in self.MODES:
            if self.current_mode == section and subject is None:
                return
            self._trail = [*self._trail[-20:], (self.current_mode, self._place())]
        self._show(section, subject)

    def go_back(self) -> None:
        """Show the section and record from which the present one was opened."""
        if self._trail and not self.is_leaving:
            self._show(*self._trail.pop())

    def _place(self) -> str | None:
        # A screen that one leaves before it was ever drawn has no place yet.
        return getattr(self.screen, "place", None) if self.screen.is_mounted else None

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

    def open_step(self, exit_id: str, step_id: str) -> None:
        """Show an exit with one of its steps highlighted."""
        from footprint.tui.screens.exit_view import place_of_step

        self.go("exit", place_of_step(exit_id, step_id))

    def open_request(self, request_id: str) -> None:
        """Show a request."""
        self.go("requests", request_id)

    def open_dependencies(self, item: str) -> None:
        """Show what an item depends on and what depends on it."""
        self.go("dependencies", item)

    # -- commands ------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer none of Textual's own: a screenshot would write the screen to a file."""
        return ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs an open vault while there is none."""
        if action.startswith("go_") or action in ("undo_change", "redo_change"):
            return self.workspace is not None
        if action in ("show_recovery", "keep_vault"):
            return self.workspace is not None
        if action == "lock_vault":
            return self.workspace is not None and not self.is_example
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

    def action_go_requests(self) -> None:
        """Go to the requests."""
        self.go("requests")

    def action_go_agenda(self) -> None:
        """Go to the agenda."""
        self.go("agenda")
