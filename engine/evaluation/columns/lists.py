"""Lists on columns: which elements belong to one, and what they come to for each loan.

The elements of a list stand in a table of their own. A filter doesn't take any away but says which belong to
it, so that several filters of one list share that table.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from engine.evaluation.columns import equality
from engine.evaluation.columns.holding import alike, doubtful, with_column
from engine.evaluation.columns.logic import disjunction, either, only_unknown
from engine.evaluation.columns.operations import Rows
from engine.evaluation.columns.plan import Column, Plan, Reduction, Table
from engine.evaluation.columns.values import (
    Element,
    Exact,
    Lowered,
    Many,
    Records,
    Truthful,
    Unlowered,
)
from engine.feel import core
from engine.feel.core import Node, Origin
from engine.feel.types import ListType, RecordType

if TYPE_CHECKING:
    from engine.evaluation.columns.keys import Environment
    from engine.evaluation.columns.lower import Lowering


def count_true(values: Sequence[pl.Series], rows: Rows) -> pl.Series:
    """How many elements of each row are true."""
    chosen = rows.above_those(values[0])
    return pl.Series(np.bincount(chosen, minlength=rows.height_above).astype(np.int64))


def folded(function: np.ufunc, start: int) -> Reduction:
    """A function of two whole numbers over the elements of each row, `start` where it has none."""

    def fold(values: Sequence[pl.Series], rows: Rows) -> pl.Series:
        found = np.full(rows.height_above, start, dtype=np.int64)
        numbers = values[0].fill_null(start).to_numpy()
        if len(numbers):
            first = rows.first()
            found[rows.above.to_numpy()[first]] = function.reduceat(numbers, first)
        return pl.Series(found)

    return fold


def place_of(place: int) -> Reduction:
    """Where the element at a place, counted from 1 or from -1 backwards, stands among all elements."""

    def find(values: Sequence[pl.Series], rows: Rows) -> pl.Series:
        chosen = values[0].arg_true().to_numpy().astype(np.int64)
        above = rows.above_those(values[0])
        counts = np.bincount(above, minlength=rows.height_above)
        ends = np.cumsum(counts)
        wanted = ends - counts + place - 1 if place > 0 else ends + place
        there = counts >= abs(place)
        found = np.zeros(rows.height_above, dtype=np.int64)
        found[there] = chosen[wanted[there]]
        return pl.select(pl.when(pl.Series(there)).then(pl.Series(found))).to_series()

    return find


def many(lowering: "Lowering", node: Node, environment: "Environment", table: Table) -> Many:
    """The list that an expression comes to, below a table."""
    match node:
        case core.Global(origin=Origin.MEASURE, name=name):
            return lowering.many(lowering.program.formulas[name], {}, table)
        case core.Global(origin=Origin.FACT, name=name, type=kind):
            return lowering.elements(lowering.plan.bring(lowering.plan.fact(name), table), name, kind, table)
        case core.Filter():
            return _filtered(lowering, node, environment, table)
        case core.Field(type=ListType()):
            return _field(lowering, node, environment, table)
        case core.ListOf(items=items) if items:
            return _written(lowering, items, environment, table)
    raise Unlowered("a list that is made")


def _field(lowering: "Lowering", node: core.Field, environment: "Environment", table: Table) -> Many:
    """A list in a record; or a field of each record in a list."""
    plan, name = lowering.plan, node.name
    if isinstance(node.record.type, RecordType):
        record = lowering.single(node.record, environment)
        if not isinstance(record, Records) or record.doubt is not None:
            raise Unlowered("a list in a record that isn't sure")
        column = plan.apply(lambda one: one.struct.field(name), record.column)
        return lowering.elements(plan.bring(column, table), f"{record.path}.{name}", node.type, table)
    of = lowering.many(node.record, environment, table)
    inner = node.type.element if isinstance(node.type, ListType) else None
    if not isinstance(of.element, Records) or inner is None or isinstance(inner, ListType):
        raise Unlowered("a list of lists")
    column = plan.keep(plan.apply(lambda one: one.struct.field(name), of.element.column))
    element = lowering.fact(column, f"{of.element.path}.{name}", inner)
    return Many(of.table, element, of.known, of.chosen, of.longest, of.doubt)


def _written(lowering: "Lowering", items: Sequence[Node], environment: "Environment", table: Table) -> Many:
    """A list whose elements are written out, each of which may be unknown."""
    plan = lowering.plan
    values = alike(plan, [lowering.single(one, environment) for one in items])
    row = plan.apply(pl.concat_list, *(one.column for one in values))
    opened, column = plan.open(plan.bring(row, table), table)
    doubt = either(plan, *(one.doubt for one in values))
    known = plan.in_table(Column(pl.lit(value=True)), table)
    return Many(opened, doubtful(with_column(values[0], column), None), known, None, len(items), doubt)


def _filtered(lowering: "Lowering", node: core.Filter, environment: "Environment", table: Table) -> Many:
    """Unknown where it is unknown for an element whether it belongs."""
    plan, of = lowering.plan, lowering.many(node.items, environment, table)
    body = lowering.truth(node.body, {**environment, node.variable.slot: of.element})
    holds = plan.in_table(body.column, of.table)
    open_ = _any(plan, of, plan.apply(lambda one: one.is_null(), holds))
    known = plan.keep(plan.apply(lambda k, o: pl.when(~o).then(k), of.known, open_))
    doubt = None if body.doubt is None else _any(plan, of, body.doubt)
    chosen = plan.apply(lambda one: one.fill_null(value=False), holds)
    if of.chosen is not None:
        chosen = plan.apply(lambda one, other: one & other, chosen, of.chosen)
    return Many(of.table, of.element, known, plan.keep(chosen), of.longest, either(plan, of.doubt, doubt))


def _any(plan: Plan, of: Many, truth: Column) -> Column:
    """Whether it is true of an element that belongs to the list."""
    here = plan.in_table(truth, of.table)
    if of.chosen is not None:
        here = plan.apply(lambda one, other: one & other, here, of.chosen)
    return plan.any(here, of.table)


def quantified(lowering: "Lowering", node: core.Quantified, environment: "Environment") -> Lowered:
    """`some` and `every`."""
    of = lowering.many(node.items, environment, lowering.table_of(node, environment))
    body = lowering.truth(node.body, {**environment, node.variable.slot: of.element})
    return over_all(lowering.plan, of, body, some=node.kind == "some")


def over_all(plan: Plan, of: Many, body: Truthful, *, some: bool) -> Truthful:
    """Kleene's or, or and, over the elements of a list."""
    holds = plan.in_table(body.column, of.table)
    settling = holds if some else plan.apply(lambda one: ~one, holds)
    settled = _any(plan, of, settling)
    open_ = _any(plan, of, plan.apply(lambda one: one.is_null(), holds))

    def value(known: pl.Expr, found: pl.Expr, left: pl.Expr) -> pl.Expr:
        return pl.when(known & found).then(pl.lit(some)).when(known & ~left).then(pl.lit(not some))

    column = plan.keep(plan.apply(value, of.known, settled, open_))
    inner = None if body.doubt is None else only_unknown(plan, column, _any(plan, of, body.doubt))
    return Truthful(column, either(plan, of.doubt, inner))


