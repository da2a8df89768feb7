"""What an expression comes to in generated code: the walk's value, or it is left to the walk."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, DecimalException, localcontext
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.globals import told
from engine.feel.core import Node, Origin, globals_of
from engine.feel.generated import HELPERS, opened
from engine.feel.python_code import LONGEST, Code
from engine.feel.to_python import Unwritten, Writer
from engine.feel.typing import Environment
from engine.feel.unknown import Unknown, Value
from engine.feel.walk import Scope, evaluate
from engine.program.functions import FUNCTIONS
from engine.values import DECIMAL128
from tests.evaluation.agreement import DICTIONARY
from tests.feel.generate import KINDS, Telling, expressions, tellings
from tests.feel.world import typed

ENVIRONMENT = Environment(
    {name: (Origin.FACT, kind) for name, kind in DICTIONARY.globals().items()}, FUNCTIONS
)

Facts = Mapping[str, Any]


def writer(node: Node) -> Writer:
    names = [one.name for one in globals_of(node)]
    return Writer({name: f"v{number}" for number, name in enumerate(names)}, frozenset(), FUNCTIONS)


def by_generated_code(node: Node, facts: Facts) -> Value | None:
    """What generated code makes of the facts; None where it isn't known."""
    writes = writer(node)
    text = writes.write(node).whole
    values = {variable: opened(facts.get(name)) for name, variable in writes.variables.items()}
    lines = [*(f" {name} = given[{name!r}]" for name in values), f" return {text}"]
    names: dict[str, Any] = {**HELPERS, **writes.constants}
    exec("\n".join(["def decide(given):", *lines]), names)  # noqa: S102  (what is tested)
    with localcontext(DECIMAL128):
        found: Value | None = names["decide"](values)
    return found


def by_the_walk(node: Node, facts: Facts) -> Value:
    values = {one.name: told(one.name, facts.get(one.name), one.type) for one in globals_of(node)}
    return evaluate(node, Scope(values, FUNCTIONS))


@settings(max_examples=800, deadline=None)
@given(st.sampled_from(KINDS).flatmap(expressions), tellings())
def test_generated_code_has_the_values_of_the_walk(text: str, telling: Telling) -> None:
    node = typed(text)
    try:
        found = by_generated_code(node, telling.told)
    except (Unwritten, DecimalException):
        return  # left to the walk
    expected = evaluate(node, Scope(telling.told))
    assert found == (None if isinstance(expected, Unknown) else opened(expected))


