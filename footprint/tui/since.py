"""Asking since when, and telling what has changed in an exit."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from footprint import formats
from footprint.errors import FootprintError
from footprint.i18n import N_, _
from footprint.tui.comparing import told_since
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.page import PageScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.tui.text import content
from footprint.workspace.dates import checked

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp

_OTHER = "other"
_SPANS = ((1, N_("Yesterday")), (7, N_("A week ago")), (30, N_("Thirty days ago")))


async def tell_changes(app: "FootprintApp", exit_id: str) -> None:
    """Ask since which day, and show what has changed; it needs a worker."""
    from footprint.workspace.since import changed_since

    workspace = app.workspace
    assert workspace is not None
    typed = await _ask_day(app)
    if typed is None:
        return
    try:
        # The journal is read and three plans are made: a large vault would hold up the screen.
        exit_ = workspace.records.exits[exit_id]
        found = await asyncio.to_thread(changed_since, workspace, exit_, checked(typed))
    except FootprintError as refusal:
        app.warn(refusal)
        return
    title = _("What has changed since {day}").format(day=formats.day(found.day))
    await app.push_screen_wait(
        PageScreen(
            title, lambda width: content(*told_since(found.difference, found.records, width))
        )
    )


async def _ask_day(app: "FootprintApp") -> str | None:
    assert app.workspace is not None
    today = app.workspace.today
    days = [(today - timedelta(days=days), words) for days, words in _SPANS]
    choices = [Choice(day.isoformat(), _(words), formats.day(day)) for day, words in days]
    choices.append(Choice(_OTHER, _("Another day…")))
    chosen = await app.push_screen_wait(ChooseScreen(_("What has changed since when?"), choices))
    if chosen != _OTHER:
        return chosen
    title = _("What has changed since which day?")
    return await app.push_screen_wait(
        PromptScreen(title, placeholder=_("YYYY-MM-DD"), check=checked)
    )
