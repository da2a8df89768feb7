"""A quotient of exact numbers, rounded exactly, in whole numbers of 128 bits.

Quotients that are rounded come out whole as often as not: nothing overdue divided by an instalment, a share
of one in a budget. In floating point each such row lies where the rounding turns, and decimals would have
to decide it. Here it is a division of whole numbers.

INVARIANT: the reference rounds a quotient to 34 digits before it is rounded to so many after the point. The
numerator is below `MOST`, so that what the first rounding moves is less than the way to the next place at
which the second one turns (`docs/decisions/columns.md`; held in tests/evaluation/columnar).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import polars as pl

from engine.evaluation.columns.logic import either
from engine.evaluation.columns.plan import Column, Plan
from engine.evaluation.columns.values import Exact, Operation, Recipe

MOST: Final = 10**32
_WIDE: Final = pl.Int128()

Mode = Callable[[pl.Expr, pl.Expr], pl.Expr]


@dataclass(frozen=True, slots=True, eq=False)
class _Wide:
    """A whole number of units of 10 to the minus `scale`; the bound is below `MOST`."""

    column: Column
    scale: int
    bound: int


def rounded_quotient(
    plan: Plan, recipe: Recipe | None, mode: Mode, digits: int, most: int, doubt: Column | None
) -> Exact | None:
    """A quotient with so many digits after the point; None where it may be too large, or is no such quotient.

    Args:
        plan: to which the columns go.
        recipe: how the quotient comes about.
        mode: a whole number divided by one above zero, rounded.
        digits: after the point.
        most: the largest whole number of the last digit that is held; beyond, a row is in doubt.
        doubt: about what is divided.
    """
    if not isinstance(recipe, Operation) or recipe.sign != "/":
        return None
    above, below = _wide(plan, recipe.left), _wide(plan, recipe.right)
    if above is None or below is None:
        return None
    raised = below.scale - above.scale + digits
    above, below = _times(plan, above, max(raised, 0)), _times(plan, below, max(-raised, 0))
    if above is None or below is None:
        return None
    column = plan.keep(plan.apply(lambda one, other: _divided(mode, one, other), above.column, below.column))
    large = None
    if above.bound > most:
        large = plan.keep(plan.apply(lambda one: (one.abs() > most).fill_null(value=False), column))
    held = plan.apply(_held(most), column)
    return Exact(plan.keep(held), digits, min(above.bound, most) + 1, either(plan, doubt, large))


def _divided(mode: Mode, above: pl.Expr, below: pl.Expr) -> pl.Expr:
    """Null where it is divided by zero, as there is no such quotient."""
    sign = below.sign()
    return pl.when(below != 0).then(mode(above * sign, below.abs()))


def _held(most: int) -> Callable[[pl.Expr], pl.Expr]:
    return lambda one: pl.when(one.abs() <= most).then(one).cast(pl.Int64)


def _wide(plan: Plan, recipe: Recipe) -> _Wide | None:
    """A number without a division in it."""
    match recipe:
        case Exact(column=column, scale=scale, bound=bound):
            return _Wide(plan.apply(lambda one: one.cast(_WIDE), column), scale, bound)
        case Operation(sign="*" | "+" | "-" as sign):
            left, right = _wide(plan, recipe.left), _wide(plan, recipe.right)
            if left is None or right is None:
                return None
            return _product(plan, left, right) if sign == "*" else _sum(plan, left, right, sign)
    return None


def _product(plan: Plan, left: _Wide, right: _Wide) -> _Wide | None:
    bound = left.bound * right.bound
    if bound > MOST:
        return None
    column = plan.apply(lambda one, other: one * other, left.column, right.column)
    return _Wide(column, left.scale + right.scale, bound)


def _sum(plan: Plan, left: _Wide, right: _Wide, sign: str) -> _Wide | None:
    scale = max(left.scale, right.scale)
    one, other = _times(plan, left, scale - left.scale), _times(plan, right, scale - right.scale)
    if one is None or other is None or one.bound + other.bound > MOST:
        return None

    def add(a: pl.Expr, b: pl.Expr) -> pl.Expr:
        return a + b if sign == "+" else a - b

    return _Wide(plan.apply(add, one.column, other.column), scale, one.bound + other.bound)


def _times(plan: Plan, one: _Wide, digits: int) -> _Wide | None:
    """The same with more digits after the point."""
    factor = 10**digits
    if one.bound * factor > MOST:
        return None
    if not digits:
        return one
    column = plan.apply(lambda value: value * pl.lit(factor, dtype=_WIDE), one.column)
    return _Wide(column, one.scale + digits, one.bound * factor)
