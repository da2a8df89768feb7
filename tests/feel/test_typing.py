"""Which types and units expressions have, and in which few forms they are spelled out."""

from decimal import Decimal

import pytest

from engine.feel.core import (
    And,
    Arithmetic,
    Call,
    Comparison,
    Constant,
    Field,
    Filter,
    Global,
    If,
    IsKnown,
    ListOf,
    Local,
    Member,
    Negate,
    Node,
    Not,
    Or,
    Quantified,
    RangeOf,
    children,
    every_node,
)
from engine.feel.types import DAYS, MONTHS, ListType, RangeType, TextType
from tests.feel.world import CAUSE, checked, codes, number, type_of, typed

TYPES = {
    # units of sums and comparisons
    "loan.balance + borrower.savings": "number in yuan",
    "loan.balance + 100": "number in yuan",
    "100 - loan.balance": "number in yuan",
    "1 + 2": "number",
    "share_overdue + 1": "ratio",
    "-loan.balance": "number in yuan",
    # products, quotients, powers
    "loan.balance * 2": "number in yuan",
    "2 * 3": "number",
    "2 * share_overdue": "ratio",
    "loan.balance / borrower.savings": "ratio",
    "loan.balance / capacity": "number in month",
    "1 / loan.days_overdue": "number in 1/day",
    "loan.balance * loan.rate.value": "number in yuan/year",
    "loan.balance ** 2": "number in yuan*yuan",
    "loan.balance ** -1": "number in 1/yuan",
    "loan.balance ** 0": "ratio",
    "2 ** 0.5": "number",
    "share_overdue ** share_overdue": "ratio",
    "loan.balance ** 2 / loan.balance": "number in yuan",
    # dates and durations
    "as_of - hardship.began_on": "duration in days",
    "(as_of - hardship.began_on).days": "number in day",
    'as_of + @"P1M"': "date",
    'parameter.grace_days * @"P1D"': "duration in days",
    'as_of + loan.remaining_instalments * @"P1M"': "date",
    'duration("P1Y").years * @"P1Y"': "duration in months",
    '@"P1M" * duration("P1M").months': "duration in months",
    'share_overdue * @"P1D"': "duration in days",
    'duration("P1M").months': "number in month",
    'duration("P1M").years': "number in year",
    "as_of.year": "number",
    "years and months duration(as_of, hardship.began_on)": "duration in months",
    # lists, ranges, records
    "[1, loan.balance]": "list of number in yuan",
    "[]": "empty list",
    "[[], [1]]": "list of list of number",
    "[1..loan.balance]": "range of number in yuan",
    "(= true)": "range of truth",
    "evidence.kind": "list of text of a fixed set",
    "evidence[1]": "record `document`",
    "evidence[1].pages": "number in page",
    "loans[1].balance": "number in yuan",
    "loan.final_maturity_date": "date",
    "evidence[pages > 1].issued_on": "list of date",
    "loan.balance[true]": "list of number in yuan",
    # functions
    "sum(borrower.debts)": "number in yuan",
    "count(borrower.debts)": "number",
    "sum([])": "number",
    "min(loan.balance, 0)": "number in yuan",
    "mode(borrower.debts)": "list of number in yuan",
    "flatten([[[loan.balance]]])": "list of number in yuan",
    "append([], loan.balance)": "list of number in yuan",
    "floor(loan.balance)": "number in yuan",
    "modulo(as_of.day, 7)": "number",
    "if true then loan.balance else 0": "number in yuan",
    "if true then 0 else loan.balance": "number in yuan",
    "day of week(as_of)": "text of a fixed set",
    "not(true)": "truth",
}


@pytest.mark.parametrize("expression", TYPES)
def test_an_expression_has_a_type_and_a_unit(expression: str) -> None:
    assert type_of(expression) == TYPES[expression]


def form(node: Node) -> str:
    """A typed tree in short."""
    parts = [form(part) for part in children(node)]
    match node:
        case Constant(value=text) | Global(name=text):
            return str(text)
        case Local(name=name, slot=slot):
            return f"{name}{slot}"
        case Field(name=name):
            return f"{parts[0]}.{name}"
        case Comparison(sign=sign) | Arithmetic(sign=sign):
            return f"({parts[0]} {sign} {parts[1]})"
        case Quantified(kind=name, variable=variable) | Filter(items=name, variable=variable):
            name = name if isinstance(name, str) else "filter"
            return f"{name}({form(variable)} in {parts[0]}: {parts[1]})"
    name = node.function if isinstance(node, Call) else type(node).__name__
    return f"{name}({', '.join(parts)})"


