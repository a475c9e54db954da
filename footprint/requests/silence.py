"""Whether they have been silent since they were asked: who said anything at all was not."""

from datetime import date

from footprint.model.records import Records
from footprint.model.requests import Request
from footprint.requests.machine import reading_of
from footprint.requests.surroundings import around


def has_spoken(request: Request, records: Records, today: date) -> bool:
    """Whether they said anything since they were asked: a receipt, a question, more time."""
    return reading_of(request, around(records, request), today).heard_from
