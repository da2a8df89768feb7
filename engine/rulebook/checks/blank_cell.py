"""R257: a cell of a table is blank.

In a spreadsheet a blank cell looks like "anything", but as often it was only forgotten.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context


def check(context: Context) -> Iterator[Diagnostic]:
    """Each cell without text."""
    for table in context.rulebook.tables:
        for row in table.every_row:
            for cells, help_ in (
                (row.when, "write `-` where any value will do"),
                (row.then, "write a value"),
            ):
                for cell in cells:
                    if not cell.text.strip():
                        yield Diagnostic("R257", "a cell is blank", cell.whole, "nothing here", help_)
