"""The built-in functions that columns can compute, by name.

Those that aren't here send the loans for which they matter to the reference.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from engine.evaluation.columns import dates, lists, numbers, rounding, texts
from engine.evaluation.columns.calendars import CALENDAR_CALLS
from engine.evaluation.columns.choice import choose
from engine.evaluation.columns.equality import compared
from engine.evaluation.columns.logic import conjunction, disjunction, either
from engine.evaluation.columns.plan import Column, Plan, Reduction
from engine.evaluation.columns.repayment import REPAYMENT_CALLS
from engine.evaluation.columns.values import (
    LARGEST,
    Days,
    Exact,
    Inexact,
    Lowered,
    Many,
    Single,
    Texts,
    Truthful,
    Unlowered,
)
from engine.feel import core
from engine.feel.operations import SECONDS_A_DAY

if TYPE_CHECKING:
    from engine.evaluation.columns.keys import Environment
    from engine.evaluation.columns.lower import Lowering

Call = Callable[["Lowering", core.Call, "Environment"], Lowered]


def _list(lowering: "Lowering", node: core.Call, environment: "Environment") -> Many:
    """The one argument, a list."""
    (argument,) = node.arguments
    return lowering.many(argument, environment, lowering.table_of(node, environment))


def _written(node: core.Call) -> tuple[core.Node, ...] | None:
    """The elements of a list that is written out."""
    match node.arguments:
        case (core.ListOf(items=items),):
            return items
    return None


def _count(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    of = _list(lowering, node, environment)
    plan = lowering.plan
    if of.length is not None and of.chosen is None:
        return Exact(of.length, 0, of.longest, of.doubt)
    number = plan.reduce(lists.count_true, of.table, lists.belongs(plan, of))
    return Exact(_where_known(plan, of, number), 0, of.longest, of.doubt)


def _where_known(plan: Plan, of: Many, column: Column) -> Column:
    return plan.keep(plan.apply(lambda known, one: pl.when(known).then(one), of.known, column))


def _sum(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    items, plan = _written(node), lowering.plan
    if items is not None:
        zero = numbers.exactly(Decimal(0))
        parts = [lowering.number(one, environment) for one in items]
        return reduce(lambda one, other: numbers.arithmetic(plan, "+", one, other), parts, zero)
    of = _list(lowering, node, environment)
    assert isinstance(of.element, Exact), "held by the signature"  # noqa: S101
    bound = of.element.bound * of.longest
    if bound > LARGEST:
        raise Unlowered("a sum that may not fit")
    total = _folded(plan, of, of.element.column, lists.folded(np.add, 0), 0)
    return Exact(_all_known(plan, of, total), of.element.scale, bound, of.doubt)


def _folded(plan: Plan, of: Many, column: Column, fold: Reduction, start: int) -> Column:
    """Over the elements that belong to the list; the others count for nothing."""
    if of.chosen is not None:
        column = plan.apply(lambda c, one: pl.when(c).then(one).otherwise(start), of.chosen, column)
    return plan.reduce(fold, of.table, column)


def _all_known(plan: Plan, of: Many, column: Column) -> Column:
    """Null where the list, or an element of it, isn't known."""
    unknown = plan.apply(lambda one: one.is_null(), of.element.column)
    if of.chosen is not None:
        unknown = plan.apply(lambda c, one: c & one, of.chosen, unknown)
    open_ = plan.any(unknown, of.table)
    return plan.keep(plan.apply(lambda k, o, one: pl.when(k & ~o).then(one), of.known, open_, column))


