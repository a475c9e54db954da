"""What hangs on what: what breaks if an item goes, and how one item depends on another."""

from footprint.cli.output import say, say_json, say_table, say_wrapped
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.i18n import _
from footprint.model.text import shown
from footprint.planner import explain, paths


def impact(args: Args, session: Session) -> None:
    """Tell what breaks if an item goes."""
    with session.open(reading=True) as workspace:
        records = workspace.records
        item = workspace.find(args.need("REF"))
        found = paths.impact(records, item.id, workspace.today)
        if args.has("json"):
            say_json([each.to_json() for each in found])
            return
        if not found:
            say(_("Nothing depends on “{name}”.").format(name=item.name))
            return
        say(_("If “{name}” goes:").format(name=item.name))
        say_table(
            [(explain.impact_message(each, records), shown(f"({each.item})")) for each in found],
            indent=2,
        )


def why(args: Args, session: Session) -> None:
    """Tell by which links one item depends on another."""
    with session.open(reading=True) as workspace:
        records = workspace.records
        source, target = workspace.find(args.need("A")), workspace.find(args.need("B"))
        found = paths.why(records, source.id, target.id)
        if args.has("json"):
            say_json(
                [
                    [{"from": k.from_, "relation": k.relation, "to": k.to} for k in path]
                    for path in found
                ]
            )
            return
        if not found:
            sentence = _("“{source}” does not depend on “{target}”.")
            say(sentence.format(source=source.name, target=target.name))
        for number, path in enumerate(found):
            if number:
                say(_("or"))
            for link in path:
                say_wrapped(f"→ {explain.link_sentence(link, records)}", hanging=2)
