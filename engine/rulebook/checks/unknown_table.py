"""R258: an option or a criterion takes its evidence from a table that no file holds.

Nobody could say which documents count.
"""

from collections.abc import Iterator

from engine.diagnostics import Diagnostic
from engine.rulebook.checks.context import Context
from engine.rulebook.checks.references import unknown
from engine.rulebook.expressions import collecting


def check(context: Context) -> Iterator[Diagnostic]:
    """Each `evidence: {table: …}` that names no table."""
    for word in collecting(context.rulebook):
        if word.text not in context.table_ids and word.text not in context.left_out.defined:
            yield unknown("R258", "table", word, context.table_ids, "tables/{}.yaml")
