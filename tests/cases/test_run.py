"""All cases of a pack are run, and what can't be run is told at its place."""

from pathlib import Path

import pytest

from engine.cases.run import run_cases
from engine.evaluation.chaining import why_unavailable
from engine.evaluation.evaluators import Evaluators
from engine.program.load import load_pack
from tests.cases.running import SMALL, Run, helps, told

PASSES = "- {name: It passes, profile: {base: illness}, expect: {payment_holiday: recommended}}\n"


def test_the_cases_of_a_pack_are_those_beside_its_options_and_alerts_too() -> None:
    results = run_cases(SMALL)
    assert (results.passed, results.faults) == (7, ())


@pytest.mark.skipif(why_unavailable() is not None, reason="durable_rules isn't installed")
def test_both_evaluators_answer_where_both_are_there() -> None:
    assert run_cases(SMALL).engines == ("reference", "durable")


def test_the_reference_alone_holds_nothing_that_it_would_have_to_give_back() -> None:
    Evaluators(load_pack(SMALL), "reference").close()
    assert run_cases(SMALL).passed == 7


def test_a_case_with_a_difference_is_not_counted_as_passed(run: Run) -> None:
    otherwise = (
        "- {name: It fails, profile: {base: illness}, expect: {instalments: recommended, alerts: []}}\n"
    )
    results = run(PASSES + otherwise + PASSES.replace("It passes", "So does this"))
    assert results.passed == 2
    assert told(results) == [("C401", "recommended")]


def test_a_pack_without_cases_passes_none(run: Run) -> None:
    results = run(PASSES)
    Path("pack/cases.yaml").unlink()
    assert results.passed == 1
    assert run_cases(Path("pack")).passed == 0


def test_a_pack_at_fault_is_told_and_no_case_is_run(run: Run) -> None:
    results = run(
        PASSES, {"measures/capacity.yaml": "id: capacity\nformula: 1 +\nunit: yuan/month\nsource: [X4]"}
    )
    assert results.passed == 0
    assert results.engines == ()
    assert {fault.code[0] for fault in results.faults} == {"E"}


def test_a_broken_file_of_cases_keeps_no_other_from_being_run(run: Run) -> None:
    results = run(PASSES, {"cases/broken.yaml": "- {name: No profile, expect: {instalments: available}}"})
    assert results.passed == 1
    assert [fault.code for fault in results.faults] == ["S102"]


def test_a_pack_that_is_not_there_is_told() -> None:
    results = run_cases(Path("rules/weilidia"))
    assert [fault.message for fault in results.faults] == ["there is no folder `rules/weilidia`"]


def test_the_day_of_the_case_goes_before_the_one_of_its_profile(run: Run) -> None:
    results = run(
        "- {name: In time, profile: {base: illness}, expect: {payment_holiday: recommended}}\n"
        "- {name: Too late, as_of: 2027-06-16, profile: {base: illness, as_of: 2027-06-15},"
        " expect: {payment_holiday: not_available}}\n"
        "- {name: In the profile, profile: {base: illness, as_of: 2027-06-16},"
        " expect: {payment_holiday: not_available}}\n"
    )
    assert (results.passed, results.faults) == (3, ())


def test_a_day_before_the_pack_is_in_force_is_told_with_the_case(run: Run) -> None:
    results = run(
        "- {name: Long ago, as_of: 2019-12-31, profile: {base: illness}, expect: {instalments: available}}"
    )
    assert any("the pack `small` says nothing for 2019-12-31" in fault.message for fault in results.faults)
    assert {(note.label, note.span.source.name) for fault in results.faults for note in fault.notes} == {
        ("in this case", "pack/cases.yaml")
    }


def test_a_case_needs_no_base(run: Run) -> None:
    results = run(
        "- name: All that is told is the income\n"
        "  as_of: 2026-11-22\n"
        "  profile: {borrower: {monthly_income: 1}}\n"
        "  expect:\n"
        "    instalments: needs_information\n"
        "    ask_for: [borrower.monthly_essential_expenses, borrower.monthly_other_debt_payments]\n"
    )
    assert (results.passed, results.faults) == (1, ())


