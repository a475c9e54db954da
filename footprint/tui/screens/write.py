"""Typing or pasting a longer text."""

from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from footprint import formats
from footprint.i18n import N_, _
from footprint.model.fields import PROSE_LENGTH
from footprint.tui.commands import Command, bindings
from footprint.tui.text import content
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


class WriteScreen(ModalScreen[str | None]):
    """A text of several lines; it ends with the text, or None.

    What was typed and not taken is kept under the name `draft`, and is there the next time.
    """

    CSS_PATH = "write.tcss"
    AUTO_FOCUS = "TypedText"
    BINDINGS = bindings(TakeText, LeaveText)

    def __init__(self, title: str, draft: str) -> None:
        """Make the screen with the title `title`."""
        super().__init__()
        self._title, self._draft = title, draft

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
                yield Button(content(_("Go on")), id="write-go", variant="primary", compact=True)
                yield Button(content(_("Back")), id="write-leave", compact=True)

    def on_mount(self) -> None:
        """Show what was typed before."""
        kept = self._drafts.pop(self._draft, {}).get("text")
        if isinstance(kept, str):
            area = self.query_one(TypedText)
            area.text = kept
            area.move_cursor(area.document.end)

    @on(Button.Pressed, "#write-go")
    def action_take_text(self) -> None:
        """Answer with the text."""
        text = self._text
        if not text:
            wrong = _("There is nothing to take: type or paste a text.")
        elif len(text) > PROSE_LENGTH:
            most = formats.number(PROSE_LENGTH)
            wrong = _("A text has at most {n} characters; leave something out.").format(n=most)
        else:
            self.dismiss(text)
            return
        self.query_one("#write-wrong", Static).update(content((wrong, "$text-error")))

    def unfinished(self) -> tuple[str, dict[str, Any]] | None:
        """Return what is typed, and the name to keep it by; None if there is nothing."""
        if not self.is_mounted or not self._text:
            return None
        return self._draft, {"text": self._text}

    @on(Button.Pressed, "#write-leave")
    def action_leave_text(self) -> None:
        """Go back; what was typed is kept for the next time."""
        left = self.unfinished()
        if left is not None:
            self._drafts[left[0]] = left[1]
        self.dismiss(None)
