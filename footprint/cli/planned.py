"""How a plan is shown as text: verdict, what goes wrong, the steps by stage and place."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from footprint import formats
from footprint.cli.output import say, say_table, say_wrapped
from footprint.i18n import N_, _, ngettext
from footprint.model.records import Records

Document = dict[str, Any]

_STATES = {
    "done": N_("done"),
    "accepted": N_("accepted"),
    "waiting": N_("asked, waiting"),
    "overdue": N_("asked, OVERDUE"),
    "blocked": N_("not yet"),
    "ready": N_("ready"),
}
_SIGNS = {
    "done": "✓",
    "accepted": "~",
    "waiting": "…",
    "overdue": "!",
    "blocked": "·",
    "ready": "▸",
}
_WATCHES = ("watch_charges", "watch_mail", "verify_closed")


def show_plan(plan: Document, records: Records) -> None:
    """Print a plan (the contract's document) for a person to read."""
    names = ", ".join(_name(records, item) for item in plan["goal"])
    say(_("Leave {names}").format(names=names))
    _show_verdict(plan)
    _show_hazards(plan)
    _show_deadlocks(plan)
    by_hand = [s for s in plan["steps"] if not _happens_by_itself(s)]
    _show_stages(by_hand, records)
    _show_waiting([s for s in plan["steps"] if _happens_by_itself(s)])
    _show_charges(plan, records)
    _show_dropped(plan)


def verdict(plan: Document) -> str:
    """Return the verdict of a plan in one sentence."""
    stated = plan["verdict"]
    if stated["safe"]:
        return _("✓ It is safe to take the last step.")
    safe_on = stated["safe_on"]
    if safe_on is None:
        return _("✗ Not safe yet, and no day can be given.")
    return _("✗ Not safe yet; safe from {day}.").format(day=_day(safe_on))


def progress(plan: Document) -> tuple[int, int]:
    """Return how many steps are behind the person, and how many there are."""
    behind = sum(1 for step in plan["steps"] if step["state"] in ("done", "accepted"))
    return behind, len(plan["steps"])


def _show_verdict(plan: Document) -> None:
    say(verdict(plan))
    behind, every = progress(plan)
    say(
        ngettext("{done} of {n} step is done.", "{done} of {n} steps are done.", every).format(
            done=formats.number(behind), n=formats.number(every)
        )
    )
    if plan["by"]:
        say(_("It has to be done by {day}.").format(day=_day(plan["by"])))
    complete_on = plan["verdict"]["complete_on"]
    if complete_on:
        say(_("All of it is over on {day}.").format(day=_day(complete_on)))


def _show_hazards(plan: Document) -> None:
    hazards = plan["verdict"]["hazards"]
    if not hazards:
        return
    say()
    say(_("What goes wrong if you close it today"))
    for hazard in sorted(hazards, key=lambda each: bool(each["accepted"])):
        message = hazard["message"]
        if hazard["accepted"]:
            message = _("{message} (accepted)").format(message=message)
        say_wrapped(f"- {message}", indent=2, hanging=2)


def _show_deadlocks(plan: Document) -> None:
    for deadlock in plan["deadlocks"]:
        say()
        say_wrapped(deadlock["message"])


def _show_stages(steps: list[Document], records: Records) -> None:
    for stage, in_stage in groupby(steps, lambda step: step["stage"]):
        say()
        say(_("Stage {n}").format(n=stage))
        for place, at_place in _by_place(in_stage):
            say(f"  {_name(records, place)}")
            say_table([_row(step) for step in at_place], indent=4)


def _by_place(steps: Iterable[Document]) -> Iterable[tuple[str, list[Document]]]:
    """Return steps by place, places in the order in which they are come to."""
    places: dict[str, list[Document]] = {}
    for step in steps:
        places.setdefault(step["place"], []).append(step)
    return places.items()


def _row(step: Document) -> tuple[str, str, str, str, str]:
    state: str = step["state"]
    return (
        _SIGNS[state],
        step["title"],
        _(_STATES[state]),
        _when(step),
        step["id"],
    )


def _when(step: Document) -> str:
    """Return until when a step has to be done, or from when it can be."""
    if step["state"] in ("done", "accepted"):
        return ""
    if step["latest"]:
        return _("by {day}").format(day=_day(step["latest"]))
    if step["state"] == "blocked" and step["earliest"]:
        return _("from {day}").format(day=_day(step["earliest"]))
    return ""


def _show_waiting(steps: list[Document]) -> None:
    if steps:
        say()
        say(_("Then we wait for"))
        say_table([_row(step) for step in steps], indent=4)


def _happens_by_itself(step: Document) -> bool:
    return bool(step["automatic"]) or step["action"] in _WATCHES


def _show_charges(plan: Document, records: Records) -> None:
    headings = (
        ("unavoidable_charges", N_("Charges that can no longer be avoided")),
        ("contested_charges", N_("Charges to dispute: the notice was given in time")),
    )
    for key, heading in headings:
        if plan[key]:
            say()
            say(_(heading))
            say_table(
                [
                    (_day(c["on"]), _money(c["amount"]), _name(records, c["item"]))
                    for c in plan[key]
                ],
                indent=2,
            )
    if plan["delay_cost_per_week"]:
        cost = " + ".join(_money(amount) for amount in plan["delay_cost_per_week"])
        say()
        say(_("Each week of delay costs about {cost}.").format(cost=cost))


def _show_dropped(plan: Document) -> None:
    if not plan["dropped"]:
        return
    say()
    say(_("Wishes that had to give way"))
    for dropped in plan["dropped"]:
        say_wrapped(f"- {dropped['because']}", indent=2, hanging=2)


def _day(value: str) -> str:
    return formats.day(date.fromisoformat(value))


def _money(amount: Document | None) -> str:
    if amount is None:
        return ""
    return formats.quantity(Decimal(amount["amount"]), amount["currency"])


def _name(records: Records, item: str) -> str:
    known = records.items.get(item)
    return known.name if known else item
