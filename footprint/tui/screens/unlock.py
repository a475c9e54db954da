"""The first frame: the passphrase, and nothing else in the way."""

from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.tui.commands import Command, bindings
from footprint.tui.opening import at_home, open_vault
from footprint.tui.screens.gate import GateScreen
from footprint.tui.text import content
from footprint.tui.widgets.button import Button
from footprint.tui.widgets.passphrase import PassphraseInput

LONGEST_WAIT = 30
OPENING = "opening"
"""The group of the worker that opens the vault: cancelled, it closes again what it opened."""


class StopOpening(Command):
    label = N_("Stop")
    help = N_("Stop opening the vault: it stays locked")
    key = "escape"


def wait_after(failures: int) -> int:
    """Return for how many seconds the field rests after `failures` wrong passphrases in a row."""
    return 0 if failures < 2 else min(LONGEST_WAIT, 2 ** (failures - 2))


class UnlockScreen(GateScreen):
    """Asks for the passphrase; after wrong ones it rests a little longer each time."""

    BINDINGS = bindings(StopOpening)
    HELP_TEXT = N_(
        "Your vault is one encrypted file on this computer. Only the passphrase opens it: nobody "
        "can reset it for you. To look around first, open the example vault."
    )

    def __init__(self, why: str = "") -> None:
        """Make the screen for the vault the program was started with; `why` it is locked now."""
        super().__init__()
        self._why = why
        self._failures = 0
        self._resting_until = 0.0

    def form(self) -> ComposeResult:
        """Yield the field and the two ways on."""
        path = self.footprint.vault_path
        yield Static(content(self._why or _("Your vault is locked.")))
        if path is not None:
            yield Static(content(at_home(path)), classes="place")
        yield PassphraseInput(placeholder=_("Passphrase"), id="passphrase")
        with Horizontal(classes="buttons"):
            yield Button(_("Unlock"), id="unlock", primary=True)
            yield Button(_("Open the example"), id="example")

    @on(Input.Submitted, "#passphrase")
    @on(Button.Pressed, "#unlock")
    def _try(self) -> None:
        field = self.query_one(PassphraseInput)
        if not field.value or monotonic() < self._resting_until:
            return
        passphrase = field.take()
        field.disabled = True
        self.tell(_("Opening…"))
        self._open(passphrase)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to stop only while the vault is being opened."""
        return action != "stop_opening" or any(w.group == OPENING for w in self.workers)

    def action_stop_opening(self) -> None:
        """Open the vault no further; what derives the key ends by itself, for nothing."""
        for worker in self.workers:
            if worker.group == OPENING:
                worker.cancel()
                self.tell(_("Stopping…"))

    @work(thread=True, group=OPENING, exit_on_error=False, description="unlock")
    def _open(self, passphrase: str) -> None:
        app, worker = self.footprint, get_current_worker()
        assert app.vault_path is not None
        try:
            workspace = open_vault(app.vault_path, passphrase, app.fixed_today)
        except FootprintError as error:
            app.call_from_thread(self._refused, error)
            return
        if worker.is_cancelled:
            workspace.close()
            app.call_from_thread(self._stopped)
            return
        app.let_in(workspace)
        app.call_from_thread(self._tell_exposed)

    def _tell_exposed(self) -> None:
        """Say so if others may replace the vault."""
        from footprint.workspace.privacy import exposed

        path = self.footprint.vault_path
        warning = path and exposed(path)
        if warning:
            self.footprint.say(warning, severity="warning")

    def _stopped(self) -> None:
        self.tell(_("Stopped. Your vault is locked."))
        self._rested()

    def _refused(self, error: FootprintError) -> None:
        self._failures += 1
        wait = wait_after(self._failures)
        self._resting_until = monotonic() + wait
        self.tell(str(error), "$text-error")
        self.set_timer(wait or 0.01, self._rested)
        if wait:
            self._count_down(str(error))

    def _count_down(self, sentence: str) -> None:
        left = round(self._resting_until - monotonic())
        if left > 0:
            again = _("You can try again in {n} s.").format(n=left)
            self.tell(f"{sentence}\n{again}", "$text-error")
            self.set_timer(1, lambda: self._count_down(sentence))
        else:
            self.tell(sentence, "$text-error")

    def _rested(self) -> None:
        field = self.query_one(PassphraseInput)
        field.disabled = False
        field.focus()
        self.refresh_bindings()
