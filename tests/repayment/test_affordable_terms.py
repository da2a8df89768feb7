"""Does a plan fit, and what is the shortest that does."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.repayment.model import MOST_INSTALMENTS, Loan, Method
from engine.repayment.schedule import schedule
from engine.repayment.terms import plan_fits, shortest_affordable_term
from engine.values import Money
from tests.repayment.plans import EXAMPLE, METHODS, instalments, loan, loans


def test_thirty_five_instalments_are_the_fewest_for_a_thousand_a_month() -> None:
    # over 34 the first instalment is 1,003.48, over 35 it is 983.31 (see test_schedule)
    assert not plan_fits(EXAMPLE.over(34), Money(100_000))
    assert plan_fits(EXAMPLE.over(35), Money(100_000))
    assert shortest_affordable_term(EXAMPLE, Money(100_000), 60) == 35


@pytest.mark.parametrize(("capacity", "fewest"), [(98_331, 35), (98_330, 36), (100_348, 34), (100_347, 35)])
def test_a_fen_decides(capacity: int, fewest: int) -> None:
    assert shortest_affordable_term(EXAMPLE, Money(capacity), 60) == fewest


def test_the_longest_term_to_consider_is_considered_and_none_beyond() -> None:
    assert shortest_affordable_term(EXAMPLE, Money(100_000), 35) == 35
    assert shortest_affordable_term(EXAMPLE, Money(100_000), 34) is None


def test_the_peak_of_a_short_first_period_is_looked_for_behind_it() -> None:
    # 1,000.00 over 4 peaks at 260.50 with its second instalment (see test_schedule); the first is 257.00
    late = loan(start=date(2026, 2, 1))
    assert shortest_affordable_term(late, Money(26_050), 12) == 4
    assert shortest_affordable_term(late, Money(26_049), 12) == 5


def test_interest_first_fits_only_who_can_pay_the_principal_at_the_end() -> None:
    # 1,000.00 at 0.0005: with the interest of 31 days 1,015.50, of 30 days 1,015.00, of 28 days 1,014.00.
    # The second instalment is due on 15 March, after 28 days. A longer plan isn't cheaper.
    owed = loan(method=Method.INTEREST_FIRST)
    assert shortest_affordable_term(owed, Money(101_400), 60) == 2
    assert not plan_fits(owed.over(3), Money(101_400))
    assert shortest_affordable_term(owed, Money(101_399), 60) is None


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("capacity", [-100_000, -1, 0])
def test_who_has_nothing_left_can_keep_no_plan(method: Method, capacity: int) -> None:
    owed = loan(method=method)
    assert shortest_affordable_term(owed, Money(capacity), 60) is None
    assert not plan_fits(owed.over(60), Money(capacity))


@pytest.mark.parametrize("method", METHODS)
def test_nothing_owed_fits_who_has_nothing_left_but_not_who_lacks(method: Method) -> None:
    nothing = loan(0, method=method)
    assert shortest_affordable_term(nothing, Money(0), 60) == 1
    assert shortest_affordable_term(nothing, Money(-1), 60) is None


@pytest.mark.parametrize("method", METHODS)
def test_who_can_pay_at_once_needs_one_instalment(method: Method) -> None:
    # 1,000.00 and the interest of 31 days, 15.50
    assert shortest_affordable_term(loan(method=method), Money(101_550), 60) == 1


@pytest.mark.parametrize("longest", [0, -1, MOST_INSTALMENTS + 1])
def test_an_impossible_longest_term_breaks_a_promise(longest: int) -> None:
    with pytest.raises(ValueError, match="impossible_number_of_instalments"):
        shortest_affordable_term(EXAMPLE, Money(100_000), longest)


@st.composite
def capacities(draw: st.DrawFn, owed: Loan) -> Money:
    """Anything, and what decides: the largest payment of some plan, a fen more or less."""
    near = schedule(owed.over(draw(instalments))).largest_payment + draw(st.integers(-1, 1))
    return Money(draw(st.just(near) | st.integers(-10, 2 * owed.principal + 10)))


@given(st.data(), loans(), instalments)
def test_no_shorter_plan_fits_and_the_shortest_does(data: st.DataObject, owed: Loan, longest: int) -> None:
    capacity = data.draw(capacities(owed))
    fitting = [
        number
        for number in range(1, longest + 1)
        if max(row.payment for row in schedule(owed.over(number)).rows) <= capacity
    ]
    assert shortest_affordable_term(owed, capacity, longest) == (fitting[0] if fitting else None)


@given(loans(), instalments)
def test_a_capacity_one_fen_below_the_largest_payment_no_longer_fits(owed: Loan, number: int) -> None:
    largest = max(row.payment for row in schedule(owed.over(number)).rows)
    assert plan_fits(owed.over(number), largest)
    assert not plan_fits(owed.over(number), Money(largest - 1))


@given(st.data(), loans(), instalments, st.integers(0, 100_000))
def test_more_capacity_never_asks_for_a_longer_term(
    data: st.DataObject, owed: Loan, longest: int, more: int
) -> None:
    capacity = data.draw(capacities(owed))
    before = shortest_affordable_term(owed, capacity, longest)
    after = shortest_affordable_term(owed, Money(capacity + more), longest)
    assert before is None or (after is not None and after <= before)


def test_the_instalments_of_given_terms_are_not_looked_at() -> None:
    assert shortest_affordable_term(EXAMPLE.over(3), Money(100_000), 60) == 35
    assert shortest_affordable_term(replace(EXAMPLE.over(3), instalments=60), Money(100_000), 60) == 35
