"""Requests: ask, log what went out and came back, and see where each stands."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from footprint import formats
from footprint.cli.output import say, say_json, say_table, say_wrapped
from footprint.cli.session import Session
from footprint.cli.spec import Args
from footprint.cli.values import read_input, read_text
from footprint.errors import Refused
from footprint.i18n import N_, _
from footprint.model.evidence import Evidence
from footprint.model.requests import OUTCOMES, Entry, Request
from footprint.model.text import shown
from footprint.model.words import word
from footprint.requests.document import request_document
from footprint.requests.log import is_told_again
from footprint.requests.logged import name_of_entry
from footprint.requests.machine import Standing
from footprint.requests.money import awaits_money
from footprint.requests.names import (
    BASIS_SIGNS,
    basis_legend,
    basis_name,
    kind_name,
    rules_are_old,
    skip_name,
    standing_name,
    step_name,
)
from footprint.requests.own_dates import OwnDate, own_dates
from footprint.requests.position import NextAction
from footprint.requests.surroundings import around
from footprint.requests.table import load
from footprint.workspace import Workspace, evidence, requests
from footprint.workspace.amounts import read_amount, usual_currency


def new(args: Args, session: Session) -> None:
    """Draft a request."""
    with session.open() as workspace:
        item = workspace.find(args.need("ITEM"))
        action = requests.new(
            args.need("KIND"), item.id, workspace.today, args.text("channel"), args.text("regime")
        )
        done = session.change(workspace, action)
        say(_("Nothing is asked yet; write the letter, and log it when you have sent it:"))
        say(f"  footprint request letter {done.about}")
        say(f"  footprint request log {done.about} out request")


def log(args: Args, session: Session) -> None:
    """Append an entry to the log of a request."""
    outcomes = OUTCOMES.get(args.need("TYPE"))
    if outcomes and args.text("outcome") not in outcomes:
        raise Refused(N_("Say how it ended: --outcome {outcomes}."), outcomes="|".join(outcomes))
    on = args.day("on") or session.today
    received_on, until = args.day("received-on"), args.day("until")
    text = args.text("text")
    entry = {
        "on": on,
        "direction": args.need("DIRECTION"),
        "type": args.need("TYPE"),
        "text": None if text is None else read_text(text),
        "until": until,
        "received_on": received_on,
    }
    for name in ("outcome", "channel", "to", "subject", "what"):
        entry[name] = args.text(name)
    attached = args.text("attach")
    content = None if attached is None else read_input(attached)
    with session.open() as workspace:
        if args.has("letter"):
            entry = _with_letter(workspace, args.need("ID"), entry)
        if entry["type"] == "escalation" and entry["to"] is None:
            entry["to"] = _whom(workspace, args.need("ID"))
        entry["amount"] = _amount(workspace, args.need("ID"), args.text("amount"))
        if attached is None or content is None:
            done = session.change(workspace, requests.log(args.need("ID"), entry, workspace.today))
        else:
            name = Path(attached).name
            action = evidence.logged_with(args.need("ID"), entry, name, content, workspace.today)
            done = session.change(workspace, action, contents=[content])
        request = requests.find(workspace.records, done.about or args.need("ID"))
        say_next(request, workspace.standings()[request.id])


def _amount(workspace: Workspace, request_id: str, typed: str | None) -> dict[str, str] | None:
    """Return the amount that was typed, in the currency of what the request is about."""
    if typed is None:
        return None
    records = workspace.records
    item = records.items[requests.find(records, request_id).item]
    price = read_amount(typed, usual_currency(records, item))
    return price.to_json() if price else None


def _whom(workspace: Workspace, request_id: str) -> str | None:
    """Return whom the step that is next goes to, where nobody was named."""
    request = requests.find(workspace.records, request_id)
    return requests.goes_to(workspace.records, request, workspace.standings()[request.id])


def _with_letter(workspace: Workspace, request_id: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with what it does not say taken from the letter that is kept.

    Raises:
        Refused: it is nothing one sent, no letter is kept, or the letter is something else.
    """
    from footprint.workspace import letters

    letter = letters.kept(workspace, request_id)
    if entry["direction"] != "out":
        raise Refused(N_("A letter is what you sent: out, not in."))
    if letter is None:
        raise Refused(
            N_("No letter is kept with {request}: footprint request letter {request} --keep"),
            request=shown(request_id),
        )
    request = requests.find(workspace.records, request_id)
    sent = letters.as_sent(letter, request, workspace.today, "email")
    if entry["type"] != sent["type"]:
        raise Refused(
            N_("The letter that is kept is another one; it is logged as “out {type} --letter”."),
            type=sent["type"],
        )
    return {**entry, **{name: entry[name] or sent[name] for name in ("to", "subject", "text")}}


def show(args: Args, session: Session) -> None:
    """Show a request, its log and what to do next."""
    with session.open(reading=True) as workspace:
        request = requests.find(workspace.records, args.need("ID"))
        standing = workspace.standings()[request.id]
        if args.has("json"):
            say_json(request_document(request, standing))
            return
        say(_headline(workspace, request))
        say_table(_facts(standing), indent=2)
        if load().is_old(workspace.today):
            say_wrapped(rules_are_old(), indent=2)
        say_next(request, standing)
        _say_own_dates(own_dates(workspace.records, request, standing, workspace.today))
        _say_skipped(workspace, request)
        _say_log(workspace, request)


def _say_log(workspace: Workspace, request: Request) -> None:
    """Say what was sent and what came, each line with its number and the files that prove it."""
    if request.log:
        say()
        say(_("Log"))
    kept = workspace.records.evidence_about(request.item)
    for number, entry in enumerate(evidence.lines(request), 1):
        proofs = [each for each in kept if each.proves(request, entry)]
        is_told = is_told_again(entry, request.log)
        if proofs or not is_told:
            name = name_of_entry(entry, request, workspace.records)
            _say_entry(number, entry, name, proofs, with_text=not is_told)


