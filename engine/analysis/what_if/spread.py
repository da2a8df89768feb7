"""All values that an expression may have while some facts are left open between bounds.

A threshold that is only searched for, point by point, may lie behind a stretch in which nobody looked. Here a
whole stretch is judged at once: whatever the facts turn out to be within their bounds, the value of the
expression is in its spread. Spreads may be too wide, never too narrow.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any, Final

from msgspec import Struct

from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.unknown import Unknown, Value

Ordered = Decimal | date | DaysDuration | MonthsDuration
_Truths = frozenset[bool | None]


class Sure(Struct, frozen=True):
    """One value, which may be `Unknown`."""

    value: Value


class Between(Struct, frozen=True):
    """Something from `low` to `high`, both included; with `untold`, perhaps nothing known."""

    low: Any  # one of `Ordered`, as `high`
    high: Any
    untold: bool = False


class OneOf(Struct, frozen=True):
    """One of a few truth values or texts; None stands for unknown."""

    values: frozenset[bool | str | None]


class Items(Struct, frozen=True):
    """A list of known length."""

    items: tuple["Spread", ...]


class Fields(Struct, frozen=True):
    """A record; what it lacks is unknown."""

    fields: Mapping[str, "Spread"]


class Anything(Struct, frozen=True):
    """Nothing is said of the value; it may be unknown."""


Spread = Sure | Between | OneOf | Items | Fields | Anything
ANYTHING: Final = Anything()
ALL_TRUTHS: Final[_Truths] = frozenset({True, False, None})


def truths(spread: Spread) -> _Truths:
    """The truth values that a condition may have."""
    match spread:
        case Sure(bool() as value):
            return frozenset({value})
        case Sure(Unknown()):
            return frozenset({None})
        case OneOf(values):
            return frozenset(one for one in values if not isinstance(one, str))
    return ALL_TRUTHS


def truth_of(values: Iterable[bool | None]) -> Spread:
    """The spread of a condition that may have these truth values."""
    return OneOf(frozenset(values))


def conjunction(parts: Iterable[_Truths]) -> _Truths:
    """Kleene's `and` of every choice of one truth from each."""
    return _folded(parts, by=False)


def disjunction(parts: Iterable[_Truths]) -> _Truths:
    """Kleene's `or` of every choice of one truth from each."""
    return _folded(parts, by=True)


def negation(one: _Truths) -> _Truths:
    """Kleene's `not` of each."""
    return frozenset(None if truth is None else not truth for truth in one)


def _folded(parts: Iterable[_Truths], *, by: bool) -> _Truths:
    found: _Truths = frozenset({not by})
    for part in parts:
        found = frozenset(_settled(one, other, by=by) for one in found for other in part)
        if found == {by}:
            return found
    return found


def _settled(one: bool | None, other: bool | None, *, by: bool) -> bool | None:
    if by in (one, other):
        return by
    return None if None in (one, other) else not by


def ends(spread: Spread) -> tuple[Any, Any, bool] | None:
    """Least and largest value, and whether it may be unknown; None where there is no order, or no bound."""
    match spread:
        case Between(low, high, untold):
            return low, high, untold
        case Sure(value) if isinstance(value, Ordered):
            return value, value, False
    return None


def joined(spreads: Iterable[Spread]) -> Spread:
    """One spread that holds all of them."""
    found = list(dict.fromkeys(spreads)) if not any(_unhashable(one) for one in spreads) else list(spreads)
    if len(found) == 1:
        return found[0]
    small = [_few(one) for one in found]
    if all(one is not None for one in small):
        return OneOf(frozenset().union(*(one for one in small if one is not None)))
    untold = any(_is_unknown(one) for one in found)
    known = [ends(one) for one in found if not _is_unknown(one)]
    bounds = [one for one in known if one is not None]
    if len(bounds) < len(known) or not bounds:
        return ANYTHING
    lows, highs, opens = zip(*bounds, strict=True)
    return Between(min(lows), max(highs), untold or any(opens))


def _unhashable(spread: Spread) -> bool:
    return isinstance(spread, Items | Fields) or (
        isinstance(spread, Sure) and isinstance(spread.value, tuple | Mapping)
    )


def _is_unknown(spread: Spread) -> bool:
    match spread:
        case Sure(Unknown()):
            return True
        case OneOf(values):
            return values == {None}
    return False


def _few(spread: Spread) -> frozenset[bool | str | None] | None:
    """The truth values or texts that it may be; None if it is of another kind."""
    match spread:
        case OneOf(values):
            return values
        case Sure(bool() | str() as value):
            return frozenset({value})
        case Sure(Unknown()):
            return frozenset({None})
    return None


def by_corners(operation: Callable[..., Value], spreads: Iterable[Spread]) -> Spread:
    """What an operation comes to that rises or falls with each operand, whatever the others are.

    Then its least and largest value stand at corners of the box of its operands. Rounding keeps such an
    order.
    """
    bounds = [ends(one) for one in spreads]
    known = [one for one in bounds if one is not None]
    if len(known) < len(bounds):
        return ANYTHING
    corners = [operation(*corner) for corner in product(*((low, high) for low, high, _ in known))]
    untold = any(one for _, _, one in known)
    return spanned(corners, untold=untold)


def spanned(corners: Iterable[Value], *, untold: bool) -> Spread:
    """From the least to the largest of some values; anything, where one of them isn't known."""
    found = list(corners)
    values: list[Any] = [one for one in found if isinstance(one, Ordered)]
    if len(values) < len(found):
        return ANYTHING
    return Between(min(values), max(values), untold)
