"""What expressions come to, above all where facts are missing."""

from datetime import date
from decimal import Decimal

import pytest

from engine.feel.durations import DaysDuration, MonthsDuration
from engine.feel.functions import BUILTINS, Function, Parameter
from engine.feel.types import NUMBER, TEXT, NumberType, TextType
from engine.feel.typing import Environment
from engine.feel.unknown import Failure, MissingFact, Range, Unknown, Value, failure, missing
from engine.feel.walk import Scope, evaluate
from engine.values import Unit
from tests.feel.world import ENVIRONMENT, checked, typed, value_of

DIAGNOSIS: Value = {
    "kind": "diagnosis",
    "issued_on": date(2026, 11, 1),
    "pages": Decimal(2),
    "is_original": True,
}
UNDATED: Value = {
    "kind": "hospital_record",
    "issued_on": missing("evidence[2].issued_on"),
    "pages": Decimal(1),
    "is_original": missing("evidence[2].is_original"),
}
EVIDENCE: dict[str, Value] = {"evidence": (DIAGNOSIS, UNDATED)}


def asked(value: Value) -> set[str]:
    """The facts that keep a value from being known."""
    assert isinstance(value, Unknown)
    return {cause.path for cause in value.causes if isinstance(cause, MissingFact)}


def reasons(value: Value) -> set[str]:
    assert isinstance(value, Unknown)
    return {cause.reason for cause in value.causes if isinstance(cause, Failure)}


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
    assert value_of("count(borrower.debts)", LONG) == Decimal(6_000)
    assert value_of("count(union(borrower.debts, borrower.debts))", LONG) == Decimal(6_000)


MISSING = {
    # expression: facts that are asked for
    "loan.balance + borrower.savings": {"loan.balance", "borrower.savings"},
    "-loan.balance": {"loan.balance"},
    "loan.balance > 0": {"loan.balance"},
    "loan.balance = loan.balance": {"loan.balance"},
    "0 * loan.balance": {"loan.balance"},
    "as_of - hardship.began_on": {"as_of", "hardship.began_on"},
    "true and loan.balance > 0": {"loan.balance"},
    "loan.is_due_as_a_whole or loan.balance > 0": {"loan.is_due_as_a_whole", "loan.balance"},
    "not(loan.is_due_as_a_whole)": {"loan.is_due_as_a_whole"},
    "if loan.is_due_as_a_whole then 1 else 2": {"loan.is_due_as_a_whole"},
    "if loan.is_due_as_a_whole then loan.balance else 0": {"loan.is_due_as_a_whole", "loan.balance"},
    "if true then loan.balance else borrower.savings": {"loan.balance"},
    "some e in evidence satisfies e.is_original": {"evidence"},
    "evidence[1].pages": {"evidence"},
    "evidence.pages": {"evidence"},
    "evidence[pages > 1]": {"evidence"},
    "[1, 2][share_overdue]": {"share_overdue"},
    "loan.balance in borrower.debts": {"loan.balance", "borrower.debts"},
    "1 in borrower.debts": {"borrower.debts"},
    "1 in [0..loan.balance]": {"loan.balance"},
    "sum([loan.balance, 1])": {"loan.balance"},
    "sum(borrower.debts)": {"borrower.debts"},
    "count(borrower.debts)": {"borrower.debts"},
    "[1, loan.balance] = [1, 2]": {"loan.balance"},
    "distinct values([1, loan.balance])": {"loan.balance"},
    "append(borrower.debts, 1)": {"borrower.debts"},
    "all([true, loan.is_due_as_a_whole])": {"loan.is_due_as_a_whole"},
}


@pytest.mark.parametrize("expression", MISSING)
def test_an_open_answer_names_the_facts_that_would_settle_it(expression: str) -> None:
    assert asked(value_of(expression)) == MISSING[expression]


SETTLED: dict[str, Value] = {
    "loan.balance > 0 and false": False,
    "loan.balance > 0 or true": True,
    "if loan.is_due_as_a_whole then 1 else 1.0": Decimal(1),
    "if loan.is_due_as_a_whole then [1] else [1]": (Decimal(1),),
    "[1, loan.balance] = [2, 3]": False,
    "[1, loan.balance] = [1]": False,
    "count([1, loan.balance])": Decimal(2),
    "[1, loan.balance][1]": Decimal(1),
    "1 in [loan.balance, 1]": True,
    "loan.balance in []": False,
    "5 in [7..loan.balance]": False,
    "5 in [[7..loan.balance]]": False,
    "some x in [loan.balance, 1] satisfies x = 1": True,
    "every x in [loan.balance, 1] satisfies x != 1": False,
    "any([true, loan.is_due_as_a_whole])": True,
    "all(loan.is_due_as_a_whole, false)": False,
    "list contains([loan.balance, 1], 1)": True,
    "count(append([1], loan.balance))": Decimal(2),
    "count(insert before([1], 1, loan.balance))": Decimal(2),
    "count(reverse([loan.balance]))": Decimal(1),
    "count(concatenate([loan.balance], [1]))": Decimal(2),
    "[1..loan.balance] = (1..loan.balance)": False,
    "is known(loan.balance)": False,
    "is known(1 / 0)": False,
    "is known([loan.balance])": True,
    "not(is known(loan.balance)) or loan.balance > 0": True,
}


