"""A loan, the terms on which it is repaid, and the schedule that follows from them.

Amounts are whole fen and rates are decimals per day, here as everywhere. Were
a schedule kept in yuan as binary floats, its rows would not add up to what is owed.
"""

from calendar import isleap
from datetime import MAXYEAR, date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from engine.values import Money

# Not policy: they bound the work that one call can ask for.
MOST_INSTALMENTS = 600
MOST_PRINCIPAL = Money(10**16)  # fen
MOST_DAYS = date.max.toordinal()  # as many as the calendar has

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Method(Enum):
    """How principal is repaid.

    Attributes:
        EQUAL_PRINCIPAL: the same part of the principal each month, and the interest of that month.
        EQUAL_INSTALMENT: the same payment each month, interest included.
        INTEREST_FIRST: interest each month, the whole principal with the last instalment.
    """

    EQUAL_PRINCIPAL = "equal_principal"
    EQUAL_INSTALMENT = "equal_instalment"
    INTEREST_FIRST = "interest_first"


class Loan(Struct, frozen=True, kw_only=True):
    """What is owed and how it is repaid, the number of instalments still open.

    Attributes:
        principal: outstanding principal in fen, 0 to `MOST_PRINCIPAL`.
        daily_rate: interest per day as a fraction of the balance, 0 to 1: `Decimal("0.0004")`.
        method: how principal is repaid.
        start: the day from which interest runs.
        first_due: due date of the first instalment, not before `start`.

    Raises:
        ValueError: one of these is broken; whoever holds a borrower's figures asks `fault_of_loan` first.
    """

    principal: Money
    daily_rate: Decimal
    method: Method
    start: date
    first_due: date

    def __post_init__(self) -> None:
        promise(fault_of_loan(self.principal, self.daily_rate, self.start, self.first_due))

    def over(self, instalments: int) -> "Terms":
        """The terms of repaying this loan in so many instalments."""
        return Terms(
            principal=self.principal,
            daily_rate=self.daily_rate,
            method=self.method,
            start=self.start,
            first_due=self.first_due,
            instalments=instalments,
        )


class Terms(Loan, frozen=True, kw_only=True):
    """A loan and the number of monthly instalments, from which a schedule follows.

    Attributes:
        instalments: 1 to `MOST_INSTALMENTS`.

    Raises:
        ValueError: as for `Loan`, or the number of instalments is impossible (`fault_of_term`).
    """

    instalments: int

    def __post_init__(self) -> None:
        Loan.__post_init__(self)
        promise(fault_of_term(self.first_due, self.instalments))


class Row(Struct, frozen=True):
    """One instalment; amounts in fen.

    Attributes:
        number: counted from 1.
        due: due date.
        days: days of interest, since the due date before (for the first row since the loan's `start`).
        opening: balance before the instalment.
        principal: part of the instalment that lowers the balance.
        interest: interest of these days on the opening balance.
    """

    number: int
    due: date
    days: int
    opening: Money
    principal: Money
    interest: Money

    @property
    def payment(self) -> Money:
        """What is to be paid on the due date: principal and interest."""
        return Money(self.principal + self.interest)

    @property
    def closing(self) -> Money:
        """Balance after the instalment."""
        return Money(self.opening - self.principal)


class Schedule(Struct, frozen=True):
    """All instalments of a plan, in order; at least one."""

    rows: tuple[Row, ...]

    @property
    def total_principal(self) -> Money:
        """Sum of the principal parts: the loan's principal, to the fen."""
        return Money(sum(row.principal for row in self.rows))

    @property
    def total_interest(self) -> Money:
        """What the loan costs beyond its principal."""
        return Money(sum(row.interest for row in self.rows))

    @property
    def total_payment(self) -> Money:
        """All that is to be paid."""
        return Money(self.total_principal + self.total_interest)

    @property
    def largest_payment(self) -> Money:
        """The dearest instalment: what a month's capacity has to reach."""
        return max(row.payment for row in self.rows)

    @property
    def last_due(self) -> date:
        """The day on which the last instalment is due."""
        return self.rows[-1].due


def due_date(first_due: date, number: int) -> date:
    """Due date of an instalment: the first one's day of the month, or the last of a month without it.

    Args:
        first_due: due date of instalment 1; its day is the anchor (31 January, 28 February, 31 March).
        number: of the instalment, from 1.
    """
    year, month = divmod(first_due.year * 12 + first_due.month + number - 2, 12)
    return date(year, month + 1, min(first_due.day, _month_length(year, month)))


def period_days(loan: Loan, instalments: int) -> list[int]:
    """Days of interest of each of the first instalments: what lies between one due date and the next.

    From month lengths alone, for it is the better part of the work of a schedule.
    """
    return [(loan.first_due - loan.start).days, *_days_between(loan.first_due, instalments)]


@lru_cache(maxsize=256)
def _days_between(first_due: date, instalments: int) -> tuple[int, ...]:
    """Days from each due date to the next; the loans of one lender fall due on few days."""
    day, first = first_due.day, first_due.year * 12 + first_due.month - 1
    lengths = [_month_length(*divmod(month, 12)) for month in range(first, first + instalments)]
    return tuple([before - min(day, before) + min(day, after) for before, after in pairwise(lengths)])


def fault_of_balance(principal: int, daily_rate: Decimal) -> str:
    """In one word, why interest can't be reckoned from these figures, or ""."""
    if principal < 0:
        return "negative_principal"
    if principal > MOST_PRINCIPAL:
        return "principal_too_large"
    if not daily_rate.is_finite() or not 0 <= daily_rate <= 1:
        return "impossible_daily_rate"
    return ""


def fault_of_waiting(balance: int, daily_rate: Decimal, days: int) -> str:
    """In one word, why a balance can't bear interest over these days, or ""."""
    if days < 0:
        return "negative_days"
    return "beyond_the_calendar" if days > MOST_DAYS else fault_of_balance(balance, daily_rate)


def fault_of_loan(principal: int, daily_rate: Decimal, start: date, first_due: date) -> str:
    """In one word, why no loan can have these figures, or ""."""
    if start > first_due:
        return "start_after_first_due"
    return fault_of_balance(principal, daily_rate)


def fault_of_term(first_due: date, instalments: int) -> str:
    """In one word, why a loan can't be repaid in this number of instalments, or ""."""
    if not 1 <= instalments <= MOST_INSTALMENTS:
        return "impossible_number_of_instalments"
    if first_due.year * 12 + first_due.month + instalments - 2 >= (MAXYEAR + 1) * 12:
        return "beyond_the_calendar"
    return ""


def _month_length(year: int, month: int) -> int:
    """Days of a month, counted from 0."""
    return 29 if month == 1 and isleap(year) else _MONTH_LENGTHS[month]


def promise(fault: str) -> None:
    """Raise `ValueError` if there is a fault: whoever called should have asked for it first."""
    if fault:
        raise ValueError(fault)
