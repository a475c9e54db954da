"""What is told about one request: where it stands, what to do next, its log, what hangs on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len

from footprint import formats
from footprint.i18n import N_, _, ngettext
from footprint.model.records import Records
from footprint.model.requests import Entry, Request
from footprint.model.words import word
from footprint.planner import explain
from footprint.planner.result import Plan, Step
from footprint.requests.log import is_told_again
from footprint.requests.logged import name_of_entry
from footprint.requests.machine import Standing
from footprint.requests.money import awaits_money
from footprint.requests.names import (
    BASIS_SIGNS,
    basis_name,
    kind_name,
    rule_name,
    rules_are_old,
    skip_name,
    standing_name,
    step_name,
)
from footprint.requests.own_dates import own_dates
from footprint.requests.position import NextAction
from footprint.requests.surroundings import around
from footprint.requests.table import load
from footprint.tui.facts import name_of
from footprint.tui.plan_lines import SIGNS
from footprint.tui.request_lines import group_of, sign_of
from footprint.tui.text import Part, fit
from footprint.tui.wrapping import hanging
from footprint.workspace.evidence import lines

HEAD = "bold $primary"
QUIET = "$text-muted"
ARROWS = {"out": "→", "in": "←"}
MOST_TEXT = 1_200
"""So many characters of each text are shown beside the list; the log by itself shows all."""


@dataclass(frozen=True)
class Told:
    """A request with everything that is told about it."""

    request: Request
    standing: Standing
    records: Records
    carries: Sequence[tuple[str, Step]]
    today: date

    @property
    def title(self) -> str:
        """What is asked, and about what."""
        kind = kind_name(self.request.kind)
        return f"{kind[:1].upper()}{kind[1:]} · {name_of(self.request.item, self.records)}"


def carried_by(request_id: str, plans: Mapping[str, Plan]) -> list[tuple[str, Step]]:
    """Return the steps of the exits that hang on a request, each with its exit's id."""
    return [
        (exit_id, step)
        for exit_id, plan in plans.items()
        for step in plan.steps
        if step.request == request_id
    ]


def detail(told: Told, width: int) -> list[Part]:
    """Return everything about a request in lines of `width` cells, as pieces for `text.content`."""
    parts = (
        _state(told, width),
        _facts(told, width),
        _next(told, width),
        _own_dates(told, width),
        _skipped(told, width),
        _carries(told, width),
        _evidence(told, width),
        log(told.request, told.records, width, MOST_TEXT),
    )
    return [piece for part in parts for piece in part]


def _state(told: Told, width: int) -> Iterator[Part]:
    sign, tone = sign_of(told.standing, told.today)
    style = {"now": "bold $text-accent", "good": "bold $text-success"}.get(tone, "bold")
    if told.standing.is_overdue:
        style = "bold $text-error"
    words = standing_name(told.standing)
    if told.standing.is_overdue and told.standing.awaited_since:
        n = (told.today - told.standing.awaited_since).days
        if told.standing.heard_from:
            reply = ngettext("no answer, asked {n} day ago", "no answer, asked {n} days ago", n)
        else:
            reply = ngettext("no reply for {n} day", "no reply for {n} days", n)
        words = f"{words} · {reply.format(n=formats.number(n))}"
    yield (hanging(f"{sign} ", words, width), style)


# -- facts ---------------------------------------------------------------------------------------


def _facts(told: Told, width: int) -> Iterator[Part]:
    found = list(_named(told))
    size = max(cell_len(name) for name, _value, _style in found)
    for name, value, style in found:
        mark = f"  {fit(name, size)}  "
        yield (mark, QUIET)
        yield (hanging(mark, value, width).removeprefix(mark), style)
    if load().is_old(told.today):
        yield (hanging("  ", rules_are_old(), width), QUIET)


def _named(told: Told) -> Iterator[tuple[str, str, str]]:
    standing, today = told.standing, told.today
    yield _("Reference"), told.request.id, ""
    if standing.sent_on:
        ago = formats.in_days((standing.sent_on - today).days)
        yield _("Asked on"), f"{formats.day(standing.sent_on)} · {ago}", ""
    if standing.due:
        sign, basis = BASIS_SIGNS[standing.due.basis], basis_name(standing.due.basis)
        style = "$text-error" if standing.is_overdue else ""
        days = formats.in_days((standing.due.date - today).days)
        yield _("Answer due on"), f"{sign} {formats.day(standing.due.date)} · {days}", style
        yield "", basis, QUIET
    if standing.acknowledged_on:
        yield _("Confirmed on"), formats.day(standing.acknowledged_on), ""
    elif standing.acknowledge_by and standing.is_open:
        yield _("To be confirmed by"), formats.day(standing.acknowledge_by), ""
    if standing.answered_on:
        yield _("Answered on"), formats.day(standing.answered_on), ""
    rule = load().find(standing.rule)
    yield _("Rule"), f"{rule_name(rule)} · {rule.id}" if rule else standing.rule, QUIET


# -- what is next, and what hangs on it ----------------------------------------------------------

HINT_SEND = N_("c writes it, s records that you sent it.")
HINT_CALL = N_("Call {number}. s records that you called; c writes down what to say.")
HINT_LOOK = N_("l records what you found.")
HINT_REPAID = N_("When the money has come back, l and then d record it.")
HINT_WAIT = N_("When something comes, l records it.")
_HINTS = {"check_delivery": HINT_LOOK, "check_statement": HINT_LOOK, "verify": HINT_LOOK}


