"""What each built-in function gives, at its edges too."""

from datetime import date
from decimal import Decimal

import pytest

from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.functions import BUILTINS
from engine.feel.unknown import Failure, Unknown, Value
from tests.feel.world import codes, value_of

SHOWN: dict[str, Value] = {
    # numbers
    "abs(-1.5)": Decimal("1.5"),
    "abs(2)": Decimal(2),
    'abs(@"-P1D")': DaysDuration(Decimal(86_400)),
    'abs(@"-P1Y")': MonthsDuration(12),
    'abs(@"P1M")': MonthsDuration(1),
    "modulo(12, 5)": Decimal(2),
    "modulo(-12, 5)": Decimal(3),
    "modulo(12, -5)": Decimal(-3),
    "modulo(-12, -5)": Decimal(-2),
    "modulo(-10, 5)": Decimal(0),
    "modulo(10.1, 4.5)": Decimal("1.1"),
    "odd(5)": True,
    "odd(-3)": True,
    "odd(1.5)": False,
    "odd(1e40)": False,
    "even(0)": True,
    "even(-4.0)": True,
    "even(2.5)": False,
    "even(1e40)": True,
    "decimal(2.5, 0)": Decimal(2),
    "decimal(3.5, 0)": Decimal(4),
    "decimal(0.515, 2)": Decimal("0.52"),
    "decimal(1/3, 2.5)": Decimal("0.33"),
    "decimal(1250, -2)": Decimal(1200),
    "decimal(-0.4, 0)": Decimal(0),
    "floor(1.5)": Decimal(1),
    "floor(-1.5)": Decimal(-2),
    "floor(-1.56, 1)": Decimal("-1.6"),
    "ceiling(1.5)": Decimal(2),
    "ceiling(-1.5)": Decimal(-1),
    "ceiling(scale: 1, n: 1.52)": Decimal("1.6"),
    "round up(-5.5, 0)": Decimal(-6),
    "round up(1.121, 2)": Decimal("1.13"),
    "round up(5.5, 6176)": Decimal("5.5"),
    "round down(-5.5, 0)": Decimal(-5),
    "round half up(2.5, 0)": Decimal(3),
    "round half up(-2.5, 0)": Decimal(-3),
    "round half down(2.5, 0)": Decimal(2),
    "round half down(-1.126, 2)": Decimal("-1.13"),
    "sqrt(16)": Decimal(4),
    "exp(0)": Decimal(1),
    "log(1)": Decimal(0),
    # figures of a list
    "sum([1, 2.5])": Decimal("3.5"),
    "sum([])": Decimal(0),
    "sum(0.1, 0.2)": Decimal("0.3"),
    "product(2, 3, 4)": Decimal(24),
    "product(list: [2.5, 2])": Decimal(5),
    "mean([1, 2])": Decimal("1.5"),
    "mean(7)": Decimal(7),
    "median(8, 2, 5, 3, 4)": Decimal(4),
    "median([6, 1, 2, 3])": Decimal("2.5"),
    "mode([6, 3, 9, 6, 6])": (Decimal(6),),
    "mode([6, 1, 9, 6, 1])": (Decimal(1), Decimal(6)),
    "mode([])": (),
    "stddev(2, 4, 7, 5) > 2.0816 and stddev(2, 4, 7, 5) < 2.0817": True,
    "min(3, 1, 2)": Decimal(1),
    'max(["a", "c", "b"])': "c",
    'max(@"2026-01-01", @"2026-12-31")': date(2026, 12, 31),
    # lists
    "count([1, 2, 3])": Decimal(3),
    "count([])": Decimal(0),
    'count("x")': Decimal(1),
    "all([true, false])": False,
    "all([])": True,
    "all(true)": True,
    "all(true, true)": True,
    "any(false, true)": True,
    "any([])": False,
    'list contains(["a", "b"], "b")': True,
    'list contains(["a", "b"], "c")': False,
    "list contains([], 1)": False,
    "list contains([[1], [2]], [2])": True,
    "list contains([[1..2]], [1..2])": True,
    "append([1], 2, 3)": (Decimal(1), Decimal(2), Decimal(3)),
    "append([1])": (Decimal(1),),
    "append([], 1)": (Decimal(1),),
    "append(list: [1], item: 2)": (Decimal(1), Decimal(2)),
    "concatenate([1, 2], [3])": (Decimal(1), Decimal(2), Decimal(3)),
    "concatenate(list: [1, 2])": (Decimal(1), Decimal(2)),
    "union(list: [1, 2, 1])": (Decimal(1), Decimal(2)),
    "union([1, 2], [2, 3])": (Decimal(1), Decimal(2), Decimal(3)),
    "distinct values([1, 1.0, 2, 1])": (Decimal(1), Decimal(2)),
    "flatten([[1, 2], [3]])": (Decimal(1), Decimal(2), Decimal(3)),
    "flatten([[[1]], [[2], [3]]])": (Decimal(1), Decimal(2), Decimal(3)),
    "flatten([1])": (Decimal(1),),
    "reverse([1, 2])": (Decimal(2), Decimal(1)),
    "sublist([4, 5, 6], 2)": (Decimal(5), Decimal(6)),
    "sublist([4, 5, 6], 1, 2)": (Decimal(4), Decimal(5)),
    "sublist([4, 5, 6], -2, 1)": (Decimal(5),),
    "sublist([4, 5, 6], 3, 0)": (),
    "insert before([1, 3], 2, 2)": (Decimal(1), Decimal(2), Decimal(3)),
    "insert before([1, 3], -1, 2)": (Decimal(1), Decimal(2), Decimal(3)),
    "list replace([1, 3], 2, 2)": (Decimal(1), Decimal(2)),
    "remove([1, 2, 3], 2)": (Decimal(1), Decimal(3)),
    "remove([1, 2, 3], -1)": (Decimal(1), Decimal(2)),
    "index of([1, 2, 3, 2], 2)": (Decimal(2), Decimal(4)),
    "index of([1], 2)": (),
    # texts
    "string(1.10)": "1.1",
    "string(100)": "100",
    "string(1e3)": "1000",
    "string(0.000)": "0",
    "string(1/8)": "0.125",
    "string(true)": "true",
    "string(false)": "false",
    'string("a")': "a",
    'string(@"2026-12-15")': "2026-12-15",
    'string(duration("P1DT2H"))': "P1DT2H",
    'string(@"P14M")': "P1Y2M",
    "string([1, 2.50])": "[1, 2.5]",
    r'string(["a\"b\\"])': r'["a\"b\\"]',
    'number("1500.50")': Decimal("1500.5"),
    'number("-0")': Decimal(0),
    'number(".5")': Decimal("0.5"),
    'number("1,500.50", ",", ".")': Decimal("1500.5"),
    'number("1.500,50", ".", ",")': Decimal("1500.5"),
    'number("1 500", " ")': Decimal(1500),
    'string length("微粒贷🐎")': Decimal(4),
    'upper case("aBc4")': "ABC4",
    'lower case("aBc4")': "abc4",
    'contains("foobar", "ob")': True,
    'contains("", "a")': False,
    'starts with("foobar", "foo")': True,
    'ends with("foobar", "foo")': False,
    'substring before("foobar", "bar")': "foo",
    'substring before("foobar", "x")': "",
    'substring before("foobar", "")': "",
    'substring after("foobar", "ob")': "ar",
    'substring after("foobar", "x")': "",
    'substring after("foobar", "")': "foobar",
    'substring("foobar", 3)': "obar",
    'substring("foobar", 3, 3)': "oba",
    'substring("foobar", -2, 1)': "a",
    'substring("foobar", 3.8)': "obar",
    'substring("foobar", 5, 99)': "ar",
    'substring("🐎foo", 2)': "foo",
    'string join(["a", "b"], "-")': "a-b",
    'string join(["a", "b"])': "ab",
    # dates
    'date("2026-12-15")': date(2026, 12, 15),
    "date(2026, 12, 15)": date(2026, 12, 15),
    "date(year: 2026, month: 12, day: 15)": date(2026, 12, 15),
    'date(from: date("2026-12-15"))': date(2026, 12, 15),
    'date("2026-12-" + "15")': date(2026, 12, 15),
    "date(2026, 1 + 1, 3)": date(2026, 2, 3),
    'years and months duration(@"2011-12-22", @"2013-08-24")': MonthsDuration(20),
    'years and months duration(@"2013-08-24", @"2011-12-22")': MonthsDuration(-20),
    'years and months duration(@"2016-09-30", @"2015-12-31")': MonthsDuration(-8),
    'years and months duration(@"2026-01-31", @"2026-02-28")': MonthsDuration(0),
    'day of week(@"2026-11-22")': "Sunday",
    'day of year(@"2026-02-01")': Decimal(32),
    'week of year(@"2027-01-01")': Decimal(53),
    'month of year(@"2026-11-22")': "November",
    '@"2026-11-22".year': Decimal(2026),
    '@"2026-11-22".month': Decimal(11),
    '@"2026-11-22".day': Decimal(22),
    '@"2026-11-22".weekday': Decimal(7),
    'duration("P2DT20H14M5S").days': Decimal(2),
    'duration("P2DT20H14M5S").hours': Decimal(20),
    'duration("P2DT20H14M5S").minutes': Decimal(14),
    'duration("P2DT20H14M5S").seconds': Decimal(5),
    'duration("-P2DT20H").days': Decimal(-2),
    'duration("-P2DT20H").hours': Decimal(-20),
    'duration("P14M").years': Decimal(1),
    'duration("P14M").months': Decimal(2),
    'duration("-P14M").years': Decimal(-1),
    'duration("-P14M").months': Decimal(-2),
    # ranges
    '2 in range("[1..3]")': True,
    'range("(18..21]") = (18..21]': True,
    'range("[-1..1]") = [-1..1]': True,
    'range(string("[1..3]")) = [1..3]': True,
    'range("[date(\\"2026-01-01\\")..@\\"2026-01-31\\"]") = [@"2026-01-01"..@"2026-01-31"]': True,
}


