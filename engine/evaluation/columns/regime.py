"""The plan of a program while the same parameters are in force.

Parameters stand in a plan as constants: that keeps numbers exact and small, and most conditions simple. A day
on which another value is in force has a plan of its own.
"""

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import polars as pl

from engine.evaluation.columnar import BY_REFERENCE, OutputColumn, Wanted, truth_value
from engine.evaluation.columns.decisions import CODES, Decisions
from engine.evaluation.columns.figures import Figure, figure, held_as
from engine.evaluation.columns.layout import Layout
from engine.evaluation.columns.limits import beyond
from engine.evaluation.columns.lower import Lowering
from engine.evaluation.columns.plan import Column
from engine.evaluation.columns.values import Truthful
from engine.evaluation.outcome import Outcome
from engine.feel.unknown import Value
from engine.program.model import Program
from engine.program.resting import names_behind_decisions


def facts_used(program: Program, wanted: Wanted) -> tuple[str, ...]:
    """The facts on which what is asked for rests, in the order of the dictionary."""
    used = names_behind_decisions(program, wanted.figures)
    return tuple(name for name in program.dictionary.globals() if name in used)


class Regime:
    """A finished plan, and the columns that come out of it."""

    def __init__(
        self, program: Program, layout: Layout, settled: Mapping[str, Value], wanted: Wanted
    ) -> None:
        """Lower the program.

        Args:
            program: the checked pack.
            layout: of the table of profiles.
            settled: parameters in force, and the day if it is one for all.
            wanted: what is asked for.
        """
        self.layout = layout
        self.facts = tuple(name for name in facts_used(program, wanted) if name not in settled)
        lowering = Lowering(program, layout, settled)
        self._decisions = decided = Decisions(program, lowering)
        decided.lower()
        self._figures = [figure(lowering, name) for name in wanted.figures]
        self._made: dict[str, Column] = {}
        self._add("status", decided.statuses)
        self._add("settled", decided.settled)
        self._add("alert", _columns(decided.alerts))
        if wanted.criteria:
            self._add("criterion", _columns(decided.criteria))
        if wanted.findings:
            self._add("finding", _columns(decided.findings))
        if wanted.proofs:
            self._add("needed", _columns(decided.needed))
            self._add("held", _columns(decided.held))
        self._add("figure", {one.name: one.column for one in self._figures})
        plan = lowering.plan
        self._made = {name: plan.in_table(column, plan.root) for name, column in self._made.items()}
        self._doubts = self._doubts_of(lowering, wanted)
        doubts = [*decided.doubts, *(one.doubt for one in self._figures if one.doubt is not None)]
        self._doubt = self._joined(lowering, doubts)
        self._whole = plan
        self.refused: Mapping[str, str] = lowering.refused
        self._plan = plan.finished([*(one.name for one in self._made.values()), self._doubt.name])

    def _doubts_of(self, lowering: Lowering, wanted: Wanted) -> dict[str, Column]:
        """Where each truth and figure that is asked for is in doubt, by the name of its column."""
        decided, plan = self._decisions, lowering.plan
        asked = {
            "alert": decided.alerts,
            "criterion": decided.criteria if wanted.criteria else {},
            "finding": decided.findings if wanted.findings else {},
            "needed": decided.needed if wanted.proofs else {},
            "held": decided.held if wanted.proofs else {},
        }
        doubts = {f"{kind}.{name}": one.doubt for kind, some in asked.items() for name, one in some.items()}
        doubts |= {f"figure.{one.name}": one.doubt for one in self._figures}
        return {name: plan.in_table(one, plan.root) for name, one in doubts.items() if one is not None}

    def alone(self, profiles: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """What the plan says without the reference, and on which rows of a column it is in doubt."""
        taken = self._taken(profiles)
        columns = {name: one.name for name, one in (*self._made.items(),)}
        doubts = {name: one.name for name, one in self._doubts.items()}
        plan = self._whole.finished([*columns.values(), *doubts.values()])
        made = plan.run(taken, list(dict.fromkeys([*columns.values(), *doubts.values()])))
        return tuple(  # type: ignore[return-value]  # two of them
            made.select(*(pl.col(at).alias(name) for name, at in some.items())) for some in (columns, doubts)
        )

    def _taken(self, profiles: pl.DataFrame) -> pl.DataFrame:
        """What is read of a table; nothing has as many rows as there are."""
        return profiles.select(self.facts) if self.facts else pl.DataFrame(height=profiles.height)

    def _joined(self, lowering: Lowering, doubts: Sequence[Column]) -> Column:
        plan = lowering.plan
        unique = {one.name: one for one in (plan.in_table(one, plan.root) for one in doubts)}
        if not unique:
            return plan.in_table(Column(pl.lit(value=False)), plan.root)

        def join(*all_: pl.Expr) -> pl.Expr:
            return reduce(lambda one, other: one | other, [one.fill_null(value=False) for one in all_])

        return plan.in_table(plan.apply(join, *unique.values()), plan.root)

    def _add(self, prefix: str, columns: Mapping[str, Column]) -> None:
        self._made |= {f"{prefix}.{name}": one for name, one in columns.items()}

    @property
    def columns(self) -> tuple[OutputColumn, ...]:
        """What comes out, in order."""
        figures: dict[str, Figure] = {f"figure.{one.name}": one for one in self._figures}
        made = [
            OutputColumn(name, figures[name].kind, figures[name].scale)
            if name in figures
            else OutputColumn(name)
            for name in self._made
        ]
        return *made, OutputColumn(BY_REFERENCE)

    def run(self, profiles: pl.DataFrame) -> pl.DataFrame:
        """Every column that comes out; `by_reference` says which rows are in doubt."""
        taken = self._taken(profiles)
        names = {one.name: name for name, one in self._made.items()}
        made = self._plan.run(taken, [*names, self._doubt.name])
        found = made.select(
            *(pl.col(one.name).alias(name) for name, one in self._made.items()),
            pl.col(self._doubt.name).alias(BY_REFERENCE),
        )
        out = beyond(taken, self.layout)
        if out is None:
            return found
        return found.with_columns(pl.col(BY_REFERENCE) | out)

    def answers(self, outcome: Outcome) -> list[Any]:
        """What an outcome of the reference says, as the columns hold it, in their order."""
        values: dict[str, Any] = {}
        for name, decision in outcome.options.items():
            values[f"status.{name}"] = CODES[decision.status]
            values[f"settled.{name}"] = decision.settled
        values |= {f"alert.{name}": truth_value(one) for name, one in outcome.alerts.items()}
        values |= {f"criterion.{name}": truth_value(one) for name, one in outcome.criteria.items()}
        values |= {f"finding.{name}": truth_value(one) for name, one in outcome.findings.items()}
        values |= {f"needed.{name}": truth_value(one.needed) for name, one in outcome.proofs.items()}
        values |= {f"held.{name}": truth_value(one.held) for name, one in outcome.proofs.items()}
        for one in self._figures:
            values[f"figure.{one.name}"] = held_as(outcome.values[one.name], one.scale)
        return [*(values[name] for name in self._made), True]


def _columns(truths: Mapping[str, Truthful]) -> dict[str, Column]:
    return {name: one.column for name, one in truths.items()}
