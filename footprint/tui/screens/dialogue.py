"""What every dialogue has in common: it is answered once."""

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Answer = TypeVar("Answer")


class AnsweredOnce(Screen[Answer], Generic[Answer]):
    """A screen that is left with an answer; the first one counts.

    A key that is struck twice reaches a dialogue that is answered and not gone yet; Textual would
    take the screen below it away as well, and end the program where there is none. It takes away
    what is on top, too, where that is help, the palette or another section; an answer that comes
    meanwhile (what was to be saved is saved) is given once this screen is on top again.
    """

    _is_answered = False
    _kept: tuple[Answer | None] | None = None

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave with the answer; another one later is none."""
        nothing: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
        if self._is_answered:
            return nothing
        self._is_answered = True
        if not self.is_active:
            self._kept = (result,)
            return nothing
        return super().dismiss(result)

    def on_screen_resume(self) -> None:
        """Leave with the answer that came while something else was on top."""
        if self._kept is not None:
            (result,), self._kept = self._kept, None
            super().dismiss(result)


class DialogueScreen(ModalScreen[Answer], AnsweredOnce[Answer]):
    """A dialogue over the screen that asks."""