SPELLED_OUT = {
    "true and true and (false or true)": "And(True, True, Or(False, True))",
    "1 between 2 and 3": "And((1 >= 2), (1 <= 3))",
    "1 in [2..3)": "And((1 >= 2), (1 < 3))",
    "1 in (2..3]": "And((1 > 2), (1 <= 3))",
    "1 in < 3": "(1 < 3)",
    "1 in (>= 3)": "(1 >= 3)",
    "1 in (= 3)": "(1 = 3)",
    "1 in != 3": "(1 != 3)",
    "1 in 3": "(1 = 3)",
    "1 in (3, < 2)": "Or((1 = 3), (1 < 2))",
    "1 in [2, 3]": "Member(1, ListOf(2, 3))",
    "1 in [[2..3]]": "Member(1, ListOf(RangeOf(2, 3)))",
    "[1] in [2]": "(ListOf(1) = ListOf(2))",
    "[] in [[2]]": "Or((ListOf() = ListOf(ListOf(2))), Member(ListOf(), ListOf(ListOf(2))))",
    "[1] in [[2]]": "Member(ListOf(1), ListOf(ListOf(2)))",
    "loan.balance in borrower.debts": "Member(loan.balance, borrower.debts)",
    "list contains(loan.kinds, hardship.cause)": "Member(hardship.cause, loan.kinds)",
    "is known(as_of)": "IsKnown(as_of)",
    "not(true)": "Not(True)",
    "-5": "-5",
    "-loan.balance": "Negate(loan.balance)",
    'duration("P1M")': "MonthsDuration(months=1)",
    'date("2026-12-15")': "2026-12-15",
    "date(2026, 12, 15)": "2026-12-15",
    "as_of.year": "date.year(as_of)",
    "min(1, 2)": "min(ListOf(1, 2))",
    "modulo(divisor: 2, dividend: 1)": "modulo(1, 2)",
    "5[1]": "At(ListOf(5), 1)",
    "count(5)": "count(ListOf(5))",
    "(!= 5)": "RangeOf(5, 5)",
    "evidence[kind = item.kind]": "filter(item0 in evidence: (item0.kind = item0.kind))",
    "some x in [1], y in [x] satisfies x = y": "some(x0 in ListOf(1): some(y1 in ListOf(x0): (x0 = y1)))",
    "some x in [1] satisfies [2][item = x][1] = x": (
        "some(x0 in ListOf(1): (At(filter(item1 in ListOf(2): (item1 = x0)), 1) = x0))"
    ),
    "some x in [] satisfies x": "Or()",
    "every x in [], y in [1] satisfies true": "And()",
    "[][true]": "ListOf()",
    "loans[1].balance": "At(loans, 1).balance",
    "loan.rate.value": "loan.rate.value",
    "if true then 1 else 2": "If(True, 1, 2)",
}


@pytest.mark.parametrize("expression", SPELLED_OUT)
def test_ways_of_writing_are_spelled_out_in_few_forms(expression: str) -> None:
    assert form(typed(expression)) == SPELLED_OUT[expression]


def test_a_literal_takes_the_unit_of_what_it_meets() -> None:
    comparison = typed("loan.balance > 0")
    assert isinstance(comparison, Comparison)
    assert comparison.right.type == number("yuan")


def test_a_literal_takes_the_fixed_set_of_what_it_meets_wherever_it_stands() -> None:
    for text in (
        'hardship.cause = "illness"',
        '(if true then "illness" else hardship.cause) = "none"',
        'hardship.cause in ["illness", "none"]',
        'hardship.cause in ["illness".."none"]',
        'list contains(["illness"], hardship.cause)',
    ):
        waiting = [typed(text)]
        while waiting:
            node = waiting.pop()
            waiting.extend(children(node))
            assert not isinstance(node, Constant) or not isinstance(node.value, str) or node.type == CAUSE


def test_a_result_takes_the_unit_that_its_place_expects() -> None:
    assert typed("500", number("yuan")).type == number("yuan")
    assert typed("-500", number("yuan")).type == number("yuan")
    assert typed("[1, -2]", ListType(number("yuan"))).type == ListType(number("yuan"))
    assert typed("[1..2]", RangeType(number("yuan"))).type == RangeType(number("yuan"))
    assert typed("(> 2)", RangeType(number("yuan"))).type == RangeType(number("yuan"))
    assert typed("(< 2)", RangeType(number("yuan"))).type == RangeType(number("yuan"))
    assert typed("if true then 1 else 2", number("yuan")).type == number("yuan")
    assert typed('"illness"', CAUSE).type == CAUSE
    assert typed("[]", ListType(number("yuan"))).type == ListType(number("yuan"))


