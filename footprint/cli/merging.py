"""Bringing two copies of the vault together, and deciding what they say differently."""

from pathlib import Path
from typing import TYPE_CHECKING

from footprint.cli.keeping import opened, show_names
from footprint.cli.output import say, say_json, say_wrapped
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.i18n import _, ngettext
from footprint.model.conflicts import Conflict
from footprint.model.records import Records
from footprint.workspace import conflicts

if TYPE_CHECKING:
    from footprint.workspace.keeping import Differences


def merge(args: Args, session: Session) -> None:
    """Show what another copy holds that is not here; with --yes bring it in."""
    from footprint.workspace import keeping

    path = Path(args.need("FILE"))
    with (
        opened(path, "other-passphrase-file", args, session) as other,
        session.open() as workspace,
    ):
        before = workspace.records
        is_meant = args.has("yes") and not args.has("dry-run")
        vault = workspace.vault
        found = vault.merge(other) if is_meant else vault.merged_with(other)
        differences = keeping.differences(before, found.records)
        new = [c for c in found.records.conflicts.values() if c.id not in before.conflicts]
        if args.has("json"):
            say_json(
                {
                    "added": list(differences.back),
                    "removed": list(differences.away),
                    "changed": list(differences.other),
                    "renamed": list(found.renamed),
                    "conflicts": [each.to_json() for each in new],
                    "done": is_meant and bool(found.changes),
                }
            )
            return
        _show(differences, found.renamed, found.records, new)
        if not found.changes:
            say(_("The other copy holds nothing that is not here."))
        elif is_meant:
            say(_("Brought together. footprint undo takes all of it back."))
        else:
            say(_("Nothing was changed. To do it: the same command with --yes"))


def _show(
    differences: "Differences", renamed: tuple[str, ...], records: Records, new: list[Conflict]
) -> None:
    show_names(_("Comes from the other copy"), "+", differences.back)
    show_names(_("Was removed in the other copy"), "-", differences.away)
    show_names(_("Was changed in the other copy"), "~", differences.other)
    show_names(
        _("Added on both sides under one id; this one gets a new id"),
        "=",
        (f"{records.items[id_].name} ({id_})" for id_ in renamed if id_ in records.items),
    )
    if new:
        count = ngettext(
            "{n} thing was changed on both sides. What stands until you decide:",
            "{n} things were changed on both sides. What stands until you decide:",
            len(new),
        )
        say_wrapped(count.format(n=len(new)))
        _show_conflicts(records, new)


def _show_conflicts(records: Records, found: list[Conflict]) -> None:
    for conflict in found:
        say(f"  {conflict.id}  {conflicts.subject(records, conflict)}")
        say_wrapped(_("stands: {value}").format(value=conflicts.told(conflict.stands)), indent=4)
        say_wrapped(_("other:  {value}").format(value=conflicts.told(conflict.other)), indent=4)


def conflict_list(args: Args, session: Session) -> None:
    """List what waits to be decided."""
    with session.open(reading=True) as workspace:
        records = workspace.records
    found = [c for c in records.conflicts.values() if not conflicts.is_settled(records, c)]
    if args.has("json"):
        say_json([each.to_json() for each in found])
        return
    if not found:
        say(_("There is nothing to decide."))
        return
    _show_conflicts(records, found)
    say_wrapped(
        _("To keep what stands: footprint conflict decide ID. To take the other: add --other.")
    )


def conflict_decide(args: Args, session: Session) -> None:
    """Close a conflict."""
    with session.open() as workspace:
        session.change(workspace, conflicts.decide(args.need("ID"), other=args.has("other")))
