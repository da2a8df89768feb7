"""Ranges, lists of ranges and lists that come out of tables are read as the reference evaluates them."""

import pytest

pytest.importorskip("z3")
pytest.importorskip("polars", reason="the list of formulas stands beside the tests of columns")

from engine.analysis.model import Refuted
from tests.analysis.core.asking import can_be
from tests.analysis.core.test_agreement import disagreements, table
from tests.evaluation.columnar.programs import of_formulas

RANGES = (
    ("is known([1..loan.balance])", "truth"),
    ("(> loan.balance) = (3..5)", "truth"),
    ("(>= loan.balance) = [3..5]", "truth"),
    ("loan.balance in [[1..2]][1]", "truth"),
    ("loan.balance in [[1..2], [30..400]][1]", "truth"),
    ("loan.balance in [[1..2], [30..400]][count(evidence)]", "truth"),
    ("count(distinct values([[1..2], [1..loan.balance], (> 3)]))", "1"),
    ("count(distinct values([(> 3), (> loan.balance)]))", "1"),
)
CALLS = (
    ('string(@"P1D" * count(evidence)) = "P1D"', "truth"),
    ('string(@"P1M" * count(evidence)) = "P1M"', "truth"),
    ('any term fits("equal_principal", loan.balance, 0.0004, 100, 12, as_of, hardship.began_on)', "truth"),
)
COLLECTED = table(
    "collect", ["loan.kinds", "hardship.cause"], [['["illness"]', "-", "1"], ["-", '"illness"', "2"]], "day"
)


@pytest.mark.parametrize("formulas", [RANGES, CALLS], ids=["ranges", "calls"])
def test_ranges_and_what_is_called_with_them_are_read_alike(formulas: tuple[tuple[str, str], ...]) -> None:
    assert disagreements(of_formulas(formulas), seed=5, count=6) == []


def test_a_day_and_a_month_are_not_taken_for_one_another_where_both_are_counted_alike() -> None:
    day, month = (f'string(@"{one}" * count(evidence)) = "{one}"' for one in ("P1D", "P1M"))
    assert isinstance(can_be(f"{day} and {month}"), Refuted)


def test_a_list_that_cannot_be_read_exactly_is_worked_out_for_the_borrower_in_question() -> None:
    more = {"tables/found.yaml": {"id": "found", **COLLECTED}}
    words = {"words.en.yaml": {"tables": {"found": {"title": "found"}}}}
    formulas = [("count(found)", "1"), ("median(found) > 1", "truth"), ("found[1] > 1", "truth")]
    assert disagreements(of_formulas(formulas, {**more, **words}), seed=5, count=6) == []