BY_NOBODY = {"kind": "diagnosis"}
BY_SOMEBODY = {"kind": "diagnosis", "pages": Decimal(2), "issuer": {"name": "a"}}


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        # a record within an element of a list may not have been told
        ('some e in evidence satisfies e.issuer.name = "a"', {"evidence": (BY_NOBODY,)}, None),
        ('some e in evidence satisfies e.issuer.name = "a"', {"evidence": (BY_NOBODY, BY_SOMEBODY)}, True),
        ('every e in evidence satisfies e.issuer.name != "a"', {"evidence": (BY_NOBODY, BY_SOMEBODY)}, False),
        ('some i in evidence.issuer satisfies i.name = "a"', {"evidence": (BY_NOBODY, BY_SOMEBODY)}, True),
        ('"a" in evidence.issuer.name', {"evidence": (BY_NOBODY, BY_SOMEBODY)}, True),
        ('"b" in evidence.issuer.name', {"evidence": (BY_NOBODY, BY_SOMEBODY)}, None),
        ("count(evidence.issuer.name) = 2", {"evidence": (BY_NOBODY, BY_SOMEBODY)}, True),
        ("count(evidence.issuer[is_public]) = 0", {"evidence": (BY_NOBODY,)}, None),
        ("some s in evidence.stamps satisfies count(s) > 0", {"evidence": (BY_NOBODY,)}, None),
        ("evidence.pages", {"evidence": (BY_SOMEBODY,)}, (Decimal(2),)),
        ("sum(evidence.pages)", {"evidence": (BY_NOBODY, BY_SOMEBODY)}, None),
        ("sum(evidence.pages)", {"evidence": (BY_SOMEBODY, BY_SOMEBODY)}, Decimal(4)),
        # a record in which nothing was told is still a record
        ("count(evidence.pages) = 1", {"evidence": ({},)}, True),
        ("count(evidence[pages > 1]) = 0", {"evidence": ({},)}, None),
        # nothing is in an empty list, whether it is known or not
        ("loan.lender in loans.lender", {"loans": ()}, False),
        ("list contains(borrower.debts, loan.balance)", {"borrower.debts": ()}, False),
        ("list contains(borrower.debts, loan.balance)", {"borrower.debts": (Decimal(1),)}, None),
        ("list contains(borrower.debts, loan.balance)", {"loan.balance": Decimal(1)}, None),
        (
            "list contains(borrower.debts, loan.balance)",
            {"loan.balance": Decimal(1), "borrower.debts": (Decimal("1.00"),)},
            True,
        ),
        # an `if` whose condition isn't known
        ("if loan.is_due_as_a_whole then 1 else loan.balance", {"loan.balance": Decimal("1.0")}, Decimal(1)),
        ("if loan.is_due_as_a_whole then 1 else loan.balance", {"loan.balance": Decimal(2)}, None),
        ("if loan.is_due_as_a_whole then 1 else loan.balance", {}, None),
        ("if loan.is_due_as_a_whole then loan.balance else 2", {"loan.is_due_as_a_whole": False}, Decimal(2)),
        ("if true then loan.balance else 2", {}, None),
        ("if true then 1 else 2", {}, Decimal(1)),
        ("if some e in evidence satisfies e.is_original then 1 else 1", {}, Decimal(1)),
        ("if some e in evidence satisfies e.is_original then 1 else 2", {"evidence": (BY_NOBODY,)}, None),
        (
            "if some e in evidence satisfies e.is_original then 1 else 2",
            {"evidence": ({"is_original": True},)},
            Decimal(1),
        ),
        (
            "if loan.balance > 0 then loan.balance / 4 else loan.balance",
            {"loan.balance": Decimal(1)},
            Decimal("0.25"),
        ),
        # logic of Kleene
        ("loan.balance > 1 and borrower.savings > 1", {"loan.balance": Decimal(1)}, False),
        ("loan.balance > 1 or borrower.savings > 1", {"loan.balance": Decimal(2)}, True),
        ("loan.balance > 1 and borrower.savings > 1", {"loan.balance": Decimal(2)}, None),
        ("not(loan.balance > 1 or not(loan.balance > 1))", {"loan.balance": Decimal(2)}, False),
        ("loan.balance = loan.balance", {}, None),
        ("loan.balance = loan.balance", {"loan.balance": Decimal(2)}, True),
        ('hardship.cause in ("illness", "none") or loan.is_due_as_a_whole', {"hardship.cause": "none"}, True),
        ('hardship.cause = "none" or hardship.cause = "illness"', {"hardship.cause": "illness"}, True),
        # a list that is worked out on the way
        ("some x in [loan.balance * 2, 4] satisfies x > 5", {"loan.balance": Decimal(3)}, True),
        ("every x in [loan.balance * 2, 4] satisfies x > 5", {"loan.balance": Decimal(3)}, False),
        ("every x in [max(borrower.debts) * 2, 4] satisfies x > 3", {"borrower.debts": (Decimal(2),)}, True),
        ("count([loan.balance * 2, 4][item > 5]) = 1", {"loan.balance": Decimal(3)}, True),
        ("sum(evidence[pages + 1 > 2].pages) = 2", {"evidence": (BY_SOMEBODY,)}, True),
        ("some x in [] satisfies x > 1", {}, False),
        ("every x in [] satisfies x > 1", {}, True),
        (
            "(every x in [] satisfies x > 1) and loan.is_due_as_a_whole",
            {"loan.is_due_as_a_whole": True},
            True,
        ),
        ("is known(loan.balance)", {}, False),
        ("is known(loan.balance + 1)", {"loan.balance": Decimal(1)}, True),
        ("is known(evidence)", {"evidence": (BY_NOBODY,)}, True),
        # numbers of 34 digits, zero without a sign
        ("1 / 3", {}, Decimal("0." + "3" * 34)),
        ("9999999999999999999999999999999999 + 1", {}, Decimal("1E+34")),
        ("9999999999999999999999999999999999 + 2 = 1E34 + 1", {}, True),
        ("string(loan.balance * -1)", {"loan.balance": Decimal("0.00")}, "0"),
        ("string(-loan.balance)", {"loan.balance": Decimal(0)}, "0"),
        ("min(loan.balance, 3)", {"loan.balance": Decimal(2)}, Decimal(2)),
        ("min(loan.balance, 3)", {}, None),
        ("sum(loan.balance, 3)", {"loan.balance": Decimal(2)}, Decimal(5)),
        (
            "max(0, loan.balance - borrower.savings)",
            {"loan.balance": Decimal(2), "borrower.savings": Decimal(3)},
            Decimal(0),
        ),
        # texts, dates, durations
        ('loan.lender < "b"', {"loan.lender": "a"}, True),
        ('loan.lender + "b" = "ab"', {"loan.lender": "a"}, True),
        (
            'loan.final_maturity_date + @"P1M" = @"2026-02-28"',
            {"loan.final_maturity_date": date(2026, 1, 31)},
            True,
        ),
        (
            "(as_of - loan.final_maturity_date).days",
            {"as_of": date(2026, 1, 2), "loan.final_maturity_date": date(2026, 1, 1)},
            Decimal(1),
        ),
        ('-(as_of - as_of) = @"P0D"', {"as_of": date(2026, 1, 2)}, True),
        (
            'as_of + loan.days_overdue * @"P99999D" > as_of',
            {"as_of": date(2026, 1, 2), "loan.days_overdue": Decimal(100)},
            None,
        ),
        ("date(loan.lender)", {"loan.lender": "2026-02-30"}, None),
        # variables within each other
        (
            "some a in borrower.debts satisfies some b in borrower.debts satisfies a > b + 1",
            {"borrower.debts": (Decimal(1), Decimal(3))},
            True,
        ),
        (
            "every e in evidence satisfies count(e.stamps[is_valid]) = e.pages",
            {"evidence": ({"pages": Decimal(1), "stamps": ({"is_valid": True}, {"is_valid": False})},)},
            True,
        ),
        (
            "some e in evidence[pages > 1] satisfies e.pages in evidence[pages < 3].pages",
            {"evidence": ({"pages": Decimal(2)},)},
            True,
        ),
        # an element by its place, lists given to functions
        ("borrower.debts[1]", {"borrower.debts": (Decimal(3), Decimal(4))}, Decimal(3)),
        ("borrower.debts[-1]", {"borrower.debts": (Decimal(3), Decimal(4))}, Decimal(4)),
        ("borrower.debts[3]", {"borrower.debts": (Decimal(3), Decimal(4))}, None),
        ("borrower.debts[1]", {}, None),
        ("borrower.debts[count(evidence)]", {"borrower.debts": (Decimal(3),)}, None),
        ("evidence[2].pages", {"evidence": (BY_NOBODY, BY_SOMEBODY)}, Decimal(2)),
        ("evidence[1].pages", {"evidence": (BY_NOBODY, BY_SOMEBODY)}, None),
        ("evidence[pages > 1][1].issuer.name", {"evidence": (BY_SOMEBODY,)}, "a"),
        ("max(borrower.debts)", {"borrower.debts": (Decimal(3), Decimal(4))}, Decimal(4)),
        ("max(borrower.debts)", {"borrower.debts": ()}, None),
        ("max(borrower.debts)", {}, None),
        ("min(evidence.pages)", {"evidence": (BY_NOBODY, BY_SOMEBODY)}, None),
        ("min(evidence.pages)", {"evidence": (BY_SOMEBODY, BY_SOMEBODY)}, Decimal(2)),
        ("not(is known(loan.balance))", {"loan.balance": Decimal(0)}, False),
        ("is known(loan.balance / borrower.savings)", {"loan.balance": Decimal(1)}, False),
        ("is known(loan.balance) and loan.balance > 1", {}, False),
    ],
)
def test_an_expression_has_its_value_in_generated_code_and_in_the_walk(
    text: str, facts: Facts, expected: Value | None
) -> None:
    node = typed(text, environment=ENVIRONMENT)
    walked = by_the_walk(node, facts)
    assert (None if isinstance(walked, Unknown) else walked) == expected
    assert by_generated_code(node, facts) == expected


