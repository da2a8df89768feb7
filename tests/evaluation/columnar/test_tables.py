"""Decision tables whose outputs are worked out: decided by the plan, or left to the reference."""

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

pytest.importorskip("polars")

from engine.evaluation.columnar import Columnar
from engine.profile.model import FactView
from tests.evaluation.columnar.held_against import alone, compared
from tests.evaluation.columnar.programs import everything, of_formulas

DAY = date(2026, 2, 28)
LOANS = [
    FactView("", {name: value for name, value in told.items() if value is not None})
    for days, balance, instalment in product((0, 1, 30, 31, None), (0, 5, 1500, None), (3, 7, None))
    for told in (
        {
            "loan.days_overdue": None if days is None else Decimal(days),
            "loan.balance": None if balance is None else Decimal(balance),
            "loan.next_instalment": None if instalment is None else Decimal(instalment),
        },
    )
]


def of_table(outputs: tuple[str, str], **more: Any) -> Columnar:
    """A table by the days overdue, none to thirty and more than thirty, that gives one of two formulas."""
    table = {
        "id": "t",
        "hit_policy": "unique",
        "inputs": [{"id": "days", "expression": "loan.days_overdue"}],
        "outputs": [{"id": "t", "unit": "yuan"}],
        "rows": [
            {"when": ["[0..30]"], "then": [outputs[0]]},
            {"when": ["> 30"], "then": [outputs[1]]},
        ],
        "source": ["made_up"],
        **more,
    }
    words = {"tables": {"t": {"title": "t"}}}
    return everything(of_formulas([("t + 0", "yuan")], {"tables/t.yaml": table, "words.en.yaml": words}))


def test_a_table_may_give_a_quotient() -> None:
    columnar = of_table(("loan.balance / loan.next_instalment * 100 * loan.balance", "loan.balance / 3"))
    assert columnar._for_day(DAY, fixed=True).refused == {}
    found = alone(columnar, LOANS, DAY)
    assert found.wrong == []
    assert found.known > len(LOANS)
    assert compared(columnar, LOANS, DAY).apart == {}


@pytest.mark.parametrize(
    ("outputs", "why"),
    [
        (("loan.balance / 3", "loan.balance"), "a sum of numbers that aren't exact"),
        (("loan.balance * 9000", "loan.balance * 9000"), "a sum that may not fit"),
    ],
)
def test_a_table_that_adds_up_what_columns_cannot_hold_is_left_to_the_reference(
    outputs: tuple[str, str], why: str
) -> None:
    columnar = of_table(outputs, hit_policy="collect", aggregation="sum")
    assert why in columnar._for_day(DAY, fixed=True).refused.values()
    assert alone(columnar, LOANS, DAY).wrong == []
    assert compared(columnar, LOANS, DAY).apart == {}


def test_how_many_elements_a_table_collects_is_left_to_the_reference() -> None:
    table = {
        "id": "t",
        "hit_policy": "collect",
        "aggregation": "list",
        "inputs": [{"id": "days", "expression": "loan.days_overdue"}],
        "outputs": [{"id": "t", "unit": "yuan"}],
        "rows": [{"when": [">= 0"], "then": ["loan.balance"]}, {"when": ["> 30"], "then": ["1"]}],
        "source": ["made_up"],
    }
    words = {"tables": {"t": {"title": "t"}}}
    program = of_formulas([("count(t)", "1")], {"tables/t.yaml": table, "words.en.yaml": words})
    columnar = everything(program)
    assert "a list that is made" in columnar._for_day(DAY, fixed=True).refused.values()
    assert compared(columnar, LOANS, DAY).apart == {}
