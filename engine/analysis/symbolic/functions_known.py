"""What surely holds of functions that aren't read exactly: the arithmetic of repayment and the calendar.

Each line follows from how the function is defined (`engine/repayment`, `engine/calendar`): an instalment is
never negative, who can pay more can keep every plan that less was enough for. With these, most questions
need no schedule at all.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from engine.analysis.symbolic.ground import Application, Ground, Lemmas, Pin, key_of
from engine.analysis.symbolic.symbols import Claim, Symbol
from engine.analysis.symbolic.terms import Bool, Term, added, at_most, both, equals, implied, negated, number
from engine.feel.unknown import Value

_A_DAY = timedelta(days=1)
_CAPACITY = 3  # its place among the arguments of a search for a term


def said_of(one: Application, ground: Ground) -> None:
    """Add what holds of an application, and of it together with those made before."""
    if one.name not in _SAID or not ground.say_once(one.own):
        return
    _SAID[one.name](one, ground)
    for other in ground.applications:
        if other is not one and (other.name, one.name) in _PAIRS:
            _PAIRS[other.name, one.name](other, one, ground)
        if other is not one and other.name != one.name and (one.name, other.name) in _PAIRS:
            _PAIRS[one.name, other.name](one, other, ground)


def _value(one: Application, at: int | None = None) -> Term:
    """The value of the result, or of an argument."""
    symbol = one.result if at is None else one.inputs[at][0]
    assert isinstance(symbol, Symbol), "held by the signature"  # noqa: S101
    return symbol.value


def _claim(one: Application) -> Claim:
    assert isinstance(one.result, Claim), "held by the signature"  # noqa: S101
    return one.result


def _day_for_a_stretch(one: Application, told: tuple[Value, ...], exact: Value, _: Pin) -> Sequence[Bool]:
    """The next working day of a day is that of every day between, and of those before that aren't worked."""
    first = told[0]
    assert isinstance(first, date), "a result is wrong only where there is one"  # noqa: S101
    assert isinstance(exact, date), "every day has a next working day"  # noqa: S101
    while first > date.min and one.compute((first - _A_DAY,)) == exact:
        first -= _A_DAY
    day, known = _value(one, 0), one.inputs[0][0].known
    stretch = _between(day, first, exact)
    year = [date(first.year, 1, 1) + timedelta(days=at) for at in range(365)]
    most = max(_gap(one, start) for start in year)
    return (
        implied(both(stretch, known), one.result.known),
        implied(stretch, equals(_value(one), number(exact.toordinal()))),
        implied(_between(day, year[0], year[-1]), at_most(_value(one), added(day, number(most)))),
    )


def _between(day: Term, first: date, last: date) -> Bool:
    return both(at_most(number(first.toordinal()), day), at_most(day, number(last.toordinal())))


def _gap(one: Application, start: date) -> int:
    """Days to the next working day."""
    end = one.compute((start,))
    assert isinstance(end, date), "every day has a next working day"  # noqa: S101
    return (end - start).days


def _for_each_capacity(
    one: Application, told: tuple[Value, ...], exact: Value, pinned: Pin
) -> Sequence[Bool]:
    """With all else as here, from which capacity on a term fits: what fits one fits a larger one."""
    if not isinstance(exact, bool):
        return ()
    least = number(Fraction(_least_capacity(one, told), 100))
    here = both(*(pinned(at) for at in range(len(told)) if at != _CAPACITY), one.inputs[_CAPACITY][0].known)
    enough, claim = at_most(least, _value(one, _CAPACITY)), _claim(one)
    return implied(both(here, enough), claim.met), implied(both(here, negated(enough)), claim.unmet)


def _least_capacity(one: Application, told: tuple[Value, ...]) -> int:
    """The smallest capacity in fen with which a term fits; one instalment is within some capacity."""

    def fits(capacity: int) -> bool:
        amount = Decimal(capacity).scaleb(-2)
        return one.compute((*told[:_CAPACITY], amount, *told[_CAPACITY + 1 :])) is True

    most = 1
    while not fits(most):
        most *= 2
    return bisect_left(range(most + 1), True, key=fits)


CORRECTIONS: Mapping[str, Lemmas] = {
    "next working day": _day_for_a_stretch,
    "next certain working day": _day_for_a_stretch,
    "any term fits": _for_each_capacity,
}


def _never_negative(one: Application, ground: Ground) -> None:
    ground.holds_of(one.own, at_most(number(0), _value(one)))


