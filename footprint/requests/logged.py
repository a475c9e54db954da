"""What a line of a log says, in what is around its request: the card's issuer is no authority."""

from footprint.i18n import N_, _
from footprint.model.records import Records
from footprint.model.requests import Entry, Request
from footprint.requests.names import entry_msgid
from footprint.requests.recipients import recipient_of
from footprint.requests.surroundings import around

_TO_ISSUER = {
    False: N_("you turned to the card’s issuer"),
    True: N_("you turned to the bank"),
}


def msgid_of(entry: Entry, request: Request, records: Records) -> str:
    """Return the message that says what a line of the log is, to be looked up when it is shown."""
    if entry.type == "escalation":
        near = around(records, request)
        if recipient_of(entry, near) == "issuer":
            return _TO_ISSUER[near.of_account]
    return entry_msgid(entry)


def name_of_entry(entry: Entry, request: Request, records: Records) -> str:
    """Return what a line of the log says: who did what."""
    return _(msgid_of(entry, request, records))