@pytest.mark.parametrize("expression", SHOWN)
def test_a_function_gives_what_the_standard_says(expression: str) -> None:
    value = value_of(expression)
    assert (type(value), value) == (type(SHOWN[expression]), SHOWN[expression])


FAILING = {
    "modulo(1, 0)": "division_by_zero",
    "modulo(1e6000, 3)": "undefined",
    "round up(5.5, 6177)": "undefined",
    "decimal(1, -6112)": "undefined",
    "sqrt(-1)": "undefined",
    "log(-1)": "undefined",
    "log(0)": "undefined",
    "exp(1e6)": "overflow",
    "sum(9e6143 * 10, 9e6143 * 10)": "overflow",
    "mean([])": "no_value",
    "median([])": "no_value",
    "min([])": "no_value",
    "max([])": "no_value",
    "product([])": "no_value",
    "stddev(1)": "no_value",
    "sublist([1], 2)": "no_such_element",
    "sublist([1], 0)": "no_such_element",
    "sublist([1], 1, 2)": "no_such_element",
    "sublist([1], 1, -1)": "no_such_element",
    "insert before([1], 2, 1)": "no_such_element",
    "list replace([1], 2, 1)": "no_such_element",
    "remove([1], 1e30)": "no_such_element",
    'substring("a", 0)': "no_such_element",
    'substring("a", 2)': "no_such_element",
    'substring("a", 1, 0)': "no_such_element",
    'number("12a")': "not_a_number",
    'number("5.")': "not_a_number",
    'number("5.e3")': "not_a_number",
    'number(".")': "not_a_number",
    'number("1.5", ".", ".")': "not_a_number",
    'number("1.5", " ", ",")': "not_a_number",
    'number("1_5", "_")': "not_a_number",
    'number("1e99999")': "not_a_number",
    'date("2026-02-" + "30")': "not_a_date",
    "date(2026, 1 + 12, 1)": "not_a_date",
    "date(2026, 1 + 1, 30)": "not_a_date",
    "date(10000, 1 + 1, 30)": "not_a_date",
}


@pytest.mark.parametrize("expression", FAILING)
def test_a_function_without_a_value_says_why_and_where(expression: str) -> None:
    value = value_of(expression)
    assert isinstance(value, Unknown)
    (cause,) = value.causes
    assert isinstance(cause, Failure)
    assert cause.span is not None
    assert (cause.reason, cause.span.start) == (FAILING[expression], 0)


@pytest.mark.parametrize("name", [name for name in BUILTINS if "." not in name])
def test_each_function_is_shown_above(name: str) -> None:
    assert any(f"{name}(" in expression for expression in SHOWN)


@pytest.mark.parametrize("name", [name for name in BUILTINS if "." in name])
def test_a_property_cannot_be_called_as_a_function(name: str) -> None:
    assert codes(f"{name.partition('.')[2]}(1)") == ["T106"]


def test_equal_numbers_give_equal_texts() -> None:
    assert value_of("string(1.50) = string(1.5) and string(3 * 0.5) = string(1.5)") is True
