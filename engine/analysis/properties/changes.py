"""How one fact of a borrower differs from itself: higher, later, more, told.

That nothing else differs is the solver's part. What is said here is the direction, once for the solver and
once for the two borrowers that come out of it.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct

from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.symbols import Claim, Listed, Recorded, Symbol, Symbolic
from engine.analysis.symbolic.terms import TRUE, Bool, Term, below, both, either, equals, implied, negated
from engine.evaluation.outcome import Outcome
from engine.feel.types import DATE, ListType, NumberType, Type
from engine.profile.facts import AS_OF
from engine.profile.model import Value

NUMBERS: Final = ("higher", "lower")
DATES: Final = ("later", "earlier")
LISTS: Final = ("more", "fewer")
TOLD: Final = "told"
_UP: Final = frozenset({"higher", "later"})


def directions(name: str, kind: Type) -> tuple[str, ...]:
    """The ways in which a fact of a type can change; the day of the assessment is always told."""
    if kind == DATE:
        return DATES if name == AS_OF else (*DATES, TOLD)
    if isinstance(kind, NumberType):
        return (*NUMBERS, TOLD)
    return (*LISTS, TOLD) if isinstance(kind, ListType) else (TOLD,)


class Change(Struct, frozen=True):
    """A fact, and how it is afterwards compared to before."""

    fact: str
    how: str

    def symbolic(self, before: Reading, after: Reading) -> Bool:
        """That it changes so, for the solver."""
        if self.fact == AS_OF:
            return _ordered(before.told.as_of, after.told.as_of, self.how)
        old, new = before.told.symbol(self.fact), after.told.symbol(self.fact)
        if self.how == TOLD:
            return both(negated(old.known), new.known)
        told = both(old.known, new.known)
        if self.how in LISTS:
            return both(told, _gains(old, new) if self.how == "more" else _gains(new, old))
        assert isinstance(old, Symbol), "A203 lets nothing else through"  # noqa: S101  (a promise of the checks)
        assert isinstance(new, Symbol), "A203 lets nothing else through"  # noqa: S101  (a promise of the checks)
        return both(told, _ordered(old.value, new.value, self.how))

    def holds(self, before: Outcome, after: Outcome) -> bool:
        """Whether it changes so between two borrowers."""
        old, new = (_told(one, self.fact) for one in (before, after))
        if self.how == TOLD:
            return old is None and new is not None
        if isinstance(old, tuple) and isinstance(new, tuple):
            less, more = (old, new) if self.how == "more" else (new, old)
            return len(less) < len(more) and _within(less, more)
        if isinstance(old, Decimal | date) and isinstance(new, Decimal | date):
            return old < new if self.how in _UP else new < old  # type: ignore[operator]  # of one type
        return False


def _ordered(old: Term, new: Term, how: str) -> Bool:
    return below(old, new) if how in _UP else below(new, old)


def _gains(less: Symbolic, more: Symbolic) -> Bool:
    """The one list is the beginning of the other, and shorter."""
    assert isinstance(less, Listed), "A203 lets nothing else through"  # noqa: S101  (a promise of the checks)
    assert isinstance(more, Listed), "A203 lets nothing else through"  # noqa: S101  (a promise of the checks)
    pairs = tuple(zip(less.slots, more.slots, strict=True))
    kept = (implied(there, both(here, _same(one, other))) for (there, one), (here, other) in pairs)
    gained = (both(negated(there), here) for (there, _), (here, _) in pairs)
    return both(*kept, either(*gained))


def _same(one: Symbolic, other: Symbolic) -> Bool:
    """Two values are equal, or both unknown, and so are all of their fields."""
    if isinstance(one, Recorded) and isinstance(other, Recorded):
        fields = (_same(one.field(name), other.field(name)) for name in one.kind.fields)
        return both(_alike(one.known, other.known), implied(one.known, both(*fields)))
    if isinstance(one, Claim) and isinstance(other, Claim):
        return both(_alike(one.met, other.met), _alike(one.unmet, other.unmet))
    if isinstance(one, Symbol) and isinstance(other, Symbol):
        return both(_alike(one.known, other.known), implied(one.known, equals(one.value, other.value)))
    return TRUE  # more than there may be is asked for, and the reference sees to the rest


def _alike(one: Bool, other: Bool) -> Bool:
    return both(implied(one, other), implied(other, one))


def _told(outcome: Outcome, fact: str) -> Value | None:
    return outcome.as_of if fact == AS_OF else outcome.values.facts.value(fact)


def _within(less: Sequence[Value], more: Sequence[Value]) -> bool:
    """Whether each element of the one is an element of the other, as often."""
    left = list(more)
    for one in less:
        if one not in left:
            return False
        left.remove(one)
    return True
