"""What a command works with: the vault it was pointed to, the day, and the vault opened."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from footprint.cli.output import say, say_file, warn
from footprint.cli.passphrase import Passphrase, find_passphrase, would_ask
from footprint.cli.spec import Args
from footprint.cli.values import STANDARD_STREAM, read_day
from footprint.errors import CannotOpen, FootprintError, Refused, Unreadable, WrongKey
from footprint.i18n import N_, _
from footprint.model.text import shown
from footprint.places import has_state, own_vault

if TYPE_CHECKING:
    from footprint.workspace import Done, Workspace
    from footprint.workspace.items import Action


class Session:
    """One run of the command line."""

    def __init__(self, args: Args) -> None:
        self._args = args
        self._may_be_kept = True

    @cached_property
    def fixed_today(self) -> date | None:
        """The day that --today or FOOTPRINT_TODAY names, or None.

        Raises:
            Usage: it is no date.
        """
        given = self._args.day("today")
        from_environment = os.environ.get("FOOTPRINT_TODAY")
        if given is None and from_environment:
            return read_day(from_environment, "FOOTPRINT_TODAY")
        return given

    @cached_property
    def today(self) -> date:
        """The civil date of this run: the one named, else the machine's, read once."""
        return self.fixed_today or date.today()

    @property
    def passphrase_file(self) -> str | None:
        """The file that --passphrase-file names, or None."""
        return self._args.text("passphrase-file")

    @property
    def chosen_vault(self) -> Path | None:
        """The vault that --vault or FOOTPRINT_VAULT names, or None."""
        given = self._args.text("vault")
        if given is None:
            given = os.environ.get("FOOTPRINT_VAULT") or None
        return None if given is None else Path(given.replace("\0", "\N{REPLACEMENT CHARACTER}"))

    @property
    def vault(self) -> Path:
        """Where the vault is: the one named, else the person's own (DESIGN 5)."""
        return self.chosen_vault or own_vault()

    @contextmanager
    def open(
        self, *, reading: bool = False, meanwhile: Callable[[], None] | None = None
    ) -> "Iterator[Workspace]":
        """Open the vault for the block; unattended, what only reads can write nothing.

        `meanwhile` is done while the key is derived.

        Raises:
            CannotOpen: with the reason; `unattended` if nobody was there to be asked.
        """
        with self.open_now(reading=reading, meanwhile=meanwhile) as workspace:
            yield workspace

    def open_now(
        self, *, reading: bool = False, meanwhile: Callable[[], None] | None = None
    ) -> "Workspace":
        """Open the vault; whoever asks closes it. Raises as `open` does."""
        path = self.vault
        if not os.path.lexists(path):
            # Before anybody is asked for a passphrase to nothing.
            missing = Unreadable(
                N_("There is no vault at {path}. Make one with: footprint init"), path=shown(path)
            )
            missing.unattended = not would_ask(self.passphrase_file)
            raise missing
        from footprint.workspace import Workspace
        from footprint.workspace.privacy import exposed

        warning = exposed(path)
        if warning:
            warn(warning)
        passphrase = self.passphrase
        query_only = reading and not passphrase.typed
        try:
            workspace = Workspace.open(
                path, passphrase.text, self.today, query_only=query_only, meanwhile=meanwhile
            )
            if workspace.trouble:
                warn(str(workspace.trouble))
            return workspace
        except WrongKey as error:
            if not passphrase.kept:
                error.unattended = not passphrase.typed
                raise
            warn(_("The key in the keyring is of before a passphrase change."))
        except CannotOpen as error:
            error.unattended = not passphrase.typed
            raise
        self.without_keyring()
        return self.open_now(reading=reading)

    @cached_property
    def passphrase(self) -> Passphrase:
        """The passphrase of the vault, from a source or the person, asked for once.

        Raises:
            CannotOpen: nobody gives one.
        """
        return find_passphrase(self.passphrase_file, self.vault, kept=self._may_be_kept)

    def without_keyring(self) -> None:
        """From now on have the passphrase itself: for what hands the vault to somebody."""
        self._may_be_kept = False
        self.__dict__.pop("passphrase", None)

    def change(
        self,
        workspace: "Workspace",
        action: "Action",
        backup: str | None = None,
        contents: Sequence[bytes] = (),
    ) -> "Done":
        """Do an action; say what was done, and what cleaning changed in its text."""
        done = workspace.do(action, backup, contents)
        say(done.sentence() if done else _("Nothing to change: it is so already."))
        for remark in done.remarks():
            warn(remark)
        if workspace.has_reckoned:
            # Where nothing was, what is due would take longer than the change; the timer counts it.
            self.count_for_prompt(workspace)
        return done

    def count_for_prompt(self, workspace: "Workspace") -> None:
        """Bring the prompt's counts up to date, where they are wanted."""
        if not has_state(workspace.path):
            return
        from footprint.workspace.reminding import refresh

        try:
            refresh(workspace)
        except FootprintError as error:
            warn(error)

    def write(self, path: Path, text: str | bytes, *, overwrite: bool) -> None:
        """Write a file in the clear for its owner alone, never where the vault is; say so.

        Raises:
            Refused: the file is there already, may not be replaced, or cannot be written.
        """
        from footprint.export.files import AlreadyThere, write_private

        try:
            write_private(path, text, overwrite, vault=self.vault)
        except AlreadyThere:
            raise Refused(
                N_("{path} is already there; choose another name, or replace it with --overwrite."),
                path=shown(path),
            ) from None
        say(_("Wrote {path}.").format(path=shown(path)))

    def hand_out(self, target: str, text: str, *, overwrite: bool) -> None:
        """Write a document to the file `target` or to standard output, and warn of it.

        Raises:
            Refused: as `write`.
        """
        if target == STANDARD_STREAM:
            say_file(text)
        else:
            self.write(Path(target), text, overwrite=overwrite)
        warn(_("It is not encrypted: whoever gets hold of it can read it."))
