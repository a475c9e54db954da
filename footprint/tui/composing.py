"""Writing the letter that a request needs next."""

from typing import TYPE_CHECKING

from footprint.i18n import _

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp


async def compose(app: "FootprintApp", request_id: str) -> None:
    """Show the letter for the request `request_id`; needs a worker."""
    told = _("There is no letter for {request} yet; write it in your own words, then press s.")
    app.say(told.format(request=request_id))
