"""Schedules of many loans at once are, to the fen, those that are worked out one by one."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("polars")

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.columns import schedules
from engine.evaluation.columns.loans import Loans
from engine.evaluation.columns.plan import constant
from engine.evaluation.columns.rates import Told
from engine.evaluation.columns.values import Exact, Inexact, Operation
from engine.repayment.model import Loan, Method, Terms
from engine.repayment.schedule import largest_payment, total_interest
from engine.repayment.terms import shortest_affordable_term
from engine.values import DECIMAL128, Money

EPOCH = date(1970, 1, 1)
METHODS = tuple(Method)
YEARLY = 4  # digits of a yearly rate
ONE = Exact(constant(0), 0, 10)  # a whole number


def quotient() -> Told:
    """A yearly rate over the days of a year."""
    above, below = (Exact(constant(0), scale, 10**9) for scale in (YEARLY, 0))
    recipe = Operation("/", above, below, 2)
    return Told(Inexact(constant(0.0), 0.0, None, 1e-9, 1.0, None, recipe))


def terms(draw: Any) -> tuple[Terms, int, int]:
    """A loan with a number of instalments, the whole number that is its rate, and a capacity."""
    rate = draw(st.integers(0, 5_000))
    first_due = date(2024, 1, 1) + timedelta(draw(st.integers(0, 900)))
    principal = draw(st.one_of(st.integers(0, 3_000_000), st.integers(1, 60).map(lambda one: one * 10_000)))
    made = Terms(
        principal=Money(principal),
        daily_rate=DECIMAL128.divide(Decimal(rate).scaleb(-YEARLY), Decimal(360)),
        method=draw(st.sampled_from(METHODS)),
        start=first_due - timedelta(draw(st.sampled_from((0, 1, 28, 31, 60)))),
        first_due=first_due,
        instalments=draw(st.integers(1, 40)),
    )
    return made, rate, draw(st.integers(-100, principal + 2_000))


@st.composite
def some_terms(draw: Any) -> list[tuple[Terms, int, int]]:
    return [terms(draw) for _ in range(draw(st.integers(1, 6)))]


def together(some: list[tuple[Terms, int, int]]) -> Loans:
    """The same as columns."""
    whole = {
        "a": np.array([rate for _, rate, _ in some], dtype=np.int64),
        "b": np.full(len(some), 360, dtype=np.int64),
    }
    return Loans(
        np.array([METHODS.index(one.method) for one, _, _ in some], dtype=np.int64),
        np.array([one.principal for one, _, _ in some], dtype=np.int64),
        quotient().rates(whole),
        np.array([one.instalments for one, _, _ in some], dtype=np.int64),
        np.array([(one.start - EPOCH).days for one, _, _ in some], dtype=np.int64),
        np.array([(one.first_due - EPOCH).days for one, _, _ in some], dtype=np.int64),
    )


@settings(max_examples=150, deadline=None)
@given(some_terms())
def test_largest_payments_and_interest_are_the_same(some: list[tuple[Terms, int, int]]) -> None:
    assert schedules.largest_payment(together(some)).tolist() == [largest_payment(one) for one, _, _ in some]
    assert schedules.total_interest(together(some)).tolist() == [total_interest(one) for one, _, _ in some]


@settings(max_examples=150, deadline=None)
@given(some_terms())
def test_shortest_terms_are_the_same(some: list[tuple[Terms, int, int]]) -> None:
    capacity = np.array([one for _, _, one in some], dtype=np.int64)
    found = schedules.shortest_terms(together(some), capacity).tolist()
    assert found == [
        shortest_affordable_term(one, Money(limit), one.instalments) or 0 for one, _, limit in some
    ]


@pytest.mark.parametrize("share", [2, 3, 7])
def test_instalments_too_large_for_floating_point_to_guess_are_the_same_to_the_fen(share: int) -> None:
    start = date(2026, 1, 1)
    loan = Loan(
        principal=Money(10**15 - 1),
        daily_rate=DECIMAL128.divide(Decimal(1), Decimal(share)),
        method=Method.EQUAL_INSTALMENT,
        start=start,
        first_due=start + timedelta(31),
    )
    some = [loan.over(number) for number in (2, 5, 40)]
    rate = Told(Inexact(constant(0.0), 0.0, None, 1e-9, 1.0, None, Operation("/", ONE, ONE, 2)))
    whole = {"a": np.ones(3, dtype=np.int64), "b": np.full(3, share, dtype=np.int64)}
    loans = replace(together([(one, 0, 0) for one in some]), rates=rate.rates(whole))
    assert schedules.largest_payment(loans).tolist() == [largest_payment(one) for one in some]
    assert not loans.rates.overflow.any()


def test_half_a_fen_is_rounded_as_the_rounded_rate_has_it() -> None:
    # 0.17 / 360 has no end, so that the rate of 34 digits lies on one side of the fraction.
    start = date(2026, 1, 1)
    for principal in range(9_000, 90_000, 9_000):
        for rate in (1_700, 1_400, 1_825):
            loan = Loan(
                principal=Money(principal),
                daily_rate=DECIMAL128.divide(Decimal(rate).scaleb(-YEARLY), Decimal(360)),
                method=Method.INTEREST_FIRST,
                start=start,
                first_due=start + timedelta(20),
            )
            some = [(loan.over(2), rate, 0)]
            assert schedules.total_interest(together(some)).tolist() == [total_interest(loan.over(2))]


def test_what_does_not_fit_into_64_bits_is_told() -> None:
    start = date(2026, 1, 1)
    loan = Loan(
        principal=Money(10**16),
        daily_rate=DECIMAL128.divide(Decimal("0.4999"), Decimal(360)),
        method=Method.EQUAL_PRINCIPAL,
        start=start,
        first_due=start + timedelta(3_000),
    )
    loans = together([(loan.over(3), 4_999, 0), (loan.over(1), 0, 0)])
    schedules.total_interest(loans)
    assert loans.rates.overflow.tolist() == [True, False]
