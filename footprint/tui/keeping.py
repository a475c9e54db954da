"""The dialogues that look after the vault: backups, its passphrase, other copies, conflicts."""

import asyncio
import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.content import Content

from footprint import formats
from footprint.errors import FootprintError, Refused, WrongKey
from footprint.i18n import N_, _, ngettext
from footprint.model.text import shown
from footprint.tui.facts import label
from footprint.tui.opening import at_home
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.page import PageScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.tui.screens.secret import SecretScreen
from footprint.tui.text import Part, content
from footprint.workspace import conflicts, keeping

if TYPE_CHECKING:
    from footprint.model.conflicts import Conflict
    from footprint.tui.app import FootprintApp
    from footprint.workspace.keeping import Backup, Differences, Vault

T = TypeVar("T")
_MOST = 40


class Keeping:
    """The dialogues, for one running program."""

    def __init__(self, app: "FootprintApp") -> None:
        """Make the dialogues of `app`, whose vault is open."""
        assert app.workspace is not None
        self._app, self._workspace = app, app.workspace
        self._vault = app.workspace.vault

    async def ask(self) -> None:
        """Ask what to do with the vault, and do it; needs a worker."""
        waiting = self._open_conflicts()
        choices = [
            Choice("backup", _("Make a backup now"), self._last_backup()),
            Choice("restore", _("Go back to a backup…"), _("shows first what differs")),
            Choice("check", _("Look it over"), _("checksums, structure, copies beside it")),
            Choice("passphrase", _("Change the passphrase…")),
            Choice("recovery", _("Show the recovery code"), _("for paper")),
            Choice("merge", _("Bring in another copy…"), _("of another computer")),
        ]
        if waiting:
            told = ngettext("{n} to decide", "{n} to decide", len(waiting)).format(n=len(waiting))
            choices.insert(0, Choice("decide", _("What two copies say differently…"), told))
        chosen = await self._choose(_("The vault"), choices)
        if chosen is not None:
            try:
                await getattr(self, chosen)()
            except FootprintError as error:
                self._app.warn(error)

    async def _choose(self, title: str, choices: list[Choice]) -> str | None:
        return await self._app.push_screen_wait(ChooseScreen(title, choices))

    async def _work(self, work: Callable[[], T]) -> T:
        """Do something that takes a while off the UI thread."""
        return await asyncio.to_thread(self._app.in_turn, work)

    # -- backups -------------------------------------------------------------------------------

    def _last_backup(self) -> str:
        newest = next(iter(keeping.listed(self._vault.path)), None)
        return _("the last: {when}").format(when=_when(newest)) if newest else _("none yet")

    async def backup(self) -> None:
        """Make a verified backup."""
        made = await self._work(self._vault.backup)
        self._app.say(_("Made and verified a backup: {path}").format(path=at_home(made.path)))

    async def restore(self) -> None:
        """Choose a backup, show what differs, and put it in the vault's place if it is meant."""
        found = keeping.listed(self._vault.path)
        choices = [
            Choice(str(number), _when(each), _(keeping.REASONS[each.reason]))
            for number, each in enumerate(found)
        ]
        if not choices:
            raise Refused(N_("There is no backup yet."))
        chosen = await self._choose(_("Go back to which backup?"), choices)
        if chosen is None:
            return
        with ExitStack() as stack:
            backup = await self._opened(found[int(chosen)].path, stack)
            if backup is None:
                return
            differs = await self._work(
                lambda: keeping.differences(self._workspace.records, backup.records)
            )
            if not differs:
                self._app.say(_("The backup holds the same as the vault."))
                return
            title = _("Go back to {when}?").format(when=choices[int(chosen)].name)
            if await self._is_meant(title, differs, _BACK):
                await self._work(lambda: self._vault.restore(backup))
                self._app.publish()
                self._app.say(_("Restored. What was there before is a backup now, too."))

    async def _opened(self, path: Path, stack: ExitStack) -> "Vault | None":
        """Open a copy with the vault's own key, else with a passphrase that is asked for."""

        def opened(passphrase: str) -> "Vault":
            return stack.enter_context(keeping.opened_backup(path, passphrase))

        try:
            return await self._work(lambda: opened(self._vault.recovery().code))
        except WrongKey:
            typed = await self._app.push_screen_wait(
                SecretScreen(
                    _("This copy opens with another passphrase"),
                    [_("Its passphrase")],
                    said=at_home(path),
                )
            )
        return None if typed is None else await self._work(lambda: opened(typed[0]))

    async def _is_meant(self, title: str, found: "Differences", headings: dict[str, str]) -> bool:
        """Show what would change as often as it is wanted; tell whether it shall."""
        counted = ", ".join(
            f"{sign}{len(names)}"
            for sign, names in (("+", found.back), ("-", found.away), ("~", found.other))
            if names
        )
        choices = [
            Choice("look", _("Look at what changes"), counted),
            Choice("do", _("Do it"), _("what is there now becomes a backup")),
        ]
        while (chosen := await self._choose(title, choices)) == "look":
            await self._app.push_screen_wait(
                PageScreen(title, lambda _width: content(*_listed(found, headings)))
            )
        return chosen == "do"

    # -- the vault itself ----------------------------------------------------------------------

    async def check(self) -> None:
        """Look the vault over, and show what was found."""
        found = await self._work(self._workspace.check)
        parts: list[Part] = []
        for each in found:
            parts += [("✓ ", "$text-success") if each.ok else ("✗ ", "$text-error")]
            parts += [each.sentence(), "\n"]
        title = _("All is well.") if all(each.ok for each in found) else _("Look at the ✗")
        await self._app.push_screen_wait(PageScreen(title, lambda _width: content(*parts)))

    async def passphrase(self) -> None:
        """Ask for the present passphrase and twice for another, and change it."""
        typed = await self._app.push_screen_wait(
            SecretScreen(
                _("Change the passphrase"),
                [_("The present passphrase"), _("The new passphrase"), _("The new one again")],
                said=_("Backups made before still open with the old one."),
                check=_same_twice,
            )
        )
        if typed is None:
            return
        if not await self._work(lambda: self._vault.is_opened_by(typed[0])):
            raise Refused(N_("The present passphrase is wrong; nothing was changed."))
        await self._work(lambda: keeping.change_passphrase(self._vault, typed[1]))
        self._app.say(_("The vault opens with the new passphrase now."))
        await self.recovery()

    async def recovery(self) -> None:
        """Show the recovery code."""
        self._app.show_recovery(await self._work(lambda: keeping.recovery_sheet(self._vault)))

    # -- other copies --------------------------------------------------------------------------

    async def merge(self) -> None:
        """Ask for another copy, show what it holds that is not here, and bring it in."""
        copies = keeping.copies(self._vault.path)
        proposed = at_home(copies[0]) if copies else ""
        typed = await self._app.push_screen_wait(
            PromptScreen(_("The file of the other copy"), proposed, check=some_file)
        )
        if typed is None:
            return
        path = file_of(typed)
        with ExitStack() as stack:
            other = await self._opened(path, stack)
            if other is None:
                return
            made = await self._work(lambda: self._vault.merged_with(other))
            if not made.changes:
                self._app.say(_("The other copy holds nothing that is not here."))
                return
            differs = keeping.differences(self._workspace.records, made.records)
            title = _("Bring in {file}?").format(file=path.name)
            if not await self._is_meant(title, differs, _MERGED):
                return
            await self._work(lambda: self._vault.merge(other))
        self._app.publish()
        self._app.say(_("Brought together  ·  u undoes it"))
        if self._open_conflicts():
            await self.decide()

    def _open_conflicts(self) -> "list[Conflict]":
        records = self._workspace.records
        return [c for c in records.conflicts.values() if not conflicts.is_settled(records, c)]

    async def decide(self) -> None:
        """Decide one conflict after the other, until none is left or the person leaves."""
        while waiting := self._open_conflicts():
            conflict = waiting[0]
            title = conflicts.subject(self._workspace.records, conflict, label)
            choices = [
                Choice("keep", conflicts.told(conflict.stands), _("stands now")),
                Choice("take", conflicts.told(conflict.other), _("in the other copy")),
                Choice("look", _("Look at both in full")),
            ]
            while (chosen := await self._choose(title, choices)) == "look":
                await self._app.push_screen_wait(PageScreen(title, partial(_both, conflict)))
            if chosen is None:
                return
            action = conflicts.decide(conflict.id, other=chosen == "take")
            await self._work(partial(self._workspace.do, action))
            self._app.publish()


