"""What is known about the steps: the requests that prove them and what was completed by hand."""

from collections.abc import Mapping, Sequence
from datetime import date

from footprint.model.exits import Completion
from footprint.model.records import Records
from footprint.requests.cancelled import cancelled
from footprint.requests.machine import Standing, standings

# Which request proves which step (PLANNER 3).
PROVES = {
    "cancellation": "cancel_subscription",
    "closure": "close_account",
    "erasure": "request_erasure",
    "card_removal": "remove_payment_method",
    "unsubscribe": "unsubscribe",
    "objection": "unsubscribe",
    "access": "export_data",
    "portability": "export_data",
    "rectification": "change_contact",
}


class Facts:
    """Requests and completions by the step they are about, on the day of the plan."""

    def __init__(
        self,
        records: Records,
        today: date,
        completions: Sequence[Completion],
        known: Mapping[str, Standing] | None,
    ) -> None:
        self.records = records
        self.today = today
        if known is None:
            known = standings(records, today) if records.requests else {}
        self._standings = known
        self.done_on: dict[tuple[str, str], date] = {}
        for completion in sorted(completions, key=lambda c: (c.action, c.item, c.on)):
            self.done_on.setdefault((completion.action, completion.item), completion.on)
        self.evidence_on: dict[str, date] = {}
        for kept in sorted(records.evidence.values(), key=lambda kept: (kept.on, kept.id)):
            if kept.on <= today:
                self.evidence_on.setdefault(kept.item, kept.on)
        self._proof: dict[tuple[str, str], Standing] = {}
        self._open: dict[str, list[str]] = {}
        for request in sorted(records.requests.values(), key=lambda request: request.id):
            standing = known[request.id]
            if standing.is_open:
                self._open.setdefault(request.item, []).append(request.id)
            action = PROVES.get(request.kind)
            if action:
                self._keep_newest((action, request.item), standing)

    def _keep_newest(self, step: tuple[str, str], standing: Standing) -> None:
        """Keep the newest that was sent; a draft counts only where nothing was sent."""
        other = self._proof.get(step)
        if other is None or _newness(standing) > _newness(other):
            self._proof[step] = standing

    def proof(self, action: str, item: str) -> Standing | None:
        """Return where the newest request stands that proves this step, if there is one."""
        return self._proof.get((action, item))

    def cancelled_on(self, item: str) -> date | None:
        """Return the day on which `item` was cancelled, if they were really told."""
        told = cancelled(self.records, self._standings, item)
        return told.given_on if told else None

    def standing(self, request: str) -> Standing:
        """Return where a request stands."""
        return self._standings[request]

    def open_requests(self, item: str) -> list[str]:
        """Return the ids of the open requests about `item`."""
        return self._open.get(item, [])

    def items_with_open_requests(self) -> list[str]:
        """Return the items that have an open request, by id."""
        return sorted(self._open)

    def kind(self, request: str) -> str:
        """Return the kind of a request."""
        return self.records.requests[request].kind

    def due_first(self, requests: Sequence[str]) -> str:
        """Return the request that is due first."""

        def due(request: str) -> tuple[date, str]:
            known = self._standings[request].due
            return (known.date if known else date.max, request)

        return min(requests, key=due)


def _newness(standing: Standing) -> tuple[bool, date, str]:
    return (standing.sent_on is not None, standing.sent_on or date.min, standing.request)
