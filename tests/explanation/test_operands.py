"""The values beside a criterion about documents: what decides whether they are needed and at hand."""

import json
from datetime import date
from pathlib import Path

import pytest

from engine.explanation.assess import Assessor
from engine.profile.load import product_dictionary
from engine.program.load import load_pack
from tests.explanation.rules_for_tests import AS_OF, Rules, claim, profile, reason_of

FACTS = product_dictionary()
PACKS = Path(__file__).parents[1] / "packs"


@pytest.fixture
def with_papers(rules: Rules) -> Rules:
    rules.parameter("fresh_days", "day", 90)
    needed = 'hardship.cause = "illness"'
    rules.evidence("illness_proof", ["medical_bill"], needed_when=needed, fresh_within="fresh_days")
    rules.evidence("income_proof", ["bank_statement"])
    rules.option("one", claim("papers", evidence=["illness_proof", "income_proof"]))
    return rules


def test_a_criterion_about_papers_shows_the_cause_and_the_kinds_and_dates_at_hand(with_papers: Rules) -> None:
    held = [("medical_bill", date(2026, 11, 1)), ("bank_statement", date(2026, 11, 2))]
    evidence = [{"kind": kind, "issued_on": issued} for kind, issued in held]
    told = {"hardship": {"cause": "illness"}, "evidence": evidence}
    operands = reason_of(with_papers.loan(told), "one", "papers").operands
    assert [one.name for one in operands] == ["hardship.cause", "evidence", "as_of", "parameter.fresh_days"]
    cause, papers, as_of, fresh = operands
    assert (cause.value, cause.text) == ("illness", FACTS.fact("hardship.cause").names["illness"]["en"])
    assert papers.value is not None
    assert json.loads(papers.value) == [
        {"issued_on": "2026-11-01", "kind": "medical_bill"},
        {"issued_on": "2026-11-02", "kind": "bank_statement"},
    ]
    assert (papers.title, papers.text) == (FACTS.fact("evidence").title("en"), "2 entries")
    assert (as_of.value, fresh.value, fresh.unit) == ("2026-11-22", "90", "day")


def test_what_is_not_told_of_papers_is_shown_as_not_given(with_papers: Rules) -> None:
    operands = reason_of(with_papers.loan(), "one", "papers").operands
    assert {one.name: one.text for one in operands if one.value is None} == {
        "hardship.cause": "(not given)",
        "evidence": "(not given)",
    }


def test_of_papers_that_a_table_collects_what_the_table_looks_at_is_shown() -> None:
    program = load_pack(PACKS / "tables")
    told = profile(program, {"hardship": {"cause": "illness"}, "evidence": []})
    (loan,) = Assessor(program, language="en", engine="reference").assess(told, AS_OF).loans
    operands = reason_of(loan, "forbearance", "papers_are_there").operands
    shown = {one.name: one.value for one in operands}
    assert [*shown][:3] == ["hardship.cause", "plan.most_instalments", "evidence"]
    assert (shown["hardship.cause"], shown["evidence"]) == ("illness", "[]")
    assert not [name for name in shown if "#" in name]
