"""What is due: replies, charges, cut-offs, steps, most urgent first."""

from itertools import groupby

from footprint import formats
from footprint.cli.output import say, say_json, say_table
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.errors import Usage
from footprint.i18n import N_, _

OVERDUE = 3

_URGENCIES = {
    "overdue": N_("Overdue"),
    "today": N_("Today"),
    "soon": N_("In the next days"),
    "later": N_("Later"),
}


def due(args: Args, session: Session) -> int:
    """List what is due; with --check the exit status says whether something is overdue."""
    if args.has("short"):
        if args.has("json") or args.has("check"):
            raise Usage(N_("Give --short alone."))
        _say_short(session)
        return 0
    with session.open(reading=True) as workspace:
        found = workspace.due()
        # First, because whoever reads the rest may stop early.
        session.count_for_prompt(workspace)
        if args.has("json"):
            say_json([each.to_json() for each in found])
        elif not found:
            say(_("Nothing is due."))
        else:
            for urgency, group in groupby(found, lambda each: each.urgency):
                say(_(_URGENCIES[urgency]))
                say_table([(formats.day(each.on), each.text) for each in group], indent=2)
        is_overdue = any(each.urgency == "overdue" for each in found)
    return OVERDUE if is_overdue and args.has("check") else 0


def _say_short(session: Session) -> None:
    """Print the counts of the last run, without opening the vault."""
    from datetime import UTC, datetime

    from footprint.agenda import state

    told = state.short(state.state_file(), session.vault, datetime.now(UTC))
    if told:
        say(told)