_BACK = {
    "back": N_("Would come back"),
    "away": N_("Would go away"),
    "other": N_("Would be as it was then"),
}
_MERGED = {
    "back": N_("Comes from the other copy"),
    "away": N_("Was removed in the other copy"),
    "other": N_("Was changed in the other copy"),
}


def _listed(found: "Differences", headings: dict[str, str]) -> list[Part]:
    parts: list[Part] = []
    for kind, names in (("back", found.back), ("away", found.away), ("other", found.other)):
        if names:
            parts += [(_(headings[kind]), "bold"), "\n"]
            parts += [f"  {name}\n" for name in names[:_MOST]]
        if len(names) > _MOST:
            more = len(names) - _MOST
            parts.append(
                "  " + ngettext("and {n} more", "and {n} more", more).format(n=more) + "\n"
            )
    return parts


def _both(conflict: "Conflict", _width: int) -> Content:
    parts: list[Part] = []
    for heading, value in (
        (_("stands now"), conflict.stands),
        (_("in the other copy"), conflict.other),
    ):
        parts += [(heading, "bold"), "\n", conflicts.told(value), "\n\n"]
    return content(*parts)


def _when(backup: "Backup") -> str:
    at = backup.at.astimezone()
    return f"{formats.day(at.date())} {at:%H:%M}"


def file_of(typed: str) -> Path:
    """Return the file that a person means by what they typed."""
    # Unlike Path.expanduser, this leaves an unknown user's ~ as it is instead of raising.
    return Path(os.path.expanduser(typed.strip()))  # noqa: PTH111


def some_file(typed: str) -> None:
    """Check that there is a file of the name that was typed.

    Raises:
        Refused: there is none, or one cannot see whether there is.
    """
    try:
        is_there = file_of(typed).is_file()
    except OSError as error:
        # The name is too long, or a folder on the way is closed to the person.
        reason = shown(error.strerror or error)
        raise Refused(N_("The system refused: {reason}."), reason=reason) from None
    if not is_there:
        raise Refused(N_("There is no such file."))


def _same_twice(typed: list[str]) -> None:
    if typed[1] != typed[2]:
        raise Refused(N_("The two are not the same. Type the second one again."))
