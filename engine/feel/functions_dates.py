"""Built-in functions on dates and durations, and their properties (`.year`, `.days`).

There is no clock among them: the day for which an answer holds is the fact `as_of`. A property
is a function whose name has a dot, which nobody can write as a call.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from engine.feel.dates import parse_date
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.functions_numbers import RATIO_NUMBER
from engine.feel.operations import SECONDS_A_DAY
from engine.feel.signature import DAY, Function, Parameter
from engine.feel.types import (
    DATE,
    DAYS,
    MONTHS,
    NUMBER,
    DateType,
    DaysType,
    MonthsType,
    NumberType,
    TextType,
    Type,
)
from engine.feel.unknown import Value, failure
from engine.values import Unit

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _date(*parts: Any) -> Value:  # noqa: ANN401  (a text, a date, or three numbers)
    if len(parts) == 3:
        day = _day(*parts)
    else:
        (start,) = parts
        day = parse_date(start) if isinstance(start, str) else start
    return failure("not_a_date") if day is None else day


def _day(year: Decimal, month: Decimal, day: Decimal) -> date | None:
    if not (date.min.year <= year <= date.max.year and 1 <= month < 13 and 1 <= day < 32):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:  # 30 February
        return None


def _months_between(start: date, end: date) -> Value:
    """Whole months from one day to another; negative if the other is earlier."""
    if end < start:
        months = _whole_months(end, start)
        return MonthsDuration(-months)
    return MonthsDuration(_whole_months(start, end))


def _whole_months(start: date, end: date) -> int:
    return 12 * (end.year - start.year) + end.month - start.month - (end.day < start.day)


def _part(of: int, within: int) -> Callable[[DaysDuration], Value]:
    """Whole units of so many seconds, those of the next larger unit taken off; the sign is the duration's."""

    def apply(duration: DaysDuration) -> Value:
        whole = abs(int(duration.seconds))
        count = (whole % within if within else whole) // of
        return Decimal(-count if duration.seconds < 0 else count)

    return apply


def _years(duration: MonthsDuration) -> Value:
    years = abs(duration.months) // 12
    return Decimal(-years if duration.months < 0 else years)


def _months(duration: MonthsDuration) -> Value:
    months = abs(duration.months) % 12
    return Decimal(-months if duration.months < 0 else months)


def _property(owner: str, kind: Type, name: str, unit: str, apply: Callable[[Any], Value]) -> Function:
    result = NumberType(Unit.of({unit: 1})) if unit else NUMBER
    return Function(f"{owner}.{name}", (Parameter("of", kind),), result, apply)


_PROPERTIES = (
    _property("date", DATE, "year", "", lambda day: Decimal(day.year)),
    _property("date", DATE, "month", "", lambda day: Decimal(day.month)),
    _property("date", DATE, "day", "", lambda day: Decimal(day.day)),
    _property("date", DATE, "weekday", "", lambda day: Decimal(day.isoweekday())),
    _property("duration", DAYS, "days", "day", _part(SECONDS_A_DAY, 0)),
    _property("duration", DAYS, "hours", "hour", _part(3600, SECONDS_A_DAY)),
    _property("duration", DAYS, "minutes", "minute", _part(60, 3600)),
    _property("duration", DAYS, "seconds", "second", _part(1, 60)),
    _property("duration", MONTHS, "years", "year", _years),
    _property("duration", MONTHS, "months", "month", _months),
)

# The properties of a type, by their name.
PROPERTIES: Mapping[type, Mapping[str, Function]] = {
    kind: {
        one.name.partition(".")[2]: one for one in _PROPERTIES if isinstance(one.parameters[0].wants, kind)
    }
    for kind in (DateType, DaysType, MonthsType)
}

_DATE = Parameter("date", DATE)

DATE_FUNCTIONS = (
    *_PROPERTIES,
    Function(
        "date",
        (Parameter("from", DAY),),
        DATE,
        _date,
        otherwise=(
            Parameter("year", RATIO_NUMBER),
            Parameter("month", RATIO_NUMBER),
            Parameter("day", RATIO_NUMBER),
        ),
    ),
    Function(
        "years and months duration", (Parameter("from", DATE), Parameter("to", DATE)), MONTHS, _months_between
    ),
    Function("day of week", (_DATE,), TextType(WEEKDAYS), lambda day: WEEKDAYS[day.weekday()]),
    Function("day of year", (_DATE,), NUMBER, lambda day: Decimal(day.timetuple().tm_yday)),
    Function("week of year", (_DATE,), NUMBER, lambda day: Decimal(day.isocalendar().week)),
    Function("month of year", (_DATE,), TextType(MONTH_NAMES), lambda day: MONTH_NAMES[day.month - 1]),
)
