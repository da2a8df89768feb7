"""Which evaluators answer, and what happens if they disagree.

The reference, in its compiled form, always works out the truth of the criteria. By default the rule engine
then chains from them to findings and options on its own, as a second opinion: a fault in one of the two
must not reach a borrower.
"""

from datetime import date
from typing import Literal, get_args

from engine.diagnostics import Disagreement, NotInstalled, WrongUsage, did_you_mean
from engine.evaluation.chaining import Chaining, Unsound, unavailable, why_unavailable
from engine.evaluation.compiled import Compiled
from engine.evaluation.outcome import Outcome, Truths
from engine.evaluation.ready import Ready
from engine.profile.model import FactView
from engine.program.model import Program

Engine = Literal["both", "reference", "durable"]


class Evaluators:
    """The evaluators of one program, made once and used for many profiles.

    Attributes:
        why_alone: what keeps the rule engine from giving its opinion though it was asked for; else None.
    """

    def __init__(self, program: Program, engine: Engine = "both", ready: Ready | None = None) -> None:
        """Make them.

        Args:
            program: the checked pack.
            engine: `both` falls back to the reference where durable_rules can't be used.
            ready: what they start from, if it is there already.

        Raises:
            NotInstalled: `durable` was asked for and can't be used here.
            WrongUsage: there is no such engine.
        """
        _check(engine)
        self._compiled = Compiled(program, ready)
        self.why_alone = None if engine == "reference" else unavailable()
        if engine == "durable" and self.why_alone:
            raise NotInstalled(why_unavailable())
        self._chaining = None if engine == "reference" or self.why_alone else Chaining(program, ready)
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


def _check(engine: str) -> None:
    """A misspelt engine would otherwise be taken for `both`, and nobody would know which one answered."""
    known = get_args(Engine)
    if engine not in known:
        help_ = did_you_mean(str(engine), known) or f"there are {', '.join(known)}"
        raise WrongUsage(f"there is no engine `{engine}`; {help_}")
