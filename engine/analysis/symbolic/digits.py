"""Where 34 digits aren't enough: the reference rounds there, and the solver has to allow for it.

A yearly rate over 360 days has no last digit. By exact fractions, 360 times it would be the yearly rate
again; in the reference it may miss by the 34th digit, and with it an offer at just that rate would be
cheaper or not. So wherever a result may have more digits than fit, it is free within what rounding can do
to it.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Final

import z3

from engine.analysis.symbolic.ground import Application, Ground
from engine.analysis.symbolic.symbols import Symbol
from engine.analysis.symbolic.terms import (
    Bool,
    Term,
    at_most,
    both,
    constant,
    equals,
    implied,
    is_whole,
    number,
    scaled,
)
from engine.feel.types import NUMBER
from engine.feel.unknown import Value
from engine.profile.facts import ScalarForm
from engine.source import Span
from engine.values import DECIMAL128

Size = tuple[int, int]  # digits before the point, and after it

ENDLESS: Final = 1_000  # digits after the point of what has no end, or was rounded already
_FIT: Final = DECIMAL128.prec
_SLACK: Final = Fraction(1, 10 ** (_FIT - 1))  # of the result: more than half of its last digit
_WHOLE: Final[Size] = (16, 0)  # counts, days, instalments, and amounts in fen


def rounded(ground: Ground, known: Bool, term: Term, span: Span | None = None) -> Term:
    """A result as the reference has it: itself where its digits surely fit, else within their rounding.

    Args:
        ground: where it is kept.
        known: where it isn't, the result doesn't matter.
        term: the exact result.
        span: of the operation; of two results of one operation, the larger isn't rounded to less.
    """
    if sum(size(ground, term)) <= _FIT:
        return term
    exact = constant(term)
    if exact is not None:
        return number(Fraction(_in_34_digits(exact)))
    key = "34 digits", term.get_id(), known.get_id()
    made = ground.apply(key, lambda: _application(ground, known, term, span)).result
    assert isinstance(made, Symbol), "a number"  # noqa: S101  (made so below)
    return made.value


def _in_34_digits(exact: Fraction) -> Decimal:
    return DECIMAL128.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _application(ground: Ground, known: Bool, term: Term, span: Span | None) -> Application:
    label = ground.label("34 digits", (known, term))
    value = z3.Real(label)
    least, most = scaled(term, 1 - _SLACK), scaled(term, 1 + _SLACK)
    positive, negative = at_most(number(0), term), at_most(term, number(0))
    ground.holds(implied(positive, both(at_most(least, value), at_most(value, most))), {label})
    ground.holds(implied(negative, both(at_most(most, value), at_most(value, least))), {label})
    for mark in (number(0), number(1)):  # which are as they are in 34 digits
        ground.holds(implied(at_most(mark, term), at_most(mark, value)), {label})
        ground.holds(implied(at_most(term, mark), at_most(value, mark)), {label})
    ground.sizes[label] = size(ground, term)[0], ENDLESS
    ground.exact[label] = equals(value, term)
    for other in ground.applications:
        if span is not None and other.name == "34 digits" and other.span == span:
            _in_order(ground, term, value, other)
    given, own = (Symbol(known, term), NUMBER), frozenset((label,))
    return Application("34 digits", (given,), _same, Symbol(known, value), NUMBER, own, span=span)


def _in_order(ground: Ground, term: Term, value: Term, other: Application) -> None:
    """The larger of two results isn't rounded to less."""
    (given, _), found = other.inputs[0], other.result
    assert isinstance(given, Symbol), "a number"  # noqa: S101  (made so above)
    assert isinstance(found, Symbol), "a number"  # noqa: S101  (as above)
    both_ways = both(
        implied(at_most(given.value, term), at_most(found.value, value)),
        implied(at_most(term, given.value), at_most(value, found.value)),
    )
    ground.holds(both_ways, other.own | ground.free(value))


def _same(told: tuple[Value, ...]) -> Value:
    """The valuation has rounded the input already, as the reference would."""
    return told[0]


def size(ground: Ground, term: Term) -> Size:
    """How many digits a number may have before and after the point, at most."""
    found = ground.sized.get(term.get_id())
    if found is None:
        found = term, _size(ground, term)
        ground.sized[term.get_id()] = found
    return found[1]


def _size(ground: Ground, term: Term) -> Size:
    exact = constant(term)
    if exact is not None:
        return _of_constant(exact)
    if is_whole(term):
        return _WHOLE
    kind = term.decl().kind()
    if kind == z3.Z3_OP_UNINTERPRETED:
        return _of_variable(ground, term.decl().name())
    below = [size(ground, term.arg(at)) for at in range(term.num_args()) if not z3.is_bool(term.arg(at))]
    before, after = [one[0] for one in below], [one[1] for one in below]
    if kind == z3.Z3_OP_MUL:
        return sum(before), min(sum(after), ENDLESS)
    grows = len(str(len(below))) if kind in {z3.Z3_OP_ADD, z3.Z3_OP_SUB} else 0
    return max(before) + grows, max(after)


def _of_constant(exact: Fraction) -> Size:
    before = len(str(abs(exact.numerator) // exact.denominator))
    rest = exact.denominator
    after = 0
    while rest != 1 and after <= _FIT:
        after += 1
        rest = (exact * 10**after).denominator
    return before, after if rest == 1 else ENDLESS


def _of_variable(ground: Ground, name: str) -> Size:
    """Of a fact by its bounds and step; of what isn't read exactly, as it was said when it was made."""
    if name in ground.sizes:
        return ground.sizes[name]
    if name not in ground.facts:
        return _FIT, ENDLESS
    return _of_fact(ground.facts[name][1])


def _of_fact(form: ScalarForm) -> Size:
    ends = [abs(Fraction(one)) for one in (form.least, form.most) if one is not None]
    before = _of_constant(max(ends))[0] if len(ends) == 2 else _FIT
    return before, ENDLESS if form.step is None else _of_constant(Fraction(form.step))[1]
