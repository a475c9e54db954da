"""Whether a request is about money that shall come back."""

from footprint.model.requests import Request
from footprint.requests.machine import Standing

_KINDS = ("refund", "dispute")
_ACTIONS = ("ask_refund", "dispute")


def awaits_money(request: Request, standing: Standing) -> bool:
    """Whether the money that was charged may come back next, and is to be recorded then."""
    following = standing.next.action if standing.next else None
    return standing.is_open and (request.kind in _KINDS or following in _ACTIONS)
