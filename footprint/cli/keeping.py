"""Keys and copies of the vault: its passphrase, the recovery code, backups, restoring, salvage."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from footprint import formats
from footprint.cli.output import say, say_json, say_table, say_wrapped, warn
from footprint.cli.passphrase import find_other_passphrase, passphrase_from_source
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.errors import CannotOpen, Damaged, Refused, Unreadable, WrongKey
from footprint.i18n import N_, _, ngettext
from footprint.model.text import clean_line, shown

if TYPE_CHECKING:
    from footprint.workspace.keeping import Backup, Differences, Vault

_MOST = 12


def change_passphrase(args: Args, session: Session) -> None:
    """Let the vault open with another passphrase."""
    from footprint.workspace import keeping

    session.without_keyring()
    with session.open() as workspace:
        workspace.claim_ui()
        new = find_other_passphrase(args.text("new-passphrase-file"), session.vault)
        keeping.change_passphrase(workspace.vault, new.text)
    say(_("The vault opens with the new passphrase now."))
    say_wrapped(
        _(
            "Backups made before still open with the old one; delete those you no longer want. "
            "The old recovery code is void: print the new one with footprint recovery."
        )
    )


def recovery(args: Args, session: Session) -> None:
    """Show the recovery code, or write it to a file that can be printed."""
    from footprint.workspace.keeping import recovery_sheet

    target = args.text("to")
    session.without_keyring()
    with session.open(reading=True) as workspace:
        lines = recovery_sheet(workspace.vault)
    if target is None:
        for line in lines:
            say(line)
    else:
        text = "\n".join((*lines, ""))
        session.write(Path(target), text, overwrite=args.has("overwrite"))
        warn(_("Print it, keep the paper, and delete the file: whoever has the code can open it."))


# -- backups -----------------------------------------------------------------------------------


def backup(args: Args, session: Session) -> None:
    """Make a backup, or list those there are."""
    from footprint.workspace import keeping

    if args.has("list"):
        _list(keeping.listed(session.vault), as_json=args.has("json"))
        return
    target = args.text("to")
    with session.open() as workspace:
        if target is None:
            made = workspace.vault.backup().path
        else:
            made = Path(target)
            workspace.vault.copy_to(made)
    if args.has("json"):
        say_json({"path": shown(made)})
    else:
        say(_("Made and verified a backup: {path}").format(path=shown(made)))


def _list(found: "list[Backup]", *, as_json: bool) -> None:
    from footprint.workspace.keeping import REASONS

    if as_json:
        say_json(
            [
                {"path": shown(b.path), "at": b.at.isoformat(), "reason": b.reason, "size": b.size}
                for b in found
            ]
        )
        return
    if not found:
        say(_("There is no backup yet. Make one with: footprint backup"))
    rows = []
    for number, each in enumerate(found, start=1):
        at = each.at.astimezone()
        size = _("{n} kB").format(n=formats.number(max(1, each.size // 1000)))
        rows.append(
            (str(number), f"{formats.day(at.date())} {at:%H:%M}", size, _(REASONS[each.reason]))
        )
    say_table(rows)


def restore(args: Args, session: Session) -> None:
    """Show what differs in a backup; with --yes put it in the vault's place."""
    from footprint.workspace import keeping

    path = keeping.find(session.vault, args.need("BACKUP"))
    with opened(path, "backup-passphrase-file", args, session) as backup:
        try:
            workspace = session.open_now()
        except Unreadable as error:
            _restore_over_unreadable(error, backup, args, session)
            return
        with workspace:
            found = keeping.differences(workspace.records, backup.records)
            _show_differences(found)
            if not args.has("yes"):
                if found:
                    say(_("Nothing was changed. To do it: the same command with --yes"))
                return
            workspace.claim_ui()
            try:
                workspace.vault.restore(backup)
            except Damaged as error:
                workspace.close()
                _restore_over_unreadable(error, backup, args, session)
                return
            say(_("Restored. What was there before is a backup now, too."))


@contextmanager
def opened(path: Path, option: str, args: Args, session: Session) -> "Iterator[Vault]":
    """Open a backup or a copy, with the vault's passphrase or that of the file `option` names."""
    from footprint.workspace import keeping

    own = args.text(option)
    given = passphrase_from_source(own) if own else session.passphrase.text
    with ExitStack() as stack:
        try:
            backup = stack.enter_context(keeping.opened_backup(path, given or ""))
        except WrongKey:
            raise CannotOpen(
                N_(
                    "{path} opens with another passphrase. Name the file that has it with "
                    "--{option}."
                ),
                path=shown(path),
                option=option,
            ) from None
        yield backup


