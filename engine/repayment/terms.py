"""Which terms a borrower can keep: does a plan fit, and how short can it be.

The guidance warns against both mistakes: a payment that can't be met (B26), and
a term longer than needed, which only adds interest (B27). An average month would
hide the first; guessing from a list of terms would make the second.
"""

from collections.abc import Sequence

from engine.repayment.model import Loan, Method, Terms, period_days
from engine.repayment.schedule import (
    accrual,
    flows,
    instalments_to_clear,
    interest_for_days,
    largest_payment,
)
from engine.values import Money


def plan_fits(terms: Terms, capacity: Money) -> bool:
    """Whether the plan's largest payment is within the capacity (fen a month; may be negative).

    Source: A5, B26.
    """
    return largest_payment(terms) <= capacity


def shortest_affordable_term(loan: Loan, capacity: Money, longest: int) -> int | None:
    """Fewest monthly instalments whose largest payment is within the capacity.

    Every smaller number has been excluded, not only the one before: the length of months and the rounding
    can give a longer plan the larger peak.

    Args:
        loan: what is owed; the instalments of `Terms` aren't looked at.
        capacity: fen a month left for this loan; may be negative.
        longest: most instalments to consider, 1 to `MOST_INSTALMENTS`.

    Returns:
        The number of instalments, or None if no number up to `longest` fits.

    Raises:
        ValueError: `longest` is impossible for this loan (`fault_of_term`).

    Source: A5, B26, B27.
    """
    terms = loan.over(longest)
    if loan.method is Method.EQUAL_PRINCIPAL:
        return _shortest_of_equal_principal(terms, capacity)
    days = period_days(loan, longest)
    return instalments_to_clear(loan, days, capacity, accrual(loan.daily_rate))


def _shortest_of_equal_principal(terms: Terms, capacity: Money) -> int | None:
    """Begins where the first instalment fits: below, none can."""
    first_days = (terms.first_due - terms.start).days
    left = capacity - interest_for_days(terms.principal, terms.daily_rate, first_days)
    if left < 0:
        return None
    # principal / n, half a fen rounded up, is at most `left`: 2 * principal < n * (2 * left + 1)
    fewest = 2 * terms.principal // (2 * left + 1) + 1
    if fewest > terms.instalments:
        return None
    days = period_days(terms, terms.instalments)
    numbers = range(fewest, terms.instalments + 1)
    return next((number for number in numbers if _all_fit(terms, days[:number], capacity)), None)


def _all_fit(loan: Loan, days: Sequence[int], capacity: Money) -> bool:
    return all(interest + principal <= capacity for interest, principal in flows(loan, days))