SEVERAL = """{
  "as_of": "2026-11-22",
  "loans": [{"id": "a", "final_maturity_date": "2027-06-15"}, {"id": "b"}],
  "hardship": {"cause": "illness", "duration": "temporary"},
  "evidence": [{"kind": "medical_diagnosis", "issued_on": "2026-11-01"}]
}"""


def test_of_several_loans_the_first_is_changed_and_compared(run: Run) -> None:
    results = run(
        "- {name: As it is, profile: {base: several}, expect: {payment_holiday: recommended}}\n"
        "- {name: Too late, profile: {base: several, loan: {final_maturity_date: 2026-11-21}},"
        " expect: {payment_holiday: not_available}}\n",
        {"profiles/several.json": SEVERAL},
    )
    assert (results.passed, results.faults) == (2, ())


def test_a_fact_that_no_profile_can_tell_is_marked_by_its_name(run: Run) -> None:
    results = run(
        "- {name: Misspelt, profile: {base: illness, borrower: {monthly_incom: 1}}, expect: {alerts: []}}"
    )
    assert [marked for _, marked in told(results)] == ["monthly_incom"]
    assert helps(results) == ["did you mean `monthly_income`?"]


def test_a_value_that_no_profile_can_hold_is_marked_in_records_and_in_lists(run: Run) -> None:
    results = run(
        "- name: Three at once\n"
        "  profile:\n"
        "    base: illness\n"
        "    borrower: {monthly_income: -5}\n"
        "    evidence: [{kind: medical_diagnosis}, {kind: a_letter}]\n"
        "    loan: {final_maturity_date: 31.12.2026}\n"
        "  expect: {alerts: []}\n"
    )
    assert {marked for _, marked in told(results)} == {"-5", "a_letter", "31.12.2026"}


def test_a_fault_in_the_first_of_several_loans_is_marked_in_the_case(run: Run) -> None:
    results = run(
        "- {name: Below zero, profile: {base: several, loan: {days_overdue: -1}}, expect: {alerts: []}}",
        {"profiles/several.json": SEVERAL},
    )
    assert [marked for _, marked in told(results)] == ["-1"]
    assert results.faults[0].path == "$.loans[0].days_overdue"


def test_a_list_of_loans_may_take_the_place_of_the_one_loan(run: Run) -> None:
    results = run(
        "- {name: Below zero, profile: {base: illness, loans: [{days_overdue: -1}]}, expect: {alerts: []}}"
    )
    assert [marked for _, marked in told(results)] == ["-1"]


def test_what_contradicts_the_base_is_marked_in_the_case(run: Run) -> None:
    results = run(
        "- {name: Late, profile: {base: illness, loan: {borrowed_on: 2027-06-16}}, expect: {alerts: []}}"
    )
    assert [marked for _, marked in told(results)] == ["2027-06-16"]


def test_a_broken_base_is_told_once_however_many_cases_start_from_it(run: Run) -> None:
    case = "- {name: From a broken base, profile: {base: broken}, expect: {alerts: []}}\n"
    another = case.replace("From a broken", "Also from a broken")
    results = run(case + another + PASSES, {"profiles/broken.json": '{"as_of": "2026-11-22",}'})
    assert results.passed == 1
    assert [fault.place for fault in results.faults] == [("pack/profiles/broken.json", 1, 24)]


@pytest.mark.parametrize("text", ["[]", "\0", '{"loan": {"balance": 1}}'])
def test_a_base_that_is_no_profile_is_told_in_its_own_file(run: Run, text: str) -> None:
    case = "- {name: From a broken base, profile: {base: broken}, expect: {alerts: []}}\n"
    results = run(case, {"profiles/broken.json": text})
    assert [fault.place[0] for fault in results.faults] == ["pack/profiles/broken.json"]


def test_a_wrong_name_and_a_wrong_profile_are_told_together(run: Run) -> None:
    results = run(
        "- name: Both\n"
        "  profile: {base: illness, borrower: {monthly_income: -5}}\n"
        "  expect: {holiday: available}\n"
    )
    assert [marked for _, marked in told(results)] == ["-5", "holiday"]
