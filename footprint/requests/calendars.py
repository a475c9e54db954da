"""Working days and public holidays of the other party's place (Reg. 1182/71 Art. 2(1)).

The `holidays` package is imported only when a date has to be moved or counted in working days.
Where a country is not known to it, weekends alone count.
"""

import sys
from datetime import date, timedelta
from functools import cache
from types import ModuleType
from typing import Protocol

from footprint.requests.table import Break, Rollover

_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6


class _Holidays(Protocol):
    def __contains__(self, day: object) -> bool: ...
    def is_working_day(self, key: date) -> bool: ...


@cache
def _library() -> ModuleType:
    """Return the `holidays` package, set up to import one country's module at a time.

    Its `countries` package would import all 250 of them, and its `version` all that reads mail to
    look its own up; either takes longer than all else that `footprint due` does. The countries
    themselves find each other by module.
    """
    if "holidays" not in sys.modules:
        sys.modules["holidays.version"] = version = ModuleType("holidays.version")
        version.__dict__["__version__"] = ""
    import holidays

    if "holidays.countries" not in sys.modules:
        countries = ModuleType("holidays.countries")
        countries.__path__ = [f"{folder}/countries" for folder in holidays.__path__]
        sys.modules["holidays.countries"] = countries
    return holidays


@cache
def _holidays(country: str) -> _Holidays | None:
    """Return the public holidays of a country or subdivision; None where they are not known."""
    holidays = _library()
    nation, _, subdivision = country.partition("-")
    if nation == "JP":
        # Civil Code Art. 142: no business is done from 31 December to 3 January, by custom and by
        # the Banking Act; the library has those days apart from the national holidays.
        closed: _Holidays = holidays.country_holidays(nation, categories=("public", "bank"))
        return closed
    if nation == "GB":
        # The three parts of the United Kingdom differ; England and Wales stand for it.
        subdivision = subdivision if subdivision in ("SCT", "NIR", "WLS") else "ENG"
    for part in dict.fromkeys((subdivision or None, None)):
        try:
            found: _Holidays = holidays.country_holidays(nation, subdiv=part)
        except (NotImplementedError, ValueError):
            continue
        return found
    return None


# The library takes long to tell, and many requests come to the same few days.
@cache
def is_holiday(day: date, country: str | None) -> bool:
    """Tell whether `day` is a public holiday there."""
    known = _holidays(country) if country else None
    return known is not None and day in known


def is_business_day(day: date, country: str | None, pause: Break | None = None) -> bool:
    """Tell whether `day` counts where a law counts business days; `pause` are days left out."""
    return not (pause is not None and pause.has(day)) and _is_working_day(day, country)


@cache
def _is_working_day(day: date, country: str | None) -> bool:
    known = _holidays(country) if country else None
    return known.is_working_day(day) if known is not None else day.weekday() < SATURDAY


def add_business_days(
    start: date, count: int, country: str | None, pause: Break | None = None
) -> date:
    """Return the `count`-th business day after `start`, which itself is not counted."""
    day = start
    while count > 0:
        day += _DAY
        count -= is_business_day(day, country, pause)
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