def _any_term_fits(one: Application, ground: Ground) -> None:
    """Nobody pays less than nothing."""
    ground.holds_of(one.own, implied(_claim(one).met, at_most(number(0), _value(one, _CAPACITY))))
    nothing = both(equals(_value(one, 1), number(0)), at_most(number(0), _value(one, _CAPACITY)))
    ground.holds_of(one.own, negated(both(nothing, _claim(one).unmet)))


def _shortest(one: Application, ground: Ground) -> None:
    """A whole number of instalments, from one to the longest."""
    value = _value(one)
    ground.holds_of(one.own, at_most(number(1), value))
    ground.holds_of(one.own, implied(one.result.known, at_most(value, _value(one, 4))))
    ground.holds_of(one.own, implied(one.result.known, at_most(number(0), _value(one, _CAPACITY))))


def _not_before(one: Application, ground: Ground) -> None:
    ground.holds_of(one.own, implied(one.result.known, at_most(_value(one, 0), _value(one))))


def _pair(one: Application, other: Application, ground: Ground, term: Bool) -> None:
    ground.holds_of(one.own | other.own, term)


def _alike(one: Application, other: Application, leave_out: int) -> bool:
    """Whether all arguments but one are the same formulas."""
    pairs = zip(one.inputs, other.inputs, strict=True)
    return all(
        at == leave_out or key_of(mine) == key_of(theirs) for at, ((mine, _), (theirs, _)) in enumerate(pairs)
    )


def _fits_with_more(one: Application, other: Application, ground: Ground) -> None:
    """What fits a capacity fits a larger one."""
    if not _alike(one, other, _CAPACITY):
        return
    less = at_most(_value(one, _CAPACITY), _value(other, _CAPACITY))
    more = at_most(_value(other, _CAPACITY), _value(one, _CAPACITY))
    _pair(one, other, ground, implied(less, negated(both(_claim(one).met, _claim(other).unmet))))
    _pair(one, other, ground, implied(more, negated(both(_claim(other).met, _claim(one).unmet))))


def _shorter_with_more(one: Application, other: Application, ground: Ground) -> None:
    """With a larger capacity, the shortest term isn't longer."""
    if not _alike(one, other, _CAPACITY):
        return
    known = both(one.result.known, other.result.known)
    less = both(known, at_most(_value(one, _CAPACITY), _value(other, _CAPACITY)))
    more = both(known, at_most(_value(other, _CAPACITY), _value(one, _CAPACITY)))
    _pair(one, other, ground, implied(less, at_most(_value(other), _value(one))))
    _pair(one, other, ground, implied(more, at_most(_value(one), _value(other))))


def _fits_if_there_is_one(fits: Application, shortest: Application, ground: Ground) -> None:
    """A term fits exactly where there is a shortest one."""
    if not _alike(fits, shortest, -1):
        return
    claim = _claim(fits)
    _pair(fits, shortest, ground, implied(claim.met, shortest.result.known))
    _pair(fits, shortest, ground, implied(shortest.result.known, claim.met))


def _in_order(one: Application, other: Application, ground: Ground) -> None:
    """Of two days, the one that isn't later has no later next day."""
    known = both(one.result.known, other.result.known)
    for first, second in ((one, other), (other, one)):
        earlier = both(known, at_most(_value(first, 0), _value(second, 0)))
        _pair(one, other, ground, implied(earlier, at_most(_value(first), _value(second))))


def _certain_is_later(certain: Application, plain: Application, ground: Ground) -> None:
    """The next certain working day isn't before the next one."""
    known = both(certain.result.known, plain.result.known)
    earlier = both(known, at_most(_value(plain, 0), _value(certain, 0)))
    _pair(certain, plain, ground, implied(earlier, at_most(_value(plain), _value(certain))))


_SAID: Mapping[str, Callable[[Application, Ground], None]] = {
    "largest payment": _never_negative,
    "total interest": _never_negative,
    "interest for days": _never_negative,
    "any term fits": _any_term_fits,
    "shortest affordable term": _shortest,
    "last due date": _not_before,
    "next working day": _not_before,
    "next certain working day": _not_before,
}
_PAIRS: Mapping[tuple[str, str], Callable[[Application, Application, Ground], None]] = {
    ("any term fits", "any term fits"): _fits_with_more,
    ("shortest affordable term", "shortest affordable term"): _shorter_with_more,
    ("any term fits", "shortest affordable term"): _fits_if_there_is_one,
    ("next working day", "next working day"): _in_order,
    ("next certain working day", "next certain working day"): _in_order,
    ("next certain working day", "next working day"): _certain_is_later,
}
