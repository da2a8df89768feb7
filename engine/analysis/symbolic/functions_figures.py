"""Built-in functions that make one figure of a list, read symbolically."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from engine.analysis.symbolic.digits import rounded
from engine.analysis.symbolic.ground import Ground
from engine.analysis.symbolic.symbols import (
    Claim,
    Listed,
    Symbol,
    Symbolic,
    UnreadableError,
    all_of,
    any_of,
    known_throughout,
)
from engine.analysis.symbolic.terms import (
    FALSE,
    Bool,
    Term,
    added,
    at_most,
    both,
    chosen,
    either,
    equals,
    implied,
    number,
    scaled,
)
from engine.feel.types import TextType, Type


def listed(value: Symbolic) -> Listed:
    """A list that is given as one."""
    assert isinstance(value, Listed), "the typing lets nothing else through"  # noqa: S101
    return value


def count(values: Sequence[Symbolic], _: Type) -> Symbol:
    """How many elements there are; they may be unknown."""
    items = listed(values[0])
    return Symbol(items.known, items.count)


def summed(values: Sequence[Symbolic], ground: Ground) -> Symbol:
    """The sum; 0 of none."""
    items = listed(values[0])
    return Symbol(known_throughout(items), _total(items, ground))


def _total(items: Listed, ground: Ground) -> Term:
    """Added up one by one, as the reference does, which rounds each time."""
    found, known = number(0), known_throughout(items)
    for there, one in items.slots:
        more = chosen(there, _number(one), number(0))
        found = rounded(ground, known, added(found, more), of=(found, more))
    return found


def _number(one: Symbolic) -> Term:
    assert isinstance(one, Symbol), "the typing lets nothing else through"  # noqa: S101
    return one.value


def mean(values: Sequence[Symbolic], ground: Ground) -> Symbol:
    """The sum over the number, of which there are few."""
    items = listed(values[0])
    found, whole, many = _total(items, ground), items.count, number(0)
    known = known_throughout(items)
    for count_ in range(1, len(items.slots) + 1):
        part = rounded(ground, known, scaled(found, Fraction(1, count_)))
        many = chosen(equals(whole, number(count_)), part, many)
    return Symbol(both(known, _any(items)), many)


def _any(items: Listed) -> Bool:
    return either(*(there for there, _ in items.slots))


def least(values: Sequence[Symbolic], kind: Type) -> Symbol:
    """The smallest element."""
    return _extreme(values, kind, at_most)


def greatest(values: Sequence[Symbolic], kind: Type) -> Symbol:
    """The largest element."""
    return _extreme(values, kind, lambda one, other: at_most(other, one))


def _extreme(values: Sequence[Symbolic], kind: Type, first: Callable[[Term, Term], Bool]) -> Symbol:
    items = listed(values[0])
    if isinstance(kind, TextType) or not items.slots:
        raise UnreadableError
    there, best = FALSE, number(0)
    for here, one in items.slots:
        value = _number(one)
        better = both(here, implied(there, first(value, best)))
        best = chosen(better, value, best)
        there = either(there, here)
    return Symbol(both(known_throughout(items), there), best)


def every(values: Sequence[Symbolic], _: Type) -> Claim:
    """Kleene's conjunction of a list."""
    items = listed(values[0])
    found = all_of(_where(there, one, met=True) for there, one in items.slots)
    return Claim(both(items.known, found.met), both(items.known, found.unmet))


def some(values: Sequence[Symbolic], _: Type) -> Claim:
    """Kleene's disjunction of a list."""
    items = listed(values[0])
    found = any_of(_where(there, one, met=False) for there, one in items.slots)
    return Claim(both(items.known, found.met), both(items.known, found.unmet))


def _where(there: Bool, one: Symbolic, *, met: bool) -> Claim:
    """The truth of an element; of one that isn't there, the one that changes nothing."""
    assert isinstance(one, Claim), "the typing lets nothing else through"  # noqa: S101
    if met:
        return Claim(implied(there, one.met), both(there, one.unmet))
    return Claim(both(there, one.met), implied(there, one.unmet))
