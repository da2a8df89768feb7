"""What is known of a borrower between two questions, and what follows from it for each loan.

A question is worth asking, or not, by what follows from its answers; so the same short way leads from
what was told to the outcomes, whether it was told or is only tried.
"""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from engine.diagnostics import Diagnostic, Faulty
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome, suspension
from engine.explanation.wording import Vocabulary
from engine.interview.places import Raw
from engine.profile.from_json import profile_from_data
from engine.profile.model import Profile
from engine.program.model import Program
from engine.values import Truth


class State(Struct, frozen=True):
    """Where an interview stands.

    Attributes:
        told: raw values.
        profile: what they come to.
        outcomes: of each loan, in their order.
    """

    told: Raw
    profile: Profile
    outcomes: tuple[Outcome, ...]


class Core(Struct, frozen=True):
    """A program made ready for interviews in one language, on one day."""

    program: Program
    vocabulary: Vocabulary
    compiled: Compiled
    as_of: date

    def state(self, told: Raw) -> State:
        """What follows from raw values.

        Raises:
            Faulty: they can't be a profile, or rows of a table contradict each other.
        """
        profile, faults = self.profile(told)
        if profile is None:
            raise Faulty(faults)
        outcomes = tuple([self.compiled.evaluate(view, self.as_of) for view in profile.views()])
        return State(told, profile, outcomes)

    def tried(self, told: Raw) -> tuple[Outcome, ...]:
        """The outcomes of what somebody may answer; none where no profile could hold it."""
        try:
            return self.state(told).outcomes
        except Faulty:
            return ()

    def profile(self, told: Raw) -> tuple[Profile | None, tuple[Diagnostic, ...]]:
        """The profile of raw values, or what is wrong with them."""
        return profile_from_data(told, self.program.dictionary)

    def is_suspended(self, alerts: Mapping[str, Truth]) -> bool:
        """Whether an alert stands that lets nothing be recommended."""
        return suspension(self.program, alerts) is Truth.MET
