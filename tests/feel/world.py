"""A small world of names for tests of the language: facts, measures, parameters, units, fixed sets."""

from collections.abc import Mapping

from engine.diagnostics import Diagnostic
from engine.feel.core import Node, Origin
from engine.feel.functions import BUILTINS
from engine.feel.parser import parse
from engine.feel.types import DATE, TEXT, TRUTH, ListType, NumberType, RecordType, TextType, Type
from engine.feel.typing import Environment, check
from engine.feel.unknown import Failure, MissingFact, Unknown
from engine.feel.walk import Scope, Value, evaluate
from engine.source import fragment
from engine.values import Unit


def number(unit: str) -> NumberType:
    parsed = Unit.parse(unit)
    assert parsed is not None
    return NumberType(parsed)


CAUSE = TextType(("illness", "job_loss", "disaster", "none"))
DURATION = TextType(("temporary", "lasting"))
DOCUMENT = RecordType(
    "document",
    {
        "kind": TextType(("diagnosis", "hospital_record", "dismissal_notice")),
        "issued_on": DATE,
        "pages": number("page"),
        "is_original": TRUTH,
    },
)
LOAN = RecordType("loan", {"balance": number("yuan"), "final_maturity_date": DATE, "lender": TEXT})

FACTS: Mapping[str, Type] = {
    "as_of": DATE,
    "borrower.monthly_income": number("yuan/month"),
    "borrower.monthly_essential_expenses": number("yuan/month"),
    "borrower.savings": number("yuan"),
    "borrower.dependants": number("person"),
    "borrower.has_contacted_lender": TRUTH,
    "borrower.debts": ListType(number("yuan")),
    "hardship.cause": CAUSE,
    "hardship.duration": DURATION,
    "hardship.began_on": DATE,
    "loan": LOAN,
    "loan.balance": number("yuan"),
    "loan.next_instalment": number("yuan"),
    "loan.days_overdue": number("day"),
    "loan.rate.value": number("1/year"),
    "loan.remaining_instalments": number("instalment"),
    "loan.final_maturity_date": DATE,
    "loan.lender": TEXT,
    "loan.is_due_as_a_whole": TRUTH,
    "loan.kinds": ListType(CAUSE),
    "loans": ListType(LOAN),
    "evidence": ListType(DOCUMENT),
}
MEASURES: Mapping[str, Type] = {
    "capacity": number("yuan/month"),
    "share_overdue": number("1"),
}
PARAMETERS: Mapping[str, Type] = {
    "parameter.grace_days": number("day"),
    "parameter.longest_term": number("instalment"),
    "parameter.largest_share": number("1"),
    "parameter.last_day_of_relief": DATE,
}
ENVIRONMENT = Environment(
    {
        **{name: (Origin.FACT, kind) for name, kind in FACTS.items()},
        **{name: (Origin.MEASURE, kind) for name, kind in MEASURES.items()},
        **{name: (Origin.PARAMETER, kind) for name, kind in PARAMETERS.items()},
    },
    BUILTINS,
    {"borrower.savings": "money that can be used now"},
)


def checked(
    text: str, expected: Type | None = None, environment: Environment = ENVIRONMENT
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The typed form of an expression that parses, and what is wrong with its types."""
    tree, faults = parse(fragment(text), environment.functions)
    assert tree is not None, faults
    return check(tree, environment, expected)


def typed(text: str, expected: Type | None = None, environment: Environment = ENVIRONMENT) -> Node:
    """The typed form of an expression that has no fault."""
    node, faults = checked(text, expected, environment)
    assert node is not None, faults
    return node


def type_of(text: str) -> str:
    return str(typed(text).type)


def codes(text: str, expected: Type | None = None) -> list[str]:
    """The codes of what is wrong with an expression, in order of place."""
    return [fault.code for fault in checked(text, expected)[1]]


def value_of(text: str, values: Mapping[str, Value] | None = None) -> Value:
    """What an expression comes to."""
    return evaluate(typed(text), Scope(values or {}))


def asked(value: Value) -> set[str]:
    """The facts that keep a value from being known."""
    assert isinstance(value, Unknown)
    return {cause.path for cause in value.causes if isinstance(cause, MissingFact)}


def reasons(value: Value) -> set[str]:
    """The failures that keep a value from being known."""
    assert isinstance(value, Unknown)
    return {cause.reason for cause in value.causes if isinstance(cause, Failure)}
