"""R250: a row of a table has more or fewer cells than the table has columns.

The cells behind a missing one would each be read under the wrong heading.
"""

from collections.abc import Iterator, Sequence

from engine.diagnostics import Diagnostic, Note
from engine.rulebook.checks.context import Context
from engine.rulebook.model import Word
from engine.rulebook.table_model import TableRow
from engine.source import Fragment


def check(context: Context) -> Iterator[Diagnostic]:
    """Each `when` without a cell for each input, and each `then` without one for each output."""
    for table in context.rulebook.tables:
        inputs = [column.name for column in table.inputs]
        outputs = [column.id for column in table.outputs]
        for row in table.rows:
            yield from _uneven(row, "when", row.when, inputs)
        for row in table.every_row:
            yield from _uneven(row, "then", row.then, outputs)


def _uneven(
    row: TableRow, key: str, cells: Sequence[Fragment], columns: Sequence[Word]
) -> Iterator[Diagnostic]:
    if len(cells) == len(columns):
        return
    many = len(cells) > len(columns)
    names = ", ".join(f"`{column.text}`" for column in columns)
    yield Diagnostic(
        "R250",
        f"`{key}` has {_count(len(cells), 'cell')} for {_count(len(columns), 'column')}",
        cells[len(columns)].whole if many else row.span,
        "one too many" if many else "too few cells",
        f"write one cell for each of {names}",
        (Note(columns[0].span, "the first column"),),
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
