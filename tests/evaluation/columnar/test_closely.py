"""What is too near for floating point: the number of one row is worked out as the reference has it."""

from decimal import Decimal

import pytest

pytest.importorskip("polars")

import polars as pl

from engine.evaluation.columns.closely import compared, of_row
from engine.evaluation.columns.plan import constant
from engine.evaluation.columns.rounding import _decimal
from engine.evaluation.columns.values import Either, Exact, Operation
from engine.feel.core import ComparisonSign
from engine.feel.unknown import Unknown

YUAN, COUNT = (Exact(constant(0), scale, 10**9) for scale in (2, 0))
SHARE = Operation("/", YUAN, COUNT, 2)
ONE_OF_TWO = Either(constant(None, pl.Boolean), SHARE, YUAN, 4)


def test_a_number_comes_about_from_the_exact_ones_of_the_row_in_34_digits() -> None:
    found = of_row([Operation("*", SHARE, YUAN, 3), YUAN], list, (100, 3, 300, 250))
    assert found == [Decimal(f"0.{'9' * 34}"), Decimal("2.5")]


@pytest.mark.parametrize("row", [(None, 3), (100, None), (100, 0)])
def test_a_quotient_of_what_is_not_known_or_by_nothing_is_unknown(row: tuple[int | None, ...]) -> None:
    (found,) = of_row([SHARE], list, row)
    assert isinstance(found, Unknown)


@pytest.mark.parametrize(("condition", "wanted"), [(True, "0.25"), (False, "7"), (None, "0.25")])
def test_one_of_two_numbers_is_the_one_that_its_condition_chooses(
    condition: bool | None, wanted: str
) -> None:
    # Where it isn't known, the row is only asked for if both are the same.
    assert of_row([ONE_OF_TWO], list, (condition, 100, 4, 700)) == [Decimal(wanted)]


@pytest.mark.parametrize(
    ("sign", "other", "wanted"), [("<", "0.34", True), (">=", "0.34", False), ("=", None, None)]
)
def test_two_numbers_are_compared_as_decimals(
    sign: ComparisonSign, other: str | None, wanted: bool | None
) -> None:
    values = Decimal("0.3399999999999999999999999999999999"), Unknown() if other is None else Decimal(other)
    assert compared(sign, values) is wanted


@pytest.mark.parametrize(
    ("name", "number", "wanted"),
    [
        ("floor", "-1.25", -13),
        ("ceiling", "-1.25", -12),
        ("decimal", "1.25", 12),
        ("round half up", "1.25", 13),
        ("round half down", "1.25", 12),
        ("round up", "1.21", 13),
        ("round down", "1.29", 12),
        ("decimal", "1E+15", None),
    ],
)
def test_a_number_is_rounded_to_tenths_and_left_out_where_no_column_holds_it(
    name: str, number: str, wanted: int | None
) -> None:
    assert _decimal(name, 1, 10**12)((Decimal(number),)) == wanted


def test_what_is_unknown_is_not_rounded() -> None:
    assert _decimal("floor", 0, 10)((Unknown(),)) is None
