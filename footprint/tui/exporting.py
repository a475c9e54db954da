"""The small dialogues that write the order of an exit to a file: in which form, and where."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from footprint.errors import FootprintError, Refused
from footprint.export.files import AlreadyThere, write_private
from footprint.export.formats import FORMATS, proposed_name, render
from footprint.i18n import N_, _
from footprint.planner.result import Plan
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.prompt import PromptScreen

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp


def _some_name(typed: str) -> None:
    if not typed.strip():
        raise Refused(N_("A file needs a name."))


class Exporting:
    """Writing one exit, as it stands when this is made."""

    def __init__(self, app: "FootprintApp", plan: Plan, exit_id: str) -> None:
        """Make the dialogues for the exit that `plan` is of."""
        assert app.workspace is not None
        self._app, self._plan, self._exit = app, plan, exit_id
        self._records, self._vault = app.workspace.records, app.workspace.path

    async def ask(self) -> None:
        """Ask for the form, what to leave out and the file; write it, and say where it is."""
        form = await self._form()
        if form is None:
            return
        redact = await self._redact()
        if redact is None:
            return
        name = await asyncio.to_thread(
            proposed_name, form, self._plan, self._records, self._exit, redact=redact
        )
        typed: str | None = str(Path.home() / name)
        while typed is not None:
            typed = await self._file(typed)
            if typed is not None and await self._is_written(typed, form, redact):
                return

    async def _form(self) -> str | None:
        choices = [Choice(each.name, _(each.label), _(each.use)) for each in FORMATS.values()]
        title = _("Write the order of the steps in which form?")
        return await self._app.push_screen_wait(ChooseScreen(title, choices))

    async def _redact(self) -> bool | None:
        choices = [
            Choice("all", _("Everything"), _("for yourself")),
            Choice(
                "redact",
                _("No logins, addresses and amounts"),
                _("to show it to somebody"),
            ),
        ]
        chosen = await self._app.push_screen_wait(ChooseScreen(_("What is in it?"), choices))
        return None if chosen is None else chosen == "redact"

    async def _file(self, proposed: str) -> str | None:
        title = _("Write it, not encrypted, to which file?")
        return await self._app.push_screen_wait(PromptScreen(title, proposed, check=_some_name))

    async def _is_written(self, typed: str, form: str, redact: bool) -> bool:
        """Write the file, asking again where one is there; tell whether it came to that."""
        # Unlike Path.expanduser, this leaves an unknown user's ~ as it is instead of raising.
        path = Path(os.path.expanduser(typed.strip()))  # noqa: PTH111
        try:
            try:
                await asyncio.to_thread(self._write, path, form, redact, False)
            except AlreadyThere:
                if not await self._replaces(path):
                    return False
                await asyncio.to_thread(self._write, path, form, redact, True)
        except FootprintError as refusal:
            self._app.warn(refusal)
            return False
        self._app.say(_("Written to {path}. It is not encrypted.").format(path=path))
        return True

    async def _replaces(self, path: Path) -> bool:
        """Ask whether what is there may be replaced."""
        choices = [
            Choice("other", _("Choose another name")),
            Choice("replace", _("Replace it"), _("what is in it now is lost")),
        ]
        title = _("{file} is already there.").format(file=path.name)
        return await self._app.push_screen_wait(ChooseScreen(title, choices)) == "replace"

    def _write(self, path: Path, form: str, redact: bool, overwrite: bool) -> None:
        text = render(form, self._plan, self._records, self._exit, redact=redact)
        write_private(path, text, overwrite, vault=self._vault)
