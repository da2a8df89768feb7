"""Comparisons of texts, truths and dates on columns, and the functions on texts that columns can do.

Texts compare by code point, and so do their UTF-8 bytes, which is what Polars compares. Values of a fixed set
are compared as the numbers by which an enumeration holds them; their order is that of their texts.
"""

from collections.abc import Callable

import polars as pl

from engine.evaluation.columns.logic import either
from engine.evaluation.columns.near import ordered
from engine.evaluation.columns.plan import Column, Plan
from engine.evaluation.columns.values import Days, Exact, Texts, Truthful
from engine.feel.core import ComparisonSign

LONGEST = 2**31


def plainly(
    plan: Plan, sign: ComparisonSign, left: Truthful | Days | Texts, right: Truthful | Days | Texts
) -> Truthful:
    """`left sign right` of columns of one type."""
    column = plan.apply(ordered(sign), left.column, right.column)
    return Truthful(column, either(plan, left.doubt, right.doubt))


def compared(plan: Plan, sign: ComparisonSign, left: Texts, right: Texts) -> Truthful:
    """`left sign right` of texts."""
    if sign in ("=", "!="):
        for one, other in ((left, right), (right, left)):
            if one.values is not None and other.constant is not None:
                return _with_constant(plan, sign, one, one.values, other.constant)
        if left.values is not None and left.values == right.values:
            return plainly(plan, sign, left, right)
    return plainly(plan, sign, as_string(plan, left), as_string(plan, right))


def as_string(plan: Plan, one: Texts) -> Texts:
    """The same, no longer as a fixed set."""
    if one.values is None:
        return one
    return Texts(plan.apply(lambda value: value.cast(pl.String), one.column), None, one.doubt)


def _with_constant(plan: Plan, sign: str, one: Texts, values: tuple[str, ...], constant: str) -> Truthful:
    if constant in values:
        equal = plan.apply(lambda value: value == constant, one.column)
    else:
        equal = plan.apply(lambda value: pl.when(value.is_not_null()).then(statement=False), one.column)
    column = equal if sign == "=" else plan.apply(lambda value: ~value, equal)
    return Truthful(column, one.doubt)


def tested(function: Callable[[pl.Expr, pl.Expr], pl.Expr]) -> Callable[[Plan, Texts, Texts], Truthful]:
    """A test of one text by another."""

    def test(plan: Plan, one: Texts, other: Texts) -> Truthful:
        column = plan.apply(function, as_string(plan, one).column, as_string(plan, other).column)
        return Truthful(column, either(plan, one.doubt, other.doubt))

    return test


def length(plan: Plan, one: Texts) -> Exact:
    """Number of characters."""
    column: Column = plan.apply(
        lambda value: value.str.len_chars().cast(pl.Int64), as_string(plan, one).column
    )
    return Exact(column, 0, LONGEST, one.doubt)
