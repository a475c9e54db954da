"""What the dashboard says, as lines: pure functions of an open vault."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from footprint import formats
from footprint.agenda.entry import URGENCIES
from footprint.i18n import _, ngettext
from footprint.model import calendar
from footprint.model.fields import Price
from footprint.model.items import Item, Subscription
from footprint.model.records import Records
from footprint.planner import explain
from footprint.requests.cancelled import went_on_after
from footprint.requests.names import kind_name
from footprint.tui.facts import name_of
from footprint.tui.widgets.record_list import Heading, Line, Note, Row, Tone

if TYPE_CHECKING:
    from footprint.agenda.due import Due
    from footprint.planner.result import Plan
    from footprint.workspace import Workspace

SEPARATOR = "\x1f"
MOST_NOW = 12
MONTH = timedelta(days=30)


def apart(*sections: Iterable[Line], roomy: bool) -> list[Line]:
    """Return the lines of all sections, with an empty one between them where there is room."""
    found: list[Line] = []
    for section in sections:
        if found and roomy:
            found.append(Note(""))
        found += section
    return found


def key(tag: str, *ids: str) -> str:
    """Return a row's key: what it opens, and its ids."""
    return SEPARATOR.join((tag, *ids))


def empty_vault() -> Iterator[Line]:
    """Yield the ways to begin."""
    yield Heading(_("Nothing is recorded yet"))
    yield Row(key("begin", "add"), ("▸", _("Add what I remember"), _("a"), ""))
    yield Row(key("begin", "example"), ("▸", _("Load the example, to look around"), "", ""))
    yield Note("")
    yield Note(_("Begin with one platform you use, then what hangs on it: its shops,"))
    yield Note(_("orders, mailings, and every card you stored there."))


# -- what needs you now ------------------------------------------------------------------------


def needs_you(workspace: "Workspace") -> Iterator[Line]:
    """Yield what is overdue, due today or soon; charges have their own place."""
    found = sorted((one for one in workspace.due() if one.what != "charge"), key=_rank)
    now = [one for one in found if one.urgency != "later"]
    yield Heading(_("Needs you now"), note=_pressing(now))
    for one in now[:MOST_NOW]:
        yield _due_row(one, workspace.today)
    if len(now) > MOST_NOW:
        left = len(now) - MOST_NOW
        yield Note(ngettext("and {n} more", "and {n} more", left).format(n=left))
    if not now:
        yield Note(_("Nothing needs you this week."), "good")
    for one in found[len(now) : len(now) + (0 if now else 3)]:
        yield _due_row(one, workspace.today)


def _pressing(found: list["Due"]) -> str:
    """Return how many are late, and how many due today."""
    late = sum(one.urgency == "overdue" for one in found)
    today = sum(one.urgency == "today" for one in found)
    told = []
    if late:
        told.append(ngettext("{n} late", "{n} late", late).format(n=late))
    if today:
        told.append(ngettext("{n} today", "{n} today", today).format(n=today))
    return " · ".join(told)


def _rank(one: "Due") -> tuple[int, bool]:
    """Of what presses now, what can be done stands before what is waited for."""
    is_waited_for = one.what in ("reply", "acknowledgement")
    return URGENCIES.index(one.urgency), is_waited_for and one.urgency in ("overdue", "today")


def _due_row(one: "Due", today: date) -> Row:
    presses = one.urgency in ("overdue", "today")
    sign = {"overdue": "!", "today": "▸"}.get(one.urgency, "·")
    tone: Tone = "now" if presses else "muted"
    if one.request:
        row = key("request", one.request, one.key)
    elif one.exit:
        row = key("exit", one.exit, step_of(one) or "")
    else:
        row = key("item", one.item or "", one.what)
    away = (one.on - today).days
    late = _("{days} late").format(days=formats.days(-away))
    when = late if away < 0 else formats.in_days(away)
    return Row(row, ((sign, tone), one.text, "", (when, tone)))


def step_of(one: "Due") -> str | None:
    """Return the id of the step that a line of the agenda is about, if it is about one."""
    if one.exit is None or one.occasion is None:
        return None
    return one.occasion.rpartition(":")[0]


# -- exits -------------------------------------------------------------------------------------


def exits(workspace: "Workspace") -> Iterator[Line]:
    """Yield each exit with its verdict and progress."""
    records = workspace.records
    if not records.exits:
        yield Heading(_("Exits"))
        yield Note(_("No exit is planned. In the inventory, p plans one from an item."))
        return
    yield Heading(_("Exits"))
    plans = workspace.plans()
    for exit_ in records.exits.values():
        title = explain.goal_title(exit_, records)
        plan = plans.get(exit_.id)
        if plan is None:
            yield Row(key("exit", exit_.id), (("!", "now"), title, "", (_("look at it"), "now")))
        else:
            yield from _exit_rows(exit_.id, title, plan, workspace)


def _exit_rows(exit_id: str, title: str, plan: "Plan", workspace: "Workspace") -> Iterator[Line]:
    behind, every = plan.progress
    progress = _("{done} of {all}").format(done=behind, all=every)
    sign, word, tone = verdict(plan)
    yield Row(key("exit", exit_id), ((sign, tone), title, (progress, "muted"), (word, tone)))
    kinds: dict[str, list[object]] = {}
    for hazard in plan.verdict.hazards:
        if not hazard.accepted:
            kinds.setdefault(hazard.hazard, []).append(hazard)
    for kind, hazards in list(kinds.items())[:3]:
        yield Note(f"  {explain.hazard_banner(kind, hazards)}")  # type: ignore[arg-type]


