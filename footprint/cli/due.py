"""What is due: replies, charges, cut-offs, steps, most urgent first."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from footprint import formats
from footprint.cli.output import say, say_json, say_table
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.errors import Usage
from footprint.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from footprint.agenda.due import Due

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
    with session.open(reading=True, meanwhile=_make_ready) as workspace:
        found = workspace.due()
        # First, because whoever reads the rest may stop early.
        session.count_for_prompt(workspace)
        if args.has("json"):
            say_json([each.to_json() for each in found])
        elif not found:
            say(_nothing(workspace.waking()))
        else:
            _say_due(found)
        is_overdue = any(each.urgency == "overdue" for each in found)
    return OVERDUE if is_overdue and args.has("check") else 0


def _make_ready() -> None:
    """Import what is needed once the vault is open."""
    import footprint.agenda.due
    import footprint.planner.exits  # noqa: F401

    formats.day(date.today())


def _nothing(waking: Sequence[date]) -> str:
    """Return that nothing is due, and until when what would be sleeps; the first day first."""
    n = len(waking)
    if not n:
        return _("Nothing is due.")
    if waking[0] == waking[-1]:
        told = ngettext(
            "Nothing is due; {n} thing sleeps until {day}.",
            "Nothing is due; {n} things sleep until {day}.",
            n,
        )
    else:
        told = _("Nothing is due; {n} things sleep, the first of them until {day}.")
    return told.format(n=formats.number(n), day=formats.day(waking[0]))


def _say_due(found: Sequence["Due"]) -> None:
    """Say what is due by how urgent it is, the dates of answers with what they rest on."""
    from footprint.requests.names import BASIS_SIGNS, basis_legend

    for urgency, group in groupby(found, lambda each: each.urgency):
        say(_(_URGENCIES[urgency]))
        rows = [(each.on, BASIS_SIGNS.get(each.basis or ""), each.text) for each in group]
        say_table(
            [(f"{formats.day(on)} {sign or ''}".rstrip(), text) for on, sign, text in rows],
            indent=2,
        )
    if any(each.basis for each in found):
        say(basis_legend())


def _say_short(session: Session) -> None:
    """Print the counts of the last run, without opening the vault."""
    from datetime import UTC, datetime

    from footprint.agenda import state
    from footprint.places import state_file

    told = state.short(state_file(session.vault), session.vault, datetime.now(UTC))
    if told:
        say(told)
