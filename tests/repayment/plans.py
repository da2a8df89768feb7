"""Loans for the tests of repayment, by hand and generated."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from engine.repayment.model import Loan, Method
from engine.values import Money

METHODS = list(Method)

# The loan of the worked example in docs/arithmetic.md: its first period has 31 days.
EXAMPLE = Loan(
    principal=Money(2_400_000),
    daily_rate=Decimal("0.0004"),
    method=Method.EQUAL_PRINCIPAL,
    start=date(2026, 1, 5),
    first_due=date(2026, 2, 5),
)


def loan(
    principal: int = 100_000,
    daily_rate: str = "0.0005",
    method: Method = Method.EQUAL_PRINCIPAL,
    start: date = date(2026, 1, 15),
    first_due: date = date(2026, 2, 15),
) -> Loan:
    return Loan(
        principal=Money(principal),
        daily_rate=Decimal(daily_rate),
        method=method,
        start=start,
        first_due=first_due,
    )


@st.composite
def loans(draw: st.DrawFn, most_principal: int = 20_000_000) -> Loan:
    start = draw(st.dates(date(2019, 1, 1), date(2035, 12, 31)))
    return Loan(
        principal=Money(draw(st.integers(0, 300) | st.integers(0, most_principal))),
        daily_rate=draw(st.decimals(0, Decimal("0.001"), places=6) | st.decimals(0, 1, places=3)),
        method=draw(st.sampled_from(METHODS)),
        start=start,
        first_due=start + timedelta(days=draw(st.integers(0, 70))),
    )


instalments = st.integers(1, 60)
