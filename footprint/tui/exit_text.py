"""What the exit screen says above its lists: titles, verdict, dates, choices. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rich.cells import cell_len

from footprint import formats
from footprint.i18n import _, ngettext
from footprint.model.exits import Exit
from footprint.model.integrity import kind_name
from footprint.model.records import Records
from footprint.planner import explain
from footprint.planner.result import Plan, Step
from footprint.planner.verdict_told import has_left
from footprint.tui.facts import name_of, place_of
from footprint.tui.listing import KIND_PLURALS
from footprint.tui.plan_lines import HAZARD_SIGNS, kinds_of, near, verdict_words
from footprint.tui.screens.choose import Choice
from footprint.tui.screens.decide import present_choice
from footprint.tui.text import Part
from footprint.tui.widgets.record_list import Row, Tone

QUIET = "$text-muted"
BAR = 10
ROOM_FOR_MORE = 22

# What people leave stands first; a contact or a card is left more rarely.
GOAL_KINDS = (
    "service",
    "shop",
    "subscription",
    "instrument",
    "contact",
    "mailing_list",
    "payment_method",
    "balance",
)


# What stands for everything among the goals to choose from; no id has a * in it.
EVERYTHING = "*"


def invitation() -> list[Part]:
    """Return what is said while there is no exit."""
    return [
        (_("Leave something, safely"), "bold"),
        "\n\n",
        _(
            "Closing an account does not end what hangs on it: orders go on, cards stay behind, "
            "mailings can no longer be stopped."
        ),
        "\n\n",
        _(
            "Choose what you want to leave. You get the order in which to undo it, and are told "
            "what would go wrong today."
        ),
        "\n",
    ]


def in_order(records: Records, plans: Mapping[str, Plan]) -> list[str]:
    """Return the ids of the exits: what presses most first, what is over last."""

    def key(exit_id: str) -> tuple[bool, date, str]:
        plan = plans.get(exit_id)
        open_ = [step for step in plan.steps if not step.is_behind] if plan else []
        return plan is not None and not open_, _presses(open_), exit_id

    return sorted(records.exits, key=key)


def _presses(steps: Iterable[Step]) -> date:
    """Return the nearest last day of what can be done now."""
    days = (s.latest for s in steps if s.latest and s.state in ("ready", "overdue"))
    return min(days, default=date.max)


def verdict(plan: Plan, records: Records) -> list[Part]:
    """Return the verdict: sign, word, meaning."""
    word, meaning, style = verdict_words(plan, records)
    return [(word, style), f"   {meaning}"]


def dates(plan: Plan, records: Records) -> list[Part]:
    """Return since when it is safe, and how far one is."""
    done, total = plan.progress
    parts = []
    safe_on = plan.verdict.safe_on
    if plan.deadlocks:
        parts.append(_("no date: a circle"))
    elif safe_on is not None and not plan.verdict.can_leave:
        left = has_left(plan, records)
        sentence = _("put right by {day}") if left else _("safe from {day}")
        if safe_on == plan.today and not left:
            sentence = _("safe once these steps are done")
        parts.append(sentence.format(day=formats.day(safe_on)))
    elif plan.verdict.complete_on is not None and done < total:
        parts.append(_("all over on {day}").format(day=formats.day(plan.verdict.complete_on)))
    if plan.by is not None:
        parts.append(_("to be done by {day}").format(day=formats.day(plan.by)))
    filled = BAR * done // total if total else 0
    told = _("{done} of {total} done").format(
        done=formats.number(done), total=formats.number(total)
    )
    words: list[Part] = [(" · ".join([*parts, told]), ""), "  "]
    return [*words, ("■" * filled, "$text-success"), ("□" * (BAR - filled), QUIET)]


def kinds(plan: Plan, records: Records, width: int, height: int) -> list[Part]:
    """Return the kinds of hazard with their counts and amounts, and the accepted ones.

    Kinds that do not fit into `height` lines of `width` cells are only counted.
    """
    words: list[Part] = []
    found = kinds_of(h for h in plan.verdict.hazards if not h.accepted)
    x = y = left = 0
    for kind, hazards in found.items():
        told = explain.hazard_banner(kind, hazards)
        size = cell_len(told) + 2
        if x and x + size > width:
            x, y = 0, y + 1
        if left or (y == height - 1 and x + size > width - ROOM_FOR_MORE and kind != [*found][-1]):
            left += 1
            continue
        words += ["" if x == 0 and not words else "\n" if x == 0 else "   "]
        words += [(f"{HAZARD_SIGNS[kind]} ", "$text-error"), told]
        x += size + 3
    if left:
        more = ngettext("and {n} more kind: h", "and {n} more kinds: h", left)
        words += ["   ", (more.format(n=left), QUIET)]
    accepted = sum(hazard.accepted for hazard in plan.verdict.hazards)
    if accepted:
        told = ngettext("{n} risk accepted", "{n} risks accepted", accepted).format(n=accepted)
        words += ["   "] if words else []
        words.append((f"≈ {told}", QUIET))
    if plan.delay_cost_per_week and width > 100:
        amounts = ", ".join(map(explain.amount, plan.delay_cost_per_week))
        told = _("one more week of waiting costs {amounts}").format(amounts=amounts)
        words += ["   ", (told, QUIET)]
    for deadlock in plan.deadlocks:
        words += ["\n"] if words else []
        words.append((f"⟲ {explain.deadlock_message(deadlock, records)}", "$text-error"))
    return words


def step_title(step: Step, records: Records) -> str:
    """Return what the step is, as the title of its detail."""
    return explain.title(step, records)


def exit_row(exit_: Exit, plan: Plan | None, records: Records) -> Row:
    """Return an exit's line in the list of exits."""
    sign, words, tone, told = _standing(plan, records)
    return Row(
        exit_.id, ((sign, tone), explain.goal_title(exit_, records), (words, tone), (told, "muted"))
    )


