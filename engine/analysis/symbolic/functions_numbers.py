"""Built-in functions on numbers, read symbolically: rounding is exact by way of whole numbers."""

from collections.abc import Callable, Sequence
from fractions import Fraction

import z3

from engine.analysis.symbolic.digits import size
from engine.analysis.symbolic.ground import Ground
from engine.analysis.symbolic.symbols import Claim, Symbol, Symbolic, UnreadableError, claim
from engine.analysis.symbolic.terms import (
    Bool,
    Term,
    added,
    at_most,
    below,
    both,
    chosen,
    constant,
    equals,
    floor,
    in_order,
    is_whole,
    number,
    scaled,
    taken_off,
)
from engine.feel.types import Type

_HALF = Fraction(1, 2)
_LARGEST_SCALE = 30

Rounding = Callable[[Term], Term]


def symbol(value: Symbolic) -> Symbol:
    """A number or a duration."""
    assert isinstance(value, Symbol), "the typing lets nothing else through"  # noqa: S101
    return value


def opposite(term: Term) -> Term:
    """Minus a number."""
    return scaled(term, Fraction(-1))


def ceiling(term: Term) -> Term:
    """The smallest whole number that is no smaller."""
    return opposite(floor(opposite(term)))


def _towards(positive: Rounding) -> Rounding:
    """As for a positive number, the sign put back: up is away from zero, down towards it."""

    def apply(term: Term) -> Term:
        return chosen(at_most(number(0), term), positive(term), opposite(positive(opposite(term))))

    return apply


def _shifted(by: Fraction, then: Rounding) -> Rounding:
    return lambda term: then(added(term, number(by)))


def _half_even(term: Term) -> Term:
    whole = floor(term)
    rest = taken_off(term, whole)
    odd = equals(taken_off(whole, scaled(floor(scaled(whole, _HALF)), Fraction(2))), number(1))
    up = chosen(equals(rest, number(_HALF)), odd, below(number(_HALF), rest))
    return chosen(up, added(whole, number(1)), whole)


_ROUNDINGS: dict[str, Rounding] = {
    "decimal": _half_even,
    "floor": floor,
    "ceiling": ceiling,
    "round up": _towards(ceiling),
    "round down": _towards(floor),
    "round half up": _towards(_shifted(_HALF, floor)),
    "round half down": _towards(_shifted(-_HALF, ceiling)),
}


def rounding(name: str) -> Callable[[Sequence[Symbolic], Ground], Symbol]:
    """The function of a name, to so many digits after the point."""

    def apply(values: Sequence[Symbolic], ground: Ground) -> Symbol:
        one = symbol(values[0])
        places, known = Fraction(0), one.known
        if len(values) > 1:
            scale = symbol(values[1])
            places, known = _places(scale.value), both(one.known, scale.known)
        if is_whole(one.value) and places >= 0:
            return Symbol(known, one.value)
        return Symbol(known, _rounded(ground, name, int(places), one.value))

    return apply


def _rounded(ground: Ground, name: str, places: int, term: Term) -> Term:
    """A result of its own, so that of two numbers the larger is seen not to be rounded to less."""
    step = Fraction(10) ** places
    exact = scaled(_ROUNDINGS[name](scaled(term, step)), 1 / step)
    if constant(exact) is not None:
        return exact
    earlier = ground.rounded.setdefault((name, places), {})
    if term.get_id() not in earlier:
        label = ground.label(name, (exact,))
        found = z3.Const(label, exact.sort())
        ground.sizes[label] = size(ground, exact)
        ground.holds(equals(found, exact), {label})
        for other in earlier.values():
            ground.holds(in_order(other, (term, found)), ground.free(other[1]) | {label})
        earlier[term.get_id()] = term, found
    return earlier[term.get_id()][1]


def _places(term: Term) -> Fraction:
    """Digits after the point, a part of a number dropped."""
    places = constant(term)
    if places is None or abs(places) > _LARGEST_SCALE:
        raise UnreadableError
    return Fraction(int(places))


ROUNDINGS = tuple(_ROUNDINGS)


def absolute(values: Sequence[Symbolic], _: Type) -> Symbol:
    """The number or duration without its sign."""
    one = symbol(values[0])
    return Symbol(one.known, chosen(at_most(number(0), one.value), one.value, opposite(one.value)))


def modulo(values: Sequence[Symbolic], _: Type) -> Symbol:
    """What division by a constant leaves, with the sign of that."""
    dividend, divisor = symbol(values[0]), symbol(values[1])
    by = constant(divisor.value)
    if not by:
        raise UnreadableError
    times = floor(scaled(dividend.value, 1 / by))
    return Symbol(both(dividend.known, divisor.known), taken_off(dividend.value, scaled(times, by)))


def odd(values: Sequence[Symbolic], _: Type) -> Claim:
    """Whether a number is whole and odd."""
    return _parity(symbol(values[0]), 1)


def even(values: Sequence[Symbolic], _: Type) -> Claim:
    """Whether a number is whole and even."""
    return _parity(symbol(values[0]), 0)


def _parity(one: Symbol, rest: int) -> Claim:
    halves = floor(scaled(one.value, _HALF))
    left: Bool = equals(taken_off(one.value, scaled(halves, Fraction(2))), number(rest))
    return claim(one.known, left)
