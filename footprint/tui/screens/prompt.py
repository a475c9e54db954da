"""Asking for one short thing: a day, a note."""

from collections.abc import Callable

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
from footprint.tui.widgets.typing import TypedLine


class LeavePrompt(Command):
    label = N_("Back")
    help = N_("Go back without answering")
    key = "escape"


class PromptScreen(DialogueScreen[str | None]):
    """One field; Enter answers once `check` has nothing against it, escape leaves with None."""

    CSS_PATH = "prompt.tcss"
    BINDINGS = bindings(LeavePrompt)

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        placeholder: str = "",
        check: Callable[[str], object] | None = None,
    ) -> None:
        """Make the prompt.

        Args:
            title: what is asked, in the person's language.
            value: what stands in the field to begin with.
            placeholder: shown while the field is empty.
            check: raises a FootprintError for an answer that will not do.
        """
        super().__init__()
        self._title = title
        self._value = value
        self._placeholder = placeholder
        self._check = check

    def compose(self) -> ComposeResult:
        """Lay out the field and what is wrong with its answer."""
        with Vertical(id="prompt") as box:
            box.border_title = content(self._title)
            box.border_subtitle = content(_("⏎ goes on · esc goes back"))
            yield TypedLine(self._value, placeholder=self._placeholder, id="answer", compact=True)
            yield Static("", id="wrong")
            button = Button(_("Go on"), id="prompt-go", primary=True)
            button.can_focus = False
            yield button

    @on(Input.Submitted, "#answer")
    @on(Button.Pressed, "#prompt-go")
    def _answered(self) -> None:
        typed = self.query_one("#answer", Input).value
        if self._check is not None:
            try:
                self._check(typed)
            except FootprintError as error:
                sentence = str(error)
                told = sentence[:1].upper() + sentence[1:]
                self.query_one("#wrong", Static).update(content((told, "$text-error")))
                return
        self.dismiss(typed)

    def action_leave_prompt(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
