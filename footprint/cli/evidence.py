"""Evidence: keep a file, list what is kept, take a copy out, let one go."""

from pathlib import Path

from footprint import formats
from footprint.cli.output import say, say_json, say_table, warn
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.values import read_count, read_input
from footprint.i18n import _
from footprint.model.evidence import Evidence
from footprint.workspace import evidence


def add(args: Args, session: Session) -> None:
    """Keep a file with an item."""
    path = Path(args.need("FILE"))
    content, note = read_input(args.need("FILE")), args.text("note")
    with session.open() as workspace:
        item = workspace.find(args.need("REF"))
        action = evidence.attach(
            item.id,
            path.name,
            content,
            args.day("on") or session.today,
            request=args.text("request"),
            entry=read_count(args.text("entry"), "--entry", 0) or None,
            note=note,
        )
        session.change(workspace, action, contents=[content])
    say(_("The file itself stays where it is: {path}").format(path=path))


def listed(args: Args, session: Session) -> None:
    """List the files that are kept, of one item or all."""
    ref = args.text("REF")
    with session.open(reading=True) as workspace:
        records = workspace.records
        item = workspace.find(ref) if ref is not None else None
        kept = records.evidence_about(item.id) if item else list(records.evidence.values())
    if args.has("json"):
        say_json([each.to_json() for each in kept])
        return
    if not kept:
        say(_("Nothing is kept as evidence yet."))
    say_table(
        [
            (each.id, formats.day(each.on), size(each), records.items[each.item].name, each.name)
            for each in kept
        ]
    )


def size(kept: Evidence) -> str:
    """Return how large a file is, for a person."""
    return _("{n} kB").format(n=formats.number(max(1, kept.size // 1000)))


def export(args: Args, session: Session) -> None:
    """Write a kept file out, in the clear."""
    with session.open(reading=True) as workspace:
        kept = evidence.find(workspace.records, args.need("ID"))
        content = workspace.vault.content(kept.sha256)
    session.write(Path(args.need("FILE")), content, overwrite=args.has("overwrite"))
    say(_("Its SHA-256 is still {hash}.").format(hash=kept.sha256))
    warn(_("It is not encrypted: whoever gets hold of it can read it."))


def remove(args: Args, session: Session) -> None:
    """Let a kept file go."""
    with session.open() as workspace:
        session.change(workspace, evidence.detach(args.need("ID")))
