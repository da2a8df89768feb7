"""The two durations of FEEL: days and time, years and months.

They are kept apart because a month has no fixed number of days.
`timedelta` holds no nanoseconds, and FEEL asks for them.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, order=True)
class DaysDuration:
    """A days and time duration, in exact seconds; may be negative."""

    seconds: Decimal


@dataclass(frozen=True, slots=True, order=True)
class MonthsDuration:
    """A years and months duration, in whole months; may be negative."""

    months: int
