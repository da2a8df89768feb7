"""`if condition then yes else no` on columns; where the condition isn't known, it is only if both agree.

Polars' own `when` takes the second branch where the condition is null. "Not told" would then quietly count
as "no".
"""

import polars as pl

from engine.evaluation.columns import numbers
from engine.evaluation.columns.logic import either
from engine.evaluation.columns.plan import Column, Plan, constant, deepest, value_of
from engine.evaluation.columns.values import (
    LARGEST_RECIPE,
    Days,
    Either,
    Exact,
    Inexact,
    Single,
    Texts,
    Truthful,
    size_of,
)


def choose(plan: Plan, condition: Truthful, yes: Single, no: Single, same: Truthful) -> Single:
    """One of two values of one type.

    Args:
        plan: to which the columns go.
        condition: which of them.
        yes: where it is true.
        no: where it is false.
        same: whether the two are equal.
    """
    if condition.column.table is None and condition.doubt is None:
        decided = value_of(condition.column)
        if decided is not None:
            return yes if decided else no
    which = plan.in_table(condition.column, deepest(condition.column, yes.column, no.column) or plan.root)
    doubt = _doubt(plan, Truthful(which, condition.doubt), yes, no, same)

    def one_of(left: Column, right: Column) -> Column:
        def pick(c: pl.Expr, y: pl.Expr, n: pl.Expr, s: pl.Expr) -> pl.Expr:
            return pl.when(c).then(y).when(~c).then(n).when(s).then(y)

        return plan.keep(plan.apply(pick, which, left, right, same.column))

    match yes, no:
        case (Truthful(), Truthful()):
            return Truthful(one_of(yes.column, no.column), doubt)
        case (Days(), Days()):
            return Days(one_of(yes.column, no.column), doubt)
        case (Texts(), Texts()):
            return Texts(one_of(_as_text(plan, yes), _as_text(plan, no)), None, doubt)
    assert isinstance(yes, Exact | Inexact), "no records are chosen"  # noqa: S101  (held by the types)
    assert isinstance(no, Exact | Inexact), "of one type with the other"  # noqa: S101  (as above)
    both = numbers.aligned(plan, yes, no)
    if both is None:
        return _inexact(plan, which, numbers.inexact(plan, yes), numbers.inexact(plan, no), doubt, same)
    left, right = both
    return Exact(one_of(left.column, right.column), left.scale, max(left.bound, right.bound), doubt)


def _as_text(plan: Plan, one: Texts) -> Column:
    return plan.apply(lambda value: value.cast(pl.String), one.column)


def _doubt(plan: Plan, condition: Truthful, yes: Single, no: Single, same: Truthful) -> Column | None:
    """Each doubt where what it is about matters."""

    def unless(value: bool, doubt: Column | None) -> Column | None:
        if doubt is None:
            return None
        return plan.apply(lambda c, d: c.ne_missing(pl.lit(value)) & d, condition.column, doubt)

    apart = same.doubt
    if apart is not None:
        apart = plan.apply(lambda c, d: c.is_null() & d, condition.column, apart)
    return either(plan, condition.doubt, unless(False, yes.doubt), unless(True, no.doubt), apart)


def _inexact(
    plan: Plan, which: Column, yes: Inexact, no: Inexact, doubt: Column | None, same: Truthful
) -> Inexact:
    def pick(c: pl.Expr, y: pl.Expr, n: pl.Expr, s: pl.Expr) -> pl.Expr:
        return pl.when(c).then(y).when(~c).then(n).when(s).then(y)

    column = plan.keep(plan.apply(pick, which, yes.column, no.column, same.column))
    absolute = None
    if yes.absolute is not None or no.absolute is not None:
        zero = constant(0.0, pl.Float64)
        absolute = plan.keep(
            plan.apply(
                lambda c, y, n: pl.when(c).then(y).otherwise(n),
                which,
                yes.absolute or zero,
                no.absolute or zero,
            )
        )
    recipe = None
    if yes.recipe is not None and no.recipe is not None:
        size = 1 + size_of(yes.recipe) + size_of(no.recipe)
        recipe = Either(which, yes.recipe, no.recipe, size) if size <= LARGEST_RECIPE else None
    return Inexact(
        column,
        max(yes.relative, no.relative),
        absolute,
        min(yes.least, no.least),
        max(yes.most, no.most),
        doubt,
        recipe,
    )
