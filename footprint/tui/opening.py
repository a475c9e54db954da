"""Opening and making a vault for the UI; everything heavy is imported inside."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from footprint.i18n import language
from footprint.model.text import shown
from footprint.places import example_vault

if TYPE_CHECKING:
    from footprint.workspace import Workspace


def at_home(path: Path) -> str:
    """Return a path as it is shown: the home directory as `~`."""
    try:
        return shown(Path("~") / path.relative_to(Path.home()))
    except ValueError:
        return shown(path)


def open_vault(path: Path, passphrase: str, today: date | None) -> "Workspace":
    """Open the vault at `path` as its one UI.

    Raises:
        CannotOpen: with the reason, in one sentence.
        Busy: another UI holds it.
    """
    from footprint.workspace import Workspace

    return _claimed(Workspace.open(path, passphrase, today or date.today()))


def make_vault(path: Path, passphrase: str, today: date | None) -> "Workspace":
    """Make a new vault at `path` and open it.

    Raises:
        Refused: something is there already, or it cannot be written.
    """
    from footprint.workspace import Workspace

    return _claimed(Workspace.create(path, passphrase, today or date.today()))


def _claimed(workspace: "Workspace") -> "Workspace":
    try:
        workspace.claim_ui()
        workspace.due()
    except BaseException:
        workspace.close()
        raise
    return workspace


def open_example(today: date | None) -> "Workspace":
    """Make the example vault anew, beside the person's own, and open it.

    Raises:
        Refused: it cannot be written, or something else is in its place.
        Busy: another UI has it open.
    """
    from footprint.workspace.demo import make

    return _claimed(make(example_vault(), today or date.today()))


# What an open vault and its first screen need, which the first frame could not wait for.
_NEEDED = (
    "sqlcipher3.dbapi2",
    "_argon2_cffi_bindings",
    "footprint.workspace",
    "footprint.vault.vault",
    "footprint.agenda.due",
    "footprint.planner.plan",
    "footprint.tui.screens.dashboard",
)


def make_ready() -> None:
    """Import what an open vault needs, while the person is still typing the passphrase."""
    from importlib import import_module

    from footprint import formats
    from footprint.requests.calendars import is_holiday

    for module in _NEEDED:
        import_module(module)
    formats.day_short(date.today())
    is_holiday(date.today(), "JP" if language() == "ja" else "DE")
