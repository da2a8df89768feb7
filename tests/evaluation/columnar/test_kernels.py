"""What isn't an expression of Polars but a step of its own: dates, working days, schedules of rows."""

from calendar import monthrange
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

pytest.importorskip("polars")

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from engine.calendar.china import CHINA
from engine.evaluation.columns.calendars import Kept
from engine.evaluation.columns.closely import on_near_rows
from engine.evaluation.columns.dates import months_later
from engine.evaluation.columns.loans import _month_lengths, can_bear_interest, possible
from engine.evaluation.columns.plan import constant
from engine.evaluation.columns.rates import Told
from engine.evaluation.columns.repayment import KERNELS, applied
from engine.evaluation.columns.values import Exact, Inexact, Operation, Unlowered
from engine.feel.durations import MonthsDuration
from engine.feel.operations import later_by_months
from engine.feel.unknown import Unknown
from engine.repayment.model import Loan, Method
from engine.repayment.schedule import interest_for_days, largest_payment, total_interest
from engine.repayment.terms import shortest_affordable_term
from engine.values import DECIMAL128, Money

DAYS = (date(2024, 1, 31), date(2024, 2, 29), date(2026, 12, 31), date(1, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize("months", [0, 1, -1, 13, -25, 120_000, -120_000, 10**12])
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(months: int) -> None:
    rows = pl.DataFrame(
        {"day": [*DAYS, None], "months": [months] * 6}, schema={"day": pl.Date, "months": pl.Int64}
    )
    found = months_later(rows.select(pl.struct(pl.all())).to_series()).to_list()
    wanted = [later_by_months(day, MonthsDuration(months)) for day in DAYS]
    assert found == [*(None if isinstance(one, Unknown) else one for one in wanted), None]


def test_a_working_day_is_asked_once_for_each_day_that_occurs() -> None:
    asked: list[date] = []

    def next_working_day(day: date) -> date:
        asked.append(day)
        return CHINA.next_working_day(day)

    kept = Kept(next_working_day)
    days = [date(2026, 10, 1), date(2026, 11, 25), None, date(2026, 10, 1)]
    for _ in range(2):
        found = kept(pl.Series(days, dtype=pl.Date)).cast(pl.Int32).cast(pl.Date).to_list()
        assert found == [None if one is None else CHINA.next_working_day(one) for one in days]
    assert sorted(asked) == [date(2026, 10, 1), date(2026, 11, 25)]
    assert kept(pl.Series([], dtype=pl.Date)).to_list() == []


def test_only_rows_that_are_near_are_worked_out() -> None:
    seen: list[tuple[int, ...]] = []

    def decide(row: tuple[int, ...]) -> bool:
        seen.append(row)
        return True

    frame = pl.DataFrame({"near": [False, True, None], "000": [1, 2, 3]})
    some = on_near_rows(decide, pl.Boolean())(frame.select(pl.struct(pl.all())).to_series())
    assert some.to_list() == [None, True, None]
    assert seen == [(2,)]
    none = on_near_rows(decide, pl.Boolean())(
        frame.filter("near").select(pl.struct(pl.all())).to_series()[:0]
    )
    assert none.to_list() == []


RATE = Told(Exact(constant(0), 6, 10**6))
START, DUE = date(2026, 1, 10), date(2026, 2, 10)
EPOCH = date(1970, 1, 1)


def rows(**changed: list[int | None]) -> pl.DataFrame:
    """Two loans, one of which isn't known whole, and one that can't be."""
    usual: dict[str, list[int | None]] = {
        "method": [0, 0, 0],
        "principal": [1_000_000, None, -1],
        "instalments": [12, 12, 12],
        "capacity": [100_000, 1, 1],
        "start": [(START - EPOCH).days] * 3,
        "due": [(DUE - EPOCH).days] * 3,
        "days": [30, 30, 30],
        "a": [400] * 3,
    }
    return pl.DataFrame(usual | changed, schema=dict.fromkeys(usual, pl.Int64))


LOAN = Loan(
    principal=Money(1_000_000),
    daily_rate=Decimal("0.0004"),
    method=Method.EQUAL_PRINCIPAL,
    start=START,
    first_due=DUE,
)
A_SHARE_MORE = Loan(
    principal=LOAN.principal,
    daily_rate=DECIMAL128.multiply(DECIMAL128.divide(Decimal("0.146"), Decimal(360)), Decimal("1.1")),
    method=LOAN.method,
    start=START,
    first_due=DUE,
)
PLAN = ("method", "principal", "instalments", "start", "due", "a")


@pytest.mark.parametrize(
    ("name", "columns", "wanted"),
    [
        ("largest", PLAN, largest_payment(LOAN.over(12))),
        ("total", PLAN, total_interest(LOAN.over(12))),
        ("shortest", (*PLAN, "capacity"), shortest_affordable_term(LOAN, Money(100_000), 12)),
        ("interest", ("principal", "days", "a"), interest_for_days(Money(1_000_000), Decimal("0.0004"), 30)),
    ],
)
def test_a_figure_of_rows_is_known_where_all_is_known_and_possible(
    name: str, columns: tuple[str, ...], wanted: int
) -> None:
    found = applied(KERNELS[name], RATE, rows().select(columns).to_struct())
    assert found.struct.field("value").to_list() == [wanted, None, None]
    assert found.struct.field("overflow").to_list() == [False, False, False]


@pytest.mark.parametrize("name", ["largest", "interest"])
def test_a_figure_too_large_for_a_column_is_in_doubt(name: str) -> None:
    columns = PLAN if name == "largest" else ("principal", "days", "a")
    found = applied(
        KERNELS[name],
        RATE,
        rows(principal=[10**16] * 3, instalments=[1] * 3, days=[3_000_000] * 3).select(columns).to_struct(),
    )
    assert found.struct.field("value").to_list() == [None] * 3
    assert found.struct.field("overflow").to_list() == [True] * 3


@pytest.mark.parametrize(
    ("name", "columns", "wanted"),
    [
        ("largest", PLAN, largest_payment(A_SHARE_MORE.over(12))),
        ("total", PLAN, total_interest(A_SHARE_MORE.over(12))),
        (
            "interest",
            ("principal", "days", "a"),
            interest_for_days(Money(1_000_000), A_SHARE_MORE.daily_rate, 30),
        ),
    ],
)
def test_a_rate_that_is_a_multiple_of_a_quotient_bears_the_interest_of_its_34_digits(
    name: str, columns: tuple[str, ...], wanted: int
) -> None:
    parts = rows(a=[1_460] * 3).with_columns(b=360, c=11).select(*columns, "b", "c")
    found = applied(KERNELS[name], rate_of((4, 0, 1)), parts.to_struct())
    assert found.struct.field("value").to_list() == [wanted, None, None]


def test_a_month_has_as_many_days_as_in_the_calendar() -> None:
    lengths = _month_lengths.__wrapped__().tolist()
    assert lengths == [monthrange(year, month)[1] for year in range(1, 10_000) for month in range(1, 13)] + [
        monthrange(10_000, month)[1] for month in range(1, 13)
    ]


def test_what_no_loan_can_be_is_unknown() -> None:
    ones = np.array([1, 1, 1, 1])
    day = np.array([20_000] * 4)
    assert possible(ones, ones, ones, day, day, np.array([0, 1, 600, 601])).tolist() == [
        False,
        True,
        True,
        False,
    ]
    assert possible(ones, ones, ones, day + 1, day, ones).tolist() == [False] * 4
    late = np.array([(date(9999, 12, 1) - EPOCH).days] * 4)
    assert possible(ones, ones, ones, late, late, np.array([1, 2, 1, 2])).tolist() == [
        True,
        False,
        True,
        False,
    ]
    rates = np.array([0, 5, -1, 6]), np.array([5, 5, 5, 5])
    assert can_bear_interest(ones, *rates).tolist() == [True, True, False, False]


def test_a_rate_that_is_neither_exact_nor_a_quotient_is_not_for_columns() -> None:
    one = Exact(constant(0), 2, 10)
    with pytest.raises(Unlowered):
        Told(Inexact(constant(0.0), 0.0, None, 1e-9, 1.0, None, Operation("+", one, one, 2)))
    with pytest.raises(Unlowered):
        Told(Exact(constant(0), 30, 10))


def rate_of(scales: tuple[int, ...]) -> Told:
    above, below, *times = (Exact(constant(0), scale, 10**9) for scale in scales)
    recipe = Operation("/", above, below, 2)
    for one in times:
        recipe = Operation("*", recipe, one, 3)
    return Told(Inexact(constant(0.0), 0.0, None, 1e-9, 1.0, None, recipe))


@given(
    above=st.integers(0, 10**13) | st.sampled_from((0, 1, 5 * 10**6, 182_500_000, 10**12, 10**12 + 1)),
    below=st.sampled_from((1, 3, 7, 12, 360, 365, 366, 512, 10**9, 2 * 10**9, 3**12)) | st.integers(1, 10**6),
    times=st.none() | st.integers(1, 20) | st.sampled_from((10**12 - 1, 10**12 + 1)),
)
def test_a_quotient_lies_on_the_side_of_its_fraction_to_which_34_digits_round_it(
    above: int, below: int, times: int | None
) -> None:
    with localcontext(DECIMAL128):
        rounded, true = Decimal(above) / Decimal(below), Fraction(above, below)
        if times is not None:
            rounded, true = rounded * times, true * times
    apart = Fraction(rounded) - true
    told = {"a": [above], "b": [below]} | ({} if times is None else {"c": [times]})
    values = {name: np.array(one, dtype=np.int64) for name, one in told.items()}
    sides = rate_of((0,) * len(values))._sides(values, np.array([0]))
    assert sides.tolist() == [(apart > 0) - (apart < 0)]
