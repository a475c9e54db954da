"""The open vault of the program: changed off the UI thread, looked at again, and told about."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from textual import on, work
from textual.app import App
from textual.message import Message
from textual.worker import Worker, WorkerState

from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.tui.messages import RecordsChanged
from footprint.tui.text import lines

if TYPE_CHECKING:
    from footprint.model.changes import ChangeSet
    from footprint.model.records import Records
    from footprint.workspace import Done, Workspace


T = TypeVar("T")


@dataclass
class _Told(Message):
    """What a worker has to say to the UI thread: an outcome to act on, or what went wrong."""

    error: FootprintError | None = None
    act: Callable[[], None] | None = None


class VaultApp(App[int]):
    """A Textual application on at most one open vault.

    `generation` grows with every change of the records, so that a screen knows what it has drawn.
    `is_leaving`: the vault is being closed, and what is refused because of that is not told.
    """

    def __init__(self, workspace: "Workspace | None", today: date | None) -> None:
        """Begin with a vault that is open already, or with none; `today` None reads the clock."""
        super().__init__()
        self.workspace = workspace
        self.fixed_today = today
        self.generation = 0
        self.is_leaving = False
        self._turn = Lock()

    def perform(
        self,
        action: "Callable[[Records], ChangeSet]",
        then: "Callable[[Done], None] | None" = None,
        failed: Callable[[FootprintError], None] | None = None,
        contents: Sequence[bytes] = (),
    ) -> None:
        """Do an action of `footprint.workspace` off the UI thread, and tell what became of it.

        Args:
            action: from the records to the change to make.
            then: called with what was done on the UI thread, after the screens were told.
            failed: called with what was refused, instead of the toast.
            contents: the bytes of the files that new evidence names.
        """
        self._perform(action, then, failed, contents)

    @work(thread=True, group="vault", exit_on_error=False, description="change the vault")
    def _perform(
        self,
        action: "Callable[[Records], ChangeSet]",
        then: "Callable[[Done], None] | None",
        failed: Callable[[FootprintError], None] | None,
        contents: Sequence[bytes],
    ) -> None:
        workspace = self._open_workspace()
        try:
            with self._turn:
                done = workspace.do(action, contents=contents)
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

    def in_turn(self, work: Callable[[], T]) -> T:
        """Do something with the vault while nothing else is done with it; not on the UI thread."""
        with self._turn:
            done = work()
            self._warm(self._open_workspace())
        return done

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
        if self.workspace is None or self.is_leaving:
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
        """Compute here, off the UI thread, what the screens are about to ask for.

        The counts for the prompt are of the same, where they are wanted.
        """
        from footprint.places import has_state

        # What was written is told in any case; the screens meet the same error, and tell it.
        with suppress(Exception):
            workspace.due()
            if has_state(workspace.path):
                from footprint.workspace.reminding import refresh

                refresh(workspace)

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
        if self.workspace is None or self.is_leaving:
            # It may name what is in the vault, and would stand on the screen of the lock.
            return
        if message.error is not None:
            self.warn(message.error)
        if message.act is not None:
            message.act()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that something unexpected happened, and in which part; never the values in it."""
        if event.state is WorkerState.ERROR:
            name = type(event.worker.error).__name__
            self.say(
                _("Something unexpected happened ({error}). See what was recorded last.").format(
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
