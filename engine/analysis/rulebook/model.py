"""What is asked about a pack, and what is found.

Every kind of question ends in the same few values, so that asking, keeping answers and telling them is done
in one place each.
"""

from collections.abc import Callable, Mapping
from enum import IntEnum
from pathlib import Path
from typing import Final

from msgspec import Struct

from engine.analysis.model import Answer, NotSettled, Witness
from engine.analysis.properties.resolved import Demand, Demands
from engine.diagnostics import Diagnostic
from engine.evaluation.outcome import Outcome
from engine.program.model import Program
from engine.rulebook.model import Rulebook


class Level(IntEnum):
    """How bad what is found is."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """As it is written."""
        return self.name.lower()


LEVELS: Final[Mapping[str, Level]] = {
    "A101": Level.WARNING,
    "A102": Level.WARNING,
    "A103": Level.WARNING,
    "A104": Level.NOTE,
    "A105": Level.WARNING,
    "A106": Level.WARNING,
    "A107": Level.WARNING,
    "A110": Level.WARNING,
    "A111": Level.ERROR,
    "A112": Level.ERROR,
    "A113": Level.WARNING,
    "A114": Level.WARNING,
    "A120": Level.ERROR,
    "A121": Level.ERROR,
    "A122": Level.NOTE,
    "A130": Level.NOTE,
    "A140": Level.ERROR,
    "A141": Level.WARNING,
}


class Pack(Struct, frozen=True):
    """A checked pack with everything that questions about it need.

    Attributes:
        rulebook: as written, with the place of every word.
        witnesses: the borrowers of its cases, in the order of the files.
        outcomes: what comes out for each of them.
    """

    folder: Path
    rulebook: Rulebook
    program: Program
    demands: Demands
    witnesses: tuple[Witness, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


class Found(Struct, frozen=True):
    """Something that the author should see.

    Attributes:
        question: the id of the question behind it.
        witnesses: borrowers who show it; none where nobody is there to show.
    """

    question: str
    diagnostic: Diagnostic
    witnesses: tuple[Witness, ...] = ()

    @property
    def level(self) -> Level:
        """How bad it is."""
        return LEVELS[self.diagnostic.code]


class Asked(Struct, frozen=True):
    """A question, and what its answer means.

    Attributes:
        id: says what should be so, as a sentence that stays the same from run to run.
        demand: that there is nobody who shows it isn't so, or somebody who shows it is.
        told: what the answer comes to: something found; further questions; or nothing.
        shown: whether the borrower who is found is shown, and so to be made small.
        unless: ids of questions; if something was found by one of them, this one is beside the point.
    """

    id: str
    demand: Demand
    told: Callable[[Answer], "Found | tuple[Asked, ...] | None"]
    shown: bool = False
    unless: tuple[str, ...] = ()


class Answered(Struct, frozen=True):
    """A question and its answer.

    Attributes:
        is_property: whether the pack's author asked it.
    """

    question: str
    answer: Answer
    is_property: bool = False


class Report(Struct, frozen=True):
    """All that was asked of a pack, and what was found.

    Attributes:
        found: the worst first, then by place.
        answers: in the order of asking.
        reused: how many of the answers an earlier run had found.
    """

    program: Program
    found: tuple[Found, ...]
    answers: tuple[Answered, ...]
    reused: int = 0

    @property
    def unsettled(self) -> tuple[Answered, ...]:
        """The questions without an answer."""
        return tuple(one for one in self.answers if isinstance(one.answer, NotSettled))
