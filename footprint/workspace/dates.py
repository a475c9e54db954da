"""Days that a person gives: one check for every way in."""

from datetime import date

from pydantic_core import PydanticCustomError

from footprint.errors import Refused
from footprint.model.fields import parse_day


def checked(day: str | date) -> date:
    """Return the day that a person gave, typed (YYYY-MM-DD) or chosen.

    Raises:
        Refused: it is no date, or outside 1900 to 2199.
    """
    try:
        return parse_day(day.strip() if isinstance(day, str) else day)
    except PydanticCustomError as error:
        context = dict(error.context or {})
        raise Refused(context.pop("msgid"), **context) from None
