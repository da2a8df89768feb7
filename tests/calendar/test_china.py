"""The working days of China: by the notices as far as they reach; beyond, provisional, by law and weekday."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from engine.calendar.by_law import Law, PublicHolidays
from engine.calendar.china import (
    CHINA,
    is_published,
    is_surely_worked,
    is_working_day,
    public_holidays,
)
from engine.calendar.model import Calendar

A_DAY = timedelta(days=1)
FIRST = date(2004, 1, 1)  # of the notices in chinesecalendar
LAST = date(max(chinese_calendar.holidays).year, 12, 31)  # 2026 in 1.11; a newer one reaches further
# A Saturday worked for the New Year of 2006 (notice of 2005), which chinesecalendar lacks.
KNOWN_DIFFERENCES = {date(2005, 12, 31)}
VICTORY_DAY = {date(2015, 9, 3), date(2015, 9, 4)}  # a holiday for that year alone, far from every other
FESTIVALS = {
    "lunar_new_year": "Chinese New Year (Spring Festival)",
    "qingming": "Tomb-Sweeping Day",
    "dragon_boat": "Dragon Boat Festival",
    "mid_autumn": "Mid-Autumn Festival",
}

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
        ("2101-01-03", "2101-01-03"),  # that Monday, as no notice moves it yet
        ("2102-05-01", "2102-05-03"),  # a Monday and a Tuesday that are holidays by law
        ("2102-10-01", "2102-10-04"),  # a Sunday, then two days that are holidays by law
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


@pytest.mark.parametrize("day", ["2101-10-05", "2101-10-08", "9999-12-31", "2003-12-31", "0001-01-01"])
def test_a_year_without_a_notice_is_provisional_and_has_its_weekends(day: str) -> None:
    one = date.fromisoformat(day)
    assert CHINA.is_provisional(one)
    assert is_working_day(one) is (one.weekday() < 5)


@pytest.mark.parametrize("day", ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"])
@pytest.mark.parametrize("year", [2050, 2101, 9999])
def test_a_holiday_that_the_rules_fix_is_free_in_every_year_and_provisional(year: int, day: str) -> None:
    one = date.fromisoformat(f"{year}-{day}")
    assert not is_working_day(one)
    assert CHINA.is_provisional(one)


@pytest.mark.parametrize(
    ("day", "is_free"),
    [
        ("2050-01-21", False),
        ("2050-01-22", True),  # the eve of the Spring Festival, 23 January 2050
        ("2050-01-25", True),
        ("2050-01-26", False),
        ("2002-05-03", True),  # before the notices: by the rules of 1999
        ("2002-04-05", False),  # Qingming, a holiday since 2008
        ("1999-10-01", False),  # before these rules: only a weekday is known
    ],
)
def test_festivals_are_free_as_the_rules_of_their_day_say(day: str, *, is_free: bool) -> None:
    one = date.fromisoformat(day)
    assert (one in public_holidays()) is is_free


def test_every_holiday_by_law_is_free_by_the_notices_too() -> None:
    by_law = [day for day in days(FIRST, LAST) if day in public_holidays()]
    assert len(by_law) > 200
    assert [day for day in by_law if chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("festival", FESTIVALS)
def test_another_library_has_the_festivals_on_the_same_days(festival: str) -> None:
    dates = public_holidays().festivals[festival]
    known = country_holidays("CN", years=range(2004, 2061), language="en_US")
    called = [day for day in dates if FESTIVALS[festival] in known.get(day, "")]
    since = 2004 if festival == "lunar_new_year" else 2008
    assert len(dates) == len({day.year for day in dates}) == 2060 - 2004 + 1
    assert {day.year for day in called} >= set(range(since, 2061))


def test_no_notice_made_a_day_free_that_lay_further_from_a_holiday_than_it_is_taken_to_reach() -> None:
    free = {day for day in days(FIRST, LAST) if day.weekday() < 5 and not is_working_day(day)}
    assert {day for day in free if not public_holidays().are_near(day)} == VICTORY_DAY


def test_no_last_day_so_far_moved_further_than_would_have_been_certain_before_its_notice() -> None:
    def surely(day: date) -> bool:
        return day.weekday() < 5 and not public_holidays().are_near(day)

    unpublished = Calendar(is_working_day, lambda _: False, surely)
    told = [day for day in days(FIRST, date(LAST.year, 12, 1)) if day not in VICTORY_DAY]
    late = [day for day in told if CHINA.next_working_day(day) > unpublished.next_certain_working_day(day)]
    assert late == []


@pytest.mark.parametrize(
    ("last_day", "at_the_latest"),
    [
        ("2026-10-01", "2026-10-08"),  # all is published
        ("2101-01-01", "2101-01-10"),  # seven days after 1 January is Saturday the 8th
        ("2101-07-12", "2101-07-12"),  # a Tuesday far from every holiday that is known
        ("9999-12-26", "9999-12-27"),  # a Sunday; what comes after 9999 isn't asked
        ("0001-01-06", "0001-01-08"),  # a Saturday; nor what was before the year 1
    ],
)
def test_a_last_day_moves_no_further_than_to_a_day_that_is_certain(last_day: str, at_the_latest: str) -> None:
    moved = CHINA.next_certain_working_day(date.fromisoformat(last_day))
    assert moved == date.fromisoformat(at_the_latest)


@given(any_day)
def test_a_day_that_is_certain_is_worked_and_not_before_the_next_working_day(day: date) -> None:
    certain = CHINA.next_certain_working_day(day)
    assert is_working_day(certain)
    assert is_surely_worked(certain)
    assert certain >= CHINA.next_working_day(day)
    if not CHINA.is_provisional(day):
        assert certain == CHINA.next_working_day(day)


def test_a_festival_is_free_by_the_law_of_its_year_only() -> None:
    made_up = PublicHolidays(
        reach_of_a_notice_in_days=1,
        laws=(
            Law(date(2000, 1, 1), "first", frozenset({"01-01"}), {"lantern": (0,)}),
            Law(date(2001, 1, 1), "second", frozenset(), {"lantern": (1,)}),
        ),
        source="made up",
        festivals={"lantern": (date(1999, 3, 1), date(2000, 3, 1), date(2001, 3, 1))},
    )
    assert [day for day in days(date(1999, 1, 1), date(2001, 12, 31)) if day in made_up] == [
        date(2000, 1, 1),
        date(2000, 3, 1),
        date(2001, 3, 2),
    ]
    assert made_up.are_near(date(2001, 3, 3))
    assert not made_up.are_near(date(2001, 3, 4))


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
    made_up = Calendar(lambda day: day >= date(2027, 1, 4), lambda day: day.year == 2026, lambda _: True)
    assert made_up.next_working_day(date(2026, 12, 24)) == date(2027, 1, 4)
    assert made_up.is_provisional(date(2026, 12, 24))


def test_another_library_knows_the_same_working_days_for_every_published_year() -> None:
    other = country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
    apart = {day for day in days(FIRST, LAST) if is_working_day(day) != other.is_working_day(day)}
    assert apart == KNOWN_DIFFERENCES
