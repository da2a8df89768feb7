"""Why each criterion is met, unmet or unknown: its words, its values, and what would settle it."""

from dataclasses import dataclass

from engine.evaluation.globals import Globals
from engine.evaluation.outcome import Outcome
from engine.explanation.model import Proof, Reason
from engine.explanation.phrases import cause
from engine.explanation.wording import Wording
from engine.feel.core import Node
from engine.feel.unknown import Failure, MissingFact, Unknown
from engine.feel.walk import Value
from engine.program.model import Criterion, Finding, Program, Requirement
from engine.values import Truth


@dataclass(frozen=True, slots=True)
class Explainer:
    """What is needed to explain one loan's outcome."""

    program: Program
    outcome: Outcome
    values: Globals
    wording: Wording
    findings: dict[str, Finding]
    requirements: dict[str, Requirement]

    def reason(self, owner: str, one: Criterion) -> Reason:
        """One criterion of an option, a finding or an alert."""
        truth = self.outcome.criteria[one.key]
        causes, asked = self._causes(one) if truth is Truth.UNKNOWN else ((), ())
        because = () if one.finding is None else self._behind(self.findings[one.finding])
        extra = self._evidence_words(one.evidence)
        section = "criteria"
        words_of = "" if owner in self.findings else owner
        return Reason(
            id=one.id,
            truth=truth,
            curable=one.curable,
            text=self.wording.text(words_of, section, one.id, truth.value, extra),
            cure=self._cure(words_of, one, truth, extra),
            operands=tuple(self.wording.figure(name) for name in one.operands),
            causes=tuple(cause(self.wording.language, reason) for reason in causes),
            ask_for=asked,
            sources=one.source,
            finding=one.finding,
            because=because,
        )

    def _cure(self, owner: str, one: Criterion, truth: Truth, extra: dict[str, str]) -> str:
        if truth is not Truth.UNMET or not one.curable:
            return ""
        return self.wording.text(owner, "criteria", one.id, "cure", extra)

    def _behind(self, finding: Finding) -> tuple[Reason, ...]:
        return tuple(self.reason(finding.id, one) for one in finding.criteria)

    def _evidence_words(self, evidence: tuple[str, ...]) -> dict[str, str]:
        if not evidence:
            return {}
        proofs = [self.proof(name) for name in evidence]
        missing = tuple(one.bring for one in proofs if one.state == "missing")
        held = tuple(dict.fromkeys(kind for one in proofs for kind in one.held))
        return {"missing": self.wording.kinds(missing), "held": self.wording.kinds(held)}

    def proof(self, name: str) -> Proof:
        """A requirement as a document to bring."""
        requirement = self.requirements[name]
        return Proof(
            id=name,
            title=self.wording.text("", "evidence", name, "title"),
            state=self._state(name),
            bring=requirement.accepts[0],
            substitutes=requirement.accepts[1:],
            held=self._held(requirement),
            accepts=self.wording.kinds(requirement.accepts),
            sources=requirement.source,
        )

    def _state(self, name: str) -> str:
        proof = self.outcome.proofs[name]
        if proof.held is Truth.MET:
            return "have"
        unmet = proof.needed is Truth.MET and proof.held is Truth.UNMET
        return "missing" if unmet else "unknown"

    def _held(self, requirement: Requirement) -> tuple[str, ...]:
        """The accepted kinds among the borrower's documents, fresh or not."""
        documents = self.values["evidence"]
        if not isinstance(documents, tuple):
            return ()
        kinds = {one["kind"] for one in documents if isinstance(one, dict) and "kind" in one}
        return tuple(kind for kind in requirement.accepts if kind in kinds)

    def _causes(self, one: Criterion) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Reasons for failures, and missing facts, that keep a criterion unknown."""
        failures: dict[str, None] = {}
        facts: dict[str, None] = {}
        for node in self._undecided(one):
            value: Value = self.values.evaluate(node)
            if isinstance(value, Unknown):
                for each in sorted(value.causes, key=str):
                    if isinstance(each, MissingFact):
                        facts[each.path] = None
                    elif isinstance(each, Failure):
                        failures[each.reason] = None
        return tuple(failures), tuple(facts)

    def _undecided(self, one: Criterion) -> list[Node]:
        """The conditions whose values keep a criterion unknown, through findings and requirements."""
        if one.test is not None:
            return [one.test]
        if one.finding is not None:
            unknown = [
                each
                for each in self.findings[one.finding].criteria
                if self.outcome.criteria[each.key] is Truth.UNKNOWN
            ]
            return [node for each in unknown for node in self._undecided(each)]
        return [node for name in one.evidence for node in self._open(name)]

    def _open(self, name: str) -> list[Node]:
        proof, requirement = self.outcome.proofs[name], self.requirements[name]
        if proof.satisfied is not Truth.UNKNOWN:
            return []
        needed = (
            [] if requirement.needed is None or proof.needed is not Truth.UNKNOWN else [requirement.needed]
        )
        return needed + ([requirement.held] if proof.held is Truth.UNKNOWN else [])
