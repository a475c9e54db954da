"""What a decision changes: one plan against another, in words. Pure."""

from footprint import formats
from footprint.i18n import _, ngettext
from footprint.model.records import Records
from footprint.planner.difference import Difference, difference
from footprint.planner.result import Plan
from footprint.planner.telling import Told, changes_told, cost_told, difference_told
from footprint.tui.plan_lines import verdict_words
from footprint.tui.text import Part
from footprint.tui.wrapping import hanging

MOST = 5
HEAD = "bold $primary"
QUIET = "$text-muted"


def compare(before: Plan | None, after: Plan, records: Records, width: int) -> list[Part]:
    """Return what changes from `before` (None: it could not be planned) to `after`."""
    found = difference(before, after)
    words = [*_verdict(before, after, records), *_dates(before, after)]
    words += [f"{sentence}\n" for sentence in cost_told(found)]
    for told in changes_told(found, records):
        words += listed(told, width)
    if before is not None and not found:
        words.append((_("It changes nothing in the plan."), QUIET))
    return words


def told_since(found: Difference, records: Records, width: int) -> list[Part]:
    """Return everything that is different, whole."""
    words: list[Part] = []
    for told in difference_told(found, records):
        words += [*listed(told, width, most=None), "\n"]
    return words or [_("Nothing has changed.")]


def listed(told: Told, width: int, most: int | None = MOST) -> list[Part]:
    """Return a group of sentences under its heading; beyond `most` they are only counted."""
    words: list[Part] = [(told.heading + "\n", HEAD)]
    words += [hanging(f" {told.sign} ", sentence, width) for sentence in told.sentences[:most]]
    if most is not None and len(told.sentences) > most:
        more = len(told.sentences) - most
        words.append(
            (" " + ngettext("and {n} more", "and {n} more", more).format(n=more) + "\n", QUIET)
        )
    return words


def _verdict(before: Plan | None, after: Plan, records: Records) -> list[Part]:
    sign, _meaning, style = verdict_words(after, records)
    count = sum(not hazard.accepted for hazard in after.verdict.hazards)
    told = ngettext("{n} thing goes wrong", "{n} things go wrong", count).format(n=count)
    words: list[Part] = []
    if before is not None:
        old, _old_meaning, _old_style = verdict_words(before, records)
        old_count = sum(not hazard.accepted for hazard in before.verdict.hazards)
        if (old, old_count) != (sign, count):
            words += [(f"{old} ({old_count}) → ", QUIET)]
    return [*words, (sign, style), f"  {told}\n"]


def _dates(before: Plan | None, after: Plan) -> list[Part]:
    words: list[Part] = []
    for label, old, new in (
        (_("Safe from"), before and before.verdict.safe_on, after.verdict.safe_on),
        (_("All over on"), before and before.verdict.complete_on, after.verdict.complete_on),
    ):
        words.append((f"{label}  ", QUIET))
        if old and old != new:
            words.append((f"{formats.day(old)} → ", QUIET))
        words.append(formats.day(new) if new else _("no date"))
        words.append("\n")
    return words
