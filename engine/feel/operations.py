"""Arithmetic on values, exact where decimals are, never in binary floating point.

Every operation is strict: an unknown operand makes an unknown result. One without a value (division
by zero, a date past the year 9999) is unknown too, with the reason, instead of an exception.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from engine.feel.core import ArithmeticSign
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.unknown import Unknown, Value, failure, union
from engine.values import DECIMAL128

ZERO, ONE = Decimal(0), Decimal(1)
SECONDS_A_DAY = 86_400
LONGEST_TEXT = 100_000  # characters of a text that an expression makes
MOST_MONTHS = Decimal(10**12)  # of a duration; far beyond the calendar, as are the seconds
MOST_SECONDS = Decimal(10**15)


def arithmetic(sign: ArithmeticSign, left: Value, right: Value) -> Value:
    """`left sign right`; the types are known to fit."""
    unknown = union((left, right))
    if unknown is not None:
        return unknown
    return _OPERATIONS[sign, type(left), type(right)](left, right)


def negate(value: Any) -> Any:  # noqa: ANN401  (the type of the operand is that of the result)
    """Minus a number or a duration; an unknown stays as it is."""
    match value:
        case Decimal():
            return plain(DECIMAL128.minus(value))
        case DaysDuration(seconds):
            return DaysDuration(plain(DECIMAL128.minus(seconds)))
        case MonthsDuration(number):
            return MonthsDuration(-number)
    return value


def decimally(operation: Callable[..., Decimal], *operands: object) -> Decimal | Unknown:
    """The result of operations of the decimal128 context, or why there is none."""
    try:
        result = operation(*operands)
    except DivisionByZero:
        return failure("division_by_zero")
    except Overflow:
        return failure("overflow")
    except InvalidOperation:
        return failure("undefined")
    return plain(result) if result.is_finite() else failure("undefined")


def plain(number: Decimal) -> Decimal:
    """The number, with no minus before a zero."""
    return number or ZERO


def days(seconds: Value) -> Value:
    """The duration of so many seconds."""
    return DaysDuration(seconds) if isinstance(seconds, Decimal) else seconds


def months(number: Value) -> Value:
    """The duration of so many months, a part of a month dropped."""
    if not isinstance(number, Decimal):
        return number
    return MonthsDuration(int(number)) if number.copy_abs() < MOST_MONTHS else failure("overflow")


def _divided(left: Decimal, right: Decimal) -> Value:
    return decimally(DECIMAL128.divide, left, right)


def _power(base: Decimal, exponent: Decimal) -> Value:
    if not base and exponent < 0:
        return failure("division_by_zero")
    return decimally(DECIMAL128.power, base, exponent)


def _joined(left: str, right: str) -> Value:
    return bounded(left + right)


def bounded(text: str) -> str | Unknown:
    """The text, unless it is too long."""
    return text if len(text) <= LONGEST_TEXT else failure("overflow")


def _apart(left: date, right: date) -> Value:
    return DaysDuration(Decimal((left - right).days * SECONDS_A_DAY))


def later_by_days(day: date, duration: DaysDuration) -> Value:
    """The day on which one is after the duration, counted from the day's first moment."""
    if duration.seconds.copy_abs() > MOST_SECONDS:
        return failure("overflow")
    whole = int(duration.seconds.to_integral_value(ROUND_FLOOR)) // SECONDS_A_DAY
    try:
        return day + timedelta(days=whole)
    except OverflowError:
        return failure("overflow")


def later_by_months(day: date, duration: MonthsDuration) -> Value:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + duration.months, 12)
    if not date.min.year <= year <= date.max.year:
        return failure("overflow")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _number(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Decimal, Decimal], Value]:
    return lambda left, right: decimally(operation, left, right)


def _sum_of_days(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[..., Value]:
    return lambda left, right: days(decimally(operation, left.seconds, right.seconds))


def _times_days(left: DaysDuration, right: Decimal) -> Value:
    return days(decimally(DECIMAL128.multiply, left.seconds, right))


def _times_months(left: MonthsDuration, right: Decimal) -> Value:
    return months(decimally(DECIMAL128.multiply, Decimal(left.months), right))


def _swapped(operation: Callable[[Any, Any], Value]) -> Callable[[Any, Any], Value]:
    return lambda left, right: operation(right, left)


_OPERATIONS: Mapping[tuple[str, type, type], Callable[[Any, Any], Value]] = {
    ("+", Decimal, Decimal): _number(DECIMAL128.add),
    ("-", Decimal, Decimal): _number(DECIMAL128.subtract),
    ("*", Decimal, Decimal): _number(DECIMAL128.multiply),
    ("/", Decimal, Decimal): _divided,
    ("**", Decimal, Decimal): _power,
    ("+", str, str): _joined,
    ("-", date, date): _apart,
    ("+", date, DaysDuration): later_by_days,
    ("+", DaysDuration, date): _swapped(later_by_days),
    ("-", date, DaysDuration): lambda day, gap: later_by_days(day, negate(gap)),
    ("+", date, MonthsDuration): later_by_months,
    ("+", MonthsDuration, date): _swapped(later_by_months),
    ("-", date, MonthsDuration): lambda day, gap: later_by_months(day, negate(gap)),
    ("+", DaysDuration, DaysDuration): _sum_of_days(DECIMAL128.add),
    ("-", DaysDuration, DaysDuration): _sum_of_days(DECIMAL128.subtract),
    ("*", DaysDuration, Decimal): _times_days,
    ("*", Decimal, DaysDuration): _swapped(_times_days),
    ("/", DaysDuration, Decimal): lambda gap, by: days(_divided(gap.seconds, by)),
    ("/", DaysDuration, DaysDuration): lambda left, right: _divided(left.seconds, right.seconds),
    ("+", MonthsDuration, MonthsDuration): lambda left, right: months(Decimal(left.months + right.months)),
    ("-", MonthsDuration, MonthsDuration): lambda left, right: months(Decimal(left.months - right.months)),
    ("*", MonthsDuration, Decimal): _times_months,
    ("*", Decimal, MonthsDuration): _swapped(_times_months),
    ("/", MonthsDuration, Decimal): lambda gap, by: months(_divided(Decimal(gap.months), by)),
    ("/", MonthsDuration, MonthsDuration): lambda left, right: _divided(
        Decimal(left.months), Decimal(right.months)
    ),
}
