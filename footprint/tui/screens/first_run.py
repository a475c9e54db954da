"""No vault yet: make one, or look at the example first."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.tui.opening import at_home, make_vault
from footprint.tui.screens.gate import GateScreen
from footprint.tui.strength import strength
from footprint.tui.text import content
from footprint.tui.widgets.button import Button
from footprint.tui.widgets.passphrase import PassphraseInput

_COLOURS = ("$text-error", "$text-warning", "$text-warning", "$text-success")


class FirstRunScreen(GateScreen):
    """Makes a vault from a passphrase typed twice."""

    HELP_TEXT = N_(
        "footprint keeps a record of everything you are registered with, in one encrypted file "
        "on this computer. Nothing is sent anywhere. Choose a passphrase you will not forget: "
        "without it the file cannot be opened by anybody."
    )

    def form(self) -> ComposeResult:
        """Yield the two fields, the hint and the two ways on."""
        path = self.footprint.vault_path
        lead = _("What you are registered with, and the safe order to undo it in.")
        yield Static(content(lead))
        if path is not None:
            place = _("Your vault will be one encrypted file: {path}").format(path=at_home(path))
            yield Static(content(place), classes="place")
        yield PassphraseInput(placeholder=_("Choose a passphrase"), id="passphrase")
        yield PassphraseInput(placeholder=_("The same again"), id="again")
        yield Static(content(_("Only this passphrase opens it. Keep it safe.")), id="strength")
        with Horizontal(classes="buttons"):
            yield Button(_("Make my vault"), id="make", primary=True)
            yield Button(_("Open the example"), id="example")

    @on(Input.Changed, "#passphrase")
    def _hint(self, event: Input.Changed) -> None:
        if event.value:
            grade, sentence = strength(event.value)
            bar = "■" * (grade + 1) + "□" * (3 - grade)
            hint = content((bar, _COLOURS[grade]), "  ", _(sentence))
        else:
            hint = content(_("Only this passphrase opens it. Keep it safe."))
        self.query_one("#strength", Static).update(hint)

    @on(Input.Submitted, "#passphrase")
    def _next_field(self) -> None:
        self.query_one("#again", PassphraseInput).focus()

    @on(Input.Submitted, "#again")
    @on(Button.Pressed, "#make")
    def _make(self) -> None:
        first, second = self.query(PassphraseInput)
        if not first.value:
            self.tell(_("Choose a passphrase first."), "$text-error")
            first.focus()
        elif first.value != second.value:
            self.tell(_("The two are not the same. Type the second one again."), "$text-error")
            second.clear()
            second.focus()
        else:
            second.clear()
            self.tell(_("Making your vault…"))
            self._create(first.take())

    @work(thread=True, group="gate", exit_on_error=False, description="make a vault")
    def _create(self, passphrase: str) -> None:
        app = self.footprint
        assert app.vault_path is not None
        try:
            workspace = make_vault(app.vault_path, passphrase, app.fixed_today)
        except FootprintError as error:
            app.call_from_thread(self.tell, str(error), "$text-error")
            return
        from footprint.workspace.keeping import recovery_sheet

        sheet = recovery_sheet(workspace.vault)
        app.let_in(workspace)
        app.call_from_thread(app.show_recovery, sheet)
