"""Whether a request is about money that shall come back."""

from footprint.model.requests import Request
from footprint.requests.machine import Standing


def awaits_money(request: Request, standing: Standing) -> bool:
    """Whether that the money came back is what settles the request, and is to be recorded in it.

    In a cancellation it is not: who pays back a charge has not said that they charge no more.
    """
    return standing.is_open and request.kind in ("refund", "dispute")
