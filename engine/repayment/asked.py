"""What somebody asks for, completed from a profile, as a loan with exact figures.

A schedule worked out from a figure that nobody gave would be believed all the same. So nothing is assumed but
the day from which interest runs, and everything that is missing is told at once, each with the option
and the fact that can give it.
"""

import re
from collections.abc import Mapping
from datetime import MINYEAR, date
from decimal import Decimal
from typing import Literal, TypeVar

from msgspec import Struct, field

from engine.diagnostics import WrongUsage
from engine.repayment.model import MOST_INSTALMENTS, Loan, Method, due_date, fault_of_loan
from engine.values import DECIMAL128, Money, fen

# The facts of the product's dictionary that a schedule starts from.
PRINCIPAL, METHOD = "loan.outstanding_principal", "loan.repayment_method"
RATE, RATE_PER = "loan.rate.value", "loan.rate.per"
INSTALMENTS, FIRST_DUE = "loan.remaining_instalments", "loan.next_due_date"

Facts = Mapping[str, object]

_METHODS = {method.value: method for method in Method}
_AMOUNT = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,2})?")
_RATE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,30})?")
_IMPOSSIBLE: Mapping[str, str] = {
    "negative_principal": "a principal below zero can't be repaid; check `--principal`",
    "principal_too_large": "the principal is larger than a loan can be; check `--principal`",
    "impossible_daily_rate": "a rate of more than 1 a day is impossible; write 0.04 % a day as `0.0004`",
    "start_after_first_due": "interest can't start after the first due date; check `--start`, `--first-due`",
}
_T = TypeVar("_T")


class NoPlan(WrongUsage):
    """The figures given make no schedule; the message says which to give or to mend."""


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked for, as typed; None: not said.

    Attributes:
        principal: yuan.
        daily_rate: fraction a day.
        annual_rate: fraction a year.
        year_days: days that a year of interest has.
        method: value of a `Method`.
        instalments: number of monthly instalments.
        start: the day from which interest runs; None: a month before the first due date.
        first_due: due date of the first instalment.
        capacity: yuan a month, may be negative.
        longest: most instalments to try for it.
    """

    principal: str | None = None
    daily_rate: str | None = None
    annual_rate: str | None = None
    year_days: Literal["360", "365"] | None = None
    method: str | None = None
    instalments: int | None = None
    start: date | None = None
    first_due: date | None = None
    capacity: str | None = None
    longest: int = MOST_INSTALMENTS


class Given(Struct, frozen=True):
    """A loan, and the instalments to repay it in or the capacity that they have to fit, or both.

    Attributes:
        capacity: fen a month; may be negative.
    """

    loan: Loan
    instalments: int | None
    capacity: Money | None


def given(asked: Asked, facts: Facts) -> Given:
    """The loan that is asked about; what is asked goes before what a profile tells.

    The number of instalments that a profile tells isn't looked at where a capacity is asked for.

    Args:
        asked: what somebody typed.
        facts: what a profile tells of one loan, by the names of the product's dictionary; may be empty.

    Raises:
        NoPlan: something is missing, or can't be.
    """
    reader = _Reader(asked, facts)
    principal, rate, method = reader.principal(), reader.daily_rate(), reader.method()
    first_due = reader.first_due()
    start, instalments = reader.start(first_due), reader.instalments()
    if reader.missing:
        raise NoPlan("\n  ".join(["a schedule can't be worked out without", *reader.missing]))
    fault = fault_of_loan(principal, rate, start, first_due)
    if fault:
        raise NoPlan(_IMPOSSIBLE[fault])
    loan = Loan(principal=principal, daily_rate=rate, method=method, start=start, first_due=first_due)
    return Given(loan, instalments, _capacity(asked))


class _Reader(Struct, frozen=True):
    """Looks for each figure; where there is none, notes how to give it and goes on with a stand-in."""

    asked: Asked
    facts: Facts
    missing: list[str] = field(default_factory=list)

    def principal(self) -> Money:
        if self.asked.principal is not None:
            return _fen(self.asked.principal, "--principal")
        told = self.facts.get(PRINCIPAL)
        if isinstance(told, Decimal):
            return fen(told)
        return self._lacks(f"the principal: `--principal`, or `{PRINCIPAL}` in a profile", Money(0))

    def daily_rate(self) -> Decimal:
        asked = self.asked
        if asked.daily_rate is not None and asked.annual_rate is not None:
            raise NoPlan("the rate is given twice; keep one of `--daily-rate` and `--annual-rate`")
        if asked.daily_rate is not None:
            return _rate(asked.daily_rate, "--daily-rate")
        if asked.annual_rate is not None:
            return self._of_a_year(_rate(asked.annual_rate, "--annual-rate"))
        return self._told_rate()

    def _told_rate(self) -> Decimal:
        told, per = self.facts.get(RATE), self.facts.get(RATE_PER)
        if isinstance(told, Decimal) and per == "day":
            return told
        if isinstance(told, Decimal) and per == "year":
            return self._of_a_year(told)
        how = f"`--daily-rate` or `--annual-rate`, or `{RATE}` and `{RATE_PER}` in a profile"
        return self._lacks(f"the rate: {how}", Decimal(0))

    def _of_a_year(self, rate: Decimal) -> Decimal:
        """The rate per day, as a rule's `rate / days` gives it: 34 digits, half-even."""
        if self.asked.year_days is None:
            return self._lacks("the days of a year, as the rate is one per year: `--year-days`", rate)
        return DECIMAL128.divide(rate, Decimal(self.asked.year_days))

    def method(self) -> Method:
        named = self.asked.method if self.asked.method is not None else self.facts.get(METHOD)
        if isinstance(named, str) and named in _METHODS:
            return _METHODS[named]
        how = f"`--method`, or `{METHOD}` in a profile"
        return self._lacks(f"the method: {how}", Method.EQUAL_PRINCIPAL)

    def first_due(self) -> date:
        due = self.asked.first_due or self.facts.get(FIRST_DUE)
        if isinstance(due, date):
            return due
        return self._lacks(f"the first due date: `--first-due`, or `{FIRST_DUE}` in a profile", date.max)

    def start(self, first_due: date) -> date:
        if self.asked.start is not None:
            return self.asked.start
        if first_due.year == MINYEAR:  # there may be no month before
            return self._lacks("the day from which interest runs: `--start`", first_due)
        return due_date(first_due, 0)

    def instalments(self) -> int | None:
        if self.asked.instalments is not None or self.asked.capacity is not None:
            return self.asked.instalments
        told = self.facts.get(INSTALMENTS)
        if isinstance(told, Decimal):
            return int(told)
        how = f"`--instalments` or `--capacity`, or `{INSTALMENTS}` in a profile"
        return self._lacks(f"the number of instalments: {how}", None)

    def _lacks(self, how: str, stand_in: _T) -> _T:
        self.missing.append(how)
        return stand_in


def _capacity(asked: Asked) -> Money | None:
    return None if asked.capacity is None else _fen(asked.capacity, "--capacity")


def _fen(text: str, option: str) -> Money:
    if not _AMOUNT.fullmatch(text):
        raise NoPlan(f"`{text}` is no amount in yuan; write it as `{option} 24000.50`")
    return fen(Decimal(text))


def _rate(text: str, option: str) -> Decimal:
    if not _RATE.fullmatch(text):
        raise NoPlan(f"`{text}` is no rate; write 0.04 % as `{option} 0.0004`")
    return Decimal(text)
