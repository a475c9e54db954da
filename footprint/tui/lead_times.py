"""Saying how early a reminder comes: for one item, or for everything of its kind."""

from typing import TYPE_CHECKING, cast

from footprint import formats
from footprint.agenda.due import LEADS, lead
from footprint.errors import Refused
from footprint.i18n import N_, _, ngettext
from footprint.model.reminders import LONGEST_LEAD, Kind
from footprint.tui.agenda_lines import KINDS
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.workspace import reminders

if TYPE_CHECKING:
    from footprint.agenda.due import Due
    from footprint.tui.app import FootprintApp

_ITEM, _KIND = "item", "kind"


async def change_lead(app: "FootprintApp", due: "Due") -> None:
    """Ask how many days before its date `due` is told, alone or with its kind; needs a worker."""
    assert app.workspace is not None
    records = app.workspace.records
    said = records.reminders
    choices = []
    about = records.items.get(due.item or "")
    if about is not None:
        told = _told(lead(due.what, about.id, said))
        only = _("Only “{name}”").format(name=about.name)
        choices.append(Choice(_ITEM, only, told))
    every = _("Everything of this kind: {kind}").format(kind=_(KINDS[due.what][1]))
    choices.append(Choice(_KIND, every, _told(lead(due.what, None, said))))
    chosen = await app.push_screen_wait(ChooseScreen(_("How early is it told?"), choices))
    if chosen is None:
        return
    item = due.item if chosen == _ITEM else None
    usual = lead(due.what, None, said) if item else LEADS[cast(Kind, due.what)]
    title = _("How many days before? Empty: as usual, {usual}").format(usual=_told(usual))
    leads = said.item_leads.get(item, {}) if item else said.leads
    now = str(leads.get(cast(Kind, due.what), ""))
    typed = await app.push_screen_wait(PromptScreen(title, now, check=_days))
    if typed is not None:
        app.perform(reminders.set_lead(due.what, _days(typed), item))


def _told(days: int) -> str:
    """Return a lead time: 7 days before."""
    if days < 0:
        return _("the day after")
    if days == 0:
        return _("on the day")
    return ngettext("{n} day before", "{n} days before", days).format(n=formats.number(days))


def _days(typed: str) -> int | None:
    """Return the number that was typed; None for nothing.

    Raises:
        Refused: it is no number of days that can be.
    """
    typed = typed.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit()) or int(typed[:9]) > LONGEST_LEAD:
        raise Refused(N_("A lead time is 0 to {most} days."), most=LONGEST_LEAD)
    return int(typed)
