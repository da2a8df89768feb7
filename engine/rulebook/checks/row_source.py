"""R256: a row of a table doesn't say where it comes from.

Each row is a rule. One without a source can't be compared with the guidance.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context


def check(context: Context) -> Iterator[Diagnostic]:
    """Each row, and each default, that has no source of its own in a table that has none."""
    for table in context.rulebook.tables:
        for row in table.every_row:
            if not row.source and not table.source:
                what = "the default" if row is table.default else "a row"
                is_line = row.span.source is not table.id.span.source  # of a CSV file
                own = "fill its cell `source`" if is_line else "write `source: […]` in it"
                help_ = f"{own}, or give the table one for all its rows"
                message = f"{what} of `{table.id.text}` has no source"
                yield Diagnostic("R256", message, row.span, "rests on nothing", help_)
