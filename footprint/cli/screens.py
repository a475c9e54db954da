"""From the command line to the screens."""

import os
import sys
from typing import TYPE_CHECKING

from footprint import config
from footprint.cli.passphrase import passphrase_from_source
from footprint.cli.session import Session
from footprint.errors import Refused
from footprint.i18n import N_

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp
    from footprint.workspace import Workspace


def open_screens(session: Session) -> int:
    """Show the screens on the person's vault, or the one named.

    Its passphrase is asked for there, unless a file or a program gives it.
    """
    refuse_without_terminal()
    from footprint.tui.app import FootprintApp

    workspace = None
    if os.path.lexists(session.vault):
        passphrase = passphrase_from_source(session.passphrase_file)
        if passphrase is not None:
            from footprint.tui.opening import open_vault

            workspace = open_vault(session.vault, passphrase, session.fixed_today)
    app = FootprintApp(
        session.chosen_vault,
        today=session.fixed_today,
        workspace=workspace,
        config=config.read(config.config_file()),
    )
    return _run(app)


def refuse_without_terminal() -> None:
    """Check that there is a terminal to draw on and to read keys from.

    Raises:
        Refused: there is none.
    """
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Refused(
            N_("The screens need a terminal. The commands do not: footprint --help shows them.")
        )


def show_example(workspace: "Workspace", session: Session) -> int:
    """Show the screens on the example vault, open already."""
    from footprint.tui.app import FootprintApp

    workspace.claim_ui()
    app = FootprintApp(workspace.path, today=session.fixed_today, workspace=workspace, example=True)
    return _run(app)


def _run(app: "FootprintApp") -> int:
    app.run()
    return app.return_code or 0
