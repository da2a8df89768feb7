"""What the rules of the small pack come to, worked out by hand, thresholds and gaps included."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.diagnostics import Faulty
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.profile.model import FactView, Value
from engine.program.load import load_pack

SMALL = load_pack(Path(__file__).parents[1] / "packs" / "small")
AS_OF = date(2026, 11, 22)

# Income 4,000, expenses 2,000, other debts 500: 1,500 a month are left.
ILL: Mapping[str, Value] = {
    "borrower.monthly_income": Decimal(4000),
    "borrower.monthly_essential_expenses": Decimal(2000),
    "borrower.monthly_other_debt_payments": Decimal(500),
    "loan.final_maturity_date": date(2027, 6, 15),
    "hardship.cause": "illness",
    "hardship.duration": "temporary",
    "evidence": ({"kind": "medical_diagnosis", "issued_on": date(2026, 11, 1)},),
    "third_parties": (),
}


def outcome(changes: Mapping[str, Value | None], as_of: date = AS_OF) -> Outcome:
    facts = {name: value for name, value in {**ILL, **changes}.items() if value is not None}
    return evaluate(SMALL, FactView("1", facts), as_of)


def diagnosed(*days: date | None) -> Mapping[str, Value]:
    kind: dict[str, Value] = {"kind": "medical_diagnosis"}
    return {"evidence": tuple(kind if day is None else {**kind, "issued_on": day} for day in days)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"loan.final_maturity_date": date(2026, 11, 22)}, "met"),
        ({"loan.final_maturity_date": date(2026, 11, 21)}, "unmet"),
        ({"loan.final_maturity_date": None}, "unknown"),
    ],
)
def test_a_condition_is_met_at_its_threshold_unmet_beyond_and_unknown_untold(
    changes: Mapping[str, Value | None], expected: str
) -> None:
    assert outcome(changes).criteria["payment_holiday.term_has_not_expired"].value == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "met"),
        ({"hardship.cause": "none"}, "unmet"),
        ({"hardship.cause": "none", "hardship.duration": None}, "unmet"),
        ({"hardship.cause": None, "hardship.duration": "lasting"}, "unmet"),
        ({"hardship.cause": None}, "unknown"),
        ({"hardship.duration": None}, "unknown"),
    ],
)
def test_a_finding_of_all_needs_each_and_one_that_is_unmet_settles_it(
    changes: Mapping[str, Value | None], expected: str
) -> None:
    found = outcome(changes)
    assert found.findings["temporary_hardship"].value == expected
    assert found.criteria["payment_holiday.hardship_is_temporary"].value == expected


@pytest.mark.parametrize(
    ("changes", "as_of", "needed", "held", "expected"),
    [
        (diagnosed(date(2026, 8, 24)), AS_OF, "met", "met", "met"),  # 90 days old
        (diagnosed(date(2026, 8, 23)), AS_OF, "met", "unmet", "unmet"),  # 91
        (diagnosed(date(2023, 10, 18)), date(2023, 12, 17), "met", "met", "met"),  # 60, until 2023
        (diagnosed(date(2023, 10, 17)), date(2023, 12, 17), "met", "unmet", "unmet"),  # 61
        (diagnosed(date(2023, 10, 17)), date(2024, 1, 1), "met", "met", "met"),  # 76, from 2024
        (diagnosed(None), AS_OF, "met", "unknown", "unknown"),
        (diagnosed(None, date(2026, 11, 1)), AS_OF, "met", "met", "met"),
        (diagnosed(None, date(2026, 1, 1)), AS_OF, "met", "unknown", "unknown"),
        (diagnosed(), AS_OF, "met", "unmet", "unmet"),
        ({"evidence": None}, AS_OF, "met", "unknown", "unknown"),
        ({"evidence": ({"kind": "payslip"},)}, AS_OF, "met", "unmet", "unmet"),
        ({"evidence": ({"issued_on": date(2026, 1, 1)},)}, AS_OF, "met", "unmet", "unmet"),
        ({"evidence": ({"issued_on": date(2026, 11, 1)},)}, AS_OF, "met", "unknown", "unknown"),
        ({"evidence": (), "hardship.cause": "job_loss"}, AS_OF, "unmet", "unmet", "met"),
        ({"evidence": (), "hardship.cause": None}, AS_OF, "unknown", "unmet", "unknown"),
        ({"hardship.cause": None}, AS_OF, "unknown", "met", "met"),
    ],
)
def test_a_document_has_to_be_at_hand_and_fresh_where_it_is_needed(
    changes: Mapping[str, Value | None], as_of: date, needed: str, held: str, expected: str
) -> None:
    found = outcome(changes, as_of)
    proof = found.proofs["proof_of_illness"]
    assert (proof.needed.value, proof.held.value) == (needed, held)
    assert found.criteria["payment_holiday.illness_is_proved"].value == expected


@pytest.mark.parametrize(
    ("income", "expected"), [("2500.01", "met"), ("2500", "unmet"), ("2499.99", "unmet"), (None, "unknown")]
)
def test_a_condition_on_a_measure_has_the_measures_gaps(income: str | None, expected: str) -> None:
    found = outcome({"borrower.monthly_income": None if income is None else Decimal(income)})
    assert found.criteria["instalments.something_can_be_paid"].value == expected


def statuses(found: Outcome) -> dict[str, str]:
    return {
        name: one.status.value + ("" if one.settled else ", not settled")
        for name, one in found.options.items()
    }


@pytest.mark.parametrize(
    ("changes", "holiday", "instalments"),
    [
        ({}, "recommended", "available"),
        ({"evidence": ()}, "needs_action", "recommended"),
        ({"evidence": None}, "needs_information, not settled", "recommended, not settled"),
        ({"hardship.duration": "lasting"}, "not_available", "recommended"),
        ({"hardship.duration": "lasting", "evidence": None}, "not_available", "recommended"),
        ({"borrower.monthly_income": Decimal(2500)}, "recommended", "not_available"),
        ({"borrower.monthly_income": None}, "recommended", "needs_information, not settled"),
    ],
)
def test_statuses_follow_from_criteria_and_preference(
    changes: Mapping[str, Value | None], holiday: str, instalments: str
) -> None:
    assert statuses(outcome(changes)) == {"payment_holiday": holiday, "instalments": instalments}


@pytest.mark.parametrize(
    ("callers", "expected"),
    [
        ((), "unmet"),
        (({"asks_for_fee": False}, {"asks_for_fee": True}), "met"),
        (({}, {"asks_for_fee": True}), "met"),
        (({}, {"asks_for_fee": False}), "unknown"),
        (None, "unknown"),
    ],
)
def test_an_alert_is_raised_by_one_of_many(callers: Value | None, expected: str) -> None:
    found = outcome({"third_parties": callers})
    assert found.alerts["fee_in_advance"].value == expected
    assert statuses(found) == {"payment_holiday": "recommended", "instalments": "available"}


def test_with_nothing_told_everything_is_open_and_nothing_is_recommended() -> None:
    found = evaluate(SMALL, FactView("", {}), AS_OF)
    assert {one.value for one in (*found.criteria.values(), *found.alerts.values())} == {"unknown"}
    assert set(statuses(found).values()) == {"needs_information, not settled"}


def test_before_the_pack_is_in_force_there_is_no_outcome() -> None:
    with pytest.raises(Faulty, match="the pack `small` says nothing for 2019-12-31"):
        outcome({}, date(2019, 12, 31))
