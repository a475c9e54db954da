"""The vault itself: make one, the example, undo and redo, history, doctor."""

import os
import platform
import sys
from pathlib import Path
from typing import Any

from footprint import __version__, formats
from footprint.cli.output import say, say_json, say_table, say_wrapped
from footprint.cli.passphrase import find_new_passphrase
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.values import read_count
from footprint.errors import CannotOpen, Refused
from footprint.i18n import N_, _
from footprint.model.text import shown
from footprint.places import example_vault
from footprint.workspace import Workspace

HISTORY_SHOWN = 50


def init(args: Args, session: Session) -> None:
    """Make a new, empty vault."""
    path = session.vault
    if os.path.lexists(path):
        # Before anybody is asked for a passphrase for nothing.
        raise Refused(
            N_("There is already something at {path}; it was left as it is."), path=shown(path)
        )
    passphrase = find_new_passphrase(
        args.text("new-passphrase-file"), args.text("passphrase-file"), path
    )
    from footprint.workspace.keeping import recovery_sheet

    try:
        with Workspace.create(path, passphrase.text, session.today) as workspace:
            sheet = recovery_sheet(workspace.vault)
    except CannotOpen as error:
        error.unattended = not passphrase.typed
        raise
    say(_("Made an empty vault: {path}").format(path=shown(path)))
    say_wrapped(
        _("Only its passphrase opens it: nobody can give you a new one. Open it with: footprint")
    )
    if not (passphrase.typed and sys.stdout.isatty()):
        # What nobody sees now may end up in a log.
        say_wrapped(_("For the day you forget it, print its recovery code: footprint recovery"))
        return
    say()
    for line in sheet:
        say(line)


# -- the example -------------------------------------------------------------------------------


def demo(args: Args, session: Session) -> int:
    """Make the example vault anew and open it, or only write it to a file."""
    from footprint.workspace.demo import PASSPHRASE, make

    target = args.text("write")
    if target is not None:
        make(Path(target), session.today).close()
        say(
            _("Wrote the example vault to {path}; its passphrase is “{passphrase}”.").format(
                path=shown(target), passphrase=PASSPHRASE
            )
        )
        return 0
    from footprint.cli.screens import refuse_without_terminal, show_example

    refuse_without_terminal()
    return show_example(make(example_vault(), session.today), session)


# -- back and forth ----------------------------------------------------------------------------


def undo(_args: Args, session: Session) -> None:
    """Take the last change back."""
    with session.open() as workspace:
        change = workspace.undo()
    if change is None:
        raise Refused(N_("There is nothing to undo."))
    say(_("Undone: {what}").format(what=change.sentence()))


def redo(_args: Args, session: Session) -> None:
    """Do again what was undone last."""
    with session.open() as workspace:
        change = workspace.redo()
    if change is None:
        raise Refused(N_("There is nothing to do again."))
    say(_("Done again: {what}").format(what=change.sentence()))


def history(args: Args, session: Session) -> None:
    """List the last changes, the latest first."""
    limit = read_count(args.text("limit"), "--limit", HISTORY_SHOWN)
    with session.open(reading=True) as workspace:
        entries = workspace.history(limit)
    if args.has("json"):
        say_json(
            [
                {
                    "seq": entry.seq,
                    "at": entry.at.isoformat(),
                    "text": entry.sentence(),
                    "undone": entry.undone,
                }
                for entry in entries
            ]
        )
        return
    if not entries:
        say(_("Nothing was changed yet."))
    rows = []
    for entry in entries:
        # The journal's instants are in UTC; a person lives in local time.
        at = entry.at.astimezone()
        taken_back = _("taken back") if entry.undone else ""
        rows.append((f"{formats.day(at.date())} {at:%H:%M}", taken_back, entry.sentence()))
    say_table(rows)


# -- doctor ------------------------------------------------------------------------------------


def doctor(args: Args, session: Session) -> int:
    """Look the vault over; the exit status is 1 if something is not well."""
    if args.has("salvage"):
        from footprint.cli.keeping import salvage

        salvage(args, session)
        return 0
    with session.open(reading=True) as workspace:
        findings = workspace.check()
    all_well = all(finding.ok for finding in findings)
    if args.has("json"):
        say_json(_doctor_document(session, findings))
        return 0 if all_well else 1
    say(
        _("footprint {version}, Python {python}, {path}").format(
            version=__version__, python=platform.python_version(), path=shown(session.vault)
        )
    )
    say_table([("✓" if each.ok else "✗", each.sentence()) for each in findings], indent=2)
    if all_well:
        say(_("All is well."))
        return 0
    say(_("Look at the lines with ✗; what to do is said there."))
    return 1


def _doctor_document(session: Session, findings: list[Any]) -> dict[str, Any]:
    return {
        "version": __version__,
        "vault": shown(session.vault),
        "findings": [{"ok": each.ok, "text": each.sentence()} for each in findings],
    }