@pytest.mark.parametrize("expression", SETTLED)
def test_what_is_known_settles_an_answer_as_soon_as_it_can(expression: str) -> None:
    value = value_of(expression)
    assert (type(value), value) == (type(SETTLED[expression]), SETTLED[expression])


def test_one_fact_that_holds_is_enough_for_some() -> None:
    assert value_of('some e in evidence satisfies e.kind = "diagnosis"', EVIDENCE) is True
    assert value_of("some e in evidence satisfies e.is_original", EVIDENCE) is True


def test_every_asks_for_the_field_of_the_element_that_leaves_it_open() -> None:
    assert asked(value_of("every e in evidence satisfies e.is_original", EVIDENCE)) == {
        "evidence[2].is_original"
    }


def test_a_filter_is_open_while_it_is_open_for_one_element() -> None:
    assert asked(value_of('evidence[issued_on > @"2026-01-01"]', EVIDENCE)) == {"evidence[2].issued_on"}
    assert value_of("count(evidence[item.pages > 1])", EVIDENCE) == Decimal(1)
    assert value_of('evidence[kind = "diagnosis"]', EVIDENCE) == (DIAGNOSIS,)


def test_a_field_of_a_list_is_the_list_of_the_fields() -> None:
    assert value_of("evidence.pages", EVIDENCE) == (Decimal(2), Decimal(1))
    assert value_of("sum(evidence.pages)", EVIDENCE) == Decimal(3)
    assert asked(value_of("all(evidence.is_original)", EVIDENCE)) == {"evidence[2].is_original"}


def test_what_is_unknown_within_records_and_ranges_keeps_a_function_from_looking_at_them() -> None:
    assert asked(value_of("flatten(evidence)", EVIDENCE)) == {
        "evidence[2].issued_on",
        "evidence[2].is_original",
    }
    assert asked(value_of("distinct values([[1..loan.balance]])")) == {"loan.balance"}


def test_a_field_that_a_record_lacks_is_unknown() -> None:
    assert asked(value_of("evidence[1].pages", {"evidence": ({"kind": "diagnosis"},)})) == {"pages"}
    assert asked(value_of("evidence[1].pages", {"evidence": (missing("evidence[1]"),)})) == {"evidence[1]"}


def test_an_unknown_value_refuses_to_be_taken_for_true_or_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(missing("loan.balance"))


METHODS = Function(
    "rows of",
    (Parameter("method", TextType(("equal", "falling"))), Parameter("cause", TEXT)),
    TEXT,
    lambda method, _: method,
)


def test_a_text_for_a_domain_function_has_to_be_one_of_its_fixed_set() -> None:
    environment = Environment(ENVIRONMENT.globals, {"rows of": METHODS})
    _, (fault,) = checked('rows of("equl", hardship.cause)', None, environment)
    assert (fault.code, fault.help) == ("T104", "did you mean `equal`?")
    assert "hardship.cause" not in fault.message
    assert typed('rows of("falling", hardship.cause)', None, environment).type == TEXT
    _, (fault,) = checked('rows of(hardship.cause, "")', None, environment)
    assert fault.code == "T109"


YUAN = NumberType(Unit.of({"yuan": 1}))
HALVES = Function(
    "halves",
    (Parameter("amount", YUAN), Parameter("parts", NUMBER, optional=True)),
    YUAN,
    lambda amount, parts=Decimal(2): amount / parts if parts else failure("no_parts"),
)


def test_a_domain_function_takes_units_and_says_why_it_has_no_value() -> None:
    functions = {**BUILTINS, "halves": HALVES}
    environment = Environment(ENVIRONMENT.globals, functions)
    scope = Scope({"loan.balance": Decimal(10)}, functions)
    assert evaluate(typed("halves(loan.balance)", None, environment), scope) == Decimal(5)
    assert evaluate(typed("halves(parts: 4, amount: 10)", None, environment), scope) == Decimal("2.5")
    assert reasons(evaluate(typed("halves(1, 0)", None, environment), scope)) == {"no_parts"}
    assert asked(evaluate(typed("halves(borrower.savings)", None, environment), scope)) == {
        "borrower.savings"
    }
