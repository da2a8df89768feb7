"""The two durations of FEEL: days and time, years and months.

They are kept apart because a month has no fixed number of days.
`timedelta` holds no nanoseconds, and FEEL asks for them.
"""

import re
from decimal import Decimal

from msgspec import Struct

# A part has at most 15 digits and a fraction at most 9 (nanoseconds), so that the sum is exact in 34 digits.
_DAYS = re.compile(
    r"(?P<sign>-?)P(?=[0-9T])(?:(?P<days>[0-9]{1,15})D)?"
    r"(?:T(?=[0-9])(?:(?P<hours>[0-9]{1,15})H)?(?:(?P<minutes>[0-9]{1,15})M)?"
    r"(?:(?P<seconds>[0-9]{1,15})(?:\.(?P<fraction>[0-9]{0,9}))?S)?)?"
)
_MONTHS = re.compile(r"(?P<sign>-?)P(?=[0-9])(?:(?P<years>[0-9]{1,15})Y)?(?:(?P<months>[0-9]{1,15})M)?")


class DaysDuration(Struct, frozen=True, order=True):
    """A days and time duration, in exact seconds; may be negative."""

    seconds: Decimal


class MonthsDuration(Struct, frozen=True, order=True):
    """A years and months duration, in whole months; may be negative."""

    months: int


def parse_duration(text: str) -> DaysDuration | MonthsDuration | None:
    """The duration written as in XML Schema: `P1Y2M`, `-P1D`, `P1DT2H3M4.5S`; None if it isn't one.

    Years or months together with days or time aren't a duration of FEEL: a month
    has no fixed number of days.
    """
    if match := _MONTHS.fullmatch(text):
        months = 12 * int(match["years"] or 0) + int(match["months"] or 0)
        return MonthsDuration(-months if match["sign"] else months)
    if match := _DAYS.fullmatch(text):
        return DaysDuration(_seconds(match))
    return None


def _seconds(match: re.Match[str]) -> Decimal:
    hours = 24 * int(match["days"] or 0) + int(match["hours"] or 0)
    seconds = 60 * (60 * hours + int(match["minutes"] or 0)) + int(match["seconds"] or 0)
    fraction = (match["fraction"] or "").rstrip("0")
    sign = match["sign"] if seconds or fraction else ""
    return Decimal(f"{sign}{seconds}.{fraction}" if fraction else f"{sign}{seconds}")


def format_duration(duration: DaysDuration | MonthsDuration) -> str:
    """The shortest text of a duration, each part within its range: `P3Y3M`, `-P1DT2H`, `PT0S`, `P0M`."""
    if isinstance(duration, MonthsDuration):
        years, months = divmod(abs(duration.months), 12)
        parts = _parts((years, "Y"), (months, "M")) or "0M"
        return f"{'-' if duration.months < 0 else ''}P{parts}"
    return f"{'-' if duration.seconds < 0 else ''}P{_days_and_time(duration.seconds.copy_abs())}"


def _days_and_time(seconds: Decimal) -> str:
    whole = int(seconds)
    fraction = f"{seconds:f}".partition(".")[2].rstrip("0")
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    date, last = _parts((days, "D")), f"{second}.{fraction}S" if fraction else _parts((second, "S"))
    time = _parts((hour, "H"), (minute, "M")) + last
    return f"{date}T{time}" if time else date or "T0S"


def _parts(*parts: tuple[int, str]) -> str:
    """The parts that aren't 0; by way of `Decimal`, which writes integers of any length."""
    return "".join(f"{Decimal(number):f}{letter}" for number, letter in parts if number)
