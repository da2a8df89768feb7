"""The working days of mainland China, as the State Council's yearly notices fix them.

Weekends make up for bridging days, so that a Sunday may be worked and a Tuesday not. The notices
come as the package `chinesecalendar`, which refuses years that it doesn't know; here such a day is
told by its weekday instead, and said to be provisional.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from engine.calendar.model import Calendar

_FRIDAY: Final = 5
# The notice for a year also moves days at the end of the year before: since 2006 none before 29 December.
_REACH_OF_A_NOTICE: Final = timedelta(days=7)


@lru_cache(maxsize=4096)
def _told(day: date) -> bool | None:
    """Whether a day is worked by the notices; None where the package has none for its year."""
    import chinese_calendar  # noqa: PLC0415  (start-up shouldn't wait for it)

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def is_working_day(day: date) -> bool:
    """Whether a day is worked: by the notices, else Monday to Friday."""
    told = _told(day)
    return day.isoweekday() <= _FRIDAY if told is None else told


def is_published(day: date) -> bool:
    """Whether the notice for the day's year is there and, for its last week, that for the year after."""
    return _told(day) is not None and _told(day + _REACH_OF_A_NOTICE) is not None


CHINA: Final = Calendar(is_working_day, is_published)
