"""What can be done on the requests screen."""

from footprint.i18n import N_
from footprint.tui.commands import Command


class ReplyCame(Command):
    label = N_("Reply")
    help = N_("Log what came back; a second key says what")
    key = "l"


class RecordSent(Command):
    label = N_("Sent")
    help = N_("Record that you sent it, reminded them or sent what they asked for, today")
    key = "s"


class ComposeLetter(Command):
    label = N_("Compose")
    help = N_("Write the letter that it needs next")
    key = "c"


class NewRequest(Command):
    label = N_("New")
    help = N_("Ask for something new: choose about what, and which request")
    key = "n"


class OpenCarriedStep(Command):
    label = N_("Step")
    help = N_("Show the step of an exit that waits for it")
    key = "e"


class PasteReply(Command):
    label = N_("Paste")
    help = N_("Paste or type what they wrote into the log")
    key = "t"


class LogOtherDay(Command):
    label = N_("Other day")
    help = N_("Log what you sent or what came on another day")
    key = "d"
    in_footer = False


class ProveRequest(Command):
    label = N_("Evidence")
    help = N_("Keep a file as evidence with it, encrypted, or open one that is kept")
    key = "v"
    in_footer = False


class CloseRequest(Command):
    label = N_("Close")
    help = N_("Close it: settled, or given up")
    key = "x"
    in_footer = False


class SnoozeRequest(Command):
    label = N_("Snooze")
    help = N_("Do not be reminded of it until a later day")
    key = "z"


class SkipRung(Command):
    label = N_("Skip")
    help = N_("Leave the next step out, with a reason, and go on to the one after it")
    key = "S"
    in_footer = False


class ChangeRule(Command):
    label = N_("Rule")
    help = N_("Choose which rule’s deadlines count for it")
    key = "r"
    in_footer = False


class OpenRequestItem(Command):
    label = N_("Item")
    help = N_("Show the item that it is about in the inventory")
    key = "o"
    in_footer = False


class ReadLog(Command):
    label = N_("Log")
    help = N_("Read the whole log")
    key = "L"
    in_footer = False


class RecordIncident(Command):
    label = N_("Incident")
    help = N_("Find out what a charge, a parcel or a mail belongs to, and record it")
    key = "i"
    in_footer = False


class EditDetails(Command):
    label = N_("My details")
    help = N_("Show or change your own details, for letters")
    key = "m"
    in_footer = False


class FilterRequests(Command):
    label = N_("Filter")
    help = N_("Filter the requests by any word in them")
    key = "slash,f"
    in_footer = False


COMMANDS = (
    ReplyCame,
    RecordSent,
    ComposeLetter,
    NewRequest,
    OpenCarriedStep,
    PasteReply,
    LogOtherDay,
    ProveRequest,
    CloseRequest,
    SnoozeRequest,
    SkipRung,
    ChangeRule,
    OpenRequestItem,
    ReadLog,
    RecordIncident,
    EditDetails,
    FilterRequests,
)
ALL = {command.id() for command in COMMANDS}
FREE = {command.id() for command in (NewRequest, RecordIncident, EditDetails, FilterRequests)}
"""What can be done without a request."""
