"""A plan comes from what is asked, completed from a profile; what is missing is told, never assumed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.repayment.asked import Asked, NoPlan
from engine.repayment.model import Loan, Method
from engine.repayment.planning import plan
from engine.repayment.schedule import largest_payment
from engine.values import Money
from tests.repayment.plans import loans

# The worked example of docs/arithmetic.md; interest runs from 5 January, a month before the first due date.
EXAMPLE = Asked(
    principal="24000",
    daily_rate="0.0004",
    method="equal_principal",
    first_due=date(2026, 2, 5),
    longest=60,
)
TOLD: Mapping[str, object] = {
    "loan.outstanding_principal": Decimal("24000.00"),
    "loan.rate.value": Decimal("0.0004"),
    "loan.rate.per": "day",
    "loan.repayment_method": "equal_principal",
    "loan.remaining_instalments": Decimal(12),
    "loan.next_due_date": date(2026, 2, 5),
}


def refusal(asked: Asked, facts: Mapping[str, object] | None = None) -> str:
    with pytest.raises(NoPlan) as refused:
        plan(asked, facts)
    return str(refused.value)


def test_the_fewest_instalments_that_fit_are_those_of_the_worked_example() -> None:
    found = plan(replace(EXAMPLE, capacity="1000"))
    assert (found.terms.instalments, found.schedule.largest_payment) == (35, Money(98_331))
    assert (found.fits, found.longest) == (True, 60)


def test_where_none_fits_the_longest_shows_how_far_it_is_from_fitting() -> None:
    found = plan(replace(EXAMPLE, capacity="983.30", longest=35))
    assert (found.terms.instalments, found.schedule.largest_payment) == (35, Money(98_331))
    assert (found.fits, found.longest) == (False, 35)


def test_nothing_fits_a_capacity_below_zero() -> None:
    assert plan(replace(EXAMPLE, capacity="-0.01")).fits is False


@pytest.mark.parametrize(("capacity", "fits"), [("983.31", True), ("983.30", False)])
def test_a_number_of_instalments_is_kept_and_held_against_the_capacity(capacity: str, *, fits: bool) -> None:
    found = plan(replace(EXAMPLE, instalments=35, capacity=capacity))
    assert (found.terms.instalments, found.fits, found.longest) == (35, fits, None)


def test_without_a_capacity_nobody_says_whether_a_plan_fits() -> None:
    assert plan(replace(EXAMPLE, instalments=35)).fits is None


def test_a_profile_gives_all_that_is_not_asked() -> None:
    assert plan(Asked(), TOLD) == plan(replace(EXAMPLE, instalments=12))


def test_what_is_asked_goes_before_what_a_profile_tells() -> None:
    asked = Asked(
        principal="100.50",
        daily_rate="0.001",
        method="interest_first",
        instalments=2,
        start=date(2026, 3, 1),
        first_due=date(2026, 3, 11),
    )
    terms = plan(asked, TOLD).terms
    assert (terms.principal, terms.daily_rate) == (Money(10_050), Decimal("0.001"))
    assert (terms.method, terms.instalments) == (Method.INTEREST_FIRST, 2)
    assert (terms.start, terms.first_due) == (date(2026, 3, 1), date(2026, 3, 11))


def test_a_capacity_goes_before_the_number_of_instalments_that_a_profile_tells() -> None:
    assert plan(Asked(capacity="1000"), TOLD).terms.instalments == 35


@pytest.mark.parametrize(
    ("first_due", "start"),
    [
        (date(2026, 2, 5), date(2026, 1, 5)),
        (date(2026, 1, 10), date(2025, 12, 10)),
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2024, 3, 29), date(2024, 2, 29)),
    ],
)
def test_interest_runs_from_a_month_before_the_first_due_date(first_due: date, start: date) -> None:
    assert plan(replace(EXAMPLE, first_due=first_due, instalments=2)).terms.start == start


def test_in_the_first_year_of_the_calendar_the_start_has_to_be_given() -> None:
    asked = replace(EXAMPLE, first_due=date(1, 1, 10), instalments=2)
    assert "the day from which interest runs: `--start`" in refusal(asked)
    assert plan(replace(asked, start=date(1, 1, 1))).terms.start == date(1, 1, 1)


@pytest.mark.parametrize(
    ("days", "daily"), [("360", "0.0004"), ("365", "0.0003945205479452054794520547945205479")]
)
def test_a_rate_per_year_is_divided_by_the_days_of_a_year(days: Literal["360", "365"], daily: str) -> None:
    asked = replace(EXAMPLE, daily_rate=None, annual_rate="0.144", year_days=days, instalments=2)
    told = {**TOLD, "loan.rate.value": Decimal("0.144"), "loan.rate.per": "year"}
    assert plan(asked).terms.daily_rate == Decimal(daily)
    assert plan(Asked(year_days=days), told).terms.daily_rate == Decimal(daily)


def test_a_rate_per_year_needs_the_days_of_a_year() -> None:
    told = {**TOLD, "loan.rate.per": "year"}
    expected = (
        "a schedule can't be worked out without\n"
        "  the days of a year, as the rate is one per year: `--year-days`"
    )
    assert refusal(Asked(), told) == expected
    assert refusal(Asked(annual_rate="0.1"), TOLD) == expected


def test_everything_that_is_missing_is_told_at_once_with_the_places_to_give_it() -> None:
    assert (
        refusal(Asked())
        == """a schedule can't be worked out without
  the principal: `--principal`, or `loan.outstanding_principal` in a profile
  the rate: `--daily-rate` or `--annual-rate`, or `loan.rate.value` and `loan.rate.per` in a profile
  the method: `--method`, or `loan.repayment_method` in a profile
  the first due date: `--first-due`, or `loan.next_due_date` in a profile
  the number of instalments: `--instalments` or `--capacity`, or `loan.remaining_instalments` in a profile"""
    )


@pytest.mark.parametrize("fact", sorted(TOLD))
def test_no_fact_of_a_loan_is_assumed(fact: str) -> None:
    left = {name: value for name, value in TOLD.items() if name != fact}
    assert f"`{fact}`" in refusal(Asked(), left)


def test_a_rate_is_given_once() -> None:
    assert "given twice" in refusal(replace(EXAMPLE, annual_rate="0.1", year_days="360"))


@pytest.mark.parametrize("text", ["24,000", "24k", "", " 1", "1e3", "¥5", "0.005", "２４", "NaN", "1" * 21])
def test_an_amount_is_written_in_plain_digits_with_at_most_two_decimals(text: str) -> None:
    assert refusal(replace(EXAMPLE, principal=text)) == (
        f"`{text}` is no amount in yuan; write it as `--principal 24000.50`"
    )
    assert "`--capacity 24000.50`" in refusal(replace(EXAMPLE, capacity=text))


@pytest.mark.parametrize("text", ["0.04%", "-0.1", "4e-4", ".0004", "one", "٠"])
def test_a_rate_is_written_as_a_plain_fraction(text: str) -> None:
    expected = f"`{text}` is no rate; write 0.04 % as `--daily-rate 0.0004`"
    assert refusal(replace(EXAMPLE, daily_rate=text)) == expected
    assert "`--annual-rate 0.0004`" in refusal(replace(EXAMPLE, daily_rate=None, annual_rate=text))


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (replace(EXAMPLE, principal="-1"), "a principal below zero can't be repaid"),
        (replace(EXAMPLE, principal="1" * 20), "the principal is larger than a loan can be"),
        (replace(EXAMPLE, daily_rate="1.01"), "a rate of more than 1 a day is impossible"),
        (replace(EXAMPLE, start=date(2026, 2, 6)), "interest can't start after the first due date"),
        (replace(EXAMPLE, instalments=0), "there can be 1 to 600 instalments, not 0; check `--instalments`"),
        (replace(EXAMPLE, longest=601), "there can be 1 to 600 instalments, not 601; check `--longest`"),
        (
            replace(EXAMPLE, instalments=13, first_due=date(9999, 1, 1)),
            "the last of 13 instalments would fall after the year 9999; check `--instalments`",
        ),
    ],
)
def test_figures_that_no_loan_can_have_are_refused_with_the_option_to_check(
    asked: Asked, reason: str
) -> None:
    asked = asked if asked.instalments is not None else replace(asked, capacity="1000")
    assert refusal(asked).startswith(reason)


def test_a_loan_of_which_no_instalment_remains_has_no_schedule() -> None:
    assert refusal(Asked(), {**TOLD, "loan.remaining_instalments": Decimal(0)}) == (
        "there can be 1 to 600 instalments, not 0; check `--instalments`"
    )


@given(loan=loans(most_principal=5_000_000), capacity=st.integers(-100, 500_000), longest=st.integers(1, 40))
def test_a_plan_that_was_looked_for_is_the_first_that_fits_or_the_longest(
    loan: Loan, capacity: int, longest: int
) -> None:
    found = plan(
        Asked(
            principal=f"{Decimal(loan.principal).scaleb(-2):f}",
            daily_rate=f"{loan.daily_rate:f}",
            method=loan.method.value,
            start=loan.start,
            first_due=loan.first_due,
            capacity=f"{Decimal(capacity).scaleb(-2):f}",
            longest=longest,
        )
    )
    peaks = {number: largest_payment(loan.over(number)) for number in range(1, longest + 1)}
    fitting = [number for number, peak in peaks.items() if peak <= capacity]
    assert found.terms == loan.over(fitting[0] if fitting else longest)
    assert found.fits is bool(fitting)
