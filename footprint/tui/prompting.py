"""Asking for a day or an amount, as several dialogues do; they need a worker."""

from datetime import date
from typing import TYPE_CHECKING

from footprint.i18n import _
from footprint.model.items import Item
from footprint.requests.entries import check_day
from footprint.tui import entries
from footprint.tui.screens.prompt import PromptScreen
from footprint.workspace.amounts import usual_currency
from footprint.workspace.dates import checked

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp


async def ask_day(app: "FootprintApp", title: str, happened_by: date | None = None) -> date | None:
    """Ask for a day; None to go back. `happened_by` is proposed, and is the last one it can be."""
    value = happened_by.isoformat() if happened_by else ""

    def check(typed: str) -> object:
        day = checked(typed)
        if happened_by:
            check_day(day, happened_by)
        return day

    prompt = PromptScreen(title, value, placeholder=_("YYYY-MM-DD"), check=check)
    typed = await app.push_screen_wait(prompt)
    return None if typed is None else checked(typed)


async def ask_amount(app: "FootprintApp", item: Item | None = None) -> dict[str, str] | None:
    """Ask how much it was; empty where the person does not know, None to go back.

    What `item` costs is proposed; without a currency it is that of the item, else the one used
    last.
    """
    assert app.workspace is not None
    usual, currency = entries.usual_price(item, usual_currency(app.workspace.records))
    typed = await app.push_screen_wait(
        PromptScreen(
            _("How much? Empty if you do not know."),
            usual,
            placeholder=_("for example {amount}").format(amount=f"3980 {currency}"),
            check=lambda typed: entries.amount_typed(typed, currency),
        )
    )
    return None if typed is None else entries.amount_typed(typed, currency) or {}
