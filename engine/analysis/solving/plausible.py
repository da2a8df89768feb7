"""What a plausible borrower looks like: asked for first, so that nobody has to learn from one of the year 1.

It is a wish, not a fact: where there is no such borrower, any other will do, and "nobody" is never said
because of it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from engine.analysis.symbolic.ground import Ground
from engine.analysis.symbolic.terms import Bool, Term, at_most, both, either, equals, negated, number
from engine.feel.types import DateType, NumberType
from engine.profile.facts import ScalarForm

_YEARS: Final = 6 * 365  # days on either side of the usual day
_SMALL: Final = Fraction(100)  # less than most amounts that aren't nothing
_LARGE: Final = Fraction(1_000_000)  # more than most amounts
_SHARE: Final = Fraction(1, 4)  # of a number that has no step, which is mostly a rate
_COUNT: Final = Fraction(60)  # of what is counted


def plausible(ground: Ground, names: Iterable[str], usual: date) -> Iterator[Bool]:
    """For each fact that matters, what one expects of it.

    Args:
        ground: of the facts.
        names: variables that matter.
        usual: a day around which days are expected.
    """
    for name in names:
        if name in ground.facts:
            yield _wish(*ground.facts[name], usual.toordinal())


def few(ground: Ground, names: Iterable[str]) -> Iterator[Bool]:
    """That a list has one element at most: one loan, one document."""
    return (negated(ground.further[name]) for name in names if name in ground.further)


def without_rounding(ground: Ground, names: Iterable[str]) -> Iterator[Bool]:
    """That nothing is lost in 34 digits, which makes little difference and much work."""
    return (ground.exact[name] for name in names if name in ground.exact)


def _wish(term: Term, form: ScalarForm, usual: int) -> Bool:
    if isinstance(form.type, DateType):
        return both(at_most(number(usual - _YEARS), term), at_most(term, number(usual + _YEARS)))
    if not isinstance(form.type, NumberType):
        return both()
    least = Fraction(form.least or 0)
    if form.step is None or form.step == 1:
        return at_most(term, number(max(_SHARE if form.step is None else _COUNT, least)))
    nothing, something = equals(term, number(least)), at_most(number(max(_SMALL, least)), term)
    return both(either(nothing, something), at_most(term, number(max(_LARGE, least))))