def verdict(plan: "Plan") -> tuple[str, str, Tone]:
    """Return the sign, the word and the tone of a plan's verdict."""
    if plan.is_finished:
        return "✓", _("all done"), "good"
    if plan.verdict.can_leave:
        return "✓", _("safe to leave"), "good"
    if plan.verdict.safe_on is None:
        return "✗", _("not safe yet"), "bad"
    if plan.verdict.safe_on == plan.today:
        return "✗", _("safe once done"), "bad"
    day = formats.day_short(plan.verdict.safe_on)
    return "✗", _("safe from {day}").format(day=day), "bad"


# -- replies, charges, cards -------------------------------------------------------------------


def replies(workspace: "Workspace") -> Iterator[Line]:
    """Yield the requests that wait for the other party, the oldest first."""
    today = workspace.today
    waiting = [s for s in workspace.standings().values() if s.is_open]
    yield Heading(_("Replies awaited"), note=str(len(waiting)) if waiting else "")
    if not waiting:
        yield Note(_("Nobody owes you a reply."))
    for standing in sorted(waiting, key=lambda s: s.awaited_since or today):
        request = workspace.records.requests[standing.request]
        age = formats.days((today - (standing.awaited_since or today)).days)
        tone: Tone = "now" if standing.is_overdue else "muted"
        yield Row(
            key("request", request.id, "awaited"),
            (
                ("!" if standing.is_overdue else "·", tone),
                f"{name_of(request.item, workspace.records)} · {kind_name(request.kind)}",
                "",
                (age, tone),
            ),
        )


def charges(workspace: "Workspace") -> Iterator[Line]:
    """Yield the charges of the next 30 days, with their sum in each currency."""
    records = workspace.records
    rows: list[Line] = []
    today, found = workspace.today, workspace.due()
    coming = [one for one in found if one.what == "charge" and today <= one.on <= today + MONTH]
    for one in coming:
        item, price = records.items[one.item or ""], price_of(one, records)
        day = formats.day_short(one.on)
        amount = formats.price(price) if price else "?"
        row = key("item", item.id, one.on.isoformat())
        tone: Tone = "now" if _is_contested(one, workspace) else "muted"
        sign = "!" if tone == "now" else "·"
        rows.append(Row(row, ((sign, tone), item.name, amount, (day, "muted"))))
    yield Heading(_("Charges, next 30 days"), note=summed(coming, records))
    yield from rows or [Note(_("Nothing will be charged."))]


def _is_contested(one: "Due", workspace: "Workspace") -> bool:
    """Whether it would be charged though it had ended."""
    item = workspace.records.items.get(one.item or "")
    if not isinstance(item, Subscription):
        return False
    end = went_on_after(workspace.records, workspace.standings(), item)
    return end is not None and end <= one.on


def price_of(one: "Due", records: Records) -> Price | None:
    """Return what a charge takes, if that is recorded."""
    item = records.items.get(one.item or "")
    if one.what != "charge" or not isinstance(item, Subscription):
        return None
    return calendar.price_on(item, one.on)


def summed(charges: Iterable["Due"], records: Records) -> str:
    """Return what some charges take together, in each currency: ¥28,440 · €4.99."""
    sums: dict[str, Decimal] = {}
    for one in charges:
        price = price_of(one, records)
        if price is not None:
            sums[price.currency] = sums.get(price.currency, Decimal(0)) + price.amount
    return " · ".join(formats.money(sums[currency], currency) for currency in sorted(sums))


def cards(workspace: "Workspace") -> Iterator[Line]:
    """Yield each card, account or wallet with the places that keep a copy of it."""
    records = workspace.records
    yield Heading(_("Where your cards live"))
    instruments = [
        item
        for item in records.items.values()
        if item.kind == "instrument" and item.status != "ended"
    ]
    if not instruments:
        yield Note(_("No card or account is recorded."))
    for item in instruments:
        copies = places_of(item, records)
        where = ", ".join(name_of(place, records) for place in copies)
        count = ngettext("{n} copy", "{n} copies", len(copies)).format(n=len(copies))
        row = key("item", item.id, "card")
        yield Row(row, (("▣", "muted"), item.name, "", (count, "plain" if copies else "muted")))
        if where:
            yield Note(f"  {where}")


def places_of(instrument: Item, records: Records) -> list[str]:
    """Return the ids of the places that store `instrument`, directly or by another method."""
    found: dict[str, None] = {}
    waiting, seen = [instrument.id], {instrument.id}
    while waiting:
        for source in records.sources(waiting.pop(), "draws_on"):
            item = records.items.get(source)
            if item is None or source in seen or item.status == "ended":
                continue
            if item.kind == "instrument":
                # A debit card on the account is a card of its own, with its own line.
                continue
            seen.add(source)
            waiting.append(source)
            for place in records.targets(source, "stored_at"):
                found[place] = None
    return list(found)
