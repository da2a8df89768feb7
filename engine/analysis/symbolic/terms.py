"""Formulas of the solver, made so that what is settled already isn't handed to it.

A criterion reaches through twenty measures. Were every `true and x` spelled out, a question would be ten
times as large, and the solver busy with what was known before it began. Everything of the solver's own
types passes through here, so that no other module has to know how they are built.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any

import z3

Bool = Any  # z3.BoolRef; the library has no types that can be checked
Term = Any  # z3.ArithRef: a number, a day, the code of a text

TRUE: Bool = z3.BoolVal(True)
FALSE: Bool = z3.BoolVal(False)
_TRUE_ID, _FALSE_ID = TRUE.get_id(), FALSE.get_id()
MOST_LEAVES = 24  # constants among which an `if` may choose and still be multiplied out


def is_true(term: Bool) -> bool:
    """Whether a formula is the constant `true`."""
    return bool(term.get_id() == _TRUE_ID)


def is_false(term: Bool) -> bool:
    """Whether a formula is the constant `false`."""
    return bool(term.get_id() == _FALSE_ID)


def truth(value: bool) -> Bool:
    """A constant."""
    return TRUE if value else FALSE


def both(*terms: Bool) -> Bool:
    """All of them; true if there is none."""
    return _joined(terms, absorbing=_FALSE_ID, neutral=_TRUE_ID, join=z3.And)


def either(*terms: Bool) -> Bool:
    """At least one of them; false if there is none."""
    return _joined(terms, absorbing=_TRUE_ID, neutral=_FALSE_ID, join=z3.Or)


def _joined(terms: Iterable[Bool], absorbing: int, neutral: int, join: Callable[..., Bool]) -> Bool:
    kept: dict[int, Bool] = {}
    for term in terms:
        number = term.get_id()
        if number == absorbing:
            return term
        if number != neutral:
            kept.setdefault(number, term)
    if any(z3.is_not(term) and term.arg(0).get_id() in kept for term in kept.values()):
        return TRUE if absorbing == _TRUE_ID else FALSE
    if len(kept) == 1:
        return next(iter(kept.values()))
    if not kept:
        return TRUE if neutral == _TRUE_ID else FALSE
    return join(*kept.values())


def negated(term: Bool) -> Bool:
    """It isn't so."""
    if is_true(term):
        return FALSE
    if is_false(term):
        return TRUE
    return term.arg(0) if z3.is_not(term) else z3.Not(term)


def implied(condition: Bool, term: Bool) -> Bool:
    """If the one holds, so does the other."""
    return either(negated(condition), term)


def chosen(condition: Bool, yes: Term, no: Term) -> Term:
    """One of two terms of a kind, by a condition."""
    if is_true(condition) or yes.get_id() == no.get_id():
        return yes
    if is_false(condition):
        return no
    if z3.is_bool(yes):
        return _chosen_truth(condition, yes, no)
    yes, no = alike(yes, no)
    return z3.If(condition, yes, no)


def _chosen_truth(condition: Bool, yes: Bool, no: Bool) -> Bool:
    if is_true(yes):
        return either(condition, no)
    if is_false(yes):
        return both(negated(condition), no)
    if is_true(no):
        return either(negated(condition), yes)
    if is_false(no):
        return both(condition, yes)
    return z3.If(condition, yes, no)


def number(value: Fraction | int) -> Term:
    """A number, whole ones of the whole sort."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return z3.IntVal(exact.numerator)
    return z3.RealVal(f"{exact.numerator}/{exact.denominator}")


def is_whole(term: Term) -> bool:
    """Whether a number is of the whole sort."""
    return bool(z3.is_int(term))


def real(term: Term) -> Term:
    """The number in the sort of all numbers."""
    if not is_whole(term):
        return term
    if z3.is_int_value(term):
        return z3.RealVal(term.as_long())
    if z3.is_app_of(term, z3.Z3_OP_ITE):
        return z3.If(term.arg(0), real(term.arg(1)), real(term.arg(2)))
    return z3.ToReal(term)


def alike(left: Term, right: Term) -> tuple[Term, Term]:
    """Two numbers in one sort."""
    if is_whole(left) == is_whole(right):
        return left, right
    return real(left), real(right)


def constant(term: Term) -> Fraction | None:
    """The value of a term that is a number; None for any other."""
    if z3.is_int_value(term):
        return Fraction(term.as_long())
    if z3.is_rational_value(term):
        return Fraction(term.numerator_as_long(), term.denominator_as_long())
    return None


def leaves(term: Term) -> int | None:
    """Among how many constants a term chooses; None where something else than a constant is among them."""
    if constant(term) is not None:
        return 1
    if not z3.is_app_of(term, z3.Z3_OP_ITE):
        return None
    yes, no = leaves(term.arg(1)), leaves(term.arg(2))
    return None if yes is None or no is None or yes + no > MOST_LEAVES else yes + no


def on_leaves(term: Term, make: Callable[[Fraction], Term]) -> Term:
    """The same choice among what is made of each constant."""
    value = constant(term)
    if value is not None:
        return make(value)
    return chosen(term.arg(0), on_leaves(term.arg(1), make), on_leaves(term.arg(2), make))


def added(left: Term, right: Term) -> Term:
    """The sum."""
    if constant(left) == 0:
        return right
    if constant(right) == 0:
        return left
    left, right = alike(left, right)
    return left + right


def taken_off(left: Term, right: Term) -> Term:
    """The difference."""
    if constant(right) == 0:
        return left
    left, right = alike(left, right)
    return left - right


def scaled(term: Term, by: Fraction) -> Term:
    """A multiple of a term."""
    value = constant(term)
    if value is not None:
        return number(value * by)
    if by == 1:
        return term
    if by.denominator == 1:
        return z3.IntVal(by.numerator) * term if is_whole(term) else z3.RealVal(by.numerator) * term
    return number(by) * real(term)


def equals(left: Term, right: Term) -> Bool:
    """They are the same."""
    if left.get_id() == right.get_id():
        return TRUE
    return _compared(left, right, lambda one, other: one == other)


def at_most(left: Term, right: Term) -> Bool:
    """The first is no larger than the second."""
    return _compared(left, right, lambda one, other: one <= other)


def in_order(one: tuple[Term, Term], other: tuple[Term, Term]) -> Bool:
    """Of two numbers with a result each, the one that isn't larger has no larger result."""
    (term, found), (further, result) = one, other
    return both(
        implied(at_most(term, further), at_most(found, result)),
        implied(at_most(further, term), at_most(result, found)),
    )


def below(left: Term, right: Term) -> Bool:
    """The first is smaller than the second."""
    return _compared(left, right, lambda one, other: one < other)


def _compared(left: Term, right: Term, compare: Callable[[Any, Any], Any]) -> Bool:
    one, other = constant(left), constant(right)
    if one is not None and other is not None:
        return truth(compare(one, other))
    return compare(*alike(left, right))


def floor(term: Term) -> Term:
    """The largest whole number that is no larger."""
    value = constant(term)
    if value is not None:
        return z3.IntVal(value.numerator // value.denominator)
    return term if is_whole(term) else z3.ToInt(term)


def total(terms: Iterable[Term]) -> Term:
    """The sum of many whole numbers; 0 of none."""
    found = [term for term in terms if constant(term) != 0]
    return z3.Sum(found) if len(found) > 1 else (found or [number(0)])[0]