def _next(told: Told, width: int) -> Iterator[Part]:
    coming = told.standing.next
    if coming is None:
        if told.standing.is_open:
            yield (hanging("  ", _(HINT_WAIT), width), QUIET)
        return
    needs_now = group_of(told.standing, told.today) == "now"
    yield ("\n" + _("Next") + "\n", HEAD)
    yield from _step(coming, told.today, _hint(told.standing, needs_now), width, needs_now)
    if awaits_money(told.request, told.standing):
        yield (hanging("  ", _(HINT_REPAID), width), QUIET)
    beside = told.standing.look
    if beside:
        yield ("\n" + _("Besides") + "\n", HEAD)
        yield from _step(beside, told.today, HINT_LOOK, width, needs_now)


def _step(step: NextAction, today: date, hint: str, width: int, needs_now: bool) -> Iterator[Part]:
    day = _("today") if step.on == today else formats.day(step.on)
    if step.on < today:
        day = _("since {day}").format(day=day)
    sign = "▸" if needs_now else "◔"
    sentence = f"{step_name(step)} · {day}"
    yield (hanging(f"{sign} ", sentence, width), "bold $text-accent" if needs_now else "bold")
    yield hanging("  ", step.sentence(), width)
    yield (hanging("  ", _(hint).format(number=step.number), width), QUIET)


def _own_dates(told: Told, width: int) -> Iterator[Part]:
    """Yield by when the person can act themself: at the card's issuer, a bank, an authority."""
    found = own_dates(told.records, told.request, told.standing, told.today)
    if found:
        yield ("\n" + _("Your own last days") + "\n", HEAD)
    for each in found:
        yield f"{BASIS_SIGNS[each.basis]} {formats.day(each.on)}\n"
        yield (hanging("  ", each.sentence(), width), QUIET)


def _hint(standing: Standing, needs_now: bool) -> str:
    if not needs_now:
        return HINT_WAIT
    if standing.next and standing.next.number:
        return HINT_CALL
    return _HINTS.get(standing.next.action if standing.next else "", HINT_SEND)


def _skipped(told: Told, width: int) -> Iterator[Part]:
    skipped = told.records.reminders.skipped.get(told.request.id, ())
    if not skipped:
        return
    yield ("\n" + _("Left out") + "\n", HEAD)
    of_account = around(told.records, told.request).of_account
    for skip in skipped:
        mark = f"– {formats.day(skip.on)}  "
        yield (mark, QUIET)
        yield hanging(mark, skip_name(skip, of_account=of_account), width).removeprefix(mark)


def _carries(told: Told, width: int) -> Iterator[Part]:
    if not told.carries:
        return
    yield ("\n" + _("Waits for it") + "\n", HEAD)
    for exit_id, step in told.carries:
        yield hanging(f"{SIGNS[step.state]} ", explain.title(step, told.records), width)
        exit_ = told.records.exits[exit_id]
        yield (hanging("  ", explain.goal_title(exit_, told.records), width), QUIET)
    yield (hanging("  ", _("e goes there."), width), QUIET)


def _evidence(told: Told, width: int) -> Iterator[Part]:
    about = told.records.evidence_about(told.request.item)
    kept = [each for each in about if each.request == told.request.id]
    if not kept:
        return
    yield ("\n" + _("Evidence") + "\n", HEAD)
    for each in sorted(kept, key=lambda each: (each.on, each.id)):
        yield hanging(f"▤ {formats.day(each.on)}  ", each.name, width)
    yield (hanging("  ", _("v opens it, or keeps another file."), width), QUIET)


# -- the log -------------------------------------------------------------------------------------


def log(request: Request, records: Records, width: int, most: int | None = None) -> Iterator[Part]:
    """Yield the log in the order of its days, of each text at most `most` characters.

    A letter that was kept and then sent is told once, where it was sent.
    """
    kept = records.evidence_about(request.item)
    yield ("\n" + _("Log") + "\n", HEAD)
    if not request.log:
        yield (hanging("  ", _("Drafted, not sent."), width), QUIET)
    left = 0
    for entry in lines(request):
        proofs = [each for each in kept if each.proves(request, entry)]
        is_told = is_told_again(entry, request.log)
        if is_told and not proofs:
            continue
        name = name_of_entry(entry, request, records)
        text = "" if is_told else entry.text or ""
        yield from _entry(entry, name, text, width, most)
        for each in proofs:
            yield (hanging("  ▤ ", each.name, width), QUIET)
        left += most is not None and len(text) > most
    if left:
        yield (hanging("  ", _("L shows the log in full."), width), QUIET)


def _entry(entry: Entry, name: str, text: str, width: int, most: int | None) -> Iterator[Part]:
    mark = f"{ARROWS[entry.direction]} {formats.day(entry.on)}  "
    parts = [name, word(entry.channel) if entry.channel else "", entry.to or ""]
    if entry.until:
        parts.append(_("until {day}").format(day=formats.day(entry.until)))
    if entry.amount:
        parts.append(formats.price(entry.amount))
    if entry.received_on:
        parts.append(_("received on {day}").format(day=formats.day(entry.received_on)))
    yield (mark, "" if entry.direction == "in" else QUIET)
    yield hanging(mark, " · ".join(part for part in parts if part), width).removeprefix(mark)
    if entry.subject:
        yield (hanging("  ", entry.subject, width), "bold")
    if text:
        yield (hanging("  ", _shortened(text, most), width), QUIET)


def _shortened(text: str, most: int | None) -> str:
    if most is None or len(text) <= most:
        return text
    more = len(text) - most
    told = ngettext("… {n} more character", "… {n} more characters", more)
    return f"{text[:most].rstrip()}\n{told.format(n=formats.number(more))}"
