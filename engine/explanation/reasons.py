"""Why each criterion is met, unmet or unknown: its words, its values, and what would settle it.

A status without its reasons can't be checked by whoever it concerns. And what keeps a criterion unknown is
of two kinds, a fact that can be told and an operation without a value: to ask for a fact in the second case
would ask in vain.
"""

from engine.evaluation.outcome import Outcome, presumed
from engine.explanation.documents import Proofs
from engine.explanation.model import Reason
from engine.explanation.once import Once
from engine.explanation.phrases import cause, phrase
from engine.explanation.wording import Wording
from engine.feel.core import Node
from engine.feel.unknown import Failure, MissingFact, Unknown
from engine.program.model import Criterion
from engine.values import Truth


class Reasons(Once[str, Reason]):
    """Each criterion of an option, a finding or an alert as a reason, by its key."""

    def __init__(self, outcome: Outcome, wording: Wording, proofs: Proofs) -> None:
        """Take the outcome, the words filled from its values, and its documents."""
        super().__init__()
        self._program = wording.vocabulary.program
        self._outcome = outcome
        self._wording = wording
        self._proofs = proofs
        self._no_result = phrase(wording.vocabulary.language, "no_result")

    def make(self, key: str) -> Reason:
        """One criterion as a reason."""
        truth, wording = self._outcome.criteria[key], self._wording
        claim = wording.vocabulary.claims[key]
        one = claim.criterion
        texts = wording.with_(self._proofs.words(one.evidence)) if one.evidence else wording.texts
        unknown = truth is Truth.UNKNOWN
        causes, missing = self._causes(one) if unknown else ((), ())
        return Reason(
            id=one.id,
            truth=truth,
            curable=one.curable,
            presumed=unknown and presumed(one, self._outcome.values),
            text=claim.said[truth].fill(texts) if missing or not causes else self._no_result,
            cure=claim.cure.fill(texts) if claim.cure and truth is Truth.UNMET else None,
            operands=claim.operands(wording.figures),
            causes=causes,
            ask_for=missing,
            sources=one.source,
            finding=one.finding,
            because=wording.vocabulary.findings[one.finding](self) if one.finding else (),
        )

    def _causes(self, one: Criterion) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Reasons for failures in words, and missing facts, that keep a criterion unknown."""
        failures: dict[Failure, None] = {}
        facts: dict[str, None] = {}
        for node in self._undecided(one):
            value = self._outcome.values.evaluate(node)
            causes = value.causes if isinstance(value, Unknown) else ()
            facts |= dict.fromkeys(sorted(one.path for one in causes if isinstance(one, MissingFact)))
            failures |= dict.fromkeys(one for one in causes if isinstance(one, Failure))
        language = self._wording.vocabulary.language
        return tuple(sorted({cause(language, one) for one in failures})), tuple(facts)

    def missing(self, one: Criterion) -> tuple[str, ...]:
        """The missing facts that keep a criterion unknown."""
        return self._causes(one)[1]

    def _undecided(self, one: Criterion) -> list[Node]:
        """The conditions whose values keep a criterion unknown, through findings and requirements."""
        if one.test is not None:
            return [one.test]
        if one.finding is not None:
            criteria = self._program.findings_by_id[one.finding].criteria
            unknown = [each for each in criteria if self._outcome.criteria[each.key] is Truth.UNKNOWN]
            return [node for each in unknown for node in self._undecided(each)]
        return [node for name in one.evidence for node in self._open(name)]

    def _open(self, name: str) -> list[Node]:
        """The conditions of a requirement that aren't known."""
        proof, requirement = self._outcome.proofs[name], self._program.requirements_by_id[name]
        if proof.satisfied is not Truth.UNKNOWN:
            return []
        needed = [requirement.needed] if requirement.needed and proof.needed is Truth.UNKNOWN else []
        return needed + ([requirement.held] if proof.held is Truth.UNKNOWN else [])
