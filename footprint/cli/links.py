"""Links: say that one item depends on another, and take it back."""

from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.workspace import links


def link(args: Args, session: Session) -> None:
    """Make a link."""
    with session.open() as workspace:
        document = {
            "from": workspace.find(args.need("FROM")).id,
            "relation": args.need("RELATION"),
            "to": workspace.find(args.need("TO")).id,
        }
        for name in ("strength", "certainty", "note"):
            if args.has(name):
                document[name] = args.need(name)
        session.change(workspace, links.add(document))


def unlink(args: Args, session: Session) -> None:
    """Take a link away."""
    with session.open() as workspace:
        source, target = workspace.find(args.need("FROM")), workspace.find(args.need("TO"))
        session.change(workspace, links.remove(source.id, args.need("RELATION"), target.id))
