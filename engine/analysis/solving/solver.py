"""Asking whether there is a borrower for whom something holds.

The solver's word alone counts for a "no". For a "yes" it only proposes a borrower: the reference decides
whether it is so, and where something was read only roughly, the solver is told how it really is and asked
again.
"""

from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from engine.analysis.model import Answer, Limits, NotSettled, Proved, Refuted, Witness
from engine.analysis.outcomes import Asked, Outcomes
from engine.analysis.solving.cone import cone
from engine.analysis.solving.search import Search
from engine.analysis.solving.smaller import smaller
from engine.analysis.symbolic.ground import Ground
from engine.analysis.symbolic.reading import Reading
from engine.analysis.symbolic.terms import Bool
from engine.analysis.symbolic.told import Told
from engine.evaluation.outcome import Outcome
from engine.program.model import Program

CHANGED = "then "  # before the names of facts after a change


class Question(Struct, frozen=True):
    """One question about one or more readings.

    Attributes:
        goal: satisfiable where there is a counterexample, or a witness.
        holds: the same asked of the reference's outcomes, one for each reading; confirms a witness.
        about: the facts, measures, criteria and options of which it speaks.
        small: whether the witness is to be made small: not where only its being there matters.
    """

    goal: Callable[[Sequence[Reading]], Bool]
    holds: Callable[[Sequence[Outcome]], bool]
    about: tuple[str, ...] = ()
    small: bool = True


class Solver:
    """Answers questions about one program, two that share facts, or one before and after a change."""

    def __init__(
        self,
        programs: Sequence[Program],
        limits: Limits = Limits(),  # noqa: B008  (a frozen value)
        pool: Sequence[Witness] = (),
        changed: Collection[str] = (),
    ) -> None:
        """Read the programs.

        Args:
            programs: one, or two that share a dictionary's facts.
            limits: of each question.
            pool: borrowers to look at first.
            changed: facts that are free a second time, for the same program.
        """
        told = Told(programs[0].dictionary, limits)
        self.readings = [Reading(one, told) for one in programs]
        self._told = [told]
        if changed:
            self._told.append(told.changed(changed, CHANGED))
            self.readings.append(Reading(programs[0], self._told[1]))
            programs = [programs[0], programs[0]]
        self._ground: Ground = told.ground
        self._limits = limits
        self._outcomes = Outcomes(tuple(programs), tuple(pool), pairs=bool(changed))

    def find(self, question: Question) -> Answer:
        """Proved if there is nobody, Refuted with somebody who was confirmed, or NotSettled."""
        known = self._outcomes.in_pool(question.holds)
        if known is not None:
            return self._refuted(known, question)
        goal = question.goal(self.readings)
        asked = cone(self._ground, goal)
        search = Search(goal, asked, self._told, self._outcomes, self._limits)
        found = search.run(question.holds)
        if isinstance(found, Proved | NotSettled):
            return found
        return self._refuted(found, question)

    def _refuted(self, found: Asked, question: Question) -> Refuted:
        """The witnesses, made small if wished."""
        return Refuted(smaller(found, self._outcomes, question.holds) if question.small else found)
