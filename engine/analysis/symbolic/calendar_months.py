"""A date some months later: between bounds that always hold, and exact where a borrower is at stake.

Months have 28 to 31 days, so that no formula of plain sums says where the 31st goes. The bounds are exact
for the whole cycle of 400 years; with 30.4 days a month, a time limit could be proved to be kept that is
missed by a day.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import z3

from engine.analysis.symbolic.approximate import Applied, application
from engine.analysis.symbolic.ground import LAST_DAY, Application, Ground, Input, Pin
from engine.analysis.symbolic.symbols import Symbol
from engine.analysis.symbolic.terms import (
    Bool,
    Term,
    added,
    at_most,
    both,
    chosen,
    constant,
    equals,
    implied,
    in_order,
    number,
    taken_off,
)
from engine.feel.durations import MonthsDuration
from engine.feel.operations import arithmetic, later_by_months
from engine.feel.types import DATE, MONTHS
from engine.feel.unknown import Value
from engine.source import Span

_CYCLE = 4800  # months after which the calendar repeats
_FIRST_YEAR = 2000  # of one cycle


def later(ground: Ground, day: Symbol, months: Symbol, span: Span | None) -> Symbol:
    """A day so many months later; unknown beyond the years 1 to 9999."""
    count = constant(months.value)
    if count is None:
        kinds: list[Input] = [(day, DATE), (months, MONTHS)]
        result = application(ground, Applied("date + months", _moved, DATE, span), kinds).result
        assert isinstance(result, Symbol), "a date"  # noqa: S101  (its type says so)
        return result
    if not count:
        return Symbol(both(day.known, months.known), day.value)
    return _by_constant(ground, day, months, int(count), span)


def _moved(told: tuple[Value, ...]) -> Value:
    return arithmetic("+", *told)


def _by_constant(ground: Ground, day: Symbol, months: Symbol, count: int, span: Span | None) -> Symbol:
    first, last = _domain(count)
    known = both(day.known, months.known, at_most(number(first), day.value), at_most(day.value, number(last)))
    value = constant(day.value)
    if value is not None:
        moved = later_by_months(date.fromordinal(int(value)), MonthsDuration(count))
        return Symbol(known, number(moved.toordinal() if isinstance(moved, date) else 1))

    def make() -> Application:
        return _application(ground, day, Symbol(known, day.value), count, span)

    result = ground.apply(("months", count, day.value.get_id(), known.get_id()), make).result
    assert isinstance(result, Symbol), "a date"  # noqa: S101  (made so below)
    return result


def _application(ground: Ground, day: Symbol, bounded: Symbol, count: int, span: Span | None) -> Application:
    label = ground.label(f"{count:+} months", (day.value, bounded.known))
    value = z3.Int(label)
    least, most = _apart(count)
    apart = taken_off(value, day.value)
    ground.holds(both(at_most(number(least), apart), at_most(apart, number(most))), {label})
    for other in ground.applications:
        if other.name == f"{count:+} months":
            _in_order(ground, day, Symbol(bounded.known, value), other)

    def lemmas(_: Application, told: tuple[Value, ...], __: Value, ___: Pin) -> Sequence[Bool]:
        (start,) = told
        return [_in_month(day.value, value, start, count)] if isinstance(start, date) else []

    def compute(told: tuple[Value, ...]) -> Value:
        return arithmetic("+", told[0], MonthsDuration(count))

    result = Symbol(bounded.known, value)
    return Application(
        f"{count:+} months", ((day, DATE),), compute, result, DATE, frozenset((label,)), lemmas, span
    )


def _in_order(ground: Ground, day: Symbol, moved: Symbol, other: Application) -> None:
    """Of two days, the one that isn't later isn't later so many months on."""
    ((first, _),) = other.inputs
    assert isinstance(first, Symbol), "a date"  # noqa: S101  (made so above)
    assert isinstance(other.result, Symbol), "a date"  # noqa: S101  (made so above)
    term = in_order((first.value, other.result.value), (day.value, moved.value))
    ground.holds(term, other.own | ground.free(moved.value))


def _in_month(day: Term, moved: Term, start: date, count: int) -> Bool:
    """Where each day of the month of `start` comes to lie."""
    first, length = start.replace(day=1), monthrange(start.year, start.month)[1]
    target = later_by_months(first, MonthsDuration(count))
    assert isinstance(target, date), "asked of days only that have one so many months later"  # noqa: S101
    longest = monthrange(target.year, target.month)[1]
    begin, goal = first.toordinal(), target.toordinal()
    within = both(at_most(number(begin), day), at_most(day, number(begin + length - 1)))
    same_day = added(day, number(goal - begin))
    last = number(goal + longest - 1)
    return implied(within, equals(moved, chosen(at_most(same_day, last), same_day, last)))


@lru_cache(maxsize=64)
def _apart(count: int) -> tuple[int, int]:
    """The fewest and most days that so many months are, wherever they begin."""
    lengths = [monthrange(*_year_month(at))[1] for at in range(_CYCLE)]
    begins = [date(*_year_month(at), 1).toordinal() for at in range(_CYCLE)]
    cycle = date(_FIRST_YEAR + _CYCLE // 12, 1, 1).toordinal() - begins[0]
    found: list[int] = []
    for at, length in enumerate(lengths):
        rounds, to = divmod(at + count, _CYCLE)
        gap = begins[to] + rounds * cycle - begins[at]
        found += [gap, gap - max(length - lengths[to], 0)]
    return min(found), max(found)


def _year_month(at: int) -> tuple[int, int]:
    return _FIRST_YEAR + at // 12, at % 12 + 1


@lru_cache(maxsize=64)
def _domain(count: int) -> tuple[int, int]:
    """The first and last day, as ordinals, for which there is a day so many months later."""
    last_month, first_month = 9999 * 12 + 11 - max(count, 0), 12 - min(count, 0)
    if last_month < first_month:
        return LAST_DAY + 1, LAST_DAY
    year, month = divmod(last_month, 12)
    last = date(year, month + 1, monthrange(year, month + 1)[1]).toordinal()
    return date(first_month // 12, first_month % 12 + 1, 1).toordinal(), last
