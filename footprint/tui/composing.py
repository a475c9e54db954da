"""Writing the letter that a request needs next, and what becomes of it."""

from typing import TYPE_CHECKING

from footprint.errors import FootprintError
from footprint.i18n import _
from footprint.tui import entries
from footprint.tui.facts import name_of
from footprint.tui.screens.choose import ChooseScreen
from footprint.tui.screens.letter import LetterScreen, Written

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp
    from footprint.workspace.items import Action


async def compose(app: "FootprintApp", request_id: str) -> None:
    """Show the letter for the request `request_id`, and record what came of it; needs a worker."""
    from footprint.workspace import letters

    workspace, draft = app.workspace, letters.UNFINISHED + request_id
    assert workspace is not None
    if draft not in app.drafts and letters.is_settled(workspace, request_id):
        told = _(
            "It is settled: there is nothing to write about it. n asks for something new, i "
            "records what came all the same."
        )
        app.say(told)
        return
    try:
        left = letters.left(workspace, request_id, app.drafts.get(draft))
    except FootprintError as error:
        app.warn(error)
        return
    app.drafts.pop(draft, None)
    title = _title(app, request_id, left.letter.purpose)
    written = await app.push_screen_wait(LetterScreen(request_id, title, left))
    if written is None:
        return
    said = letters.unfinished(written.letter, given_out=written.given_out)
    # While it is asked by which way, and if it cannot be recorded, it is there the next time.
    app.drafts[draft] = said
    action = await _action(app, request_id, written)
    app.drafts.pop(draft, None)

    def failed(error: FootprintError) -> None:
        app.drafts[draft] = said
        app.warn(error)

    app.perform(action, failed=failed)


def _title(app: "FootprintApp", request_id: str, purpose: str) -> str:
    """Return which letter it is, and about which item."""
    from footprint.requests.letters import purpose_name

    assert app.workspace is not None
    request = app.workspace.records.requests[request_id]
    return _("{purpose}: “{name}”").format(
        purpose=purpose_name(purpose).capitalize(),
        name=name_of(request.item, app.workspace.records),
    )


async def _action(app: "FootprintApp", request_id: str, written: Written) -> "Action":
    """Ask by which way it was sent; it is kept as a draft where it was not, or on going back."""
    from footprint.workspace import letters, requests

    workspace = app.workspace
    assert workspace is not None
    if written.sent:
        known = entries.channels(by_phone=written.letter.number is not None)
        chosen = await app.push_screen_wait(ChooseScreen(_("How did you send it?"), known))
        if chosen is not None:
            request = workspace.records.requests[request_id]
            entry = letters.as_sent(written.letter, request, workspace.today, chosen)
            return requests.log(request_id, entry, workspace.today)
    return letters.keep(request_id, written.letter, workspace.today)
