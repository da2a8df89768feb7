"""Arithmetic on numbers, days and durations, read symbolically.

A result that may have more than 34 digits is free within what the reference's rounding can do to it.
"""

from fractions import Fraction

from engine.analysis.symbolic import calendar_months
from engine.analysis.symbolic.digits import rounded
from engine.analysis.symbolic.ground import LAST_DAY
from engine.analysis.symbolic.numbers import product, quotient
from engine.analysis.symbolic.scope import Scope
from engine.analysis.symbolic.symbols import Symbol, UnreadableError
from engine.analysis.symbolic.terms import (
    Term,
    added,
    at_most,
    both,
    chosen,
    constant,
    floor,
    is_whole,
    number,
    scaled,
    taken_off,
)
from engine.feel.core import Arithmetic, Negate
from engine.feel.types import DateType, DaysType, MonthsType, NumberType, TextType


def negate(node: Negate, scope: Scope) -> Symbol:
    """Minus a number or a duration."""
    operand = scope.scalar(node.operand)
    return Symbol(operand.known, scaled(operand.value, Fraction(-1)))


def arithmetic(node: Arithmetic, scope: Scope) -> Symbol:
    """`left sign right`."""
    left, right = scope.scalar(node.left), scope.scalar(node.right)
    kinds = type(node.left.type), type(node.right.type)
    if DateType in kinds:
        return _on_dates(node, scope, left, right)
    if TextType in kinds or node.sign == "**":
        return _power(node, left, right, scope)
    if node.sign in {"+", "-"}:
        join = added if node.sign == "+" else taken_off
        found = Symbol(both(left.known, right.known), join(left.value, right.value))
    else:
        operation = product if node.sign == "*" else quotient
        found = operation(scope.ground, left, right, node.span)
    return _as_held(node, found, scope, (left.value, right.value))


def _as_held(node: Arithmetic, found: Symbol, scope: Scope, of: tuple[Term, Term]) -> Symbol:
    """A number in 34 digits; of a duration in months, a part of a month is dropped."""
    if isinstance(node.type, MonthsType):
        return Symbol(found.known, truncated(found.value))
    if isinstance(node.type, NumberType):
        return Symbol(found.known, rounded(scope.ground, found.known, found.value, node.span, of))
    return found


def truncated(term: Term) -> Term:
    """The whole part of a number."""
    if is_whole(term):
        return term
    minus = scaled(floor(scaled(term, Fraction(-1))), Fraction(-1))
    return chosen(at_most(number(0), term), floor(term), minus)


def _power(node: Arithmetic, left: Symbol, right: Symbol, scope: Scope) -> Symbol:
    """A small whole power is a product; anything else isn't read exactly."""
    exponent = constant(right.value) if node.sign == "**" else None
    if exponent is None or exponent.denominator != 1 or not 1 <= exponent <= 4:
        raise UnreadableError
    result = left
    for _ in range(int(exponent) - 1):
        result = product(scope.ground, result, left, node.span)
        result = Symbol(result.known, rounded(scope.ground, result.known, result.value))
    return Symbol(both(result.known, right.known), result.value)


def _on_dates(node: Arithmetic, scope: Scope, left: Symbol, right: Symbol) -> Symbol:
    if isinstance(node.left.type, DateType) and isinstance(node.right.type, DateType):
        return Symbol(both(left.known, right.known), taken_off(left.value, right.value))
    day, gap, kind = (
        (left, right, node.right.type)
        if isinstance(node.left.type, DateType)
        else (right, left, node.left.type)
    )
    if node.sign == "-":
        gap = Symbol(gap.known, scaled(gap.value, Fraction(-1)))
    if not isinstance(kind, DaysType):
        return calendar_months.later(scope.ground, day, gap, node.span)
    value = added(day.value, floor(gap.value))
    within = both(at_most(number(1), value), at_most(value, number(LAST_DAY)))
    return Symbol(both(day.known, gap.known, within), value)
