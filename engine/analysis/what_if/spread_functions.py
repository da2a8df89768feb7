"""Functions whose value is known for a whole stretch of arguments, as it only rises or only falls with them.

What isn't listed here may do anything as soon as an argument is open, so that nothing false can follow from a
function that rises mostly: the largest payment of a schedule, which is rounded row by row, falls now and then
by some fen while the principal rises.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Final

from engine.analysis.what_if.spread import (
    ANYTHING,
    Items,
    Spread,
    Sure,
    by_corners,
    ends,
    spanned,
    truth_of,
)
from engine.analysis.what_if.spread_comparing import is_unknown
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.unknown import Value

# The arguments, by their place, with which a function rises or falls, and with which no other may be open.
_MONOTONE: Final[Mapping[str, frozenset[int]]] = {
    "floor": frozenset({0}),
    "ceiling": frozenset({0}),
    "round half up": frozenset({0}),
    "round half down": frozenset({0}),
    "round up": frozenset({0}),
    "round down": frozenset({0}),
    "decimal": frozenset({0}),
    "date.year": frozenset({0}),
    "duration.days": frozenset({0}),
    "interest for days": frozenset({0, 1}),
    "last due date": frozenset({0}),
    "next working day": frozenset({0}),
    "next certain working day": frozenset({0}),
    "any term fits": frozenset({3}),
    "shortest affordable term": frozenset({3}),
}
_OF_LISTS: Final = frozenset({"min", "max", "sum"})


def called(name: str, apply: Callable[..., Value], arguments: Sequence[Spread]) -> Spread:
    """What a function may come to.

    Args:
        name: of the function.
        apply: its doing, on values.
        arguments: as far as they are known.
    """
    if name == "count" and isinstance(arguments[0], Items):
        return Sure(apply(tuple(True for _ in arguments[0].items)))
    if name in _OF_LISTS and len(arguments) == 1:
        return _of_list(apply, arguments[0])
    known = [one.value for one in arguments if isinstance(one, Sure)]
    if len(known) == len(arguments):
        return Sure(apply(*known))
    open_ones = {place for place, one in enumerate(arguments) if not isinstance(one, Sure)}
    if not open_ones <= _MONOTONE.get(name, frozenset[int]()):
        return ANYTHING
    unknown = next((one for one in arguments if is_unknown(one)), None)
    return _at_corners(apply, arguments) if unknown is None else unknown  # none of these is asked of unknowns


def _at_corners(apply: Callable[..., Value], arguments: Sequence[Spread]) -> Spread:
    choices: list[tuple[Value, ...]] = []
    untold = False
    for one in arguments:
        if isinstance(one, Sure):
            choices.append((one.value,))
            continue
        bounds = ends(one)
        if bounds is None:
            return ANYTHING
        choices.append(bounds[:2])
        untold = untold or bounds[2]
    found = [apply(*corner) for corner in product(*choices)]
    if all(isinstance(one, bool) for one in found):
        return truth_of({*(one is True for one in found), *((None,) if untold else ())})
    return spanned(found, untold=untold)


def _of_list(apply: Callable[..., Value], listed: Spread) -> Spread:
    """`min`, `max` and `sum` rise with each element."""
    if isinstance(listed, Sure):
        return Sure(apply(listed.value))
    if not isinstance(listed, Items) or not listed.items:
        return ANYTHING
    bounds = [ends(one) for one in listed.items]
    known = [one for one in bounds if one is not None]
    if len(known) < len(bounds):
        return ANYTHING
    low, high = (apply(tuple(one[side] for one in known)) for side in (0, 1))
    return spanned((low, high), untold=any(one[2] for one in known))


def arithmetic(operation: Callable[[Value, Value], Value], sign: str, left: Spread, right: Spread) -> Spread:
    """What `left sign right` may come to; each of its operations rises or falls with either operand."""
    if sign == "**" or (sign == "/" and _may_be_nothing(right)):
        return ANYTHING
    return by_corners(operation, (left, right))


def _may_be_nothing(divisor: Spread) -> bool:
    bounds = ends(divisor)
    if bounds is None:
        return True
    low, high = (_size(one) for one in bounds[:2])
    return low <= 0 <= high


def _size(divisor: Value) -> Decimal | int:
    match divisor:
        case DaysDuration(seconds):
            return seconds
        case MonthsDuration(months):
            return months
    assert isinstance(divisor, Decimal), "nothing else divides"  # noqa: S101  (a promise of the typing)
    return divisor
