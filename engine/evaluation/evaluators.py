"""Which evaluators answer, and what happens if they disagree.

The reference always works out the truth of the criteria. By default the rule engine then chains from
them to findings and options on its own, as a second opinion: a fault in one of the two must
not reach a borrower.
"""

from datetime import date
from typing import Literal

from engine.diagnostics import Disagreement, NotInstalled
from engine.evaluation.chaining import Chaining, Unsound, why_unavailable
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome, Truths
from engine.profile.model import FactView
from engine.program.model import Program

Engine = Literal["both", "reference", "durable"]


class Evaluators:
    """The evaluators of one program, made once and used for many profiles."""

    def __init__(self, program: Program, engine: Engine = "both") -> None:
        """Make them.

        Args:
            program: the checked pack.
            engine: `both` falls back to the reference where durable_rules can't be used.

        Raises:
            NotInstalled: `durable` was asked for and can't be used here.
        """
        self._compiled = Compiled(program)
        self.why_alone = "" if engine == "reference" else why_unavailable() or ""
        if engine == "durable" and self.why_alone:
            raise NotInstalled(self.why_alone)
        self._chaining = None if engine == "reference" or self.why_alone else Chaining(program)
        self.names = ("reference",) if self._chaining is None else ("reference", "durable")
        if engine == "durable":
            self.names = ("durable",)

    def evaluate(self, facts: FactView, as_of: date) -> Outcome:
        """The outcome for one loan.

        Raises:
            Faulty: nothing of the pack is in force on the day.
            Disagreement: the evaluators don't come to the same, or one to nothing that can be trusted.
        """
        mine = self._compiled.evaluate(facts, as_of)
        if self._chaining is None:
            return mine
        truths = Truths(mine.values, mine.proofs, mine.criteria, mine.findings)
        try:
            chained = self._chaining.evaluate(truths, as_of)
        except Unsound as error:
            raise Disagreement((), str(error)) from error
        if "reference" in self.names and (differences := mine.differences(chained)):
            raise Disagreement(differences)
        return chained

    def close(self) -> None:
        """Give back what durable_rules holds, about a megabyte a pack; a later evaluation takes it again."""
        if self._chaining is not None:
            self._chaining.close()
