"""What running the cases of a pack gives, and the answers that one case is held against.

A pack of which no case could be run must not look like one in which all of them passed; so what wasn't read
and what nothing looks at is told, too.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from msgspec import Struct

from engine.diagnostics import Diagnostic
from engine.evaluation.outcome import Outcome
from engine.explanation.from_outcome import advise
from engine.explanation.joint import joint_advice
from engine.explanation.model import JointAdvice, LoanAdvice
from engine.explanation.wording import Vocabulary
from engine.profile.model import FactView
from engine.program.model import Program
from engine.rulebook.cases_model import Case


class SoundCase(Struct, frozen=True):
    """A case that can be run: whatever it names is there, and its profile is sound.

    Attributes:
        views: its profile, seen once for each loan.
        as_of: the day for which it asks.
    """

    case: Case
    views: tuple[FactView, ...]
    as_of: date


class Results(Struct, frozen=True):
    """How the cases of a pack came out.

    Attributes:
        pack: the name of its folder.
        run: number of cases that were read.
        passed: number of those in which everything came out as expected.
        faults: what came out otherwise, and what is wrong with the pack or its cases; sorted by place.
        engines: the evaluators that answered; none where the pack is at fault, and no case is run.
        unread: files of cases that are at fault, so that none of their cases was read.
        untested: options, alerts and tables that no case looks at.
        program: the checked pack; None where it is at fault.
        passing: the cases that passed, in the order of their files.
    """

    pack: str
    run: int
    passed: int
    faults: tuple[Diagnostic, ...]
    engines: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    untested: tuple[str, ...] = ()
    program: Program | None = None
    passing: tuple[SoundCase, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What came out for one loan of a case's profile.

    Attributes:
        vocabulary: the pack and its words.
        loan: its id, or "".
        position: its place among all, from 0.
        outcome: what the evaluators agreed on.
    """

    vocabulary: Vocabulary
    loan: str
    position: int
    outcome: Outcome

    @property
    def program(self) -> Program:
        """The pack."""
        return self.vocabulary.program

    @cached_property
    def advice(self) -> LoanAdvice:
        """The answer in order and in words, which takes longer than all the rest and which few cases need."""
        return advise(self.vocabulary, self.outcome, self.loan, self.position)


@dataclass(frozen=True)
class Answers:
    """What came out for all loans of a case's profile, in its order; never none."""

    loans: tuple[Answer, ...]

    @property
    def first(self) -> Answer:
        """The answer that stands at the top."""
        return self.loans[0]

    def of(self, loan: str) -> Answer:
        """The answer for the loan of this id, which the profile has."""
        return next(one for one in self.loans if one.loan == loan)

    @cached_property
    def joint(self) -> JointAdvice | None:
        """What is said of all loans together, if anything is."""
        outcomes = [one.outcome for one in self.loans]
        return joint_advice(self.first.vocabulary, outcomes, [one.advice for one in self.loans])
