"""Questions put to the solver, as the tests here ask them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.analysis.model import Limits, NotSettled, Proved, Refuted
from engine.analysis.solving.solver import Question, Solver
from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.symbols import Claim, Symbol, Symbolic
from engine.analysis.symbolic.terms import Bool
from engine.evaluation.outcome import Outcome, Status
from engine.program.load import load_pack
from tests.evaluation.columnar.programs import of_formulas

WEILIDAI = Path(__file__).parents[3] / "rules" / "weilidai"
PROGRAM = load_pack(WEILIDAI)


def claim(value: Symbolic) -> Claim:
    assert isinstance(value, Claim)
    return value


def scalar(value: Symbolic) -> Symbol:
    assert isinstance(value, Symbol)
    return value


def is_met(name: str) -> Question:
    """Whether a measure of the type truth can be met."""
    return Question(
        lambda readings: claim(readings[0].value(name)).met, lambda outcomes: outcomes[0].values[name] is True
    )


def can_be(formula: str, limits: Limits | None = None, **more: Any) -> Proved | Refuted | NotSettled:
    """What is said of whether a condition can be met."""
    program = of_formulas([(formula, "truth")])
    return Solver([program], limits or Limits(**more)).find(is_met("m0"))


def status(option: str, wanted: Status) -> Question:
    return Question(
        lambda readings: readings[0].status(option, wanted),
        lambda outcomes: outcomes[0].options[option].status is wanted,
    )


def measured(goal: Callable[[Reading], Bool], holds: Callable[[Outcome], bool]) -> Question:
    return Question(lambda readings: goal(readings[0]), lambda outcomes: holds(outcomes[0]))
