"""Criteria, findings, alerts and the statuses of options as columns.

The rules by which statuses follow from truths are those of `outcome.py`, written once more for columns; tests
hold the two against each other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

import polars as pl

from engine.evaluation.columns.logic import conjunction, disjunction, either, negation
from engine.evaluation.columns.lower import Lowering
from engine.evaluation.columns.plan import Column, constant
from engine.evaluation.columns.tables import overlapping, rows_held
from engine.evaluation.columns.values import Truthful
from engine.evaluation.outcome import Status
from engine.program.model import Criterion, Option, Program

# What stands for a status in a column.
CODES: Final[Mapping[Status, int]] = {status: code for code, status in enumerate(Status)}
_SHUT, _OPEN, _TO_CURE, _FIRST, _BEHIND = (
    CODES[one]
    for one in (
        Status.NOT_AVAILABLE,
        Status.NEEDS_INFORMATION,
        Status.NEEDS_ACTION,
        Status.RECOMMENDED,
        Status.AVAILABLE,
    )
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an option stands by its own criteria.

    Attributes:
        code: of the status; `_FIRST` where all criteria are met, or presumed to be.
        presumed: whether that rests on a presumption; None for nowhere.
    """

    code: Column
    presumed: Column | None


@dataclass(slots=True)
class Decisions:
    """Everything that is decided about a loan, as columns of the first table.

    Attributes:
        doubts: loans that the reference decides.
    """

    program: Program
    lowering: Lowering
    needed: dict[str, Truthful] = field(default_factory=dict)
    held: dict[str, Truthful] = field(default_factory=dict)
    criteria: dict[str, Truthful] = field(default_factory=dict)
    findings: dict[str, Truthful] = field(default_factory=dict)
    alerts: dict[str, Truthful] = field(default_factory=dict)
    statuses: dict[str, Column] = field(default_factory=dict)
    settled: dict[str, Column] = field(default_factory=dict)
    doubts: list[Column] = field(default_factory=list)

    def lower(self) -> None:
        """Lower the whole program."""
        self._count()
        for one in self.program.required:
            always = Truthful(constant(True, pl.Boolean))
            self.needed[one.id] = always if one.needed is None else self._own(self.lowering.truth(one.needed))
            self.held[one.id] = self._own(self.lowering.truth(one.held))
        for finding in self.program.findings:
            self._criteria(finding.criteria)
            claims = [self.criteria[one.key] for one in finding.criteria]
            join = conjunction if finding.needs_all else disjunction
            self.findings[finding.id] = self._own(join(self.lowering.plan, claims))
        for owner in self.program.judged:
            self._criteria(owner.criteria)
        for alert in self.program.alerts:
            claims = [self.criteria[one.key] for one in alert.criteria]
            self.alerts[alert.id] = self._own(conjunction(self.lowering.plan, claims))
        self._options()
        self._overlaps()

    def _count(self) -> None:
        for one in self.program.criteria:
            if one.test is not None:
                self.lowering.count(one.test)
        for required in self.program.required:
            for node in (required.needed, required.held):
                if node is not None:
                    self.lowering.count(node)
        for formula in self.program.formulas.values():
            self.lowering.count(formula)

    def _own(self, one: Truthful) -> Truthful:
        """The same, as a column of the first table, its doubt noted."""
        plan = self.lowering.plan
        if one.doubt is not None:
            self.doubts.append(plan.in_table(one.doubt, plan.root))
        return Truthful(plan.in_table(one.column, plan.root), one.doubt)

    def _criteria(self, criteria: Iterable[Criterion]) -> None:
        for one in criteria:
            if one.test is not None:
                self.criteria[one.key] = self._own(self.lowering.truth(one.test))
            elif one.finding is not None:
                self.criteria[one.key] = self.findings[one.finding]
            else:
                proofs = [self._satisfied(name) for name in one.evidence]
                self.criteria[one.key] = self._own(conjunction(self.lowering.plan, proofs))

    def _satisfied(self, name: str) -> Truthful:
        """Whether a document isn't needed, or is at hand."""
        plan = self.lowering.plan
        return disjunction(plan, [negation(plan, self.needed[name]), self.held[name]])

    def _overlaps(self) -> None:
        """Loans for which rows of a table contradict each other: the reference says how."""
        for table in self.program.tables:
            if table.forbids_overlap:
                rows, plan = rows_held(self.lowering, table.formulas[0], {}), self.lowering.plan
                unsure = either(plan, overlapping(plan, rows), *(one.doubt for one in rows))
                assert unsure is not None, "whether rows overlap is a column"  # noqa: S101
                self.doubts.append(plan.in_table(unsure, plan.root))

    def _options(self) -> None:
        plan, program = self.lowering.plan, self.program
        suspending = [self.alerts[one.id] for one in program.alerts if one.suspends]
        suspended = plan.in_table(disjunction(plan, suspending).column, plan.root)
        own = {one.id: self._standing(one) for one in program.options}
        for option in program.options:
            preferred = [own[one.id] for one in program.options if option.id in one.preferred_over]
            behind = self._any([one.code for one in preferred], lambda code: code == _FIRST)
            behind = plan.keep(plan.apply(lambda s, b: s.fill_null(value=False) | b, suspended, behind))
            mine = own[option.id]
            status = plan.apply(
                lambda code, b: (
                    pl.when((code == _FIRST) & b).then(pl.lit(_BEHIND, dtype=pl.Int8)).otherwise(code)
                ),
                mine.code,
                behind,
            )
            self.statuses[option.id] = plan.in_table(status, plan.root)
            self.settled[option.id] = plan.in_table(self._settled(mine, preferred, suspended), plan.root)

    def _any(self, columns: Sequence[Column], test: Callable[[pl.Expr], pl.Expr]) -> Column:
        if not columns:
            return constant(False, pl.Boolean)
        return self.lowering.plan.apply(
            lambda *all_: reduce(lambda one, other: one | other, [test(one) for one in all_]), *columns
        )

    def _settled(self, mine: Standing, preferred: Sequence[Standing], suspended: Column) -> Column:
        """Whether no further fact can change the status."""
        plan = self.lowering.plan
        surely = self._any(
            [
                one.code
                if one.presumed is None
                else plan.apply(lambda c, p: pl.when(~p).then(c), one.code, one.presumed)
                for one in preferred
            ],
            lambda code: (code == _FIRST).fill_null(value=False),
        )
        undecided = self._any([one.code for one in preferred], lambda code: code == _OPEN)
        presumed = [one.presumed for one in preferred if one.presumed is not None]
        undecided = plan.apply(
            lambda one, other: one | other, undecided, self._any(presumed, lambda one: one)
        )

        def settled(code: pl.Expr, s: pl.Expr, sure: pl.Expr, open_: pl.Expr) -> pl.Expr:
            known = (s | sure).fill_null(value=False) | (s.eq_missing(pl.lit(value=False)) & ~open_)
            return (code != _OPEN) & ((code != _FIRST) | known)

        made = plan.apply(settled, mine.code, suspended, surely, undecided)
        if mine.presumed is None:
            return made
        return plan.apply(lambda one, by: one & ~by, made, mine.presumed)

    def _standing(self, option: Option) -> Standing:
        plan = self.lowering.plan
        all_ = plan.keep(conjunction(plan, self._claims(option.criteria)).column)
        final = plan.keep(
            conjunction(plan, self._claims(one for one in option.criteria if not one.curable)).column
        )
        waiting = [self._unknown(one, presumable=False) for one in option.criteria]
        counted = [self._unknown(one, presumable=True) for one in option.criteria if one.presumed_until_told]
        unknown = self._any(waiting, lambda one: one)
        presumed = plan.keep(self._any(counted, lambda one: one)) if counted else None

        def code(every: pl.Expr, lasting: pl.Expr, open_: pl.Expr) -> pl.Expr:
            return (
                pl.when(lasting.eq_missing(pl.lit(value=False)))
                .then(pl.lit(_SHUT, dtype=pl.Int8))
                .when(open_)
                .then(pl.lit(_OPEN, dtype=pl.Int8))
                .when(every.eq_missing(pl.lit(value=False)))
                .then(pl.lit(_TO_CURE, dtype=pl.Int8))
                .otherwise(pl.lit(_FIRST, dtype=pl.Int8))
            )

        made = plan.keep(plan.apply(code, all_, final, unknown))
        if presumed is not None:
            presumed = plan.keep(
                plan.apply(lambda p, c: p & ((c == _FIRST) | (c == _TO_CURE)), presumed, made)
            )
        return Standing(made, presumed)

    def _claims(self, criteria: Iterable[Criterion]) -> list[Truthful]:
        return [Truthful(self.criteria[one.key].column) for one in criteria]

    def _unknown(self, criterion: Criterion, *, presumable: bool) -> Column:
        """Where a criterion is unknown and counts as such; or where it is presumed instead."""
        plan, claim = self.lowering.plan, self.criteria[criterion.key].column
        if criterion.presumed_until_told is None:
            return plan.apply(lambda one: one.is_null(), claim)
        told = self.lowering.known(criterion.presumed_until_told)  # of a fact, of which there is no doubt
        return plan.apply(lambda one, t: one.is_null() & (~t if presumable else t), claim, told.column)
