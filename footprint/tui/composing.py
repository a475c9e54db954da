"""Writing the letter that a request needs next, and what becomes of it."""

from typing import TYPE_CHECKING, Any

from footprint.errors import FootprintError
from footprint.i18n import _
from footprint.tui import entries
from footprint.tui.facts import name_of
from footprint.tui.screens.choose import ChooseScreen
from footprint.tui.screens.letter import LetterScreen, Written

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp


async def compose(app: "FootprintApp", request_id: str) -> None:
    """Show the letter for the request `request_id`, and record what came of it; needs a worker."""
    from footprint.requests.letters import purpose_name
    from footprint.workspace import letters, requests

    workspace = app.workspace
    assert workspace is not None
    request = workspace.records.requests[request_id]
    try:
        letter = letters.kept(workspace, request_id, app.drafts.pop(f"letter/{request_id}", None))
    except FootprintError as error:
        app.warn(error)
        return
    title = _("{purpose}: “{name}”").format(
        purpose=purpose_name(letter.purpose).capitalize(),
        name=name_of(request.item, workspace.records),
    )
    written = await app.push_screen_wait(LetterScreen(request_id, title, letter))
    if written is None:
        return
    entry = (
        await _entry(app, request_id, written)
        if written.sent
        else letters.as_draft(written.letter, workspace.today)
    )
    if entry is not None:
        app.perform(requests.log(request_id, entry))


async def _entry(app: "FootprintApp", request_id: str, written: Written) -> dict[str, Any] | None:
    """Ask by which way it was sent; None to go back, and then it is kept as a draft."""
    from footprint.workspace import letters

    workspace = app.workspace
    assert workspace is not None
    known = [each for each in entries.ways(None) if each.key in entries.CHANNELS]
    title = _("Sent by which way?")
    chosen = await app.push_screen_wait(ChooseScreen(title, known))
    if chosen is None:
        return letters.as_draft(written.letter, workspace.today)
    request = workspace.records.requests[request_id]
    return letters.as_sent(written.letter, request, workspace.today, chosen)
