"""The small dialogues about the law a request stands under, and the rungs one leaves out."""

from typing import TYPE_CHECKING

from footprint.i18n import _
from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.requests.countries import country_of
from footprint.requests.jurisdictions import covers, places_of
from footprint.requests.machine import Standing
from footprint.requests.names import BASIS_SIGNS, rule_name, step_name
from footprint.requests.table import load
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.prompt import PromptScreen

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp

_USUAL = ""


async def change_rule(app: "FootprintApp", request: Request, standing: Standing) -> None:
    """Ask which rule's deadlines count for a request; needs a worker."""
    from footprint.workspace import requests

    assert app.workspace is not None
    title = _("Which rule counts? Now: {rule}").format(rule=standing.rule)
    choices = rule_choices(request, app.workspace.records)
    chosen = await app.push_screen_wait(ChooseScreen(title, choices))
    if chosen is not None:
        app.perform(requests.change(request.id, {"regime": chosen or None}))


def rule_choices(request: Request, records: Records) -> list[Choice]:
    """Return all rules, those of the other party's country and the request's kind first."""
    places = list(places_of(country_of(records, request.item)))
    near, far = _("Of their country"), _("All others")
    groups: dict[str, list[Choice]] = {near: [], far: []}
    for rule in load().rules:
        fits = request.kind in rule.kinds and any(covers(rule.jurisdiction, at) for at in places)
        group = near if fits else far
        told = f"{BASIS_SIGNS[rule.basis]} {rule.id}"
        groups[group].append(Choice(rule.id, rule_name(rule), told, group))
    usual = Choice(_USUAL, _("The usual one for this country and kind"), group=_("Suggested"))
    return [usual, *groups[near], *groups[far]]


async def skip_rung(app: "FootprintApp", request: Request, standing: Standing) -> None:
    """Ask why the next step is left out, and leave it out; needs a worker."""
    from footprint.workspace import reminders

    assert app.workspace is not None
    coming = standing.next
    if coming is None or not coming.rung:
        return
    title = _("Why leave out “{action}”? May stay empty")
    reason = await app.push_screen_wait(PromptScreen(title.format(action=step_name(coming))))
    if reason is not None:
        app.perform(reminders.skip(request.id, coming.rung, app.workspace.today, reason))