@pytest.mark.parametrize(
    "text",
    [
        "count(if loan.is_due_as_a_whole then evidence.pages else evidence.pages) = 1",
        "borrower.debts = [1, 2]",
        "count([loan.balance]) = 1",
        'loan.balance in range("[1..2]")',
        "[1..2] = [1..loan.balance]",
        "count([borrower.debts, borrower.debts]) = 2",
        "all(evidence.is_original)",
        "distinct values(borrower.debts) = borrower.debts",
        " + ".join(["loan.lender"] * 100) + ' = "a"',
        " and ".join([f"(loan.balance > {number} or borrower.savings > 1)" for number in range(140)]),
        "if loan.is_due_as_a_whole then 1 else " * 5 + "2",
    ],
)
def test_what_generated_code_has_no_form_for_is_left_to_the_walk(text: str) -> None:
    node = typed(text, environment=ENVIRONMENT)
    with pytest.raises(Unwritten):
        writer(node).write(node)


def test_what_is_left_to_the_walk_doesnt_show_in_what_is_written_next() -> None:
    deep = typed("if loan.is_due_as_a_whole then 1 else " * 9 + "2", environment=ENVIRONMENT)
    flat = typed("if loan.is_due_as_a_whole then 1 else " * 4 + "2", environment=ENVIRONMENT)
    writes = writer(deep)
    for _ in range(9):
        with pytest.raises(Unwritten):
            writes.write(deep)
    assert writes.write(flat) == writer(flat).write(flat)


