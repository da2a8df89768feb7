"""Which facts are missing where they matter: an option waits for a criterion, and the criterion for the fact.

That a fact isn't told says little by itself, as most facts are needed by few. Who wants to ask ten thousand
borrowers one more question has to know which one opens most.
"""

from collections.abc import Iterable, Mapping

import polars as pl

from engine.feel.core import Node
from engine.program.model import Criterion, Program
from engine.program.resting import names_behind
from engine.screening.model import Batch
from engine.screening.output_deciding import TOLD, holds_up


class Missing:
    """Counts them, batch by batch; made once for a pack."""

    def __init__(self, program: Program) -> None:
        """Take the pack."""
        waits: dict[str, tuple[str, ...]] = {}  # for what a fact keeps waiting
        holds: dict[str, pl.Expr] = {}
        for option in program.options:
            for one in option.criteria:
                waiting = f"{option.id} {one.key}"
                for name in _facts(program, one):
                    waits[name] = (*waits.get(name, ()), waiting)
                    holds[waiting] = holds_up(option.id, one)
        presumed = (one.presumed_until_told for one in program.criteria)
        self._asked = tuple(dict.fromkeys([*waits, *(one for one in presumed if one is not None)]))
        self._holds = [one.alias(waiting) for waiting, one in holds.items()]
        groups = {some: str(number) for number, some in enumerate(dict.fromkeys(waits.values()))}
        self._groups = [pl.any_horizontal(some).alias(name) for some, name in groups.items()]
        self._counts = [
            (pl.col(groups[some]) & ~pl.col(f"{TOLD}{name}")).sum().alias(name)
            for name, some in waits.items()
        ]

    def told(self, batch: Batch) -> pl.DataFrame:
        """Whether each fact that can be missing is told, `told.<fact>`, by row of the batch."""
        found = batch.frame.select(pl.col(name).is_not_null().alias(f"{TOLD}{name}") for name in self._asked)
        if not batch.unfit:
            return found
        rows = sorted(batch.unfit)
        views = [batch.original(row) for row in rows]
        return found.with_columns(
            found.get_column(f"{TOLD}{name}").scatter(rows, [one.value(name) is not None for one in views])
            for name in self._asked
        )

    def counted(self, answers: pl.DataFrame) -> Mapping[str, int]:
        """For each fact, how many rows don't tell it while an option waits for it; facts with none left out.

        Args:
            answers: statuses as codes, criteria, and what `told` says, by row.
        """
        if not self._counts:
            return {}
        waiting = answers.select(self._holds).select(self._groups)
        counts = answers.hstack(waiting).select(self._counts).row(0, named=True)
        return {name: count for name, count in counts.items() if count}


def _facts(program: Program, criterion: Criterion) -> tuple[str, ...]:
    used = names_behind(program, _nodes(program, criterion))
    return tuple(name for name in program.dictionary.globals() if name in used)


def _nodes(program: Program, criterion: Criterion) -> Iterable[Node]:
    """The expressions that decide a criterion, also those of a finding and of evidence behind it."""
    if criterion.test is not None:
        yield criterion.test
    elif criterion.finding is not None:
        for one in program.findings_by_id[criterion.finding].criteria:
            yield from _nodes(program, one)
    for name in criterion.evidence:
        required = program.requirements_by_id[name]
        yield from (node for node in (required.needed, required.held) if node is not None)
