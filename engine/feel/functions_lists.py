"""Built-in functions that take lists apart and put them together.

Those that only move elements accept unknown ones: how many documents there are is
known, even where the date of one isn't.
"""

from collections.abc import Iterable
from decimal import Decimal

from engine.feel.comparing import equal
from engine.feel.functions_numbers import RATIO_NUMBER
from engine.feel.logic import conjunction, disjunction
from engine.feel.signature import (
    ANYTHING,
    COMPARABLE,
    Function,
    ListOfKind,
    Need,
    Parameter,
)
from engine.feel.types import NUMBER, TRUTH, ListType, Type
from engine.feel.unknown import Unknown, Value, failure, merged

LONGEST_LIST = 10_000  # elements of a list that an expression makes

Values = tuple[Value, ...]


def _bounded(values: Iterable[Value]) -> Values | Unknown:
    """The list, unless it is too long."""
    made = tuple(values)
    return made if len(made) <= LONGEST_LIST else failure("overflow")


def at(values: Value, place: Value) -> Value:
    """The element of a list at a place counted from 1, or from -1 backwards."""
    if not isinstance(values, tuple) or not isinstance(place, Decimal):
        return merged((values, place))
    index = index_of(place, len(values))
    return failure("no_such_element") if index is None else values[index]


def index_of(place: Decimal, length: int) -> int | None:
    """The index of a place counted from 1, or from -1 backwards, a part of a number dropped; None beyond."""
    if not 1 <= place.copy_abs() < length + 1:
        return None
    return int(place) - 1 if place > 0 else length + int(place)


def _sublist(values: Values, start: Decimal, length: Decimal | None = None) -> Value:
    first = index_of(start, len(values))
    if first is None:
        return failure("no_such_element")
    if length is None:
        return values[first:]
    if not 0 <= length < len(values) - first + 1:
        return failure("no_such_element")
    return values[first : first + int(length)]


def _insert(values: Values, position: Decimal, item: Value) -> Value:
    index = index_of(position, len(values))
    return failure("no_such_element") if index is None else _bounded((*values[:index], item, *values[index:]))


def _remove(values: Values, position: Decimal) -> Value:
    index = index_of(position, len(values))
    return failure("no_such_element") if index is None else values[:index] + values[index + 1 :]


def _replace(values: Values, position: Decimal, item: Value) -> Value:
    index = index_of(position, len(values))
    return failure("no_such_element") if index is None else (*values[:index], item, *values[index + 1 :])


def _places(values: Values, match: Value) -> Value:
    return tuple(Decimal(place) for place, value in enumerate(values, 1) if equal(value, match) is True)


def _distinct(values: Values) -> Values:
    return tuple(dict.fromkeys(values))


def _concatenate(*lists: Values) -> Values | Unknown:
    return _bounded(value for one in lists for value in one)


def _union(*lists: Values) -> Values | Unknown:
    return _bounded(dict.fromkeys(value for one in lists for value in one))


def _flat(values: Values) -> Iterable[Value]:
    for value in values:
        if isinstance(value, tuple):
            yield from _flat(value)
        else:
            yield value


def _list_of(kind: Type | None) -> Type:
    return ListType(kind)


def _flat_list_of(kind: Type | None) -> Type:
    while isinstance(kind, ListType):
        kind = kind.element
    return ListType(kind)


_LIST = Parameter("list", ListOfKind(ANYTHING), need=Need.OUTER)
_KNOWN_LIST = Parameter("list", ListOfKind(COMPARABLE))
_POSITION = Parameter("position", RATIO_NUMBER)
_NEW_ITEM = Parameter("newItem", ANYTHING, need=Need.NOTHING)
_TRUTHS = Parameter("list", ListType(TRUTH), need=Need.OUTER)

LIST_FUNCTIONS = (
    Function("count", (_LIST,), NUMBER, lambda values: Decimal(len(values))),
    Function("all", (_TRUTHS,), TRUTH, conjunction, gathers=True),
    Function("any", (_TRUTHS,), TRUTH, disjunction, gathers=True),
    Function(
        "append",
        (_LIST,),
        _list_of,
        lambda values, *items: _bounded(values + items),
        rest=Parameter("item", ANYTHING, need=Need.NOTHING),
    ),
    Function("concatenate", (_LIST,), _list_of, _concatenate, rest=_LIST),
    Function("union", (_KNOWN_LIST,), _list_of, _union, rest=_KNOWN_LIST),
    Function("distinct values", (_KNOWN_LIST,), _list_of, _distinct),
    Function(
        "flatten",
        (Parameter("list", ListOfKind(ANYTHING)),),
        _flat_list_of,
        lambda values: _bounded(_flat(values)),
    ),
    Function("reverse", (_LIST,), _list_of, lambda values: values[::-1]),
    Function(
        "sublist",
        (_LIST, Parameter("start position", RATIO_NUMBER), Parameter("length", RATIO_NUMBER, optional=True)),
        _list_of,
        _sublist,
    ),
    Function("insert before", (_LIST, _POSITION, _NEW_ITEM), _list_of, _insert),
    Function("list replace", (_LIST, _POSITION, _NEW_ITEM), _list_of, _replace),
    Function("remove", (_LIST, _POSITION), _list_of, _remove),
    Function("index of", (_KNOWN_LIST, Parameter("match", COMPARABLE)), ListType(NUMBER), _places),
)
