"""A quotient that is rounded is decided by the plan, wherever it lies: many of them come out whole."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

pytest.importorskip("polars")

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.profile.model import FactView
from tests.evaluation.columnar.held_against import alone, compared
from tests.evaluation.columnar.programs import everything, of_formulas

DAY = date(2026, 2, 28)
MODES = ("floor", "ceiling", "round up", "round down", "decimal", "round half up", "round half down")
QUOTIENTS = (
    ("loan.balance / loan.next_instalment", "1"),
    ("-loan.balance / loan.next_instalment", "1"),
    ("(loan.balance - loan.next_instalment) / (loan.next_instalment + 0.25)", "1"),
    ("loan.balance * loan.next_instalment / loan.next_instalment", "yuan"),
    ("loan.balance / (loan.next_instalment - 1.01)", "1"),
    ("loan.days_overdue / 30", "day"),
    ("count(evidence) / 3", "1"),
    ("(loan.balance * loan.next_instalment - loan.balance * loan.balance) / loan.next_instalment", "yuan"),
    ("(loan.balance * loan.next_instalment + loan.balance * loan.balance) / loan.next_instalment", "yuan"),
)
NEARLY = "loan.balance * loan.next_instalment * 90"
# What doesn't fit into 128 bits: bounded and in floating point, as everything else that is inexact.
LARGE = (
    ("floor(loan.balance * 123456789012345 * 12345678901 / loan.next_instalment, 0)", "1"),
    ("floor(loan.balance * loan.next_instalment / loan.next_instalment, 15)", "yuan"),
    ("floor((loan.balance * 123456789012345678901 + loan.next_instalment) / loan.next_instalment, 0)", "1"),
    (f"floor(({NEARLY} + {NEARLY}) / loan.next_instalment, 0)", "yuan"),
)
FORMULAS = [
    (f"{mode}({quotient}, {digits})", unit)
    for mode, (quotient, unit), digits in product(MODES, QUOTIENTS, (0, 2))
]
AMOUNTS = tuple(map(Decimal, ("0", "0.01", "0.25", "1", "1.01", "2.02", "3.03", "499.99", "500", "1500")))
DAYS = tuple(map(Decimal, (0, 1, 14, 15, 30, 45, 46, 60, 36_500)))
COLUMNAR = everything(of_formulas(FORMULAS))
FEW = everything(of_formulas(FORMULAS[::5]))


def loan(balance: Decimal | None, instalment: Decimal | None, days: Decimal | None = None) -> FactView:
    told = {"loan.balance": balance, "loan.next_instalment": instalment, "loan.days_overdue": days}
    return FactView("", {name: value for name, value in told.items() if value is not None})


def test_a_rounded_quotient_is_that_of_the_reference_and_sure_even_where_it_turns() -> None:
    some = [loan(balance, instalment) for balance, instalment in product((*AMOUNTS, None), repeat=2)]
    some += [loan(None, None, days) for days in DAYS]
    found = alone(COLUMNAR, some, DAY)
    assert found.wrong == []
    assert found.sure == found.cells
    assert COLUMNAR._for_day(DAY, fixed=True).refused == {}


amounts = st.integers(0, 10**15).map(lambda fen: Decimal(fen).scaleb(-2))


@settings(max_examples=30)
@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=20))
def test_large_quotients_are_right_or_left_to_the_reference(pairs: list[tuple[Decimal, Decimal]]) -> None:
    assert compared(FEW, [loan(*pair) for pair in pairs], DAY).apart == {}


def test_a_quotient_too_large_for_128_bits_is_as_the_reference_has_it() -> None:
    some = [loan(balance, instalment) for balance, instalment in product(AMOUNTS, repeat=2)]
    assert compared(everything(of_formulas(LARGE)), some, DAY).apart == {}


def test_a_divisor_that_is_nothing_but_for_floating_point_leaves_the_quotient_unknown() -> None:
    # A tenth of 0.03, ten times, is 0.03 in decimals, and a little more in binary.
    nothing = "loan.balance / loan.next_instalment * borrower.savings - loan.balance"
    share = f"loan.balance / ({nothing})"
    formulas = [
        (f"floor({share})", "1"),
        (f"decimal({share}, 2)", "1"),
        (share, "1"),
        (f"{share} > 5", "truth"),
    ]
    columnar = everything(of_formulas(formulas))
    ten = {"loan.next_instalment": Decimal(10), "borrower.savings": Decimal(10)}
    some = [FactView("", {"loan.balance": Decimal(fen).scaleb(-2), **ten}) for fen in range(1, 200)]
    assert alone(columnar, some, DAY).wrong == []
    found = compared(columnar, some, DAY)
    assert found.apart == {}
    assert set(found.screened.frame["figure.m0"].to_list()) == {None}


def test_a_quotient_within_a_quotient_is_rounded_as_often_as_by_the_reference() -> None:
    # A third of 34 digits, three times: 0.999…9, and no 1.
    columnar = everything(of_formulas([("floor(loan.balance / loan.next_instalment * 3 / 1.7, 0)", "1")]))
    some = [loan(Decimal(balance), Decimal(3)) for balance in (1, 2, 17, 34)]
    found = alone(columnar, some, DAY)
    assert found.wrong == []
    assert compared(columnar, some, DAY).apart == {}
