"""How a single value is held: constants, what is known of no row, the same with another column or doubt.

A value is a column together with what may be wrong with it. Were the two put together in many places, one
of them would drop the doubt on the way, and a wrong row would pass for a sure one.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

import polars as pl

from engine.evaluation.columns import numbers
from engine.evaluation.columns.plan import Column, Plan, constant
from engine.evaluation.columns.values import (
    Days,
    Element,
    Exact,
    Inexact,
    Records,
    Single,
    Texts,
    Truthful,
    Unlowered,
)
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.types import DateType, DaysType, MonthsType, NumberType, TextType, TruthType, Type
from engine.feel.unknown import Value

One = TypeVar("One", Exact, Inexact, Truthful, Texts, Days, Records, Single, Element)


def held(value: Value, kind: Type) -> Single:
    """A constant."""
    match value:
        case bool():
            return Truthful(constant(value, pl.Boolean))
        case Decimal():
            return numbers.exactly(value)
        case str():
            return Texts(constant(value, pl.String), None, constant=value)
        case date():
            return Days(constant(value, pl.Date))
        case DaysDuration(seconds):
            return numbers.exactly(seconds)
        case MonthsDuration(months):
            return numbers.exactly(Decimal(months))
    raise Unlowered(f"a constant {kind}")


def nothing(kind: Type) -> Single:
    """What is known of no row."""
    match kind:
        case TruthType():
            return Truthful(constant(None, pl.Boolean))
        case NumberType() | DaysType() | MonthsType():
            return Exact(constant(None, pl.Int64), 0, 0)
        case TextType():
            return Texts(constant(None, pl.String))
        case DateType():
            return Days(constant(None, pl.Date))
    raise Unlowered(f"a {kind} that columns don't hold")


def in_doubt(kind: Type) -> Single:
    """What is to be decided by the reference on every row."""
    return doubtful(nothing(kind), constant(value=True))


def doubtful(one: One, doubt: Column | None) -> One:
    """The same with another doubt."""
    return replace(one, doubt=doubt)


def with_column(one: One, column: Column) -> One:
    """The same held in another column."""
    return replace(one, column=column)


def alike(plan: Plan, values: Sequence[Single]) -> list[Element]:
    """Values of one type held in the same way, so that they can stand in one column.

    Raises:
        Unlowered: they can't.
    """
    plain = [one for one in values if isinstance(one, Truthful | Days)]
    if len(plain) == len(values):
        return [*plain]
    texts = [one for one in values if isinstance(one, Texts)]
    if len(texts) == len(values):
        return [
            Texts(plan.apply(lambda one: one.cast(pl.String), text.column), None, text.doubt)
            for text in texts
        ]
    exact = [one for one in values if isinstance(one, Exact)]
    scaled = [numbers.scaled(plan, one, max(other.scale for other in exact)) for one in exact]
    if len(exact) < len(values) or None in scaled:
        raise Unlowered("a list of what isn't exact")
    bound = max(one.bound for one in scaled if one is not None)
    return [Exact(one.column, one.scale, bound, one.doubt) for one in scaled if one is not None]
