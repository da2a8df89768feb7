"""What expressions come to where facts are missing, and which facts they ask for."""

from datetime import date
from decimal import Decimal

import pytest

from engine.feel.unknown import Value, missing
from tests.feel.world import asked, value_of

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
