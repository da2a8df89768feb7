"""What can be said of all possible borrowers: proved, refuted with one of them, or not settled.

A solver that guessed where it can't know would be worse than none: an analyst would strike out a
rule that somebody needs. So there is no fourth answer, and nobody counts as a counterexample before the
reference has said so.
"""

from datetime import date

from msgspec import Struct

from engine.profile.model import FactView, Profile


class Witness(Struct, frozen=True):
    """A borrower for whom something holds, whole enough for `xieshang assess`, confirmed by the reference.

    Attributes:
        profile: what is told; with several loans, the question is about the first.
        as_of: the day.
    """

    profile: Profile
    as_of: date

    @property
    def view(self) -> FactView:
        """What is known while the loan in question is assessed."""
        return self.profile.views()[0]


class Proved(Struct, frozen=True):
    """Nobody is there for whom it isn't so.

    Attributes:
        within: what had to be assumed, in the author's words: `lists of at most 3`; empty: nothing.
    """

    within: tuple[str, ...] = ()


class Refuted(Struct, frozen=True):
    """Somebody is there for whom it isn't so.

    Attributes:
        witnesses: one borrower; of a claim about two (`more evidence never shuts`), both.
    """

    witnesses: tuple[Witness, ...]


class NotSettled(Struct, frozen=True):
    """Neither could be shown.

    Attributes:
        reason: what stood in the way: `time`, `approximation` or `size`.
        about: the names of what couldn't be read exactly, or the limit that was reached.
    """

    reason: str
    about: tuple[str, ...] = ()


Answer = Proved | Refuted | NotSettled


class Limits(Struct, frozen=True):
    """How much may be spent on one question.

    Attributes:
        steps: of the solver, which are the same on every machine: the answer doesn't depend on the clock.
        rounds: how often a borrower whom the reference doesn't confirm is ruled out and another asked for.
        longest: most elements of a list of records.
    """

    steps: int = 3_000_000
    rounds: int = 40
    longest: int = 2
