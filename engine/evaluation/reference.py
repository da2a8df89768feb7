"""The plain walk over a program: what its rules mean.

Every other evaluator is held against this one. It is written to be read, not to be fast.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from engine.evaluation.contradictions import refuse_contradictions
from engine.evaluation.globals import Globals
from engine.evaluation.outcome import Outcome, Proof, Truths, conclude
from engine.feel.core import Node
from engine.feel.unknown import Unknown
from engine.profile.model import FactView
from engine.program.model import Criterion, Program, Requirement
from engine.values import Truth, all_of, any_of


def evaluate(program: Program, facts: FactView, as_of: date) -> Outcome:
    """The outcome for one loan.

    Args:
        program: the checked pack.
        facts: what the profile says, `loan` being the loan in question.
        as_of: the day of the assessment.

    Raises:
        Faulty: the pack says nothing for the day, or rows of a table contradict
            each other.
    """
    values = Globals(program, facts, as_of)
    refuse_contradictions(program, values)
    return conclude(program, truths(program, values), as_of)


def truths(program: Program, values: Globals) -> Truths:
    """The truth of every criterion, finding and requirement."""
    proofs = {one.id: proof(one, values) for one in program.required}
    criteria: dict[str, Truth] = {}
    findings: dict[str, Truth] = {}
    for finding in program.findings:
        criteria |= _claims(finding.criteria, values, proofs, findings)
        own = [criteria[one.key] for one in finding.criteria]
        findings[finding.id] = all_of(own) if finding.needs_all else any_of(own)
    for owner in program.judged:
        criteria |= _claims(owner.criteria, values, proofs, findings)
    return Truths(values, proofs, criteria, findings)


def _claims(
    criteria: Iterable[Criterion],
    values: Globals,
    proofs: Mapping[str, Proof],
    findings: Mapping[str, Truth],
) -> dict[str, Truth]:
    return {one.key: _claim(one, values, proofs, findings) for one in criteria}


def _claim(
    one: Criterion, values: Globals, proofs: Mapping[str, Proof], findings: Mapping[str, Truth]
) -> Truth:
    if one.test is not None:
        return truth(one.test, values)
    if one.finding is not None:
        return findings[one.finding]
    return all_of(proofs[name].satisfied for name in one.evidence)


def proof(requirement: Requirement, values: Globals) -> Proof:
    """Whether a document is needed, and at hand."""
    needed = Truth.MET if requirement.needed is None else truth(requirement.needed, values)
    return Proof(needed, truth(requirement.held, values))


def truth(node: Node, values: Globals) -> Truth:
    """The truth of a condition."""
    value = values.evaluate(node)
    if isinstance(value, Unknown):
        return Truth.UNKNOWN
    return Truth.MET if value is True else Truth.UNMET
