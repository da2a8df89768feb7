"""The tables of a plan while a batch runs through it, and what is done to them.

Lists have tables of their own, whose rows know the loan that they belong to. If rows were dropped or sorted
on the way, the documents of one borrower would be counted for another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

Indices = np.ndarray[Any, Any]
ALWAYS = "#"  # a column that each table has: without any, it would forget how many rows it has


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of the plan; the first has one row a loan, each other one row an element of a list."""

    number: int
    above: "Table | None"

    @property
    def depth(self) -> int:
        """How many tables are above it."""
        return 0 if self.above is None else 1 + self.above.depth


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """An expression over a table.

    Attributes:
        table: None for a constant, which can stand in any.
        step: the first step in which all that it needs is there.
        name: of the column that it is; "" if it has yet to be computed.
    """

    expression: pl.Expr
    table: Table | None = None
    step: int = 0
    name: str = ""


def always(height: int) -> pl.Series:
    """The column that each table has."""
    return pl.Series(ALWAYS, np.ones(height, dtype=bool))


@dataclass(frozen=True, slots=True)
class Rows:
    """A table while a batch runs through.

    Attributes:
        frame: its columns.
        above: for each row the row of the table above that it came from, in order.
        height_above: number of rows above.
    """

    frame: pl.DataFrame
    above: pl.Series
    height_above: int

    def above_those(self, chosen: pl.Series) -> Indices:
        """The rows above those for which a truth holds; a row above as often as it has such rows."""
        return self.above.filter(chosen).to_numpy()

    def first(self) -> Indices:
        """The first row of each row above that has any."""
        return np.flatnonzero(np.diff(self.above.to_numpy(), prepend=-1))


Batch = dict[int, Rows]


@dataclass(frozen=True, slots=True, eq=False)
class Compute:
    """Columns of a table, by name."""

    table: Table
    columns: Mapping[str, pl.Expr]

    def run(self, batch: Batch) -> None:
        """Add them."""
        rows = batch[self.table.number]
        made = rows.frame.select(ALWAYS, **self.columns)  # beside it one value becomes as many as it has rows
        frame = rows.frame.hstack(made.get_columns()[1:])
        batch[self.table.number] = Rows(frame, rows.above, rows.height_above)

    @property
    def needs(self) -> Iterable[tuple[int, str]]:
        """Columns that it reads."""
        return {(self.table.number, name) for one in self.columns.values() for name in one.meta.root_names()}


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """The elements of a list column as a table of their own; a list that isn't known has none."""

    column: str
    table: Table
    element: str

    def run(self, batch: Batch) -> None:
        """Make the table."""
        assert self.table.above is not None, "only the first table has none above"  # noqa: S101
        lists = batch[self.table.above.number].frame.get_column(self.column)
        lengths = lists.list.len().fill_null(0).to_numpy()
        above = pl.Series(np.repeat(np.arange(len(lists), dtype=np.int32), lengths))
        elements = lists.explode(empty_as_null=False, keep_nulls=False)
        batch[self.table.number] = Rows(
            pl.DataFrame({self.element: elements}).with_columns(always(len(elements))), above, len(lists)
        )

    @property
    def needs(self) -> Iterable[tuple[int, str]]:
        """Columns that it reads."""
        return {((self.table.above or self.table).number, self.column)}


@dataclass(frozen=True, slots=True, eq=False)
class Bring:
    """Columns of the table above, beside each element; by their name here."""

    table: Table
    columns: Mapping[str, str]

    def run(self, batch: Batch) -> None:
        """Add them."""
        assert self.table.above is not None, "only the first table has none above"  # noqa: S101
        rows, above = batch[self.table.number], batch[self.table.above.number].frame
        taken = above.select(**{name: pl.col(other) for name, other in self.columns.items()})[
            rows.above.to_numpy()
        ]
        batch[self.table.number] = Rows(rows.frame.hstack(taken), rows.above, rows.height_above)

    @property
    def needs(self) -> Iterable[tuple[int, str]]:
        """Columns that it reads."""
        assert self.table.above is not None, "only the first table has none above"  # noqa: S101
        return {(self.table.above.number, one) for one in self.columns.values()}


Reduction = Callable[[Sequence[pl.Series], Rows], pl.Series]


@dataclass(frozen=True, slots=True, eq=False)
class Reduce:
    """What the elements of each row above come to, as a column above."""

    table: Table
    columns: Sequence[str]
    reduction: Reduction
    name: str

    def run(self, batch: Batch) -> None:
        """Add the column."""
        assert self.table.above is not None, "only the first table has none above"  # noqa: S101
        rows, above = batch[self.table.number], batch[self.table.above.number]
        values = self.reduction([rows.frame.get_column(one) for one in self.columns], rows)
        frame = above.frame.with_columns(values.alias(self.name))
        batch[self.table.above.number] = Rows(frame, above.above, above.height_above)

    @property
    def needs(self) -> Iterable[tuple[int, str]]:
        """Columns that it reads."""
        return {(self.table.number, one) for one in self.columns}


@dataclass(frozen=True, slots=True, eq=False)
class Some:
    """Whether an element of each row above is true, for several columns at once; by the name above."""

    table: Table
    columns: Mapping[str, str]

    def run(self, batch: Batch) -> None:
        """Add the columns."""
        assert self.table.above is not None, "only the first table has none above"  # noqa: S101
        rows, above = batch[self.table.number], batch[self.table.above.number]
        made = [self._found(name, rows) for name in self.columns]
        frame = above.frame.with_columns(made)
        batch[self.table.above.number] = Rows(frame, above.above, above.height_above)

    def _found(self, name: str, rows: Rows) -> pl.Series:
        found = np.zeros(rows.height_above, dtype=bool)
        found[rows.above_those(rows.frame.get_column(self.columns[name]))] = True
        return pl.Series(name, found)

    @property
    def needs(self) -> Iterable[tuple[int, str]]:
        """Columns that it reads."""
        return {(self.table.number, one) for one in self.columns.values()}


@dataclass(frozen=True, slots=True, eq=False)
class Pick:
    """A column of the elements, taken by a column above that holds the place of one of them, or null."""

    table: Table
    column: str
    place: str
    name: str

    def run(self, batch: Batch) -> None:
        """Add the column."""
        assert self.table.above is not None, "only the first table has none above"  # noqa: S101
        rows, above = batch[self.table.number], batch[self.table.above.number]
        taken = rows.frame.get_column(self.column).gather(above.frame.get_column(self.place))
        frame = above.frame.with_columns(taken.alias(self.name))
        batch[self.table.above.number] = Rows(frame, above.above, above.height_above)

    @property
    def needs(self) -> Iterable[tuple[int, str]]:
        """Columns that it reads."""
        assert self.table.above is not None, "only the first table has none above"  # noqa: S101
        return {(self.table.number, self.column), (self.table.above.number, self.place)}


Operation = Compute | Open | Bring | Some | Reduce | Pick