def _standing(plan: Plan | None, records: Records) -> tuple[str, str, Tone, str]:
    if plan is None:
        return "✗", _("a decision has become impossible"), "bad", ""
    words, _meaning, _style = verdict_words(plan, records)
    sign, _space, word = words.partition(" ")
    done, total = plan.progress
    told = _("{done} of {total} done").format(done=done, total=total)
    safe_on = plan.verdict.safe_on
    if not plan.verdict.can_leave and safe_on is not None:
        word = _("safe from {day}").format(day=near(safe_on, plan.today))
        if safe_on == plan.today:
            word = _("safe once done")
    return sign, word, "good" if plan.verdict.can_leave else "bad", told


def exit_choice(exit_: Exit, plan: Plan | None, records: Records) -> Choice:
    """Return an exit as something to choose."""
    sign, words, _tone, told = _standing(plan, records)
    return Choice(exit_.id, explain.goal_title(exit_, records), f"{sign} {words} · {told}")


def affected_choices(exit_: Exit, plan: Plan | None, records: Records) -> list[Choice]:
    """Return everything a plan affects, with what becomes of it, to choose from."""
    if plan is None:
        return []
    words = {
        "end": _("ends"),
        "move": _("moves"),
        "keep": _("kept at my own risk"),
    }
    decided = present_choice(exit_, records)
    groups = {"goal": _("What you leave"), "default": _("What follows"), "decision": _("Decided")}
    order = ("goal", "decision", "default")
    return [
        Choice(
            affected.item,
            name_of(affected.item, records),
            decided.get(affected.item, words[affected.decision]),
            groups[affected.by],
        )
        for affected in sorted(plan.affected, key=lambda a: order.index(a.by))
    ]


def goal_choices(records: Records) -> list[Choice]:
    """Return everything that could be left, by kind; what has ended stands last in its kind."""
    choices = item_choices(records)
    if len(choices) > 1:
        everything = _("Everything that is open and mine")
        choices.insert(0, Choice(EVERYTHING, everything, group=_("All at once")))
    return choices


def item_choices(records: Records) -> list[Choice]:
    """Return all items, by kind; what has ended stands last in its kind."""
    items = sorted(
        records.items.values(),
        key=lambda i: (GOAL_KINDS.index(i.kind), i.status == "ended", i.name.casefold()),
    )
    choices = []
    for item in items:
        place = place_of(item, records)
        note = name_of(place, records) if place else kind_name(item.kind)
        if item.status == "ended":
            note = _("{place}, already ended").format(place=note)
        choices.append(Choice(item.id, item.name, note, _(KIND_PLURALS[item.kind])))
    return choices


def step_choices(carried: Sequence[tuple[str, Step]], records: Records) -> list[Choice]:
    """Return steps of several exits, each with the exit's title; a choice's key is its number."""
    return [
        Choice(
            str(number),
            explain.title(step, records),
            explain.goal_title(records.exits[exit_id], records),
        )
        for number, (exit_id, step) in enumerate(carried)
    ]
