"""What is too near for floating point, decided by decimals on just those rows.

Rates come in few values, and two of them are often the same; shares come out on a fen. If each such loan went
to the reference whole, the portfolio would wait for them. An inexact number knows how it comes about from
exact ones, so that it can be worked out here as the reference does it, and once for all loans alike.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

import polars as pl

from engine.evaluation.columns.plan import Column, Plan
from engine.evaluation.columns.values import Either, Exact, Inexact, Recipe, recipe_of
from engine.feel.comparing import compare
from engine.feel.core import ComparisonSign
from engine.feel.operations import arithmetic
from engine.feel.unknown import Unknown, Value

Decide = Callable[[Sequence[Value]], Any]
_KEPT = 65_536


def closely_compared(
    plan: Plan, sign: ComparisonSign, left: Exact | Inexact, right: Exact | Inexact, near: Column
) -> Column | None:
    """`left sign right` on the rows where they are near; None if it isn't known how they come about."""
    return worked_out(plan, (left, right), near, partial(compared, sign), pl.Boolean())


def compared(sign: ComparisonSign, values: Sequence[Value]) -> bool | None:
    """`one sign other` as the reference compares two values; None where one isn't known."""
    answer = compare(sign, values[0], values[1])
    return None if isinstance(answer, Unknown) else answer


def worked_out(
    plan: Plan, numbers: Sequence[Exact | Inexact], near: Column, decide: Decide, dtype: pl.DataType
) -> Column | None:
    """What `decide` makes of the numbers as the reference has them, on some rows."""
    recipes = [recipe_of(one) for one in numbers]
    known = [one for one in recipes if one is not None]
    if len(known) < len(recipes):
        return None
    on_rows = on_near_rows(lru_cache(maxsize=_KEPT)(partial(of_row, known, decide)), dtype)

    def call(where: pl.Expr, *parts: pl.Expr) -> pl.Expr:
        named = [part.alias(f"{place:03}") for place, part in enumerate(parts)]
        return pl.struct(where.alias("near"), *named).map_batches(
            on_rows, return_dtype=dtype, is_elementwise=True
        )

    return plan.keep(plan.apply(call, near, *(column for one in known for column in _columns(one))))


def of_row(recipes: Sequence[Recipe], decide: Decide, row: tuple[Any, ...]) -> Any:  # noqa: ANN401  (what `decide` gives)
    """What `decide` makes of numbers, each worked out from the exact ones that a row has for it."""
    values = iter(row)
    return decide([_value(one, values) for one in recipes])


def _columns(recipe: Recipe) -> Iterator[Column]:
    """The columns that a recipe needs, in the order in which `_value` takes them."""
    match recipe:
        case Exact(column=column):
            yield column
        case Either(condition=condition, yes=yes, no=no):
            yield condition
            yield from _columns(yes)
            yield from _columns(no)
        case _:
            yield from _columns(recipe.left)
            yield from _columns(recipe.right)


def _value(recipe: Recipe, values: Iterator[Any]) -> Value:
    """The number of a row, with 34 digits."""
    match recipe:
        case Exact(scale=scale):
            whole = next(values)
            return Unknown() if whole is None else Decimal(whole).scaleb(-scale)
        case Either(yes=yes, no=no):
            condition = next(values)
            one, other = _value(yes, values), _value(no, values)
            return other if condition is False else one
    left, right = _value(recipe.left, values), _value(recipe.right, values)
    return arithmetic(recipe.sign, left, right)


def on_near_rows(
    decide: Callable[[tuple[Any, ...]], Any], dtype: pl.DataType
) -> Callable[[pl.Series], pl.Series]:
    """`decide` on the rows of a column of structs whose field `near` is true, null on the others."""

    def decided(all_: pl.Series) -> pl.Series:
        frame = all_.struct.unnest()
        near = frame.get_column("near").fill_null(value=False)
        answers = pl.repeat(None, frame.height, dtype=dtype, eager=True)
        if not near.any():
            return answers
        rows = frame.filter(near).drop("near")
        found = pl.Series([decide(row) for row in rows.iter_rows()], dtype=dtype)
        return answers.scatter(near.arg_true(), found)

    return decided
