"""Closed days: what was written down is what the package says, and is read only while it is."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from footprint.requests import closed

DAYS = [closed.FIRST + timedelta(n) for n in range((closed.LAST - closed.FIRST).days + 1)]
PLACES = ["AE", "DE", "DE-BY", "FR", "GB", "GB-SCT", "JP", "KR", "NZ", "US", "US-CA", "ZA"]
UNKNOWN = ["XX", "US-ZZ", "ZZ-1"]


@pytest.fixture
def not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take what was written down away."""
    monkeypatch.setattr(closed, "WRITTEN", tmp_path / "holidays.txt")
    _forget()
    yield
    _forget()


def _forget() -> None:
    """Let the next question read the file again."""
    for remembered in (closed._written, closed._signs):
        remembered.cache_clear()


def test_what_is_written_down_is_read_without_the_package() -> None:
    script = (
        "import sys\n"
        "from datetime import date\n"
        "from footprint.requests.closed import sign\n"
        "print(sign('JP', date(2026, 11, 23)), sign('DE', date(2027, 2, 27)))\n"
        "assert 'holidays' not in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("h w\n", "")


@pytest.mark.parametrize("place", PLACES + UNKNOWN)
def test_what_is_written_down_is_what_the_package_says(place: str, not_written: None) -> None:
    asked = [closed.sign(place, day) for day in DAYS]
    known_as = closed._place(place)
    closed.WRITTEN.write_text(closed.written([known_as]), encoding="ascii")
    _forget()
    assert [closed.sign(place, day) for day in DAYS] == asked
    # It was read, and not asked again.
    assert (closed._signs(known_as) is None) == (asked[0] is None)


def test_a_sign_is_what_the_package_says_of_a_day() -> None:
    known = holidays.country_holidays("DE")
    for day in DAYS[:366]:
        sign = closed.sign("DE", day)
        assert (sign == closed.HOLIDAY) == (day in known)
        assert (sign == closed.WORKING) == known.is_working_day(day)


def test_days_that_are_not_written_down_are_asked_of_the_package() -> None:
    assert closed.sign("DE", date(2024, 10, 3)) == closed.HOLIDAY
    assert closed.sign("DE", date(2031, 10, 3)) == closed.HOLIDAY
    assert closed.sign("JP", date(2030, 1, 2)) == closed.HOLIDAY


def test_the_weekend_is_that_of_the_place() -> None:
    friday = date(2026, 11, 27)
    assert closed.sign("EG", friday) == closed.WEEKEND
    assert closed.sign("DE", friday) == closed.WORKING


@pytest.mark.parametrize("place", ["XX", "ZZ-1", ""])
def test_nothing_is_known_of_a_place_that_is_none(place: str) -> None:
    assert closed.sign(place, date(2026, 11, 23)) is None


def test_what_another_version_said_is_not_read(not_written: None) -> None:
    signs = closed.HOLIDAY * len(DAYS)
    closed.WRITTEN.write_text(f"holidays 0.1\nDE {signs}\n", encoding="ascii")
    _forget()
    assert closed.sign("DE", date(2026, 11, 24)) == closed.WORKING
