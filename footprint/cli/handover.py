"""The handover: what one's family needs to know, as a document to print."""

from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.values import STANDARD_STREAM
from footprint.errors import Usage
from footprint.i18n import N_


def write(args: Args, session: Session) -> None:
    """Write the handover to a file or standard output."""
    from footprint.export import handover
    from footprint.export.formats import format_of

    target = args.text("to") or STANDARD_STREAM
    form = args.text("format") or ("md" if target == STANDARD_STREAM else format_of(target))
    if form not in handover.FORMS:
        raise Usage(N_("The handover is written as .html or .md; name the file so."))
    with session.open(reading=True) as workspace:
        text = handover.write(form, workspace.records, workspace.today)
    session.hand_out(target, text, overwrite=args.has("overwrite"))
