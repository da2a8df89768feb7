"""What counts as a change of a fact, asked of two borrowers by the reference."""

from datetime import date

import pytest

from engine.analysis.properties.changes import Change, _same
from engine.analysis.rulebook.model import Pack
from engine.analysis.symbolic.symbols import Listed
from engine.analysis.symbolic.terms import TRUE
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.profile.from_json import profile_from_data

PAYSLIP, DIAGNOSIS = {"kind": "payslip"}, {"kind": "medical_diagnosis"}
IS = [
    ("borrower.savings", "higher", {"borrower": {"savings": 1}}, {"borrower": {"savings": 2}}),
    ("borrower.savings", "lower", {"borrower": {"savings": 2}}, {"borrower": {"savings": 1}}),
    ("borrower.savings", "told", {}, {"borrower": {"savings": 0}}),
    (
        "hardship.began_on",
        "later",
        {"hardship": {"began_on": "2026-01-01"}},
        {"hardship": {"began_on": "2026-01-02"}},
    ),
    ("evidence", "more", {"evidence": [PAYSLIP]}, {"evidence": [DIAGNOSIS, PAYSLIP]}),
    ("evidence", "fewer", {"evidence": [PAYSLIP, PAYSLIP]}, {"evidence": [PAYSLIP]}),
]
IS_NOT = [
    ("borrower.savings", "higher", {"borrower": {"savings": 1}}, {"borrower": {"savings": 1}}),
    ("borrower.savings", "higher", {}, {"borrower": {"savings": 1}}),
    ("borrower.savings", "told", {"borrower": {"savings": 0}}, {"borrower": {"savings": 0}}),
    ("evidence", "more", {"evidence": [PAYSLIP]}, {"evidence": [DIAGNOSIS, DIAGNOSIS]}),
    ("evidence", "more", {"evidence": [PAYSLIP, PAYSLIP]}, {"evidence": [PAYSLIP, DIAGNOSIS, DIAGNOSIS]}),
    ("evidence", "more", {"evidence": []}, {"evidence": []}),
    ("evidence", "more", {}, {"evidence": [PAYSLIP]}),
]


def outcome(pack: Pack, data: object, day: date = date(2026, 11, 23)) -> Outcome:
    profile, faults = profile_from_data(data, pack.program.dictionary, "borrower")
    assert profile is not None, faults
    return evaluate(pack.program, profile.views()[0], day)


@pytest.mark.parametrize(("fact", "how", "before", "after"), IS)
def test_a_fact_changes_as_it_is_said(
    clean: Pack, fact: str, how: str, before: object, after: object
) -> None:
    assert Change(fact, how).holds(outcome(clean, before), outcome(clean, after))


@pytest.mark.parametrize(("fact", "how", "before", "after"), IS_NOT)
def test_a_fact_that_changes_otherwise_is_none_of_it(
    clean: Pack, fact: str, how: str, before: object, after: object
) -> None:
    assert not Change(fact, how).holds(outcome(clean, before), outcome(clean, after))


def test_the_day_changes_as_any_fact(clean: Pack) -> None:
    first, second = (outcome(clean, {}, date(2026, 11, day)) for day in (1, 2))
    assert Change("as_of", "later").holds(first, second)
    assert Change("as_of", "earlier").holds(second, first)
    assert not Change("as_of", "later").holds(second, first)


def test_lists_within_records_are_left_to_the_reference() -> None:
    assert _same(Listed(TRUE, ()), Listed(TRUE, ())) is TRUE
