"""What can be done on the exit screen."""

from footprint.i18n import N_
from footprint.tui.commands import Command


class RecordAsked(Command):
    label = N_("Asked")
    help = N_("Record that you asked for this step, or reminded them")
    key = "a"


class RecordConfirmed(Command):
    label = N_("Confirmed")
    help = N_("Record what they answered to what you asked")
    key = "c"


class RecordDone(Command):
    label = N_("Done")
    help = N_("Record this step as done by yourself, today")
    key = "d"


class DecideItem(Command):
    label = N_("Decide")
    help = N_("Decide whether this ends, moves or is kept, and see what that changes")
    key = "e"


class NewExit(Command):
    label = N_("New")
    help = N_("Plan a new exit: choose what to leave")
    key = "n"


class OpenStepRequest(Command):
    label = N_("Request")
    help = N_("Show the request that this step, or what it waits for, hangs on")
    key = "R"


class RecordDoneOn(Command):
    label = N_("Done on")
    help = N_("Record this step as done on another day")
    key = "D"
    in_footer = False


class ReopenStep(Command):
    label = N_("Reopen")
    help = N_("Take back that this step was done by hand")
    key = "r"
    in_footer = False


class LogReply(Command):
    label = N_("Log")
    help = N_("Log what came or went: a receipt, a question, another charge…")
    key = "l"
    in_footer = False


class KeepProof(Command):
    label = N_("Proof")
    help = N_("Keep a file as evidence with what this step is about, encrypted")
    key = "p"
    in_footer = False


class MoveItem(Command):
    label = N_("Move")
    help = N_("Decide where this moves to")
    key = "m"
    in_footer = False


class KeepItem(Command):
    label = N_("Keep")
    help = N_("Decide to keep this at your own risk")
    key = "K"
    in_footer = False


class ListDecisions(Command):
    label = N_("Affected")
    help = N_("List everything that ends, moves or is kept, and decide about it")
    key = "v"
    in_footer = False


class ShowHazards(Command):
    label = N_("Hazards")
    help = N_("Show what goes wrong, or go back to the steps")
    key = "h"
    in_footer = False


class FinishBy(Command):
    label = N_("By")
    help = N_("Set the day by which the exit has to be done")
    key = "b"
    in_footer = False


class WriteExport(Command):
    label = N_("Write")
    help = N_("Write the order to a file: checklist, table, calendar…")
    key = "w"
    in_footer = False


class WriteHandover(Command):
    label = N_("Handover")
    help = N_("Write what your family needs to know, by each thing's wish, to a file")
    key = "H"
    in_footer = False


class SwitchExit(Command):
    label = N_("Switch")
    help = N_("Choose another exit")
    key = "s"
    in_footer = False


class NextExit(Command):
    label = N_("Next exit")
    help = N_("Go to the next exit")
    key = "right_square_bracket"
    in_footer = False


class PreviousExit(Command):
    label = N_("Previous exit")
    help = N_("Go to the previous exit")
    key = "left_square_bracket"
    in_footer = False


class FinishExit(Command):
    label = N_("Finish")
    help = N_("Bring the record up to date with what was done in this exit")
    key = "F"
    in_footer = False


class RemoveExit(Command):
    label = N_("Remove")
    help = N_("Remove this exit; what is recorded stays")
    key = "delete"
    in_footer = False


class TellChanges(Command):
    label = N_("Changes")
    help = N_("Tell what has changed in this exit since a day")
    key = "C"
    in_footer = False


class OpenStepItem(Command):
    label = N_("Open")
    help = N_("Show the item of this step in the inventory")
    key = "o"
    in_footer = False


class StepDependencies(Command):
    label = N_("Tree")
    help = N_("Show what the item of this step depends on, and what depends on it")
    key = "t"
    in_footer = False


STEP_COMMANDS = (RecordAsked, RecordConfirmed, RecordDone, DecideItem, OpenStepRequest, NewExit)
MORE_COMMANDS = (
    RecordDoneOn,
    ReopenStep,
    LogReply,
    KeepProof,
    MoveItem,
    KeepItem,
    ListDecisions,
    ShowHazards,
    FinishBy,
    WriteExport,
    WriteHandover,
    SwitchExit,
    NextExit,
    PreviousExit,
    TellChanges,
    FinishExit,
    RemoveExit,
    OpenStepItem,
    StepDependencies,
)
NEEDS_EXIT = {
    command.id()
    for command in (
        DecideItem,
        RecordAsked,
        RecordConfirmed,
        RecordDone,
        RecordDoneOn,
        ReopenStep,
        LogReply,
        KeepProof,
        MoveItem,
        KeepItem,
        ListDecisions,
        ShowHazards,
        FinishBy,
        WriteExport,
        TellChanges,
        FinishExit,
        RemoveExit,
        OpenStepItem,
        OpenStepRequest,
        StepDependencies,
    )
}
# What is about the whole exit, whichever step is highlighted.
OF_EXIT = {
    command.id()
    for command in (
        ListDecisions,
        ShowHazards,
        FinishBy,
        WriteExport,
        TellChanges,
        FinishExit,
        RemoveExit,
    )
}
