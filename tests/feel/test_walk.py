"""What expressions come to, and what becomes of operations that have no value."""

from datetime import date
from decimal import Decimal

import pytest

from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.unknown import Failure, Range, Unknown, Value, missing
from tests.feel.world import reasons, value_of


def day(text: str) -> date:
    return date.fromisoformat(text)


KNOWN: dict[str, Value] = {
    "1 + 2 * 3": Decimal(7),
    "-5 ** 2": Decimal(25),
    "3 ** 4 ** 2": Decimal(6561),
    "10 ** -2": Decimal("0.01"),
    "-0": Decimal(0),
    "0 * -1": Decimal(0),
    "(1 - 1) / -4": Decimal(0),
    '"微" + "粒"': "微粒",
    '@"2026-01-31" + @"P1M"': day("2026-02-28"),
    '@"P1Y" + @"2024-02-29"': day("2025-02-28"),
    '@"2026-03-31" - @"P1M"': day("2026-02-28"),
    '@"2026-01-31" + @"P1D"': day("2026-02-01"),
    '@"P1D" + @"2026-01-31"': day("2026-02-01"),
    '@"2026-01-31" + duration("PT23H")': day("2026-01-31"),
    '@"2026-01-31" - duration("PT1H")': day("2026-01-30"),
    '@"2026-01-31" - @"2026-01-01"': DaysDuration(Decimal(30 * 86_400)),
    '@"P1D" + @"P1D" - @"PT1H"': DaysDuration(Decimal(47 * 3600)),
    '@"P1D" * 1.5': DaysDuration(Decimal(129_600)),
    '2 * @"P1D"': DaysDuration(Decimal(172_800)),
    '@"P1D" / 2': DaysDuration(Decimal(43_200)),
    '@"P10D" / @"P1D"': Decimal(10),
    '@"P1Y" + @"P2M"': MonthsDuration(14),
    '@"P1Y" - @"P2M"': MonthsDuration(10),
    '@"P1Y11M" * -2.5': MonthsDuration(-57),
    '-2.5 * @"P1Y11M"': MonthsDuration(-57),
    '@"P10Y11M" / -2.5': MonthsDuration(-52),
    '@"P1Y" / @"P1M"': Decimal(12),
    '-@"P1D"': DaysDuration(Decimal(-86_400)),
    '-duration("PT0S")': DaysDuration(Decimal(0)),
    '-(@"P1D" + @"P1D")': DaysDuration(Decimal(-172_800)),
    '-(@"P1M" + @"P1M")': MonthsDuration(-2),
    "0 = 0.00": True,
    '"foo" != "Foo"': True,
    '"a" < "b"': True,
    '"Z" < "a"': True,
    "true = false": False,
    "[] = []": True,
    "[1, 2] = [1, 2.0]": True,
    "[1] = [1, 1]": False,
    "[[1], [2]] = [[1], [3]]": False,
    "[1..10] = [1..10]": True,
    "[] in [[1], []]": True,
    "[] in [[1]]": False,
    "[] in []": True,
    "[[]] in [[[1]], [[]]]": True,
    "[[]] in [[[1]]]": False,
    "[1, 2, 3][2.9]": Decimal(2),
    "[1, 2, 3][-1.9]": Decimal(3),
    "date(2026, 1.9 + 0, 3.7)": day("2026-01-03"),
    "1e-6143 / 1e10 > 0": True,
    "1e-6143 / 1e100": Decimal(0),
    "[1..10] = [1..10)": False,
    "(< 10) = (< 10)": True,
    "(< 10) = (< 11)": False,
    "(= 10) = [10..10]": False,
    "(= 10) = (= 10)": True,
    "(!= 10) = (!= 10)": True,
    "(!= 10) = (= 10)": False,
    "5 between 1 and 10": True,
    "0 between 1 and 10": False,
    "1 in [1..3)": True,
    "3 in [1..3)": False,
    "1 in ]1..3]": False,
    "4 in (1, < 3, >= 4)": True,
    "4 in (1, 2)": False,
    "10 in (!= 10)": False,
    "10 in (= 10)": True,
    "true in != false": True,
    "1 in [[2..4], [1..3]]": True,
    "9 in [[2..4], [1..3]]": False,
    "9 in [(= 9)]": True,
    "9 in [(!= 9)]": False,
    "9 in [(> 8)]": True,
    "9 in [(< 8)]": False,
    "[1, 2] in [[1], [1, 2]]": True,
    "[1, 2] in (= [1, 2])": True,
    "[1, 2] in [1, 2]": True,
    "[1..2] in [[1..2]]": True,
    "1 in []": False,
    "[1, 2, 3][2]": Decimal(2),
    "[1, 2, 3][-1]": Decimal(3),
    "[1, 2, 3][1.9]": Decimal(1),
    "[1, 2, 3][item >= 2]": (Decimal(2), Decimal(3)),
    "[1, 2, 3][false]": (),
    "[][true]": (),
    "100[1]": Decimal(100),
    "100[true]": (Decimal(100),),
    '"foo"[false]': (),
    "some x in [1, 2] satisfies x > 1": True,
    "every x in [1, 2] satisfies x > 1": False,
    "some x in [1, 2], y in [3, 4] satisfies x * y = 8": True,
    "every x in [1, 2], y in [x] satisfies x = y": True,
    "some x in [] satisfies x > 1": False,
    "every x in [] satisfies x > 1": True,
    "some x in 5 satisfies x = 5": True,
    "some x in [1, 2] satisfies every x in [3] satisfies x = 3": True,
    "if 1 > 0 then 1 else 1 / 0": Decimal(1),
}


