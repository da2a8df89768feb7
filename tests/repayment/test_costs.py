"""The price of relief, by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.repayment.costs import deferral_cost, extra_interest, penalty_interest
from engine.repayment.model import Loan, Method
from engine.values import Money
from tests.repayment.plans import instalments, loan, loans


def test_a_month_of_waiting_costs_its_interest() -> None:
    # 24,000.00 x 0.0004 x 30 = 288.00
    assert deferral_cost(Money(2_400_000), Decimal("0.0004"), 30) == 28_800


@pytest.mark.parametrize(
    ("principal", "rate", "days"), [(2_400_000, "0.0004", 0), (0, "0.0004", 30), (100, "0", 30)]
)
def test_no_days_no_debt_or_no_rate_cost_nothing(principal: int, rate: str, days: int) -> None:
    assert deferral_cost(Money(principal), Decimal(rate), days) == 0


def test_the_cost_of_waiting_is_rounded_once_and_not_each_day() -> None:
    # 1.00 x 0.0004 = 0.04 fen a day; 13 days 0.52 fen -> 1; 12 days 0.48 -> 0
    assert deferral_cost(Money(100), Decimal("0.0004"), 13) == 1
    assert deferral_cost(Money(100), Decimal("0.0004"), 12) == 0


def test_an_overdue_amount_bears_a_multiple_of_the_rate() -> None:
    # 1,003.48 x 0.0004 x 1.5 x 10 = 6.02088 -> 6.02
    assert penalty_interest(Money(100_348), Decimal("0.0004"), Decimal("1.5"), 10) == 602


def test_penalty_interest_is_exact_where_the_rate_times_the_multiple_has_many_digits() -> None:
    # 0.0004 x 1.3 x 25 days = 0.013; 500 fen x 0.013 = 6.5 -> 7
    assert penalty_interest(Money(500), Decimal("0.0004"), Decimal("1.3"), 25) == 7


@pytest.mark.parametrize(
    ("principal", "rate", "days", "says"),
    [
        (-1, "0.0004", 30, "negative_principal"),
        (100, "-0.0004", 30, "impossible_daily_rate"),
        (100, "0.0004", -1, "negative_days"),
    ],
)
def test_negative_figures_break_a_promise(principal: int, rate: str, days: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        deferral_cost(Money(principal), Decimal(rate), days)
    with pytest.raises(ValueError, match=says):
        penalty_interest(Money(principal), Decimal(rate), Decimal("1.5"), days)


def test_a_negative_multiple_breaks_a_promise() -> None:
    with pytest.raises(ValueError, match="negative_multiple"):
        penalty_interest(Money(100), Decimal("0.0004"), Decimal(-1), 1)


def test_a_longer_term_costs_more() -> None:
    # 1,000.00 at 0.0005, equal principal, periods of 31, 28 and 31 days
    # over 3: 1550 + 933 + 517 = 3000 (see test_schedule)
    # over 1: 1550; over 2: 1550 + 50000 x 0.0005 x 28 = 1550 + 700 = 2250
    assert extra_interest(loan(), 3, 1) == 1_450
    assert extra_interest(loan(), 3, 2) == 750
    assert extra_interest(loan(), 2, 2) == 0


def test_interest_first_costs_the_interest_of_every_further_month() -> None:
    # 100000 x 0.0005 x 31 days
    assert extra_interest(loan(method=Method.INTEREST_FIRST), 3, 2) == 1_550


@given(loans(), instalments, st.integers(0, 40))
def test_extra_interest_is_never_negative(owed: Loan, shortest: int, more: int) -> None:
    assert extra_interest(owed, shortest + more, shortest) >= 0
