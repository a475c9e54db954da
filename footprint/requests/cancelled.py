"""When something was cancelled: told to them by a message that did not come back, and not given up.

Plans, incidents, reminders and letters count the end of a contract from this one day.
"""

from collections.abc import Mapping

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


def _counts(standing: Standing) -> bool:
    return standing.given_on is not None and not standing.given_up


def _newness(standing: Standing) -> tuple[str, str]:
    return str(standing.given_on), standing.request