def _extreme(sign: core.ComparisonSign, function: np.ufunc, start: int) -> Call:
    """`min` and `max`."""

    def call(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
        items, plan = _written(node), lowering.plan
        if items is not None:
            return _extreme_of(lowering, sign, [lowering.single(one, environment) for one in items])
        of = _list(lowering, node, environment)
        element = of.element
        if not isinstance(element, Exact | Days):
            raise Unlowered("the least or greatest of what isn't exact")
        column = element.column
        if isinstance(element, Days):
            column = plan.apply(lambda one: one.cast(pl.Int32).cast(pl.Int64), column)
        column = plan.apply(lambda one: one.fill_null(start), column)
        found = _folded(plan, of, column, lists.folded(function, start), start)
        some = plan.any(lists.belongs(plan, of), of.table)
        found = plan.apply(lambda s, one: pl.when(s).then(one), some, found)
        found = _all_known(plan, of, found)
        if isinstance(element, Days):
            return Days(plan.keep(plan.apply(dates.on_calendar, found)), of.doubt)
        return Exact(found, element.scale, element.bound, of.doubt)

    return call


def _extreme_of(lowering: "Lowering", sign: core.ComparisonSign, values: list[Single]) -> Lowered:
    """Of values written out, at least one: the later one only where it is beyond the one before."""
    plan = lowering.plan

    def further(one: Single, other: Single) -> Single:
        beyond = compared(plan, sign, other, one)
        nowhere = Truthful(Column(pl.lit(value=False)))
        return choose(plan, beyond, other, one, nowhere)

    return reduce(further, values)


def _joined(*, every: bool) -> Call:
    """`all` and `any`."""

    def call(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
        items, plan = _written(node), lowering.plan
        if items is not None:
            join = conjunction if every else disjunction
            return join(plan, [lowering.truth(one, environment) for one in items])
        of = _list(lowering, node, environment)
        assert isinstance(of.element, Truthful), "held by the signature"  # noqa: S101
        return lists.over_all(plan, of, of.element, some=not every)

    return call


def _absolute(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    one = lowering.number(node.arguments[0], environment)
    column = lowering.plan.apply(lambda value: value.abs(), one.column)
    if isinstance(one, Exact):
        return Exact(column, one.scale, one.bound, one.doubt)
    return Inexact(lowering.plan.keep(column), one.relative, one.absolute, one.least, one.most, one.doubt)


def _modulo(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    plan = lowering.plan
    both = numbers.aligned(plan, *(lowering.number(one, environment) for one in node.arguments))
    if both is None:
        raise Unlowered("a remainder of numbers that aren't exact")
    left, right = both

    def rest(one: pl.Expr, by: pl.Expr) -> pl.Expr:
        some = pl.when(by != 0).then(by)
        return one - (one // some) * some

    column = plan.keep(plan.apply(rest, left.column, right.column))
    return Exact(column, left.scale, right.bound, either(plan, left.doubt, right.doubt))


def _of_text(test: Callable[[Plan, Texts, Texts], Truthful]) -> Call:
    def call(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
        one, other = (lowering.text(argument, environment) for argument in node.arguments)
        return test(lowering.plan, one, other)

    return call


def _length(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    return texts.length(lowering.plan, lowering.text(node.arguments[0], environment))


def _of_date(part: Callable[[Plan, Days], Exact]) -> Call:
    def call(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
        return part(lowering.plan, lowering.day(node.arguments[0], environment))

    return call


def _of_duration(part: Callable[[Plan, Exact], Exact]) -> Call:
    def call(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
        one = lowering.single(node.arguments[0], environment)
        if not isinstance(one, Exact):
            raise Unlowered("a duration that isn't exact")
        return part(lowering.plan, one)

    return call


def _months_between(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    start, end = (lowering.day(one, environment) for one in node.arguments)
    return dates.months_between(lowering.plan, start, end)


CALLS: Mapping[str, Call] = {
    "count": _count,
    "sum": _sum,
    "min": _extreme("<", np.minimum, LARGEST),
    "max": _extreme(">", np.maximum, -LARGEST),
    "all": _joined(every=True),
    "any": _joined(every=False),
    "abs": _absolute,
    "modulo": _modulo,
    "contains": _of_text(texts.tested(lambda one, other: one.str.contains(other, literal=True))),
    "starts with": _of_text(texts.tested(lambda one, other: one.str.starts_with(other))),
    "ends with": _of_text(texts.tested(lambda one, other: one.str.ends_with(other))),
    "string length": _length,
    "date.year": _of_date(dates.part_of_date(lambda one: one.dt.year())),
    "date.month": _of_date(dates.part_of_date(lambda one: one.dt.month())),
    "date.day": _of_date(dates.part_of_date(lambda one: one.dt.day())),
    "date.weekday": _of_date(dates.part_of_date(lambda one: one.dt.weekday())),
    "day of year": _of_date(dates.part_of_date(lambda one: one.dt.ordinal_day())),
    "duration.days": _of_duration(dates.part_of_duration(SECONDS_A_DAY, 0)),
    "duration.hours": _of_duration(dates.part_of_duration(3600, SECONDS_A_DAY)),
    "duration.minutes": _of_duration(dates.part_of_duration(60, 3600)),
    "duration.seconds": _of_duration(dates.part_of_duration(1, 60)),
    "duration.years": _of_duration(dates.part_of_duration(12, 0)),
    "duration.months": _of_duration(dates.part_of_duration(1, 12)),
    "years and months duration": _months_between,
    **rounding.ROUNDING_CALLS,
    **CALENDAR_CALLS,
    **REPAYMENT_CALLS,
}
