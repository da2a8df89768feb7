"""Arithmetic on columns: in whole numbers while they fit, else in floating point with a bound on the error.

The bound follows the operations. A rounding adds `ROUNDING` of the result; what operands are off by goes on
into it. `docs/decisions/columns.md` has the derivation. A comparison nearer than the bound decides nothing,
so that a bound that is too small is the one fault here that could give a wrong answer.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import reduce

import polars as pl

from engine.evaluation.columns.logic import either
from engine.evaluation.columns.plan import Column, Plan, constant
from engine.evaluation.columns.values import (
    FITS_FLOAT,
    LARGEST,
    Exact,
    Inexact,
    Recipe,
    Unlowered,
    combined,
)
from engine.feel.core import ArithmeticSign

Number = Exact | Inexact

ROUNDING = 2.0**-53 * 1.001  # relative error of one operation, with room for products of errors
SPACING = 2.0**-53  # a difference that isn't 0 is at least so large a part of the smaller operand
SMALLEST, GREATEST = 1e-200, 1e200  # beyond, an underflow or overflow could come near
LARGEST_RAISED = 1e150
LARGEST_POWER = 1000


def exactly(value: Decimal) -> Number:
    """A constant."""
    scale = digits_after_point(value)
    if value.adjusted() + scale > 17:
        return _inexact_constant(value)
    whole = int(value.scaleb(scale))
    return Exact(constant(whole, pl.Int64), scale, abs(whole), constant=value)


def digits_after_point(value: Decimal) -> int:
    """How many it takes to write a number, all of it."""
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "numbers of the language are finite"  # noqa: S101
    idle = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return max(0, -exponent - idle) if value else 0


def _inexact_constant(value: Decimal) -> Inexact:
    number = float(value)
    if not SMALLEST < abs(number) < GREATEST:
        raise Unlowered("a constant beyond what floating point holds")
    return Inexact(constant(number, pl.Float64), ROUNDING, None, abs(number), abs(number))


def inexact(plan: Plan, number: Number) -> Inexact:
    """The same in floating point."""
    if isinstance(number, Inexact):
        return number
    error = (0.0 if number.bound <= FITS_FLOAT else ROUNDING) + (ROUNDING if number.scale else 0.0)
    if number.scale > 22:
        raise Unlowered("more digits than a power of ten in floating point has")
    unit = float(10**number.scale)

    def cast(one: pl.Expr) -> pl.Expr:
        return one.cast(pl.Float64) / unit if number.scale else one.cast(pl.Float64)

    if number.constant is not None:
        column = constant(float(number.constant), pl.Float64)
    else:
        key = "inexact", number.column, number.scale
        column = plan.once(key, lambda: plan.keep(plan.apply(cast, number.column)))
    most = max(number.bound, 1) / unit * 1.001
    return Inexact(column, error, None, 0.999 / unit, most, number.doubt, number)


def scaled(plan: Plan, number: Exact, scale: int) -> Exact | None:
    """The same with more digits after the point; None where that may not fit."""
    if scale == number.scale:
        return number
    factor = 10 ** (scale - number.scale)
    if number.bound * factor > LARGEST:
        return None
    if number.constant is not None:
        whole = constant(int(number.constant.scaleb(scale)), pl.Int64)
    else:
        whole = plan.apply(lambda one: one * pl.lit(factor, dtype=pl.Int64), number.column)
    return Exact(whole, scale, number.bound * factor, number.doubt, number.constant)


def aligned(plan: Plan, one: Number, other: Number) -> tuple[Exact, Exact] | None:
    """Both with the same digits after the point; None where one isn't exact or wouldn't fit."""
    if isinstance(one, Inexact) or isinstance(other, Inexact):
        return None
    scale = max(one.scale, other.scale)
    left, right = scaled(plan, one, scale), scaled(plan, other, scale)
    return None if left is None or right is None else (left, right)


def arithmetic(plan: Plan, sign: ArithmeticSign, left: Number, right: Number) -> Number:
    """`left sign right`.

    Raises:
        Unlowered: it can't be computed here.
    """
    match sign:
        case "+" | "-":
            made = _sum(plan, left, right, sign)
        case "*":
            made = _product(plan, left, right)
        case "/":
            made = _quotient(plan, left, right)
        case _:
            return _power(plan, left, right)
    return made if isinstance(made, Exact) else with_recipe(made, combined(sign, left, right))


def with_recipe(one: Inexact, recipe: Recipe | None) -> Inexact:
    """The same, with how it comes about."""
    return Inexact(one.column, one.relative, one.absolute, one.least, one.most, one.doubt, recipe)


def _sum(plan: Plan, left: Number, right: Number, sign: str) -> Number:
    both = aligned(plan, left, right)
    if both is not None and both[0].bound + both[1].bound <= LARGEST:
        one, other = both
        add = _adding(sign)
        doubt = either(plan, one.doubt, other.doubt)
        column = plan.apply(add, one.column, other.column)
        return Exact(column, one.scale, one.bound + other.bound, doubt)
    return _inexact_sum(plan, inexact(plan, left), inexact(plan, right), sign)


def _adding(sign: str) -> Callable[[pl.Expr, pl.Expr], pl.Expr]:
    return (lambda one, other: one + other) if sign == "+" else (lambda one, other: one - other)


def _inexact_sum(plan: Plan, left: Inexact, right: Inexact, sign: str) -> Inexact:
    """The errors add up, and may be large beside a small difference: hence an absolute one."""
    column = plan.keep(plan.apply(_adding(sign), left.column, right.column))
    absolute = added(plan, error(plan, left), error(plan, right))
    low, high = min(left.least, right.least) * SPACING, left.most + right.most
    return _bounded(column, ROUNDING, absolute, low, high * 1.001, either(plan, left.doubt, right.doubt))


def _bounded(
    column: Column, relative: float, absolute: Column | None, least: float, most: float, doubt: Column | None
) -> Inexact:
    if not (least > SMALLEST and most < GREATEST):
        raise Unlowered("a number beyond what floating point holds")
    return Inexact(column, relative * 1.001, absolute, least, most, doubt)


def error(plan: Plan, number: Inexact) -> Column | None:
    """The bound on the error of a number, as a column; None for 0."""
    relative = number.relative
    if not relative:
        return number.absolute
    own = plan.apply(lambda one: one.abs() * relative, number.column)
    return added(plan, own, number.absolute)


def added(plan: Plan, one: Column | None, other: Column | None) -> Column | None:
    """Two bounds, and what their sum is rounded by."""
    if one is None or other is None:
        return one or other
    return plan.keep(plan.apply(lambda left, right: (left + right) * (1 + 4 * ROUNDING), one, other))


def _product(plan: Plan, left: Number, right: Number) -> Number:
    if isinstance(left, Exact) and isinstance(right, Exact):
        bound = left.bound * right.bound
        if bound <= LARGEST:
            column = plan.apply(lambda one, other: one * other, left.column, right.column)
            return Exact(column, left.scale + right.scale, bound, either(plan, left.doubt, right.doubt))
    one, other = inexact(plan, left), inexact(plan, right)
    column = plan.keep(plan.apply(lambda a, b: a * b, one.column, other.column))
    return _bounded(
        column,
        one.relative + other.relative + ROUNDING,
        _product_error(plan, one, other),
        one.least * other.least * 0.99,
        one.most * other.most * 1.01,
        either(plan, one.doubt, other.doubt),
    )


def _product_error(plan: Plan, left: Inexact, right: Inexact) -> Column | None:
    """|a| eb + |b| ea + ea eb, of the absolute errors; the relative ones are added up elsewhere."""
    terms = []
    if right.absolute is not None:
        terms.append(plan.apply(_times(1 + left.relative), left.column, right.absolute))
    if left.absolute is not None:
        terms.append(plan.apply(_times(1 + right.relative), right.column, left.absolute))
    if left.absolute is not None and right.absolute is not None:
        terms.append(plan.apply(_times(1.0), left.absolute, right.absolute))
    return reduce(lambda one, other: added(plan, one, other), terms, None)


def _times(factor: float) -> Callable[[pl.Expr, pl.Expr], pl.Expr]:
    return lambda one, other: one.abs() * other * (factor * 1.001)


def _quotient(plan: Plan, left: Number, right: Number) -> Number:
    if isinstance(left, Exact) and isinstance(right, Exact) and right.constant:
        exact = _by_constant(plan, left, right.constant)
        if exact is not None:
            return exact
    above, below = inexact(plan, left), inexact(plan, right)
    near = _near_zero(plan, below)
    column = plan.keep(plan.apply(_divided, above.column, below.column))
    return _bounded(
        column,
        (above.relative + below.relative) * (1.001 if below.absolute is None else 2.01) + ROUNDING,
        _quotient_error(plan, above, below, column),
        above.least / below.most * 0.99,
        above.most / below.least * 1.01,
        either(plan, above.doubt, below.doubt, near),
    )


def _divided(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    """By zero there is no value; the reference says so, too."""
    return pl.when(other != 0).then(one / other)


def _by_constant(plan: Plan, left: Exact, by: Decimal) -> Exact | None:
    """Division by a number whose reciprocal has few digits is a product."""
    for digits in range(7):
        factor, rest = divmod(10**digits, by) if by > 0 else (Decimal(0), Decimal(1))
        if not rest and factor == factor.to_integral_value():
            product = _product(plan, left, exactly(factor))
            if isinstance(product, Exact):
                return Exact(product.column, product.scale + digits, product.bound, product.doubt)
            return None
    return None


def _near_zero(plan: Plan, below: Inexact) -> Column | None:
    """Where a divisor may be zero, or its error too large a part of it."""
    if below.absolute is None:
        return None
    return plan.keep(plan.apply(lambda one, off: one.abs() <= off * 4, below.column, below.absolute))


def _quotient_error(plan: Plan, above: Inexact, below: Inexact, quotient: Column) -> Column | None:
    """(ea + |q| eb) / |b|, twice, as the divisor may be smaller by a part of itself."""
    terms: list[Column] = []
    if above.absolute is not None:
        terms.append(plan.apply(lambda off, by: off * 2.01 / by.abs(), above.absolute, below.column))
    if below.absolute is not None:
        terms.append(
            plan.apply(
                lambda one, off, by: one.abs() * off * 2.01 / by.abs(), quotient, below.absolute, below.column
            )
        )
    return reduce(lambda one, other: added(plan, one, other), terms, None)


def _power(plan: Plan, base: Number, exponent: Number) -> Number:
    """Whole powers; exact ones by multiplication."""
    if not isinstance(exponent, Exact) or exponent.scale or exponent.bound > LARGEST_POWER:
        raise Unlowered("a power that isn't a small whole number")
    if exponent.constant is not None and 1 <= exponent.constant <= 3:
        return reduce(lambda one, other: _product(plan, one, other), [base] * int(exponent.constant))
    number = inexact(plan, base)
    if number.absolute is not None:
        raise Unlowered("a power of a number that isn't sure enough")

    def raised(one: pl.Expr, by: pl.Expr) -> pl.Expr:
        defined = (one != 0) | (by > 0)
        return pl.when(defined).then(one.pow(by.cast(pl.Float64)))

    column = plan.keep(plan.apply(raised, number.column, exponent.column))
    most = LARGEST_RAISED
    far = plan.keep(
        plan.apply(
            lambda one, own: ~(one.abs() < most) | ((one.abs() < 1 / most) & (own != 0)),
            column,
            number.column,
        )
    )
    relative = (number.relative * 1.001 + ROUNDING) * exponent.bound + 8 * ROUNDING
    doubt = either(plan, number.doubt, exponent.doubt, far)
    return _bounded(column, relative, None, 1 / most, most, doubt)


def negated(plan: Plan, one: Number) -> Number:
    """Minus a number."""
    column = plan.apply(lambda value: -value, one.column)
    if isinstance(one, Exact):
        return Exact(column, one.scale, one.bound, one.doubt)
    recipe = combined("-", exactly(Decimal(0)), one)
    return Inexact(plan.keep(column), one.relative, one.absolute, one.least, one.most, one.doubt, recipe)
