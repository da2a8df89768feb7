"""The last lines of a run say how many cases failed, which weren't run, and what no case looks at."""

import shutil
from pathlib import Path

import pytest

from engine.cases.closing import closing
from engine.cases.model import Results
from engine.cases.run import run_cases
from tests.cases.running import SMALL, Run

PASSES = "- {name: It passes, profile: {base: illness}, expect: {payment_holiday: recommended}}\n"
FAILS = "- {name: It fails, profile: {base: illness}, expect: {payment_holiday: not_available}}\n"
TABLES = SMALL.parent / "tables"
BROKEN = {"cases/broken.yaml": "- {name: No profile, expect: {instalments: available}}"}


def last(results: Results) -> str:
    return closing([results]).splitlines()[-1]


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        (PASSES, "1 case passed"),
        (PASSES + PASSES.replace("It", "This"), "2 cases passed"),
        (PASSES + FAILS, "1 of 2 cases failed"),
        (FAILS, "1 of 1 case failed"),
    ],
)
def test_the_last_line_counts_the_cases_that_failed_or_else_all_that_passed(
    run: Run, cases: str, said: str
) -> None:
    assert last(run(cases)) == said


def test_the_cases_of_all_packs_are_counted_together(run: Run) -> None:
    assert closing([run_cases(SMALL), run(PASSES + FAILS)]).splitlines()[-1] == "1 of 9 cases failed"


def test_a_case_that_can_not_be_run_has_failed(run: Run) -> None:
    nobody = "- {name: Of nobody, profile: {base: nobody}, expect: {alerts: []}}\n"
    assert last(run(PASSES + nobody)) == "1 of 2 cases failed"


def test_that_a_broken_file_hides_its_cases_is_said(run: Run) -> None:
    results = run(PASSES, BROKEN)
    assert results.unread == ("pack/cases/broken.yaml",)
    said = "pack/cases/broken.yaml: none of its cases was run, as the file is at fault"
    assert said in closing([results]).splitlines()
    assert last(results) == "1 case passed"


def test_two_cases_of_one_name_hide_none(run: Run) -> None:
    results = run(PASSES + PASSES)
    assert [fault.code for fault in results.faults] == ["C415"]
    assert (results.run, results.unread) == (2, ())


def test_that_a_pack_at_fault_has_run_no_case_is_said(run: Run) -> None:
    results = run(PASSES, {"measures/capacity.yaml": "id: capacity"})
    assert closing([results]) == "pack: no case was run, as the rules are at fault\n0 cases passed"


def test_options_and_alerts_without_any_case_are_told_and_are_no_fault(run: Run) -> None:
    for beside in Path("pack").rglob("cases.yaml"):
        beside.unlink()
    results = run(PASSES)
    assert results.faults == ()
    assert closing([results]).splitlines() == [
        "pack: without any case: option `instalments`, alert `fee_in_advance`",
        "1 case passed",
    ]


@pytest.mark.parametrize(
    "expected",
    [
        "settled: {instalments: true}, alerts: [fee_in_advance]",
        "order: [payment_holiday, instalments], leaves_out: {fee_in_advance: [hang_up]}",
        "cites: {instalments: {something_can_be_paid: [X5]}, fee_in_advance: {hang_up: [X7]}}",
        "loans: {'1': {says: {instalments: [contact_customer_service]}, alerts: [fee_in_advance]}}",
    ],
)
def test_whatever_a_case_expects_something_of_has_a_case(run: Run, expected: str) -> None:
    case = f"- {{name: Several, profile: {{base: illness}}, expect: {{{expected}}}}}\n"
    assert run(PASSES + case).untested == ()


def test_a_case_beside_an_option_is_one_of_it(run: Run) -> None:
    beside = "- {name: Nobody asks, profile: {base: illness}, expect: {alerts: []}}\n"
    results = run(
        PASSES, {f"{place}/cases.yaml": beside for place in ("options/instalments", "alerts/fee_in_advance")}
    )
    assert results.untested == ()


def test_tables_without_a_figure_a_document_or_a_file_of_their_own_are_told(tmp_path: Path) -> None:
    before = set(run_cases(TABLES).untested)
    assert before >= {"table `contact`", "table `fee`"}
    pack = Path(shutil.copytree(TABLES, tmp_path / "pack"))
    case = "- {name: Of no table, as_of: 2026-11-22, profile: {loan: {}}, expect: {alerts: []}}\n"
    (pack / "tables" / "contact.cases.yaml").write_text(case, encoding="utf-8")
    results = run_cases(pack)
    assert results.faults == ()
    assert before - set(results.untested) == {"table `contact`"}


def test_a_document_that_a_case_misses_is_one_of_the_table_that_asks_for_it(tmp_path: Path) -> None:
    pack = Path(shutil.copytree(TABLES, tmp_path / "pack"))
    (pack / "tables" / "papers_by_cause.cases.yaml").unlink()
    assert "table `papers_by_cause`" in run_cases(pack).untested
    case = "- {name: Paper, profile: {base: ill}, expect: {missing: [proof_of_illness]}}\n"
    (pack / "cases.yaml").write_text(case, encoding="utf-8")
    results = run_cases(pack)
    assert results.faults == ()
    assert "table `papers_by_cause`" not in results.untested
