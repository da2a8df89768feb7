"""Schedules against two libraries that other people wrote, where their conventions are ours.

pyloan counts actual days over 360, in decimals, and rounds each row; it rounds half a cent to even, so the
loans here have no such tie. Its own level payment is only a near one (it caps the last payment and so can't
see that it overpays): it is given ours, and must then clear the loan with it, and not with a fen less.
numpy-financial knows an annuity with periods of equal length, in binary floats, not rounded.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import numpy_financial
import pytest
from pyloan import Loan as PyLoan

from engine.repayment.model import Method, Terms
from engine.repayment.schedule import flows, schedule
from tests.repayment.plans import loan

CASES = [
    (2_400_000, "0.0004", 35, date(2026, 1, 5), date(2026, 2, 5)),
    (1_000_000, "0.0002", 5, date(2026, 3, 31), date(2026, 4, 20)),
    (500_000, "0.0005", 10, date(2027, 11, 30), date(2027, 12, 31)),
    (1_234_567, "0.00035", 20, date(2028, 1, 31), date(2028, 2, 29)),
    (9_999_999, "0.00045", 60, date(2024, 2, 29), date(2024, 3, 31)),
    (30_001, "0.0003", 12, date(2026, 6, 1), date(2026, 7, 15)),
]
# payment, interest, principal, closing balance
Figures = tuple[Decimal, Decimal, Decimal, Decimal]


def ours(terms: Terms) -> list[Figures]:
    return [
        (
            Decimal(r.payment) / 100,
            Decimal(r.interest) / 100,
            Decimal(r.principal) / 100,
            Decimal(r.closing) / 100,
        )
        for r in schedule(terms).rows
    ]


def theirs(terms: Terms, loan_type: str, level: int | None = None) -> list[Figures]:
    other = PyLoan(
        terms.principal / 100,
        float(terms.daily_rate * 36_000),  # per cent a year of 360 days
        terms.instalments,
        terms.start.isoformat(),
        loan_term_period="M",
        payment_amount=None if level is None else level / 100,
        first_payment_date=terms.first_due.isoformat(),
        payment_end_of_month=False,
        compounding_method="A/360",
        loan_type=loan_type,
    )
    rows = other.get_payment_schedule()[1:]  # the first tells the opening balance
    return [(r.payment_amount, r.interest_amount, r.principal_amount, r.loan_balance_amount) for r in rows]


def terms_of(case: Sequence[object], method: Method) -> Terms:
    principal, daily_rate, instalments, start, first_due = case
    owed = loan(principal, daily_rate, method, start, first_due)  # type: ignore[arg-type]  # as in CASES
    return owed.over(instalments)  # type: ignore[arg-type]  # as in CASES


@pytest.mark.parametrize("case", CASES)
def test_equal_principal_agrees_with_pyloan_on_every_row(case: Sequence[object]) -> None:
    terms = terms_of(case, Method.EQUAL_PRINCIPAL)
    assert ours(terms) == theirs(terms, "linear")


@pytest.mark.parametrize("case", CASES)
def test_equal_instalments_agree_with_pyloan_on_every_row(case: Sequence[object]) -> None:
    terms = terms_of(case, Method.EQUAL_INSTALMENT)
    level = schedule(terms).largest_payment
    assert ours(terms) == theirs(terms, "annuity", level)


@pytest.mark.parametrize("case", CASES)
def test_pyloan_does_not_clear_the_loan_with_a_fen_less(case: Sequence[object]) -> None:
    terms = terms_of(case, Method.EQUAL_INSTALMENT)
    level = schedule(terms).largest_payment
    assert theirs(terms, "annuity", level)[-1][3] == 0
    assert theirs(terms, "annuity", level - 1)[-1][3] > 0


@pytest.mark.parametrize("case", CASES)
def test_interest_first_agrees_with_pyloan_on_the_interest(case: Sequence[object]) -> None:
    terms = terms_of(case, Method.INTEREST_FIRST)
    assert [row[1] for row in ours(terms)] == [row[1] for row in theirs(terms, "interest-only")]


@pytest.mark.parametrize("instalments", [1, 2, 5, 12, 36, 60])
@pytest.mark.parametrize("daily_rate", ["0.0002", "0.0004", "0.001"])
@pytest.mark.parametrize("principal", [10_000, 2_400_000, 9_999_999])
def test_equal_instalments_are_the_annuity_of_numpy_financial_within_a_fen(
    principal: int, daily_rate: str, instalments: int
) -> None:
    owed = loan(principal, daily_rate, Method.EQUAL_INSTALMENT)
    rows = list(flows(owed, [30] * instalments))
    rate = 30 * float(daily_rate)
    assert rows[0][0] + rows[0][1] == pytest.approx(
        numpy_financial.pmt(rate, instalments, -principal), abs=1.5
    )
    # each row's rounding moves the balance by up to half a fen, which then bears interest
    drift = 1.5 * instalments * (1 + rate) ** instalments * rate + 1
    for number, (interest, _) in enumerate(rows[:-1], 1):
        expected = numpy_financial.ipmt(rate, number, instalments, -principal)
        assert interest == pytest.approx(float(expected), abs=drift)
