"""Dates and durations on columns: whole days, whole seconds and whole months, all of them exact.

A date beyond the calendar of the language is unknown, as it is for the reference; Polars' own goes on.
"""

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl

from engine.evaluation.columns.logic import either
from engine.evaluation.columns.plan import Column, Plan
from engine.evaluation.columns.values import Days, Exact, Inexact, Single, Unlowered
from engine.feel.operations import SECONDS_A_DAY

_MOST_SECONDS = 4 * 10**11  # from the first day of the calendar to the last
_FIRST, _LAST = date.min, date.max


def arithmetic(plan: Plan, sign: str, left: Single, right: Single, *, months: bool) -> Single:
    """`left sign right` where one of the two is a date.

    Args:
        plan: to which the columns go.
        sign: `+` or `-`.
        left: a date or a duration.
        right: likewise.
        months: whether a duration is one in months.
    """
    match left, right:
        case (Days(), Days()):
            column = plan.apply(_seconds_apart, left.column, right.column)
            return Exact(column, 0, _MOST_SECONDS, either(plan, left.doubt, right.doubt))
        case (Days(), Exact()):
            return _later(plan, left, right, -1 if sign == "-" else 1, months=months)
        case (Exact(), Days()):
            return _later(plan, right, left, 1, months=months)
        case (Days(), Inexact()) | (Inexact(), Days()):
            raise Unlowered("a date and a duration that isn't exact")
    raise Unlowered("an operation on values of other types")


def _seconds_apart(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    return (one.cast(pl.Int32).cast(pl.Int64) - other.cast(pl.Int32).cast(pl.Int64)) * SECONDS_A_DAY


def _later(plan: Plan, day: Days, gap: Exact, direction: int, *, months: bool) -> Days:
    doubt = either(plan, day.doubt, gap.doubt)
    if months:
        function = later_by_months(direction)
    elif gap.bound > 10**17:
        raise Unlowered("a duration beyond the calendar")
    else:
        function = _later_by_seconds(gap.scale, direction)
    return Days(plan.keep(plan.apply(function, day.column, gap.column)), doubt)


def _later_by_seconds(scale: int, direction: int) -> Callable[[pl.Expr, pl.Expr], pl.Expr]:
    """Whole days, a part of a day rounded down."""

    def later(day: pl.Expr, seconds: pl.Expr) -> pl.Expr:
        whole = (seconds * direction) // (SECONDS_A_DAY * 10**scale)
        return on_calendar(day.cast(pl.Int32).cast(pl.Int64) + whole)

    return later


def on_calendar(number: pl.Expr) -> pl.Expr:
    """The date of a day's number; null beyond the calendar."""
    first, last = (one.toordinal() - date(1970, 1, 1).toordinal() for one in (_FIRST, _LAST))
    inside = (number >= first) & (number <= last)
    return pl.when(inside).then(number).cast(pl.Int32).cast(pl.Date)


def later_by_months(direction: int) -> Callable[[pl.Expr, pl.Expr], pl.Expr]:
    """The same day so many months later, or the last of a shorter month."""

    def later(day: pl.Expr, months: pl.Expr) -> pl.Expr:
        return pl.struct(day=day, months=months * direction).map_batches(
            months_later, return_dtype=pl.Date(), is_elementwise=True
        )

    return later


def months_later(both: pl.Series) -> pl.Series:
    """The day of each row so many months later: fields `day` and `months`."""
    days, gaps = both.struct.field("day"), both.struct.field("months")
    known = (days.is_not_null() & gaps.is_not_null()).to_numpy()
    day = days.to_physical().fill_null(0).to_numpy().astype("datetime64[D]")
    gap = gaps.fill_null(0).to_numpy()
    month = day.astype("datetime64[M]")
    moved = month.astype(np.int64) + np.clip(gap, -200_000, 200_000)
    first, last = ((one.year - 1970) * 12 + one.month - 1 for one in (_FIRST, _LAST))
    inside = known & (moved >= first) & (moved <= last)
    start = np.where(inside, moved, 0).astype("datetime64[M]")
    within = day - month.astype("datetime64[D]")
    begin, after = (one.astype("datetime64[D]") for one in (start, start + np.timedelta64(1, "M")))
    made = begin + np.minimum(within, after - begin - np.timedelta64(1, "D"))
    whole = pl.Series(made.astype(np.int64)).cast(pl.Int32).cast(pl.Date)
    return pl.DataFrame({"day": whole, "inside": inside}).select(pl.when("inside").then("day")).to_series()


def months_between(plan: Plan, start: Days, end: Days) -> Exact:
    """Whole months from one day to another, negative if the other is earlier."""

    def between(one: pl.Expr, other: pl.Expr) -> pl.Expr:
        early, late = pl.min_horizontal(one, other), pl.max_horizontal(one, other)
        apart = (late.dt.year().cast(pl.Int64) - early.dt.year()) * 12 + late.dt.month() - early.dt.month()
        whole = apart - (late.dt.day() < early.dt.day()).cast(pl.Int64)
        known = one.is_not_null() & other.is_not_null()
        return pl.when(known & (other < one)).then(-whole).when(known).then(whole)

    column = plan.keep(plan.apply(between, start.column, end.column))
    return Exact(column, 0, 120_000, either(plan, start.doubt, end.doubt))


def part_of_date(function: Callable[[pl.Expr], pl.Expr]) -> Callable[[Plan, Days], Exact]:
    """A number that a date has, such as its year."""

    def part(plan: Plan, day: Days) -> Exact:
        return Exact(plan.apply(lambda one: function(one).cast(pl.Int64), day.column), 0, 9999, day.doubt)

    return part


def part_of_duration(unit: int, within: int) -> Callable[[Plan, Exact], Exact]:
    """Whole units, those of the next larger one taken off; the sign is the duration's."""

    def part(plan: Plan, duration: Exact) -> Exact:
        size, round_ = unit * 10**duration.scale, within * 10**duration.scale

        def whole(one: pl.Expr) -> pl.Expr:
            magnitude = one.abs() % round_ if within else one.abs()
            count = magnitude // size
            return pl.when(one < 0).then(-count).otherwise(count)

        column: Column = plan.apply(whole, duration.column)
        return Exact(column, 0, duration.bound // size + 1, duration.doubt)

    return part
