"""What tests of several loans share: the pack for them, profiles, and the joint part of an answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.explanation.assess import Assessor
from engine.explanation.model import JointAdvice, Recommendation
from engine.profile.from_json import profile_from_data
from engine.profile.load import product_dictionary
from engine.profile.model import Profile
from engine.program.load import load_pack

PACK = Path(__file__).parents[1] / "packs" / "joint"
AS_OF = date(2026, 11, 22)
DICTIONARY = product_dictionary()
IN_ENGLISH = Assessor(load_pack(PACK), language="en", engine="reference")
# Of 4,000.00 a month 2,500.00 go elsewhere: 1,500.00 are left for loans.
BORROWER: Mapping[str, Any] = {
    "monthly_income": 4000,
    "monthly_essential_expenses": 2000,
    "monthly_other_debt_payments": 500,
}
ONLINE: Mapping[str, Any] = {
    "product": "online_loan",
    "next_instalment": 1000,
    "outstanding_principal": 10000,
    "days_overdue": 0,
    "is_due_as_a_whole": False,
}


def loan(**told: Any) -> dict[str, Any]:
    """An online loan of 10,000.00, 1,000.00 a month, but for what is told."""
    return {name: value for name, value in {**ONLINE, **told}.items() if value is not None}


# 2,000.00 a month are asked where 1,500.00 are left: 10,000 and 5,000 of 15,000 owed, so 1,000.00 and 500.00.
TWO = (loan(id="a", days_overdue=3), loan(id="b", outstanding_principal=5000, days_overdue=12))
CARD = loan(id="card", product="credit_card", days_overdue=90)
NO_RESULT = "a formula has no result (zero divided by zero, for example)"


def profile(loans: Sequence[Mapping[str, Any]], **told: Any) -> Profile:
    """A borrower with these loans and 1,500.00 a month for them."""
    borrower = {**BORROWER, **told.pop("borrower", {})}
    found, faults = profile_from_data({"borrower": borrower, "loans": [*loans], **told}, DICTIONARY)
    assert found is not None, faults
    return found


def answer(
    loans: Sequence[Mapping[str, Any]], assessor: Assessor = IN_ENGLISH, **told: Any
) -> Recommendation:
    """The answer for these loans."""
    return assessor.assess(profile(loans, **told), AS_OF)


def joint(loans: Sequence[Mapping[str, Any]], assessor: Assessor = IN_ENGLISH, **told: Any) -> JointAdvice:
    """What is said of these loans together."""
    found = answer(loans, assessor, **told).joint
    assert found is not None
    return found


def order(advice: JointAdvice) -> list[str]:
    """The loans in the order in which to go about them."""
    return [one.loan for one in advice.requests]


def offers(advice: JointAdvice) -> list[Decimal | None]:
    """What is offered for each, in the same order; None where nothing is or it isn't known."""
    values = [one.offer.value if one.offer else None for one in advice.requests]
    return [None if one is None else Decimal(one) for one in values]
