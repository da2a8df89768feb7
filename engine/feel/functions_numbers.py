"""Built-in functions on numbers: rounding, remainder, roots.

Rounding is by decimal digits in a stated direction. A result that 34 digits can't hold
is unknown, with the reason, rather than quietly another number.
"""

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any

from engine.feel.operations import ZERO, decimally, negate
from engine.feel.signature import MAGNITUDE, QUANTITY, Function, Parameter, same
from engine.feel.types import TRUTH, NumberType
from engine.feel.unknown import Unknown, Value, failure
from engine.values import DECIMAL128, RATIO

RATIO_NUMBER = NumberType(RATIO)
SMALLEST_SCALE, LARGEST_SCALE = -6111, 6176  # digits after the point that decimal128 can speak of


def _rounded(mode: str) -> Callable[..., Value]:
    def apply(number: Decimal, scale: Decimal = ZERO) -> Value:
        if not SMALLEST_SCALE <= scale <= LARGEST_SCALE:
            return failure("undefined")
        if _exponent(number) >= -int(scale):
            return number
        unit = Decimal((0, (1,), -int(scale)))
        return decimally(number.quantize, unit, mode, DECIMAL128)

    return apply


def _exponent(number: Decimal) -> int:
    return number.adjusted() - len(number.as_tuple().digits) + 1


def _modulo(dividend: Decimal, divisor: Decimal) -> Value:
    if not divisor:
        return failure("division_by_zero")
    rest = decimally(DECIMAL128.remainder, dividend, divisor)
    if isinstance(rest, Unknown) or not rest or rest.is_signed() == divisor.is_signed():
        return rest
    return decimally(DECIMAL128.add, rest, divisor)


def _magnitude(value: Any) -> Value:  # noqa: ANN401  (a number or a duration, which compares to its own kind)
    magnitude: Value = max(negate(value), value)
    return magnitude


def _rest_of_two(number: Decimal) -> int | None:
    """What a whole number leaves when divided by 2; None for one that isn't whole."""
    if number != number.to_integral_value():
        return None
    return 0 if _exponent(number) > 0 else int(number) % 2


def _on_number(name: str, parameter: str, apply: Callable[[Decimal], Value]) -> Function:
    """A function of one ratio that gives a ratio."""
    return Function(name, (Parameter(parameter, RATIO_NUMBER),), RATIO_NUMBER, apply)


def _rounding(name: str, mode: str, *, scaled: bool = True) -> Function:
    scale = Parameter("scale", RATIO_NUMBER, optional=not scaled)
    return Function(name, (Parameter("n", QUANTITY), scale), same, _rounded(mode))


NUMBER_FUNCTIONS = (
    Function("abs", (Parameter("n", MAGNITUDE),), same, _magnitude),
    Function("modulo", (Parameter("dividend", QUANTITY), Parameter("divisor", QUANTITY)), same, _modulo),
    Function("odd", (Parameter("number", QUANTITY),), TRUTH, lambda number: _rest_of_two(number) == 1),
    Function("even", (Parameter("number", QUANTITY),), TRUTH, lambda number: _rest_of_two(number) == 0),
    _rounding("decimal", ROUND_HALF_EVEN),
    _rounding("floor", ROUND_FLOOR, scaled=False),
    _rounding("ceiling", ROUND_CEILING, scaled=False),
    _rounding("round up", ROUND_UP),
    _rounding("round down", ROUND_DOWN),
    _rounding("round half up", ROUND_HALF_UP),
    _rounding("round half down", ROUND_HALF_DOWN),
    _on_number("sqrt", "number", lambda number: decimally(DECIMAL128.sqrt, number)),
    _on_number("exp", "number", lambda number: decimally(DECIMAL128.exp, number)),
    _on_number("log", "number", lambda number: decimally(DECIMAL128.ln, number)),
)
