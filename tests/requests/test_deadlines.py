"""Arithmetic by property: what must hold whatever the day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from footprint.model.calendar import add_months
from footprint.requests.calendars import (
    add_business_days,
    is_business_day,
    is_holiday,
    roll_back,
    roll_forward,
)
from footprint.requests.deadlines import acknowledgement, received, statutory
from footprint.requests.table import load

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(start=DAYS, months=st.integers(0, 40))
def test_months_keep_the_number_or_take_the_last_day(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)


@settings(deadline=None)
@given(start=DAYS, count=st.integers(1, 30), country=st.sampled_from(["JP", "US", "NZ", None]))
def test_business_days_are_counted_one_by_one(start: date, count: int, country: str | None) -> None:
    pause = load().business_day_breaks.get(country or "")
    end = add_business_days(start, count, country, pause)
    between = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    assert sum(is_business_day(day, country, pause) for day in between) == count
    assert is_business_day(end, country, pause)


@settings(deadline=None)
@given(day=DAYS, country=st.sampled_from(["DE", "GB", "JP", "ZA", None]))
def test_a_rolled_date_is_never_earlier_and_stays_where_it_is(
    day: date, country: str | None
) -> None:
    for rollover in ("sat_sun_hol_next", "sun_hol_next", "jp_civil_142", "none"):
        rolled = roll_forward(day, rollover, country)
        assert day <= rolled <= day + timedelta(12)
        assert roll_forward(rolled, rollover, country) == rolled
        if rollover in ("sat_sun_hol_next", "jp_civil_142"):
            assert rolled.weekday() < 5
    assert roll_forward(day, "none", country) == day


@settings(deadline=None, max_examples=50)
@given(day=DAYS, rule=st.sampled_from(load().rules))
def test_an_extension_is_never_before_the_deadline(day: date, rule: object) -> None:
    from footprint.requests.table import Rule

    assert isinstance(rule, Rule)
    plain = statutory(rule, day, "DE", load())
    extended = statutory(rule, day, "DE", load(), extended=True)
    assert (plain is None) == (not rule.has_number)
    if plain and extended:
        assert day < plain < extended


def test_new_zealand_counts_no_days_over_the_turn_of_the_year() -> None:
    pause = load().business_day_breaks["NZ"]
    assert add_business_days(date(2026, 12, 23), 2, "NZ", pause) == date(2027, 1, 18)


def test_a_country_that_nobody_knows_has_weekends() -> None:
    assert received(date(2026, 12, 24), "post", None) == date(2026, 12, 29)
    assert add_business_days(date(2026, 12, 24), 3, "ZZ") == date(2026, 12, 29)


@settings(deadline=None, max_examples=60)
@given(day=DAYS)
def test_an_extension_counts_from_receipt_and_not_from_a_date_cut_short(day: date) -> None:
    rule = load().rule("EU-GDPR-DSR")
    end = statutory(rule, day, "DE", load(), extended=True)
    # 31 January: 30 April, and not 28 April.
    assert end == roll_forward(add_months(day, 3), rule.rollover, "DE")


@settings(deadline=None, max_examples=60)
@given(day=DAYS, stopped=st.integers(0, 90))
def test_a_stopped_clock_adds_its_days_before_the_weekend_does(day: date, stopped: int) -> None:
    rule = load().rule("UK-GDPR-DSR")
    end = statutory(rule, day, "GB", load(), skip_days=stopped)
    assert end == roll_forward(add_months(day, 1) + timedelta(stopped), rule.rollover, "GB")


@settings(deadline=None, max_examples=60)
@given(day=DAYS)
def test_in_south_africa_saturdays_count(day: date) -> None:
    rolled = roll_forward(day, "sun_hol_next", "ZA")
    assert rolled.weekday() != 6
    if day.weekday() == 5 and not is_holiday(day, "ZA"):
        assert rolled == day


@settings(deadline=None, max_examples=60)
@given(day=DAYS, country=st.sampled_from(["DE", "GB", "JP", "US", None]))
def test_one_s_own_date_is_never_later(day: date, country: str | None) -> None:
    rolled = roll_back(day, country)
    assert day - timedelta(12) <= rolled <= day
    assert is_business_day(rolled, country)
    assert roll_back(rolled, country) == rolled


@settings(deadline=None, max_examples=60)
@given(day=DAYS, country=st.sampled_from(["DE", "JP", "US", None]))
def test_a_letter_arrives_on_the_third_working_day(day: date, country: str | None) -> None:
    arrived = received(day, "post", country)
    between = (day + timedelta(n) for n in range(1, (arrived - day).days + 1))
    assert sum(is_business_day(each, country) for each in between) == 3
    for channel in ("email", "web", "in_app", "phone", "sms", None):
        assert received(day, channel, country) == day


@settings(deadline=None, max_examples=60)
@given(day=DAYS)
def test_california_acknowledges_within_ten_working_days(day: date) -> None:
    rule = load().rule("US-CA-CCPA-DSR")
    by = acknowledgement(rule, day, "US-CA", load())
    due = statutory(rule, day, "US-CA", load())
    assert by == add_business_days(day, 10, "US-CA")
    assert due == day + timedelta(45)  # no weekend moves it (11 CCR 7021(b))


def test_no_business_is_done_in_japan_over_the_turn_of_the_year() -> None:
    # Civil Code Art. 142 with the custom, and the Banking Act: 31 December to 3 January.
    for day in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3)):
        assert roll_forward(day, "jp_civil_142", "JP") == date(2027, 1, 4)
    assert roll_forward(date(2026, 12, 30), "jp_civil_142", "JP") == date(2026, 12, 30)
    assert roll_back(date(2027, 1, 3), "JP") == date(2026, 12, 30)
    assert roll_forward(date(2025, 12, 31), "jp_civil_142", "JP") == date(2026, 1, 5)
