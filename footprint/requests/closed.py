"""Which days are closed at a place: public holidays and weekends, by the `holidays` package.

The package takes longer to import than all else that `footprint due` does, so what it says of the
years around now is written down when footprint is built (see `hatch_build.py`), and read from
there as long as the package installed is the one that said it. Everything else is asked of the
package itself.
"""

import sys
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Protocol

WORKING, WEEKEND, HOLIDAY = ".", "w", "h"
WRITTEN = Path(__file__).parents[1] / "data" / "holidays.txt"
"""A line `holidays VERSION`, then for each place a line `PLACE SIGNS`, one for each day."""
FIRST, LAST = date(2025, 1, 1), date(2029, 12, 31)
"""The days that are written down: those of requests which are open now, and of their replies."""
_PARTED = ("AU", "CA", "DE", "GB", "US")
"""The nations of which the places inside are written down, too."""


class _Holidays(Protocol):
    def __contains__(self, day: object) -> bool: ...
    def is_working_day(self, key: date) -> bool: ...


def sign(country: str, day: date) -> str | None:
    """Return whether `day` is WORKING, WEEKEND or HOLIDAY in a country or subdivision (US-CA).

    The weekend is that of the place. None where neither the subdivision nor its country is known.
    """
    place = _place(country)
    if FIRST <= day <= LAST:
        signs = _signs(place)
        if signs is not None:
            return signs[(day - FIRST).days]
    return _asked(place, day)


@cache
def _place(country: str) -> str:
    nation, _, subdivision = country.partition("-")
    if nation == "GB":
        # The parts of the United Kingdom differ; England and Wales stand for it.
        return f"GB-{subdivision if subdivision in ('SCT', 'NIR', 'WLS') else 'ENG'}"
    return country


@cache
def _signs(place: str) -> str | None:
    signs = _written().get(place.encode())
    return None if signs is None else signs.decode("ascii")


@cache
def _written() -> dict[bytes, bytes]:
    """Return the signs that were written down, by place.

    None of them where another version of the package is installed by now.
    """
    try:
        head, *lines = WRITTEN.read_bytes().removesuffix(b"\n").split(b"\n")
    except OSError:
        return {}
    spec = find_spec("holidays")
    if spec is None or spec.origin is None:
        return {}
    described = head.decode("ascii").replace(" ", "-") + ".dist-info"
    if not Path(spec.origin).parents[1].joinpath(described).is_dir():
        return {}
    return {place: signs for place, _, signs in (line.partition(b" ") for line in lines)}


def places() -> list[str]:
    """Return the places whose days are to be written down: all nations, and parts of some."""
    supported = _library().list_supported_countries(include_aliases=False)
    codes = [(nation, part) for nation in _PARTED for part in supported[nation] if part.isalnum()]
    return sorted({*supported, *(f"{nation}-{part}" for nation, part in codes)})


def written(places: Iterable[str]) -> str:
    """Return the text to write down for `places`."""
    from importlib.metadata import version

    days = [FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1)]
    lines = [f"holidays {version('holidays')}"]
    for place in places:
        signs = [_asked(place, day) for day in days]
        if None not in signs:
            lines.append(f"{place} {''.join(map(str, signs))}")
    return "\n".join(lines) + "\n"


@cache
def _asked(place: str, day: date) -> str | None:
    """Return what the package says."""
    known = _known(place)
    if known is None:
        return None
    return WORKING if known.is_working_day(day) else HOLIDAY if day in known else WEEKEND


@cache
def _library() -> ModuleType:
    """Return the `holidays` package, set up to import one country's module at a time.

    Its `countries` package would import all 250 of them, and its `version` all that reads mail to
    look its own up. The countries themselves find each other by module.
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
def _known(place: str) -> _Holidays | None:
    """Return the public holidays of a place; of its nation, where the part of it is not known."""
    holidays = _library()
    nation, _, subdivision = place.partition("-")
    if nation == "JP":
        # Civil Code Art. 142: no business is done from 31 December to 3 January, by custom and by
        # the Banking Act; the library has those days apart from the national holidays.
        closed: _Holidays = holidays.country_holidays(nation, categories=("public", "bank"))
        return closed
    for part in dict.fromkeys((subdivision or None, None)):
        try:
            found: _Holidays = holidays.country_holidays(nation, subdiv=part)
        except (NotImplementedError, ValueError):
            continue
        return found
    return None
