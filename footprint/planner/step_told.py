"""The sentences about one step: what it waits for and why, what waits for it, what if not."""

from collections.abc import Iterator

from footprint import formats
from footprint.i18n import _, ngettext
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.result import Plan, Requirement, Step
from footprint.planner.telling import Told


def step_told(step: Step, plan: Plan, records: Records) -> list[Told]:
    """Return what is told about a step in groups of sentences; nothing of one that is behind."""
    if step.is_behind:
        return []
    groups = (
        (_("First"), "·", _waits_for(step, plan, records)),
        (_("Advice"), "·", iter(filter(None, [explain.advice(step)]))),
        (_("What waits for it"), "·", _waited_for_by(step, plan, records)),
        (_("If it is left out"), "✗", if_skipped(step, plan, records)),
    )
    told = [Told(heading, sign, tuple(sentences)) for heading, sign, sentences in groups]
    return [group for group in told if group.sentences]


def requirements_open(step: Step, plan: Plan) -> list[tuple[Step, Requirement]]:
    """Return what has to come, or better comes, before a step and is not behind the person."""
    steps = {other.id: other for other in plan.steps}
    found = [(steps[r.step], r) for r in step.requires if r.step in steps]
    still = [(first, r) for first, r in found if not first.is_behind]
    return sorted(still, key=lambda pair: pair[1].strength)


def waiting_directly(step: Step, plan: Plan) -> list[tuple[Step, Requirement]]:
    """Return the steps that name this one as coming first, and are not behind the person."""
    return [
        (later, requirement)
        for later in plan.steps
        for requirement in later.requires
        if requirement.step == step.id and not later.is_behind
    ]


def blocked_by(step: Step, plan: Plan) -> list[Step]:
    """Return the steps that wait for `step` by `must`, directly or through others, in order."""
    reached = {step.id}
    found = []
    for later in plan.steps:
        if later.id != step.id and any(
            r.step in reached and r.strength == "must" for r in later.requires
        ):
            reached.add(later.id)
            if not later.is_behind:
                found.append(later)
    return found


def title_of(step: Step, requirement: Requirement, records: Records) -> str:
    """Return the title of a step, marked where it is only better first."""
    title = explain.title(step, records)
    if requirement.strength == "must":
        return title
    return _("{step} (better first)").format(step=title)


def _waits_for(step: Step, plan: Plan, records: Records) -> Iterator[str]:
    for first, requirement in requirements_open(step, plan):
        yield _("{step}: {because}").format(
            step=title_of(first, requirement, records),
            because=explain.because(requirement, records),
        )


def _waited_for_by(step: Step, plan: Plan, records: Records) -> Iterator[str]:
    for later, requirement in waiting_directly(step, plan):
        yield _("{step}: {because}").format(
            step=explain.title(later, records), because=explain.because(requirement, records)
        )


def what_fails(step: Step, plan: Plan, records: Records) -> Iterator[str]:
    """Yield what goes wrong by itself if a step is left out."""
    hazards = [h for h in plan.verdict.hazards if h.step == step.id and not h.accepted]
    if hazards:
        yield from (explain.hazard_message(hazard, records) for hazard in hazards)
    else:
        yield explain.skip_text(step, records)


def if_skipped(step: Step, plan: Plan, records: Records) -> Iterator[str]:
    """Yield what goes wrong if a step is left out, and what can then never be done."""
    yield from what_fails(step, plan, records)
    later = blocked_by(step, plan)
    goals = [explain.title(s, records) for s in later if s.item in plan.goal]
    if goals:
        sentence = ngettext(
            "{n} later step could not be done, among them: {title}.",
            "{n} later steps could not be done, among them: {title}.",
            len(later),
        )
        yield sentence.format(n=formats.number(len(later)), title=goals[-1])
