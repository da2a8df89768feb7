"""The product's own rules: what is offered for several loans never sums to more than there is."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.reference import evaluate
from engine.explanation.assess import Assessor
from engine.profile.from_json import profile_from_data
from engine.profile.model import Profile
from engine.program.load import load_pack
from engine.values import Truth

PROGRAM = load_pack(Path(__file__).parents[2] / "rules" / "weilidai")
ASSESSOR = Assessor(PROGRAM, engine="reference")
DAY = "2026-11-20"

fen = st.integers(0, 1_000_000).map(lambda amount: Decimal(amount) / 100)
loans = st.fixed_dictionaries(
    {
        "product": st.sampled_from(["weilidai", "weilidai", "weilidai", "credit_card"]),
        "next_instalment": fen,
        "outstanding_principal": fen,
        "days_overdue": st.sampled_from([0, 0, 1, 40]),
        "is_due_as_a_whole": st.booleans(),
    }
)


def told(income: Decimal, owed: list[dict[str, Any]]) -> Profile:
    borrower = {
        "monthly_income": income,
        "monthly_essential_expenses": Decimal(2000),
        "monthly_other_debt_payments": 0,
    }
    profile, faults = profile_from_data(
        {"as_of": DAY, "borrower": borrower, "loans": owed}, PROGRAM.dictionary
    )
    assert profile is not None, faults
    return profile


@settings(deadline=None, max_examples=25)
@given(income=fen, owed=st.lists(loans, min_size=2, max_size=4))
def test_offers_never_sum_to_more_than_the_budget(income: Decimal, owed: list[dict[str, Any]]) -> None:
    profile = told(income, owed)
    assert profile.as_of is not None
    joint = ASSESSOR.assess(profile, profile.as_of).joint
    cards = sum(one["next_instalment"] for one in owed if one["product"] == "credit_card")
    if all(one["product"] == "credit_card" for one in owed):
        assert joint is None
        return
    assert joint is not None
    assert joint.fits is Truth.MET
    assert Decimal(joint.budget.value or "nothing") == income - 2000 - cards
    offers = [Decimal(one.offer.value or "nothing") for one in joint.requests if one.offer is not None]
    assert min(offers) >= 0
    assert sum(offers) <= max(income - 2000 - cards, 0)


@settings(deadline=None, max_examples=25)
@given(income=fen, dues=st.lists(fen.filter(lambda amount: amount > 0), min_size=2, max_size=4))
def test_each_loan_has_enough_exactly_where_there_is_enough_for_all(
    income: Decimal, dues: list[Decimal]
) -> None:
    owed = [{"product": "weilidai", "next_instalment": due, "days_overdue": 0} for due in dues]
    profile = told(income, owed)
    assert profile.as_of is not None
    enough = income - 2000 >= sum(dues)
    for view, due in zip(profile.views(), dues, strict=True):
        capacity = evaluate(PROGRAM, view, profile.as_of).values["capacity"]
        assert isinstance(capacity, Decimal)
        assert (capacity >= due) is enough
