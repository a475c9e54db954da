"""Adding an item, from wherever one is: first its kind, then its form."""

from typing import TYPE_CHECKING

from footprint.i18n import N_, _
from footprint.model.integrity import kind_name
from footprint.tui.commands import Command
from footprint.tui.screens.choose import Choice, ChooseScreen

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp


class AddItem(Command):
    label = N_("Add")
    help = N_("Add an item")
    key = "a"


# The most usual first.
_HINTS = {
    "service": N_("an account: platform, bank, carrier…"),
    "shop": N_("a store with its own record of you"),
    "subscription": N_("what recurs: plan, order, membership"),
    "payment_method": N_("a card or account kept at one place"),
    "instrument": N_("the real card, bank account or wallet"),
    "mailing_list": N_("a newsletter or other mailing"),
    "balance": N_("points, gift cards, stored value, domains"),
    "contact": N_("an e-mail, number or address of yours"),
}


async def add_item(app: "FootprintApp") -> None:
    """Ask for the kind, show its form, and then the item that was added; needs a worker."""
    from footprint.tui.screens.form import FormScreen

    choices = [Choice(kind, kind_name(kind), _(hint)) for kind, hint in _HINTS.items()]
    kind = await app.push_screen_wait(ChooseScreen(_("What do you want to add?"), choices))
    if kind is None:
        return
    made = await app.push_screen_wait(FormScreen(kind))
    if made is not None:
        app.open_item(made)
