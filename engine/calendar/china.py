"""The working days of mainland China, as the State Council's rules and yearly notices fix them.

Weekends make up for bridging days, so that a Sunday may be worked and a Tuesday not. The notices
come as the package `chinesecalendar`, which refuses years that it doesn't know; here such a day is
told by its weekday and by the holidays that stand in the rules themselves, and said to be provisional.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from pkgutil import get_data
from typing import Final

from engine.calendar.by_law import PublicHolidays
from engine.calendar.model import Calendar

_FRIDAY: Final = 5


@cache
def public_holidays() -> PublicHolidays:
    """What the rules on public holidays say themselves; read when it is first asked for."""
    data = get_data("engine.calendar", "china.json")  # out of an archive on other machines
    assert data is not None, "it ships with the engine"  # noqa: S101  (a promise of the packaging)
    return PublicHolidays.read(data)


@lru_cache(maxsize=4096)
def _told(day: date) -> bool | None:
    """Whether a day is worked by the notices; None where the package has none for its year."""
    import chinese_calendar  # noqa: PLC0415  (start-up shouldn't wait for it)

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


@lru_cache(maxsize=4096)
def is_working_day(day: date) -> bool:
    """Whether a day is worked: by the notices, else Monday to Friday but for public holidays."""
    told = _told(day)
    return _is_weekday(day) and day not in public_holidays() if told is None else told


def is_published(day: date) -> bool:
    """Whether the notice for the day's year is there and, for its last week, that for the year after."""
    reach = timedelta(days=public_holidays().reach_of_a_notice_in_days)
    return _told(day) is not None and _told(day + reach) is not None


@lru_cache(maxsize=4096)
def is_surely_worked(day: date) -> bool:
    """Whether a day is worked whatever a notice still to come says: far from every public holiday."""
    if is_published(day):
        return is_working_day(day)
    return _is_weekday(day) and not public_holidays().are_near(day)


def _is_weekday(day: date) -> bool:
    return day.isoweekday() <= _FRIDAY


CHINA: Final = Calendar(is_working_day, is_published, is_surely_worked)
