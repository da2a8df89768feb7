"""The functions of repayment on columns: what goes into schedules, as whole fen, days and fractions.

Schedules round each row to a fen, and so can't be computed with errors in what goes in. Whatever isn't
exact when it arrives here is refused and left to the reference.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from engine.evaluation.columns import dates, loans, schedules, texts
from engine.evaluation.columns.loans import Flags, Loans, Whole
from engine.evaluation.columns.logic import either
from engine.evaluation.columns.plan import Column, Plan, constant
from engine.evaluation.columns.rates import Told
from engine.evaluation.columns.values import (
    LARGEST,
    Days,
    Exact,
    Lowered,
    Single,
    Texts,
    Truthful,
    Unlowered,
)
from engine.feel import core
from engine.repayment.model import MOST_DAYS, MOST_INSTALMENTS, Method

if TYPE_CHECKING:
    from engine.evaluation.columns.keys import Environment
    from engine.evaluation.columns.lower import Lowering

FEN = 2  # digits after the point
MOST_FEN = 10**15  # of an amount that comes out
_CODES = {
    Method.EQUAL_PRINCIPAL.value: loans.EQUAL_PRINCIPAL,
    Method.EQUAL_INSTALMENT.value: loans.EQUAL_INSTALMENT,
    Method.INTEREST_FIRST.value: loans.INTEREST_FIRST,
}

Frame = Mapping[str, Any]
Kernel = Callable[[Mapping[str, Whole], "Told"], tuple[Whole, Flags, Flags]]  # value, known, overflow


def _whole(plan: Plan, one: Single) -> Column:
    """A number that has to be whole; null where it isn't."""
    if not isinstance(one, Exact):
        raise Unlowered("a number of instalments or days that isn't exact")
    unit = 10**one.scale
    if unit == 1:
        return one.column
    return plan.apply(lambda value: pl.when(value % unit == 0).then(value // unit), one.column)


def _fen(plan: Plan, one: Single, *, down: bool) -> Column:
    """Yuan as fen, half a fen rounded up, or all of it down."""
    if not isinstance(one, Exact):
        raise Unlowered("an amount that isn't exact")
    if one.scale <= FEN:
        factor = 10 ** (FEN - one.scale)
        if one.bound * factor > LARGEST:
            raise Unlowered("an amount that may not fit")
        return plan.apply(lambda value: value * pl.lit(factor, dtype=pl.Int64), one.column)
    unit = 10 ** (one.scale - FEN)
    if 2 * one.bound + unit > LARGEST:
        raise Unlowered("an amount that may not fit")
    if down:
        return plan.apply(lambda value: value // unit, one.column)
    return plan.apply(lambda value: (2 * value + unit) // (2 * unit), one.column)


def _number_of_day(plan: Plan, one: Single) -> Column:
    assert isinstance(one, Days), "held by the signature"  # noqa: S101
    return plan.apply(lambda value: value.cast(pl.Int32).cast(pl.Int64), one.column)


def _method(plan: Plan, one: Single) -> Column:
    assert isinstance(one, Texts), "held by the signature"  # noqa: S101
    if one.constant is not None:
        return constant(_CODES.get(one.constant), pl.Int64)
    equal = {
        code: texts.compared(plan, "=", one, Texts(constant(name, pl.String), None, constant=name)).column
        for name, code in _CODES.items()
    }

    def code(*tests: pl.Expr) -> pl.Expr:
        return pl.coalesce(
            *(
                pl.when(test).then(pl.lit(code, dtype=pl.Int64))
                for code, test in zip(equal, tests, strict=True)
            )
        )

    return plan.apply(code, *equal.values())


def _run(
    lowering: "Lowering", kernel: Kernel, columns: dict[str, Column], told: Told, doubts: list[Column | None]
) -> tuple[Column, Column | None]:
    """The whole numbers that a kernel makes of columns, and the doubt about them."""
    plan = lowering.plan
    if lowering.guard is not None:  # what isn't known isn't worked out
        first, *_ = columns
        columns = columns | {
            first: plan.apply(lambda one, where: pl.when(where).then(one), columns[first], lowering.guard)
        }
    names = (*columns, *told.columns)

    def call(*parts: pl.Expr) -> pl.Expr:
        named = [part.alias(name) for name, part in zip(names, parts, strict=True)]
        return pl.struct(*named).map_batches(
            partial(applied, kernel, told), return_dtype=_RESULT, is_elementwise=True
        )

    made = plan.keep(plan.apply(call, *columns.values(), *told.columns.values()))
    value = plan.keep(plan.apply(lambda one: one.struct.field("value"), made))
    overflow = plan.keep(plan.apply(lambda one: one.struct.field("overflow"), made))
    return value, either(plan, overflow, *doubts)


_RESULT = pl.Struct({"value": pl.Int64(), "overflow": pl.Boolean()})


def applied(kernel: Kernel, told: Told, parts: pl.Series) -> pl.Series:
    """What a kernel makes of those rows of which everything is known, and where it doesn't fit.

    Args:
        kernel: what is worked out.
        told: the rate.
        parts: structs, a field for each column that goes into the kernel.
    """
    frame = parts.struct.unnest()
    height = frame.height
    told_all = ~pl.any_horizontal(pl.all().is_null())
    rows = frame.select(told_all).to_series().arg_true().to_numpy()
    values = {one.name: one.gather(rows).to_numpy() for one in frame}
    result, known, overflow = kernel(values, told)
    sure = known & ~overflow & (np.abs(result) <= MOST_FEN)
    value = np.zeros(height, dtype=np.int64)
    there = np.zeros(height, dtype=bool)
    doubt = np.zeros(height, dtype=bool)
    value[rows], there[rows], doubt[rows] = result, sure, known & ~sure
    made = pl.DataFrame({"value": value, "there": there, "overflow": doubt})
    return made.select(pl.struct(value=pl.when("there").then("value"), overflow="overflow")).to_series()


def _loans_then(figure: Callable[[Loans, Mapping[str, Whole]], Whole]) -> Kernel:
    """A figure of the loans that can be."""

    def kernel(values: Mapping[str, Whole], told: Told) -> tuple[Whole, Flags, Flags]:
        above, below = told.fraction(values)
        known = loans.possible(
            values["principal"], above, below, values["start"], values["due"], values["instalments"]
        )
        rows = np.flatnonzero(known)
        some = {name: one[rows] for name, one in values.items()}
        able = Loans(
            some["method"],
            some["principal"],
            told.rates(some),
            some["instalments"],
            some["start"],
            some["due"],
        )
        result, overflow = np.zeros(len(known), dtype=np.int64), np.zeros(len(known), dtype=bool)
        result[rows] = figure(able, some)
        overflow[rows] = able.rates.overflow
        return result, known, overflow

    return kernel


_LARGEST = _loans_then(lambda able, _: schedules.largest_payment(able))
_TOTAL = _loans_then(lambda able, _: schedules.total_interest(able))
_SHORTEST = _loans_then(lambda able, values: schedules.shortest_terms(able, values["capacity"]))


def _interest(values: Mapping[str, Whole], told: Told) -> tuple[Whole, Flags, Flags]:
    above, below = told.fraction(values)
    days = values["days"]
    known = loans.can_bear_interest(values["principal"], above, below) & (days >= 0) & (days <= MOST_DAYS)
    rows = np.flatnonzero(known)
    some = {name: one[rows] for name, one in values.items()}
    rates = told.rates(some)
    result, overflow = np.zeros(len(known), dtype=np.int64), np.zeros(len(known), dtype=bool)
    result[rows] = rates.interest(np.arange(len(rows)), some["principal"], some["days"])
    overflow[rows] = rates.overflow
    return result, known, overflow


KERNELS: Mapping[str, Kernel] = {
    "largest": _LARGEST,
    "total": _TOTAL,
    "shortest": _SHORTEST,
    "interest": _interest,
}


def _plan_figure(kernel: Kernel) -> Callable[["Lowering", core.Call, "Environment"], Lowered]:
    """`largest payment` and `total interest`."""

    def call(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
        method, principal, rate, instalments, start, due = (
            lowering.single(one, environment) for one in node.arguments
        )
        plan = lowering.plan
        columns = {
            "method": _method(plan, method),
            "principal": _fen(plan, principal, down=False),
            "instalments": _whole(plan, instalments),
            "start": _number_of_day(plan, start),
            "due": _number_of_day(plan, due),
        }
        doubts = [one.doubt for one in (method, principal, rate, instalments, start, due)]
        value, doubt = _run(lowering, kernel, columns, Told(rate), doubts)
        return Exact(value, FEN, MOST_FEN, doubt)

    return call


def _search(lowering: "Lowering", node: core.Call, environment: "Environment") -> Exact:
    """The shortest affordable term; 0 where no term fits."""
    method, principal, rate, capacity, longest, start, due = (
        lowering.single(one, environment) for one in node.arguments
    )
    plan = lowering.plan
    columns = {
        "method": _method(plan, method),
        "principal": _fen(plan, principal, down=False),
        "capacity": _fen(plan, capacity, down=True),
        "instalments": _whole(plan, longest),
        "start": _number_of_day(plan, start),
        "due": _number_of_day(plan, due),
    }
    doubts = [one.doubt for one in (method, principal, rate, capacity, longest, start, due)]
    value, doubt = _run(lowering, _SHORTEST, columns, Told(rate), doubts)
    return Exact(value, 0, MOST_INSTALMENTS, doubt)


def _searched(lowering: "Lowering", node: core.Call, environment: "Environment") -> Exact:
    """As `_search`, but once for the same arguments: both functions ask for the same."""
    key = "search", lowering.guard, *(lowering.keys.of(one, environment) for one in node.arguments)
    return lowering.once(key, lambda: _search(lowering, node, environment))


def _shortest(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    found = _searched(lowering, node, environment)
    column = lowering.plan.apply(lambda one: pl.when(one > 0).then(one), found.column)
    return Exact(column, 0, found.bound, found.doubt)


def _any_fits(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    found = _searched(lowering, node, environment)
    return Truthful(lowering.plan.apply(lambda one: one > 0, found.column), found.doubt)


def _last_due(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    plan = lowering.plan
    due, instalments = (lowering.single(one, environment) for one in node.arguments)
    assert isinstance(due, Days), "held by the signature"  # noqa: S101
    number = plan.apply(
        lambda one: pl.when((one >= 1) & (one <= MOST_INSTALMENTS)).then(one - 1), _whole(plan, instalments)
    )
    column = plan.keep(plan.apply(dates.later_by_months(1), due.column, number))
    return Days(column, either(plan, due.doubt, instalments.doubt))


def _interest_for_days(lowering: "Lowering", node: core.Call, environment: "Environment") -> Lowered:
    principal, rate, days = (lowering.single(one, environment) for one in node.arguments)
    plan = lowering.plan
    columns = {"principal": _fen(plan, principal, down=False), "days": _whole(plan, days)}
    value, doubt = _run(lowering, _interest, columns, Told(rate), [principal.doubt, rate.doubt, days.doubt])
    return Exact(value, FEN, MOST_FEN, doubt)


# Those for which a schedule has to be worked out.
COSTLY = frozenset({"largest payment", "total interest", "any term fits", "shortest affordable term"})

REPAYMENT_CALLS: Mapping[str, Callable[["Lowering", core.Call, "Environment"], Lowered]] = {
    "largest payment": _plan_figure(_LARGEST),
    "total interest": _plan_figure(_TOTAL),
    "last due date": _last_due,
    "any term fits": _any_fits,
    "shortest affordable term": _shortest,
    "interest for days": _interest_for_days,
}
