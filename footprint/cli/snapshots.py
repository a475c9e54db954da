"""Snapshots: the whole vault as one JSON document, out and in."""

from pathlib import Path

from footprint.cli.output import say_json, say_json_text, warn
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.values import STANDARD_STREAM, read_input
from footprint.errors import Usage
from footprint.i18n import N_, _
from footprint.model.snapshot import dumps, loads, schema
from footprint.workspace import snapshots


def export(args: Args, session: Session) -> None:
    """Write everything as one snapshot, in the clear."""
    target = args.need("FILE")
    with session.open(reading=True) as workspace:
        text = dumps(workspace.records)
    if target == STANDARD_STREAM:
        say_json_text(text)
    else:
        session.write(Path(target), text, overwrite=args.has("overwrite"))
    warn(_("It is not encrypted. The history and the evidence files of the vault are not in it."))


def take_in(args: Args, session: Session) -> None:
    """Take in a snapshot, all of it or nothing."""
    if args.has("merge") and args.has("replace"):
        raise Usage(N_("Use --merge or --replace, not both."))
    # Read and checked before the vault is opened: what is wrong is told at once.
    incoming = loads(read_input(args.need("FILE")))
    with session.open() as workspace:
        workspace.claim_ui()
        session.change(
            workspace,
            snapshots.take_in(incoming, merge=args.has("merge"), replace=args.has("replace")),
            backup="import",
        )


def print_schema(_args: Args, _session: Session) -> None:
    """Print the JSON Schema of a snapshot."""
    say_json(schema())
