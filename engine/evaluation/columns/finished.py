"""A plan made ready: what can be done together is, what nobody asks for isn't, and what is done with goes.

A batch of some hundred thousand loans has hundreds of columns on its way. Were all kept to the end,
memory would set how large a batch can be.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from engine.evaluation.columns.operations import (
    ALWAYS,
    Batch,
    Bring,
    Compute,
    Operation,
    Pick,
    Reduce,
    Rows,
    Some,
    Table,
    always,
)


def merged(operations: Sequence[tuple[int, Operation]]) -> list[Operation]:
    """In order, what can be computed together in one."""
    groups: dict[tuple[int, type, int], dict[str, Any]] = defaultdict(dict)
    tables: dict[int, Table] = {}
    others: dict[int, list[Operation]] = defaultdict(list)
    for step, one in operations:
        if isinstance(one, Compute | Bring | Some):
            groups[step, type(one), one.table.number] |= one.columns
            tables[one.table.number] = one.table
        else:
            others[step].append(one)
    made: list[Operation] = []
    for step in sorted({step for step, _ in operations}):
        made += others[step]
        made += [
            kind(tables[number], columns) for (at, kind, number), columns in groups.items() if at == step
        ]
    return made


@dataclass(frozen=True, slots=True)
class Step:
    """An operation, and the columns that nothing reads after it."""

    operation: Operation
    done: Mapping[int, Sequence[str]]


def without_waste(operations: Sequence[Operation], outputs: set[str]) -> tuple[Step, ...]:
    """Steps; those whose columns are asked for by nobody go, too."""
    needed: set[tuple[int, str]] = {(0, one) for one in outputs}
    steps: list[Step] = []
    for one in reversed(operations):
        wanted = _wanted(one, needed)
        if wanted is None:
            continue
        done: dict[int, list[str]] = defaultdict(list)
        for number, name in wanted.needs:
            if (number, name) not in needed and name != ALWAYS:
                done[number].append(name)
                needed.add((number, name))
        steps.append(Step(wanted, done))
    return tuple(reversed(steps))


def _wanted(one: Operation, needed: set[tuple[int, str]]) -> Operation | None:
    """The part of an operation that something needs."""
    match one:
        case Compute(table, columns) | Bring(table, columns) | Some(table, columns):
            at = table.above if isinstance(one, Some) and table.above is not None else table
            kept = {name: what for name, what in columns.items() if (at.number, name) in needed}
            return type(one)(table, kept) if kept else None  # type: ignore[arg-type]  # of its own kind
        case Reduce(table=table, name=name) | Pick(table=table, name=name):
            return one if table.above is not None and (table.above.number, name) in needed else None
    return one if any(number == one.table.number for number, _ in needed) else None


@dataclass(frozen=True, slots=True)
class Finished:
    """A plan that batches can run through."""

    steps: Sequence[Step]

    def run(self, profiles: pl.DataFrame, outputs: Sequence[str]) -> pl.DataFrame:
        """The columns that are asked for, of a batch."""
        nothing = pl.Series([], dtype=pl.Int32)
        given = pl.DataFrame([*profiles.get_columns(), always(profiles.height)])
        batch: Batch = {0: Rows(given, nothing, 0)}
        for step in self.steps:
            step.operation.run(batch)
            for number, names in step.done.items():
                for name in names:
                    batch[number].frame.drop_in_place(name)
        return batch[0].frame.select(outputs)
