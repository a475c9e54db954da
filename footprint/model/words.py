"""What the fixed values of fields are called: states, channels, units and the like."""

from footprint.i18n import N_, _

WORDS = {
    "open": N_("open"),
    "ending": N_("ending"),
    "ended": N_("ended"),
    "known": N_("known"),
    "suspected": N_("suspected"),
    "card": N_("card"),
    "bank_account": N_("bank account"),
    "wallet": N_("wallet"),
    "email": N_("e-mail"),
    "post": N_("post"),
    "sms": N_("SMS"),
    "phone": N_("phone"),
    "address": N_("address"),
    "name": N_("name"),
    "birthday": N_("birthday"),
    "bank": N_("bank"),
    "orders": N_("orders"),
    "messages": N_("messages"),
    "files": N_("files"),
    "photos": N_("photos"),
    "location": N_("location"),
    "health": N_("health"),
    "id_document": N_("ID document"),
    "contacts": N_("contacts"),
    "other": N_("other"),
    "easy": N_("easy"),
    "medium": N_("medium"),
    "hard": N_("hard"),
    "limited": N_("limited"),
    "impossible": N_("impossible"),
    "keep": N_("keep"),
    "cancel": N_("cancel"),
    "transfer": N_("transfer"),
    "day": N_("day"),
    "week": N_("week"),
    "month": N_("month"),
    "year": N_("year"),
    "days": N_("days"),
    "weeks": N_("weeks"),
    "months": N_("months"),
    "month_end": N_("to a month’s end"),
    "term_end": N_("to the term’s end"),
    "web": N_("web"),
    "in_app": N_("in the app"),
    "must": N_("must"),
    "should": N_("should"),
}


def word(value: str) -> str:
    """Return what a fixed value of a field is called, in the person's language."""
    return _(WORDS[value])
