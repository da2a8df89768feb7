"""Schedules of many loans at once, in whole fen, as `engine.repayment` has them for one.

The same steps as there, instalment by instalment, but for all loans that still have one. Whoever changes the
one has to change the other; tests hold them against each other.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from engine.evaluation.columns.loans import (
    EQUAL_INSTALMENT,
    EQUAL_PRINCIPAL,
    INTEREST_FIRST,
    LONGEST_MONTH,
    Loans,
    Rates,
    Whole,
    half_up,
)


def flows(loans: Loans) -> Iterator[tuple[Whole, Whole, Whole]]:
    """Instalment by instalment: which loans have it, its interest and its principal."""
    part = _parts(loans)
    balance = loans.principal.copy()
    rows = np.arange(len(loans))
    for number in range(int(loans.instalments.max(initial=0))):
        rows = rows[loans.instalments[rows] > number]
        own = balance[rows]
        interest = loans.rates.interest(rows, own, loans.days(rows, number))
        usual = part[rows] - np.where(loans.method[rows] == EQUAL_INSTALMENT, interest, 0)
        last = loans.instalments[rows] == number + 1
        principal = np.where(last, own, np.minimum(own, usual))
        yield rows, interest, principal
        balance[rows] = own - principal


def _parts(loans: Loans) -> Whole:
    """What each instalment repays, or, of equal instalments, what each one is."""
    part = half_up(loans.principal, loans.instalments)
    part[loans.of_method(INTEREST_FIRST)] = 0
    level = loans.of_method(EQUAL_INSTALMENT)
    part[level] = level_payments(loans, level)
    return part


def total_interest(loans: Loans) -> Whole:
    """What each plan costs beyond its principal."""
    total: Whole = np.zeros(len(loans), dtype=np.int64)
    for rows, interest, _ in flows(loans):
        total[rows] += interest
    return total


def largest_payment(loans: Loans) -> Whole:
    """The dearest instalment of each plan."""
    largest: Whole = np.zeros(len(loans), dtype=np.int64)
    falling = loans.of_method(EQUAL_PRINCIPAL)
    largest[falling] = _largest_of_falling(loans, falling, loans.instalments[falling])
    others = np.flatnonzero(loans.method != EQUAL_PRINCIPAL)
    if len(others):
        some = _some(loans, others)
        found: Whole = np.zeros(len(others), dtype=np.int64)
        for rows, interest, principal in flows(some):
            found[rows] = np.maximum(found[rows], interest + principal)
        largest[others] = found
        loans.rates.overflow[others] |= some.rates.overflow
    return largest


def _some(loans: Loans, rows: Whole) -> Loans:
    side = loans.rates.side
    return Loans(
        loans.method[rows],
        loans.principal[rows],
        Rates(
            loans.rates.above[rows],
            loans.rates.below[rows],
            None if side is None else lambda inner: side(rows[inner]),
        ),
        loans.instalments[rows],
        loans.start[rows],
        loans.first_due[rows],
    )


def _largest_of_falling(loans: Loans, rows: Whole, instalments: Whole) -> Whole:
    """Of equal principal: interest falls with the balance, so that only a longer month can have more of it.

    Once even 31 days of interest on the balance are no more than the first interest, only the last instalment
    is left to look at, which clears what rounding has left.
    """
    principal = loans.principal[rows]
    part = half_up(principal, instalments)
    last = principal - np.minimum(principal, part * (instalments - 1))
    largest: Whole = last + loans.rates.interest(rows, last, loans.days(rows, instalments - 1))
    left, number = np.flatnonzero(instalments > 1), 0
    first = principal * (loans.first_due[rows] - loans.start[rows])
    while len(left):
        own = rows[left]
        balance = np.maximum(principal[left] - number * part[left], 0)
        interest = loans.rates.interest(own, balance, loans.days(own, number))
        largest[left] = np.maximum(largest[left], interest + np.minimum(balance, part[left]))
        number += 1
        after = np.maximum(principal[left] - number * part[left], 0)
        left = left[(instalments[left] - 1 > number) & (after * LONGEST_MONTH > first[left])]
    return largest


def shortest_terms(loans: Loans, capacity: Whole) -> Whole:
    """Fewest instalments whose largest payment is within the capacity (fen); 0 where none fits.

    `instalments` of the loans is the longest term to consider.
    """
    found: Whole = np.zeros(len(loans), dtype=np.int64)
    falling = loans.of_method(EQUAL_PRINCIPAL)
    found[falling] = _shortest_of_falling(loans, falling, capacity[falling])
    others = np.flatnonzero(loans.method != EQUAL_PRINCIPAL)
    if len(others):
        found[others] = instalments_to_clear(loans, others, capacity[others])
    return found


def _shortest_of_falling(loans: Loans, rows: Whole, capacity: Whole) -> Whole:
    """Begins where the first instalment fits, and goes on where another one doesn't."""
    principal, longest = loans.principal[rows], loans.instalments[rows]
    first = loans.rates.interest(rows, principal, loans.days(rows, 0))
    left = capacity - first
    number = np.where(left < 0, longest + 1, 2 * principal // (2 * np.maximum(left, 0) + 1) + 1)
    waiting = np.flatnonzero(number <= longest)
    while len(waiting):
        largest = _largest_of_falling(loans, rows[waiting], number[waiting])
        waiting = waiting[largest > capacity[waiting]]
        number[waiting] += 1
        waiting = waiting[number[waiting] <= longest[waiting]]
    return np.where(number <= longest, number, 0)


def instalments_to_clear(loans: Loans, rows: Whole, payment: Whole) -> Whole:
    """The first instalment with which each loan can be cleared if none may exceed a payment; 0 for none."""
    found: Whole = np.zeros(len(rows), dtype=np.int64)
    balance = loans.principal[rows].copy()
    falls = loans.method[rows] == EQUAL_INSTALMENT
    left = np.arange(len(rows))
    for number in range(int(loans.instalments[rows].max(initial=0))):
        left = left[loans.instalments[rows[left]] > number]
        if not len(left):
            break
        own = rows[left]
        interest = loans.rates.interest(own, balance[left], loans.days(own, number))
        clears = (balance[left] + interest <= payment[left]) & (interest <= payment[left])
        found[left[clears]] = number + 1
        balance[left] -= np.where(falls[left], payment[left] - interest, 0)
        left = left[~clears & (interest <= payment[left])]
    return found


def level_payments(loans: Loans, rows: Whole) -> Whole:
    """The smallest whole number of fen that clears each loan if no instalment is larger."""
    high = _annuities(loans, rows)
    low, step = high - 1, np.ones(len(rows), dtype=np.int64)
    waiting = np.arange(len(rows))
    while len(waiting):  # until every upper end clears
        waiting = waiting[instalments_to_clear(loans, rows[waiting], high[waiting]) == 0]
        waiting = waiting[~loans.rates.overflow[rows[waiting]]]
        low[waiting] = high[waiting]
        high[waiting] += step[waiting]
        step[waiting] *= 2
    step[:] = 1
    waiting = np.flatnonzero(low == high - 1)
    while len(waiting):  # until no lower end does
        waiting = waiting[instalments_to_clear(loans, rows[waiting], low[waiting]) > 0]
        waiting = waiting[~loans.rates.overflow[rows[waiting]]]
        high[waiting] = low[waiting]
        low[waiting] -= step[waiting]
        step[waiting] *= 2
    return _between(loans, rows, low, high)


def _between(loans: Loans, rows: Whole, low: Whole, high: Whole) -> Whole:
    """The smallest payment above `low` that clears, `high` doing so."""
    waiting = np.flatnonzero(high - low > 1)
    while len(waiting):
        middle = (low[waiting] + high[waiting]) // 2
        clears = instalments_to_clear(loans, rows[waiting], middle) > 0
        high[waiting[clears]] = middle[clears]
        low[waiting[~clears]] = middle[~clears]
        waiting = waiting[high[waiting] - low[waiting] > 1]
    return high


def _annuities(loans: Loans, rows: Whole) -> Whole:
    """The level payments before rounding, about: the search begins here, and any guess will do."""
    rate = loans.rates.above[rows] / loans.rates.below[rows]
    worth: Any = np.zeros(len(rows))
    for number in reversed(range(int(loans.instalments[rows].max(initial=0)))):
        has = loans.instalments[rows] > number
        days = loans.days(rows, np.where(has, number, 0))
        worth = np.where(has, (1 + worth) / (1 + rate * days), worth)
    payments = loans.principal[rows] / np.maximum(worth, 1e-300)
    guess: Whole = np.clip(np.floor(payments), 0, 1e17).astype(np.int64)
    return guess
