"""What kinds of request and their states are called, in the person's language."""

from footprint.i18n import N_, _

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
ACTION_NAMES = {
    "send": N_("Send it"),
    "check_delivery": N_("Look whether it arrived"),
    "send_info": N_("Send what they ask for"),
    "other_address": N_("Try their other address"),
    "second_notice": N_("Send a second notice"),
    "other_channel": N_("Try another way to reach them"),
    "answer_back": N_("Ask for the rest"),
    "escalate": N_("Go to the next body"),
    "ask_again": N_("Ask where it stands"),
}


def kind_name(kind: str) -> str:
    """Return what a kind of request is called."""
    return _(KIND_NAMES[kind])


def status_name(status: str) -> str:
    """Return what a request's status is called."""
    return _(STATUS_NAMES[status])


def action_name(action: str) -> str:
    """Return what a next action is called."""
    return _(ACTION_NAMES[action])
