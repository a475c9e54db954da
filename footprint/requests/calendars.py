"""Working days and public holidays of the other party's place (Reg. 1182/71 Art. 2(1)).

Where a country is not known (see `closed`), weekends alone count.
"""

from datetime import date, timedelta

from footprint.requests.closed import HOLIDAY, WORKING, sign
from footprint.requests.table import Break, Rollover

_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


def is_holiday(day: date, country: str | None) -> bool:
    """Tell whether `day` is a public holiday there."""
    return sign(country, day) == HOLIDAY if country else False


def is_business_day(day: date, country: str | None, pause: Break | None = None) -> bool:
    """Tell whether `day` counts where a law counts business days; `pause` are days left out."""
    return not (pause is not None and pause.has(day)) and _is_working_day(day, country)


def _is_working_day(day: date, country: str | None) -> bool:
    told = sign(country, day) if country else None
    return told == WORKING if told else day.weekday() < SATURDAY


def add_business_days(
    start: date, count: int, country: str | None, pause: Break | None = None
) -> date:
    """Return the `count`-th business day after `start`, which itself is not counted."""
    day = start
    while count > 0:
        day += _DAY
        count -= is_business_day(day, country, pause)
    return day


def take_business_days(end: date, count: int, country: str | None) -> date:
    """Return the `count`-th business day before `end`, which itself is not counted."""
    day = end
    while count > 0:
        day -= _DAY
        count -= is_business_day(day, country)
    return day


def roll_forward(day: date, rollover: Rollover, country: str | None) -> date:
    """Return `day`, or the next day on which a deadline may end there, by the law's own rule."""
    while _moves(day, rollover, country):
        day += _DAY
    return day


def roll_back(day: date, country: str | None) -> date:
    """Return `day`, or the last working day before it: what the person has to do themselves."""
    while not is_business_day(day, country):
        day -= _DAY
    return day


def _moves(day: date, rollover: Rollover, country: str | None) -> bool:
    if rollover == "none":
        return False
    # Civil Code of Japan, Art. 142, does not name Saturday: taken for a day off while waiting.
    first_day_off = SUNDAY if rollover == "sun_hol_next" else SATURDAY
    return day.weekday() >= first_day_off or is_holiday(day, country)
