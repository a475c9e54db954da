"""The small dialogues that write the order of an exit to a file: in which form, and where."""

import asyncio
import os
from collections.abc import Callable
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


class Writing:
    """Writing a text to a file that the person names."""

    def __init__(self, app: "FootprintApp") -> None:
        """Make the dialogues of `app`."""
        assert app.workspace is not None
        self._app = app
        self._records, self._vault = app.workspace.records, app.workspace.path

    async def to_file(self, name: str, make: Callable[[], str | bytes]) -> bool:
        """Ask for the file, `name` being proposed, and write there what `make` returns.

        Tell whether it was written.
        """
        typed: str | None = str(Path.home() / name)
        while typed is not None:
            typed = await self._file(typed)
            if typed is not None and await self._is_written(typed, make):
                return True
        return False

    async def _file(self, proposed: str) -> str | None:
        title = _("Write it, not encrypted, to which file?")
        return await self._app.push_screen_wait(PromptScreen(title, proposed, check=_some_name))

    async def _is_written(self, typed: str, make: Callable[[], str | bytes]) -> bool:
        """Write the file, asking again where one is there; tell whether it came to that."""
        # Unlike Path.expanduser, this leaves an unknown user's ~ as it is instead of raising.
        path = Path(os.path.expanduser(typed.strip()))  # noqa: PTH111
        try:
            try:
                await asyncio.to_thread(self._write, path, make, False)
            except AlreadyThere:
                if not await self._replaces(path):
                    return False
                await asyncio.to_thread(self._write, path, make, True)
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

    def _write(self, path: Path, make: Callable[[], str | bytes], overwrite: bool) -> None:
        write_private(path, make(), overwrite, vault=self._vault)


class WritingHandover(Writing):
    """Writing what one's family needs to know."""

    async def ask(self) -> None:
        """Ask for the form and the file; write it, and say where it is."""
        from footprint.export.handover import FORMS, write

        choices = [Choice(name, _(FORMATS[name].label), _(FORMATS[name].use)) for name in FORMS]
        title = _("Write the handover for your family in which form?")
        form = await self._app.push_screen_wait(ChooseScreen(title, choices))
        workspace = self._app.workspace
        if form is not None and workspace is not None:
            records, today = self._records, workspace.today
            name = _("handover") + FORMATS[form].suffix
            await self.to_file(name, lambda: write(form, records, today))


class Exporting(Writing):
    """Writing one exit, as it stands when this is made."""

    def __init__(self, app: "FootprintApp", plan: Plan, exit_id: str) -> None:
        """Make the dialogues for the exit that `plan` is of."""
        super().__init__(app)
        self._plan, self._exit = plan, exit_id

    async def ask(self) -> None:
        """Ask for the form, what to leave out and the file; write it, and say where it is."""
        form = await self._form()
        if form is None:
            return
        content = await self._content(form)
        if content is None:
            return
        redact, detailed = content == "redact", content == "detailed"
        name = await asyncio.to_thread(
            proposed_name, form, self._plan, self._records, self._exit, redact=redact
        )
        await self.to_file(
            name,
            lambda: render(
                form, self._plan, self._records, self._exit, redact=redact, detailed=detailed
            ),
        )

    async def _form(self) -> str | None:
        choices = [Choice(each.name, _(each.label), _(each.use)) for each in FORMATS.values()]
        title = _("Write the order of the steps in which form?")
        return await self._app.push_screen_wait(ChooseScreen(title, choices))

    async def _content(self, form: str) -> str | None:
        choices = [
            Choice("all", _("Everything"), _("for yourself")),
            Choice(
                "redact",
                _("No logins, addresses and amounts"),
                _("to show it to somebody"),
            ),
        ]
        if FORMATS[form].detailed_source:
            names = _("Everything, the steps named in the titles")
            choices.insert(
                1, Choice("detailed", names, _("seen in month views and on lock screens"))
            )
        return await self._app.push_screen_wait(ChooseScreen(_("What is in it?"), choices))
