"""Where 34 digits aren't enough: the reference rounds there, and the solver has to allow for it.

A yearly rate over 360 days has no last digit. By exact fractions, 360 times it would be the yearly rate
again; in the reference it may miss by the 34th digit, and with it an offer at just that rate would be
cheaper or not. So wherever a result may have more digits than fit, it is free within what rounding can do
to it.
"""

from collections.abc import Iterator, Sequence
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
    in_order,
    is_whole,
    number,
    scaled,
)
from engine.feel.types import NUMBER, NumberType
from engine.feel.unknown import Value
from engine.profile.facts import ScalarForm
from engine.source import Span
from engine.values import DECIMAL128

Size = tuple[int, int]  # digits before the point, and after it

ENDLESS: Final = 1_000  # digits after the point of what has no end, or was rounded already
_FIT: Final = DECIMAL128.prec
_SLACK: Final = Fraction(1, 10 ** (_FIT - 1))  # of the result: more than half of its last digit
_WHOLE: Final[Size] = (16, 0)  # days, codes of texts, and whatever else is counted but isn't told


def rounded(
    ground: Ground, known: Bool, term: Term, span: Span | None = None, of: Sequence[Term] = ()
) -> Term:
    """A result as the reference has it: itself where its digits surely fit, else within their rounding.

    Args:
        ground: where it is kept.
        known: where it isn't, the result doesn't matter.
        term: the exact result.
        span: of the operation; of two results of one operation, the larger isn't rounded to less.
        of: what it was made of, which has no more than 34 digits: the result isn't rounded past it.
    """
    if sum(size(ground, term)) <= _FIT or _is_rounded(ground, term):
        return term
    exact = constant(term)
    if exact is not None:
        return number(Fraction(_in_34_digits(exact)))
    key = "34 digits", term.get_id(), known.get_id()
    made = ground.apply(key, lambda: _application(ground, known, term, span, of)).result
    assert isinstance(made, Symbol), "a number"  # noqa: S101  (made so below)
    return made.value


def _is_rounded(ground: Ground, term: Term) -> bool:
    """Whether a term is a result that has been rounded: once more makes no difference."""
    return not term.num_args() and term.decl().name() in ground.exact


def _in_34_digits(exact: Fraction) -> Decimal:
    return DECIMAL128.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def _application(
    ground: Ground, known: Bool, term: Term, span: Span | None, of: Sequence[Term]
) -> Application:
    label = ground.label("34 digits", (known, term))
    value = z3.Real(label)
    before, after = size(ground, term)
    for said in (*_near(value, term), *_not_past(value, term, of), *_itself(value, term, after)):
        ground.holds(said, {label})
    ground.sizes[label] = before, after  # what is rounded has fewer digits, never more
    ground.exact[label] = equals(value, term)
    for other in ground.applications:
        if span is not None and other.name == "34 digits" and other.span == span:
            _in_order(ground, term, value, other)
    given, own = (Symbol(known, term), NUMBER), frozenset((label,))
    return Application("34 digits", (given,), _same, Symbol(known, value), NUMBER, own, span=span)


def _near(value: Term, term: Term) -> Iterator[Bool]:
    """What is lost is less than the last digit."""
    least, most = scaled(term, 1 - _SLACK), scaled(term, 1 + _SLACK)
    yield implied(at_most(number(0), term), both(at_most(least, value), at_most(value, most)))
    yield implied(at_most(term, number(0)), both(at_most(most, value), at_most(value, least)))


def _not_past(value: Term, term: Term, of: Sequence[Term]) -> Iterator[Bool]:
    """Nothing is rounded past a number that 34 digits can hold: 0, 1, and what the result is made of."""
    for mark in (number(0), number(1), *of):
        yield implied(at_most(mark, term), at_most(mark, value))
        yield implied(at_most(term, mark), at_most(value, mark))


def _itself(value: Term, term: Term, after: int) -> Iterator[Bool]:
    """With so many digits after the point and few before it, nothing is lost."""
    if after < _FIT:
        most = 10 ** (_FIT - after)
        small = both(at_most(number(-most), term), at_most(term, number(most)))
        yield implied(small, equals(value, term))


def _in_order(ground: Ground, term: Term, value: Term, other: Application) -> None:
    """The larger of two results isn't rounded to less."""
    (given, _), found = other.inputs[0], other.result
    assert isinstance(given, Symbol), "a number"  # noqa: S101  (made so above)
    assert isinstance(found, Symbol), "a number"  # noqa: S101  (as above)
    ground.holds(in_order((given.value, found.value), (term, value)), other.own | ground.free(value))


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
    kind = term.decl().kind()
    if kind == z3.Z3_OP_UNINTERPRETED:
        return _of_variable(ground, term)
    below = [size(ground, term.arg(at)) for at in range(term.num_args()) if not z3.is_bool(term.arg(at))]
    before, after = [one[0] for one in below], [one[1] for one in below]
    if kind == z3.Z3_OP_MUL:
        return sum(before), min(sum(after), ENDLESS)
    if kind == z3.Z3_OP_TO_INT:
        return before[0], 0
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


def _of_variable(ground: Ground, term: Term) -> Size:
    """Of a fact by its bounds and step; of what isn't read exactly, as it was said when it was made."""
    name = term.decl().name()
    if name in ground.sizes:
        return ground.sizes[name]
    form = ground.facts[name][1] if name in ground.facts else None
    if form is not None and isinstance(form.type, NumberType):
        return _of_fact(form)
    return _WHOLE if is_whole(term) else (_FIT, ENDLESS)


def _of_fact(form: ScalarForm) -> Size:
    ends = [abs(Fraction(one)) for one in (form.least, form.most) if one is not None]
    before = _of_constant(max(ends))[0] if len(ends) == 2 else _FIT
    return before, ENDLESS if form.step is None else _of_constant(Fraction(form.step))[1]
