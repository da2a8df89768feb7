"""Many loans at once as whole numbers: which can be, the days of their instalments, the interest of balances.

Interest is reckoned as there: balance x days x rate, half a fen rounded up, in whole numbers. A rate that is
a quotient stays one here, while there it has been rounded to 34 digits; the two part only where interest
falls exactly on half a fen, and then the rounded rate is asked on which side it lies. Where a product doesn't
fit into 64 bits, the loan is in doubt.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from engine.repayment.model import MOST_INSTALMENTS, MOST_PRINCIPAL

Whole = np.ndarray[tuple[int], np.dtype[np.int64]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

EQUAL_PRINCIPAL, EQUAL_INSTALMENT, INTEREST_FIRST = range(3)
_LARGEST_PRODUCT = (
    2e18  # of balance, days and the rate's numerator: twice it and a denominator more still fit
)
LONGEST_MONTH = 31
_FIRST_MONTH = -1969 * 12  # January of the year 1, counted from January 1970
_MONTHS = 10_000 * 12


@lru_cache(maxsize=1)
def _month_lengths() -> Whole:
    """Days of each month from January of the year 1."""
    months = np.arange(_FIRST_MONTH, _FIRST_MONTH + _MONTHS + 1).astype("datetime64[M]")
    firsts: Whole = months.astype("datetime64[D]").astype(np.int64)
    return firsts[1:] - firsts[:-1]


@dataclass(slots=True)
class Rates:
    """A daily rate for each loan.

    Attributes:
        above: of the fraction.
        below: of the fraction, positive.
        side: on which side of the fraction the rate lies (-1, 0 or 1) for some loans; None if that is exact.
        overflow: loans for which a product didn't fit.
    """

    above: Whole
    below: Whole
    side: Callable[[Whole], Whole] | None
    overflow: Flags = field(init=False)

    def __post_init__(self) -> None:
        common = np.maximum(np.gcd(self.above, self.below), 1)
        self.above, self.below = self.above // common, self.below // common
        self.overflow = np.zeros(len(self.above), dtype=bool)

    def interest(self, rows: Whole, balance: Whole, days: Whole) -> Whole:
        """Of balances over some days, for some loans, half a fen rounded up."""
        above, below = self.above[rows], self.below[rows]
        balance = self._that_fit(rows, balance, days, above)
        doubled, twice = 2 * balance * days * above + below, 2 * below
        interest: Whole = doubled // twice
        if self.side is not None:
            half = np.flatnonzero((interest * twice == doubled) & (balance > 0))
            if len(half):
                interest[half] -= self.side(rows[half]) < 0
        return interest

    def _that_fit(self, rows: Whole, balance: Whole, days: Whole, above: Whole) -> Whole:
        """The balances, 0 for one whose product doesn't fit."""
        if _largest(balance) * _largest(days) * _largest(above) <= _LARGEST_PRODUCT:
            return balance
        large = balance.astype(np.float64) * days * above > _LARGEST_PRODUCT
        self.overflow[rows[large]] = True
        fitting: Whole = np.where(large, 0, balance)
        return fitting


def _largest(numbers: Whole) -> int:
    return int(numbers.max(initial=0))


@dataclass(slots=True)
class Loans:
    """Loans that can be, each with a number of instalments: all have gone through `possible`.

    Attributes:
        principal: fen.
        start: number of the day from which interest runs.
        first_due: number of the first due date.
    """

    method: Whole
    principal: Whole
    rates: Rates
    instalments: Whole
    start: Whole
    first_due: Whole
    _periods: Any = field(init=False)
    _due: Whole = field(init=False)

    def __post_init__(self) -> None:
        different, self._due = np.unique(self.first_due, return_inverse=True)
        self._periods = _days_between(different, _largest(self.instalments))

    def __len__(self) -> int:
        return len(self.principal)

    def days(self, rows: Whole, number: int | Whole) -> Whole:
        """Days of interest of an instalment, counted from 0."""
        between: Whole = self._periods[number, self._due[rows]]
        if isinstance(number, int) and number:
            return between
        first = self.first_due[rows] - self.start[rows]
        made: Whole = np.where(np.equal(number, 0), first, between)
        return made

    def of_method(self, method: int) -> Whole:
        """Which loans are repaid by a method."""
        return np.flatnonzero(self.method == method)


def _days_between(first_due: Whole, instalments: int) -> Any:  # noqa: ANN401  (an array of two dimensions)
    """Days from one due date to the next, by number of the instalment and by first due date; 0 for the first.

    The loans of one lender fall due on few days.
    """
    days = first_due.astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    anchor = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    month = months.astype(np.int64) - _FIRST_MONTH
    lengths = _month_lengths()
    made = np.zeros((max(instalments, 1), len(first_due)), dtype=np.int64)
    for number in range(1, instalments):
        before = lengths[np.minimum(month + number - 1, len(lengths) - 1)]
        after = lengths[np.minimum(month + number, len(lengths) - 1)]
        made[number] = before - np.minimum(anchor, before) + np.minimum(anchor, after)
    return made


def possible(
    principal: Whole, above: Whole, below: Whole, start: Whole, first_due: Whole, instalments: Whole
) -> Flags:
    """Which loans can be; what a loan can't be is unknown (`fault_of_loan`, `fault_of_term`)."""
    months = first_due.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - _FIRST_MONTH
    ends = months + np.clip(instalments, 0, MOST_INSTALMENTS) - 1 < _MONTHS - 12
    terms = (instalments >= 1) & (instalments <= MOST_INSTALMENTS) & ends & (start <= first_due)
    return terms & can_bear_interest(principal, above, below)


def can_bear_interest(principal: Whole, above: Whole, below: Whole) -> Flags:
    """Which balances and rates are possible (`fault_of_balance`)."""
    sums: Flags = (principal >= 0) & (principal <= MOST_PRINCIPAL)
    return sums & (below > 0) & (above >= 0) & (above <= below)


def half_up(above: Whole, below: Whole) -> Whole:
    """A quotient, half rounded up."""
    return (2 * above + below) // (2 * below)
