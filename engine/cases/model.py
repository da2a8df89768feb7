"""What running the cases of a pack gives, and the answer that one case is held against."""

from dataclasses import dataclass

from engine.diagnostics import Diagnostic
from engine.evaluation.globals import Globals
from engine.evaluation.outcome import Outcome
from engine.explanation.model import LoanAdvice
from engine.program.model import Program


@dataclass(frozen=True, slots=True)
class Results:
    """How the cases of a pack came out.

    Attributes:
        passed: number of cases in which everything came out as expected.
        faults: what came out otherwise, and what is wrong with the pack or its cases; sorted by place.
        engines: the evaluators that answered; none where the pack is at fault.
    """

    passed: int
    faults: tuple[Diagnostic, ...]
    engines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out for the first loan of a case's profile.

    Attributes:
        outcome: what the evaluators agreed on.
        values: facts, parameters and measures by their name in expressions.
        advice: the same in order and in words.
    """

    program: Program
    outcome: Outcome
    values: Globals
    advice: LoanAdvice