def _restore_over_unreadable(
    error: CannotOpen, backup: "Vault", args: Args, session: Session
) -> None:
    from footprint.workspace import keeping

    count = len(backup.records.items)
    say_wrapped(_("The vault itself cannot be opened: {reason}").format(reason=error))
    say(
        ngettext("The backup holds {n} item.", "The backup holds {n} items.", count).format(n=count)
    )
    if not args.has("yes"):
        say(_("Nothing was changed. To do it: the same command with --yes"))
        return
    aside = keeping.put_in_place_of_unreadable(session.vault, backup)
    say(_("Restored."))
    say_wrapped(_("It opens with the backup's passphrase, and the recovery code of that time."))
    if aside is not None:
        say(_("What could not be opened is put aside: {path}").format(path=shown(aside)))


def _show_differences(found: "Differences") -> None:
    if not found:
        say(_("The backup holds the same as the vault."))
    for heading, sign, names in (
        (_("Would come back"), "+", found.back),
        (_("Would go away"), "-", found.away),
        (_("Would be as it was then"), "~", found.other),
    ):
        show_names(heading, sign, names)


def show_names(heading: str, sign: str, names: Iterable[str]) -> None:
    """Print a heading and names under it, not more than a dozen."""
    listed = list(names)
    if listed:
        say(heading)
    for name in listed[:_MOST]:
        say(f"  {sign} {name}")
    more = len(listed) - _MOST
    if more > 0:
        say("  " + ngettext("and {n} more", "and {n} more", more).format(n=more))


def salvage(args: Args, session: Session) -> None:
    """Save what a damaged vault still holds into a new one."""
    from footprint.workspace import keeping

    target = Path(args.need("salvage"))
    passphrase = session.passphrase
    try:
        items, lost = keeping.salvage(session.vault, passphrase.text, target, session.today)
    except CannotOpen as error:
        error.unattended = not passphrase.typed
        raise
    told = ngettext("Saved {n} item into {path}.", "Saved {n} items into {path}.", items)
    say(told.format(n=items, path=shown(target)))
    if lost:
        more = ngettext("{n} row could not be read.", "{n} rows could not be read.", lost)
        say(more.format(n=lost))
    if not items and not lost:
        raise Refused(N_("Nothing was found in the vault."))
    say_wrapped(_("It opens with the same passphrase. Its history begins anew."))


# -- the system's keyring ----------------------------------------------------------------------


def keyring_on(_args: Args, session: Session) -> None:
    """Keep the vault's key in the system's keyring."""
    from footprint.workspace import keeping

    session.without_keyring()
    with session.open(reading=True) as workspace:
        keeping.keep_in_keyring(workspace.vault)
    say(_("The keyring holds the key of the vault now: commands do not ask for the passphrase."))
    say_wrapped(
        _(
            "Whoever uses the computer as you while the keyring is open can read the vault. The "
            "screens still ask. To take it out again: footprint keyring off"
        )
    )


def keyring_off(_args: Args, session: Session) -> None:
    """Take the vault's key out of the system's keyring."""
    from footprint.workspace import keeping

    if keeping.forget_in_keyring(session.vault):
        say(_("The keyring does not hold the key of the vault."))
    else:
        warn(_("The keyring does not answer; it is not asked any more, but may hold the key yet."))


def keyring_status(_args: Args, session: Session) -> None:
    """Tell whether the keyring is used."""
    from footprint.workspace import keeping

    say(keeping.keyring_status(session.vault))


def purge(args: Args, session: Session) -> None:
    """Forget an item for good, after its name was typed."""
    from footprint.workspace import items, keeping
    from footprint.workspace.reference import resolve

    with session.open() as workspace:
        item = resolve(workspace.records, args.need("REF"), exactly=True)
        typed = args.text("confirm")
        if typed is None:
            warn(
                _(
                    "This cannot be undone, and takes the item out of the history and all backups. "
                    "Type its name to go on:"
                )
            )
            typed = sys.stdin.readline()
        if clean_line(typed) != item.name:
            raise Refused(
                N_("That is not its name, “{name}”; nothing was changed."), name=item.name
            )
        workspace.claim_ui()
        workspace.vault.purge(item.id, items.remove(item.id))
    say(_("Purged. The backups there were are replaced by a new one."))
    for copy in keeping.copies(session.vault):
        warn(_("This copy may still hold it: {path}").format(path=shown(copy)))
