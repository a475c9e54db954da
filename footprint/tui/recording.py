"""Recording about a step of an exit: asked, answered, done. Each ends in one change."""

from datetime import date
from typing import TYPE_CHECKING, Any

from footprint.errors import Refused
from footprint.i18n import N_, _
from footprint.planner import explain
from footprint.tui.entries import way_of, ways
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.prompt import PromptScreen
from footprint.tui.step_detail import ASKED_BY
from footprint.workspace.dates import checked

if TYPE_CHECKING:
    from footprint.planner.result import Step
    from footprint.tui.app import FootprintApp

ANSWERS = (
    ("complete", N_("They did all of it")),
    ("partial", N_("They did a part of it")),
    ("refused", N_("They refused")),
)
CLOSINGS = (
    ("done", N_("Nothing more to get; close it as settled")),
    ("abandoned", N_("I give up; close it at my own risk")),
)
NOBODY_ASKED = N_("Nobody is asked for this step; do it, and record it with d.")


class Recording:
    """The dialogues about one step, for one running program; they need a worker."""

    def __init__(self, app: "FootprintApp", exit_id: str, step: "Step") -> None:
        """Make the dialogues about `step` of the exit `exit_id`."""
        assert app.workspace is not None
        self._app, self._exit, self._step = app, exit_id, step
        self._workspace = app.workspace
        self._title = explain.title(step, app.workspace.records)

    def is_open(self) -> bool:
        """Whether something was asked for this step that is neither settled nor given up."""
        standing = self._workspace.standings().get(self._step.request or "")
        return standing is not None and standing.is_open

    async def asked(self) -> None:
        """Ask how it was asked, and record the request, or that they were reminded."""
        from footprint.workspace import requests

        kind = ASKED_BY.get(self._step.action)
        if kind is None and not self.is_open():
            raise Refused(NOBODY_ASKED)
        title = _("Asked today: {step}") if not self.is_open() else _("Reminded today: {step}")
        chosen = await self._choose(title.format(step=self._title), ways(self._step.how))
        if chosen is None:
            return
        channel, to = way_of(chosen)
        entry: dict[str, Any] = {"channel": channel, "to": to}
        today, request = self._workspace.today, self._step.request
        standing = self._workspace.standings().get(request or "")
        if request and standing and (standing.is_open or standing.status == "draft"):
            entry_type = "reminder" if standing.is_open else "request"
            out = {"on": today, "direction": "out", "type": entry_type, **entry}
            self._app.perform(requests.log(request, out, today))
        elif kind is not None:
            made = requests.ask(kind, self._step.item, today, channel, to=to)
            self._app.perform(made)

    async def confirmed(self) -> None:
        """Ask what they answered, and log it."""
        from footprint.workspace import requests

        request = self._step.request
        if request is None or not self.is_open():
            if request is None and self._step.action not in ASKED_BY:
                raise Refused(NOBODY_ASKED)
            raise Refused(N_("Nothing was asked yet; record that with a."))
        title = _("What did they answer? {step}").format(step=self._title)
        theirs, mine = _("They answered"), _("Or")
        choices = [Choice(key, _(said), group=theirs) for key, said in ANSWERS]
        choices += [Choice(key, _(said), group=mine) for key, said in CLOSINGS]
        outcome = await self._choose(title, choices)
        if outcome is None:
            return
        closing = outcome in dict(CLOSINGS)
        entry = {
            "on": self._workspace.today,
            "direction": "out" if closing else "in",
            "type": "closed" if closing else "answer",
            "outcome": outcome,
        }
        self._app.perform(requests.log(request, entry, self._workspace.today))

    async def done_on(self) -> None:
        """Ask for the day, and record the step as done."""
        from footprint.workspace import exits

        today = self._workspace.today
        title = _("Done on which day? {step}").format(step=self._title)
        typed = await self._app.push_screen_wait(
            PromptScreen(title, today.isoformat(), placeholder=_("YYYY-MM-DD"), check=checked)
        )
        if typed is not None:
            self._app.perform(exits.complete(self._exit, self._step.id, today, checked(typed)))

    async def _choose(self, title: str, choices: list[Choice]) -> str | None:
        return await self._app.push_screen_wait(ChooseScreen(title, choices))


def day_or_none(typed: str) -> date | None:
    """Return the day typed, or None for nothing.

    Raises:
        Refused: it is no day.
    """
    return checked(typed) if typed.strip() else None
