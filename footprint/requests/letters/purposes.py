"""Which letters there are, to whom each goes, and what it is in the log when it was sent."""

from footprint.i18n import N_, _
from footprint.model.requests import Request
from footprint.requests.ladder import complains_first
from footprint.requests.letters.case import Case
from footprint.requests.names import kind_name
from footprint.requests.recipients import Recipient
from footprint.requests.surroundings import TO_OTHERS
from footprint.requests.table import load

PRIVACY = frozenset({"erasure", "access", "portability", "rectification", "objection"})
PURPOSES = (
    *("erasure", "access", "portability", "rectification", "objection", "unsubscribe"),
    *("cancellation", "closure", "card_removal", "refund", "other"),
    *("second_notice", "information", "reply", "complaint_to_them"),
    *("platform", "complaint", "inquiry", "dispute", "stop_order"),
)

_NAMES = {
    "second_notice": N_("second notice"),
    "information": N_("what they asked for"),
    "reply": N_("reply to their answer"),
    "complaint_to_them": N_("complaint to them"),
    "platform": N_("letter to the platform"),
    "complaint": N_("complaint to an authority"),
    "inquiry": N_("question how it stands"),
    "stop_order": N_("order to stop the payments"),
}
# The letter that each next action is done with; every other one with a second notice.
_FOR_ACTION = {
    "send_info": "information",
    "answer_back": "reply",
    "complain_to_them": "complaint_to_them",
    "ask_platform": "platform",
    "escalate": "complaint",
    "ask_again": "inquiry",
    "ask_refund": "refund",
    "dispute": "dispute",
    "stop_order": "stop_order",
}
_RECIPIENTS: dict[str, Recipient] = {
    "platform": "platform",
    "complaint": "body",
    "inquiry": "body",
    "dispute": "issuer",
    "stop_order": "issuer",
}


def purpose_name(purpose: str) -> str:
    """Return what a letter of this purpose is called."""
    return _(_NAMES[purpose]) if purpose in _NAMES else kind_name(purpose)


def recipient(purpose: str, kind: str) -> Recipient:
    """Return whom a letter of this purpose goes to, for a request of `kind`."""
    usual: Recipient = "them"
    if kind in TO_OTHERS:
        usual = "issuer" if kind == "dispute" else "body"
    return _RECIPIENTS.get(purpose, usual)


def entry_type(purpose: str, request: Request, *, is_sent: bool) -> str:
    """Return the type of the log's entry when a letter of this purpose was sent."""
    if not is_sent:
        return "request"
    if purpose == "information":
        return "info_sent"
    is_further = purpose in _RECIPIENTS and purpose != request.kind
    return "escalation" if is_further else "reminder"


def purposes_for(case: Case) -> list[str]:
    """Return which letters the request of a case can have, the one it needs next first."""
    standing, kind = case.standing, case.request.kind
    found: list[str] = [kind]
    if standing.sent_on is None:
        return found
    has_arrived = case.reading.given_on is not None
    if has_arrived:
        found += ["second_notice", *_about_their_answer(case)]
    if case.platform and kind not in TO_OTHERS:
        found.append("platform")
    if has_arrived and complains_first(case.rule, load(), case.today):
        found.append("complaint_to_them")
    found.append("complaint")
    if case.escalated_on:
        found.append("inquiry")
    if kind == "cancellation":
        found += ["refund", "dispute", "stop_order"]
    elif kind == "refund":
        found.append("dispute")
    # What never arrived is asked anew, and of what is settled nobody is reminded.
    usual = "second_notice" if has_arrived and not standing.settled else kind
    needed = _FOR_ACTION.get(standing.next.action if standing.next else "", usual)
    found.sort(key=lambda each: each != needed)
    return list(dict.fromkeys(found))


def _about_their_answer(case: Case) -> list[str]:
    found = ["information"] if case.reading.questions else []
    return [*found, "reply"] if case.answered_with else found
