"""What columns can't hold: it is told why, and each loan for which it matters is decided by the reference."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("polars")

from engine.evaluation.columnar import Columnar, Wanted
from engine.evaluation.columns.values import Unlowered
from engine.profile.dictionary import dictionary_from_schema
from engine.profile.facts import Dictionary
from engine.source import Source
from tests.evaluation.agreement import DICTIONARY, seeded
from tests.evaluation.columnar.held_against import alone, compared
from tests.evaluation.columnar.programs import everything, of_formulas
from tests.evaluation.generate_facts import _YUAN, SCHEMA, _list, _told, partly, profile, views

DAY = date(2026, 2, 28)
SHARE = "loan.balance / loan.next_instalment"
APART = "loan.balance / 3 - loan.next_instalment / 7"
LONG = ", ".join(["999999999999999999"] * 10)
TWO = "[loan.balance / 3, 1][item > 1]"
ONE_OF_TWO = "if loan.is_due_as_a_whole then borrower.debts else borrower.debts"
FORMULAS = (  # why columns refuse it, the formula, and its unit
    ("a list where there should be one value", "count([borrower.debts, borrower.debts])", "1"),
    ("a list of number in yuan as a value", "count([[loan.balance], borrower.debts])", "1"),
    ("a choice of lists", f"count([{ONE_OF_TWO}, borrower.debts])", "1"),
    ("a list that is made", f"count({ONE_OF_TWO})", "1"),
    ("a fact of a type that columns don't hold", "count([evidence[1].stamps, evidence[2].stamps])", "1"),
    ("a list in a record that isn't sure", "count(evidence[median([pages, 2]) > 1][1].stamps)", "1"),
    (
        "a range of number in yuan that columns",
        "(if 1 = 1 then [1..2] else [3..4]) = [loan.balance..4]",
        "truth",
    ),
    ("a list of what isn't exact", f"sum({TWO})", "yuan"),
    ("a list of what isn't exact", "sum([99999999999999999, loan.balance][item > 1])", "yuan"),
    ("a sum that may not fit", f"sum([count(evidence), {LONG}][item > 1])", "1"),
    ("the least or greatest of what isn't exact", "min(loan.kinds)", "text"),
    ("a place that is no whole number", "borrower.debts[0]", "yuan"),
    ("a place that is computed", "borrower.debts[count(evidence)]", "yuan"),
    ("a duration that isn't exact", f"((loan.final_maturity_date - as_of) * ({SHARE})).days", "day"),
    ("a duration beyond the calendar", 'as_of + loan.days_overdue * @"PT1000S"', "date"),
    ("more digits than a power of ten", "loan.balance / 3 + 0.00000000000000000000001", "yuan"),
    ("a number beyond what floating point holds", f"((({SHARE}) ** 3) ** 3) ** 3 > 1", "truth"),
    ("a power of a number that isn't sure enough", f"(({APART}) / loan.balance) ** 4", "1"),
    ("a rounding to so many digits", "decimal(loan.balance / 3, 16)", "yuan"),
    ("a rounding to so many digits", "decimal(loan.balance, -1)", "yuan"),
    ("a rounding to digits that aren't written", "decimal(loan.balance, count(evidence))", "yuan"),
    ("a rounding that may not fit", "floor(loan.balance * 5.001)", "yuan"),
    ("a number of instalments or days that isn't exact", "last due date(as_of, count(evidence) / 3)", "date"),
    ("an amount that isn't exact", "interest for days(loan.balance / 3, 0.0004, 30)", "yuan"),
    (
        "an amount that may not fit",
        "interest for days(count(evidence) * 900000000000000, 0.0004, 30)",
        "yuan",
    ),
    ("an amount that may not fit", "interest for days(loan.balance * 5.001, 0.0004, 30)", "yuan"),
    ("the function `median`", "is known(median(borrower.debts))", "truth"),
)


def test_what_columns_cannot_hold_is_told_and_decided_as_the_reference_does() -> None:
    columnar = everything(of_formulas([(formula, unit) for _, formula, unit in FORMULAS]))
    random = seeded(11)
    some = [view for _ in range(60) for view in views(partly(random, profile(random)), DICTIONARY)]
    told: dict[str, str] = {}
    for place, why in columnar._for_day(DAY, fixed=True).refused.items():
        measure = Path(place.partition(":")[0]).stem
        told[measure] = f"{told.get(measure, '')} {why};"
    assert [(formula, why in told[f"m{at}"]) for at, (why, formula, _) in enumerate(FORMULAS)] == [
        (formula, True) for _, formula, _ in FORMULAS
    ]
    assert alone(columnar, some, DAY).wrong == []
    assert compared(columnar, some, DAY).apart == {}


def test_a_number_that_no_column_can_hold_is_left_to_the_reference_even_where_it_is_written_out() -> None:
    large = (("10 ** 25", "1"), ("floor(10 ** 25 / 3)", "1"), ("1000000000000000000", "yuan"))
    columnar = everything(of_formulas(large))
    some = list(views({"loan": {}}, DICTIONARY))
    assert alone(columnar, some, DAY).wrong == []
    found = compared(columnar, some, DAY)
    assert found.apart == {}
    assert found.screened.by_reference == (0,)


def test_a_list_cannot_be_asked_for_as_a_figure() -> None:
    columnar = Columnar(of_formulas([("count(evidence)", "1")]), wanted=Wanted(figures=("evidence",)))
    with pytest.raises(Unlowered):
        columnar.columns(DAY)


def facts_with_lists_of_lists() -> Dictionary:
    """The usual facts, and amounts by year and month."""
    amounts = _list(_told(_list(_told(_YUAN))))
    schema = SCHEMA | {"properties": {**SCHEMA["properties"], "amounts": amounts}}
    made, faults = dictionary_from_schema(Source("lists.schema.json", json.dumps(schema)))
    assert made is not None, faults
    return made


def test_lists_of_lists_come_through_a_table_unchanged_and_are_left_to_the_reference() -> None:
    facts = facts_with_lists_of_lists()
    formulas = [("count(amounts)", "1"), ("loan.balance * 2", "yuan")]
    columnar = everything(of_formulas(formulas, facts=facts))
    told: tuple[list[list[Decimal]], ...] = ([[Decimal(1), Decimal("2.5")], []], [], [[Decimal(3)]])
    some = [view for one in told for view in views({"amounts": one, "loan": {"balance": 7}}, facts)]
    table = columnar.layout.table(some)
    assert [columnar.layout.view(row).value("amounts") for row in table.iter_rows(named=True)] == [
        tuple(map(tuple, one)) for one in told
    ]
    found = compared(columnar, some, DAY)
    assert found.apart == {}
    assert found.screened.by_reference == (0, 1, 2)