REFUSED_WHERE_EXPECTED = {
    "loan.days_overdue": "T116",
    '"illness"': "T116",
    "if true then 1 else loan.days_overdue": "T116",
}


@pytest.mark.parametrize("expression", REFUSED_WHERE_EXPECTED)
def test_a_result_in_another_unit_is_refused(expression: str) -> None:
    assert codes(expression, number("yuan")) == [REFUSED_WHERE_EXPECTED[expression]]


def test_a_duration_in_quotes_is_told_as_such_where_a_duration_is_expected() -> None:
    for text, kind in (("P30D", DAYS), ("P1Y2M", MONTHS)):
        _, (fault,) = checked(f'"{text}"', kind)
        assert (fault.code, fault.help) == ("T116", f'a duration is written `@"{text}"`')
    _, (fault,) = checked('"P30"', DAYS)
    assert fault.help == ""


def test_a_text_outside_the_expected_fixed_set_is_refused_where_it_stands() -> None:
    assert codes('"divorce"', CAUSE) == ["T104"]
    assert codes('["illness", "divorce"]', ListType(CAUSE)) == ["T104"]
    assert codes('if true then "divorce" else "marriage"', CAUSE) == ["T104", "T104"]
    assert codes('["illness".."divorce"]', RangeType(CAUSE)) == ["T104"]
    assert codes('hardship.cause in ["illness".."divorce"]') == ["T104"]


def test_the_longest_global_name_is_taken_and_fields_follow() -> None:
    assert form(typed("loan.rate.value")) == "loan.rate.value"
    assert isinstance(typed("loan.rate.value"), Global)
    assert isinstance(typed("loan.balance"), Global)
    assert isinstance(typed("loans[1].balance"), Field)


def test_a_variable_hides_a_global_of_its_name() -> None:
    assert (
        form(typed("some capacity in [1] satisfies capacity = 1"))
        == "some(capacity0 in ListOf(1): (capacity0 = 1))"
    )


def test_every_form_of_the_typed_tree_is_made_by_some_expression() -> None:
    forms = {And, Or, Not, If, IsKnown, Member, ListOf, Negate, RangeOf, Quantified, Filter}
    made = set()
    for text in SPELLED_OUT:
        waiting = [typed(text)]
        while waiting:
            node = waiting.pop()
            made.add(type(node))
            waiting.extend(children(node))
    assert forms <= made


def test_an_expression_that_doubles_at_each_level_is_refused_in_no_time() -> None:
    text = "(" * 90 + "true" + " in (true, false))" * 90
    assert codes(text) == ["T121"]


def test_a_fault_around_an_expression_that_doubles_at_each_level_is_told_in_no_time() -> None:
    doubling = "(" * 40 + "true" + " in (true, false))" * 40
    assert codes(f"{doubling} = 1") == ["T101"]
    assert codes(f"[1][if {doubling} then 1 else 2]") == ["T121"]


def test_each_node_is_gone_through_once_where_it_stands_in_several_places() -> None:
    node = typed("loan.balance + 1 in (1, 2)")
    assert [form(one) for one in every_node(node)] == [
        "Or(((loan.balance + 1) = 1), ((loan.balance + 1) = 2))",
        "((loan.balance + 1) = 1)",
        "(loan.balance + 1)",
        "loan.balance",
        "1",
        "1",
        "((loan.balance + 1) = 2)",
        "2",
    ]


def test_a_long_row_of_conditions_is_one_node() -> None:
    node = typed(" and ".join(["true"] * 140))
    assert isinstance(node, And)
    assert len(node.items) == 140


def test_texts_of_two_fixed_sets_make_a_larger_one() -> None:
    node = typed("if true then hardship.cause else hardship.duration")
    assert isinstance(node.type, TextType)
    assert node.type.values is not None
    assert set(node.type.values) == {*(CAUSE.values or ()), "temporary", "lasting"}


def test_a_decimal_literal_stays_what_was_written() -> None:
    node = typed("0.10")
    assert isinstance(node, Constant)
    assert node.value == Decimal("0.1")
