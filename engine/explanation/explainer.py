"""All that is said of one loan, each thing once, and the sources on which it rests.

Options share criteria, steps and papers. Without one place that remembers them, each would be worded anew
for every option, and a sentence could stand in an answer whose source isn't listed below it.
"""

from collections.abc import Iterable
from itertools import chain

from engine.evaluation.outcome import Outcome
from engine.explanation.documents import Proofs
from engine.explanation.model import Advice, Proof
from engine.explanation.once import Once, Row
from engine.explanation.reasons import Reasons
from engine.explanation.wording import Vocabulary, Wording
from engine.values import Truth


class Explainer:
    """Explains one loan's outcome. What several options share is explained once.

    Attributes:
        reasons: of each criterion, by its key.
    """

    def __init__(self, vocabulary: Vocabulary, outcome: Outcome) -> None:
        """Take the outcome, and the words to say it in."""
        self.program = vocabulary.program
        self.outcome = outcome
        self.wording = Wording(vocabulary, outcome.values)
        self._proofs = Proofs(outcome, self.wording)
        self._advice = _Advised(outcome, self.wording)
        self.reasons = Reasons(outcome, self.wording, self._proofs)
        self._said: list[Advice | Proof] = []  # some of it several times

    def advice(self, among: Row[Advice | None]) -> tuple[Advice, ...]:
        """Steps or cautions in words, without those whose condition is false."""
        said = tuple([one for one in among(self._advice) if one is not None])
        self._said += said
        return said

    def proofs(self, names: Iterable[str]) -> tuple[Proof, ...]:
        """The documents that are needed; what may be needed, the questions settle first."""
        outcome = self.outcome.proofs
        needed = tuple([self._proofs[name] for name in names if outcome[name].needed is Truth.MET])
        self._said += needed
        return needed

    def sources(self) -> frozenset[str]:
        """The sources of all that has been said so far."""
        said = (*self.reasons.values(), *self._said)
        return frozenset(chain.from_iterable({one.sources for one in said}))


class _Advised(Once[str, Advice | None]):
    """Steps and cautions in words, by their ids; None where the condition is false."""

    def __init__(self, outcome: Outcome, wording: Wording) -> None:
        super().__init__(wording.vocabulary.for_everybody)
        self._values = outcome.values
        self._wording = wording

    def make(self, name: str) -> Advice | None:
        script = self._wording.vocabulary.advice[name]
        if not self._values.says(script.advice):
            return None
        return script.fixed or script.fill(self._wording.texts)