def member(lowering: "Lowering", node: core.Member, environment: "Environment") -> Lowered:
    """Whether a value is in a list or a range."""
    plan, value = lowering.plan, lowering.single(node.value, environment)
    if isinstance(node.among, core.RangeOf):
        return equality.within(lowering, value, node.among, environment)
    if isinstance(node.among, core.ListOf):
        return disjunction(
            plan, [equality.matches(lowering, value, one, environment) for one in node.among.items]
        )
    of = lowering.many(node.among, environment, lowering.table_of(node, environment))
    return over_all(plan, of, equality.equal(plan, value, of.element), some=True)


def at(lowering: "Lowering", node: core.At, environment: "Environment") -> Lowered:
    """The element at a place that is written in the rule."""
    if not isinstance(node.place, core.Constant | core.Negate):
        raise Unlowered("a place that is computed")
    place = lowering.number(node.place, environment)
    if not isinstance(place, Exact) or place.constant is None or abs(place.constant) < 1:
        raise Unlowered("a place that is no whole number")
    of = lowering.many(node.items, environment, lowering.table_of(node, environment))
    return _taken(lowering, of, int(place.constant))


def _taken(lowering: "Lowering", of: Many, place: int) -> Element:
    plan, element = lowering.plan, of.element
    chosen = belongs(plan, of)
    where = plan.reduce(place_of(place), of.table, chosen)
    where = plan.apply(lambda k, w: pl.when(k).then(w), of.known, where)
    picked = plan.pick(element.column, of.table, where)
    return doubtful(with_column(element, picked), of.doubt)


def belongs(plan: Plan, of: Many) -> Column:
    """Which elements belong to a list, as a column of its table."""
    if of.chosen is not None:
        return of.chosen
    return plan.in_table(Column(pl.lit(value=True)), of.table)


Function = Callable[["Lowering", core.Call, "Environment"], Lowered]
