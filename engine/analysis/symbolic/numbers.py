"""Products and quotients of symbols: exact where one side is a constant, else free but for what surely holds.

Two unknown factors are beyond what the solver can be sure of in good time. Their product keeps its sign and
its size against each factor; the rest is told of a borrower when one is at stake.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import z3

from engine.analysis.symbolic.digits import ENDLESS, Size, size
from engine.analysis.symbolic.ground import Application, Ground
from engine.analysis.symbolic.symbols import Symbol
from engine.analysis.symbolic.terms import (
    Bool,
    Term,
    at_most,
    below,
    both,
    either,
    equals,
    implied,
    leaves,
    negated,
    number,
    on_leaves,
    real,
    scaled,
)
from engine.feel.core import ArithmeticSign
from engine.feel.operations import arithmetic
from engine.feel.types import NUMBER
from engine.source import Span

_ZERO = number(0)
_LANDMARKS = (Fraction(0), Fraction(1))  # with which every quotient is compared from the beginning
_MOST_BITS = 250  # of a denominator
_FINEST = 10**12  # the denominator instead of a longer one
Say = Callable[[Term, Fraction, Fraction], Sequence[Bool]]


def product(ground: Ground, left: Symbol, right: Symbol, span: Span | None) -> Symbol:
    """`left * right`."""
    known = both(left.known, right.known)
    for one, other in ((left.value, right.value), (right.value, left.value)):
        if leaves(one) is not None:
            return Symbol(known, on_leaves(one, _times(other)))
    left, right = sorted((left, right), key=lambda one: ground.digest(one.value))
    x, y = real(left.value), real(right.value)

    def always(value: Term) -> Sequence[Bool]:
        return (*_signs(value, x, y), *_beside(value, x, y), *_beside(value, y, x))

    def tangents(value: Term, at: Fraction, to: Fraction) -> Sequence[Bool]:
        return _tangents(value, x, y, at, to)

    return Symbol(known, _free(ground, "*", (left, right), span, always, tangents))


def quotient(ground: Ground, left: Symbol, right: Symbol, span: Span | None) -> Symbol:
    """`left / right`; unknown where the divisor is 0."""
    known = both(left.known, right.known, negated(equals(right.value, _ZERO)))
    if leaves(right.value) is not None:
        return Symbol(known, on_leaves(right.value, _over(left.value)))
    x, y = real(left.value), real(right.value)

    def always(value: Term) -> Sequence[Bool]:
        return [term for mark in _LANDMARKS for term in _against(value, x, y, mark)]

    def cuts(value: Term, dividend: Fraction, divisor: Fraction) -> Sequence[Bool]:
        exact = implied(equals(y, number(divisor)), equals(value, scaled(x, 1 / divisor)))
        return (exact, *_against(value, x, y, dividend / divisor))

    return Symbol(known, _free(ground, "/", (left, right), span, always, cuts))


def _times(other: Term) -> Callable[[Fraction], Term]:
    return lambda factor: scaled(other, factor)


def _over(left: Term) -> Callable[[Fraction], Term]:
    return lambda divisor: scaled(left, 1 / divisor) if divisor else _ZERO


def _free(
    ground: Ground,
    sign: ArithmeticSign,
    inputs: tuple[Symbol, Symbol],
    span: Span | None,
    always: Callable[[Term], Sequence[Bool]],
    corrections: Say,
) -> Term:
    """A result of its own, with what holds of it."""
    left, right = inputs

    def make() -> Application:
        label = ground.label(sign, (left.known, left.value, right.known, right.value))
        value = z3.Real(label)
        ground.sizes[label] = _size(ground, sign, left.value, right.value)
        for term in always(value):
            ground.holds(term, {label})
        _compare(ground, sign, label, inputs)

        known = both(left.known, right.known)
        if sign == "/":
            known = both(known, negated(equals(right.value, _ZERO)))

        def wrong(value_of: Callable[[Term], Fraction | bool]) -> Sequence[Bool]:
            if not value_of(known):
                return ()
            first, second, found = (Fraction(value_of(one)) for one in (left.value, right.value, value))
            exact = _exactly(sign, first, second)
            if exact is None or exact == found:
                return ()
            return corrections(value, _near(first), _near(second))

        return Application(
            sign,
            ((left, NUMBER), (right, NUMBER)),
            lambda told: arithmetic(sign, *told),
            Symbol(known, value),
            NUMBER,
            frozenset((label,)),
            span=span,
            fractions=wrong,
        )

    key = (sign, left.value.get_id(), right.value.get_id(), left.known.get_id(), right.known.get_id())
    result = ground.apply(key, make).result
    assert isinstance(result, Symbol), "a number"  # noqa: S101  (made so above)
    return result.value


def _compare(ground: Ground, sign: ArithmeticSign, label: str, inputs: tuple[Symbol, Symbol]) -> None:
    """Two results that share a factor, or a divisor, are in the order of what they don't share."""
    for other in ground.applications:
        if other.name != sign:
            continue
        theirs = [one.value for one, _ in other.inputs if isinstance(one, Symbol)]
        for mine, shared in _sharing(sign, [one.value for one in inputs], theirs):
            (name,) = other.own
            for term in _in_order(shared, mine, (z3.Real(label), z3.Real(name))):
                ground.holds(term, {label, name})


