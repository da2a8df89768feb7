"""Due dates: the first one's day of the month, clamped to the month's end."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.repayment.model import Loan, due_date, period_days
from tests.repayment.plans import loan, loans


@pytest.mark.parametrize(
    ("first_due", "number", "due"),
    [
        (date(2026, 1, 15), 1, date(2026, 1, 15)),
        (date(2026, 1, 15), 2, date(2026, 2, 15)),
        (date(2026, 12, 15), 2, date(2027, 1, 15)),
        (date(2026, 11, 30), 2, date(2026, 12, 30)),
        (date(2026, 1, 31), 2, date(2026, 2, 28)),
        (date(2026, 1, 31), 3, date(2026, 3, 31)),
        (date(2026, 1, 31), 4, date(2026, 4, 30)),
        (date(2026, 1, 30), 2, date(2026, 2, 28)),
        (date(2028, 1, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 2, date(2028, 3, 29)),
        (date(2028, 2, 29), 13, date(2029, 2, 28)),
        (date(2028, 2, 29), 49, date(2032, 2, 29)),
        (date(2099, 12, 31), 3, date(2100, 2, 28)),  # 2100 is no leap year
        (date(9999, 12, 31), 1, date(9999, 12, 31)),
    ],
)
def test_a_later_instalment_is_due_on_the_first_ones_day_or_the_months_last(
    first_due: date, number: int, due: date
) -> None:
    assert due_date(first_due, number) == due


def test_the_days_of_a_period_are_counted_from_the_due_date_before() -> None:
    # 20 to 31 January, to 28 February, to 31 March, to 30 April 2026
    january = loan(start=date(2026, 1, 20), first_due=date(2026, 1, 31))
    assert period_days(january, 4) == [11, 28, 31, 30]


def test_a_first_instalment_due_on_the_day_interest_starts_has_no_days() -> None:
    assert period_days(loan(start=date(2026, 2, 15)), 2) == [0, 28]


@given(loans(), st.integers(1, 600))
def test_days_are_those_between_due_dates(owed: Loan, number: int) -> None:
    dues = [due_date(owed.first_due, one) for one in range(1, number + 1)]
    assert period_days(owed, number) == [(b - a).days for a, b in pairwise([owed.start, *dues])]


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 600))
def test_due_dates_fall_in_consecutive_months_and_never_after_the_first_ones_day(
    first_due: date, number: int
) -> None:
    due = due_date(first_due, number)
    after = due_date(first_due, number + 1)
    assert (after.year - due.year) * 12 + after.month - due.month == 1
    assert due.day <= first_due.day
