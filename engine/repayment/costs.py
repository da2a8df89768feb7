"""What waiting, falling behind and a longer term cost, so that relief is never shown without its price.

Interest goes on while a payment is put off, and overdue amounts bear more. A smaller
instalment looks like help until the sum is told (B27).
"""

from decimal import Decimal

from engine.repayment.model import Loan, fault_of_waiting, promise
from engine.repayment.schedule import half_up, interest_for_days, total_interest
from engine.values import Money


def deferral_cost(principal: Money, daily_rate: Decimal, days: int) -> Money:
    """Interest that runs while payment is put off: principal x rate x days, half a fen rounded up.

    Simple interest: what accrues isn't added to the principal.

    Args:
        principal: outstanding principal in fen.
        daily_rate: fraction a day.
        days: how long payment is put off, 0 or more.

    Raises:
        ValueError: a figure is impossible (`fault_of_waiting`).
    """
    return interest_for_days(principal, daily_rate, days)


def penalty_interest(overdue: Money, daily_rate: Decimal, multiple: Decimal, days: int) -> Money:
    """Interest of an overdue amount at a multiple of the contract's rate, half a fen rounded up.

    It takes the place of ordinary interest on that amount and isn't compounded.

    Args:
        overdue: fen that were due and not paid.
        daily_rate: the contract's rate, a fraction a day.
        multiple: of that rate, 1.5 for half as much again; a parameter of the pack.
        days: since the due date, 0 or more.

    Raises:
        ValueError: a figure is impossible (`fault_of_waiting`), or the multiple is negative.

    Source: B4.
    """
    promise(fault_of_waiting(overdue, daily_rate, days) or ("negative_multiple" if multiple < 0 else ""))
    rate, over = daily_rate.as_integer_ratio()
    times, of = multiple.as_integer_ratio()
    return half_up(overdue * rate * times * days, over * of)


def extra_interest(loan: Loan, instalments: int, shortest: int) -> Money:
    """How much more interest a term costs than a shorter one, in fen; never negative if it is the longer.

    Args:
        loan: what is owed.
        instalments: of the term in question.
        shortest: of the term to compare with, such as the shortest affordable one.

    Source: B27.
    """
    return Money(total_interest(loan.over(instalments)) - total_interest(loan.over(shortest)))
