"""The sections of the program, in the order of their number keys; imported when first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from footprint.i18n import N_

if TYPE_CHECKING:
    from footprint.tui.screens.base import VaultScreen


@dataclass(frozen=True)
class Section:
    """One tab of the header: its mode, its name (a msgid) and the class of its screen."""

    id: str
    label: str
    screen: str

    def make(self) -> "VaultScreen":
        """Return a new screen of this section."""
        module = import_module(f"footprint.tui.screens.{self.id}")
        return cast(Callable[[], "VaultScreen"], getattr(module, self.screen))()


SECTIONS = (
    Section("dashboard", N_("Dashboard"), "DashboardScreen"),
    Section("inventory", N_("Inventory"), "InventoryScreen"),
    Section("dependencies", N_("Dependencies"), "DependenciesScreen"),
    Section("exit", N_("Exit"), "ExitScreen"),
    Section("requests", N_("Requests"), "RequestsScreen"),
    Section("agenda", N_("Agenda"), "AgendaScreen"),
)
