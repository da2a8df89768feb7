"""Rounding on columns: of whole numbers exactly, of inexact ones where the error can't change the result.

Just before a half, the smallest error decides which way a number is rounded, and it comes out a whole unit
wrong. Rows that near to a step are worked out exactly.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from engine.evaluation.columns import numbers
from engine.evaluation.columns.closely import worked_out
from engine.evaluation.columns.logic import either
from engine.evaluation.columns.plan import Plan, constant
from engine.evaluation.columns.values import FITS_FLOAT, LARGEST, Exact, Inexact, Lowered, Unlowered
from engine.evaluation.columns.wide import rounded_quotient
from engine.feel import core
from engine.feel.functions import BUILTINS
from engine.feel.unknown import Unknown, Value

if TYPE_CHECKING:
    from engine.evaluation.columns.keys import Environment
    from engine.evaluation.columns.lower import Lowering

Unit = pl.Expr | int
Whole = Callable[[pl.Expr, Unit], pl.Expr]  # a whole number divided by one above zero, rounded

MOST_DIGITS = 15


def _minus(one: pl.Expr) -> pl.Expr:
    """Polars has no sign to put before a whole number of 128 bits."""
    return 0 - one


def _down(one: pl.Expr, unit: Unit) -> pl.Expr:
    """Towards zero."""
    count = one.abs() // unit
    return pl.when(one < 0).then(_minus(count)).otherwise(count)


def _up(one: pl.Expr, unit: Unit) -> pl.Expr:
    """Away from zero."""
    count = _minus(_minus(one.abs()) // unit)
    return pl.when(one < 0).then(_minus(count)).otherwise(count)


def _to_nearest(one: pl.Expr, unit: Unit, tie: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """To the nearer one; `tie` says of the lower magnitude whether half goes up from it."""
    low, rest = one.abs() // unit, one.abs() % unit
    further = (rest * 2 > unit) | ((rest * 2 == unit) & tie(low))
    count = low + further.cast(pl.Int64)
    return pl.when(one < 0).then(_minus(count)).otherwise(count)


_MODES: Mapping[str, tuple[Whole, bool]] = {  # and whether it is a half that decides
    "floor": (lambda one, unit: one // unit, False),
    "ceiling": (lambda one, unit: _minus(_minus(one) // unit), False),
    "round up": (_up, False),
    "round down": (_down, False),
    "decimal": (lambda one, unit: _to_nearest(one, unit, lambda low: low % 2 == 1), True),
    "round half up": (lambda one, unit: _to_nearest(one, unit, lambda _: pl.lit(value=True)), True),
    "round half down": (lambda one, unit: _to_nearest(one, unit, lambda _: pl.lit(value=False)), True),
}


def rounded(plan: Plan, name: str, one: Exact | Inexact, digits: int) -> Exact:
    """A number with so many digits after the point."""
    if not 0 <= digits <= MOST_DIGITS:
        raise Unlowered("a rounding to so many digits")
    if isinstance(one, Inexact):
        return _inexact(plan, name, one, digits)
    if one.scale <= digits:
        return one
    unit = 10 ** (one.scale - digits)
    if one.bound + unit > LARGEST // 2:
        raise Unlowered("a rounding that may not fit")
    mode, _ = _MODES[name]
    column = plan.keep(plan.apply(lambda value: mode(value, unit), one.column))
    return Exact(column, digits, one.bound // unit + 1, one.doubt)


def _inexact(plan: Plan, name: str, one: Inexact, digits: int) -> Exact:
    """A quotient exactly; else in doubt where a number at which the rounding turns lies within the error."""
    mode, half = _MODES[name]
    most = FITS_FLOAT // 32
    exact = rounded_quotient(plan, one.recipe, mode, digits, most, one.doubt)
    if exact is not None:
        return exact
    larger = numbers.arithmetic(plan, "*", one, Exact(constant(10**digits, pl.Int64), 0, 10**digits))
    assert isinstance(larger, Inexact), "as every multiple of what is"  # noqa: S101  (`numbers.arithmetic`)
    off = numbers.error(plan, larger) or constant(0.0, pl.Float64)
    shift = 0.5 if half else 0.0

    def turns(value: pl.Expr, error: pl.Expr) -> pl.Expr:
        apart = (value - shift - (value - shift).round()).abs()
        return (apart <= error + value.abs() * 4 * numbers.ROUNDING) | (value.abs() >= most)

    near = plan.keep(plan.apply(turns, larger.column, plan.keep(off)))
    close = worked_out(plan, (one,), near, _decimal(name, digits, most), pl.Int64())
    # Between two turning points every value rounds alike, so that sixteenths stand for all of them.
    column = plan.apply(
        lambda value, no: pl.when(~no).then(mode(_whole(value * 16) * 2 + 1, 32)),
        larger.column,
        near,
    )
    if close is None:
        return Exact(plan.keep(column), digits, most + 1, either(plan, one.doubt, near))
    column = plan.keep(
        plan.apply(lambda no, far, own: pl.when(no).then(own).otherwise(far), near, column, close)
    )
    large = plan.keep(plan.apply(lambda no, value: no & value.is_null(), near, column))
    return Exact(column, digits, most + 1, either(plan, one.doubt, large))


def _whole(value: pl.Expr) -> pl.Expr:
    """The whole number below; null where it doesn't fit, which is where none is asked for (`turns`)."""
    return value.floor().cast(pl.Int64, strict=False)


def _decimal(name: str, digits: int, most: int) -> Callable[[Sequence[Value]], int | None]:
    """The rounding as the reference does it; None for what is too large, or unknown."""

    def apply(values: Sequence[Value]) -> int | None:
        if isinstance(values[0], Unknown):  # divided by what is 0, and nearly so in floating point
            return None
        rounded_ = BUILTINS[name].apply(values[0], Decimal(digits))
        assert isinstance(rounded_, Decimal), "with so few digits, none is unknown"  # noqa: S101
        whole = int(rounded_.scaleb(digits))
        return whole if abs(whole) <= most else None

    return apply


def _call(name: str) -> Callable[["Lowering", core.Call, "Environment"], Lowered]:
    def call(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
        one = lowering.number(node.arguments[0], environment)
        digits = 0
        if len(node.arguments) > 1:
            scale = lowering.number(node.arguments[1], environment)
            if not isinstance(scale, Exact) or scale.constant is None or scale.scale:
                raise Unlowered("a rounding to digits that aren't written")
            digits = int(scale.constant)
        return rounded(lowering.plan, name, one, digits)

    return call


ROUNDING_CALLS: Mapping[str, Callable[["Lowering", core.Call, "Environment"], Lowered]] = {
    name: _call(name) for name in _MODES
}
