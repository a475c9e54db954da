"""What has passed while nobody acted on it: how long that is told, and where it is not worth it.

A reminder is due until it is acted on, snoozed or acknowledged (DESIGN 4); what passed years ago,
or comes again before anybody could act on it, would only bury the rest.
"""

from datetime import date, timedelta

from footprint.model import calendar
from footprint.model.items import Subscription

DAY = timedelta(days=1)
ENDED = 30 * DAY
"""A trial, a last day to cancel, a value: later it is no news any more."""
SOON_AGAIN = 40 * DAY
"""What recurs within 40 days is watched twice, and can be cancelled the next time (PLANNER 5)."""
EXPIRED = 366 * DAY
"""A card: the places that store it ask at the next charge, a yearly one at the latest."""


def is_told(subscription: Subscription, on: date, today: date) -> bool:
    """Whether the end of a trial that passed makes a difference still: it goes on, and costs."""
    stops_on = subscription.ends_on
    return today - ENDED <= on < today and (stops_on is None or stops_on > today)


def cut_off(
    subscription: Subscription, today: date, coming: tuple[date, date], known: list[date]
) -> tuple[date, date] | None:
    """Return the charge that can no longer be avoided, and the last day on which it could be.

    None once it was charged, where none was missed, for what was missed long ago, and for what can
    be cancelled again soon: every monthly plan would be late half of the month. `coming` is the
    charge that can still be avoided, and its last day; `known` are the next charges, or none.
    """
    following = next((day for day in known if day > today), None)
    if following is not None and following >= coming[0]:
        return None
    on_the_way = calendar.charges(subscription, today + DAY, coming[0] - DAY)
    last = calendar.cut_off(subscription, on_the_way[-1]) if on_the_way else None
    if last is None or not today - ENDED <= last < today or coming[1] - last <= SOON_AGAIN:
        return None
    missed = calendar.next_cut_off(subscription, last)
    return missed if missed and missed[0] > today else None
