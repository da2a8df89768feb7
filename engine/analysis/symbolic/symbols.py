"""What stands for a value that nobody knows: whether it is told, and if so, which one it is.

One symbol covers every borrower at once. Were "not told" not part of it, everything that is proved would be
proved of complete profiles only, and nearly nobody's profile is complete.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from engine.analysis.symbolic.terms import (
    FALSE,
    TRUE,
    Bool,
    Term,
    added,
    both,
    chosen,
    either,
    equals,
    implied,
    is_true,
    negated,
    number,
    total,
)
from engine.feel.types import RecordType


class UnreadableError(Exception):
    """A form of expression for which there is no exact formula; it is approximated further up."""


class Symbol(Struct, frozen=True):
    """A number, day, text (its code) or duration.

    Attributes:
        known: whether it is known.
        value: meaningless where it isn't known. Days durations are in days, months durations in months.
    """

    known: Bool
    value: Term


class Claim(Struct, frozen=True):
    """A truth: met, unmet, or unknown where neither holds; both never hold."""

    met: Bool
    unmet: Bool

    @property
    def known(self) -> Bool:
        """Whether it is known."""
        return either(self.met, self.unmet)

    @property
    def unknown(self) -> Bool:
        """Whether it isn't known."""
        return both(negated(self.met), negated(self.unmet))


class Listed(Struct, frozen=True):
    """A list.

    Attributes:
        known: whether it is known; its elements may still be unknown.
        slots: elements in their order, each with the condition under which it is there.
    """

    known: Bool
    slots: tuple[tuple[Bool, "Symbolic"], ...]

    @property
    def count(self) -> Term:
        """How many elements there are."""
        return total(chosen(there, number(1), number(0)) for there, _ in self.slots)

    @property
    def places(self) -> tuple[Term, ...]:
        """The place of each slot's element, counted from 1."""
        ones = (chosen(there, number(1), number(0)) for there, _ in self.slots)
        return tuple(accumulate(ones, added))


@dataclass(frozen=True)
class Recorded:
    """A record, whose fields are made when they are asked for: few of them matter to a question.

    Attributes:
        known: whether there is one; its fields may still be unknown.
        kind: which fields it has.
        make: the symbol of a field.
        by_fields: whether it is known just because one of its fields is: fields say all by themselves.
    """

    known: Bool
    kind: RecordType
    make: Callable[[str], "Symbolic"] = field(compare=False)
    by_fields: bool = False
    made: dict[str, "Symbolic"] = field(default_factory=dict, compare=False)

    def field(self, name: str) -> "Symbolic":
        """The value of a field."""
        if name not in self.made:
            made = self.make(name)
            self.made[name] = made if self.by_fields else only_if(self.known, made)
        return self.made[name]


class Ranged(Struct, frozen=True):
    """A range, as `engine.feel.unknown.Range`; None for no bound."""

    low: "Symbolic | None"
    high: "Symbolic | None"
    low_closed: bool
    high_closed: bool
    sign: Literal["", "=", "!="] = ""

    @property
    def known(self) -> Bool:
        """A range is known; its bounds may be unknown."""
        return TRUE


Symbolic = Symbol | Claim | Listed | Recorded | Ranged


def claim(known: Bool, holds: Bool) -> Claim:
    """A truth that is known on a condition, and then holds or doesn't."""
    return Claim(both(known, holds), both(known, negated(holds)))


def only_if(condition: Bool, value: Symbolic) -> Symbolic:
    """The value where a condition holds, else unknown."""
    match value:
        case Symbol(known, term):
            return Symbol(both(condition, known), term)
        case Claim(met, unmet):
            return Claim(both(condition, met), both(condition, unmet))
        case Listed(known, slots):
            return Listed(both(condition, known), slots)
        case Recorded():
            return Recorded(both(condition, value.known), value.kind, value.field)
    if is_true(condition):
        return value
    raise UnreadableError


