"""Days that a person gives: one check for every way in."""

from datetime import date

from footprint.errors import Refused
from footprint.model.base import Unfit
from footprint.model.fields import parse_day


def checked(day: str | date) -> date:
    """Return the day that a person gave, typed (YYYY-MM-DD) or chosen.

    Raises:
        Refused: it is no date, or outside 1900 to 2199.
    """
    try:
        return parse_day(day.strip() if isinstance(day, str) else day)
    except Unfit as error:
        raise Refused(error.message, **error.values) from None
