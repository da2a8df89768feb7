"""Decision tables on columns: which rows match, and what they come to where that is known of all that matter.

Where it isn't, the reference tries what the inputs may be; such loans are in doubt here.
"""

from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from engine.evaluation.columns import numbers
from engine.evaluation.columns.choice import choose
from engine.evaluation.columns.equality import equal
from engine.evaluation.columns.holding import doubtful, held, nothing, with_column
from engine.evaluation.columns.logic import conjunction, either
from engine.evaluation.columns.plan import Column, Plan, constant, value_of
from engine.evaluation.columns.values import Exact, Inexact, Lowered, Single, Truthful, Unlowered
from engine.feel import core
from engine.feel.distinct import bounds, distinct
from engine.feel.tables import rows_of
from engine.feel.types import NumberType
from engine.feel.unknown import Value

if TYPE_CHECKING:
    from engine.evaluation.columns.keys import Environment
    from engine.evaluation.columns.lower import Lowering


def value(lowering: "Lowering", node: core.Table, environment: "Environment") -> Lowered:
    """What a table comes to; one input that isn't known is tried with all that its column can tell apart."""
    plan, inputs = lowering.plan, [lowering.single(one, environment) for one in node.inputs]
    made = _value(lowering, node, inputs, environment)
    for place, one in enumerate(inputs):
        possible = _possible(node, place)
        if made.doubt is None or not possible or isinstance(made, Inexact):
            continue
        tried = [
            _value(
                lowering,
                node,
                [*inputs[:place], held(value, node.inputs[place].type), *inputs[place + 1 :]],
                environment,
            )
            for value in possible
        ]
        agreed = _agreed(lowering, node, tried)
        open_ = plan.apply(_unknown, one.column, made.doubt, one.doubt or constant(value=False))
        made = choose(plan, Truthful(plan.keep(open_)), agreed, made, _NEVER)
    return made


def _unknown(one: pl.Expr, doubt: pl.Expr, own: pl.Expr) -> pl.Expr:
    """Where an input surely isn't known, and that matters."""
    return one.is_null() & doubt.fill_null(value=False) & ~own.fill_null(value=False)


def _possible(node: core.Table, place: int) -> tuple[Value, ...]:
    """Values that stand for all that an input may be; none if its cells compare it with what is computed."""
    cells = node.tests[place :: len(node.inputs)]
    compared = [bound for cell in cells for bound in bounds(cell)]
    if not all(isinstance(one, core.Constant) for one in compared):
        return ()
    constants = [one.value for one in compared if isinstance(one, core.Constant)]
    if isinstance(node.inputs[place].type, NumberType):
        return _around([one for one in constants if isinstance(one, Decimal)])
    values = distinct(node.inputs[place].type, constants)
    return values if len(values) * len(node.outputs) <= _MOST_TRIED else ()


def _around(compared: list[Decimal]) -> tuple[Decimal, ...]:
    """Each number that is compared with, and one from each gap between them, with few digits."""
    digits = max(map(numbers.digits_after_point, compared), default=0)
    little = Decimal(1).scaleb(-digits - 1)
    ordered = sorted(set(compared))
    return (
        *(one - little for one in ordered[:1]),
        *(near for one in ordered for near in (one, one + little)),
    )


def _agreed(lowering: "Lowering", node: core.Table, tried: list[Single]) -> Single:
    """The one value that all come to; nothing where they differ."""
    plan, (first, *others) = lowering.plan, tried
    same = conjunction(plan, [equal(plan, first, other) for other in others])
    known = plan.apply(
        lambda one, doubt: pl.when(~doubt.fill_null(value=False)).then(one.is_not_null()),
        first.column,
        first.doubt or constant(value=False),
    )
    agree = conjunction(plan, [same, Truthful(known, first.doubt)])
    return choose(plan, agree, first, nothing(node.type), _NEVER)


def _value(
    lowering: "Lowering", node: core.Table, inputs: list[Single], environment: "Environment"
) -> Single:
    """What a table comes to for these inputs; in doubt where one that isn't known may matter."""
    rows = _in_doubt_if_unknown(lowering.plan, _rows(lowering, node, inputs, environment))
    if node.policy == "collect":
        return _collected(lowering, node, rows, environment)
    plan = lowering.plan
    made = _default(lowering, node, environment)
    for row, output in reversed(list(zip(rows, node.outputs, strict=True))):
        made = _if_matches(plan, row, lowering.single(output, environment), made)
    if node.policy == "first":
        return made
    return _unless(plan, made, _several(plan, rows))


