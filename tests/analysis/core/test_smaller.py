"""What a witness becomes when it is made small: somebody still for whom the same holds."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

pytest.importorskip("z3")

from engine.analysis.model import Refuted, Witness
from engine.analysis.solving.rounder import rounder
from engine.analysis.solving.solver import Solver
from engine.profile.from_json import profile_from_data
from tests.analysis.core.asking import is_met
from tests.evaluation.agreement import DICTIONARY
from tests.evaluation.columnar.programs import of_formulas

DAY = date(2026, 2, 17)


def told(data: dict[str, Any], day: date) -> Witness:
    profile, faults = profile_from_data(data, DICTIONARY)
    assert profile is not None, faults
    return Witness(profile, day)


def smallest(formula: str, pool: list[Witness]) -> Witness:
    """What is shown of a borrower in the pool for whom a condition is met."""
    answer = Solver([of_formulas([(formula, "truth")])], pool=pool).find(is_met("m0"))
    assert isinstance(answer, Refuted)
    return answer.witnesses[0]


def test_a_text_of_ten_letters_is_no_day_and_stays_when_the_story_moves_to_another_day() -> None:
    late = {"loan": {"lender": "abcdefghij", "final_maturity_date": "2026-02-11"}}
    usual = date(2026, 2, 10)
    pool = [told({"loan": {}}, usual), told({"loan": {"balance": 1}}, usual), told(late, DAY)]
    found = smallest("string length(loan.lender) = 10 and as_of > loan.final_maturity_date", pool)
    assert found.view.value("loan.lender") == "abcdefghij"
    assert found.as_of == usual


def test_who_needs_very_many_facts_keeps_them_as_they_are() -> None:
    debts = tuple(Decimal(f"{1000 + at}.37") for at in range(60))
    pool = [told({"borrower": {"debts": list(debts)}}, DAY)]
    found = smallest(f"sum(borrower.debts) = {sum(debts)}", pool)
    assert found.view.value("borrower.debts") == debts


def test_a_number_of_many_digits_gets_no_rounder_than_six_of_them() -> None:
    tried = [*rounder(Decimal("1234567.89"), DAY)]
    assert tried[0] == 2_000_000
    assert tried[-2:] == [1_234_570, 1_234_560]
