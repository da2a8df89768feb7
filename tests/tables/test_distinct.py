"""The values that stand for all others compare with the given ones as any value does."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feel.distinct import distinct
from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.types import (
    DATE,
    DAYS,
    MONTHS,
    NUMBER,
    TEXT,
    TRUTH,
    ListType,
    RangeType,
    TextType,
    Type,
)
from engine.feel.unknown import Range, Unknown, Value, missing

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-50, max_value=50)
ORDERED: list[tuple[Type, st.SearchStrategy[Any]]] = [
    (NUMBER, DECIMALS),
    (TEXT, st.text("ab\0微", max_size=2)),
    (DATE, st.dates(date(2026, 1, 1), date(2026, 1, 9))),
    (DAYS, DECIMALS.map(DaysDuration)),
    (MONTHS, st.integers(-5, 5).map(MonthsDuration)),
]


def pattern(value: Any, compared: list[Any]) -> list[tuple[bool, bool]]:
    """How a value compares with others."""
    return [(value < one, value == one) for one in compared]


@pytest.mark.parametrize(("kind", "values"), ORDERED, ids=lambda one: str(one) if not callable(one) else "")
@given(data=st.data())
def test_every_value_compares_as_one_of_the_distinct_ones(
    kind: Type, values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    compared = data.draw(st.lists(values, min_size=1, max_size=4))
    value = data.draw(values)
    found = distinct(kind, compared)
    assert pattern(value, compared) in [pattern(one, compared) for one in found]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("kind", "values"), ORDERED, ids=lambda one: str(one) if not callable(one) else "")
@given(data=st.data())
def test_no_two_neighbours_that_compare_alike_are_both_tried(
    kind: Type, values: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    compared = data.draw(st.lists(values, min_size=1, max_size=4, unique=True))
    found = sorted(distinct(kind, compared))  # type: ignore[type-var]  # values of one ordered type
    assert len(found) <= 2 * len(compared) + 1


def test_a_truth_or_a_text_of_a_fixed_set_is_tried_with_all_there_is() -> None:
    assert distinct(TRUTH, ()) == (True, False)
    assert distinct(TextType(("a", "b")), ("a",)) == ("a", "b")


@pytest.mark.parametrize(
    ("kind", "compared", "expected"),
    [
        (DATE, (date.min,), (date.min, date(1, 1, 2))),
        (DATE, (date.max,), (date(9999, 12, 30), date.max)),
        (TEXT, ("",), ("", "\0")),
        (MONTHS, (MonthsDuration(1), MonthsDuration(2)), tuple(map(MonthsDuration, (0, 1, 2, 3)))),
    ],
)
def test_nothing_is_tried_beyond_the_first_and_the_last_value_there_is(
    kind: Type, compared: tuple[Value, ...], expected: tuple[Value, ...]
) -> None:
    assert distinct(kind, compared) == expected


def test_the_neighbours_of_a_number_have_thirty_four_digits() -> None:
    before, one, after = distinct(NUMBER, (Decimal(1),))
    assert (before, one, after) == (Decimal("0." + "9" * 34), 1, Decimal("1." + "0" * 32 + "1"))


def test_lists_and_ranges_are_looked_into_and_what_is_not_known_is_passed_over() -> None:
    around = Range(date(2026, 1, 5), None, low_closed=True, high_closed=False)
    compared: tuple[Value, ...] = ((date(2026, 1, 1), missing("x")), around, missing("y"))
    days = {one.day for one in distinct(DATE, compared) if isinstance(one, date)}
    assert days == {31, 1, 2, 5, 6}


@pytest.mark.parametrize("kind", [ListType(NUMBER), RangeType(NUMBER), NUMBER, TEXT])
def test_lists_and_ranges_and_what_is_compared_with_nothing_are_not_tried(kind: Type) -> None:
    assert distinct(kind, ()) == ()


def test_an_unknown_is_never_tried() -> None:
    assert not any(isinstance(one, Unknown) for one in distinct(NUMBER, (missing("x"), Decimal(0))))
