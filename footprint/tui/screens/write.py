"""Typing or pasting a longer text."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from footprint import formats
from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.model.fields import PROSE_LENGTH
from footprint.tui.commands import Command, bindings
from footprint.tui.screens.dialogue import DialogueScreen
from footprint.tui.text import content
from footprint.tui.widgets.button import Button
from footprint.tui.widgets.typing import TypedText

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp


class TakeText(Command):
    label = N_("Go on")
    help = N_("Go on with the text")
    key = "ctrl+s"


class LeaveText(Command):
    label = N_("Back")
    help = N_("Go back; what you typed is kept until you quit")
    key = "escape"


class WriteScreen(DialogueScreen[str | None]):
    """A text of several lines; it ends with the text, or None.

    What was typed and not taken is kept under the name `draft`, and is there the next time.
    """

    CSS_PATH = "write.tcss"
    AUTO_FOCUS = "TypedText"
    BINDINGS = bindings(TakeText, LeaveText)

    def __init__(
        self,
        title: str,
        draft: str,
        text: str = "",
        *,
        check: Callable[[str], object] | None = None,
        may_be_empty: bool = False,
    ) -> None:
        """Make the screen.

        Args:
            title: what is asked, in the person's language.
            draft: the name under which what is not taken is kept.
            text: what stands there to begin with.
            check: raises a FootprintError for a text that will not do.
            may_be_empty: whether nothing is an answer, too.
        """
        super().__init__()
        self._title, self._draft = title, draft
        self._before, self._check, self._may_be_empty = text, check, may_be_empty

    @property
    def _drafts(self) -> dict[str, dict[str, Any]]:
        return cast("FootprintApp", self.app).drafts

    @property
    def _text(self) -> str:
        return self.query_one(TypedText).text.strip()

    def compose(self) -> ComposeResult:
        """Lay out the text, what is wrong with it, and the buttons."""
        with Vertical(id="write") as box:
            box.border_title = content(self._title)
            box.border_subtitle = content(_("ctrl+s goes on · esc goes back"))
            yield TypedText(compact=True, tab_behavior="focus", show_line_numbers=False)
            hint = _("Paste it with your terminal’s own key, often ctrl+shift+v.")
            yield Static(content((hint, "$text-muted")), id="write-wrong")
            with Horizontal(id="write-buttons"):
                yield Button(_("Go on"), id="write-go", primary=True)
                yield Button(_("Back"), id="write-leave")

    def on_mount(self) -> None:
        """Show what was typed before."""
        kept = self._drafts.pop(self._draft, {}).get("text")
        area = self.query_one(TypedText)
        area.text = kept if isinstance(kept, str) else self._before
        area.move_cursor(area.document.end)

    @on(Button.Pressed, "#write-go")
    def action_take_text(self) -> None:
        """Answer with the text."""
        wrong = self._wrong(self._text)
        if wrong is None:
            self.dismiss(self._text)
        else:
            self.query_one("#write-wrong", Static).update(content((wrong, "$text-error")))

    def _wrong(self, text: str) -> str | None:
        """Return what is wrong with a text, or None."""
        if not text and not self._may_be_empty:
            return _("There is nothing to take: type or paste a text.")
        if len(text) > PROSE_LENGTH:
            most = formats.number(PROSE_LENGTH)
            return _("A text has at most {n} characters; leave something out.").format(n=most)
        if self._check is not None:
            try:
                self._check(text)
            except FootprintError as error:
                return str(error)
        return None

    def unfinished(self) -> tuple[str, dict[str, Any]] | None:
        """Return what is typed, and the name to keep it by; None if nothing was changed."""
        if not self.is_mounted or self._text == self._before.strip():
            return None
        return self._draft, {"text": self._text}

    @on(Button.Pressed, "#write-leave")
    def action_leave_text(self) -> None:
        """Go back; what was typed is kept for the next time."""
        left = self.unfinished()
        if left is not None:
            self._drafts[left[0]] = left[1]
        self.dismiss(None)
