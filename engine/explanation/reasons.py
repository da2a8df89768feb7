"""Why each criterion is met, unmet or unknown: its words, its values, and what would settle it."""

from collections.abc import Iterable, Mapping

from engine.evaluation.outcome import Outcome, presumed
from engine.explanation.model import Advice, Proof, Reason
from engine.explanation.phrases import cause
from engine.explanation.wording import NOTHING, Wording
from engine.feel.core import Node
from engine.feel.unknown import Failure, MissingFact, Unknown
from engine.program import model
from engine.program.model import Criterion, Finding, Program, Requirement
from engine.program.requirements import EVIDENCE, KIND
from engine.values import Truth


class Explainer:
    """Explains one loan's outcome. What several options share is explained once."""

    def __init__(self, program: Program, outcome: Outcome, wording: Wording) -> None:
        """Take the outcome, and the words filled from its values."""
        self.program = program
        self.outcome = outcome
        self.wording = wording
        self._sources: list[tuple[str, ...]] = []  # of all that has been said
        self._reasons: dict[str, Reason] = {}
        self._proofs: dict[str, Proof] = {}
        self._advice: dict[str, Advice | None] = dict(wording.vocabulary.for_everybody)

    @property
    def sources(self) -> frozenset[str]:
        """The sources of all that has been said so far."""
        return frozenset().union(*self._sources)

    def reason(self, owner: str, one: Criterion) -> Reason:
        """One criterion of an option, a finding or an alert."""
        found = self._reasons.get(one.key)
        if found is None:
            found = self._reasons[one.key] = self._reason(owner, one)
            self._sources.append(one.source)
        return found

    def _reason(self, owner: str, one: Criterion) -> Reason:
        truth, wording = self.outcome.criteria[one.key], self.wording
        causes, missing = self._causes(one) if truth is Truth.UNKNOWN else ((), ())
        extra = self._evidence_words(one.evidence) if one.evidence else NOTHING
        said = wording.vocabulary.claim(owner, one)
        return Reason(
            id=one.id,
            truth=truth,
            curable=one.curable,
            presumed=truth is Truth.UNKNOWN and presumed(one, self.outcome.values),
            text=wording.fill(said.of(truth), extra),
            cure=wording.fill(said.cure, extra) if truth is Truth.UNMET and said.cure else None,
            operands=tuple([wording.figure(name) for name in one.operands]) if one.operands else (),
            causes=tuple([cause(wording.vocabulary.language, reason) for reason in causes]) if causes else (),
            ask_for=missing,
            sources=one.source,
            finding=one.finding,
            because=() if one.finding is None else self._behind(self.program.findings_by_id[one.finding]),
        )

    def _behind(self, finding: Finding) -> tuple[Reason, ...]:
        return tuple([self.reason(finding.id, one) for one in finding.criteria])

    def _evidence_words(self, evidence: tuple[str, ...]) -> dict[str, str]:
        """What fills `{missing}` and `{held}` in the words of a criterion about documents."""
        needed = [name for name in evidence if self.outcome.proofs[name].needed is not Truth.UNMET]
        proofs = [self.proof(name) for name in needed]
        missing = tuple(one.bring for one in proofs if one.state == "missing")
        held = tuple(dict.fromkeys(kind for one in proofs for kind in one.held))
        kinds = self.wording.vocabulary.kinds
        return {"missing": kinds(missing), "held": kinds(held)}

    def steps(self, names: Iterable[str]) -> tuple[Advice, ...]:
        """The steps in words, without those whose condition is false."""
        return self._said("steps", self.program.steps, names)

    def cautions(self, names: Iterable[str]) -> tuple[Advice, ...]:
        """The cautions in words, without those whose condition is false."""
        return self._said("cautions", self.program.cautions, names)

    def _said(
        self, section: str, among: Mapping[str, model.Advice], names: Iterable[str]
    ) -> tuple[Advice, ...]:
        advice = self._advice
        found = [advice[name] if name in advice else self._say(section, among[name]) for name in names]
        said = tuple([one for one in found if one is not None])
        self._sources += [one.sources for one in said]
        return said

    def _say(self, section: str, one: model.Advice) -> Advice | None:
        said = self.wording.advice(section, one) if self.outcome.values.says(one) else None
        self._advice[one.id] = said
        return said

    def proofs(self, names: Iterable[str]) -> tuple[Proof, ...]:
        """The documents that are needed; what may be needed, the questions settle first."""
        outcome = self.outcome.proofs
        needed = tuple([self.proof(name) for name in names if outcome[name].needed is Truth.MET])
        self._sources += [one.sources for one in needed]
        return needed

    def proof(self, name: str) -> Proof:
        """A requirement as a document to bring."""
        if name not in self._proofs:
            self._proofs[name] = self._proof(name)
        return self._proofs[name]

    def _proof(self, name: str) -> Proof:
        requirement = self.program.requirements_by_id[name]
        return Proof(
            id=requirement.document,
            title=self.wording.text("", "evidence", requirement.document, "title"),
            state=self._state(name),
            bring=requirement.accepts[0],
            substitutes=requirement.accepts[1:],
            held=self._held(requirement),
            accepts=self.wording.vocabulary.kinds(requirement.accepts),
            sources=requirement.source,
        )

    def _state(self, name: str) -> str:
        proof = self.outcome.proofs[name]
        if proof.held is Truth.MET:
            return "have"
        return "missing" if proof.satisfied is Truth.UNMET else "unknown"

    def _held(self, requirement: Requirement) -> tuple[str, ...]:
        """The accepted kinds among the borrower's documents, fresh or not."""
        documents = self.outcome.values.known(EVIDENCE)
        if not isinstance(documents, tuple):
            return ()
        kinds = [one.get(KIND) for one in documents if isinstance(one, Mapping)]
        return tuple(kind for kind in requirement.accepts if kind in kinds)

    def _causes(self, one: Criterion) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Reasons for failures, and missing facts, that keep a criterion unknown."""
        failures: dict[str, None] = {}
        facts: dict[str, None] = {}
        for node in self._undecided(one):
            value = self.outcome.values.evaluate(node)
            causes = value.causes if isinstance(value, Unknown) else ()
            facts |= dict.fromkeys(sorted(one.path for one in causes if isinstance(one, MissingFact)))
            failures |= dict.fromkeys(sorted(one.reason for one in causes if isinstance(one, Failure)))
        return tuple(failures), tuple(facts)

    def missing(self, one: Criterion) -> tuple[str, ...]:
        """The missing facts that keep a criterion unknown."""
        return self._causes(one)[1]

    def _undecided(self, one: Criterion) -> list[Node]:
        """The conditions whose values keep a criterion unknown, through findings and requirements."""
        if one.test is not None:
            return [one.test]
        if one.finding is not None:
            criteria = self.program.findings_by_id[one.finding].criteria
            unknown = [each for each in criteria if self.outcome.criteria[each.key] is Truth.UNKNOWN]
            return [node for each in unknown for node in self._undecided(each)]
        return [node for name in one.evidence for node in self._open(name)]

    def _open(self, name: str) -> list[Node]:
        """The conditions of a requirement that aren't known."""
        proof, requirement = self.outcome.proofs[name], self.program.requirements_by_id[name]
        if proof.satisfied is not Truth.UNKNOWN:
            return []
        needed = [requirement.needed] if requirement.needed and proof.needed is Truth.UNKNOWN else []
        return needed + ([requirement.held] if proof.held is Truth.UNKNOWN else [])
