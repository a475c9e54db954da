"""What is told about one step of a plan: where it stands, why it comes first, how, what next."""

from collections.abc import Iterable, Iterator, Mapping

from rich.cells import cell_len

from footprint import formats
from footprint.i18n import N_, _, ngettext
from footprint.model.records import Records
from footprint.model.requests import Entry
from footprint.model.words import word
from footprint.planner import explain
from footprint.planner.outcome import target_of
from footprint.planner.result import Plan, Step
from footprint.planner.step_told import (
    blocked_by,
    requirements_open,
    title_of,
    waiting_directly,
    what_fails,
)
from footprint.requests.logged import name_of_entry
from footprint.requests.machine import Standing
from footprint.requests.names import kind_name, step_name
from footprint.tui.facts import name_of, way_facts
from footprint.tui.plan_lines import SIGNS
from footprint.tui.text import Part
from footprint.tui.wrapping import hanging

MOST_ENTRIES = 6
MOST_CHARGES = 3
MOST_REASONS = 4
HEAD = "bold $primary"
QUIET = "$text-muted"

# What can be asked for, so that its answer proves the step (PLANNER 3), the usual kind first.
ASKED_BY = {
    "cancel_subscription": "cancellation",
    "close_account": "closure",
    "request_erasure": "erasure",
    "remove_payment_method": "card_removal",
    "unsubscribe": "unsubscribe",
    "export_data": "access",
    "change_contact": "rectification",
}


def detail(
    step: Step,
    plan: Plan,
    records: Records,
    standings: Mapping[str, Standing],
    width: int,
    also: str = "",
) -> list[Part]:
    """Return everything about a step in lines of `width` cells, as pieces for `text.content`.

    `also`: in which other exits its item is affected.
    """
    standing = standings.get(step.request or "")
    parts: tuple[Iterable[Part], ...] = (
        _state(step, plan, records, width),
        _next(step, standing, width),
        _waits_for(step, plan, records, width),
        _reasons(step, plan, records, width),
        _how(step, plan, records, width),
        _money(step, plan, width),
        _skipped(step, plan, records, width),
        _gave_way(step, plan, records, width),
        _blocks(step, plan, records, width),
        _treated(step, plan, records),
        [(hanging("⇄ ", also, width), QUIET)] if also else [],
        _log(step, records, width),
    )
    words: list[Part] = []
    for part in parts:
        block = list(part)
        if block:
            words += [*block]
    return words


def _state(step: Step, plan: Plan, records: Records, width: int) -> Iterator[Part]:
    style = {
        "overdue": "bold $text-error",
        "ready": "bold" if step.is_wait else "bold $text-accent",
        "done": "bold $text-success",
    }
    words, sign = explain.state_text(step, records), SIGNS[step.state]
    if step.is_wait and step.state == "ready":
        words, sign = _("watching"), SIGNS["waiting"]
    yield (hanging(f"{sign} ", words, width), style.get(step.state, "bold"))
    dates = list(_dates(step, plan))
    if dates:
        yield (hanging("  ", " · ".join(dates), width), QUIET)


def _dates(step: Step, plan: Plan) -> Iterator[str]:
    if step.is_behind:
        return
    if step.latest is not None:
        days = formats.in_days((step.latest - plan.today).days)
        yield _("At the latest {day} ({days})").format(day=formats.day(step.latest), days=days)
    if step.earliest > plan.today:
        yield _("Not before {day}").format(day=formats.day(step.earliest))
    if step.expected_days and not step.is_wait and step.request is None:
        yield ngettext(
            "An answer takes about {n} day", "An answer takes about {n} days", step.expected_days
        ).format(n=formats.number(step.expected_days))


def _next(step: Step, standing: Standing | None, width: int) -> Iterator[Part]:
    if step.is_behind:
        return
    if standing is not None and standing.next is not None:
        following = standing.next
        yield (_("Next") + "\n", HEAD)
        yield f" {step_name(following)} · {formats.day(following.on)}\n"
        yield (hanging(" ", following.sentence(), width), QUIET)
    elif step.automatic:
        yield (_("It happens by itself; nobody has to do it.") + "\n", QUIET)
    elif step.state == "ready":
        yield (_("Next") + "\n", HEAD)
        hint = HINT_WATCH if step.is_watch else HINT_ASK if step.action in ASKED_BY else HINT_DO
        until = step.over_on
        yield hanging(" ", _(hint).format(day=formats.day(until)), width)


HINT_ASK = N_("Ask them and record it with a; d if you did it yourself.")
HINT_DO = N_("Do it, and record it with d.")
HINT_WATCH = N_("Watch until {day}. If nothing comes, record it with d.")


def _waits_for(step: Step, plan: Plan, records: Records, width: int) -> Iterator[Part]:
    """Yield what has to come before, with the reason; what is behind the person is left out."""
    open_ = requirements_open(step, plan)
    if not open_ or step.is_behind:
        return
    yield (_("First") + "\n", HEAD)
    for first, requirement in open_:
        sign = "·" if requirement.strength == "must" else "?"
        yield hanging(f" {sign} ", title_of(first, requirement, records), width)
        yield (hanging("   ", explain.because(requirement, records), width), QUIET)


