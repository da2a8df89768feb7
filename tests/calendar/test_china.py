"""The working days of China: by the notices as far as they reach, by weekdays and provisional beyond."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from engine.calendar.china import CHINA, is_published, is_working_day
from engine.calendar.model import Calendar

A_DAY = timedelta(days=1)
FIRST = date(2004, 1, 1)  # of the notices in chinesecalendar
LAST = date(max(chinese_calendar.holidays).year, 12, 31)  # 2026 in 1.11; a newer one reaches further
# A Saturday worked for the New Year of 2006 (notice of 2005), which chinesecalendar lacks.
KNOWN_DIFFERENCES = {date(2005, 12, 31)}

any_day = st.dates()


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += A_DAY


def worked(first: date, last: date) -> list[int]:
    """The days of the month that are worked."""
    return [day.day for day in days(first, last) if is_working_day(day)]


def test_the_national_day_of_2026_is_a_week_off_with_two_days_made_up() -> None:
    # Notice of November 2025: 1 to 7 October off, 20 September (a Sunday) and 10 October (a Saturday) worked
    assert worked(date(2026, 10, 1), date(2026, 10, 8)) == [8]
    assert is_working_day(date(2026, 9, 20))
    assert is_working_day(date(2026, 10, 10))
    assert not is_working_day(date(2026, 10, 11))


def test_the_spring_festival_of_2026_is_nine_days_off_with_two_days_made_up() -> None:
    # Notice of November 2025: 15 to 23 February off, 14 and 28 February (Saturdays) worked
    assert worked(date(2026, 2, 13), date(2026, 3, 1)) == [13, 14, 24, 25, 26, 27, 28]


def test_the_new_year_of_2026_is_three_days_off_with_the_sunday_after_made_up() -> None:
    assert worked(date(2026, 1, 1), date(2026, 1, 5)) == [4, 5]


@pytest.mark.parametrize(
    ("last_day", "moved_to"),
    [
        ("2026-09-30", "2026-09-30"),  # the day before the holiday is worked
        ("2026-10-01", "2026-10-08"),  # a public holiday
        ("2026-10-06", "2026-10-08"),  # a Tuesday that is made up for
        ("2026-10-08", "2026-10-08"),
        ("2026-10-10", "2026-10-10"),  # a Saturday that is worked
        ("2026-10-11", "2026-10-12"),  # a plain Sunday
        ("2026-02-15", "2026-02-24"),  # over the whole Spring Festival
        ("2101-01-01", "2101-01-03"),  # a Saturday of which nothing is published: to Monday
    ],
)
def test_a_last_day_on_a_holiday_moves_to_the_next_working_day(last_day: str, moved_to: str) -> None:
    moved = CHINA.next_working_day(date.fromisoformat(last_day))
    assert moved == date.fromisoformat(moved_to)


@given(any_day)
def test_the_next_working_day_is_worked_not_earlier_and_the_first_such(day: date) -> None:
    found = CHINA.next_working_day(day)
    assert found >= day
    assert is_working_day(found)
    assert not any(is_working_day(one) for one in days(day, found - A_DAY) if day < found)


@given(any_day)
def test_no_day_of_the_calendar_is_too_early_or_too_late_to_be_told(day: date) -> None:
    assert isinstance(is_working_day(day), bool)
    assert isinstance(CHINA.is_provisional(day), bool)


@pytest.mark.parametrize("day", ["2101-10-01", "2101-10-02", "9999-12-31", "2003-12-31", "0001-01-01"])
def test_a_year_without_a_notice_is_provisional_and_has_weekends_only(day: str) -> None:
    one = date.fromisoformat(day)
    assert CHINA.is_provisional(one)
    assert is_working_day(one) is (one.weekday() < 5)


@pytest.mark.parametrize("day", ["2004-01-01", "2025-12-31", "2026-01-01", "2026-10-01", "2026-12-24"])
def test_a_year_with_a_notice_is_settled(day: str) -> None:
    assert not CHINA.is_provisional(date.fromisoformat(day))


def test_the_last_week_of_the_last_year_awaits_the_notice_of_the_next_one() -> None:
    assert is_published(LAST.replace(day=24))
    assert not is_published(LAST.replace(day=25))
    assert not is_published(LAST + A_DAY)
    assert CHINA.is_provisional(LAST)
    assert CHINA.is_provisional(LAST + A_DAY)


def test_no_notice_so_far_moved_a_day_earlier_than_the_last_week_of_the_year_before() -> None:
    moved = {*chinese_calendar.holidays, *chinese_calendar.workdays}
    in_december = {day.day for day in moved if day.month == 12}
    assert in_december
    assert min(in_december) > 31 - 7


def test_a_published_holiday_that_leads_to_an_unpublished_day_is_provisional() -> None:
    made_up = Calendar(lambda day: day >= date(2027, 1, 4), lambda day: day.year == 2026)
    assert made_up.next_working_day(date(2026, 12, 24)) == date(2027, 1, 4)
    assert made_up.is_provisional(date(2026, 12, 24))


def test_another_library_knows_the_same_working_days_for_every_published_year() -> None:
    other = country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
    apart = {day for day in days(FIRST, LAST) if is_working_day(day) != other.is_working_day(day)}
    assert apart == KNOWN_DIFFERENCES
