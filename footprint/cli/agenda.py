"""The agenda: everything that has a date, by day; and as a file for a calendar program."""

from itertools import groupby

from footprint import formats
from footprint.cli.output import say, say_json
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.values import read_count
from footprint.errors import Usage
from footprint.i18n import N_, _

USUAL_DAYS, MOST_DAYS = 90, 3_660


def agenda(args: Args, session: Session) -> None:
    """List what has a date, by day, or write it to a calendar file."""
    days = min(read_count(args.text("days"), "--days", USUAL_DAYS), MOST_DAYS)
    target = args.text("to")
    if target is not None and args.has("json"):
        raise Usage(N_("Give either --to or --json."))
    with session.open(reading=True) as workspace:
        if target is not None:
            from footprint.workspace.reminding import calendar_text

            text = calendar_text(workspace, days, detailed=args.has("detailed"))
            session.hand_out(target, text, overwrite=args.has("overwrite"))
            return
        found = workspace.agenda(days)
        if args.has("json"):
            say_json([each.to_json() for each in found])
            return
        if not found:
            say(_("Nothing has a date in this time."))
        for on, group in groupby(found, lambda each: each.on):
            say(formats.day(on))
            for each in group:
                say(f"  {each.text}")
