"""Borrowers who would bring about what no case does: asked of the solver, confirmed by the reference.

Whoever is told "never unmet" still has to find somebody of whom it is so. The solver finds one, or proves
that there is nobody: then the rule says less than it seems to.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from engine.analysis.model import Limits, NotSettled, Proved, Refuted, Witness
from engine.analysis.proposals.wishes import wishes
from engine.analysis.solving.solver import Question, Solver
from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.terms import Bool
from engine.cases.coverage.model import Coverage, Kind, Point
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.feel.core import Node, globals_of
from engine.program.model import Program
from engine.values import Truth


class Proposal(Struct, frozen=True):
    """What became of one point.

    Attributes:
        witness: a borrower who brings it about; None where there is none, or nobody knows.
        outcome: what the reference makes of the borrower.
        is_settled: whether it is known that nobody does, where there is no borrower.
    """

    point: Point
    witness: Witness | None = None
    outcome: Outcome | None = None
    is_settled: bool = True


def propose(program: Program, found: Coverage, limits: Limits = Limits()) -> Iterator[Proposal]:  # noqa: B008  (a frozen value)
    """For each point that no case reaches a borrower who does, one after the other.

    A point to which a borrower comes who has been proposed already is passed over.

    Args:
        program: the checked pack.
        found: what its cases reach.
        limits: of each question.
    """
    conditions, solver, proposed = wishes(program), Solver([program], limits), list[Outcome]()
    for point in (one for kind in Kind for one in found.unreached(kind)):
        question = _question(point, conditions.get(point.key))
        if question is not None and any(question.holds([one]) for one in proposed):
            continue
        proposal = _proposal(program, solver, point, question)
        proposed += [] if proposal.outcome is None else [proposal.outcome]
        yield proposal


def _proposal(program: Program, solver: Solver, point: Point, question: Question | None) -> Proposal:
    answer = NotSettled("size") if question is None else solver.find(question)
    if isinstance(answer, Refuted):
        witness = answer.witnesses[0]
        return Proposal(point, witness, evaluate(program, witness.view, witness.as_of))
    return Proposal(point, is_settled=isinstance(answer, Proved))


def _question(point: Point, wish: Node | None) -> Question | None:
    """The question whether somebody brings a point about; None for what can't be asked."""
    if point.kind is Kind.CRITERIA:
        return _of_criterion(point.owner, Truth(point.key[1]))
    if wish is None:
        return None
    return Question(
        lambda readings: readings[0].truth(wish).met,
        lambda outcomes: outcomes[0].values.evaluate(wish) is True,
        tuple(one.name for one in globals_of(wish)),
    )


def _of_criterion(key: str, truth: Truth) -> Question:
    def goal(readings: Sequence[Reading]) -> Bool:
        claim = readings[0].criterion(key)
        return {Truth.MET: claim.met, Truth.UNMET: claim.unmet, Truth.UNKNOWN: claim.unknown}[truth]

    return Question(goal, lambda outcomes: outcomes[0].criteria[key] is truth, (key,))
