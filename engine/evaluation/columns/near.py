"""Comparisons of numbers on columns; of two nearer than they may be off, floating point doesn't decide.

`0.1 + 0.2 <= 0.3` is false in floating point. A borrower who lies on a threshold to the fen would be
decided by the error of a sum; so such rows are in doubt here, and worked out exactly.
"""

from collections.abc import Callable

import polars as pl

from engine.evaluation.columns import numbers
from engine.evaluation.columns.closely import closely_compared
from engine.evaluation.columns.logic import either, sure
from engine.evaluation.columns.numbers import Number
from engine.evaluation.columns.plan import Column, Plan, constant, value_of
from engine.evaluation.columns.values import Inexact, Truthful
from engine.feel.core import ComparisonSign

_ORDER: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def ordered(sign: ComparisonSign) -> Callable[[pl.Expr, pl.Expr], pl.Expr]:
    """A comparison of expressions; null where one is."""
    return _ORDER[sign]


def compared(plan: Plan, sign: ComparisonSign, left: Number, right: Number) -> Truthful:
    """`left sign right`; in doubt where the two are nearer than they may be off."""
    both = numbers.aligned(plan, left, right)
    if both is not None:
        one, other = both
        column = plan.apply(ordered(sign), one.column, other.column)
        return Truthful(column, either(plan, one.doubt, other.doubt))
    a, b = numbers.inexact(plan, left), numbers.inexact(plan, right)
    off = _off(plan, a, b)
    raw, doubt = plan.apply(ordered(sign), a.column, b.column), either(plan, a.doubt, b.doubt)
    if off is None:
        return Truthful(raw, doubt)
    near = plan.keep(
        plan.apply(lambda x, y, e: (x - y).abs() <= e * (1 + 4 * numbers.ROUNDING), a.column, b.column, off)
    )
    close = closely_compared(plan, sign, left, right, near)
    return sure(plan, raw, near, doubt) if close is None else closely(plan, near, close, raw, doubt)


def _off(plan: Plan, one: Inexact, other: Inexact) -> Column | None:
    """How far apart two numbers may seem while they are equal; None for not at all.

    If they are that near, the relative errors of both can be reckoned from either of them; the slack has room
    for the difference. From a constant, that part is a constant, too.
    """
    relative = (one.relative + other.relative) * 1.01
    of = one if one.column.table is None else other
    absolute = numbers.added(plan, one.absolute, other.absolute)
    if not relative:
        return absolute
    own = plan.apply(lambda value: value.abs() * relative, of.column)
    if of.column.table is None:
        own = constant(abs(value_of(of.column) or 0.0) * relative, pl.Float64)
    if absolute is None:
        return own
    return plan.apply(lambda left, right: left + right * 1.01, own, absolute)


def closely(plan: Plan, near: Column, close: Column, raw: Column, doubt: Column | None) -> Truthful:
    """The truth as decimals have it on the rows where floating point is too coarse."""
    column = plan.apply(lambda n, one, other: pl.when(n).then(other).otherwise(one), near, raw, close)
    return Truthful(plan.keep(column), doubt)
