"""Something came that should not have: find out what it is, and record it."""

from datetime import date
from typing import TYPE_CHECKING

from footprint.i18n import N_, _
from footprint.model.items import Item
from footprint.tui.prompting import ask_amount, ask_day
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.quick import QuickScreen
from footprint.workspace import incidents

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp
    from footprint.workspace import Done

WHAT = (
    ("charge", "c", N_("A charge")),
    ("parcel", "p", N_("A parcel")),
    ("mail", "m", N_("A mail")),
)
_OTHER = " other"


class Incidents:
    """The dialogues about what came, for one running program; they need a worker."""

    def __init__(self, app: "FootprintApp") -> None:
        """Make the dialogues of `app`."""
        assert app.workspace is not None
        self._app, self._workspace = app, app.workspace

    async def ask(self) -> None:
        """Ask what came, when and of how much; say what it is of, and record it."""
        choices = [Choice(key, _(said), letter=letter) for key, letter, said in WHAT]
        what = await self._app.push_screen_wait(QuickScreen(_("What came?"), choices))
        if what is None:
            return
        on = await ask_day(self._app, _("On which day?"), self._workspace.today)
        if on is None:
            return
        amount = await ask_amount(self._app) if what == "charge" else {}
        if amount is None:
            return
        item = await self._item(on, amount, is_charge=what == "charge")
        if item is None:
            return
        action = incidents.record(item.id, what, on, self._workspace.today, amount or None)
        self._app.perform(action, then=self._show)

    def _show(self, done: "Done") -> None:
        if done.about is not None:
            self._app.open_request(done.about)

    async def _item(self, on: date, amount: dict[str, str], *, is_charge: bool) -> Item | None:
        """Let the person choose among what fits, or among everything."""
        records, standings = self._workspace.records, self._workspace.standings()
        fits = (
            incidents.identify(records, standings, on, incidents.amount_of(amount or None))
            if is_charge
            else []
        )
        chosen: str | None = _OTHER
        if fits:
            group = _("It may be")
            choices = [
                Choice(match.item.id, match.item.name, match.sentence(), group) for match in fits
            ]
            choices.append(Choice(_OTHER, _("Something else…"), group=_("Or")))
            chosen = await self._app.push_screen_wait(ChooseScreen(_("What is it?"), choices))
        if chosen == _OTHER:
            from footprint.tui.exit_text import item_choices

            title = _("What does it belong to?")
            chosen = await self._app.push_screen_wait(ChooseScreen(title, item_choices(records)))
        return None if chosen is None else records.items.get(chosen)
