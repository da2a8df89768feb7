"""The columnar evaluator: a checked program decides a table of loans, each as the reference does.

A portfolio of ten million loans can't be walked through one by one. Here the program is a plan of Polars
expressions. Where a loan lies too near to a threshold for floating point, where a number doesn't fit into 64
bits, or where a rule says something that columns can't, the loan is in doubt, and one of the evaluators
that are exact decides it. So the answers are those of the reference on every row, and the number of such
loans is told.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engine.diagnostics import Diagnostic, NotInstalled
from engine.evaluation.compiled import Compiled
from engine.evaluation.globals import AS_OF, parameters_in_force
from engine.evaluation.outcome import Outcome
from engine.feel.types import Type
from engine.profile.model import FactView
from engine.program.model import Program
from engine.values import Truth

if TYPE_CHECKING:
    import polars as pl

    from engine.evaluation.columns.regime import Regime

BY_REFERENCE = "by_reference"


def why_unavailable() -> str | None:
    """Why columns can't be used here, with the command that installs what is missing; None if they can."""
    try:
        import polars as pl  # noqa: F401, PLC0415  (only whoever screens needs it)
    except ImportError:
        return "polars isn't installed; run `pip install 'xieshang[columns]'`"
    return None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for besides the decisions on options and the truth of alerts.

    Attributes:
        criteria: whether of each criterion its truth.
        findings: whether of each finding its truth.
        proofs: whether of each requirement whether it is needed, and held.
        figures: names of measures, facts or parameters; none of a list.
    """

    criteria: bool = False
    findings: bool = False
    proofs: bool = False
    figures: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Screened:
    """A batch that has been decided.

    Attributes:
        frame: a row a loan, in the order of the batch; the columns of `Columnar.columns`.
        by_reference: places of the rows that were in doubt.
        faults: what is at fault with the program for a row, by its place: rows of a table that contradict
            each other, or nothing in force on its day. All of such a row is null.
    """

    frame: "pl.DataFrame"
    by_reference: Sequence[int]
    faults: Mapping[int, Sequence[Diagnostic]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """A column that comes out.

    Attributes:
        name: `status.<option>`, `settled.<option>`, `alert.<alert>`, `criterion.<key>`, `finding.<finding>`,
            `needed.<requirement>`, `held.<requirement>`, `figure.<name>` or `by_reference`.
        kind: of a figure: its type in the language.
        scale: of a figure that is a number: digits after the point; the column holds whole numbers.
    """

    name: str
    kind: Type | None = None
    scale: int = 0


class Columnar:
    """The columnar form of a program. Made once, used for many batches; safe to use from several threads."""

    def __init__(
        self, program: Program, *, wanted: Wanted | None = None, scales: Mapping[str, int] | None = None
    ) -> None:
        """Take the program.

        Args:
            program: the checked pack.
            wanted: what is asked for.
            scales: digits after the point of facts that the dictionary leaves open, by name.

        Raises:
            NotInstalled: Polars isn't here.
        """
        reason = why_unavailable()
        if reason is not None:
            raise NotInstalled(reason)
        from engine.evaluation.columns.layout import Layout  # noqa: PLC0415  (needs Polars)

        self.program = program
        self.wanted = wanted or Wanted()
        self.layout: Layout = Layout(program.dictionary, scales or {})
        self._compiled = Compiled(program)
        self._regime = lru_cache(maxsize=16)(self._made_regime)

    def _made_regime(self, settled: tuple[tuple[str, Any], ...]) -> "Regime":
        from engine.evaluation.columns.regime import Regime  # noqa: PLC0415  (needs Polars)

        return Regime(self.program, self.layout, dict(settled), self.wanted)

    @property
    def facts(self) -> Sequence[str]:
        """The facts that a table has to have a column for; others may be there."""
        from engine.evaluation.columns.regime import facts_used  # noqa: PLC0415  (needs Polars)

        return facts_used(self.program, self.wanted)

    def columns(self, as_of: date) -> Sequence[OutputColumn]:
        """The columns that come out for a day, in order.

        Raises:
            Faulty: the pack or a parameter of it has nothing in force on the day.
        """
        return self._for_day(as_of, fixed=True).columns

    def _for_day(self, as_of: date, *, fixed: bool) -> "Regime":
        settled = parameters_in_force(self.program, as_of)
        if fixed:
            settled[AS_OF] = as_of
        return self._regime(tuple(settled.items()))

    def screen(
        self,
        profiles: "pl.DataFrame",
        as_of: date | None = None,
        original: Callable[[int], FactView] | None = None,
        unfit: Iterable[int] = (),
    ) -> Screened:
        """Decide a batch.

        Args:
            profiles: a row a loan, the columns of `layout.schema`; those in `facts` have to be there.
            as_of: the day of the assessment for all rows; None to take that in the column `as_of`.
            original: what is known of the loan in a row, for one in doubt; by default, what the row says.
            unfit: places of rows that don't hold all that is known (`Layout.fits`); needs `original`.

        Raises:
            Faulty: nothing of the pack is in force on `as_of`.
        """
        from engine.evaluation.columns.batches import Batches  # noqa: PLC0415  (needs Polars)

        batches = Batches(self, profiles, original, frozenset(unfit))
        if as_of is not None:
            return batches.on_one_day(self._for_day(as_of, fixed=True), as_of)
        return batches.on_days(lambda day: self._for_day(day, fixed=False))

    def exactly(self, view: FactView, as_of: date) -> Outcome:
        """What the reference says of one loan."""
        return self._compiled.evaluate(view, as_of)


def truth_value(truth: Truth) -> bool | None:
    """A truth as a column holds it."""
    return {Truth.MET: True, Truth.UNMET: False, Truth.UNKNOWN: None}[truth]
