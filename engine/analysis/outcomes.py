"""What comes out for a borrower, by the reference and by its fast form, and for those of a pack's cases.

Most questions ask for somebody whom an author has thought of already. To look there first costs a
thousandth of asking the solver.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from engine.analysis.model import Witness
from engine.diagnostics import Faulty
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome
from engine.evaluation.reference import evaluate
from engine.profile.from_json import profile_from_data
from engine.program.model import Program

Asked = tuple[Witness, ...]
Holds = Callable[[Sequence[Outcome]], bool]
NAME = "witness"


class Outcomes:
    """Outcomes of programs, one for each; before and after a change, of one program for two borrowers."""

    def __init__(self, programs: Sequence[Program], pool: Sequence[Witness], *, pairs: bool) -> None:
        """Take the programs, and the borrowers to look at first."""
        self.programs = programs
        self._pool = pool
        self._pairs = pairs

    @cached_property
    def _compiled(self) -> list[Compiled]:
        made: dict[int, Compiled] = {}
        for one in self.programs:
            if id(one) not in made:
                made[id(one)] = Compiled(one)
        return [made[id(one)] for one in self.programs]

    @cached_property
    def _of_pool(self) -> list[tuple[Asked, list[Outcome]]]:
        found: list[tuple[Asked, list[Outcome]]] = []
        for one in self._pool:
            asked: Asked = (one, one) if self._pairs else (one,)
            outcomes = self.quickly(asked)
            if outcomes is not None:
                found.append((asked, outcomes))
        return found

    def in_pool(self, holds: Holds) -> Asked | None:
        """The first in the pool for whom it holds, confirmed; None if there is none."""
        for asked, outcomes in self._of_pool:
            if holds(outcomes) and self.confirmed(asked, holds):
                return asked
        return None

    def quickly(self, asked: Asked) -> list[Outcome] | None:
        """The outcomes by generated code; None where a program has none."""
        try:
            return [
                compiled.evaluate(one.view, one.as_of)
                for compiled, one in zip(self._compiled, self._spread(asked), strict=True)
            ]
        except Faulty:
            return None

    def exactly(self, asked: Asked) -> list[Outcome] | None:
        """The outcomes by the reference; None where a program has none: rows contradict each other."""
        try:
            return [
                evaluate(program, one.view, one.as_of)
                for program, one in zip(self.programs, self._spread(asked), strict=True)
            ]
        except Faulty:
            return None

    def _spread(self, asked: Asked) -> Asked:
        """For each program its borrower: mostly the same one."""
        return asked if len(asked) == len(self.programs) else asked * len(self.programs)

    def confirmed(self, asked: Asked, holds: Holds) -> bool:
        """Whether the reference says that it holds."""
        outcomes = self.exactly(asked)
        return outcomes is not None and holds(outcomes)

    def witness(self, data: object, day: date) -> Witness | None:
        """A witness from raw values, read as any other profile; None if nobody can have it."""
        profile, _ = profile_from_data(data, self.programs[0].dictionary, NAME)
        return None if profile is None else Witness(profile, day)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days on which most of the pool is assessed, at most three."""
        return tuple(day for day, _ in Counter(one.as_of for one in self._pool).most_common(3))
