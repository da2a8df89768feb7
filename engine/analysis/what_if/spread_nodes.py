"""One rule for each form of the typed tree: the spread of a node from those of its parts.

What there is no rule for may be anything, which costs a split more and never a wrong answer.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Protocol

from engine.analysis.what_if.spread import (
    ALL_TRUTHS,
    ANYTHING,
    Between,
    Fields,
    Items,
    OneOf,
    Spread,
    Sure,
    by_corners,
    conjunction,
    disjunction,
    joined,
    negation,
    truth_of,
    truths,
)
from engine.analysis.what_if.spread_comparing import compared, is_unknown, matches
from engine.analysis.what_if.spread_functions import arithmetic, called
from engine.feel import core, operations
from engine.feel.core import Node
from engine.feel.functions import Function
from engine.feel.functions_lists import at
from engine.feel.unknown import Unknown, Value, missing

Locals = Mapping[int, Spread]


class Reader(Protocol):
    """Who knows the spreads of names and of parts."""

    def value(self, name: str) -> Spread:
        """Of a global name."""

    def evaluate(self, node: Node, local: Locals | None = None) -> Spread:
        """Of a part."""

    def function(self, name: str) -> Function:
        """What a call calls."""


def spread_of(node: Node, reader: Reader, local: Locals) -> Spread:
    """The spread of a node that depends on something open."""
    rule = _RULES.get(type(node))
    return ANYTHING if rule is None else _plainly(rule(node, reader, local))


def _plainly(spread: Spread) -> Spread:
    """A stretch of one value as that value, and a list of such as a list."""
    match spread:
        case Items(items):
            known = [one.value for one in items if isinstance(one, Sure)]
            return Sure(tuple(known)) if len(known) == len(items) else spread
        case Between(low, high, False) if low == high:
            return Sure(low)
        case OneOf(values) if len(values) == 1 and None not in values:
            return Sure(next(value for value in values if value is not None))
    return spread


def _constant(node: core.Constant, _: Reader, __: Locals) -> Spread:
    return Sure(node.value)


def _global(node: core.Global, reader: Reader, _: Locals) -> Spread:
    return reader.value(node.name)


def _local(node: core.Local, _: Reader, local: Locals) -> Spread:
    return local[node.slot]


def _field(node: core.Field, reader: Reader, local: Locals) -> Spread:
    record = reader.evaluate(node.record, local)
    items = _items(record)
    if items is not None:
        return Items(tuple(_of_record(one, node.name) for one in items))
    return _of_record(record, node.name)


def _of_record(record: Spread, name: str) -> Spread:
    match record:
        case Fields(fields):
            return fields.get(name, Sure(missing(name)))
        case Sure(Mapping() as known):
            value = known.get(name)
            return Sure(missing(name) if value is None else value)
        case Sure(Unknown()):
            return record
    return ANYTHING


def _negate(node: core.Negate, reader: Reader, local: Locals) -> Spread:
    return by_corners(operations.negate, (reader.evaluate(node.operand, local),))


def _arithmetic(node: core.Arithmetic, reader: Reader, local: Locals) -> Spread:
    left, right = reader.evaluate(node.left, local), reader.evaluate(node.right, local)
    unknown = next((one for one in (left, right) if is_unknown(one)), None)
    if unknown is not None:
        return unknown
    return arithmetic(lambda one, other: operations.arithmetic(node.sign, one, other), node.sign, left, right)


def _comparison(node: core.Comparison, reader: Reader, local: Locals) -> Spread:
    return truth_of(
        compared(node.sign, reader.evaluate(node.left, local), reader.evaluate(node.right, local))
    )


def _and(node: core.And, reader: Reader, local: Locals) -> Spread:
    return truth_of(conjunction(truths(reader.evaluate(one, local)) for one in node.items))


def _or(node: core.Or, reader: Reader, local: Locals) -> Spread:
    return truth_of(disjunction(truths(reader.evaluate(one, local)) for one in node.items))


def _not(node: core.Not, reader: Reader, local: Locals) -> Spread:
    return truth_of(negation(truths(reader.evaluate(node.operand, local))))


def _if(node: core.If, reader: Reader, local: Locals) -> Spread:
    condition = truths(reader.evaluate(node.condition, local))
    sides = [reader.evaluate(node.yes, local)] if condition & {True, None} else []
    sides += [reader.evaluate(node.no, local)] if condition & {False, None} else []
    if None in condition:
        sides.append(Sure(Unknown()))
    return joined(sides)


def _quantified(node: core.Quantified, reader: Reader, local: Locals) -> Spread:
    listed = reader.evaluate(node.items, local)
    items = _items(listed)
    if items is None:
        return listed if is_unknown(listed) else truth_of(ALL_TRUTHS)
    settle = disjunction if node.kind == "some" else conjunction
    return truth_of(settle(_bodies(node, items, reader, local)))


def _items(listed: Spread) -> tuple[Spread, ...] | None:
    match listed:
        case Items(items):
            return items
        case Sure(tuple() as values):
            return tuple(Sure(one) for one in values)
    return None


def _bodies(
    node: core.Quantified | core.Filter, items: tuple[Spread, ...], reader: Reader, local: Locals
) -> Iterator[frozenset[bool | None]]:
    return (truths(reader.evaluate(node.body, {**local, node.variable.slot: one})) for one in items)


def _filter(node: core.Filter, reader: Reader, local: Locals) -> Spread:
    listed = reader.evaluate(node.items, local)
    items = _items(listed)
    if items is None:
        return listed if is_unknown(listed) else ANYTHING
    chosen = tuple(_bodies(node, items, reader, local))
    if any(one == {None} for one in chosen):
        return Sure(Unknown())
    if any(len(one) > 1 for one in chosen):
        return ANYTHING
    return Items(tuple(item for item, holds in zip(items, chosen, strict=True) if True in holds))


def _at(node: core.At, reader: Reader, local: Locals) -> Spread:
    listed, place = reader.evaluate(node.items, local), reader.evaluate(node.place, local)
    items = _items(listed)
    if is_unknown(listed):
        return listed
    if items is None or not isinstance(place, Sure):
        return ANYTHING
    number = at(tuple(range(len(items))), place.value)  # type: ignore[arg-type]  # it only counts them
    return items[number] if isinstance(number, int) else Sure(number)


def _call(node: core.Call, reader: Reader, local: Locals) -> Spread:
    function = reader.function(node.function)

    def apply(*values: Value) -> Value:
        return function.called(values, node.span)

    return called(node.function, apply, [reader.evaluate(one, local) for one in node.arguments])


def _list_of(node: core.ListOf, reader: Reader, local: Locals) -> Spread:
    return Items(tuple(reader.evaluate(one, local) for one in node.items))


def _member(node: core.Member, reader: Reader, local: Locals) -> Spread:
    value, among = reader.evaluate(node.value, local), reader.evaluate(node.among, local)
    items = _items(among)
    if items is None:  # a range, or a list of which nothing is known
        return among if is_unknown(among) else truth_of(ALL_TRUTHS)
    return truth_of(disjunction(matches(value, one) for one in items))


def _is_known(node: core.IsKnown, reader: Reader, local: Locals) -> Spread:
    match reader.evaluate(node.operand, local):
        case Sure(value):
            return Sure(not isinstance(value, Unknown))
        case Between(_, _, False):
            return Sure(True)
        case OneOf(values) if None not in values:
            return Sure(True)
    return truth_of({True, False})


_RULES: Final[Mapping[type, Callable[[Any, Reader, Locals], Spread]]] = {
    core.Constant: _constant,
    core.Global: _global,
    core.Local: _local,
    core.Field: _field,
    core.Negate: _negate,
    core.Arithmetic: _arithmetic,
    core.Comparison: _comparison,
    core.And: _and,
    core.Or: _or,
    core.Not: _not,
    core.If: _if,
    core.Quantified: _quantified,
    core.Filter: _filter,
    core.At: _at,
    core.Call: _call,
    core.ListOf: _list_of,
    core.Member: _member,
    core.IsKnown: _is_known,
}
