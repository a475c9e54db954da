"""Choosing the deadline rule of a request, and leaving a step of its ladder out."""

from typing import TYPE_CHECKING

from footprint.i18n import _
from footprint.requests.names import action_name
from footprint.requests.table import load
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.workspace import reminders, requests

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp

_USUAL = " usual"


async def choose_rule(app: "FootprintApp", request_id: str) -> None:
    """Ask under which rule a request stands; those for its kind first; needs a worker."""
    assert app.workspace is not None
    kind = app.workspace.records.requests[request_id].kind
    fitting, others = _("For this kind of request"), _("Others")
    rules = sorted(load().rules, key=lambda rule: kind not in rule.kinds)
    choices = [Choice(_USUAL, _("The usual one for their country"))]
    choices += [
        Choice(rule.id, rule.id, rule.name, fitting if kind in rule.kinds else others)
        for rule in rules
    ]
    chosen = await app.push_screen_wait(ChooseScreen(_("By which rule do they answer?"), choices))
    if chosen is not None:
        regime = None if chosen == _USUAL else chosen
        app.perform(requests.change(request_id, {"regime": regime}))


async def skip_step(app: "FootprintApp", request_id: str) -> None:
    """Ask why the next step of a request is left out, and leave it out; needs a worker."""
    assert app.workspace is not None
    following = app.workspace.standings()[request_id].next
    if following is None or not following.rung:
        app.say(_("There is nothing to leave out."))
        return
    title = _("Leave out “{step}”: why? Empty if for no reason.")
    title = title.format(step=action_name(following.action))
    reason = await app.push_screen_wait(PromptScreen(title))
    if reason is not None:
        today = app.workspace.today
        app.perform(reminders.skip(request_id, following.rung, today, reason))
