"""What every dialogue has in common: it is answered once."""

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

Answer = TypeVar("Answer")


class AnsweredOnce(Screen[Answer], Generic[Answer]):
    """A screen that is left with an answer; the first one counts.

    A key that is struck twice reaches a dialogue that is answered and not gone yet; Textual would
    take the screen below it away as well, and end the program where there is none.
    """

    _is_answered = False

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave with the answer; another one later is none."""
        if self._is_answered:
            nothing: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
            return nothing
        self._is_answered = True
        return super().dismiss(result)


class DialogueScreen(ModalScreen[Answer], AnsweredOnce[Answer]):
    """A dialogue over the screen that asks."""
