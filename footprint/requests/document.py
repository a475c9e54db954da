"""The JSON of `footprint request show` (DESIGN 7)."""

from typing import Any

from footprint.model.requests import Request
from footprint.requests.machine import Standing


def request_document(request: Request, standing: Standing) -> dict[str, Any]:
    """Return the request with where it stands, as plain JSON values."""
    due, following = standing.due, standing.next
    return {
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
