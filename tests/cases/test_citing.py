"""A case may expect what an answer rests on: all of it, whoever says it, and in any order."""

import shutil
from pathlib import Path

import pytest

from engine.cases.model import Results
from tests.cases.running import SMALL, Run, helps, labels, told, write_and_run
from tests.cases.test_several_loans import JOINT, TWO

TABLES = SMALL.parent / "tables"
FEE = "{base: illness, third_parties: [{kind: caller, asks_for_fee: true}]}"


def case(cites: str, profile: str = "{base: illness}", as_of: str = "2026-11-22") -> str:
    return f"- {{name: A case, as_of: {as_of}, profile: {profile}, expect: {{cites: {{{cites}}}}}}}\n"


@pytest.mark.parametrize(
    "cites",
    [
        "payment_holiday: {term_has_not_expired: [X2, civil_code_678]}",
        "payment_holiday: {term_has_not_expired: [civil_code_678, X2]}",
        "payment_holiday: {never_pay_in_advance: [X7], contact_customer_service: [X6]}",
        "payment_holiday: {proof_of_illness: [X3, product_evidence], illness_is_proved: [X3]}",
        "instalments: {never_pay_in_advance: [X7]}",
        "temporary_hardship: {hardship_will_pass: [X1], hardship_has_a_cause: [X1]}",
        "figures: {capacity: [X4], parameter.evidence_fresh_days: [product_evidence]}",
    ],
)
def test_what_an_answer_rests_on_is_passed_in_silence(run: Run, cites: str) -> None:
    results = run(case(cites))
    assert (results.passed, results.faults) == (1, ())


@pytest.mark.parametrize(
    ("cites", "found", "why"),
    [
        ("[X2]", "[X2, civil_code_678]", "`civil_code_678` is"),
        ("[X2, civil_code_678, X3]", "[X2, civil_code_678]", "`X3` isn't cited"),
        (
            "[X2, product_evidence]",
            "[X2, civil_code_678]",
            "`product_evidence` isn't cited, `civil_code_678` is",
        ),
    ],
)
def test_a_source_that_is_dropped_added_or_exchanged_is_told_with_both_lists(
    run: Run, cites: str, found: str, why: str
) -> None:
    results = run(case(f"payment_holiday: {{term_has_not_expired: {cites}}}"))
    assert told(results) == [("C419", cites)]
    assert labels(results) == [f"came out as `{found}`"]
    assert helps(results) == [why]
    assert [note.label for note in results.faults[0].notes] == ["in this case"]


def test_an_alert_cites_what_raises_it_and_what_it_asks_for(run: Run) -> None:
    assert run(case("fee_in_advance: {someone_asks_for_a_fee: [X7], hang_up: [X7]}", FEE)).faults == ()
    assert told(run(case("fee_in_advance: {hang_up: [X6]}", FEE))) == [("C419", "[X6]")]


@pytest.mark.parametrize(
    "cites",
    ["fee_in_advance: {someone_asks_for_a_fee: [X7]}", "payment_holiday: {contact_customer_service: [X6]}"],
)
def test_what_is_not_said_cites_nothing(run: Run, cites: str) -> None:
    past = "{base: illness, loan: {final_maturity_date: 2026-11-20}}"
    results = run(case(cites, past))
    assert [code for code, _ in told(results)] == ["C419"]
    assert "should say" in results.faults[0].message


def test_the_criteria_of_a_finding_are_cited_wherever_something_rests_on_it(run: Run) -> None:
    alert = (
        "id: fee_in_advance\nraised_when:\n  - id: someone_asks_for_a_fee\n"
        "    finding: temporary_hardship\n    source: [X7]\nsuspends: false\nsteps: [hang_up]\n"
    )
    option = (SMALL / "options/payment_holiday/option.yaml").read_text(encoding="utf-8")
    option = option.replace(
        "    finding: temporary_hardship\n", "    when: hardship.duration = 'temporary'\n"
    )
    files = {
        "alerts/fee_in_advance/alert.yaml": alert,
        "options/payment_holiday/option.yaml": option.replace("'temporary'", '"temporary"'),
    }
    cites = "temporary_hardship: {hardship_will_pass: [X1]}, fee_in_advance: {someone_asks_for_a_fee: [X7]}"
    results = run(case(cites), files)
    assert (results.passed, results.faults) == (1, ())
    lasting = "{base: illness, hardship: {duration: lasting}}"
    assert [code for code, _ in told(run(case(cites, lasting), files))] == ["C419", "C419"]


def test_of_a_parameter_the_value_of_the_day_is_cited(run: Run) -> None:
    values = (
        "id: evidence_fresh_days\nunit: day\nvalues:\n"
        "  - {from: 2020-01-01, to: 2023-12-31, value: 60, source: [X3], confidence: low}\n"
        "  - {from: 2024-01-01, value: 90, source: [product_evidence], confidence: low}\n"
    )
    files = {"parameters/evidence_fresh_days.yaml": values}
    days = "figures: {{parameter.evidence_fresh_days: [{0}]}}"
    assert run(case(days.format("X3"), as_of="2023-12-31"), files).faults == ()
    assert run(case(days.format("product_evidence"), as_of="2024-01-01"), files).faults == ()
    assert told(run(case(days.format("X3"), as_of="2024-01-01"), files)) == [("C419", "[X3]")]


def test_an_output_of_a_table_and_a_document_that_it_collects_cite_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(TABLES, "pack")
    cites = (
        "figures: {plan.pace: [terms], papers_by_cause: [papers, terms]}, "
        "forbearance: {proof_of_illness: [papers, terms]}"
    )
    results = write_and_run(Path("pack"), {"cases.yaml": case(cites, "{base: ill}")})
    assert results.faults == ()


def of_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expect: str) -> Results:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(JOINT, "pack")
    text = f"- {{name: A case, profile: {{base: two}}, expect: {expect}}}\n"
    return write_and_run(Path("pack"), {"cases.yaml": text, "profiles/two.json": TWO})


def test_a_further_loan_and_the_part_about_all_loans_cite_something_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    option = (JOINT / "options/lower_instalment/option.yaml").read_text(encoding="utf-8")
    assert "- id: loan_is_online\n" in option
    cites = "{lower_instalment: {loan_is_online: [J1]}}"
    results = of_two(tmp_path, monkeypatch, f"{{joint: {{cites: [J2]}}, loans: {{two: {{cites: {cites}}}}}}}")
    assert told(results) == [("C419", "[J2]"), ("C419", "[J1]")]
    assert results.faults[0].message == "`joint` should rest on these, and on no others"
    assert helps(results)[0] == "`J1` is"


def test_a_part_about_all_loans_that_is_not_said_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.cases.test_citing.TWO", TWO.replace('"is_true": true', '"is_true": false'))
    results = of_two(tmp_path, monkeypatch, "{joint: {cites: [J1, J2]}}")
    assert [code for code, _ in told(results)] == ["C409"]
