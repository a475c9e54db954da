"""Asking for one or more passphrases; nothing of them stays on the screen or can be copied."""

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.tui.commands import Command, bindings
from footprint.tui.screens.dialogue import DialogueScreen
from footprint.tui.text import content
from footprint.tui.widgets.button import Button
from footprint.tui.widgets.passphrase import PassphraseInput


class LeaveSecret(Command):
    label = N_("Back")
    help = N_("Go back without typing a passphrase")
    key = "escape"


class SecretScreen(DialogueScreen[list[str] | None]):
    """Hidden fields; Enter in the last answers once `check` has nothing against it."""

    CSS_PATH = "secret.tcss"
    BINDINGS = bindings(LeaveSecret)

    def __init__(
        self,
        title: str,
        fields: Sequence[str],
        *,
        said: str = "",
        check: Callable[[list[str]], object] | None = None,
    ) -> None:
        """Make the screen.

        Args:
            title: what is asked, in the person's language.
            fields: what stands in each empty field.
            said: a sentence below the fields.
            check: raises a FootprintError for an answer that will not do.
        """
        super().__init__()
        self._title, self._fields = title, fields
        self._said, self._check = said, check

    def compose(self) -> ComposeResult:
        """Lay out the fields and what is to be said about them."""
        with Vertical(id="secret") as box:
            box.border_title = content(self._title)
            box.border_subtitle = content(_("⏎ goes on · esc goes back"))
            for placeholder in self._fields:
                yield PassphraseInput(placeholder=placeholder)
            yield Static(content((self._said, "$text-muted")), id="said")
            button = Button(_("Go on"), id="secret-go", primary=True)
            button.can_focus = False
            yield button

    @on(Input.Submitted)
    @on(Button.Pressed, "#secret-go")
    def _answered(self) -> None:
        fields = list(self.query(PassphraseInput))
        empty = next((field for field in fields if not field.value), None)
        if empty is not None:
            empty.focus()
            return
        typed = [field.value for field in fields]
        try:
            if self._check is not None:
                self._check(typed)
        except FootprintError as error:
            self.query_one("#said", Static).update(content((str(error), "$text-error")))
            fields[-1].clear()
            fields[-1].focus()
            return
        for field in fields:
            field.clear()
        self.dismiss(typed)

    def action_leave_secret(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
