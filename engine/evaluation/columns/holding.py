"""How a single value is held: constants, what is known of no row, the same with another column or doubt.

A value is a column together with what may be wrong with it. Were the two put together in many places, one
of them would drop the doubt on the way, and a wrong row would pass for a sure one.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import polars as pl

from engine.evaluation.columns import numbers
from engine.evaluation.columns.plan import Column, Plan, constant
from engine.evaluation.columns.values import Days, Exact, Inexact, Records, Single, Texts, Truthful, Unlowered
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.types import DateType, DaysType, MonthsType, NumberType, TextType, TruthType, Type
from engine.feel.unknown import Value


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


def doubtful(one: Single, doubt: Column | None) -> Single:
    """The same with another doubt."""
    match one:
        case Exact():
            return Exact(one.column, one.scale, one.bound, doubt, one.constant)
        case Inexact():
            return Inexact(one.column, one.relative, one.absolute, one.least, one.most, doubt, one.recipe)
        case Texts():
            return Texts(one.column, one.values, doubt, one.constant)
        case Records():
            return Records(one.column, one.type, one.path, doubt)
    return type(one)(one.column, doubt)


def with_column(one: Single, column: Column) -> Single:
    """The same held in another column."""
    match one:
        case Exact():
            return Exact(column, one.scale, one.bound, one.doubt, one.constant)
        case Inexact():
            return Inexact(column, one.relative, one.absolute, one.least, one.most, one.doubt, one.recipe)
        case Texts():
            return Texts(column, one.values, one.doubt, one.constant)
        case Records():
            return Records(column, one.type, one.path, one.doubt)
    return type(one)(column, one.doubt)


def alike(plan: Plan, values: Sequence[Single]) -> list[Single]:
    """Values of one type held in the same way, so that they can stand in one column.

    Raises:
        Unlowered: they can't.
    """
    if all(isinstance(one, Truthful) for one in values) or all(isinstance(one, Days) for one in values):
        return list(values)
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
