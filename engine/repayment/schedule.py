"""From terms to the instalments: when, how much, and how much of it is interest.

A borrower signs for the largest of these payments and pays the sum of them. An
annuity formula with twelve equal months gives neither: interest runs by the day.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache

from engine.repayment.model import (
    Loan,
    Method,
    Row,
    Schedule,
    Terms,
    due_date,
    fault_of_waiting,
    period_days,
    promise,
)
from engine.values import DECIMAL128, Money


def schedule(terms: Terms) -> Schedule:
    """Every instalment of a plan; their principal parts add up to the loan's principal, to the fen.

    Source: A8, B20.
    """
    days = period_days(terms, terms.instalments)
    rows: list[Row] = []
    opening = terms.principal
    for number, (interest, principal) in enumerate(flows(terms, days), 1):
        due = due_date(terms.first_due, number)
        rows.append(Row(number, due, days[number - 1], opening, Money(principal), Money(interest)))
        opening = rows[-1].closing
    return Schedule(tuple(rows))


def largest_payment(terms: Terms) -> Money:
    """`schedule(terms).largest_payment`, sooner: the instalment that a month's capacity has to reach."""
    return Money(max(interest + principal for interest, principal in _payments(terms)))


def total_interest(terms: Terms) -> Money:
    """`schedule(terms).total_interest`, sooner: what the plan costs beyond its principal."""
    return Money(sum(interest for interest, _ in _payments(terms)))


@lru_cache(maxsize=64)
def _payments(terms: Terms) -> tuple[tuple[int, int], ...]:
    """Interest and principal of every instalment; an answer asks several things of one plan."""
    return tuple(flows(terms, period_days(terms, terms.instalments)))


def interest_for_days(principal: Money, daily_rate: Decimal, days: int) -> Money:
    """Interest of an unchanged balance over some days: balance x rate x days, half a fen rounded up.

    Raises:
        ValueError: a figure is impossible (`fault_of_waiting`).
    """
    promise(fault_of_waiting(principal, daily_rate, days))
    return Money(accrual(daily_rate)(principal, days))


def flows(loan: Loan, days: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Interest and principal of each instalment, in fen.

    Args:
        loan: what is owed.
        days: days of interest of each instalment; there are as many instalments as days, at least one.
    """
    interest_of, principal_of = accrual(loan.daily_rate), _principal_of(loan, days)
    balance: int = loan.principal
    for period in days[:-1]:
        interest = interest_of(balance, period)
        principal = min(balance, principal_of(interest))
        yield interest, principal
        balance -= principal
    yield interest_of(balance, days[-1]), balance  # the last one clears what is left


def half_up(numerator: int, denominator: int) -> Money:
    """A quotient in whole fen, half a fen rounded up; the denominator is positive."""
    return Money((2 * numerator + denominator) // (2 * denominator))


def accrual(daily_rate: Decimal) -> Callable[[int, int], int]:
    """The interest of a balance in fen over some days, half a fen rounded up, at this rate.

    It counts in whole numbers and so is exact; `half_up` is spelled out, for speed.
    """
    numerator, denominator = daily_rate.as_integer_ratio()
    double, divisor = 2 * numerator, 2 * denominator

    def interest_of(balance: int, days: int) -> int:
        return (balance * days * double + denominator) // divisor

    return interest_of


def level_payment(loan: Loan, days: Sequence[int]) -> Money:
    """The smallest whole number of fen that clears the loan if no instalment is larger.

    At most two fen from the annuity with these days, unless some month's interest alone is more than that.
    For a plan of equal instalments.
    """
    interest_of = accrual(loan.daily_rate)

    def clears(payment: int) -> bool:
        return instalments_to_clear(loan, days, Money(payment), interest_of) is not None

    return Money(_smallest(clears, _annuity(loan, days)))


def instalments_to_clear(
    loan: Loan, days: Sequence[int], payment: Money, interest_of: Callable[[int, int], int]
) -> int | None:
    """The first instalment with which the loan can be cleared if none may exceed `payment`.

    Before it, `payment` is paid in full under equal instalments, and the interest alone under interest first.

    Returns:
        Its number; None if the given days don't suffice, or the payment doesn't cover a month's interest.
    """
    balance: int = loan.principal
    falls = loan.method is Method.EQUAL_INSTALMENT
    for number, period in enumerate(days, 1):
        interest = interest_of(balance, period)
        if interest > payment:
            return None
        if balance + interest <= payment:
            return number
        if falls:
            balance -= payment - interest
    return None


def _principal_of(loan: Loan, days: Sequence[int]) -> Callable[[int], int]:
    """What an instalment before the last repays, given its interest and while there is as much left."""
    if loan.method is Method.INTEREST_FIRST:
        return lambda _: 0
    if loan.method is Method.EQUAL_PRINCIPAL:
        part = half_up(loan.principal, len(days))
        return lambda _: part
    level = level_payment(loan, days)
    return lambda interest: level - interest


def _annuity(loan: Loan, days: Sequence[int]) -> int:
    """The level payment before rounding: principal / sum of the discount factors. The search begins here."""
    with localcontext(DECIMAL128):
        worth = Decimal(0)  # of one fen with each instalment, on the first day
        for period in reversed(days):
            worth = (1 + worth) / (1 + loan.daily_rate * period)
        return int(loan.principal / worth)


def _smallest(holds: Callable[[int], bool], guess: int) -> int:
    """The smallest number that a claim holds for which then holds for all larger ones; any guess will do."""
    low = high = guess
    step = 1
    while holds(low):
        high, low, step = low, low - step, 2 * step
    while not holds(high):
        low, high, step = high, high + step, 2 * step
    between = range(low + 1, high)
    return low + 1 + bisect_left(between, True, key=holds)
