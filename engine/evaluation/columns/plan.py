"""What is to be computed, in which order, on which table.

A rule about lists has to look at their elements beside the loan's own facts, and no expression of Polars can
do that. So a plan has several tables: one row a loan, and below it one row an element, which knows the row
that it came from. A plan is made once; each batch of loans runs through it. Expressions that don't need each
other stand in one step and are computed together.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.evaluation.columns.finished import Finished, merged, without_waste
from engine.evaluation.columns.operations import (
    ALWAYS,
    Bring,
    Column,
    Compute,
    Open,
    Operation,
    Pick,
    Reduce,
    Reduction,
    Some,
    Table,
)

__all__ = ["Column", "Plan", "Reduction", "Table", "constant", "deepest", "value_of"]


def constant(value: Any, dtype: Any = None) -> Column:  # noqa: ANN401  (a value of any type)
    """A column that is the same everywhere."""
    return Column(pl.lit(value, dtype=dtype))


def _everywhere(constant_: pl.Expr) -> pl.Expr:
    """As many as the table has rows; a column made of a literal would be a single value to Polars."""
    return pl.when(pl.col(ALWAYS)).then(constant_)


def value_of(column: Column) -> Any:  # noqa: ANN401  (a value of any type)
    """What a constant is."""
    return pl.select(column.expression).item()


@dataclass(slots=True)
class Plan:
    """Collects operations; columns that are the same are computed once."""

    root: Table = field(default_factory=lambda: Table(0, None))
    _operations: list[tuple[int, Operation]] = field(default_factory=list)
    _count: int = 0
    _tables: int = 1
    _brought: dict[tuple[str, int], Column] = field(default_factory=dict)
    _steps: dict[int, int] = field(default_factory=dict)
    _made: dict[Hashable, Column] = field(default_factory=dict)

    def fact(self, name: str) -> Column:
        """A column of the table that comes in."""
        return Column(pl.col(name), self.root, 0, name)

    def apply(self, function: Callable[..., pl.Expr], *columns: Column) -> Column:
        """A function of expressions, on columns that may be of different tables, one above the other."""
        table = deepest(*columns)
        brought = [self.bring(one, table) for one in columns]
        step = max((one.step for one in brought), default=0)
        return Column(function(*(one.expression for one in brought)), table, step)

    def once(self, key: Hashable, make: Callable[[], Column]) -> Column:
        """What `make` makes, made once for a key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def keep(self, column: Column) -> Column:
        """The same as a column of its own, computed once. A constant stays as it is."""
        if column.name or column.table is None:
            return column
        return self._computed(column, column.table)

    def in_table(self, column: Column, table: Table) -> Column:
        """The same as a column of its own in a table, constants too."""
        if column.table is None:
            return self._computed(Column(_everywhere(column.expression)), table)
        return self.keep(self.bring(column, table))

    def _computed(self, column: Column, table: Table) -> Column:
        name, step = self._name(), max(column.step, self._steps.get(table.number, 0))
        self._operations.append((step, Compute(table, {name: column.expression})))
        return Column(pl.col(name), table, step + 1, name)

    def bring(self, column: Column, table: Table | None) -> Column:
        """A column beside the elements of a table below."""
        if table is None or column.table is None or column.table is table:
            return column
        assert table.above is not None, "tables of one expression are one above the other"  # noqa: S101
        kept = self.keep(column)
        nearer = self.bring(kept, table.above)
        key = nearer.name, table.number
        if key not in self._brought:
            name, step = self._name(), max(nearer.step, self._steps[table.number])
            self._operations.append((step, Bring(table, {name: nearer.name})))
            self._brought[key] = Column(pl.col(name), table, step + 1, name)
        return self._brought[key]

    def open(self, lists: Column, table: Table) -> tuple[Table, Column]:
        """The table of the elements of a list column, and the column that holds them."""
        kept = self.in_table(lists, table)
        below, name = Table(self._tables, table), self._name()
        self._tables += 1
        self._steps[below.number] = kept.step + 1
        self._operations.append((kept.step, Open(kept.name, below, name)))
        return below, Column(pl.col(name), below, kept.step + 1, name)

    def reduce(self, reduction: Reduction, table: Table, *columns: Column) -> Column:
        """A column above of what the elements come to."""
        kept = [self.in_table(one, table) for one in columns]
        name, step = self._name(), max((one.step for one in kept), default=self._steps[table.number])
        self._operations.append((step, Reduce(table, [one.name for one in kept], reduction, name)))
        return Column(pl.col(name), table.above, step + 1, name)

    def any(self, truth: Column, table: Table) -> Column:
        """A column above: whether it is true of an element."""
        kept, name = self.in_table(truth, table), self._name()
        self._operations.append((kept.step, Some(table, {name: kept.name})))
        return Column(pl.col(name), table.above, kept.step + 1, name)

    def pick(self, column: Column, table: Table, place: Column) -> Column:
        """For each row above, what a column holds for the element at a place."""
        kept, where = self.in_table(column, table), self.keep(place)
        name, step = self._name(), max(kept.step, where.step)
        self._operations.append((step, Pick(table, kept.name, where.name, name)))
        return Column(pl.col(name), table.above, step + 1, name)

    def _name(self) -> str:
        self._count += 1
        return f"#{self._count}"

    def finished(self, outputs: Iterable[str]) -> "Finished":
        """The plan as steps, with what each of them leaves for good."""
        return Finished(without_waste(merged(self._operations), set(outputs)))


def deepest(*columns: Column) -> Table | None:
    """The lowest table among those of columns."""
    tables = [one.table for one in columns if one.table is not None]
    return max(tables, key=lambda one: one.depth, default=None)
