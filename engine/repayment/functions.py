"""The arithmetic of repayment as functions of the rule language.

With them a rule can say that a plan fits; with FEEL's own operators it could only
approximate a schedule, and would promise a borrower an instalment that isn't asked.

Amounts cross as yuan. A principal is rounded to a fen, half a fen up; a capacity isn't rounded, as a plan
whose largest payment is a tenth of a fen too dear doesn't fit. What no loan can be (no instalments,
interest that starts after the first due date) is unknown, by a failure whose reason says why.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from engine.feel.signature import Function, Parameter, table
from engine.feel.types import DATE, TRUTH, NumberType, TextType
from engine.feel.unknown import Unknown, Value, failure
from engine.repayment.model import (
    Method,
    Terms,
    due_date,
    fault_of_loan,
    fault_of_term,
    fault_of_waiting,
)
from engine.repayment.schedule import half_up, interest_for_days, largest_payment, total_interest
from engine.repayment.terms import shortest_affordable_term
from engine.values import Money, Unit, yuan

_METHODS = {method.value: method for method in Method}

_YUAN = NumberType(Unit.of({"yuan": 1}))
_YUAN_A_MONTH = NumberType(Unit.of({"yuan": 1, "month": -1}))
_A_DAY = NumberType(Unit.of({"day": -1}))
_DAYS = NumberType(Unit.of({"day": 1}))
_INSTALMENTS = NumberType(Unit.of({"instalment": 1}))

_LOAN = (
    Parameter("method", TextType(tuple(_METHODS))),
    Parameter("principal", _YUAN),
    Parameter("daily rate", _A_DAY),
)
_DATES = (Parameter("start", DATE), Parameter("first due", DATE))
_PLAN = (*_LOAN, Parameter("instalments", _INSTALMENTS), *_DATES)
_SEARCH = (*_LOAN, Parameter("capacity", _YUAN_A_MONTH), Parameter("longest", _INSTALMENTS), *_DATES)


def _terms(
    method: str, principal: Decimal, daily_rate: Decimal, instalments: Decimal, start: date, first_due: date
) -> Terms | Unknown:
    if method not in _METHODS:
        return failure("unknown_method")
    number = _whole(instalments)
    if number is None:
        return failure("fraction_of_instalments")
    owed = _fen(principal)
    fault = fault_of_loan(owed, daily_rate, start, first_due) or fault_of_term(first_due, number)
    if fault:
        return failure(fault)
    return Terms(
        principal=owed,
        daily_rate=daily_rate,
        method=_METHODS[method],
        start=start,
        first_due=first_due,
        instalments=number,
    )


def _of_plan(figure: Callable[[Terms], Money]) -> Callable[..., Value]:
    """A figure of a plan, in yuan, as the doing of a function."""

    def apply(*arguments: Value) -> Value:
        terms = _terms(*arguments)  # type: ignore[arg-type]  # the check of calls holds them to _PLAN
        return terms if isinstance(terms, Unknown) else yuan(figure(terms))

    return apply


@lru_cache(maxsize=1024)  # whether a term fits, and which: asked one after the other
def _shortest(
    method: str,
    principal: Decimal,
    daily_rate: Decimal,
    capacity: Decimal,
    longest: Decimal,
    start: date,
    first_due: date,
) -> int | Unknown | None:
    terms = _terms(method, principal, daily_rate, longest, start, first_due)
    if isinstance(terms, Unknown):
        return terms
    numerator, denominator = capacity.as_integer_ratio()
    whole_fen = Money(100 * numerator // denominator)  # payments are whole fen, so nothing is lost
    return shortest_affordable_term(terms, whole_fen, terms.instalments)


def _shortest_affordable_term(*arguments: Value) -> Value:
    number = _shortest(*arguments)
    if isinstance(number, Unknown):
        return number
    return failure("no_term_fits") if number is None else Decimal(number)


def _any_term_fits(*arguments: Value) -> Value:
    number = _shortest(*arguments)
    return number if isinstance(number, Unknown) else number is not None


def _last_due_date(first_due: date, instalments: Decimal) -> Value:
    number = _whole(instalments)
    if number is None:
        return failure("fraction_of_instalments")
    fault = fault_of_term(first_due, number)
    return failure(fault) if fault else due_date(first_due, number)


def _interest_for_days(principal: Decimal, daily_rate: Decimal, days: Decimal) -> Value:
    number, owed = _whole(days), _fen(principal)
    if number is None:
        return failure("fraction_of_days")
    fault = fault_of_waiting(owed, daily_rate, number)
    return failure(fault) if fault else yuan(interest_for_days(owed, daily_rate, number))


def _fen(amount: Decimal) -> Money:
    """As `engine.values.fen`, but exact for any number of digits and any size."""
    numerator, denominator = amount.as_integer_ratio()
    return half_up(100 * numerator, denominator)


def _whole(number: Decimal) -> int | None:
    return int(number) if number == number.to_integral_value() else None


REPAYMENT_FUNCTIONS: Mapping[str, Function] = table(
    [
        Function("largest payment", _PLAN, _YUAN_A_MONTH, _of_plan(largest_payment)),
        Function("total interest", _PLAN, _YUAN, _of_plan(total_interest)),
        Function(
            "last due date",
            (Parameter("first due", DATE), Parameter("instalments", _INSTALMENTS)),
            DATE,
            _last_due_date,
        ),
        Function("any term fits", _SEARCH, TRUTH, _any_term_fits),
        Function("shortest affordable term", _SEARCH, _INSTALMENTS, _shortest_affordable_term),
        Function(
            "interest for days",
            (Parameter("principal", _YUAN), Parameter("daily rate", _A_DAY), Parameter("days", _DAYS)),
            _YUAN,
            _interest_for_days,
        ),
    ]
)
