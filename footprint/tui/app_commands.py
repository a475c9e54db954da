"""What can be done everywhere in the program."""

from footprint.i18n import N_
from footprint.tui.commands import Command


class ShowHelp(Command):
    label = N_("Help")
    help = N_("Show what can be done here")
    key = "question_mark,f1"


class CommandPalette(Command):
    label = N_("Commands")
    help = N_("Find a command by its name")
    key = "ctrl+p"
    in_footer = False
    in_palette = False
    priority = True


class UndoChange(Command):
    label = N_("Undo")
    help = N_("Undo the last change")
    key = "u"
    in_footer = False


class RedoChange(Command):
    label = N_("Redo")
    help = N_("Do again what was undone")
    key = "U,ctrl+r"
    in_footer = False


class ChangeTheme(Command):
    label = N_("Theme")
    help = N_("Choose the colours")
    key = "f9"
    in_footer = False


class ShowRecovery(Command):
    label = N_("Recovery code")
    help = N_("Show the recovery code, to write it down")
    key = "f7"
    in_footer = False


class KeepVault(Command):
    label = N_("Vault")
    help = N_("Look after the vault: backups, passphrase, other copies")
    key = "f8"
    in_footer = False


class LockVault(Command):
    label = N_("Lock")
    help = N_("Lock the vault; unfinished forms are kept in it")
    key = "ctrl+l"
    in_footer = False
    priority = True


class LeaveProgram(Command):
    label = N_("Quit")
    help = N_("Close the vault and quit")
    key = "ctrl+q"
    in_footer = False
    priority = True


class GoDashboard(Command):
    label = N_("Dashboard")
    help = N_("Go to the dashboard: what needs you now")
    key = "1"
    in_footer = False


class GoInventory(Command):
    label = N_("Inventory")
    help = N_("Go to the inventory: everything recorded")
    key = "2"
    in_footer = False


class GoDependencies(Command):
    label = N_("Dependencies")
    help = N_("Go to the dependencies: what holds on to what")
    key = "3"
    in_footer = False


class GoExit(Command):
    label = N_("Exit")
    help = N_("Go to the exits: how to leave safely")
    key = "4"
    in_footer = False


class GoRequests(Command):
    label = N_("Requests")
    help = N_("Go to the requests: what was asked, and what to do next")
    key = "5"
    in_footer = False


class GoAgenda(Command):
    label = N_("Agenda")
    help = N_("Go to the agenda: what is due, day by day")
    key = "6"
    in_footer = False


EVERYWHERE = (
    ShowHelp,
    CommandPalette,
    UndoChange,
    RedoChange,
    ChangeTheme,
    ShowRecovery,
    KeepVault,
    LockVault,
    LeaveProgram,
    GoDashboard,
    GoInventory,
    GoDependencies,
    GoExit,
    GoRequests,
    GoAgenda,
)
