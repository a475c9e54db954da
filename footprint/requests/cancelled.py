"""When something was cancelled: told to them by a message that did not come back, and not given up.

Plans, incidents, reminders and letters count the end of a contract from this one day.
"""

from collections.abc import Mapping
from datetime import date

from footprint.model import calendar
from footprint.model.items import Item, Subscription
from footprint.model.records import Records
from footprint.requests.machine import Standing


def cancelled(
    records: Records, standings: Mapping[str, Standing], item: str, *, confirmed: bool = False
) -> Standing | None:
    """Return where the newest cancellation of `item` stands that they were really told of.

    It was told on its `given_on`. `confirmed`: only one that is settled.
    """
    told = [
        standing
        for request in records.requests_about(item)
        if request.kind == "cancellation" and _counts(standing := standings[request.id])
        if standing.settled or not confirmed
    ]
    return max(told, key=_newness, default=None)


def went_on_after(
    records: Records, standings: Mapping[str, Standing], item: Subscription
) -> date | None:
    """Return the day on which an item had ended that goes on all the same; None for any other.

    They had said that it was done, and something came; or its record had an end, and it was opened
    again for a charge that came after it. What is charged from that day on is contested.
    """
    told = cancelled(records, standings, item.id)
    if told is not None and told.given_on and told.trouble == "broken":
        return calendar.agreed_end(item, told.given_on)
    return ended_before(records, item)


def ended_before(records: Records, item: Item) -> date | None:
    """Return the recorded end of an item that was charged since, and is open only because of it."""
    end = item.ended_on if item.status == "open" else None
    if end is None:
        return None
    log = (entry for request in records.requests_about(item.id) for entry in request.log)
    return end if any(entry.what == "charge" and entry.on >= end for entry in log) else None


def _counts(standing: Standing) -> bool:
    return standing.given_on is not None and not standing.given_up


def _newness(standing: Standing) -> tuple[str, str]:
    return str(standing.given_on), standing.request
