"""Each form of the typed tree as columns: one short function for each, as in the plain walk.

It stands beside the plain walk so that the two can be read side by side. A form that one of them forgot or
understood otherwise would decide a portfolio unlike a single loan; what can't be said here raises
`Unlowered` and is left to the reference.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from engine.evaluation.columns import dates, lists, numbers, tables
from engine.evaluation.columns.calls import CALLS
from engine.evaluation.columns.choice import choose
from engine.evaluation.columns.equality import compared
from engine.evaluation.columns.holding import doubtful, held, nothing, with_column
from engine.evaluation.columns.keys import Environment
from engine.evaluation.columns.logic import conjunction, disjunction, negation
from engine.evaluation.columns.plan import Plan
from engine.evaluation.columns.values import (
    Exact,
    Inexact,
    Lowered,
    Records,
    Single,
    Truthful,
    Unlowered,
)
from engine.feel import core
from engine.feel.core import Node, Origin
from engine.feel.types import (
    ListType,
    MonthsType,
    RecordType,
)
from engine.feel.unknown import Unknown

if TYPE_CHECKING:
    from engine.evaluation.columns.lower import Lowering


def _constant(_: "Lowering", node: core.Constant, __: Environment) -> Lowered:
    return held(node.value, node.type)


def _global(lowering: "Lowering", node: core.Global, _: Environment) -> Lowered:
    if node.origin is Origin.MEASURE:
        before, lowering.guard = lowering.guard, None  # others may ask for it elsewhere
        made = lowering.single(lowering.program.formulas[node.name])
        lowering.guard = before
        return with_column(made, lowering.plan.keep(made.column))
    if node.name in lowering.settled:
        value = lowering.settled[node.name]
        return nothing(node.type) if isinstance(value, Unknown) else held(value, node.type)
    if isinstance(node.type, ListType):
        raise Unlowered("a list where there should be one value")
    return lowering.fact(lowering.plan.fact(node.name), node.name, node.type)


def _local(_: "Lowering", node: core.Local, environment: Environment) -> Lowered:
    return environment[node.slot]


def _field(lowering: "Lowering", node: core.Field, environment: Environment) -> Lowered:
    record = lowering.single(node.record, environment)
    assert isinstance(record, Records), "the typing lets nothing else through"  # noqa: S101
    name = node.name
    column = lowering.plan.apply(lambda one: one.struct.field(name), record.column)
    return doubtful(lowering.fact(column, f"{record.path}.{name}", node.type), record.doubt)


def _negate(lowering: "Lowering", node: core.Negate, environment: Environment) -> Lowered:
    return numbers.negated(lowering.plan, lowering.number(node.operand, environment))


def _arithmetic(lowering: "Lowering", node: core.Arithmetic, environment: Environment) -> Lowered:
    left, right = lowering.single(node.left, environment), lowering.single(node.right, environment)
    if isinstance(left, Exact | Inexact) and isinstance(right, Exact | Inexact):
        if isinstance(node.type, MonthsType) and node.sign in ("*", "/"):
            raise Unlowered("a part of a duration in months")
        return numbers.arithmetic(lowering.plan, node.sign, left, right)
    months = MonthsType in (type(node.left.type), type(node.right.type))
    return dates.arithmetic(lowering.plan, node.sign, left, right, months=months)


def _comparison(lowering: "Lowering", node: core.Comparison, environment: Environment) -> Lowered:
    if isinstance(node.left.type, ListType | RecordType):
        raise Unlowered("a comparison of lists")
    left, right = lowering.single(node.left, environment), lowering.single(node.right, environment)
    if lowering.keys.of(node.left, environment) == lowering.keys.of(node.right, environment):
        return _with_itself(lowering.plan, node.sign, left)
    return compared(lowering.plan, node.sign, left, right)


def _with_itself(plan: Plan, sign: str, one: Single) -> Truthful:
    """What is compared with itself is equal, however inexact."""
    holds = sign in ("=", "<=", ">=")
    column = plan.apply(lambda value: pl.when(value.is_not_null()).then(pl.lit(holds)), one.column)
    return Truthful(column, one.doubt)


def _and(lowering: "Lowering", node: core.And, environment: Environment) -> Lowered:
    return conjunction(lowering.plan, lowering.parts(node.items, environment, until=False))


def _or(lowering: "Lowering", node: core.Or, environment: Environment) -> Lowered:
    return disjunction(lowering.plan, lowering.parts(node.items, environment, until=True))


def _not(lowering: "Lowering", node: core.Not, environment: Environment) -> Lowered:
    return negation(lowering.plan, lowering.truth(node.operand, environment))


def _if(lowering: "Lowering", node: core.If, environment: Environment) -> Lowered:
    if isinstance(node.type, ListType | RecordType):
        raise Unlowered("a choice of lists")
    if lowering.keys.of(node.yes, environment) == lowering.keys.of(node.no, environment):
        return lowering.single(node.yes, environment)
    condition = lowering.truth(node.condition, environment)
    yes, no = (
        lowering.branch(one, environment, condition, unless=unless)
        for one, unless in ((node.yes, False), (node.no, True))
    )
    return choose(lowering.plan, condition, yes, no, compared(lowering.plan, "=", yes, no))


def _is_known(lowering: "Lowering", node: core.IsKnown, environment: Environment) -> Lowered:
    if isinstance(node.operand.type, ListType):
        table = lowering.table_of(node.operand, environment)
        many = lowering.many(node.operand, environment, table)
        return Truthful(lowering.plan.apply(lambda one: one.is_not_null(), many.known), many.doubt)
    one = lowering.single(node.operand, environment)
    known = lowering.plan.apply(lambda value: value.is_not_null(), one.column)
    if one.doubt is None:
        return Truthful(known)
    column = lowering.plan.apply(lambda k, d: pl.when(~d.fill_null(value=False)).then(k), known, one.doubt)
    return Truthful(column, one.doubt)


def _call(lowering: "Lowering", node: core.Call, environment: Environment) -> Lowered:
    if node.function not in CALLS:
        raise Unlowered(f"the function `{node.function}`")
    return CALLS[node.function](lowering, node, environment)


def no_form(_: "Lowering", node: Node, __: Environment) -> Lowered:
    """What columns have no form for."""
    raise Unlowered(f"a {node.type} as a value")


FOLDED = (core.Negate, core.Arithmetic, core.Comparison, core.And, core.Or, core.Not, core.If, core.Call)
RULES: Mapping[type, Callable[["Lowering", Any, Environment], Lowered]] = {
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
    core.Quantified: lists.quantified,
    core.Filter: no_form,
    core.At: lists.at,
    core.Call: _call,
    core.ListOf: no_form,
    core.RangeOf: no_form,
    core.Member: lists.member,
    core.Table: tables.value,
    core.IsKnown: _is_known,
}
