"""Figures that are asked for beside the decisions, and how those of the reference come into their columns.

A figure that went through a division has up to 34 digits with the reference. As a column each number has six
after the point, rounded half to even, so that the column is the same whatever day it is for. Where the error
of floating point could change the last of them, decimals decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Any, Final

import polars as pl

from engine.evaluation.columns.logic import either
from engine.evaluation.columns.lower import Lowering
from engine.evaluation.columns.plan import Column
from engine.evaluation.columns.rounding import rounded
from engine.evaluation.columns.values import Days, Exact, Inexact, Texts, Truthful
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.types import MonthsType, Type
from engine.feel.unknown import Unknown, Value

DIGITS: Final = 6  # after the point, of a figure that is a number; of a duration in days, of its seconds
LARGEST_FIGURE: Final = 2**63 - 1
_EXACTLY = Context(prec=7_000, Emin=-999_999, Emax=999_999)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a column.

    Attributes:
        column: of the first table.
        scale: of a number: it is a whole number of units of 10 to the minus this; durations in days count
            seconds, those in months count months.
        kind: its type in the language.
    """

    name: str
    column: Column
    scale: int
    kind: Type
    doubt: Column | None


def figure(lowering: Lowering, name: str) -> Figure:
    """The column of a measure, a fact or a parameter.

    Raises:
        Unlowered: it is a list or a record.
    """
    plan, made = lowering.plan, lowering.named(name)
    kind, scale = lowering.program.types[name], 0
    if isinstance(made, Exact | Inexact):
        scale = 0 if isinstance(kind, MonthsType) else DIGITS
        made = _with_digits(lowering, made, scale)
    assert isinstance(made, Exact | Truthful | Texts | Days), "no record has a name"  # noqa: S101  (but a list's)
    column = plan.in_table(made.column, plan.root)
    return Figure(name, column, scale, kind, either(plan, made.doubt))


def _with_digits(lowering: Lowering, number: Exact | Inexact, scale: int) -> Exact:
    """A number with so many digits, whatever parameters are in force; in doubt where that doesn't fit."""
    plan = lowering.plan
    made = rounded(plan, "decimal", number, scale)
    factor = 10 ** (scale - made.scale)
    most = LARGEST_FIGURE // factor

    def larger(one: pl.Expr) -> pl.Expr:
        return pl.when(one.abs() <= most).then(one * pl.lit(factor, dtype=pl.Int64))

    column = plan.keep(plan.apply(larger, made.column))
    if made.bound <= most:
        return Exact(column, scale, made.bound * factor, made.doubt)
    beyond = plan.keep(plan.apply(lambda one: one.abs() > most, made.column))
    return Exact(column, scale, LARGEST_FIGURE, either(plan, made.doubt, beyond))


def held_as(value: Value, scale: int) -> Any:  # noqa: ANN401  (a value of any type, or None)
    """A value of the reference as a column holds it; None for one that isn't known, or is too large."""
    match value:
        case Unknown():
            return None
        case Decimal():
            return _whole(value, scale)
        case DaysDuration(seconds):
            return _whole(seconds, scale)
        case MonthsDuration(months):
            return months if abs(months) <= LARGEST_FIGURE else None
    return value


def _whole(value: Decimal, scale: int) -> int | None:
    if value.adjusted() + scale > 19:
        return None
    whole = int(value.scaleb(scale, _EXACTLY).to_integral_value(ROUND_HALF_EVEN, _EXACTLY))
    return whole if abs(whole) <= LARGEST_FIGURE else None


Figures = Mapping[str, Figure]