def choose(condition: Bool, yes: Symbolic, no: Symbolic) -> Symbolic:
    """One of two values of a type, by a condition that is known."""
    match yes, no:
        case Symbol(), Symbol():
            return _choose_symbol(condition, yes, no)
        case Claim(), Claim():
            return Claim(chosen(condition, yes.met, no.met), chosen(condition, yes.unmet, no.unmet))
        case Listed(), Listed():
            return _choose_list(condition, yes, no)
        case Recorded(), Recorded():
            known = chosen(condition, yes.known, no.known)
            return Recorded(known, yes.kind, lambda name: choose(condition, yes.field(name), no.field(name)))
    raise UnreadableError


def _choose_symbol(condition: Bool, yes: Symbol, no: Symbol) -> Symbol:
    known = chosen(condition, yes.known, no.known)
    if no.known.get_id() == FALSE.get_id():
        return Symbol(known, yes.value)
    if yes.known.get_id() == FALSE.get_id():
        return Symbol(known, no.value)
    return Symbol(known, chosen(condition, yes.value, no.value))


def _choose_list(condition: Bool, yes: Listed, no: Listed) -> Listed:
    taken = ((both(condition, there), one) for there, one in yes.slots)
    others = ((both(negated(condition), there), one) for there, one in no.slots)
    slots = tuple(slot for slot in (*taken, *others) if slot[0].get_id() != FALSE.get_id())
    return Listed(chosen(condition, yes.known, no.known), slots)


def equal(left: "Symbolic | None", right: "Symbolic | None") -> Claim:
    """Whether two values of one type are the same, as `engine.feel.comparing.equal`."""
    match left, right:
        case None, None:
            return Claim(TRUE, FALSE)
        case (None, _) | (_, None):
            return Claim(FALSE, TRUE)
        case Symbol(), Symbol():
            return claim(both(left.known, right.known), equals(left.value, right.value))
        case Claim(), Claim():
            met = either(both(left.met, right.met), both(left.unmet, right.unmet))
            return Claim(met, either(both(left.met, right.unmet), both(left.unmet, right.met)))
        case Listed(), Listed():
            return _equal_lists(left, right)
        case Ranged(), Ranged():
            return _equal_ranges(left, right)
    raise UnreadableError


def _equal_ranges(left: Ranged, right: Ranged) -> Claim:
    if (left.sign, left.low_closed, left.high_closed) != (right.sign, right.low_closed, right.high_closed):
        return Claim(FALSE, TRUE)
    low, high = equal(left.low, right.low), equal(left.high, right.high)
    return Claim(both(low.met, high.met), either(low.unmet, high.unmet))


def _equal_lists(left: Listed, right: Listed) -> Claim:
    known = both(left.known, right.known)
    same_length = equals(left.count, right.count)
    met, unmet = [known, same_length], [negated(same_length)]
    for (there, one), place in zip(left.slots, left.places, strict=True):
        for (here, other), other_place in zip(right.slots, right.places, strict=True):
            aligned = both(there, here, equals(place, other_place))
            same = equal(one, other)
            met.append(implied(aligned, same.met))
            unmet.append(both(aligned, same.unmet))
    return Claim(both(*met), both(known, either(*unmet)))


def known_throughout(value: "Symbolic | None") -> Bool:
    """Whether a value is known, and everything in it."""
    match value:
        case None:
            return TRUE
        case Listed(known, slots):
            return both(known, *(implied(there, known_throughout(one)) for there, one in slots))
        case Ranged(low, high):
            return both(known_throughout(low), known_throughout(high))
    assert not isinstance(value, Recorded), "what is made of whole lists is made of no records"  # noqa: S101
    return value.known


def all_of(claims: Iterable[Claim]) -> Claim:
    """Kleene's conjunction."""
    found = tuple(claims)
    return Claim(both(*(one.met for one in found)), either(*(one.unmet for one in found)))


def any_of(claims: Iterable[Claim]) -> Claim:
    """Kleene's disjunction."""
    found = tuple(claims)
    return Claim(either(*(one.met for one in found)), both(*(one.unmet for one in found)))


def opposite(one: Claim) -> Claim:
    """Kleene's negation."""
    return Claim(one.unmet, one.met)