def test_a_row_that_is_as_long_as_python_takes_is_written() -> None:
    text = " + ".join(["loan.balance"] * 60)
    node = typed(text, environment=ENVIRONMENT)
    assert by_generated_code(node, {"loan.balance": Decimal("0.1")}) == 6
    assert len(writer(node).write(node).text) < LONGEST


def test_equal_values_of_different_types_are_different_constants() -> None:
    writes = Writer({}, frozenset(), FUNCTIONS)
    values = [Decimal(1), True, "1", (Decimal(1),), (True,), ("1",), Decimal("1.0")]
    names = [writes.name_of(one) for one in values]
    assert len(set(names)) == len(values)
    assert [writes.constants[name] for name in names] == values
    assert [writes.name_of(one) for one in values] == names


def test_a_variable_needs_no_test_for_itself() -> None:
    assert Code("v1", frozenset({"v1"})).whole == "v1"
    assert Code("(v1 > k0)", frozenset({"v1"})).whole == "(None if v1 is None else (v1 > k0))"


def test_nothing_that_somebody_wrote_gets_into_the_text() -> None:
    node = typed('loan.lender = "\\"; import os #" and loan.lender != "__class__"', environment=ENVIRONMENT)
    text = writer(node).write(node).whole
    assert set(text) <= set("() =!<>:_andNoefisltvk0123456789")
    assert "import" not in text