def _say_own_dates(found: Sequence[OwnDate]) -> None:
    """Say by when the person can act themself: at the card's issuer, a bank, an authority."""
    if found:
        say()
        say(_("Your own last days"))
    for each in found:
        sentence = f"{formats.day(each.on)}  {each.sentence()} ({basis_name(each.basis)})"
        say_wrapped(sentence, indent=2, hanging=2)


def _say_skipped(workspace: Workspace, request: Request) -> None:
    """Say which steps were left out, when and why."""
    skipped = workspace.records.reminders.skipped.get(request.id, ())
    if not skipped:
        return
    say()
    say(_("Left out"))
    of_account = around(workspace.records, request).of_account
    for skip in skipped:
        name = skip_name(skip, of_account=of_account)
        say_wrapped(f"{formats.day(skip.on)}  {name}", indent=2, hanging=2)


def list_requests(args: Args, session: Session) -> None:
    """List requests, the earliest due first."""
    with session.open(reading=True) as workspace:
        standings = workspace.standings()
        listed = [
            request
            for request in workspace.records.requests.values()
            if standings[request.id].is_open or not args.has("open")
        ]
        listed.sort(key=lambda request: (_due_on(standings[request.id]), request.id))
        if args.has("json"):
            say_json([request_document(each, standings[each.id]) for each in listed])
        elif not listed:
            say(_("There are no requests."))
        else:
            say_table([_row(workspace, each, standings[each.id]) for each in listed])
            say(basis_legend())


def _due_on(standing: Standing) -> date:
    return standing.due.date if standing.due else date.max


def _row(workspace: Workspace, request: Request, standing: Standing) -> tuple[str, ...]:
    due = ""
    if standing.due:
        due = f"{BASIS_SIGNS[standing.due.basis]} {formats.day(standing.due.date)}"
    name = workspace.records.items[request.item].name
    return request.id, kind_name(request.kind), standing_name(standing), due, name


def _headline(workspace: Workspace, request: Request) -> str:
    name = workspace.records.items[request.item].name
    return f"{request.id}  {kind_name(request.kind)}  {name} ({request.item})"


def _facts(standing: Standing) -> list[tuple[str, str]]:
    facts = [(_("Status"), standing_name(standing)), (_("Rule"), standing.rule)]
    if standing.sent_on:
        facts.append((_("Asked on"), formats.day(standing.sent_on)))
    if standing.acknowledge_by:
        facts.append((_("To be confirmed by"), formats.day(standing.acknowledge_by)))
    if standing.due:
        basis = basis_name(standing.due.basis)
        due = _("{day} ({basis})").format(day=formats.day(standing.due.date), basis=basis)
        facts.append((_("Answer due on"), due))
    return facts


# What is done without a letter, as it is recorded; a letter tells it itself.
_RECORDED = {
    "check_delivery": "in note",
    "check_statement": "in verification",
    "verify": "in verification",
    "decide": "out closed --outcome abandoned",
}


def say_next(request: Request, standing: Standing) -> None:
    """Say what to do next about a request, and with which command."""
    if standing.next:
        _say_step(request, standing.next, _("Next, on {day}: {action}. {because}"))
        if awaits_money(request, standing):
            say_wrapped(_("When the money has come back:"), indent=2)
            say(f"    footprint request log {request.id} in answer --outcome complete")
    if standing.look:
        _say_step(request, standing.look, _("Besides, on {day}: {action}. {because}"))


def _say_step(request: Request, following: NextAction, told: str) -> None:
    sentence = told.format(
        day=formats.day(following.on),
        action=step_name(following),
        because=following.sentence(),
    )
    say_wrapped(sentence, indent=2, hanging=2)
    command = f"    footprint request {_command(request, following)}"
    if following.number:
        told = _("Call {number}. When you have called:").format(number=following.number)
        say_wrapped(told, indent=2)
    if following.action != "check_statement":
        say(command)
        return
    say_wrapped(_("If nothing was charged:"), indent=2)
    say(command)
    say_wrapped(_("If it was charged:"), indent=2)
    say(f"    footprint {_incident(request, following)}")


def _command(request: Request, following: NextAction) -> str:
    recorded = _RECORDED.get(following.action)
    if following.number:
        recorded = f"out {_called(following)} --channel phone"
    return f"log {request.id} {recorded}" if recorded else f"letter {request.id}"


def _called(following: NextAction) -> str:
    """Return the type of the entry of a call."""
    if following.their_number is None:
        return "escalation"
    return "request" if following.action == "send" else "reminder"


def _incident(request: Request, following: NextAction) -> str:
    """Return the command that records a charge that was found on the statement."""
    day = following.values["day"]
    return f"incident charge --item {request.item} --on {day} --amount AMOUNT"


def _say_entry(
    number: int, entry: Entry, name: str, kept: list[Evidence], *, with_text: bool
) -> None:
    parts = [name]
    parts += [word(entry.channel)] if entry.channel else []
    parts += [entry.to] if entry.to else []
    if entry.until:
        parts.append(_("until {day}").format(day=formats.day(entry.until)))
    if entry.amount:
        parts.append(formats.price(entry.amount))
    say(f"  {number:>2}  {formats.day(entry.on)}  {formats.listed(parts)}")
    for each in kept:
        say(f"      ▤ {each.name} ({each.id})")
    for text in (entry.subject, entry.text if with_text else None):
        for line in (text or "").split("\n") if text else ():
            say_wrapped(line, indent=6)
