"""How to get to every screen of the program from the dashboard, on a vault with something in it.

A new screen fails the tests that go through this table until its way is here.
"""

import importlib
import pkgutil

import footprint.tui
from footprint.workspace import Workspace, items, links, requests
from footprint.workspace import exits as exit_actions

WAYS: dict[str, tuple[str, ...]] = {
    "DashboardScreen": ("1",),
    "InventoryScreen": ("2",),
    "DependenciesScreen": ("3",),
    "ExitScreen": ("4",),
    "RequestsScreen": ("5",),
    "AgendaScreen": ("6",),
    "FormScreen": ("2", "e"),
    "ChooseScreen": ("2", "r"),
    "PickScreen": ("4", "n"),
    "PromptScreen": ("2", "v"),
    "QuickScreen": ("5", "l"),
    "WriteScreen": ("5", "t"),
    "LetterScreen": ("5", "c"),
    "DecideScreen": ("4", "e"),
    "HelpScreen": ("question_mark",),
    "PageScreen": ("f7",),
    "SecretScreen": ("f8", "down", "down", "down", "enter"),
    "UnlockScreen": ("ctrl+l",),
    "FirstRunScreen": (),
}

# What other screens are made from.
_BASES = {"VaultScreen", "GateScreen", "ExitView", "DialogueScreen", "AnsweredOnce"}


def screens() -> set[str]:
    """Return the names of all screens that the program has."""
    from textual.screen import Screen

    for module in pkgutil.walk_packages(footprint.tui.__path__, "footprint.tui."):
        importlib.import_module(module.name)
    found: set[str] = set()
    waiting: list[type] = [Screen]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("footprint.tui."):
            found.add(kind.__name__)
    return found - _BASES


def fill(workspace: Workspace, name: str, n: int) -> None:
    """Record a platform, what hangs on it, a request and an exit, all called `name`."""
    platform, card, copy, order = f"p{n}", f"card{n}", f"copy{n}", f"order{n}"
    order_fields = {
        "id": order,
        "name": name,
        "price": {"amount": "1", "currency": "JPY"},
        "cycle": {"every": 1, "unit": "month"},
        "first_charge_on": "2026-11-25",
        "cancel": {"note": name, "form": name[:60]},
    }
    linked = (
        (order, "provided_by", platform),
        (order, "charged_to", copy),
        (copy, "stored_at", platform),
        (copy, "draws_on", card),
    )
    for action in (
        items.add("service", {"id": platform, "name": name, "notes": name, "login": name[:60]}),
        items.add("instrument", {"id": card, "name": name}),
        items.add("payment_method", {"id": copy, "name": name}),
        items.add("subscription", order_fields),
        *(links.add({"from": a, "relation": r, "to": b}) for a, r, b in linked),
        requests.ask("cancellation", order, workspace.today, "email", text=name),
        exit_actions.save(f"leave {n}", [platform], workspace.today),
    ):
        workspace.do(action)
