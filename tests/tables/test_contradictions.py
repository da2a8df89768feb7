"""Rows that contradict each other are an error of the table, told with both rows and the profile's values."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cases.run import run_cases
from engine.diagnostics import Diagnostic, Faulty
from engine.evaluation.compiled import Compiled
from engine.evaluation.reference import evaluate
from engine.feel.unknown import Unknown
from engine.program.model import Program
from tests.tables.pack import changed, view

AS_OF = date(2026, 11, 22)
OVERLAP = "tables/longest_wait.yaml", "'> parameter.prompt_days'", "'> 10'"
APART = "tables/contact.yaml", "when: ['true', '0']", "when: ['true', '<= 20']"


def refusals(of: Program, changes: Mapping[str, Any]) -> list[list[Diagnostic]]:
    """What the reference and the compiled program are refused for; nothing where they answer."""
    facts = view(changes)
    return [
        _refusal(lambda: evaluate(of, facts, AS_OF)),
        _refusal(lambda: Compiled(of).evaluate(facts, AS_OF)),
    ]


def _refusal(answer: Callable[[], object]) -> list[Diagnostic]:
    try:
        answer()
    except Faulty as refused:
        return list(refused.diagnostics)
    return []


def test_both_evaluators_refuse_with_the_same_words(tmp_path: Path) -> None:
    reference, compiled = refusals(changed(tmp_path, OVERLAP), {})
    assert reference == compiled
    (fault,) = reference
    assert fault.code == "R271"
    assert "`ill_in_time` and `ill_late`" in fault.message
    assert [note.span.source.name.rpartition("/")[2] for note in fault.notes] == ["longest_wait.yaml"]
    assert "`loan.days_overdue` is `20`" in fault.help


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"loan": {"days_overdue": 10}}, []),
        ({"loan": {"days_overdue": 11}}, ["R271"]),
        ({"loan": {"days_overdue": 31}}, []),
        ({"loan": {"days_overdue": None}}, []),
        ({"hardship": {"cause": None}}, []),
        ({"hardship": {"cause": "job_loss"}}, []),
    ],
)
def test_only_rows_that_surely_match_contradict_each_other(
    tmp_path: Path, changes: Mapping[str, Any], codes: list[str]
) -> None:
    of = changed(tmp_path, OVERLAP)
    for refused in refusals(of, changes):
        assert [fault.code for fault in refused] == codes


def test_rows_that_may_contradict_each_other_leave_the_table_open(tmp_path: Path) -> None:
    of = changed(tmp_path, OVERLAP)
    assert isinstance(
        evaluate(of, view({"loan": {"days_overdue": None}}), AS_OF).values["longest_wait"], Unknown
    )


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ["R272"]),
        ({"loan": {"days_overdue": 0}}, []),
        ({"borrower": {"has_contacted_lender": False}}, []),
    ],
)
def test_rows_of_any_contradict_each_other_only_with_different_results(
    tmp_path: Path, changes: Mapping[str, Any], codes: list[str]
) -> None:
    of = changed(tmp_path, APART)
    for refused in refusals(of, changes):
        assert [fault.code for fault in refused] == codes


def test_results_that_are_not_known_contradict_nothing(tmp_path: Path) -> None:
    result = (
        "tables/contact.yaml",
        "when: ['true', '0'], then: [false]",
        "when: ['true', '-'], then: [loan.is_due_as_a_whole]",
    )
    of = changed(tmp_path, result)
    assert refusals(of, {"loan": {"is_due_as_a_whole": None}}) == [[], []]
    assert refusals(of, {"loan": {"is_due_as_a_whole": True}}) == [[], []]
    assert [[one.code for one in some] for some in refusals(of, {})] == [["R272"], ["R272"]]


def test_every_table_at_fault_is_told_at_once_and_rows_without_an_id_by_their_number(tmp_path: Path) -> None:
    of = changed(tmp_path, OVERLAP, APART, ("tables/contact.yaml", "id: all_said, ", ""))
    reference, compiled = refusals(of, {})
    assert [fault.code for fault in reference] == ["R272", "R271"]
    assert "rows `overdue` and 3 of `contact`" in reference[0].message
    assert reference == compiled


@pytest.mark.parametrize(
    ("expression", "cell", "told", "shown"),
    [
        ("hardship.began_on", '@"2026-10-01"', {}, '`@"2026-10-01"`'),
        ("loan.lender", '"x"', {"loan": {"lender": 'a "b"'}}, r'`"a \"b\""`'),
        ("loan.lender", '"x"', {}, "not known"),
        ("evidence.kind", '["payslip"]', {}, "a list of 1"),
        ("hardship.began_on - hardship.began_on", '@"PT0S"', {}, '`@"PT0S"`'),
        ('range("[1..3]")', 'range("[1..3]")', {}, "given"),
    ],
)
def test_the_values_of_the_profile_are_shown_in_the_language_of_expressions(
    tmp_path: Path, expression: str, cell: str, told: Mapping[str, Any], shown: str
) -> None:
    table = """\
id: longest_wait
hit_policy: unique
inputs:
  - expression: hardship.cause
  - expression: '{}'
outputs: [{{id: days, unit: day}}]
rows:
  - {{id: ill_in_time, when: ['-', '-'], then: [90]}}
  - {{id: out_of_work, when: ['"illness"', '-'], then: [60]}}
  - {{when: ['"none"', '{}'], then: [parameter.prompt_days]}}
source: [terms]
"""
    text = (Path(__file__).parents[1] / "packs/tables/tables/longest_wait.yaml").read_text(encoding="utf-8")
    new = table.format(expression, cell)
    comment = text.splitlines()[0]
    of = changed(tmp_path, ("tables/longest_wait.yaml", text, f"{comment}\n{new}"))
    (reference, _) = refusals(of, told)
    assert f"`{expression}` is {shown}" in reference[0].help


def test_a_case_that_meets_a_contradiction_is_told_with_it(tmp_path: Path) -> None:
    changed(tmp_path, OVERLAP)
    results = run_cases(tmp_path / "pack")
    (first, *_) = [fault for fault in results.faults if fault.code == "R271"]
    assert first.notes[-1].label == "in this case"


with TemporaryDirectory() as made:
    OVERLAPPING = Compiled(changed(Path(made), OVERLAP))


@given(st.sampled_from([10, 11, 20, 30, 31, None]), st.sampled_from(["illness", "job_loss", "none", None]))
def test_a_value_is_never_given_where_the_table_contradicts_itself(
    days: int | None, cause: str | None
) -> None:
    facts = view({"loan": {"days_overdue": days}, "hardship": {"cause": cause}})
    refused = _refusal(lambda: OVERLAPPING.evaluate(facts, AS_OF))
    assert refused == _refusal(lambda: evaluate(OVERLAPPING.program, facts, AS_OF))
    assert bool(refused) is (cause == "illness" and days in {11, 20, 30})
