"""The plain walk over the typed tree: it *is* the meaning of the language.

Every other reading (generated code, columns, the solver) has to agree with it, so it is
written to be read: one form of the tree, one short function, nothing made faster than it is plain.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from engine.feel.comparing import compare, equal, member
from engine.feel.core import (
    TESTED,
    And,
    Arithmetic,
    At,
    Call,
    Comparison,
    Constant,
    Field,
    Filter,
    Global,
    If,
    IsKnown,
    ListOf,
    Local,
    Member,
    Negate,
    Node,
    Not,
    Or,
    Quantified,
    RangeOf,
    Table,
)
from engine.feel.functions import BUILTINS, Function
from engine.feel.functions_lists import at
from engine.feel.logic import conjunction, disjunction, negation
from engine.feel.operations import arithmetic, negate
from engine.feel.tables import Reading, value_of
from engine.feel.unknown import Range, Unknown, Value, located, merged, missing, union

__all__ = ["Scope", "Value", "evaluate"]


class Scope(Struct, frozen=True):
    """What names stand for.

    Attributes:
        values: of the global names, dots included; a name that isn't there is a fact that wasn't told.
        functions: what may be called.
        locals: of the variables, by slot.
    """

    values: Mapping[str, Value]
    functions: Mapping[str, Function] = field(default_factory=lambda: BUILTINS)
    locals: Mapping[int, Value] = field(default_factory=dict)

    def bind(self, slot: int, value: Value) -> "Scope":
        """The same with one more variable."""
        return replace(self, locals={**self.locals, slot: value})


def evaluate(node: Node, scope: Scope) -> Value:
    """The value of a typed expression; `Unknown`, with its causes, where it has none."""
    return _RULES[type(node)](node, scope)


def _constant(node: Constant, _: Scope) -> Value:
    return node.value


def _global(node: Global, scope: Scope) -> Value:
    value = scope.values.get(node.name)
    return missing(node.name) if value is None else value


def _local(node: Local, scope: Scope) -> Value:
    return scope.locals[node.slot]


def _field(node: Field, scope: Scope) -> Value:
    record = evaluate(node.record, scope)
    if isinstance(record, tuple):
        return tuple(_of_record(one, node.name) for one in record)
    return _of_record(record, node.name)


def _of_record(record: Value, name: str) -> Value:
    """A field; one that the record lacks is unknown by its bare name: a record doesn't know its path."""
    if isinstance(record, Unknown):
        return record
    assert isinstance(record, Mapping), "the typing lets nothing else through"  # noqa: S101
    value = record.get(name)
    return missing(name) if value is None else value


def _negate(node: Negate, scope: Scope) -> Value:
    negated: Value = negate(evaluate(node.operand, scope))
    return negated


def _arithmetic(node: Arithmetic, scope: Scope) -> Value:
    left, right = evaluate(node.left, scope), evaluate(node.right, scope)
    return located(arithmetic(node.sign, left, right), node.span)


def _comparison(node: Comparison, scope: Scope) -> Value:
    return compare(node.sign, evaluate(node.left, scope), evaluate(node.right, scope))


def _and(node: And, scope: Scope) -> Value:
    return conjunction(evaluate(item, scope) for item in node.items)


def _or(node: Or, scope: Scope) -> Value:
    return disjunction(evaluate(item, scope) for item in node.items)


def _not(node: Not, scope: Scope) -> Value:
    return negation(evaluate(node.operand, scope))


def _if(node: If, scope: Scope) -> Value:
    condition = evaluate(node.condition, scope)
    if not isinstance(condition, Unknown):
        return evaluate(node.yes if condition else node.no, scope)
    yes, no = evaluate(node.yes, scope), evaluate(node.no, scope)
    return yes if equal(yes, no) is True else merged((condition, yes, no))


def _bodies(node: Quantified | Filter, items: tuple[Value, ...], scope: Scope) -> Iterator[Value]:
    return (evaluate(node.body, scope.bind(node.variable.slot, item)) for item in items)


def _quantified(node: Quantified, scope: Scope) -> Value:
    items = evaluate(node.items, scope)
    if not isinstance(items, tuple):
        return items
    settle = disjunction if node.kind == "some" else conjunction
    return settle(_bodies(node, items, scope))


def _filter(node: Filter, scope: Scope) -> Value:
    items = evaluate(node.items, scope)
    if not isinstance(items, tuple):
        return items
    chosen = tuple(_bodies(node, items, scope))
    unknown = union(chosen)
    if unknown is not None:
        return unknown
    return tuple(item for item, holds in zip(items, chosen, strict=True) if holds)


def _at(node: At, scope: Scope) -> Value:
    items, place = evaluate(node.items, scope), evaluate(node.place, scope)
    return located(at(items, place), node.span)


def _call(node: Call, scope: Scope) -> Value:
    arguments = tuple(evaluate(argument, scope) for argument in node.arguments)
    return scope.functions[node.function].called(arguments, node.span)


def _list_of(node: ListOf, scope: Scope) -> Value:
    return tuple(evaluate(item, scope) for item in node.items)


def _range_of(node: RangeOf, scope: Scope) -> Value:
    low = None if node.low is None else evaluate(node.low, scope)
    high = None if node.high is None else evaluate(node.high, scope)
    return Range(low, high, node.low_closed, node.high_closed, node.sign)


def _member(node: Member, scope: Scope) -> Value:
    return member(evaluate(node.value, scope), evaluate(node.among, scope))


def _table(node: Table, scope: Scope) -> Value:
    return value_of(node, reading(node, scope))


def reading(node: Table, scope: Scope) -> Reading:
    """How this walk reads the parts of a table."""

    def given(value: Value) -> Callable[[Node], Value]:
        bound = scope.bind(TESTED, value)
        return lambda test: evaluate(test, bound)

    def aggregated(values: tuple[Value, ...]) -> Value:
        return scope.functions[node.aggregation].called((values,), node.span)

    return Reading(lambda part: evaluate(part, scope), given, aggregated)


def _is_known(node: IsKnown, scope: Scope) -> Value:
    return not isinstance(evaluate(node.operand, scope), Unknown)


_RULES: Mapping[type, Callable[[Any, Scope], Value]] = {
    Constant: _constant,
    Global: _global,
    Local: _local,
    Field: _field,
    Negate: _negate,
    Arithmetic: _arithmetic,
    Comparison: _comparison,
    And: _and,
    Or: _or,
    Not: _not,
    If: _if,
    Quantified: _quantified,
    Filter: _filter,
    At: _at,
    Call: _call,
    ListOf: _list_of,
    RangeOf: _range_of,
    Member: _member,
    Table: _table,
    IsKnown: _is_known,
}
