"""Functions that the product adds to the language: units and fixed sets are checked, failures say why."""

from decimal import Decimal

from engine.feel.functions import BUILTINS, Function, Parameter
from engine.feel.types import NUMBER, TEXT, NumberType, TextType
from engine.feel.typing import Environment
from engine.feel.unknown import failure
from engine.feel.walk import Scope, evaluate
from engine.values import Unit
from tests.feel.world import ENVIRONMENT, asked, checked, reasons, typed

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
