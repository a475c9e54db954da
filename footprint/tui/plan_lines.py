"""A plan as lines of a list: its steps by what is to do now, by stage and place. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from footprint import formats
from footprint.i18n import N_, _, ngettext
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.result import Hazard, Plan, Step
from footprint.planner.verdict_told import has_left
from footprint.tui.facts import name_of
from footprint.tui.widgets.record_list import Cell, Column, Heading, Line, Note, Row, Tone

SIGNS = {
    "overdue": "!",
    "ready": "▸",
    "waiting": "◔",
    "blocked": "◌",
    "done": "✓",
    "accepted": "≈",
}
TONES: dict[str, Tone] = {
    "overdue": "now",
    "ready": "now",
    "waiting": "plain",
    "blocked": "muted",
    "done": "good",
    "accepted": "muted",
}
_DEFAULT_FAR = timedelta(days=300)
HAZARD_SIGNS = {
    "charge_continues": "¥",
    "no_way_to_cancel": "⊘",
    "payment_fails": "¥",
    "card_left_behind": "▣",
    "mail_continues": "✉",
    "value_lost": "◇",
    "locked_out": "⊘",
    "no_recovery": "⊘",
    "record_left_behind": "▤",
    "evidence_lost": "▤",
    "reply_lost": "✉",
}

STEP_COLUMNS = (
    Column("sign", least=3, most=3),
    Column("step", flex=True, least=20),
    Column("state", most=18, keep=5),
    Column("date", most=16, align="right", keep=3),
)


def near(day: date, today: date) -> str:
    """Return a date, without its year while it cannot be mistaken."""
    if abs(day - today) < _DEFAULT_FAR:
        return formats.day_short(day)
    return formats.day(day)


def step_lines(plan: Plan, records: Records) -> list[Line]:
    """Return every step of a plan: now, waiting, then by stage, what only takes time, behind."""
    todo = [s for s in plan.steps if not s.is_behind]
    doing = [s for s in todo if not s.is_wait]
    now = sorted(
        (s for s in doing if s.state in ("ready", "overdue")),
        key=lambda s: not _presses(s, plan.today),
    )
    asked = [s for s in doing if s.state == "waiting"]
    later = [s for s in doing if s.state == "blocked"]
    found = list(_group(_("Now"), now, plan, records))
    found += _group(_("Waiting for their answer"), asked, plan, records)
    for number, (_stage, steps) in enumerate(groupby(later, key=lambda s: s.stage)):
        title = _("Then") if number == 0 else _("After that")
        found += _group(title, list(steps), plan, records)
    found += _group(_("We wait for"), [s for s in todo if s.is_wait], plan, records)
    behind = [s for s in plan.steps if s.is_behind]
    return [*found, *_group(_("Behind you"), behind, plan, records)]


def _presses(step: Step, today: date) -> bool:
    """Whether a step stands before the order of the plan: late, or not to be put off."""
    return step.state == "overdue" or (step.latest is not None and step.latest <= today)


def _group(
    title: str, steps: Sequence[Step], plan: Plan, records: Records
) -> Iterator[Heading | Note | Row]:
    """Yield a heading and the steps under it, each place's together."""
    if not steps:
        return
    yield Heading(title, note=formats.number(len(steps)))
    order = list(dict.fromkeys(step.place for step in steps))
    for place in order:
        yield Note(name_of(place, records))
        for step in steps:
            if step.place == place:
                yield _row(step, plan, records)


def _row(step: Step, plan: Plan, records: Records) -> Row:
    if step.is_wait and step.state == "ready":
        return _watch_row(step, plan, records)
    tone = TONES[step.state]
    quiet: Tone = "muted" if step.is_behind else "plain"
    state_tone: Tone = "bad" if step.state == "overdue" else tone
    if step.state == "ready" and step.better_first:
        tone = state_tone = "plain"
    return Row(
        step.id,
        (
            (f"  {SIGNS[step.state]}", tone),
            (explain.title(step, records), quiet),
            (short_state(step, records), state_tone),
            _date(step, plan.today),
        ),
    )


def _watch_row(step: Step, plan: Plan, records: Records) -> Row:
    """Return the line of a watch that is on; it needs the person only once it is over."""
    is_over = step.earliest + timedelta(days=step.expected_days) <= plan.today
    tone: Tone = "now" if is_over else "plain"
    state = _("look now") if is_over else _("watching")
    sign = SIGNS["ready" if is_over else "waiting"]
    title = explain.title(step, records)
    return Row(step.id, ((f"  {sign}", tone), title, (state, tone), _date(step, plan.today)))


