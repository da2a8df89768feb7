"""What a comparison may come to when its sides are spreads.

Kept apart from the other nodes, since members, ranges and cells of tables compare by the same rules.
"""

from typing import Any

from engine.analysis.what_if.spread import ALL_TRUTHS, OneOf, Spread, Sure, ends
from engine.feel import core
from engine.feel.comparing import compare
from engine.feel.unknown import Range, Unknown, Value


def is_unknown(spread: Spread) -> bool:
    """Whether nothing is known of it, for sure."""
    return isinstance(spread, Sure) and isinstance(spread.value, Unknown)


def compared(sign: core.ComparisonSign, left: Spread, right: Spread) -> frozenset[bool | None]:
    """The truths that a comparison may have."""
    if is_unknown(left) or is_unknown(right):
        return frozenset({None})
    few = _few(left), _few(right)
    if few[0] is not None and few[1] is not None:
        return frozenset(_truth(compare(sign, one, other)) for one in few[0] for other in few[1])
    bounds = ends(left), ends(right)
    if bounds[0] is None or bounds[1] is None:
        return ALL_TRUTHS
    return _by_order(sign, bounds[0], bounds[1])


def _few(spread: Spread) -> list[Value] | None:
    """The values of a spread that has few; None of another one."""
    match spread:
        case Sure(value):
            return [value]
        case OneOf(values):
            return [Unknown() if one is None else one for one in values]
    return None


def _truth(value: Value) -> bool | None:
    return value if isinstance(value, bool) else None


def _by_order(sign: str, left: tuple[Any, Any, bool], right: tuple[Any, Any, bool]) -> frozenset[bool | None]:
    """What two stretches come to: surely so, surely not, or either."""
    untold: set[bool | None] = {None} if left[2] or right[2] else set()
    if sign in {">", ">="}:
        left, right, sign = right, left, "<" if sign == ">" else "<="
    if sign in {"=", "!="}:
        apart = left[1] < right[0] or right[1] < left[0]
        found = {False} if apart else {True, False}
        return frozenset(untold | ({not one for one in found} if sign == "!=" else found))
    may_hold = left[0] < right[1] or (sign == "<=" and left[0] == right[1])
    may_fail = left[1] > right[0] or (sign == "<" and left[1] == right[0])
    return frozenset(untold | ({True} if may_hold else set()) | ({False} if may_fail else set()))


def matches(value: Spread, one: Spread) -> frozenset[bool | None]:
    """Whether a value equals an element of a list; nothing is said of one that is a range."""
    if isinstance(one, Sure) and isinstance(one.value, Range):
        return ALL_TRUTHS
    return compared("=", value, one)
