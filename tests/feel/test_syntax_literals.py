"""Dates and durations as text."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.dates import parse_date
from engine.feel.durations import DaysDuration, MonthsDuration, format_duration, parse_duration
from engine.feel.literals import number

NANOSECOND = Decimal("0.000000001")


@given(st.dates())
def test_every_day_of_the_calendar_can_be_read(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30", "2023-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "10000-01-01", "-2026-01-01",
        "2026-1-1", "20261125", "2026-W48-3", "2026-11-25T00:00:00", "2026-11-25Z", " 2026-11-25",
        "2026-11-25\n",
        "２０２６-11-25", "999999999-12-31", "",
    ],
)  # fmt: skip
def test_what_is_no_day_written_in_full_is_no_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT0S", "0"), ("-PT0S", "0"), ("P0D", "0"), ("P1D", "86400"), ("-P1D", "-86400"), ("PT3M", "180"),
        ("PT0.999S", "0.999"), ("PT0.S", "0"), ("PT0.000S", "0"), ("PT1.S", "1"), ("-PT0.5S", "-0.5"),
        ("P1DT2H3M4.123456789S", "93784.123456789"), ("PT1000M", "60000"), ("PT240H", "864000"),
        ("P2DT100M", "178800"), ("P999999999999999D", "86399999999999913600"),
    ],
)  # fmt: skip
def test_a_duration_of_days_and_time_is_exact_in_seconds(text: str, seconds: str) -> None:
    duration = parse_duration(text)
    assert isinstance(duration, DaysDuration)
    assert duration.seconds == Decimal(seconds)
    assert not (duration.seconds.is_zero() and duration.seconds.is_signed())


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("P1Y2M", 14), ("P1Y", 12), ("P1M", 1), ("-P1Y", -12), ("P0M", 0), ("-P0Y", 0), ("P1Y27M", 39),
        ("P999999999M", 999_999_999), ("-P999999999M", -999_999_999),
    ],
)  # fmt: skip
def test_a_duration_of_years_and_months_is_whole_months(text: str, months: int) -> None:
    assert parse_duration(text) == MonthsDuration(months)


@pytest.mark.parametrize(
    "text",
    [
        "", "P", "-P", "PT", "P1DT", "P1", "P1Y1D", "P1M1D", "P1MT1H", "PT1D", "P1H", "PT5M3H",
        "P1M1Y", "P-1D", "+P1D",
        "p1d", "P1.5D", "PT1.5M", "PT1.1234567890S", "PT.5S",
        "P１D", "P1D ", "P1W", "P1234567890123456D",
        "P" + "9" * 9000 + "Y",
    ],
)  # fmt: skip
def test_what_mixes_months_with_days_or_is_cut_short_is_no_duration(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("P0D", "PT0S"), ("PT240H", "P10D"), ("P1Y27M", "P3Y3M"), ("-P0Y", "P0M"), ("-P20M", "-P1Y8M"),
        ("PT1000M", "PT16H40M"), ("P1DT2H3M4.123456789S", "P1DT2H3M4.123456789S"), ("PT60S", "PT1M"),
        ("PT0.50S", "PT0.5S"), ("-PT36H", "-P1DT12H"), ("P1Y", "P1Y"), ("PT86401S", "P1DT1S"),
    ],
)  # fmt: skip
def test_a_duration_is_shown_in_its_shortest_form(text: str, canonical: str) -> None:
    duration = parse_duration(text)
    assert duration is not None
    assert format_duration(duration) == canonical


@given(st.integers(-(10**15), 10**15))
def test_a_duration_in_months_survives_being_shown(months: int) -> None:
    assert parse_duration(format_duration(MonthsDuration(months))) == MonthsDuration(months)


@given(st.integers(-(10**24), 10**24))
def test_a_duration_in_nanoseconds_survives_being_shown(nanoseconds: int) -> None:
    duration = DaysDuration(nanoseconds * NANOSECOND)
    assert parse_duration(format_duration(duration)) == duration


@given(st.timedeltas())
def test_a_duration_agrees_with_the_standard_library(delta: timedelta) -> None:
    text = f"P{delta.days}DT{delta.seconds}.{delta.microseconds:06}S".replace("P-", "-P")
    expected = abs(delta.days) * 86_400 + delta.seconds + Decimal(delta.microseconds).scaleb(-6)
    assert parse_duration(text) == DaysDuration(-expected if delta.days < 0 else expected)


def test_a_duration_longer_than_any_calendar_can_still_be_shown() -> None:
    assert format_duration(DaysDuration(Decimal("8.64E+6004"))) == "P1" + "0" * 6000 + "D"
    assert format_duration(DaysDuration(Decimal(1) / 3)) == "PT0." + "3" * 28 + "S"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1e6143", "1e6143"), ("1e-6143", "1e-6143"), ("0." + "0" * 50 + "1", "1e-51"),
        ("1" + "0" * 60, "1e60"),
        ("1." + "0" * 60, "1"), ("0" * 5000 + "1", "1"), ("1e" + "0" * 5000 + "1", "10"), ("0e6000", "0"),
    ],
)  # fmt: skip
def test_a_number_that_34_digits_hold_is_taken_exactly(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["1e6144", "1e-6144", "0e99999", "1e" + "9" * 5000, "1" * 35, "1." + "0" * 33 + "1", "9" * 5000]
)
def test_a_number_that_34_digits_can_not_hold_is_refused(text: str) -> None:
    assert number(text) is None
