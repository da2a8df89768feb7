"""R254: a table has an input that none of its rows tests.

Whoever reads the table takes it for something that matters, and the borrower could be asked for it in vain.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.feel.tree import Tree
from engine.rulebook.cells import tests_of
from engine.rulebook.checks.context import Context
from engine.rulebook.table_model import Table


def check(context: Context) -> Iterator[Diagnostic]:
    """Each input whose cells are all `-`."""
    for table in context.rulebook.tables:
        for place, column in enumerate(table.inputs):
            cells = list(_column(table, place, context))
            if cells and all(cell is not None and not tests_of(cell).tests for cell in cells):
                message = f"no row tests the input `{column.name.text}`"
                span = column.name.span
                yield Diagnostic("R254", message, span, "every cell is `-`", "test it, or take it out")


def _column(table: Table, place: int, context: Context) -> Iterator[Tree | None]:
    """The cells of a column; None for one that can't be read."""
    for row in table.rows:
        yield context.trees.get(row.when[place].whole) if place < len(row.when) else None
