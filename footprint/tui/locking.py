"""Locking the vault: its key, its records and every screen that shows them go."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, work
from textual.widget import AwaitMount
from textual.worker import WorkerError

from footprint.errors import Busy, FootprintError
from footprint.i18n import N_, _, ngettext
from footprint.tui.handing import Handed
from footprint.tui.idle import IdleWatch, Reason
from footprint.tui.vault_app import VaultApp

if TYPE_CHECKING:
    from footprint.workspace import Workspace

LOCKED = "locked"
DIALOGUES = "dialogues"
"""The group of the workers that ask the person something, and may hold another vault open."""
HUNG_UP = 129
"""The exit status after the terminal has gone (128 + SIGHUP)."""
_LONGEST_LEAVING, _LONGEST_GOODBYE = 10.0, 1.0
"""So many seconds closing the vault may take without a terminal, and what comes after it."""
COPIED_FOR = 30.0
"""So many seconds what was copied stays in the clipboard."""

WHY = {
    "idle": N_("Locked, because no key was pressed for a while."),
    "asleep": N_("Locked, because the computer was asleep."),
    "key": N_("Locked."),
    "hung_up": N_("Locked."),
}


class LockingApp(VaultApp):
    """A vault application that locks: by key, when idle, after sleep, when the terminal goes.

    Forms that were not finished are kept in the vault and given back after unlocking.
    """

    idle: IdleWatch
    drafts: dict[str, dict[str, Any]]
    handed: Handed
    is_example: bool
    vault_path: Path | None
    _trail: list[tuple[str, str | None]]
    _copied: str | None = None
    _has_terminal = False

    def watch_for_absence(self) -> None:
        """Begin to look for reasons to lock."""
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            # Only where there are signals, and in the main thread.
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._hung_up)
        self._has_terminal = _is_terminal()

    async def on_event(self, event: events.Event) -> None:
        """Note every key and every move of the mouse."""
        if isinstance(event, events.InputEvent):
            self.idle.touch()
        await super().on_event(event)

    def look_for_absence(self) -> None:
        """Lock if there is a reason to, and end if the terminal has gone; every few seconds."""
        if self._has_terminal and not _is_terminal():
            # Not every terminal says so, and reading from one that is gone never waits.
            self._has_terminal = False
            self._hung_up()
            return
        reason = self.idle.reason()
        if reason is None or self.is_example:
            return
        if self.workspace is not None:
            self.lock_vault(reason)
        elif stop := getattr(self.screen, "action_stop_opening", None):
            stop()

    @work(group="lock", description="lock")
    async def lock_vault(self, reason: Reason) -> None:
        """Keep what is unfinished, close the vault, and show nothing but the way back in."""
        workspace = self.workspace
        if workspace is None or self.is_leaving:
            return
        self.is_leaving = True
        drafts = self._unfinished()
        self.vault_path = workspace.path
        await self._end_dialogues()
        refusal = await asyncio.to_thread(self._close, workspace, drafts)
        self.clear_notifications()
        self.forget_copied()
        self.handed.forget()
        self.add_mode(LOCKED, self._unlock_screen(reason, len(drafts), refusal))
        await self.switch_mode(LOCKED)
        # What is still drawn until here is drawn from the records that are in memory.
        await self.drop_sections()
        self.workspace = None
        self.drafts, self._trail = {}, []
        self.is_leaving = False

    def push_screen(self, *screen: Any, **how: Any) -> Any:
        """Show a screen over the present one; none while the vault is being closed.

        A key in that instant would put it over the way back in, where it is no longer of any use.
        """
        if not self.is_leaving:
            return super().push_screen(*screen, **how)
        if how.get("wait_for_dismiss"):
            # Ends the worker that asks.
            raise asyncio.CancelledError
        return AwaitMount(self.screen, [])

    async def until_locked(self) -> None:
        """Wait for the end of a lock that is under way."""
        locking = [worker for worker in self.workers if worker.name == "lock_vault"]
        if locking:
            with suppress(WorkerError):
                await self.workers.wait_for_complete(locking)

    async def _end_dialogues(self) -> None:
        """Leave every dialogue about the vault, and close what it has open."""
        asking = [worker for worker in self.workers if worker.group == DIALOGUES]
        for worker in asking:
            worker.cancel()
        for worker in asking:
            with suppress(WorkerError):
                await worker.wait()

    def _unlock_screen(
        self, reason: Reason, drafts: int, refusal: FootprintError | None
    ) -> Callable[[], Any]:
        def make() -> Any:
            from footprint.tui.screens.unlock import UnlockScreen

            told = _(WHY[reason])
            if drafts and refusal is not None:
                more = ngettext(
                    "{n} unfinished form could not be kept: {reason}",
                    "{n} unfinished forms could not be kept: {reason}",
                    drafts,
                )
                told = f"{told} {more.format(n=drafts, reason=refusal)}"
            elif drafts:
                more = ngettext(
                    "{n} unfinished form is kept.", "{n} unfinished forms are kept.", drafts
                )
                told = f"{told} {more.format(n=drafts)}"
            return UnlockScreen(told)

        return make

    async def drop_sections(self) -> None:
        """Take every section's screen, and the dialogues over it, out of memory."""
        raise NotImplementedError

    def _close(self, workspace: "Workspace", drafts: dict[str, Any]) -> FootprintError | None:
        """Close the vault after what is being written; return why drafts could not be kept."""
        from footprint.workspace.letters import keep_given_out

        with self._turn:
            try:
                drafts = keep_given_out(workspace, drafts)
                workspace.vault.keep_drafts(drafts)
            except Busy:
                # Whoever is writing may be done by now.
                return _refusal(lambda: workspace.vault.keep_drafts(drafts))
            except FootprintError as error:
                return error
            finally:
                workspace.close()
        return None

    def _unfinished(self) -> dict[str, Any]:
        """Return what is typed in any form, those left before among it."""
        found = dict(self.drafts)
        for stack in self._screen_stacks.values():
            for screen in stack:
                unfinished = getattr(screen, "unfinished", None)
                draft = unfinished() if unfinished is not None else None
                if draft is not None:
                    found[draft[0]] = draft[1]
        return found

    async def leave(self, status: int = 0) -> None:
        """Close the vault, unfinished forms kept in it, and end; after a lock that is under way."""
        await self.until_locked()
        if self.workspace is not None and not self.is_leaving:
            self.is_leaving = True
            drafts = self._unfinished()
            await self._end_dialogues()
            refusal = await asyncio.to_thread(self._close, self.workspace, drafts)
            if drafts and refusal is not None:
                self._exit_renderables.append(str(refusal))
        self.forget_copied()
        self.handed.forget()
        self.exit(return_code=status)

    def _hung_up(self) -> None:
        self.run_worker(self._leave_nobody(), exclusive=True, group="lock")

    async def _leave_nobody(self) -> None:
        """Close the vault and end, though the terminal takes nothing any more.

        What Textual writes at its end may wait for ever for a terminal that is gone.
        """
        _end_within(_LONGEST_LEAVING)
        await self.leave(HUNG_UP)
        _end_within(_LONGEST_GOODBYE)

    # -- the clipboard -------------------------------------------------------------------------

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text, and let the clipboard forget it after a while."""
        super().copy_to_clipboard(text)
        self._copied = text
        self.set_timer(COPIED_FOR, lambda: self.forget_copied(text))

    def forget_copied(self, text: str | None = None) -> None:
        """Empty the clipboard if it was filled here; with `text`, only if that was the last."""
        if self._copied is not None and text in (None, self._copied):
            self._copied = None
            super().copy_to_clipboard("")


def _refusal(work: Callable[[], None]) -> FootprintError | None:
    """Do something; return why it was refused, or None."""
    try:
        work()
    except FootprintError as error:
        return error
    return None


def _end_within(seconds: float) -> None:
    """End the process after so many seconds if it is still there; a vault takes no harm of it."""
    waiting = threading.Timer(seconds, os._exit, (HUNG_UP,))
    waiting.daemon = True
    waiting.start()


def _is_terminal() -> bool:
    """Whether what is typed comes from a terminal that is there."""
    try:
        return sys.__stdin__ is not None and os.isatty(sys.__stdin__.fileno())
    except (OSError, ValueError):
        return False