def _reasons(step: Step, plan: Plan, records: Records, width: int) -> Iterator[Part]:
    """Yield why it comes before what waits for it, each reason once."""
    if step.is_behind:
        return
    found = dict.fromkeys(
        explain.because(requirement, records)
        for later, requirement in waiting_directly(step, plan)
        if not later.is_watch
    )
    if found:
        yield (_("Why first") + "\n", HEAD)
        for sentence in list(found)[:MOST_REASONS]:
            yield hanging(" · ", sentence, width)


def _skipped(step: Step, plan: Plan, records: Records, width: int) -> Iterator[Part]:
    """Yield what goes wrong if it is left out."""
    if not step.is_behind:
        yield (_("If it is left out") + "\n", HEAD)
        for sentence in what_fails(step, plan, records):
            yield hanging(" ✗ ", sentence, width)


def _how(step: Step, plan: Plan, records: Records, width: int) -> Iterator[Part]:
    if step.is_behind or step.is_wait:
        return
    ways = list(way_facts(step.how, records))
    target = target_of(step, plan, records)
    if target:
        ways.insert(0, (_("From now on"), name_of(target, records)))
    if ways:
        yield (_("How") + "\n", HEAD)
        for label, value in ways:
            yield (f" {label}", QUIET)
            yield hanging(" " * (cell_len(label) + 3), value, width)[cell_len(label) + 1 :]
    elif step.action in ASKED_BY:
        yield (_("How") + "\n", HEAD)
        told = _("No way is recorded. Add one in the inventory: o, then edit.")
        yield (hanging(" ", told, width), QUIET)


def _gave_way(step: Step, plan: Plan, records: Records, width: int) -> Iterator[Part]:
    """Yield what would be better first, and cannot be."""
    for dropped in plan.dropped:
        if dropped.then == step.id and not step.is_behind:
            yield (hanging("~ ", explain.dropped_message(dropped, records), width), QUIET)


def _money(step: Step, plan: Plan, width: int) -> Iterator[Part]:
    coming = plan.charges.get(step.item, ())[:MOST_CHARGES]
    if coming and not step.is_behind and not step.is_wait:
        days = ", ".join(formats.day(day) for day in coming)
        yield (hanging("¥ ", _("Charged next: {days}").format(days=days), width), QUIET)
    for charges, sentence in (
        (plan.unavoidable, N_("{day}: {amount} can no longer be avoided")),
        (plan.contested, N_("{day}: {amount} to claim back; you cancelled in time")),
    ):
        for charge in charges:
            if charge.item == step.item:
                amount = formats.price(charge.amount) if charge.amount else _("a charge")
                told = _(sentence).format(day=formats.day(charge.on), amount=amount)
                yield (hanging("¥ ", told, width), "$text-error")


def _blocks(step: Step, plan: Plan, records: Records, width: int) -> Iterator[Part]:
    later = blocked_by(step, plan)
    if not later or step.is_behind:
        return
    count = ngettext("Blocks {n} later step", "Blocks {n} later steps", len(later))
    yield (count.format(n=formats.number(len(later))), HEAD)
    yield "\n"
    goals = [s for s in later if s.item in plan.goal]
    shown = [*goals, *(s for s in later if s not in goals)][:3]
    for one in shown:
        yield hanging(" · ", explain.title(one, records), width)


DECISION_WORDS = {
    "end": N_("“{name}” ends with it."),
    "move": N_("“{name}” moves, and goes on."),
    "keep": N_("“{name}” is kept, at your own risk."),
}
MOVES_TO = N_("“{name}” moves to “{target}”.")


def _treated(step: Step, plan: Plan, records: Records) -> Iterator[Part]:
    for affected in plan.affected:
        if affected.item == step.item and affected.by == "decision":
            sentence = MOVES_TO if affected.to else DECISION_WORDS[affected.decision]
            yield (_("You decided") + "\n", HEAD)
            yield " " + _(sentence).format(
                name=name_of(affected.item, records),
                target=name_of(affected.to, records) if affected.to else "",
            )
            yield "\n"


def _log(step: Step, records: Records, width: int) -> Iterator[Part]:
    request = records.requests.get(step.request or "")
    if request is None:
        return
    title = _("{kind} {request}").format(kind=kind_name(request.kind), request=request.id)
    yield (title[:1].upper() + title[1:] + "\n", HEAD)
    if not request.log:
        yield (" " + _("Drafted, not sent.") + "\n", QUIET)
    for entry in request.log[-MOST_ENTRIES:]:
        yield hanging(
            f" {formats.day(entry.on)}  ",
            _entry(entry, name_of_entry(entry, request, records)),
            width,
        )


def _entry(entry: Entry, name: str) -> str:
    parts = [name, word(entry.channel) if entry.channel else "", entry.to or ""]
    return " · ".join(part for part in parts if part)