def _in_doubt_if_unknown(plan: Plan, rows: list[Truthful]) -> list[Truthful]:
    """Rows of which it isn't known whether they match, in doubt."""
    made = []
    for row in rows:
        if row.column.table is None and value_of(row.column) is not None:
            made.append(row)
            continue
        unknown = plan.keep(plan.apply(lambda one: one.is_null(), row.column))
        made.append(Truthful(row.column, either(plan, row.doubt, unknown)))
    return made


def rows_held(lowering: "Lowering", node: core.Table, environment: "Environment") -> list[Truthful]:
    """Whether each row matches, by its cells alone."""
    return _rows(lowering, node, [lowering.single(one, environment) for one in node.inputs], environment)


def _rows(
    lowering: "Lowering", node: core.Table, inputs: list[Single], environment: "Environment"
) -> list[Truthful]:
    rows = []
    for tests in rows_of(node):
        cells = [
            lowering.truth(test, {**environment, core.TESTED: one})
            for test, one in zip(tests, inputs, strict=True)
        ]
        row = conjunction(lowering.plan, cells)
        rows.append(Truthful(lowering.plan.keep(row.column), row.doubt))
    return rows


def _default(lowering: "Lowering", node: core.Table, environment: "Environment") -> Single:
    return nothing(node.type) if node.default is None else lowering.single(node.default, environment)


def _if_matches(plan: Plan, row: Truthful, output: Single, rest: Single) -> Single:
    """The output where the row matches; nothing where that isn't known."""
    return choose(plan, row, output, rest, _NEVER)


def _several(plan: Plan, rows: list[Truthful]) -> Column:
    """Where rows compete, or may do so: the reference has to say what that comes to.

    For `any` no outputs are compared here: that several rows match is rare.
    """

    def count(*all_: pl.Expr) -> pl.Expr:
        return reduce(lambda one, other: one + other, [one.cast(pl.Int32) for one in all_])

    total = plan.keep(plan.apply(count, *(row.column for row in rows)))
    return plan.apply(lambda one: one.is_null() | (one > 1), total)


def _unless(plan: Plan, made: Single, competing: Column) -> Single:
    column = plan.apply(lambda one, several: pl.when(~several).then(one), made.column, competing)
    return doubtful(with_column(made, plan.keep(column)), either(plan, made.doubt, plan.keep(competing)))


def _collected(
    lowering: "Lowering", node: core.Table, rows: list[Truthful], environment: "Environment"
) -> Single:
    """The sum of the outputs of matching rows, or their number."""
    if node.aggregation not in ("sum", "count") or node.default is not None:
        raise Unlowered("a table that collects")
    plan, open_ = lowering.plan, either(lowering.plan, *(row.doubt for row in rows))
    terms: list[numbers.Number] = []
    for row, output in zip(rows, node.outputs, strict=True):
        one = numbers.exactly(_ONE) if node.aggregation == "count" else lowering.number(output, environment)
        if not isinstance(one, Exact):
            raise Unlowered("a sum of numbers that aren't exact")
        column = plan.apply(lambda r, o: pl.when(r).then(o).when(~r).then(0), row.column, one.column)
        doubt = one.doubt and plan.apply(lambda r, d: r & d, row.column, one.doubt)
        terms.append(Exact(column, one.scale, one.bound, doubt))
    total = reduce(lambda one, other: numbers.arithmetic(plan, "+", one, other), terms)
    if not isinstance(total, Exact):
        raise Unlowered("a sum that may not fit")
    return Exact(plan.keep(total.column), total.scale, total.bound, either(plan, total.doubt, open_))


_ONE = Decimal(1)
_NEVER = Truthful(constant(value=False))
_MOST_TRIED = 400  # values times rows


def overlapping(plan: Plan, rows: list[Truthful]) -> Column:
    """Where several rows of a table that forbids it surely match."""

    def count(*all_: pl.Expr) -> pl.Expr:
        return reduce(
            lambda one, other: one + other, [one.fill_null(value=False).cast(pl.Int32) for one in all_]
        )

    total = plan.apply(count, *(row.column for row in rows))
    return plan.keep(plan.apply(lambda one: one > 1, total))
