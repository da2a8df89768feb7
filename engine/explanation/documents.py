"""The documents that a request needs: which are at hand, which to bring, and what can stand in for them.

Criteria, checklists and words all speak of the same papers. Each is worked out once here; otherwise one
part of an answer could ask for a paper that another counts as brought.
"""

from collections.abc import Mapping
from functools import cached_property

from engine.evaluation.outcome import Outcome
from engine.explanation.model import Proof
from engine.explanation.once import Once
from engine.explanation.set_aside import set_aside
from engine.explanation.wording import Wording
from engine.program.requirements import EVIDENCE, KIND
from engine.values import Truth


class Proofs(Once[str, Proof]):
    """Each requirement as a document to bring, by its id."""

    def __init__(self, outcome: Outcome, wording: Wording) -> None:
        """Take the outcome, and the words filled from its values."""
        super().__init__()
        self._outcome = outcome
        self._wording = wording

    def make(self, name: str) -> Proof:
        """A requirement as a document to bring."""
        vocabulary = self._wording.vocabulary
        requirement, state = vocabulary.program.requirements_by_id[name], self._state(name)
        outcome = self._outcome
        aside = set_aside(requirement, outcome.values, outcome.as_of, self._wording)
        return Proof(
            id=requirement.document,
            title=self._wording.text("", "evidence", requirement.document, "title"),
            state=state,
            bring=requirement.accepts[0],
            substitutes=requirement.accepts[1:],
            held=tuple([kind for kind in requirement.accepts if kind in self._kinds_at_hand]),
            accepts=vocabulary.kinds(requirement.accepts),
            sources=requirement.source,
            set_aside=tuple(aside) if state == "missing" else (),
        )

    def words(self, evidence: tuple[str, ...]) -> dict[str, str]:
        """What fills `{missing}` and `{held}` in the words of a criterion about documents."""
        needed = [name for name in evidence if self._outcome.proofs[name].needed is not Truth.UNMET]
        proofs = [self[name] for name in needed]
        missing = tuple(one.bring for one in proofs if one.state == "missing")
        held = tuple(dict.fromkeys(kind for one in proofs for kind in one.held))
        kinds = self._wording.vocabulary.kinds
        return {"missing": kinds(missing), "held": kinds(held)}

    def _state(self, name: str) -> str:
        proof = self._outcome.proofs[name]
        if proof.held is Truth.MET:
            return "have"
        return "missing" if proof.satisfied is Truth.UNMET else "unknown"

    @cached_property
    def _kinds_at_hand(self) -> frozenset[object]:
        """The kinds of the borrower's documents, fresh or not."""
        documents = self._outcome.values.known(EVIDENCE)
        if not isinstance(documents, tuple):
            return frozenset()
        return frozenset(one.get(KIND) for one in documents if isinstance(one, Mapping))
