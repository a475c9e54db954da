"""The JSON of `footprint request show` (DESIGN 7)."""

from collections.abc import Sequence
from typing import Any

from footprint.model.reminders import Skip
from footprint.model.requests import Request
from footprint.requests.machine import Standing


def request_document(
    request: Request, standing: Standing, skipped: Sequence[Skip] = ()
) -> dict[str, Any]:
    """Return the request with where it stands, as plain JSON values.

    `skipped` are the steps that were left out; where there are none, there is no such key.
    """
    due, following = standing.due, standing.next
    document = {
        "id": request.id,
        "kind": request.kind,
        "item": request.item,
        "regime": standing.rule,
        "status": standing.status,
        "due": due and {"date": due.date.isoformat(), "basis": due.basis, "rule": due.rule},
        "acknowledge_by": standing.acknowledge_by and standing.acknowledge_by.isoformat(),
        "next": following
        and {
            "action": following.action,
            "on": following.on.isoformat(),
            "because": following.sentence(),
        },
        "log": [entry.to_json() for entry in request.log],
    }
    left_out = [
        {"action": skip.action, "on": skip.on.isoformat(), "reason": skip.reason}
        for skip in skipped
    ]
    return {**document, "skipped": left_out} if left_out else document