def short_state(step: Step, records: Records) -> str:
    """Return where a step stands, short enough for a list."""
    if step.state == "ready" and step.better_first:
        return _("better later")
    if step.state == "overdue":
        return _("overdue")
    if step.state == "waiting":
        return _("asked")
    return explain.state_text(step, records)


def _date(step: Step, today: date) -> Cell:
    """Return the one date that matters about a step."""
    if step.is_behind:
        return (near(step.done_on, today), "muted") if step.done_on else ""
    if step.is_wait:
        return (_("until {day}").format(day=near(step.over_on, today)), "muted")
    if step.state == "waiting" and step.due_on is not None:
        return (_("due {day}").format(day=near(step.due_on, today)), "plain")
    if step.latest is not None:
        tone: Tone = "bad" if step.latest <= today else "plain"
        if step.latest == today:
            return (_("today is last"), tone)
        return (_("by {day}").format(day=near(step.latest, today)), tone)
    if step.earliest > today:
        return (_("from {day}").format(day=near(step.earliest, today)), "muted")
    return ""


# -- hazards -------------------------------------------------------------------------------------


def kinds_of(hazards: Iterable[Hazard]) -> dict[str, list[Hazard]]:
    """Return hazards by their kind, in the order in which the kinds are told."""
    found: dict[str, list[Hazard]] = {}
    for hazard in hazards:
        found.setdefault(hazard.hazard, []).append(hazard)
    return {kind: found[kind] for kind in HAZARD_SIGNS if kind in found}


def hazard_lines(plan: Plan, records: Records) -> list[Line]:
    """Return what goes wrong, by kind, and what is accepted; a row's key ends in its step's id."""
    open_ = [h for h in plan.verdict.hazards if not h.accepted]
    accepted = [h for h in plan.verdict.hazards if h.accepted]
    found: list[Line] = []
    for deadlock in plan.deadlocks:
        found.append(Note("⟲ " + explain.deadlock_message(deadlock, records), "bad"))
    for kind, hazards in kinds_of(open_).items():
        found.append(Heading(_(HAZARD_TITLES[kind]), note=formats.number(len(hazards))))
        found += [_hazard_row(h, records, HAZARD_SIGNS[kind], "bad") for h in hazards]
    if accepted:
        found.append(Heading(_("At your own risk"), note=formats.number(len(accepted))))
        found += [_hazard_row(h, records, SIGNS["accepted"], "muted") for h in accepted]
    return found


def _hazard_row(hazard: Hazard, records: Records, sign: str, tone: Tone) -> Row:
    message = explain.hazard_message(hazard, records)
    return Row(f"{hazard.hazard} {hazard.step}", ((sign, tone), message))


HAZARD_TITLES = {
    "charge_continues": N_("Goes on charging"),
    "no_way_to_cancel": N_("No way left to cancel"),
    "payment_fails": N_("Payment fails"),
    "card_left_behind": N_("Cards stay behind"),
    "mail_continues": N_("Mailings go on"),
    "value_lost": N_("Value is lost"),
    "locked_out": N_("Locked out"),
    "no_recovery": N_("No recovery"),
    "record_left_behind": N_("Records stay behind"),
    "evidence_lost": N_("Evidence is lost"),
    "reply_lost": N_("Replies are lost"),
}


def verdict_words(plan: Plan, records: Records) -> tuple[str, str, str]:
    """Return the verdict: sign and word, what it means, and its style."""
    verdict = plan.verdict
    done, total = plan.progress
    left = has_left(plan, records)
    if done == total:
        return "✓ " + _("LEFT"), _("everything is behind you"), "bold $text-success"
    if verdict.can_leave and left:
        return "✓ " + _("CLOSED"), _("only what follows is left"), "bold $text-success"
    if verdict.can_leave:
        if plan.is_finished:
            meaning = _("nothing is left for you to do; F brings the record up to date")
            return "✓ " + _("FINISHED"), meaning, "bold $text-success"
        return "✓ " + _("SAFE TO CLOSE"), _("nothing goes wrong any more"), "bold $text-success"
    count = len(kinds_of(h for h in verdict.hazards if not h.accepted))
    if not count:
        meaning = _("steps wait for each other in a circle")
        return "✗ " + _("NOT SAFE YET"), meaning, "bold $text-error"
    if left:
        meaning = ngettext(
            "{n} kind of thing still goes wrong", "{n} kinds of things still go wrong", count
        )
        return "✗ " + _("STILL OPEN"), meaning.format(n=count), "bold $text-error"
    meaning = ngettext(
        "{n} kind of thing goes wrong if you close it today",
        "{n} kinds of things go wrong if you close it today",
        count,
    )
    return "✗ " + _("NOT SAFE YET"), meaning.format(n=count), "bold $text-error"
