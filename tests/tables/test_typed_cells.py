"""Cells are typed and unit-checked like conditions and formulas, and told with what they are held against."""

import pytest

from engine.diagnostics import render
from engine.feel.core import And, Comparison, Constant, Local, Not, Or
from engine.feel.parser import parse
from engine.program.typed_cells import typed_cells
from engine.rulebook.cells import parse_cell
from engine.rulebook.expressions import of_table
from tests.feel.world import ENVIRONMENT
from tests.tables.written import faults_of, formulas, lowering, read

TEMPLATE = """\
id: t
hit_policy: first
inputs:
  - expression: {}
outputs:
  - {{id: x, {}}}
rows:
  - when: ['{}']
    then: ['{}']
"""


def written(cell: str, *, tests: str = "hardship.cause", gives: str = "1", output: str = "unit: day") -> str:
    return TEMPLATE.format(tests, output, cell.replace("'", "''"), gives)


@pytest.mark.parametrize(
    ("cell", "tests", "codes"),
    [
        ('"illness"', "hardship.cause", []),
        ('not("illness", "none")', "hardship.cause", []),
        ('"ilness"', "hardship.cause", ["T104"]),
        ('"illness", "ilness"', "hardship.cause", ["T104"]),
        ("12", "hardship.cause", ["T101"]),
        ("> 12", "hardship.cause", ["T101"]),
        ("illness", "hardship.cause", ["R255"]),
        ("not(illness, none)", "hardship.cause", ["R255", "R255"]),
        ("< 12", "loan.days_overdue", []),
        ("<= parameter.grace_days", "loan.days_overdue", []),
        ("<= parameter.longest_term", "loan.days_overdue", ["T102"]),
        ("[1..capacity]", "loan.days_overdue", ["T102"]),
        ("true", "loan.days_overdue", ["T101"]),
        ("parameter.grace_day", "loan.days_overdue", ["R205"]),
        ("overdue", "loan.days_overdue", ["R206"]),
        ("true", "borrower.has_contacted_lender", []),
        ("> true", "borrower.has_contacted_lender", ["T103"]),
        ('> @"2026-01-01"', "hardship.began_on", []),
        ("2026-01-01", "hardship.began_on", ["T101"]),
        ("-", "evidence", []),
        ("1", "evidence", ["T101"]),
        ("loan.lender", "loan.lender", []),
        ('"a", "b"', "loan.lender", []),
        ("null", "loan.days_overdue", ["T115"]),
    ],
)
def test_a_cell_has_to_fit_its_input(cell: str, tests: str, codes: list[str]) -> None:
    assert faults_of(written(cell, tests=tests)) == codes


@pytest.mark.parametrize(
    ("gives", "output", "codes"),
    [
        ("1", "unit: day", []),
        ("parameter.grace_days * 2", "unit: day", []),
        ("capacity", "unit: day", ["T116"]),
        ('"slow"', "unit: day", ["T116"]),
        ('"slow"', "values: [slow, quick]", []),
        ('"slw"', "values: [slow, quick]", ["T104"]),
        ("slow", "values: [slow, quick]", ["R255"]),
        ("slow", "unit: text", ["R255"]),
        ("loan.lender", "unit: text", []),
        ('if loan.days_overdue > 0 then "slow" else "quick"', "values: [slow, quick]", []),
        ('if loan.days_overdue > 0 then "slow" else "quik"', "values: [slow, quick]", ["T104"]),
        ("true", "unit: truth", []),
        ("as_of", "unit: date", []),
    ],
)
def test_a_result_has_to_fit_its_output(gives: str, output: str, codes: list[str]) -> None:
    assert faults_of(written("-", gives=gives, output=output)) == codes


def test_a_faulty_input_is_told_once_and_not_again_in_its_cells() -> None:
    assert faults_of(written('"x", 1', tests="hardship.caus")) == ["R204"]


def test_a_cell_at_fault_points_at_itself_and_at_its_input() -> None:
    table, _ = read(written("> 12"))
    trees = {
        one.fragment.whole: (
            parse(one.fragment) if one.tested is None else parse_cell(one.fragment, one.tested)
        )[0]
        for one in of_table(table)
    }
    found = typed_cells(table, {place: tree for place, tree in trees.items() if tree}, ENVIRONMENT)[1]
    assert [render(fault) for fault in found] == [
        """\
error[T101] `hardship.cause` can't be compared with `12`
  --> tables/t.yaml:8:15
   |
 8 |   - when: ['> 12']
   |               ^^ a number
  ::: tables/t.yaml:4:17
   |
 4 |   - expression: hardship.cause
   |                 ^^^^^^^^^^^^^^ `hardship.cause` is a text of a fixed set"""
    ]


def test_a_row_with_too_few_cells_is_not_typed_under_wrong_headings() -> None:
    text = written("12").replace("  - expression", "  - expression: loan.days_overdue\n  - expression")
    assert faults_of(text) == []


def test_cells_become_comparisons_with_the_value_of_their_column() -> None:
    table = formulas(written('"illness", "none"'))["t"]
    (test,) = table.tests
    assert isinstance(test, Or)
    for item in test.items:
        assert isinstance(item, Comparison)
        assert isinstance(item.left, Local)
    (test,) = formulas(written("[1..3]", tests="loan.days_overdue"))["t"].tests
    assert isinstance(test, And)
    (test,) = formulas(written("not(1)", tests="loan.days_overdue"))["t"].tests
    assert isinstance(test, Not)
    (test,) = formulas(written("-"))["t"].tests
    assert isinstance(test, Constant)


@pytest.mark.parametrize(
    ("policy", "aggregation", "kind"),
    [
        ("first", "", "number in day"),
        ("collect", "", "list of number in day"),
        ("collect", "list", "list of number in day"),
        ("collect", "max", "number in day"),
        ("collect", "count", "ratio"),
    ],
)
def test_the_type_of_a_table_is_that_of_its_results_or_of_what_it_makes_of_them(
    policy: str, aggregation: str, kind: str
) -> None:
    hit = f"{policy}\naggregation: {aggregation}" if aggregation else policy
    (measure,) = lowering(written("-").replace("first", hit)).measures()
    assert str(measure.type) == kind
    assert str(measure.formula.type) == kind
