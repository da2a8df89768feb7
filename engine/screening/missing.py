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

Facts = Mapping[str, tuple[str, ...]]


def facts_behind(program: Program) -> Facts:
    """The facts on which each criterion of an option rests, by its key, in the order of the dictionary."""
    return {one.key: _facts(program, one) for option in program.options for one in option.criteria}


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


def told(program: Program, facts: Facts, batch: Batch) -> pl.DataFrame:
    """Whether each fact that can be missing is told, `told.<fact>`, by row of the batch."""
    names = dict.fromkeys(name for some in facts.values() for name in some)
    names |= dict.fromkeys(
        one.presumed_until_told for one in program.criteria if one.presumed_until_told is not None
    )
    found = batch.frame.select(pl.col(name).is_not_null().alias(f"{TOLD}{name}") for name in names)
    if not batch.unfit:
        return found
    rows = sorted(batch.unfit)
    views = [batch.original(row) for row in rows]
    return found.with_columns(
        found.get_column(f"{TOLD}{name}").scatter(rows, [one.value(name) is not None for one in views])
        for name in names
    )


def waiting_for(program: Program, facts: Facts, answers: pl.DataFrame) -> Mapping[str, int]:
    """For each fact, how many rows don't tell it while an option waits for it; facts with none left out.

    Args:
        program: the pack.
        facts: from `facts_behind`.
        answers: statuses as codes, criteria, and what `told` says, by row.
    """
    waits: dict[str, list[pl.Expr]] = {}
    for option in program.options:
        for one in option.criteria:
            for name in facts[one.key]:
                waits.setdefault(name, []).append(holds_up(option.id, one))
    counts = answers.select(
        (pl.any_horizontal(some) & ~pl.col(f"{TOLD}{name}")).sum().alias(name) for name, some in waits.items()
    )
    return {name: count for name, count in (counts.row(0, named=True) if waits else {}).items() if count}
