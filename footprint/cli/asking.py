"""Requests and reminders: rules, skipping, what came unasked, what may sleep."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from footprint import formats
from footprint.cli.output import say, say_json, say_table, say_wrapped, warn
from footprint.cli.requests import say_next
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.values import read_count
from footprint.errors import Refused, Usage
from footprint.i18n import N_, _, ngettext
from footprint.model.fields import Price
from footprint.model.reminders import LONGEST_LEAD
from footprint.model.text import clean_line, shown
from footprint.requests.names import basis_name, rule_name, rules_are_old
from footprint.requests.table import Rule, Table, load
from footprint.workspace import Workspace, incidents, reminders, requests
from footprint.workspace.amounts import read_amount, usual_currency

if TYPE_CHECKING:
    from footprint.agenda.due import Due

_USUAL = "usual"
_NONE = "none"


def edit(args: Args, session: Session) -> None:
    """Change the rule or the channel of a request."""
    fields = {
        name: None if value == _NONE else value
        for name in ("regime", "channel")
        if (value := args.text(name)) is not None
    }
    if not fields:
        raise Usage(N_("Say what to change: --regime or --channel."))
    with session.open() as workspace:
        session.change(workspace, requests.change(args.need("ID"), fields))


def skip(args: Args, session: Session) -> None:
    """Leave out the next rung of a request."""
    with session.open() as workspace:
        request = requests.find(workspace.records, args.need("ID"))
        following = workspace.standings()[request.id].next
        if following is None or not following.rung:
            raise Refused(N_("There is nothing to leave out for {request}."), request=request.id)
        reason = args.text("reason") or ""
        session.change(
            workspace, reminders.skip(request.id, following.rung, workspace.today, reason)
        )
        say_next(request, workspace.standings()[request.id])


# -- what came unasked ---------------------------------------------------------------------------


def incident(args: Args, session: Session) -> None:
    """Find out what something belongs to, and record it."""
    on, typed = args.day("on") or session.today, args.text("amount") or ""
    with session.open(reading=args.has("dry-run")) as workspace:
        price = read_amount(typed, usual_currency(workspace.records))
        matches = _matches(args, workspace, on, price)
        if args.has("json"):
            say_json([_document(match) for match in matches])
        elif args.has("dry-run"):
            _say_matches(matches)
        else:
            match = _one(matches)
            what, note = args.need("WHAT"), args.text("note") or ""
            amount = price.to_json() if price else None
            action = incidents.record(match.item.id, what, on, workspace.today, amount, note)
            done = session.change(workspace, action)
            if what == "charge":
                say_wrapped(match.sentence(), indent=2)
            if done.about:
                request = requests.find(workspace.records, done.about)
                say_next(request, workspace.standings()[request.id])


def _matches(
    args: Args, workspace: Workspace, on: date, price: Price | None
) -> list[incidents.Match]:
    named = args.text("item")
    records, standings = workspace.records, workspace.standings()
    if named is not None:
        item = workspace.find(named)
        return [incidents.judged(records, standings, item, on)]
    return incidents.identify(records, standings, on, price, args.text("words") or "")


def _one(matches: Sequence[incidents.Match]) -> incidents.Match:
    if not matches:
        raise Refused(N_("Nothing recorded fits; name the item with --item."))
    best = [match for match in matches if match.score == matches[0].score]
    if len(best) > 1:
        raise Refused(
            N_("It may be one of these; name it with --item: {items}"),
            items=", ".join(match.item.id for match in best),
        )
    return best[0]


def _say_matches(matches: Sequence[incidents.Match]) -> None:
    if not matches:
        say(_("Nothing recorded fits; name the item with --item."))
    for match in matches:
        say(f"{match.item.name} ({match.item.id})")
        say_wrapped(match.sentence(), indent=2)


def _document(match: incidents.Match) -> dict[str, object]:
    return {
        "item": match.item.id,
        "verdict": match.verdict,
        "request": match.request,
        "asked_on": match.asked_on and match.asked_on.isoformat(),
        "ends_on": match.ends_on and match.ends_on.isoformat(),
        "text": match.sentence(),
    }


# -- reminders -----------------------------------------------------------------------------------


def snooze(args: Args, session: Session) -> None:
    """Put what is due about something to sleep."""
    until = args.day("until")
    if until is None:
        raise Usage(N_("Say until when: --until DATE."))
    with session.open() as workspace:
        found, today = _due_about(args, workspace), workspace.today
        keys, about = [one.key for one in found], _exit_named(args, workspace)
        session.change(workspace, reminders.snooze(keys, until, today, about))
        for sentence in reminders.slept_over(found, until, today):
            warn(sentence)


def acknowledge(args: Args, session: Session) -> None:
    """Say that what is due about something was seen."""
    with session.open() as workspace:
        keys = [one.key for one in _due_about(args, workspace)]
        about = _exit_named(args, workspace)
        session.change(workspace, reminders.acknowledge(keys, workspace.today, about))


def wake(args: Args, session: Session) -> None:
    """Have told again what sleeps or was seen about something."""
    from footprint.agenda.due import is_quiet

    with session.open() as workspace:
        said, today = workspace.records.reminders, workspace.today
        # What is told earliest is a year ahead.
        ahead = workspace.agenda(LONGEST_LEAD)
        quiet = [one for one in ahead if is_quiet(one, said, today)]
        found = _about(args, workspace, quiet)
        if not found:
            raise Refused(N_("Nothing sleeps about “{name}”."), name=_named(args))
        keys, about = [one.key for one in found], _exit_named(args, workspace)
        session.change(workspace, reminders.wake(keys, about))


def _due_about(args: Args, workspace: Workspace) -> "list[Due]":
    """Return what is due about the item, request or exit that is named."""
    found = _about(args, workspace, workspace.due())
    if not found:
        raise Refused(N_("Nothing is due about “{name}”."), name=_named(args))
    return found


def _about(args: Args, workspace: Workspace, things: "list[Due]") -> "list[Due]":
    """Return those of `things` that are about the item, request or exit that is named."""
    ref, what = args.need("REF"), args.text("what")
    wanted = ref.strip().casefold()
    due = [one for one in things if what in (None, one.what)]
    found = [one for one in due if wanted in _owners(one)]
    known = {key.casefold() for key in (*workspace.records.requests, *workspace.records.exits)}
    if not found and wanted not in known:
        item = workspace.find(ref)
        found = [one for one in due if one.item == item.id]
    return found


def _owners(one: "Due") -> set[str]:
    """Return the request and the exit that a thing belongs to, as they are compared."""
    return {key.casefold() for key in (one.request, one.exit) if key}


def _exit_named(args: Args, workspace: Workspace) -> str | None:
    """Return the exit that is named: its steps are about several items."""
    wanted = args.need("REF").strip().casefold()
    return next((each for each in workspace.records.exits if each.casefold() == wanted), None)


def _named(args: Args) -> str:
    return shown(clean_line(args.need("REF")))


def lead(args: Args, session: Session) -> None:
    """Set how early reminders come."""
    given = args.need("DAYS")
    days = None if given == _USUAL else 0 if given == "0" else read_count(given, "DAYS", 0)
    named = args.text("item")
    with session.open() as workspace:
        item = workspace.find(named).id if named is not None else None
        session.change(workspace, reminders.set_lead(args.need("WHAT"), days, item))


# -- rules ---------------------------------------------------------------------------------------


def rules(args: Args, session: Session) -> None:
    """Show the deadline rules."""
    wanted, named = args.text("RULE"), args.text("item")
    if named is not None:
        with session.open(reading=True) as workspace:
            item = workspace.find(named)
            shown_rules = _of_place(load(), workspace, item.id)
    else:
        _take_own()
        shown_rules = [load().rule(wanted)] if wanted else list(load().rules)
    if args.has("json"):
        say_json([rule.to_json(whole=True) for rule in shown_rules])
    elif wanted:
        _say_rule(shown_rules[0])
    else:
        say_table([_row(rule) for rule in shown_rules])
    if load().is_old(session.today):
        say_wrapped(rules_are_old())


def _take_own() -> None:
    from footprint.workspace.rules import take_own_rules

    take_own_rules()


def _of_place(table: Table, workspace: Workspace, item: str) -> list[Rule]:
    from footprint.requests.countries import country_of
    from footprint.requests.jurisdictions import covers, places_of

    places = list(places_of(country_of(workspace.records, item)))
    return [
        rule for rule in table.rules if any(covers(rule.jurisdiction, place) for place in places)
    ]


def _row(rule: Rule) -> tuple[str, ...]:
    return rule.id, rule.jurisdiction, _length(rule), basis_name(rule.basis)


def _length(rule: Rule) -> str:
    span = rule.deadline
    if span is None or span.value is None:
        days = rule.practical.first_followup_days or 0
        return ngettext("usually {n} day", "usually {n} days", days).format(n=formats.number(days))
    texts = {
        "calendar_day": ngettext("{n} day", "{n} days", span.value),
        "business_day": ngettext("{n} working day", "{n} working days", span.value),
        "week": ngettext("{n} week", "{n} weeks", span.value),
        "calendar_month": ngettext("{n} month", "{n} months", span.value),
    }
    return texts[span.unit].format(n=formats.number(span.value))


def _say_rule(rule: Rule) -> None:
    say(f"{rule.id}  {rule_name(rule)}")
    facts = [(_("Where"), rule.jurisdiction), (_("Length"), _length(rule))]
    facts.append((_("Basis"), basis_name(rule.basis)))
    facts.append((_("Certainty"), f"{rule.certainty}, {rule.verified}"))
    facts += [(_("Law"), rule.standard)] if rule.standard else []
    facts += [(_("Source"), source.ref) for source in rule.sources]
    facts += [(_("Further"), step) for step in rule.escalation]
    facts += [(_("Note"), rule.note)] if rule.note else []
    say_table(facts, indent=2)
