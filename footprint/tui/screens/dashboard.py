"""The dashboard."""
from textual.app import ComposeResult
from textual.widgets import Static
from footprint.tui.screens.base import VaultScreen


class DashboardScreen(VaultScreen):
    SECTION = "dashboard"
    def body(self) -> ComposeResult:
        yield Static("")
    def show_records(self) -> None:
        pass
