"""What somebody asks for on the command line, completed from a profile, as a loan with exact figures.

A schedule worked out from a figure that nobody gave would be believed all the same. So nothing is assumed but
the day from which interest runs, and everything that is missing is told at once, with the two places
where it can be given.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from engine.repayment.model import MOST_INSTALMENTS, Loan, Method, due_date, fault_of_loan
from engine.values import DECIMAL128, Money, fen

# The facts of the product's dictionary that a schedule starts from.
PRINCIPAL, METHOD = "loan.outstanding_principal", "loan.repayment_method"
RATE, RATE_PER = "loan.rate.value", "loan.rate.per"
INSTALMENTS, FIRST_DUE = "loan.remaining_instalments", "loan.next_due_date"

_YUAN = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,2})?")
_RATE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,30})?")

_IMPOSSIBLE: Mapping[str, str] = {
    "negative_principal": "a principal below zero can't be repaid; see `--principal`",
    "principal_too_large": "the principal is larger than a loan can be; see `--principal`",
    "impossible_daily_rate": "the rate comes to more than 1 a day; write 0.04 % a day as `--daily-rate 0.0004`",
    "start_after_first_due": "interest can't start after the first due date; see `--start` and `--first-due`",
}


class NoPlan(Exception):  # noqa: N818  (it says what comes out)
    """The figures given make no schedule; the message says which to give or to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, as typed; None: not said.

    Attributes:
        principal: yuan.
        daily_rate: fraction a day.
        annual_rate: fraction a year.
        year_days: days of a year of interest.
        method: value of a `Method`.
        instalments: number of monthly instalments.
        start: the day from which interest runs; None: a month before the first due date.
        first_due: due date of the first instalment.
        capacity: yuan a month; the fewest instalments that fit it are looked for unless their number is given.
        longest: most instalments to try, 1 to `MOST_INSTALMENTS`.
    """

    principal: str | None = None
    daily_rate: str | None = None
    annual_rate: str | None = None
    year_days: str | None = None
    method: str | None = None
    instalments: int | None = None
    start: date | None = None
    first_due: date | None = None
    capacity: str | None = None
    longest: int = MOST_INSTALMENTS


@dataclass(frozen=True, slots=True)
class Given:
    """A loan and how many instalments to repay it in; or, with None, the capacity to find that number for.

    Attributes:
        capacity: fen a month; may be negative.
    """

    loan: Loan
    instalments: int | None
    capacity: Money | None


def given(asked: Asked, facts: Mapping[str, object]) -> Given:
    """The loan that is asked about; what is asked overrides what a profile tells.

    Args:
        asked: what somebody typed.
        facts: what a profile tells of one loan, by the names of the product's dictionary; may be empty.

    Raises:
        NoPlan: something is missing, or can't be.
    """
    reader = _Reader(asked, facts)
    principal, rate, method = reader.principal(), reader.rate(), reader.method()
    first_due, capacity = reader.first_due(), reader.capacity()
    start, instalments = reader.start(first_due), reader.instalments()
    if not principal or rate is None or method is None or first_due is None or start is None or reader.missing:
        raise NoPlan("\n".join(["a schedule can't be worked out without", *(f"  {one}" for one in reader.missing)]))
    fault = fault_of_loan(principal.fen, rate, start, first_due)
    if fault:
        raise NoPlan(_IMPOSSIBLE[fault])
    loan = Loan(principal=principal.fen, daily_rate=rate, method=method, start=start, first_due=first_due)
    return Given(loan, instalments, None if capacity is None else capacity.fen)