def _sharing(
    sign: ArithmeticSign, mine: Sequence[Term], theirs: Sequence[Term]
) -> Iterator[tuple[tuple[Term, Term], Term]]:
    """What two results don't share, if they share the other part."""
    places = [(0, 1)] if sign == "/" else [(0, 1), (1, 0)]
    for at, rest in places:
        for to, others in places:
            if mine[rest].get_id() == theirs[others].get_id():
                yield (mine[at], theirs[to]), mine[rest]


def _in_order(shared: Term, parts: tuple[Term, Term], results: tuple[Term, Term]) -> Iterator[Bool]:
    positive, negative = below(_ZERO, shared), below(shared, _ZERO)
    for (one, other), (result, found) in ((parts, results), (parts[::-1], results[::-1])):
        yield implied(both(positive, at_most(one, other)), at_most(result, found))
        yield implied(both(negative, at_most(one, other)), at_most(found, result))


def _near(value: Fraction) -> Fraction:
    """A value with few digits at which to say what holds: it holds at every point, and long ones are slow.

    What isn't 0 stays so, as nothing holds of a quotient by 0.
    """
    if value.denominator.bit_length() <= _MOST_BITS:
        return value
    return Fraction(round(value * _FINEST), _FINEST) or value


def _size(ground: Ground, sign: ArithmeticSign, left: Term, right: Term) -> Size:
    """Digits of a product; of a quotient at most, as the divisor may be small."""
    (before, after), (other_before, other_after) = size(ground, left), size(ground, right)
    if sign == "*":
        return before + other_before, min(after + other_after, ENDLESS)
    return before + min(other_after, ENDLESS), ENDLESS


def _exactly(sign: ArithmeticSign, first: Fraction, second: Fraction) -> Fraction | None:
    if sign == "*":
        return first * second
    return first / second if second else None


def _signs(value: Term, x: Term, y: Term) -> list[Bool]:
    zero = either(equals(x, _ZERO), equals(y, _ZERO))
    same = either(both(below(_ZERO, x), below(_ZERO, y)), both(below(x, _ZERO), below(y, _ZERO)))
    return [
        implied(zero, equals(value, _ZERO)),
        implied(same, below(_ZERO, value)),
        implied(both(negated(zero), negated(same)), below(value, _ZERO)),
    ]


def _beside(value: Term, factor: Term, other: Term) -> list[Bool]:
    """How the product compares with a factor: by its sign, and by how the other one compares with 1."""
    one = number(1)
    more = either(
        both(at_most(_ZERO, factor), at_most(one, other)), both(at_most(factor, _ZERO), at_most(other, one))
    )
    less = either(
        both(at_most(_ZERO, factor), at_most(other, one)), both(at_most(factor, _ZERO), at_most(one, other))
    )
    return [implied(more, at_most(factor, value)), implied(less, at_most(value, factor))]


def _tangents(value: Term, x: Term, y: Term, at: Fraction, to: Fraction) -> list[Bool]:
    """What the product is where one factor has its value, and on which side of the tangent elsewhere."""
    plane = scaled(y, at) + scaled(x, to) - real(number(at * to))
    left, right = number(at), number(to)
    above = either(both(at_most(left, x), at_most(right, y)), both(at_most(x, left), at_most(y, right)))
    beneath = either(both(at_most(left, x), at_most(y, right)), both(at_most(x, left), at_most(right, y)))
    return [
        implied(equals(x, left), equals(value, scaled(y, at))),
        implied(equals(y, right), equals(value, scaled(x, to))),
        implied(above, at_most(plane, value)),
        implied(beneath, at_most(value, plane)),
    ]


def _against(value: Term, x: Term, y: Term, mark: Fraction) -> list[Bool]:
    """How a quotient compares with a constant: as the dividend with so many divisors."""
    many, least = scaled(y, mark), number(mark)
    return [
        implied(
            below(_ZERO, y),
            both(_same(at_most(value, least), at_most(x, many)), _same(below(value, least), below(x, many))),
        ),
        implied(
            below(y, _ZERO),
            both(_same(at_most(value, least), at_most(many, x)), _same(below(value, least), below(many, x))),
        ),
    ]


def _same(one: Bool, other: Bool) -> Bool:
    return both(implied(one, other), implied(other, one))
