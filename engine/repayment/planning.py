"""From what somebody asks to one plan: in a number of instalments, or in the fewest that they can afford.

A command and a rule that each looked for the shortest term in their own way could name two of them to the
same borrower.
"""

from msgspec import Struct

from engine.repayment.asked import Asked, Facts, NoPlan, given
from engine.repayment.model import MOST_INSTALMENTS, Loan, Schedule, Terms, fault_of_term
from engine.repayment.schedule import schedule
from engine.repayment.terms import shortest_affordable_term
from engine.values import Money


class Plan(Struct, frozen=True):
    """A schedule, and how it compares with what somebody can pay.

    Attributes:
        terms: what it was worked out from.
        schedule: its instalments.
        capacity: fen a month that can be paid; None: nobody said.
        longest: the most instalments that were tried to find the fewest that fit, and of which the plan
            has as many where none fits; None: their number was given.
    """

    terms: Terms
    schedule: Schedule
    capacity: Money | None = None
    longest: int | None = None

    @property
    def fits(self) -> bool | None:
        """Whether the largest payment is within the capacity; None where that isn't known."""
        return None if self.capacity is None else self.schedule.largest_payment <= self.capacity


def plan(asked: Asked, facts: Facts | None = None) -> Plan:
    """The plan that is asked for.

    Args:
        asked: what somebody typed; it goes before what a profile tells.
        facts: what a profile tells of one loan, by the names of the product's dictionary.

    Returns:
        The plan in the number of instalments asked for or told; or in the fewest that fit the capacity;
        or, where none up to `asked.longest` does, in that many, for its largest payment.

    Raises:
        NoPlan: something is missing, or can't be.

    Source: A8, B20, B27.
    """
    found = given(asked, facts or {})
    if found.instalments is None and found.capacity is not None:
        return _fewest(found.loan, found.capacity, asked.longest)
    terms = _terms(found.loan, found.instalments or 0, "--instalments")
    return Plan(terms, schedule(terms), found.capacity)


def _fewest(loan: Loan, capacity: Money, longest: int) -> Plan:
    terms = _terms(loan, longest, "--longest")
    fewest = shortest_affordable_term(loan, capacity, longest)
    if fewest is not None:
        terms = loan.over(fewest)
    return Plan(terms, schedule(terms), capacity, longest)


def _terms(loan: Loan, instalments: int, option: str) -> Terms:
    fault = fault_of_term(loan.first_due, instalments)
    if fault == "beyond_the_calendar":
        raise NoPlan(
            f"the last of {instalments} instalments would fall after the year 9999; check `{option}`"
        )
    if fault:
        raise NoPlan(f"there can be 1 to {MOST_INSTALMENTS} instalments, not {instalments}; check `{option}`")
    return loan.over(instalments)
