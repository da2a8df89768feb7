"""Borrowers in one line, and as profiles that are read as they were."""

from datetime import date

import pytest

from engine.analysis.in_words import borrower, change
from engine.analysis.model import Witness
from engine.analysis.witness_json import to_data, to_json
from engine.profile.from_json import profile_from_data, read_profile
from engine.profile.load import product_dictionary
from engine.source import Source

DAY = date(2026, 11, 23)
PROFILES: list[dict[str, object]] = [
    {},
    {"loan": {}},
    {"loan": {"id": "autumn", "product": "weilidai"}, "agreements": [{"option": "deferral"}]},
    {"loan": {"rate": {"value": 0, "per": "day"}}, "agreements": [{"state": "performing"}], "evidence": []},
    {"loans": [{"next_instalment": 5}, {"id": "b"}], "agreements": [{"loan_id": "b"}], "offers": [{}]},
]


def witness(data: dict[str, object]) -> Witness:
    profile, faults = profile_from_data(data, product_dictionary(), "witness")
    assert profile is not None, faults
    return Witness(profile, DAY)


@pytest.mark.parametrize("data", PROFILES, ids=str)
def test_a_borrower_is_read_again_as_the_same(data: dict[str, object]) -> None:
    one = witness(data)
    again, faults = read_profile(
        Source("witness.json", to_json(one, product_dictionary())), product_dictionary()
    )
    assert again is not None, faults
    assert {**again.facts} == {**one.profile.facts, "as_of": DAY}
    assert again.loans == one.profile.loans


def test_what_the_reader_fills_in_is_left_out_again() -> None:
    data: dict[str, object] = {"loan": {"product": "weilidai"}, "agreements": [{"option": "deferral"}]}
    assert to_data(witness(data), product_dictionary()) == {"as_of": DAY, **data}


def test_a_borrower_is_told_in_one_line() -> None:
    data: dict[str, object] = {
        "borrower": {"savings": 12000, "foresees_missed_payment": True},
        "hardship": {"cause": "illness", "began_on": "2026-10-08"},
        "evidence": [{"kind": "payslip"}],
    }
    assert borrower(witness(data), product_dictionary()) == (
        "as_of 2026-11-23, borrower.savings 12,000, borrower.foresees_missed_payment true, "
        'hardship.cause "illness", hardship.began_on 2026-10-08, evidence [{kind "payslip"}]'
    )


def test_of_many_facts_the_first_ten_are_told_and_the_others_counted() -> None:
    borrowers = "monthly_income usual_monthly_income monthly_essential_expenses savings"
    loans = "original_principal repaid_principal outstanding_principal payoff_amount next_instalment"
    data: dict[str, object] = {
        "borrower": dict.fromkeys(borrowers.split(), 1),
        "loan": {**dict.fromkeys(loans.split(), 1), "overdue_amount": 1, "days_overdue": 1},
    }
    assert borrower(witness(data), product_dictionary()).endswith(", and 2 more facts")


def test_of_a_change_only_what_is_different_is_told() -> None:
    before = witness({"borrower": {"savings": 1, "dependants": 2}, "hardship": {"cause": "illness"}})
    after = witness({"borrower": {"savings": 2, "dependants": 2}})
    assert change(before, after, product_dictionary()) == "borrower.savings 2, hardship.cause not told"
