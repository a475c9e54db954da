"""The small dialogues that record what was asked of the other party and what came back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from footprint.errors import FootprintError
from footprint.i18n import _
from footprint.model.requests import Request
from footprint.requests.machine import Standing
from footprint.requests.names import kind_name
from footprint.tui import entries
from footprint.tui.facts import name_of
from footprint.tui.prompting import ask_amount, ask_day
from footprint.tui.screens.choose import Choice, ChooseScreen
from footprint.tui.screens.quick import QuickScreen

if TYPE_CHECKING:
    from footprint.tui.app import FootprintApp
    from footprint.workspace import Done, Workspace


class Asking:
    """The dialogues, for one running program; each ends in one change that `u` undoes."""

    def __init__(self, app: "FootprintApp") -> None:
        """Make the dialogues of `app`."""
        self._app = app

    @property
    def _workspace(self) -> "Workspace":
        assert self._app.workspace is not None
        return self._app.workspace

    async def about(self, item_id: str, then: "Callable[[Done], None] | None" = None) -> None:
        """Ask which request and how it was made, and record it as of today; needs a worker.

        `then` is called with what was recorded.
        """
        from footprint.workspace import requests

        item, today = self._workspace.records.items[item_id], self._workspace.today
        title = _("What do you ask about “{name}”?").format(name=item.name)
        kind = await self._choose(title, entries.kinds_for(item.kind))
        if kind is None:
            return
        chosen = await self._choose(kind_name(kind).capitalize(), entries.asked_ways())
        if chosen == entries.DRAFT:
            self._app.perform(requests.new(kind, item_id, today), then=then)
        elif chosen is not None:
            channel, to = entries.way_of(chosen)
            self._app.perform(requests.ask(kind, item_id, today, channel, to=to), then=then)

    async def entry(self, request_id: str, *, on_another_day: bool = False) -> None:
        """Ask what happened to a request, and log it; needs a worker."""
        request, name = self._request(request_id)
        title = _("What happened with the {kind} about “{name}”?")
        await self._ask_entry(
            request,
            title.format(kind=kind_name(request.kind), name=name),
            entries.choices(has_asked=bool(request.log)),
            on_another_day=on_another_day,
        )

    async def reply(self, request_id: str) -> None:
        """Ask what came back about a request, and log it as of today; needs a worker."""
        request, name = self._request(request_id)
        title = _("What came back about the {kind} of “{name}”?")
        title = title.format(kind=kind_name(request.kind), name=name)
        await self._ask_entry(request, title, entries.replies())

    async def close(self, request_id: str) -> None:
        """Ask how a request ended, and close it; needs a worker."""
        request, name = self._request(request_id)
        title = _("Close the {kind} about “{name}”?")
        title = title.format(kind=kind_name(request.kind), name=name)
        await self._ask_entry(request, title, entries.closings())

    async def sent(self, request_id: str) -> None:
        """Ask by which way something was sent, and log it as of today; needs a worker."""
        request, _name = self._request(request_id)
        entry_type = entries.sends(self._standing(request))
        entry = {"on": self._workspace.today, "direction": "out", "type": entry_type}
        await self._send(request, entry)

    async def paste(self, request_id: str) -> None:
        """Ask for a text that came, then for what it is, and log both; needs a worker."""
        from footprint.tui.screens.write import WriteScreen

        request, name = self._request(request_id)
        draft, known = f"reply/{request.id}", entries.texts(self._standing(request))
        title = _("What they wrote about “{name}”").format(name=name)
        text = await self._app.push_screen_wait(WriteScreen(title, draft))
        if text is None:
            return

        def keep(error: FootprintError | None = None) -> None:
            self._app.drafts[draft] = {"text": text}
            if error is not None:
                self._app.warn(error)

        chosen = await self._quick(_("What is it?"), known)
        entry = None if chosen is None else await self._completed(request, chosen)
        if entry is None:
            keep()
        else:
            self._log(request, {**entry, "text": text}, failed=keep)

    # -- the parts of an entry -----------------------------------------------------------------

    async def _ask_entry(
        self, request: Request, title: str, known: Sequence[Choice], *, on_another_day: bool = False
    ) -> None:
        chosen = await self._quick(title, known)
        if chosen is None:
            return
        entry = await self._completed(request, chosen, on_another_day=on_another_day)
        if entry is None:
            return
        if chosen in entries.BY_A_WAY:
            await self._send(request, entry)
        else:
            self._log(request, entry)

    async def _completed(
        self, request: Request, chosen: str, *, on_another_day: bool = False
    ) -> dict[str, Any] | None:
        """Ask for what the entry needs besides, its day among it; None to go back."""
        entry: dict[str, Any] = entries.made(chosen)
        if chosen == "extension":
            until = await ask_day(self._app, _("Until when?"))
            if until is None:
                return None
            entry["until"] = until
        if chosen == "escalation":
            entry["to"] = self._goes_to(request, "escalate")
        if chosen == "charge":
            typed = await ask_amount(self._app, self._workspace.records.items.get(request.item))
            if typed is None:
                return None
            entry["amount"] = typed or None
        entry["on"] = self._workspace.today
        if on_another_day or entry["type"] == "incident":
            looked_for = entries.day_of_charge(self._standing(request))
            proposed = looked_for if chosen == "charge" else None
            on = await ask_day(self._app, _("On which day?"), proposed or self._workspace.today)
            if on is None:
                return None
            entry["on"] = on
        return entry

    async def _send(self, request: Request, entry: dict[str, Any]) -> None:
        """Ask by which way the entry was sent, and log it."""
        item = self._workspace.records.items.get(request.item)
        further = entry["type"] == "reminder"
        whom = self._goes_to(request) if further else None
        title = entries.sent_title(entry["type"]).format(name=item.name if item else request.item)
        is_next = entry["type"] in ("request", "reminder")
        following = self._standing(request).next if is_next else None
        known = entries.sent_ways(item, request, further=further, to=whom, following=following)
        chosen = await self._choose(title, known)
        if chosen is None:
            return
        if chosen == entries.FURTHER:
            entry = {**entry, "type": "escalation", "to": whom}
        elif chosen == entries.CALL and following:
            entry = {**entry, **entries.called(following, whom)}
        else:
            channel, to = entries.way_of(chosen)
            entry = {**entry, "channel": channel, "to": to}
        self._log(request, entry)

    def _goes_to(self, request: Request, action: str | None = None) -> str | None:
        """Return whom what is next goes to (or `action`), where that is not the other party."""
        from footprint.workspace import requests

        records = self._workspace.records
        return requests.goes_to(records, request, self._standing(request), action)

    def _log(
        self,
        request: Request,
        entry: dict[str, Any],
        failed: Callable[[FootprintError], None] | None = None,
    ) -> None:
        from footprint.workspace import requests

        action = requests.log(request.id, entry, self._workspace.today)
        self._app.perform(action, failed=failed)

    # -- asking --------------------------------------------------------------------------------

    def _request(self, request_id: str) -> tuple[Request, str]:
        records = self._workspace.records
        request = records.requests[request_id]
        return request, name_of(request.item, records)

    def _standing(self, request: Request) -> Standing:
        return self._workspace.standings()[request.id]

    async def _choose(self, title: str, choices: Sequence[Choice]) -> str | None:
        return await self._app.push_screen_wait(ChooseScreen(title, choices))

    async def _quick(self, title: str, choices: Sequence[Choice]) -> str | None:
        return await self._app.push_screen_wait(QuickScreen(title, choices))
