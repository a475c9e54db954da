"""What kinds of request and their states are called, in the person's language."""

from typing import TYPE_CHECKING

from footprint.i18n import N_, _
from footprint.model.reminders import Skip
from footprint.model.requests import Entry
from footprint.requests.log import is_letter
from footprint.requests.table import GENERIC, Rule

if TYPE_CHECKING:
    from footprint.requests.machine import Standing
    from footprint.requests.position import NextAction

KIND_NAMES = {
    "cancellation": N_("cancellation"),
    "closure": N_("closing of the account"),
    "erasure": N_("erasure"),
    "access": N_("access to my data"),
    "portability": N_("copy of my data"),
    "rectification": N_("correction"),
    "objection": N_("objection"),
    "unsubscribe": N_("unsubscribing"),
    "card_removal": N_("removal of the card"),
    "refund": N_("refund"),
    "dispute": N_("dispute"),
    "complaint": N_("complaint"),
    "other": N_("other request"),
}
STATUS_NAMES = {
    "draft": N_("draft"),
    "sent": N_("sent"),
    "acknowledged": N_("acknowledged"),
    "info_requested": N_("they ask for more"),
    "extended": N_("extended"),
    "answered": N_("answered"),
    "verified": N_("verified"),
    "overdue": N_("overdue"),
    "closed": N_("closed"),
}
TROUBLE_NAMES = {
    "bounced": N_("your message came back"),
    "broken": N_("they said done, and it went on"),
    "charged": N_("they said done, and had charged you before"),
}
ACTION_NAMES = {
    "send": N_("Send it"),
    "check_delivery": N_("Look whether it arrived"),
    "send_info": N_("Send what they ask for"),
    "other_address": N_("Try their other address"),
    "second_notice": N_("Send a second notice"),
    "other_channel": N_("Try another way to reach them"),
    "answer_back": N_("Write back to them"),
    "escalate": N_("Take it further, to the platform or an authority"),
    "ask_again": N_("Ask where it stands"),
    "in_writing": N_("Ask in writing"),
    "complain_to_them": N_("Complain to them formally"),
    "ask_platform": N_("Write to the platform"),
    "stop_order": N_("Ask the card’s issuer to stop them"),
    "check_statement": N_("Look at the statement"),
    "ask_refund": N_("Ask for the money back"),
    "dispute": N_("Dispute the charge"),
    "verify": N_("Look whether it is true"),
    "decide": N_("Ask again, or close it"),
}
# Why one looks after an unsubscription: nothing arrives then.
_MAILS_COME = "Look whether mails still come: the large mailboxes want it done in two days."
# The same where a bank account is charged: the bank is asked, about a direct debit.
ACCOUNT_ACTION_NAMES = {
    "stop_order": N_("Ask the bank to stop their direct debits"),
    "dispute": N_("Dispute the direct debit with the bank"),
}
# What stands in a log, by its outcome, by what came, or else by its type.
ENTRY_NAMES = {
    "request": N_("you asked"),
    "reminder": N_("you reminded them"),
    "escalation": N_("you took it further"),
    "acknowledgement": N_("they confirmed that they got it"),
    "info_requested": N_("they asked for something"),
    "info_sent": N_("you sent what they asked for"),
    "extension": N_("they take more time"),
    "complete": N_("they did all of it"),
    "partial": N_("they did a part of it"),
    "refused": N_("they refused"),
    "verification": N_("checked: nothing came any more"),
    "bounce": N_("your message came back"),
    "incident": N_("something came again"),
    "charge": N_("they charged you"),
    "parcel": N_("they sent a parcel"),
    "mail": N_("they mailed you"),
    "closed": N_("closed"),
    "done": N_("closed as settled"),
    "abandoned": N_("given up"),
    "note": N_("note"),
}
# What a date is: a law's, our own practice, or a law's that nobody should rely on.
BASIS_NAMES = {
    "statutory": N_("by law"),
    "practical": N_("a usual time, not a law"),
    "uncertain": N_("by law, but uncertain"),
}
BASIS_SIGNS = {"statutory": "§", "practical": "~", "uncertain": "?"}
OUTCOME_NAMES = {
    "complete": N_("all of it"),
    "partial": N_("a part of it"),
    "refused": N_("refused"),
    "done": N_("settled"),
    "abandoned": N_("given up"),
}


def basis_legend() -> str:
    """Return what the signs of dates mean, in one line."""
    words = {
        "statutory": _("by law"),
        "practical": _("a usual time"),
        "uncertain": _("uncertain"),
    }
    return " · ".join(f"{sign} {words[basis]}" for basis, sign in BASIS_SIGNS.items())


def kind_name(kind: str) -> str:
    """Return what a kind of request is called."""
    return _(KIND_NAMES[kind])


def status_name(status: str) -> str:
    """Return what a request's status is called."""
    return _(STATUS_NAMES[status])


def trouble_name(trouble: str) -> str:
    """Return what is wrong with a request that is neither open nor settled as it seems."""
    return _(TROUBLE_NAMES[trouble])


def action_msgid(action: str, *, of_account: bool = False) -> str:
    """Return the message that names an action, to be looked up when shown; unknown as it is."""
    usual = ACTION_NAMES.get(action, action)
    return ACCOUNT_ACTION_NAMES.get(action, usual) if of_account else usual


def action_name(action: str, *, of_account: bool = False) -> str:
    """Return what an action is called."""
    return _(action_msgid(action, of_account=of_account))


def step_name(step: "NextAction") -> str:
    """Return what a next step is called."""
    if "call" in step.values:
        return _("Call them")
    if step.because == _MAILS_COME:
        return _("Look into your mailbox")
    return action_name(step.action, of_account=step.of_account)


def skip_name(skip: Skip, *, of_account: bool = False) -> str:
    """Return which step was left out, and why if that was said."""
    name = action_name(skip.action, of_account=of_account)
    if not skip.reason:
        return name
    return _("{action}: {reason}").format(action=name, reason=skip.reason)


def rule_name(rule: Rule) -> str:
    """Return what a rule is called: a law by its own name, that of no law in the person's words."""
    return _("No known statute") if rule.id == GENERIC else rule.name


def outcome_name(outcome: str) -> str:
    """Return what the outcome of an answer or a closing is called."""
    return _(OUTCOME_NAMES[outcome])


def entry_name(entry: Entry) -> str:
    """Return what a line of a log says: who did what."""
    return _(entry_msgid(entry))


def entry_msgid(entry: Entry) -> str:
    """Return the message that says what a line of a log is, to be looked up when it is shown."""
    if is_letter(entry):
        return N_("a letter was kept, not sent")
    return ENTRY_NAMES[entry.outcome or entry.what or entry.type]


def basis_name(basis: str) -> str:
    """Return what a date rests on: a law, a usual time, or a law that is uncertain."""
    return _(BASIS_NAMES[basis])


def standing_name(standing: "Standing") -> str:
    """Return where a request stands: its status, and how it ended or what is wrong with it."""
    status = status_name(standing.status)
    if standing.trouble:
        outcome = trouble_name(standing.trouble)
    elif standing.outcome:
        outcome = outcome_name(standing.outcome)
    else:
        return status
    return _("{status}: {outcome}").format(status=status, outcome=outcome)


def rules_are_old() -> str:
    """Return the sentence that says how old the table of deadlines is."""
    from footprint import formats
    from footprint.requests.table import load

    return _(
        "The deadline rules are of {day}, over a year old: laws may have changed since."
    ).format(day=formats.day(load().compiled))
