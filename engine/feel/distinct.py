"""Values that stand for all others: what to try where the input of a decision table isn't known.

The cells of a column compare its input with some values. Between two neighbours of these, every cell says
the same, so one value from each gap stands for all in it. Without trying them, a table whose rows cover
every case would still have to be taken for one that may have no row.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.core import Comparison, Member, Node, children
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.types import (
    DateType,
    DaysType,
    MonthsType,
    NumberType,
    TextType,
    TruthType,
    Type,
)
from engine.feel.unknown import Range, Unknown, Value
from engine.values import DECIMAL128

_ORDERED = (NumberType, TextType, DateType, DaysType, MonthsType)
_DAY = timedelta(days=1)


def bounds(test: Node) -> tuple[Node, ...]:
    """What a cell compares the value of its column with."""
    match test:
        case Comparison(right=bound):
            return (bound,)
        case Member(among=many):
            return (many,)
    return tuple(bound for part in children(test) for bound in bounds(part))


def distinct(kind: Type, compared: Iterable[Value]) -> tuple[Value, ...]:
    """Values of a type such that each value there is compares with the given ones as one of these does.

    Args:
        kind: of the values.
        compared: what they are compared with: values, or lists and ranges of them. What isn't known among
            these is passed over.

    Returns:
        The values, none twice; empty where no such values can be given: for lists and ranges, and where
        there is nothing to compare with.
    """
    match kind:
        case TruthType():
            return True, False
        case TextType(tuple(values)):
            return values
    if not isinstance(kind, _ORDERED):
        return ()
    ordered: list[Any] = sorted(set(_scalars(compared)))
    around = [
        *(_before(one) for one in ordered[:1]),
        *(near for one in ordered for near in (one, _after(one))),
    ]
    return tuple(dict.fromkeys(one for one in around if one is not None))


def _scalars(values: Iterable[Value | None]) -> Iterator[Any]:
    for value in values:
        match value:
            case None | Unknown():
                continue
            case tuple():
                yield from _scalars(value)
            case Range(low, high):
                yield from _scalars((low, high))
            case _:
                yield value


def _after(value: Any) -> Value | None:  # noqa: ANN401  (a value of any type that has an order)
    """The next value there is; None after the last."""
    return _next(value, 1, DECIMAL128.next_plus)


def _before(value: Any) -> Value | None:  # noqa: ANN401  (as above)
    return _next(value, -1, DECIMAL128.next_minus)


def _next(value: Value, step: int, neighbour: Callable[[Decimal], Decimal]) -> Value | None:
    """The neighbour of a value on one side."""
    match value:
        case str():
            return value + "\0" if step > 0 else ("" if value else None)
        case date():
            return None if value == (date.max if step > 0 else date.min) else value + step * _DAY
        case DaysDuration(seconds):
            return DaysDuration(neighbour(seconds))
        case MonthsDuration(months):
            return MonthsDuration(months + step)
    assert isinstance(value, Decimal), "there are no other values with an order"  # noqa: S101
    return neighbour(value)