@pytest.mark.parametrize("expression", KNOWN)
def test_an_expression_comes_to_what_feel_says(expression: str) -> None:
    value = value_of(expression)
    assert (type(value), value) == (type(KNOWN[expression]), KNOWN[expression])


def test_a_range_is_a_value() -> None:
    assert value_of("[1..loan.balance)") == Range(Decimal(1), missing("loan.balance"), True, False)
    assert value_of("(> 1)") == Range(Decimal(1), None, False, False)


FAILING = {
    "1 / 0": "division_by_zero",
    "0 / 0": "undefined",
    "0 ** -1": "division_by_zero",
    '@"P1D" / 0': "division_by_zero",
    '@"P1M" / @"P0M"': "division_by_zero",
    "0 ** 0": "undefined",
    "(-2) ** 0.5": "undefined",
    "9e6143 * 100": "overflow",
    "9e6143 * 10 + 9e6143 * 10": "overflow",
    "9 ** 999999999": "overflow",
    "1.0000001 ** 1e30": "overflow",
    '@"P1M" * 1e20': "overflow",
    '@"2026-01-01" + @"P1M" * 1e6': "overflow",
    '@"2026-01-01" - @"P9999Y"': "overflow",
    '@"9999-12-31" + @"P1D"': "overflow",
    '@"2026-01-01" + @"P1D" * 1e20': "overflow",
    "[1, 2][3]": "no_such_element",
    "[1, 2][0]": "no_such_element",
    "[1, 2][-3]": "no_such_element",
    "[1, 2][1e100]": "no_such_element",
}


@pytest.mark.parametrize("expression", FAILING)
def test_an_operation_without_a_value_is_unknown_by_its_reason_and_place(expression: str) -> None:
    value = value_of(expression)
    assert reasons(value) == {FAILING[expression]}
    assert isinstance(value, Unknown)
    assert all(cause.span is not None for cause in value.causes if isinstance(cause, Failure))


def test_a_failure_points_at_the_operation_within_a_larger_expression() -> None:
    value = value_of("1 + 2 / 0")
    assert isinstance(value, Unknown)
    (cause,) = value.causes
    assert isinstance(cause, Failure)
    assert cause.span is not None
    assert (cause.span.start, cause.span.end) == (4, 9)


LONG: dict[str, Value] = {"loan.lender": "微" * 60_000, "borrower.debts": tuple(map(Decimal, range(6_000)))}


def test_a_text_that_an_expression_makes_is_bounded() -> None:
    assert reasons(value_of("loan.lender + loan.lender", LONG)) == {"overflow"}
    assert reasons(value_of("string join([loan.lender, loan.lender])", LONG)) == {"overflow"}
    assert value_of("string length(loan.lender)", LONG) == Decimal(60_000)


def test_a_list_that_an_expression_makes_is_bounded() -> None:
    assert reasons(value_of("concatenate(borrower.debts, borrower.debts)", LONG)) == {"overflow"}
    assert reasons(value_of("flatten([borrower.debts, borrower.debts])", LONG)) == {"overflow"}
    assert value_of("count(flatten([borrower.debts]))", LONG) == Decimal(6_000)
    assert value_of("count(borrower.debts)", LONG) == Decimal(6_000)
    assert value_of("count(union(borrower.debts, borrower.debts))", LONG) == Decimal(6_000)
