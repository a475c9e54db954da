"""What a decision changes: one plan against another, in words. Pure."""

from collections.abc import Iterable, Sequence

from footprint import formats
from footprint.i18n import _, ngettext
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.result import Hazard, Plan, Step
from footprint.tui.plan_lines import verdict_words
from footprint.tui.text import Part

MOST = 5
HEAD = "bold $primary"
QUIET = "$text-muted"


def compare(before: Plan | None, after: Plan, records: Records) -> list[Part]:
    """Return what changes from `before` (None: it could not be planned) to `after`."""
    words: list[Part] = []
    words += _verdict(before, after, records)
    words += _dates(before, after)
    old = before.steps if before else ()
    new_steps = _only_in(after.steps, old)
    gone_steps = _only_in(old, after.steps)
    words += _listed(_("More to do"), "+", (explain.title(s, records) for s in new_steps))
    words += _listed(_("No longer to do"), "-", (explain.title(s, records) for s in gone_steps))
    risks = _new_risks(before, after)
    words += _listed(
        _("At your own risk"), "≈", (explain.hazard_message(h, records) for h in risks)
    )
    words += _listed(
        _("What waits for itself"),
        "⟲",
        (explain.deadlock_message(d, records) for d in after.deadlocks),
    )
    if before is not None and not (new_steps or gone_steps or risks) and _same(before, after):
        words.append((_("It changes nothing in the plan."), QUIET))
    return words


def _same(before: Plan, after: Plan) -> bool:
    return before.verdict == after.verdict and before.deadlocks == after.deadlocks


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


def _only_in(steps: Iterable[Step], others: Iterable[Step]) -> list[Step]:
    """Return the steps still to do that `others` has not still to do."""
    known = {step.id for step in others if not step.is_behind}
    return [step for step in steps if step.id not in known and not step.is_behind]


def _new_risks(before: Plan | None, after: Plan) -> Sequence[Hazard]:
    known = {(h.hazard, h.item) for h in before.verdict.hazards if h.accepted} if before else ()
    return [h for h in after.verdict.hazards if h.accepted and (h.hazard, h.item) not in known]


def _listed(title: str, sign: str, sentences: Iterable[str]) -> list[Part]:
    found = list(sentences)
    if not found:
        return []
    words: list[Part] = [(title + "\n", HEAD)]
    words += [f" {sign} {sentence}\n" for sentence in found[:MOST]]
    if len(found) > MOST:
        more = len(found) - MOST
        words.append(
            (" " + ngettext("and {n} more", "and {n} more", more).format(n=more) + "\n", QUIET)
        )
    return words
