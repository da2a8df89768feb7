"""R267: a table has no rows, or more than can be worked through for every borrower.

A table without rows decides nothing, and where an input isn't known, every row is tried with each value that
the others can tell apart.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context

MOST_ROWS = 200


def check(context: Context) -> Iterator[Diagnostic]:
    """Each table with no row, or with too many."""
    for table in context.rulebook.tables:
        if not table.rows:
            message = f"`{table.id.text}` has no rows"
            yield Diagnostic("R267", message, table.id.span, "decides nothing", "write a row, or delete it")
        elif len(table.rows) > MOST_ROWS:
            first = table.rows[MOST_ROWS]
            message = f"`{table.id.text}` has more than {MOST_ROWS} rows"
            help_ = "join rows with the same result, as in `[1..12]`, or make several tables"
            yield Diagnostic("R267", message, first.span, f"row {MOST_ROWS + 1}", help_)
