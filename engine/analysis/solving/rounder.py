"""Rounder values to try instead of one: a figure that nobody can remember proves no more than 1,000 yuan."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import takewhile

from engine.feel.dates import parse_date

_MOST_DIGITS = 6  # after which a number is as round as it gets


def rounder(value: object, today: date) -> Iterator[object]:
    """Values that are rounder than one, the roundest first.

    Args:
        value: a raw value of a profile.
        today: the day of the assessment, which is as good as any other day and says more.
    """
    match value:
        case bool():
            return
        case Decimal():
            yield from takewhile(lambda one: one != value, _numbers(value))
        case str() if (day := parse_date(value)) is not None:
            yield from (one.isoformat() for one in takewhile(lambda one: one != day, _days(day, today)))


def _numbers(value: Decimal) -> Iterator[Decimal]:
    """With one digit, then with more and more."""
    for digits in range(1, _MOST_DIGITS + 1):
        unit = Decimal((0, (1,), value.adjusted() + 1 - digits))
        for direction in (ROUND_CEILING, ROUND_FLOOR):
            near = (value / unit).to_integral_value(direction) * unit
            yield Decimal(f"{near:f}")  # `3000`, not `3E+3`


def _days(day: date, today: date) -> Iterator[date]:
    """The first of the year, or of the month; else the day of the assessment."""
    yield day.replace(month=1, day=1)
    if day.year < date.max.year:
        yield date(day.year + 1, 1, 1)
    yield day.replace(day=1)
    yield today
